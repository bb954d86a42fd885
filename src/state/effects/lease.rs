//! A message's lock where the browser has no Web Locks: a lease in the storage, kept by a timer.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo_timers::callback::Timeout;

use crate::platform::clock;
use crate::platform::storage::{self, Area};
use crate::state::lease::{self, RENEW_MS, SETTLE_MS};

/// What a lease has come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum News {
    /// It is this tab's.
    Granted,
    /// Another tab has taken it, because this page was frozen for too long.
    Lost,
}

/// A lease, or the wait for one. Dropping it gives it back.
pub(super) struct Lease(Rc<Inner>);

struct Inner {
    name: String,
    me: String,
    stage: Cell<Stage>,
    timer: RefCell<Option<Timeout>>,
    tell: Box<dyn Fn(News)>,
}

#[derive(Clone, Copy, PartialEq)]
enum Stage {
    Waiting,
    /// Taken, but another tab may have done so in the same moment.
    Taking,
    Held,
    Over,
}

impl Lease {
    /// Asks for the lease of that name for the tab `me`; `tell` is called later, never at once.
    pub(super) fn request(name: String, me: String, tell: impl Fn(News) + 'static) -> Self {
        let tell = Box::new(tell);
        let stage = Cell::new(Stage::Waiting);
        let inner = Rc::new(Inner { name, me, stage, timer: RefCell::default(), tell });
        inner.again(0);
        Self(inner)
    }
}

impl Drop for Lease {
    fn drop(&mut self) {
        let stage = self.0.stage.replace(Stage::Over);
        self.0.timer.take();
        let taken = matches!(stage, Stage::Taking | Stage::Held);
        if taken && lease::is_mine(self.0.stored().as_deref(), &self.0.me) {
            storage::remove(&storage::open(Area::Local), &self.0.name);
        }
    }
}

impl Inner {
    fn stored(&self) -> Option<String> {
        storage::get(&storage::open(Area::Local), &self.name)
    }

    fn again(self: &Rc<Self>, ms: u64) {
        let inner = Rc::clone(self);
        let ms = u32::try_from(ms).unwrap_or(u32::MAX);
        *self.timer.borrow_mut() = Some(Timeout::new(ms, move || inner.step()));
    }

    /// Writes the lease; false where the storage refuses.
    fn take(&self) -> bool {
        storage::set(&storage::open(Area::Local), &self.name, &lease::write(&self.me, clock::now_ms()))
    }

    fn step(self: &Rc<Self>) {
        let stored = self.stored();
        let mine = lease::is_mine(stored.as_deref(), &self.me);
        match self.stage.get() {
            Stage::Over => {}
            Stage::Held if mine => {
                self.take();
                self.again(RENEW_MS);
            }
            Stage::Held => {
                self.stage.set(Stage::Over);
                (self.tell)(News::Lost);
            }
            Stage::Taking if mine => {
                self.stage.set(Stage::Held);
                self.again(RENEW_MS);
                (self.tell)(News::Granted);
            }
            Stage::Taking | Stage::Waiting => {
                self.stage.set(Stage::Waiting);
                if let Some(ms) = lease::wait_ms(stored.as_deref(), &self.me, clock::now_ms()) {
                    self.again(ms);
                } else if self.take() {
                    self.stage.set(Stage::Taking);
                    self.again(SETTLE_MS.into());
                } else {
                    // Nothing can be stored: each tab polls for itself.
                    self.stage.set(Stage::Over);
                    (self.tell)(News::Granted);
                }
            }
        }
    }
}
