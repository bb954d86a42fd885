//! Which questions were posted by any tab of this browser.

use super::{Keep, Place, Storage};

/// How many claimed intents are remembered: far more than tabs can hold in their queues.
const MOST: usize = 100;
/// Begins the name under which they stand.
pub(super) const CLAIMS: &str = "genie-chat:claims";

impl<S: Storage> Keep<S> {
    /// Notes that this tab posts an intent; false if it is noted already. HTML does not promise that one tab at a time
    /// reads and writes, so the caller holds `claim_lock`. If nothing may be kept where other tabs read, that
    /// lock is all that they know of: a tab holds it for each of its questions as long as it lives.
    pub fn claim(&self, intent: &str) -> bool {
        self.note_claim(self.place, intent)
    }

    /// The same if the browser gives no locks: then only what all tabs can read tells them. It is a name without a
    /// meaning.
    pub fn claim_unlocked(&self, intent: &str) -> bool {
        self.claim(intent) && (self.place != Place::Session || self.note_claim(Place::Local, intent))
    }

    /// Says where all tabs can read it that `tab` wants to post an intent, if the browser gives no locks. Storage is
    /// not read and written by one tab at a time: several may say so, and the last one is believed.
    pub fn bid(&self, intent: &str, tab: &str) {
        self.storage.set(Place::Local, &self.bid_name(intent), tab);
    }

    /// True unless another tab has said so since. Asked when every tab has had the time to see what the others said.
    pub fn outbids(&self, intent: &str, tab: &str) -> bool {
        let name = self.bid_name(intent);
        let last = self.storage.get(Place::Local, &name);
        let outbids = last.is_none_or(|last| last == tab);
        if outbids {
            self.storage.remove(Place::Local, &name);
        }
        outbids
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
