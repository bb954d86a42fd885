//! Help in the composer: earlier questions with the arrow keys, and how long the question may be.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlTextAreaElement, KeyboardEvent, ShadowRoot};

use crate::components::kit::{self, Tag, tag};
use crate::i18n::more::{MoreKey, fill};
use crate::platform::listener::Listener;
use crate::state::select;
use crate::state::store::Store;

/// From this share of the longest question on, its length is told: a percentage.
const NEAR: u64 = 80;

/// Finds the text box beside it and listens there as long as the view lives.
pub(super) fn help(store: Store) -> Tag {
    let listeners = StoredValue::new_local(Vec::new());
    let typed = RwSignal::new(0_u64);
    let words = kit::text(move || {
        let most = store.model.with(|model| model.max_question_chars);
        most.map(|most| length(typed.get(), most)).unwrap_or_default().into()
    });
    tag("span", "length").attr("role", "status").child(words).managed(move |element: Element| {
        let root = element.get_root_node();
        let input = root.dyn_ref::<ShadowRoot>().and_then(|root| root.query_selector("[part=input]").ok()?);
        let Some(input) = input.and_then(|input| input.dyn_into::<HtmlTextAreaElement>().ok()) else {
            return;
        };
        let count = {
            let input = input.clone();
            move |_: Event| {
                typed.try_set(input.value().chars().count() as u64);
            }
        };
        typed.set(input.value().chars().count() as u64);
        let mut back = Back { store, place: None };
        let press = {
            let input = input.clone();
            move |event: KeyboardEvent| back.pressed(&event, &input)
        };
        listeners
            .set_value(vec![Listener::new(&input, "input", count), Listener::new(&input, "keydown", press)]);
    })
}

/// Nothing as long as there is room.
fn length(typed: u64, most: u64) -> String {
    if typed > most {
        fill(MoreKey::TooLong, &[&(typed - most).to_string()])
    } else if typed * 100 > most * NEAR {
        fill(MoreKey::Length, &[&typed.to_string(), &most.to_string()])
    } else {
        String::new()
    }
}

/// Goes back to earlier questions, as long as nothing else is typed.
struct Back {
    store: Store,
    /// Which of them stands in the text box, the newest first.
    place: Option<usize>,
}

impl Back {
    fn pressed(&mut self, event: &KeyboardEvent, input: &HtmlTextAreaElement) {
        let plain = !event.shift_key() && !event.ctrl_key() && !event.alt_key() && !event.meta_key();
        let up = match event.key().as_str() {
            "ArrowUp" => true,
            "ArrowDown" => false,
            _ => return,
        };
        if !plain || event.is_composing() {
            return;
        }
        let asked = self.store.model.with_untracked(select::asked);
        let shown =
            self.place.and_then(|place| asked.get(place)).is_some_and(|asked| *asked == input.value());
        if !shown {
            self.place = None;
            if !input.value().is_empty() {
                return;
            }
        }
        let next = match (self.place, up) {
            (None, true) => Some(0),
            (None, false) => return,
            (Some(place), true) => Some((place + 1).min(asked.len().saturating_sub(1))),
            (Some(place), false) => place.checked_sub(1),
        };
        event.prevent_default();
        self.place = next.filter(|place| *place < asked.len());
        let text = self.place.and_then(|place| asked.get(place)).map_or("", String::as_str);
        input.set_value(text);
        self.store.keep_draft(text);
    }
}
