//! A hook of the host page: an object, or a function that gives one or a promise of one.

use js_sys::{Array, Function, Object, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

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
    let text = |pair: &Array, index| pair.get(index).as_string();
    let pair = |pair: JsValue| {
        let pair: Array = pair.dyn_into().ok()?;
        Some((text(&pair, 0)?, text(&pair, 1)?))
    };
    Ok(Object::entries(object).iter().filter_map(pair).collect())
}
