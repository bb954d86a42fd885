//! What lives as long as an object of the page, and no longer.

use js_sys::Array;
use wasm_bindgen::JsValue;

use super::js;

thread_local! {
    /// A `WeakMap` from objects to their `Map`s; `undefined` until the first is asked for.
    static MAPS: JsValue = js::make("WeakMap", &[]).unwrap_or_default();
}

/// The `Map` of an object; the same at each call.
pub fn of(owner: &JsValue) -> JsValue {
    MAPS.with(|maps| {
        let known = js::call(maps, "get", std::slice::from_ref(owner)).unwrap_or_default();
        if !known.is_undefined() {
            return known;
        }
        let made = js::make("Map", &[]).unwrap_or_default();
        js::call(maps, "set", &[owner.clone(), made.clone()]);
        made
    })
}

/// The names in a `Map`.
pub fn names(map: &JsValue) -> Vec<String> {
    let keys = js::call(map, "keys", &[]).unwrap_or_default();
    let list = js::call(&js::get(&js_sys::global(), "Array"), "from", &[keys]).unwrap_or_default();
    Array::from(&list).iter().filter_map(|name| name.as_string()).collect()
}
