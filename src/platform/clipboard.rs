//! Copying text.

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::js;

/// Copies text; false where the browser does not allow it, e.g. in a frame without permission.
pub async fn copy(text: &str) -> bool {
    write("writeText", &text.into()).await
}

/// Calls a method of `navigator.clipboard`, which is undefined outside a secure context, whatever its type
/// says; tells whether it was done.
pub(super) async fn write(method: &str, what: &JsValue) -> bool {
    let navigator = web_sys::window().map(|window| js::get(&window, "navigator")).unwrap_or_default();
    let done = js::call(&js::get(&navigator, "clipboard"), method, std::slice::from_ref(what));
    match done {
        Some(promise) => JsFuture::from(Promise::resolve(&promise)).await.is_ok(),
        None => false,
    }
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
