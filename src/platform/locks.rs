//! Web Locks: one holder over all tabs of the browser. web-sys has them only behind an unstable flag.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};

use super::abort::AbortGuard;

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
    /// Asks for a lock and calls `granted` when it is this tab's. `None` where the browser has no
    /// locks: in a page without HTTPS.
    pub fn request(name: &str, granted: impl FnOnce() + 'static) -> Option<Self> {
        let manager = manager()?;
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
        let options = Object::new();
        if let Some(guard) = &guard {
            drop(Reflect::set(&options, &"signal".into(), &guard.signal()));
        }
        let asked = Reflect::get(&manager, &"request".into())
            .and_then(JsCast::dyn_into::<Function>)
            .and_then(|request| request.call3(&manager, &name.into(), &options, &callback));
        if let Ok(promise) = asked.and_then(JsCast::dyn_into::<Promise>) {
            // An aborted request rejects, which is what was wanted.
            spawn_local(async move { drop(JsFuture::from(promise).await) });
        }
        Some(Self { _request: guard, release })
    }
}

/// `navigator.locks`; none in an insecure context or an old browser.
fn manager() -> Option<JsValue> {
    let navigator = web_sys::window()?.navigator();
    let manager = Reflect::get(&navigator, &"locks".into()).ok()?;
    manager.is_object().then_some(manager)
}
