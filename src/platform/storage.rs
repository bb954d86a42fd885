//! The browser's storage, which may refuse at any call: in third-party frames, sandboxes, when full.
//! Any object with the same methods can replace it.

use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};

use super::js;

/// Which storage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Area {
    /// Until it is forgotten; shared by all tabs.
    Local,
    /// As long as the tab lives.
    Session,
}

/// A storage; `undefined` where the browser refuses.
pub fn open(area: Area) -> JsValue {
    let name = match area {
        Area::Local => "localStorage",
        Area::Session => "sessionStorage",
    };
    js::get(&js_sys::global(), name)
}

/// Reads a value; `None` also where the storage refuses.
pub fn get(storage: &JsValue, key: &str) -> Option<String> {
    js::call(storage, "getItem", &[JsValue::from_str(key)])?.as_string()
}

/// Writes a value; false where the storage refuses.
pub fn set(storage: &JsValue, key: &str, value: &str) -> bool {
    js::call(storage, "setItem", &[JsValue::from_str(key), JsValue::from_str(value)]).is_some()
}

/// Removes a value; false where the storage refuses.
pub fn remove(storage: &JsValue, key: &str) -> bool {
    js::call(storage, "removeItem", &[JsValue::from_str(key)]).is_some()
}

/// The names of everything that is stored; none where the storage refuses.
pub fn names(storage: &JsValue) -> Vec<String> {
    let object = js::get(&js_sys::global(), "Object");
    let names = js::call(&object, "keys", std::slice::from_ref(storage)).unwrap_or_default();
    let names = names.dyn_into::<Array>().unwrap_or_default();
    names.iter().filter_map(|name| name.as_string()).collect()
}
