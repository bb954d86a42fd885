//! A hook of the host page: request headers, or a function that gives them or a promise of them.

use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::js;

/// The names and values that the hook gives, in any form that `fetch` takes (`HeadersInit`); none without a hook.
///
/// # Errors
/// Whatever the hook throws or rejects with, and a text that names what cannot be used.
pub async fn entries(hook: JsValue) -> Result<Vec<(String, String)>, JsValue> {
    let mut value = hook;
    if let Some(function) = value.dyn_ref::<Function>() {
        value = function.call0(&JsValue::NULL)?;
    }
    if value.is_object() {
        // Promises of libraries and of other frames are awaited, too.
        value = JsFuture::from(Promise::resolve(&value)).await?;
    }
    if value.is_null() || value.is_undefined() {
        return Ok(Vec::new());
    }
    let pairs = pairs(&value).ok_or_else(|| JsValue::from_str(UNUSABLE))?;
    let mut entries: Vec<(String, String)> = Vec::new();
    for pair in pairs.iter() {
        let [name, value] = ["0", "1"].map(|at| js::get(&pair, at));
        let name = name.as_string().filter(|_| pair.is_object() && js::number(&pair, "length") == 2.0);
        let name = name.ok_or_else(|| JsValue::from_str(UNUSABLE))?;
        let Some(value) = text(&value) else {
            return Err(JsValue::from_str(&["headers: ", &name].concat()));
        };
        match entries.iter_mut().find(|(known, _)| known.eq_ignore_ascii_case(&name)) {
            Some((_, first)) => *first = [first, ", ", &value].concat(),
            None => entries.push((name, value)),
        }
    }
    Ok(entries)
}

/// What is told of a value that holds no headers.
const UNUSABLE: &str = "headers: neither Headers, nor pairs, nor an object";

/// Pairs of name and value. `Headers`, arrays and maps are gone through; another object has its own members.
fn pairs(value: &JsValue) -> Option<Array> {
    let [symbol, array, object] = ["Symbol", "Array", "Object"].map(|name| js::get(&js_sys::global(), name));
    let own = std::slice::from_ref(value);
    // A getter of the page may throw, or a proxy.
    let pairs = if !value.is_object() {
        None
    } else if Reflect::has(value, &js::get(&symbol, "iterator")).ok()? {
        js::call(&array, "from", own)
    } else {
        // A date or a reply has no members either, and is no list of headers.
        let class = js::call(&js::get(&js::get(&object, "prototype"), "toString"), "call", own)?;
        (class.as_string()? == "[object Object]").then(|| js::call(&object, "entries", own))?
    };
    pairs.map(JsCast::unchecked_into)
}

/// A value as it is sent; `None` if it says nothing, as an object or `undefined` does.
fn text(value: &JsValue) -> Option<String> {
    if value.as_f64().is_some_and(f64::is_finite) || value.as_bool().is_some() {
        return js::call(&js_sys::global(), "String", std::slice::from_ref(value))?.as_string();
    }
    value.as_string()
}
