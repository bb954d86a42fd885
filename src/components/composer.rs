//! Where the reader types. The text box itself is the loader's and is adopted, never drawn again,
//! so that focus, undo, selection and an open composition survive the hand-over.

use leptos::prelude::*;
use web_sys::{Event, HtmlFormElement, HtmlTextAreaElement, KeyboardEvent};

use super::icon;
use super::kit::{self, tag};
use super::more;
use crate::i18n::{self, Key};
use crate::platform::js;
use crate::platform::listener::Listener;
use crate::state::event::Kind;
use crate::state::model::Model;
use crate::state::select;
use crate::state::store::Store;

/// From so many bytes on the reader is told how much may be typed.
const MUCH: usize = 2_000;
/// The key code that browsers report while an input method is at work.
const COMPOSING: u32 = 229;

/// Help is wanted, because much has been typed.
const LONG: u64 = 1;
/// Help is wanted to go back to the question before.
pub const BACK: u64 = 2;

/// Puts a text into the text box, and lets all know that listens there.
pub fn put(input: &HtmlTextAreaElement, text: &str) {
    input.set_value(text);
    changed(input);
}

/// What is typed is told by the browser, what is put there by us.
pub fn changed(input: &HtmlTextAreaElement) {
    if let Ok(event) = Event::new("input") {
        // Nobody cancels it.
        drop(input.dispatch_event(&event));
    }
}

fn can_ask(store: Store, question: &str) -> bool {
    let usable = |model: &Model| {
        model.config.is_some() && !model.open.read_only && select::excess(model, question) == 0
    };
    !question.trim().is_empty() && store.model.try_with_untracked(usable) == Some(true)
}

/// Sends what stands in the text box, and empties it only where the question was taken: one that is
/// too long stays there, with what is too much of it beside it.
fn submit(store: Store, input: &HtmlTextAreaElement) {
    let question = input.value();
    if can_ask(store, &question) {
        put(input, "");
        store.dispatch(Kind::Submitted(question));
    }
}

/// Asks what was sent before the hand-over. What cannot be asked is put into the text box.
pub fn ask(store: Store, question: String) {
    if can_ask(store, &question) {
        store.dispatch(Kind::Submitted(question));
    } else {
        store.compose(&question);
    }
}

/// Takes over the loader's text box and form for as long as the listeners live.
/// `much` is set when help is wanted there.
pub fn adopt_input(
    store: Store,
    form: &HtmlFormElement,
    input: &HtmlTextAreaElement,
    much: RwSignal<u64>,
) -> [Listener; 3] {
    let want = move |help: u64| {
        if much.get_untracked() == 0 {
            much.set(help);
        }
    };
    if input.value().len() > MUCH {
        want(LONG);
    }
    let typed = {
        let input = input.clone();
        move |_: Event| {
            let text = input.value();
            if text.len() > MUCH {
                want(LONG);
            }
            store.keep_draft(&text);
        }
    };
    let pressed = {
        let input = input.clone();
        move |event: KeyboardEvent| {
            let key = js::text(&event, "key");
            let composing = event.is_composing() || event.key_code() == COMPOSING;
            if key == "Enter" && !event.shift_key() && !composing {
                event.prevent_default();
                submit(store, &input);
            } else if key == "ArrowUp" && input.value().is_empty() {
                want(BACK);
            }
        }
    };
    let sent = {
        let input = input.clone();
        move |event: Event| {
            event.prevent_default();
            submit(store, &input);
        }
    };
    [
        Listener::new(input, "input", typed),
        Listener::new(input, "keydown", pressed),
        Listener::new(form, "submit", sent),
    ]
}

/// The buttons beside the text box.
pub fn composer(store: Store, much: RwSignal<u64>) -> Vec<AnyView> {
    let stop = kit::dynamic(move || {
        let key = store.model.with(select::stoppable)?;
        let act = move || store.dispatch(Kind::Stopped(key));
        let stop = kit::button("button round stop", Some(icon::STOP), Some(Key::Stop), None, act);
        Some(stop.attr("part", "stop").view())
    });
    let send = tag("button", "button round send")
        .attr("type", "submit")
        .attr("part", "send")
        .attr("title", i18n::text(Key::Send))
        .attr("aria-label", i18n::text(Key::Send))
        .live("hidden", move || store.model.with(|model| model.open.read_only).then(String::new))
        .child(icon::SEND.view());
    vec![more::composer(store, much), stop, send.view()]
}
