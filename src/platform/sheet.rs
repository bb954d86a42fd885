//! Style sheets of a shadow tree. The loader makes them, because they have to be made again in another document.

use wasm_bindgen::JsValue;
use web_sys::ShadowRoot;

use super::js;

/// Adds rules to those of a shadow tree, unless they are there already.
pub fn adopt(root: &ShadowRoot, rules: &str) {
    js::call(root, "dress", &[JsValue::from_str(rules)]);
}
