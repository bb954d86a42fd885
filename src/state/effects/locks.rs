//! Who may post a question, and who may poll a message: by the browser's locks, or what serves where it gives none.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::WithValue;
use wasm_bindgen_futures::spawn_local;

use super::lease::{Lease, News};
use super::{Keep, Shell};
use crate::domain::ids::{MessageId, TurnKey};
use crate::platform::locks::Lock;
use crate::state::event::Kind;
use crate::state::store::Store;

/// Never at once: the state machine is not entered from within itself.
pub(super) fn claim(store: Store, shell: &Shell, (turn, intent): (TurnKey, String), locked: bool) {
    let decide = move || store.claim(turn, intent);
    if !locked {
        return spawn_local(async move { decide() });
    }
    let name = shell.keep(Keep::claim_lock).unwrap_or_default();
    let (held, lock) = (Rc::new(RefCell::new(None)), Rc::new(RefCell::new(Some(decide))));
    let refused = Rc::clone(&lock);
    let granted = {
        let held = Rc::clone(&held);
        move || {
            if let Some(decide) = lock.take() {
                decide();
            }
            // Given back as soon as it is noted.
            held.take();
        }
    };
    let refused = move || {
        if let Some(decide) = refused.take() {
            decide();
        }
    };
    let asked = Lock::request(&name, granted, refused);
    held.replace(Some(asked));
}

pub(super) fn lock(store: Store, shell: &Shell, message: MessageId) {
    let name = shell.keep(|keep| keep.lock_name(&message)).unwrap_or_default();
    let granted = {
        let message = message.clone();
        move || store.dispatch(Kind::Locked(message))
    };
    let refused = {
        let (message, name) = (message.clone(), name.clone());
        move || store.unlockable(message, name)
    };
    let lock = Lock::request(&name, granted, refused);
    shell.locks.borrow_mut().push((message, Box::new(lock)));
}

impl Store {
    /// Under the lock for it: whether this tab may post a question.
    fn claim(self, turn: TurnKey, intent: String) {
        let granted = self.kept(|keep| Some(keep.claim(&intent))).unwrap_or_default();
        self.dispatch(Kind::Claimed { turn, intent, granted });
    }

    /// The browser gives no lock: a lease in the storage serves, or nothing does.
    fn unlockable(self, message: MessageId, name: String) {
        // Nothing may be written where other tabs read; no other tab knows of the message either.
        if self.kept(|keep| Some(keep.is_shared())) != Some(true) {
            return self.dispatch(Kind::Locked(message));
        }
        self.shell.try_with_value(|shell| {
            let told = message.clone();
            let lease = Lease::request(name, shell.me.clone(), move |news| {
                let message = told.clone();
                self.dispatch(match news {
                    News::Granted => Kind::Locked(message),
                    News::Lost => Kind::LockLost(message),
                });
            });
            // It may have been given back meanwhile.
            let mut locks = shell.locks.borrow_mut();
            if let Some((_, held)) = locks.iter_mut().find(|(known, _)| *known == message) {
                *held = Box::new(lease);
            }
        });
    }
}
