//! What is done together with the browser's next frame.

use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;

use super::js;

/// An act that is to be done before the next frame is painted, unless this is dropped before.
#[must_use = "what is dropped is not done"]
pub struct Frame {
    number: JsValue,
    _act: Closure<dyn FnMut()>,
}

impl Frame {
    /// Plans `act` for the next frame; `None` outside of a window.
    pub fn plan(act: impl FnOnce() + 'static) -> Option<Self> {
        let act = Closure::once(act);
        let window = web_sys::window()?.into();
        let number = js::call(&window, "requestAnimationFrame", &[act.as_ref().clone()])?;
        Some(Self { number, _act: act })
    }
}

impl Drop for Frame {
    fn drop(&mut self) {
        if let Some(window) = web_sys::window() {
            js::call(&window.into(), "cancelAnimationFrame", std::slice::from_ref(&self.number));
        }
    }
}
