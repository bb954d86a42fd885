//! The browser's locks decide which tab posts a question and which one polls a message; without them, notes and leases.

use std::any::Any;
use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::WithValue;

use super::Shell;
use super::lease::{Lease, News};
use crate::domain::ids::{MessageId, TurnKey};
use crate::platform::clock;
use crate::platform::locks::{self, Lock};
use crate::state::event::Kind;
use crate::state::keep::Bid;
use crate::state::store::Store;

/// Never at once: the state machine is not entered from within itself.
pub(super) fn claim(store: Store, shell: &Shell, (turn, intent): (TurnKey, String), locked: bool) {
    let name = shell.keep(|keep| (keep.claim_lock(&intent), keep.is_shared())).unwrap_or_default();
    let decide = move |free: Option<bool>| match free {
        Some(free) => store.claim(turn, intent, free),
        None => store.bid(turn, intent),
    };
    match name {
        _ if !locked || shell.locks_hang.get() => {
            shell.locks_hang.set(true);
            clock::later(0, move || decide(None));
        }
        // Held as long as the page lives: nothing else tells other tabs.
        (name, false) => locks::take(&name, decide),
        (name, true) => {
            let (held, once) = (Rc::new(RefCell::new(None)), Rc::new(RefCell::new(Some(decide))));
            let other = Rc::clone(&once);
            let (holder, decide) = (Rc::clone(&held), move || {
                if let Some(decide) = once.take() {
                    decide(Some(true));
                }
            });
            let granted = move || {
                decide();
                // Given back as soon as it is noted.
                holder.take();
            };
            let refused = move || {
                if let Some(decide) = other.take() {
                    decide(None);
                }
            };
            held.replace(Some(Lock::request(&name, granted, refused)));
        }
    }
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
    let lock: Box<dyn Any> = if shell.locks_hang.get() {
        // A claim was not answered, so this one would not be either.
        clock::later(0, refused);
        Box::new(())
    } else {
        Box::new(Lock::request(&name, granted, refused))
    };
    shell.locks.borrow_mut().push((message, lock));
}

impl Store {
    /// Without a lock: whether this tab may post a question, or when it knows.
    fn bid(self, turn: TurnKey, intent: String) {
        let me = self.shell.try_with_value(|shell| shell.me.clone()).unwrap_or_default();
        match self.kept(|keep| Some(keep.bid(&intent, &me, clock::now_ms()))) {
            Some(Bid::Wait(ms)) => {
                clock::later(u32::try_from(ms).unwrap_or(u32::MAX), move || self.bid(turn, intent));
            }
            bid => self.note(turn, intent, bid == Some(Bid::Won)),
        }
    }

    /// Under the lock for it: whether this tab may post a question.
    fn claim(self, turn: TurnKey, intent: String, free: bool) {
        let granted = free && self.kept(|keep| Some(keep.claim(&intent))).unwrap_or_default();
        self.note(turn, intent, granted);
    }

    /// This tab may post a question, if other tabs know that it does.
    fn note(self, turn: TurnKey, intent: String, granted: bool) {
        let seen = self.kept(|keep| Some(keep.is_noted(&intent) || !keep.is_shared())).unwrap_or(true);
        if granted && !seen {
            // Nothing is noted where other tabs would see it: a lock is held instead.
            let name = self.kept(|keep| Some([&keep.claim_lock(&intent), "|", &intent].concat()));
            let told = move |free| self.claimed(turn, intent, free != Some(false));
            return locks::take(&name.unwrap_or_default(), told);
        }
        self.claimed(turn, intent, granted);
    }

    fn claimed(self, turn: TurnKey, intent: String, granted: bool) {
        if !granted {
            self.read_again();
        }
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
