//! Help in the composer: earlier questions with the arrow keys, and how long the question may be.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlTextAreaElement, KeyboardEvent, ShadowRoot};

use crate::components::composer::{BACK, put};
use crate::components::kit::{self, Tag, tag};
use crate::i18n::more::{MoreKey, fill};
use crate::platform::js;
use crate::platform::listener::Listener;
use crate::state::model::Model;
use crate::state::recall::Recall;
use crate::state::select;
use crate::state::store::Store;

/// From this share of the longest question on, its length is told: a percentage.
const NEAR: u64 = 80;

/// Finds the text box beside it and listens there as long as the view lives. `much` is what help was
/// wanted for.
pub(super) fn help(store: Store, much: RwSignal<u64>) -> Tag {
    let input = StoredValue::new_local(None::<HtmlTextAreaElement>);
    let listeners = StoredValue::new_local(Vec::new());
    let typed = RwSignal::new(0_u64);
    let text = move || {
        typed.track();
        input.with_value(|input| input.as_ref().map(HtmlTextAreaElement::value)).unwrap_or_default()
    };
    let over = move || store.model.with(|model| select::excess(model, &text())) > 0;
    let words = kit::text(move || store.model.with(|model| length(model, &text())).into());
    let line = tag("span", "length").attr("role", "status").child(words);
    let line = line.live("data-over", move || over().then(String::new));
    line.managed(move |element: Element| {
        let root = element.get_root_node();
        let found = root.dyn_ref::<ShadowRoot>().and_then(|root| root.query_selector("[part=input]").ok()?);
        let Some(found) = found.and_then(|found| found.dyn_into::<HtmlTextAreaElement>().ok()) else {
            return;
        };
        input.set_value(Some(found.clone()));
        // What was typed before the listeners were there counts, too.
        typed.update(|typed| *typed += 1);
        let recall = Rc::new(RefCell::new(Recall::default()));
        let count = move |_: Event| {
            typed.try_update(|typed| *typed += 1);
        };
        let press = {
            let (input, recall) = (found.clone(), Rc::clone(&recall));
            move |event: KeyboardEvent| pressed(store, &recall, &event, &input)
        };
        if much.get_untracked() == BACK {
            step(store, &recall, &found, true);
        }
        listeners
            .set_value(vec![Listener::new(&found, "input", count), Listener::new(&found, "keydown", press)]);
    })
}

/// Nothing as long as there is room.
fn length(model: &Model, text: &str) -> String {
    let Some(most) = model.max_question_chars else { return String::new() };
    let excess = select::excess(model, text);
    let typed = text.chars().count() as u64;
    if excess > 0 {
        fill(MoreKey::TooLong, &[&excess.to_string()])
    } else if typed * 100 > most * NEAR {
        fill(MoreKey::Length, &[&typed.to_string(), &most.to_string()])
    } else {
        String::new()
    }
}

fn pressed(store: Store, recall: &RefCell<Recall>, event: &KeyboardEvent, input: &HtmlTextAreaElement) {
    let plain = !event.shift_key() && !event.ctrl_key() && !event.alt_key() && !event.meta_key();
    let up = match js::text(event, "key").as_str() {
        "ArrowUp" => true,
        "ArrowDown" => false,
        _ => return,
    };
    if plain && !event.is_composing() && step(store, recall, input, up) {
        event.prevent_default();
    }
}

/// Goes to another question; false where the key is for moving within the text.
fn step(store: Store, recall: &RefCell<Recall>, input: &HtmlTextAreaElement, up: bool) -> bool {
    let asked = store.model.with_untracked(select::asked);
    let at_start = js::number(input, "selectionStart") == 0.0 && js::number(input, "selectionEnd") == 0.0;
    let next = recall.borrow_mut().step(&asked, &input.value(), at_start, up);
    let Some(text) = next else { return false };
    put(input, &text);
    // What is only looked at does not take the place of what was typed.
    if let Some(draft) = recall.borrow().draft().filter(|draft| !draft.is_empty()) {
        store.keep_draft(draft);
    }
    true
}
