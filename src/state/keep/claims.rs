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
