//! The size of an element on the screen.

use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;
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
        let observer = js::make("ResizeObserver", std::slice::from_ref(told.as_ref()))?;
        js::call(&observer, "observe", &[element.into()])?;
        Some(Self { observer, _told: told })
    }
}

impl Drop for Size {
    fn drop(&mut self) {
        js::call(&self.observer, "disconnect", &[]);
    }
}
