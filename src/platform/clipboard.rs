//! Copying text.

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
