//! A copy button at each block of code in an answer.

use leptos::prelude::{SetValue, StoredValue};
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, Event};

use crate::components::kit::Tag;
use crate::i18n::{self, Key};
use crate::platform::clipboard;
use crate::platform::dom::Draw;
use crate::platform::listener::Listener;

/// Marks a block that has its button.
const NEXT: &str = ".answer pre:not([data-copy])";

/// Gives the answer beside `foot` its buttons, for as long as `foot` is there.
pub(super) fn copied(foot: Tag) -> Tag {
    let listeners = StoredValue::new_local(Vec::new());
    foot.managed(move |foot: Element| {
        let Some(turn) = foot.closest("article").ok().flatten() else { return };
        let mut buttons = Vec::new();
        while let Some(block) = turn.query_selector(NEXT).ok().flatten() {
            // Only an invalid name is refused.
            if block.set_attribute("data-copy", "").is_err() {
                return;
            }
            let button = Draw::new("button").class("button small copy").attr("type", "button");
            let Some(element) = button.text(i18n::text(Key::Copy)).element() else { return };
            drop(block.insert_adjacent_element("afterend", &element));
            let pressed = {
                let element = element.clone();
                move |_: Event| copy(&block, element.clone())
            };
            buttons.push(Listener::new(&element, "click", pressed));
        }
        listeners.set_value(buttons);
    })
}

fn copy(block: &Element, button: Element) {
    let text = block.text_content().unwrap_or_default();
    spawn_local(async move {
        let done = clipboard::copy(&text).await;
        button.set_text_content(Some(i18n::text(if done { Key::Copied } else { Key::CopyFailed })));
    });
}
