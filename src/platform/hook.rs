//! A hook of the host page: an object, or a function that gives one or a promise of one. The loader has read what the
//! page gave, in whatever form (`embed/headers.js`).

use js_sys::{Array, Function, Object, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::js;

/// The names and values that the hook gives; none where there is no hook.
///
/// # Errors
/// Whatever the hook throws or rejects with.
pub async fn entries(hook: JsValue) -> Result<Vec<(String, String)>, JsValue> {
    let mut value = hook;
    if let Some(function) = value.dyn_ref::<Function>() {
        value = function.call0(&JsValue::NULL)?;
    }
    if let Some(promise) = value.dyn_ref::<Promise>() {
        value = JsFuture::from(promise.clone()).await?;
    }
    let Some(object) = value.dyn_ref::<Object>() else { return Ok(Vec::new()) };
    // A getter of the page may throw, or a proxy.
    let entries = js::call(&js::get(&js_sys::global(), "Object"), "entries", &[object.into()]);
    let entries: Array = entries.ok_or_else(|| JsValue::from_str("it cannot be read"))?.unchecked_into();
    let text = |pair: &Array, index| pair.get(index).as_string();
    let pair = |pair: JsValue| {
        let pair: Array = pair.dyn_into().ok()?;
        Some((text(&pair, 0)?, text(&pair, 1)?))
    };
    Ok(entries.iter().filter_map(pair).collect())
}
