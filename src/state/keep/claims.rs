//! Which questions were posted by any tab of this browser.

use super::{Keep, Place, Storage};
use crate::domain::ids::Millis;
use crate::state::lease::{self, SETTLE_MS};
use crate::state::stored::order;

/// How many claimed intents are remembered: far more than tabs can hold in their queues.
const MOST: usize = 100;
/// Begins the name under which they stand.
pub(super) const CLAIMS: &str = "genie-chat:claims";
/// Stands for a question that a tab without locks has posted, or was about to.
const TAKEN: &str = "taken";
const DAY_MS: u64 = 86_400_000;

/// What comes of saying that a tab wants to post a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bid {
    /// It may be posted, by this tab alone.
    Won,
    /// Another tab has posted it.
    Lost,
    /// It has to be asked again, after so many ms.
    Wait(u64),
}

impl<S: Storage> Keep<S> {
    /// Notes that this tab posts an intent; false if it is noted already. HTML does not promise that one tab at a time
    /// reads and writes, so the caller holds `claim_lock`. If nothing may be kept where other tabs read, that
    /// lock is all that they know of: a tab holds it for each of its questions as long as it lives.
    pub fn claim(&self, intent: &str) -> bool {
        self.note_claim(self.place, intent)
    }

    /// The same if the browser gives no locks: then only what all tabs can read tells them, which is the question's name
    /// alone. Storage is not read and written by one tab at a time, so a tab says first that it wants to post, unless
    /// another one has said so, and trusts that once every tab has had the time to see it (Fischer's algorithm).
    pub fn bid(&self, intent: &str, tab: &str, now: Millis) -> Bid {
        let name = self.bid_name(intent);
        let read = || self.storage.get(Place::Local, &name);
        let stored = read();
        let stored = stored.as_deref();
        if stored == Some(TAKEN) {
            return Bid::Lost;
        }
        if let Some(ms) = lease::wait_ms(stored, tab, now) {
            return Bid::Wait(ms);
        }
        match lease::held_ms(stored, tab, now) {
            Some(ms) if ms >= u64::from(SETTLE_MS) => {
                self.storage.set(Place::Local, &name, TAKEN);
                self.forget_bids(now);
            }
            Some(ms) => return Bid::Wait(u64::from(SETTLE_MS) - ms),
            None => {
                if self.is_noted(intent) {
                    return Bid::Lost;
                }
                self.storage.set(Place::Local, &name, &lease::write(tab, now));
                if lease::is_mine(read().as_deref(), tab) {
                    return Bid::Wait(SETTLE_MS.into());
                }
                // Nothing can be told there.
            }
        }
        if self.claim(intent) { Bid::Won } else { Bid::Lost }
    }

    /// Questions of other days are only found by the last notes, if a copy of one is still somewhere.
    fn forget_bids(&self, now: Millis) {
        let begin = self.bid_name("");
        for name in self.storage.names(Place::Local) {
            if name.strip_prefix(&begin).is_some_and(|intent| order(intent).0.saturating_add(DAY_MS) < now) {
                self.storage.remove(Place::Local, &name);
            }
        }
    }

    fn bid_name(&self, intent: &str) -> String {
        [CLAIMS, &self.base, " ", intent].concat()
    }

    fn note_claim(&self, place: Place, intent: &str) -> bool {
        let name = [CLAIMS, &self.base].concat();
        let noted = self.storage.get(place, &name).unwrap_or_default();
        let claims: Vec<&str> = noted.split(' ').filter(|claim| !claim.is_empty()).collect();
        if claims.contains(&intent) {
            return false;
        }
        // The newest first; the oldest go.
        let mut kept = String::from(intent);
        for claim in claims.iter().take(MOST - 1) {
            kept.push(' ');
            kept.push_str(claim);
        }
        self.make_room(place, &name, &kept);
        true
    }

    /// True if the other tabs can see that an intent is noted: a storage may be full, or lie.
    pub fn is_noted(&self, intent: &str) -> bool {
        let noted = self.storage.get(self.place, &[CLAIMS, &self.base].concat()).unwrap_or_default();
        noted.split(' ').any(|claim| claim == intent)
    }
}
