//! Which questions were posted by any tab of this browser.

use super::{Keep, Place, Storage};

/// How many claimed intents are remembered: far more than tabs can hold in their queues.
const MOST: usize = 100;
/// Begins the name under which they stand.
pub(super) const CLAIMS: &str = "genie-chat:claims";

impl<S: Storage> Keep<S> {
    /// Notes that this tab posts an intent; false if it is noted already. A duplicated tab has a copy of what
    /// is kept for a tab, so the notes are where all tabs see them; they are names without a meaning. HTML does not
    /// promise that one tab at a time reads and writes, so the caller holds the lock `claim_lock`.
    pub fn claim(&self, intent: &str) -> bool {
        if self.place.is_none() {
            return true;
        }
        let name = [CLAIMS, &self.base].concat();
        let noted = self.storage.get(Place::Local, &name).unwrap_or_default();
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
        self.storage.set(Place::Local, &name, &kept);
        true
    }
}
