//! What happens when the code has a bug that it cannot survive.
//!
//! A panic ends the WebAssembly instance for every element of the page. The
//! hook tells the loader, which shows a notice in place of a dead box.

use std::cell::RefCell;

use js_sys::Function;
use wasm_bindgen::JsValue;

thread_local! {
    static TELL: RefCell<Option<Function>> = const { RefCell::new(None) };
}

/// Calls `tell(message)` when the code panics. The last caller is told.
pub fn on_panic(tell: Function) {
    TELL.set(Some(tell));
    std::panic::set_hook(Box::new(|info| {
        let message = info.to_string();
        web_sys::console::error_1(&JsValue::from_str(&message));
        TELL.with(|tell| {
            // The hook must not panic itself, so a borrow in progress is let be.
            if let Ok(tell) = tell.try_borrow()
                && let Some(tell) = tell.as_ref()
            {
                drop(tell.call1(&JsValue::NULL, &JsValue::from_str(&message)));
            }
        });
    }));
}
