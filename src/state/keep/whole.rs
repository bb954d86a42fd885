//! What concerns all that is kept of a relay and a space: whose it is, and that it be forgotten.

use super::{Keep, Place, Storage};

/// Begins the name under which stands who asked last.
pub(super) const CALLER: &str = "genie-chat:caller";

/// One of these begins every other name.
const KINDS: [&str; 4] = ["genie-chat:2", "genie-chat:aside", "genie-chat:claims", CALLER];

/// What comes after the space in the name of something that is no named caller's.
const UNNAMED: &[u8] = b":|";

/// What comes there in any name.
const ANY: &[u8] = b":|@";

impl<S: Storage> Keep<S> {
    /// Whose state this is, where the relay has told it.
    pub fn caller(&self) -> Option<String> {
        let caller = self.space.get(self.base.len() + 1..)?;
        Some(caller.to_owned())
    }

    /// Notes that this caller asks from now on. If it is the `first`, what was kept before comes along.
    pub fn take_over(&self, first: bool) {
        let (Some(place), Some(caller)) = (self.place, self.caller()) else { return };
        self.storage.set(place, &[CALLER, &self.base].concat(), &caller);
        let before = if first { self.names(UNNAMED) } else { Vec::new() };
        for (place, name, kind, rest) in before {
            let mine = [kind, &self.space, &rest].concat();
            let text = self.storage.get(place, &name).unwrap_or_default();
            if self.storage.get(place, &mine).is_some() || self.storage.set(place, &mine, &text) {
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
    fn names(&self, next: &[u8]) -> Vec<(Place, String, &'static str, String)> {
        let mut found = Vec::new();
        for place in [Place::Local, Place::Session] {
            for name in self.storage.names(place) {
                let split = |kind: &&'static str| {
                    let rest = name.strip_prefix(*kind)?.strip_prefix(self.base.as_str())?;
                    let ours = rest.bytes().next().is_none_or(|byte| next.contains(&byte));
                    (ours && (*kind != CALLER || next == ANY)).then(|| (*kind, rest.to_owned()))
                };
                if let Some((kind, rest)) = KINDS.iter().find_map(split) {
                    found.push((place, name, kind, rest));
                }
            }
        }
        found
    }
}
