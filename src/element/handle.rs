//! One element's life: from the loader's hand-over to its removal.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

use leptos::mount::mount_to;
use leptos::prelude::{Owner, RwSignal};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{HtmlElement, HtmlFormElement, HtmlTextAreaElement, ShadowRoot};

use super::events;
use crate::components;
use crate::config::RawAttributes;
use crate::i18n::{self, Key};
use crate::platform::listener::Listener;
use crate::platform::{clock, dom, js, panic, presence, sheet};
use crate::state::effect::{HostEvent, Place};
use crate::state::effects::Face;
use crate::state::event::Kind;
use crate::state::store::Store;

/// The rules for answers and their surroundings, from `style/`, minified by `build.rs`.
const RULES: &str = include_str!(concat!(env!("OUT_DIR"), "/main.css"));

/// Questions to begin with that are offered at most.
const MOST_STARTERS: usize = 12;
/// As many are looked at.
const FEW: u32 = 100;

/// What the loader holds of an element. Dropping or `dispose` ends everything the element acquired.
#[wasm_bindgen]
pub struct Handle {
    host: HtmlElement,
    input: HtmlTextAreaElement,
    store: Store,
    owner: Owner,
    /// True while the page calls a method: that does not move the focus.
    quiet: Rc<Cell<bool>>,
    /// Views and listeners; gone after `dispose`.
    mounted: RefCell<Option<Mounted>>,
}

struct Mounted {
    _views: Box<dyn Any>,
    _listeners: Vec<Listener>,
}

/// Registers whom to tell when the code panics: the loader, which then shows a notice.
#[wasm_bindgen(js_name = onPanic)]
pub fn on_panic(tell: js_sys::Function) {
    panic::on_panic(tell);
}

/// Takes an element over from the loader, which has drawn the shell into its shadow root.
///
/// `None` where the shell is not the one this version knows.
#[wasm_bindgen]
pub fn create(host: HtmlElement, root: &ShadowRoot) -> Option<Handle> {
    let find = |selector: &str| root.query_selector(selector).ok().flatten();
    let header: HtmlElement = find("[part=header]")?.dyn_into().ok()?;
    let transcript: HtmlElement = find("[part=transcript]")?.dyn_into().ok()?;
    let form: HtmlFormElement = find("[part=composer]")?.dyn_into().ok()?;
    let input: HtmlTextAreaElement = find("[part=input]")?.dyn_into().ok()?;
    let actions: HtmlElement = find(".actions")?.dyn_into().ok()?;
    let frame: HtmlElement = find("[part=root]")?.dyn_into().ok()?;
    sheet::adopt(root, RULES);
    let owner = Owner::new();
    let quiet = Rc::new(Cell::new(false));
    let (store, mounted) = owner.with(|| {
        let face = Box::new(Outside {
            host: host.clone(),
            input: input.clone(),
            transcript: transcript.clone(),
            quiet: Rc::clone(&quiet),
            root: root.clone().into(),
        });
        let store = Store::new(face, js::get(root, "memory"));
        store.look_around();
        store.configure(&attributes(&host));
        label(&input, &transcript);
        for drawn_by_loader in [&header, &transcript, &actions] {
            drawn_by_loader.set_text_content(None);
        }
        let viewport = transcript.clone().into();
        let mut listeners = presence::watch(move || store.look_around());
        listeners.extend(presence::on_leaving(move || store.dispatch(Kind::Leaving)));
        let (history, much) = (RwSignal::new(0), RwSignal::new(0));
        listeners.extend(components::adopt_input(store, &form, &input, much));
        let views = [
            mount_to(header, move || components::header(store, history)),
            mount_to(transcript, move || components::transcript(store, viewport)),
            mount_to(actions, move || components::composer(store, much)),
            mount_to(frame, move || vec![components::panel(store, history)]),
        ];
        (store, Mounted { _views: Box::new(views), _listeners: listeners })
    });
    events::ready(&host);
    Some(Handle { host, input, store, owner, quiet, mounted: RefCell::new(Some(mounted)) })
}

