//! Event listeners that are removed when nobody needs them any more.

use wasm_bindgen::closure::Closure;
use wasm_bindgen::convert::FromWasmAbi;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::EventTarget;

/// Removes its listener when dropped.
pub struct Listener {
    target: EventTarget,
    name: &'static str,
    callback: JsValue,
    _closure: Box<dyn std::any::Any>,
}

impl Listener {
    /// Calls `handler` for each event `name` on `target`, as long as the listener lives.
    pub fn new<E>(target: &EventTarget, name: &'static str, handler: impl FnMut(E) + 'static) -> Self
    where
        E: FromWasmAbi + 'static,
    {
        let closure = Closure::<dyn FnMut(E)>::new(handler);
        let callback = closure.as_ref().clone();
        // Adding a listener to a live target does not fail.
        drop(target.add_event_listener_with_callback(name, callback.unchecked_ref()));
        Self { target: target.clone(), name, callback, _closure: Box::new(closure) }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        drop(self.target.remove_event_listener_with_callback(self.name, self.callback.unchecked_ref()));
    }
}
