//! Copying text.

use js_sys::{Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Copies text; false where the browser does not allow it, e.g. in a frame without permission.
pub async fn copy(text: &str) -> bool {
    let Some(window) = web_sys::window() else { return false };
    // Outside a secure context `navigator.clipboard` is undefined, whatever the type says.
    if !window.is_secure_context() {
        return false;
    }
    JsFuture::from(window.navigator().clipboard().write_text(text)).await.is_ok()
}

/// Lets the browser ask what is to be copied: it fires `copy` somewhere on the page, before this returns,
/// if it allows that. What is given then reaches the clipboard as it is, also without HTTPS.
pub fn ask() {
    let document = web_sys::window().and_then(|window| window.document());
    let Some(document) = document else { return };
    // By name: it counts as outdated, but nothing else does this.
    let command = Reflect::get(&document, &JsValue::from_str("execCommand"));
    if let Ok(command) = command.and_then(JsCast::dyn_into::<Function>) {
        drop(command.call1(&document, &JsValue::from_str("copy")));
    }
}
