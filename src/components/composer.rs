//! Where the reader types. The text box itself is the loader's and is adopted, never drawn again,
//! so that focus, undo, selection and an open composition survive the hand-over.

use leptos::prelude::*;
use web_sys::{Event, HtmlFormElement, HtmlTextAreaElement, KeyboardEvent};

use super::icon;
use super::kit::{self, tag};
use super::more;
use crate::i18n::{self, Key};
use crate::platform::listener::Listener;
use crate::state::event::Kind;
use crate::state::model::Model;
use crate::state::select;
use crate::state::store::Store;

/// From so many bytes on the reader is told how much may be typed.
const MUCH: usize = 2_000;
/// The key code that browsers report while an input method is at work.
const COMPOSING: u32 = 229;

/// Sends what stands in the text box, and empties it only where the question was taken.
pub fn submit(store: Store, input: &HtmlTextAreaElement) {
    let question = input.value();
    let usable = |model: &Model| model.config.is_some() && !model.open.read_only;
    let usable = store.model.try_with_untracked(usable);
    if !question.trim().is_empty() && usable == Some(true) {
        input.set_value("");
        store.keep_draft("");
        store.dispatch(Kind::Submitted(question));
    }
}

/// Takes over the loader's text box and form for as long as the listeners live.
/// `much` becomes 1 when much has been typed.
pub fn adopt_input(
    store: Store,
    form: &HtmlFormElement,
    input: &HtmlTextAreaElement,
    much: RwSignal<u64>,
) -> [Listener; 3] {
    if input.value().is_empty()
        && let Some(draft) = store.draft()
    {
        input.set_value(&draft);
    }
    let typed = {
        let input = input.clone();
        move |_: Event| {
            let text = input.value();
            if text.len() > MUCH && much.get_untracked() == 0 {
                much.set(1);
            }
            store.keep_draft(&text);
        }
    };
    let pressed = {
        let input = input.clone();
        move |event: KeyboardEvent| {
            // Shortcuts of the host page are not for what is typed here.
            event.stop_propagation();
            let composing = event.is_composing() || event.key_code() == COMPOSING;
            if event.key() == "Enter" && !event.shift_key() && !composing {
                event.prevent_default();
                submit(store, &input);
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
