//! Members of JavaScript objects by name. A function bound by `wasm-bindgen` always stands in the main
//! file; what only a part needs, and not often, is called through these few.

use js_sys::{Array, Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// A member; `undefined` where there is none.
pub fn get(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &JsValue::from_str(name)).unwrap_or_default()
}

/// A member that is a number; 0 where it is none.
pub fn number(object: &JsValue, name: &str) -> f64 {
    get(object, name).as_f64().unwrap_or_default()
}

/// A member that is a string; empty where it is none. Events that a page or a browser's autofill makes up
/// lack members that their class promises, and a bound getter would throw.
pub fn text(object: &JsValue, name: &str) -> String {
    get(object, name).as_string().unwrap_or_default()
}

/// Sets a member; one that cannot be set stays as it is.
pub fn set(object: &JsValue, name: &str, value: &JsValue) {
    drop(Reflect::set(object, &JsValue::from_str(name), value));
}

/// Makes an object of a class of the window; `None` where there is no such class, or it throws.
pub fn make(class: &str, arguments: &[JsValue]) -> Option<JsValue> {
    let class: Function = get(&web_sys::window()?.into(), class).dyn_into().ok()?;
    Reflect::construct(&class, &arguments.iter().collect::<Array>()).ok()
}

/// Calls a method; `None` where there is none, or it throws.
pub fn call(object: &JsValue, name: &str, arguments: &[JsValue]) -> Option<JsValue> {
    let method: Function = get(object, name).dyn_into().ok()?;
    method.apply(object, &arguments.iter().collect::<Array>()).ok()
}
