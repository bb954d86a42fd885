//! Requests that end when nobody wants them any more.

use web_sys::{AbortController, AbortSignal};

/// Aborts its request when dropped.
#[derive(Debug)]
pub struct AbortGuard(AbortController);

impl AbortGuard {
    /// A guard and its controller; `None` where the browser has no `AbortController`.
    pub fn new() -> Option<Self> {
        AbortController::new().ok().map(Self)
    }

    /// What to hand to `fetch`.
    pub fn signal(&self) -> AbortSignal {
        self.0.signal()
    }

    /// A controller of the same request, to abort it for another reason.
    pub fn controller(&self) -> AbortController {
        self.0.clone()
    }
}

impl Drop for AbortGuard {
    fn drop(&mut self) {
        self.0.abort();
    }
}
