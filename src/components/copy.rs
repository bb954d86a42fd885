//! A button that copies text and says what came of it.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::icon;
use super::kit;
use crate::i18n::{self, Key};
use crate::platform::clipboard;

/// The button's states, as numbers: each type of signal costs its own code.
const COPIED: u64 = 1;
const FAILED: u64 = 2;

/// Copies what `text` gives when it is pressed; `label` is what it says before.
pub fn button(class: &'static str, label: &'static str, text: impl Fn() -> String + 'static) -> AnyView {
    let state = RwSignal::new(0_u64);
    let copy = move || {
        let text = text();
        spawn_local(async move {
            let done = clipboard::copy(&text).await;
            state.try_set(if done { COPIED } else { FAILED });
        });
    };
    let label = kit::text(move || {
        let words = match state.get() {
            COPIED => i18n::text(Key::Copied),
            FAILED => i18n::text(Key::CopyFailed),
            _ => label,
        };
        words.into()
    });
    kit::button(class, Some(icon::COPY), None, Some(label), copy).view()
}
