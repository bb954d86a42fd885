//! Whether an element is to be seen.

use js_sys::Array;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, IntersectionObserver, IntersectionObserverEntry, IntersectionObserverInit};

/// Watches an element until it is dropped.
pub struct Sight {
    observer: IntersectionObserver,
    _closure: Closure<dyn FnMut(JsValue)>,
}

impl Sight {
    /// Calls `seen` whenever `element` comes into view within `viewport`, which scrolls.
    pub fn new(element: &Element, viewport: &Element, seen: impl Fn() + 'static) -> Option<Self> {
        let closure = Closure::<dyn FnMut(JsValue)>::new(move |entries: JsValue| {
            let here = |entry: JsValue| entry.unchecked_into::<IntersectionObserverEntry>().is_intersecting();
            if Array::from(&entries).iter().any(here) {
                seen();
            }
        });
        let options = IntersectionObserverInit::new();
        options.set_root(Some(viewport));
        let callback = closure.as_ref().unchecked_ref();
        let observer = IntersectionObserver::new_with_options(callback, &options).ok()?;
        observer.observe(element);
        Some(Self { observer, _closure: closure })
    }
}

impl Drop for Sight {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}
