//! The size of an element on the screen.

use js_sys::{Array, Function, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Element;

use super::js;

/// Tells of another size of an element until it is dropped.
pub struct Size {
    observer: JsValue,
    _told: Closure<dyn FnMut(JsValue)>,
}

impl Size {
    /// Calls `told` now and whenever `element` has another size.
    pub fn watch(element: &Element, mut told: impl FnMut() + 'static) -> Option<Self> {
        let told = Closure::<dyn FnMut(JsValue)>::new(move |_| told());
        let class: Function = js::get(&web_sys::window()?.into(), "ResizeObserver").dyn_into().ok()?;
        let observer = Reflect::construct(&class, &Array::of1(told.as_ref())).ok()?;
        js::call(&observer, "observe", &[element.into()])?;
        Some(Self { observer, _told: told })
    }
}

impl Drop for Size {
    fn drop(&mut self) {
        js::call(&self.observer, "disconnect", &[]);
    }
}
