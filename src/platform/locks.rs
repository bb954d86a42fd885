//! Web Locks: one holder over all tabs of the browser. web-sys has them only behind an unstable flag.

use std::cell::{Cell, RefCell};
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
        let options = JsValue::from(js_sys::Object::new());
        let signal = guard.as_ref().map(AbortGuard::signal);
        if let Some(signal) = &signal {
            js::set(&options, "signal", signal);
        }
        let callback = Closure::once_into_js(move |_: JsValue| {
            // The lock lasts as long as this promise.
            let promise = Promise::new(&mut |resolve, _| {
                held.borrow_mut().replace(resolve);
            });
            granted();
            promise
        });
        let asked = ask(name, options, callback);
        let given = Rc::clone(&release);
        spawn_local(async move {
            // An aborted request rejects, which is what was wanted.
            let ended = || signal.is_some_and(|signal| signal.aborted()) || given.borrow().is_some();
            if failed(asked).await && !ended() {
                refused();
            }
        });
        Self { _request: guard, release }
    }
}

/// Takes a lock for as long as the page lives, unless another tab has it, and calls `told`: whether it did, or nothing
/// if the browser gives no locks. Never at once.
pub fn take(name: &str, told: impl FnOnce(Option<bool>) + 'static) {
    let told = Rc::new(Cell::new(Some(told)));
    let once = Rc::clone(&told);
    let callback = Closure::once_into_js(move |lock: JsValue| {
        let free = !lock.is_null();
        if let Some(told) = once.take() {
            told(Some(free));
        }
        // Never settled, and so never given back.
        if free { JsValue::from(Promise::new(&mut |_, _| {})) } else { JsValue::UNDEFINED }
    });
    let options = JsValue::from(js_sys::Object::new());
    js::set(&options, "ifAvailable", &JsValue::TRUE);
    let asked = ask(name, options, callback);
    spawn_local(async move {
        if failed(asked).await
            && let Some(told) = told.take()
        {
            told(None);
        }
    });
}

/// Calls `navigator.locks.request`; `None` if there is none, or it throws.
fn ask(name: &str, options: JsValue, callback: JsValue) -> Option<Promise> {
    let manager = js::get(&web_sys::window()?.navigator(), "locks");
    js::call(&manager, "request", &[name.into(), options, callback])?.dyn_into().ok()
}

async fn failed(asked: Option<Promise>) -> bool {
    match asked {
        Some(promise) => JsFuture::from(promise).await.is_err(),
        None => true,
    }
}