/// The loader speaks English; from here on the catalogue's words stand.
fn label(input: &HtmlTextAreaElement, transcript: &HtmlElement) {
    input.set_placeholder(i18n::text(Key::Placeholder));
    for (element, key) in [(input.as_ref(), Key::Question), (transcript, Key::Transcript)] {
        let element: &HtmlElement = element;
        // Only an invalid name is refused.
        drop(element.set_attribute("aria-label", i18n::text(key)));
    }
}

/// The element as the state machine's effects see it.
struct Outside {
    host: HtmlElement,
    input: HtmlTextAreaElement,
    transcript: HtmlElement,
    quiet: Rc<Cell<bool>>,
    /// Its `headers` is a function that gives what the page's hook of now gives, as a promise of an object of texts.
    root: JsValue,
}

impl Face for Outside {
    fn tell(&self, event: HostEvent) {
        events::tell(&self.host, event);
    }

    fn headers(&self) -> JsValue {
        js::get(&self.root, "headers")
    }

    fn compose(&self, text: &str) {
        let typed = self.input.value();
        // The search of the standard library is faster on long texts and costs 4 kB of code.
        let mut there = typed.as_bytes().windows(text.len().max(1));
        if typed.trim().is_empty() {
            components::put(&self.input, text);
        } else if !there.any(|part| part == text.as_bytes()) {
            // In place of what is selected; what is typed around it stays.
            drop(self.input.set_range_text(text));
            components::changed(&self.input);
        }
        drop(self.input.focus());
    }

    fn typed(&self) -> String {
        self.input.value()
    }

    fn show(&self, text: &str) {
        components::put(&self.input, text);
    }

    fn focus(&self, place: Place) {
        let target: &HtmlElement = match place {
            Place::Composer | Place::Reply => &self.input,
            Place::Transcript => &self.transcript,
        };
        if self.quiet.get() || place == Place::Reply && dom::is_busy_elsewhere(&self.host) {
            return;
        }
        // A hidden element cannot take the focus, which is no failure.
        drop(target.focus());
    }
}

fn attributes(host: &HtmlElement) -> RawAttributes {
    RawAttributes::read(&|name| host.get_attribute(name))
}

#[wasm_bindgen]
impl Handle {
    /// The element's attributes have changed.
    pub fn configure(&self) {
        self.store.configure(&attributes(&self.host));
    }

    /// The page offers questions to begin with: an array of strings.
    pub fn starters(&self, questions: &JsValue) {
        // By name: whatever the page gives, reading it cannot throw.
        let count = (js::number(questions, "length") as u32).min(FEW);
        let list = (0..count).filter_map(|at| js::get(questions, &at.to_string()).as_string());
        let list = list.filter(|question| !question.trim().is_empty()).take(MOST_STARTERS).collect();
        self.store.dispatch(Kind::Starters(list));
    }

    /// Asks what was sent before the hand-over.
    pub fn submit(&self, question: String) {
        components::ask(self.store, question);
    }

    /// Ends everything: requests, timers, listeners, views.
    pub fn dispose(&self) {
        // The promises of this element are carried out, whatever ends.
        self.store.leave();
        self.store.end();
        self.mounted.take();
        // Effects that were woken before read the signals once more: these go when that is done.
        let owner = self.owner.clone();
        clock::later(0, move || owner.cleanup());
    }
}

impl Handle {
    pub(super) fn store(&self) -> Store {
        self.store
    }

    /// Does what the page wants; the focus stays where the reader has put it.
    pub(super) fn quietly(&self, act: impl FnOnce(Store)) {
        self.quiet.set(true);
        act(self.store);
        self.quiet.set(false);
    }

    /// Takes away what was typed.
    pub(super) fn empty_input(&self) {
        components::put(&self.input, "");
    }
}
