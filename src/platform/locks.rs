//! Web Locks: one holder over all tabs of the browser. web-sys has them only behind an unstable flag.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Function, Promise};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};

use super::abort::AbortGuard;
use super::js;

/// A lock, or the request for one. Dropping it gives it back.
#[derive(Debug)]
pub struct Lock {
    /// Ends the request while it waits.
    _request: Option<AbortGuard>,
    /// Ends the lock once it is held.
    release: Rc<RefCell<Option<Function>>>,
}

impl Drop for Lock {
    fn drop(&mut self) {
        if let Some(release) = self.release.borrow_mut().take() {
            drop(release.call0(&JsValue::NULL));
        }
    }
}

impl Lock {
    /// Asks for a lock and calls `granted` when it is this tab's, or `refused` if the browser has no locks, or
    /// none for this page: without HTTPS, in a sandboxed frame, with blocked cookies. Neither is called at once.
    pub fn request(name: &str, granted: impl FnOnce() + 'static, refused: impl FnOnce() + 'static) -> Self {
        Self::ask(name, Box::new(granted), Box::new(refused))
    }

    fn ask(name: &str, granted: Box<dyn FnOnce()>, refused: Box<dyn FnOnce()>) -> Self {
        let release = Rc::new(RefCell::new(None));
        let guard = AbortGuard::new();
        let held = Rc::clone(&release);
        let callback = Closure::once_into_js(move |_: JsValue| {
            // The lock lasts as long as this promise.
            let promise = Promise::new(&mut |resolve, _| {
                held.borrow_mut().replace(resolve);
            });
            granted();
            promise
        });
        let options = JsValue::from(js_sys::Object::new());
        let signal = guard.as_ref().map(AbortGuard::signal);
        if let Some(signal) = &signal {
            js::set(&options, "signal", signal);
        }
        let navigator = web_sys::window().map(|window| window.navigator());
        let manager = navigator.map(|navigator| js::get(&navigator, "locks")).unwrap_or_default();
        let asked = js::call(&manager, "request", &[name.into(), options, callback]);
        let asked = asked.and_then(|promise| promise.dyn_into::<Promise>().ok());
        let granted_once = Rc::clone(&release);
        spawn_local(async move {
            let failed = match asked {
                Some(promise) => JsFuture::from(promise).await.is_err(),
                None => true,
            };
            // An aborted request rejects, which is what was wanted; so does a lock that was given back.
            let ended = signal.is_some_and(|signal| signal.aborted()) || granted_once.borrow().is_some();
            if failed && !ended {
                refused();
            }
        });
        Self { _request: guard, release }
    }
}
