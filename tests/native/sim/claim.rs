//! Whether a page may post a question, as the browser decides it.

use genie_chat::domain::ids::TurnKey;
use genie_chat::state::event::Kind;
use genie_chat::state::keep::{Bid, Keep};

use super::browser::Page;
use super::plan::Locks;
use super::storage::Shelf;
use super::world::{What, World};

impl World<'_> {
    /// A lock comes at once, or late, or never; without one what is stored decides.
    pub(super) fn claim(&mut self, page: Page, turn: TurnKey, intent: String, locked: bool) {
        let slow = self.troubled && self.plan.has("locks slow") && self.rng.once_in(4);
        let soon = self.rng.below(30);
        match (locked, self.plan.locks) {
            (true, Locks::Dead) => {}
            (true, Locks::Work) if slow => {
                self.fault("locks slow");
                let ms = self.rng.between(3_000, 9_000);
                self.after(ms, What::Claim(page, turn, intent));
            }
            (true, Locks::Work) => self.after(soon, What::Claim(page, turn, intent)),
            _ => self.after(soon, What::Bid(page, turn, intent)),
        }
    }

    /// Without a lock: whether the page may post an intent, or when it knows.
    pub fn bid(&mut self, page: Page, turn: TurnKey, intent: String) {
        self.calls.set(0);
        let keep = self.tabs[page.tab].keep.as_ref();
        match keep.map(|keep| keep.bid(&intent, &format!("{page:?}"), self.now)) {
            Some(Bid::Wait(ms)) => self.after(ms, What::Bid(page, turn, intent)),
            bid => {
                let granted = bid == Some(Bid::Won) && self.is_free(page, &intent);
                self.decide(page, turn, intent, granted);
            }
        }
    }

    /// Under a lock: the page may post an intent unless that is noted already.
    pub fn locked(&mut self, page: Page, turn: TurnKey, intent: String) {
        self.calls.set(0);
        let noted = |keep: &Keep<Shelf>| keep.claim(&intent);
        let granted = self.is_free(page, &intent) && self.tabs[page.tab].keep.as_ref().is_some_and(noted);
        self.decide(page, turn, intent, granted);
    }

    fn decide(&mut self, page: Page, turn: TurnKey, intent: String, granted: bool) {
        // What is noted where nobody sees it is a lock instead.
        let keep = self.tabs[page.tab].keep.as_ref();
        let unseen = granted && keep.is_some_and(|keep| keep.is_shared() && !keep.is_noted(&intent));
        let granted = granted && (!unseen || self.is_asker(page, &intent));
        if granted {
            self.browser.claimed(page, &intent);
            if self.tabs[page.tab].model.turn(turn).is_some_and(|turn| turn.look_first) {
                // The reader wants it to be looked for now.
                let now = self.now;
                self.tabs[page.tab].all_at_once(now);
            }
        } else {
            // Another question to look for.
            let now = self.now;
            self.tabs[page.tab].all_at_once(now);
            self.fault("claim refused");
            self.read_again(page.tab);
            if !self.is_alive(page) {
                return;
            }
        }
        self.dispatch(page.tab, Kind::Claimed { turn, intent, granted }, None);
    }

    /// True unless another page holds the lock of a question, if each question has one.
    fn is_free(&mut self, page: Page, intent: &str) -> bool {
        let shared = self.tabs[page.tab].keep.as_ref().is_none_or(Keep::is_shared);
        shared || self.is_asker(page, intent)
    }

    fn is_asker(&mut self, page: Page, intent: &str) -> bool {
        self.plan.locks != Locks::Work
            || *self.browser.askers.entry(intent.to_owned()).or_insert(page) == page
    }
}
