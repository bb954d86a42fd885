//! What concerns all that is kept of a relay and a space: whose it is, and that it be forgotten.

use super::claims::CLAIMS;
use super::drafts::TYPED as DRAFT;
use super::{Keep, Place, Storage};
use crate::state::stored;

/// Begins the name under which stands who asked last.
pub(super) const CALLER: &str = "genie-chat:caller";

/// Begins every name.
const OURS: &str = "genie-chat:";

/// What follows in the names of a place, besides the version of a format.
const KINDS: [&str; 4] = ["aside", "claims", "caller", "typed"];

/// What comes after the space in the name of something that is no named caller's.
const UNNAMED: &[u8] = b":|";

/// Names the records of questions that were typed before the caller was known.
const TYPED: &str = ":t/";

/// What comes there in any name.
const ANY: &[u8] = b":|@";

impl<S: Storage> Keep<S> {
    /// Whose state this is, where the relay has told it.
    pub fn caller(&self) -> Option<String> {
        let caller = self.space.get(self.base.len() + 1..)?;
        Some(caller.to_owned())
    }

    /// Notes that this caller asks from now on: whatever is kept in that name would not be found without.
    pub fn take_over(&self) {
        let Some(caller) = self.caller() else { return };
        let name = [CALLER, &self.base].concat();
        // The tab's own records are found by it, too, if the storage that all tabs share has been cleared.
        for place in [self.place, Place::Session] {
            if self.storage.get(place, &name).as_ref() != Some(&caller) {
                self.storage.set(place, &name, &caller);
            }
        }
    }

    /// What was kept before anybody was named comes along. Each tab does so for its own, whichever tab hears first
    /// who asks.
    pub(super) fn gather(&self) {
        let before = if self.caller().is_some() { self.names(UNNAMED) } else { Vec::new() };
        // What was typed before it is known by whom waits for that.
        for (place, name, kind, rest) in before.into_iter().filter(|(_, name, ..)| !name.contains(TYPED)) {
            let mine = [&kind, self.space.as_str(), &rest].concat();
            let text = self.storage.get(place, &name).unwrap_or_default();
            let text = match self.storage.get(place, &mine) {
                Some(there) if rest.starts_with(":c/") => stored::merge(&there, &text),
                _ => text,
            };
            if self.storage.set(place, &mine, &text) {
                self.storage.remove(place, &name);
            }
        }
    }

    /// Removes everything that is kept for this relay and space, and for this element, whoever asked.
    pub fn forget(&self) {
        for (place, name, ..) in self.names(ANY) {
            self.storage.remove(place, &name);
        }
    }

    /// The names of this relay and space that go on with one of these bytes or not at all, each with
    /// its beginning and its end.
    fn names(&self, next: &[u8]) -> Vec<(Place, String, String, String)> {
        let mut found = Vec::new();
        for place in [Place::Local, Place::Session] {
            for name in self.storage.names(place) {
                let Some((kind, rest)) = name.strip_prefix(OURS).and_then(|name| name.split_once(':')) else {
                    continue;
                };
                // Whatever version wrote it.
                let known = KINDS.contains(&kind) || kind.bytes().all(|byte| byte.is_ascii_digit());
                let base = self.base.strip_prefix(':').filter(|_| known);
                let Some(rest) = base.and_then(|base| rest.strip_prefix(base)) else { continue };
                let ours = rest.bytes().next().is_none_or(|byte| next.contains(&byte));
                let kind = [OURS, kind].concat();
                if ours && (next == ANY || !(kind == CALLER || kind == CLAIMS || kind == DRAFT)) {
                    found.push((place, name.clone(), kind, rest.to_owned()));
                }
            }
        }
        found
    }
}
