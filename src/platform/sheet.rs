//! Style sheets of shadow trees. A sheet belongs to the document it was made for; elements of one document share it.

use std::cell::RefCell;

use js_sys::{Array, Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::ShadowRoot;

use super::js;

thread_local! {
    /// The rules that have come so far, and the sheet that was made of each last.
    static SHEETS: RefCell<Vec<(&'static str, JsValue)>> = const { RefCell::new(Vec::new()) };
}

/// Adds rules to those of a shadow tree, unless they are there already.
pub fn adopt(root: &ShadowRoot, rules: &'static str) {
    SHEETS.with_borrow_mut(|sheets| {
        let is_it = |(known, _): &(&str, JsValue)| known.as_ptr() == rules.as_ptr();
        let index = sheets.iter().position(is_it).unwrap_or(sheets.len());
        if index == sheets.len() {
            sheets.push((rules, JsValue::UNDEFINED));
        }
        if let Some(known) = sheets.get_mut(index) {
            add(root, known);
        }
    });
}

/// Adds all rules that have come so far: a shadow tree loses its sheets when it comes into another document.
pub fn adopt_again(root: &ShadowRoot) {
    SHEETS.with_borrow_mut(|sheets| sheets.iter_mut().for_each(|known| add(root, known)));
}

fn add(root: &ShadowRoot, (rules, sheet): &mut (&'static str, JsValue)) {
    let sheets = root.adopted_style_sheets();
    // A sheet of another document is refused, and so is none.
    if sheets.includes(sheet, 0) || js::call(&sheets, "push", std::slice::from_ref(sheet)).is_some() {
        return;
    }
    if let Some(made) = make(root, rules) {
        js::call(&sheets, "push", std::slice::from_ref(&made));
        *sheet = made;
    }
}

/// A sheet for the document of a shadow tree; `None` where the browser cannot make one.
fn make(root: &ShadowRoot, rules: &str) -> Option<JsValue> {
    let window = js::get(&js::get(root, "ownerDocument"), "defaultView");
    let class: Function = js::get(&window, "CSSStyleSheet").dyn_into().ok()?;
    let sheet = Reflect::construct(&class, &Array::new()).ok()?;
    js::call(&sheet, "replaceSync", &[JsValue::from_str(rules)])?;
    Some(sheet)
}
