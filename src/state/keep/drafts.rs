//! The draft in the text box. It belongs to a place: the relay, the space, the element and the caller.

use super::{Keep, Place, Storage};

/// Begins the name of what was typed before it is known by whom. The loader keeps it there, too.
pub(super) const TYPED: &str = "genie-chat:typed";

/// The owner of a draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    /// Nobody's yet: the relay has not named the caller, or never does.
    Nobody,
    /// The caller's, whom the relay has named.
    Caller,
}

/// Both texts, one below the other; once if they are the same.
fn join(before: String, after: &str) -> String {
    if before == after || after.is_empty() {
        before
    } else if before.is_empty() {
        after.to_owned()
    } else {
        [&before, "\n", after].concat()
    }
}

impl<S: Storage> Keep<S> {
    fn draft_name(&self, owner: Owner) -> String {
        match owner {
            Owner::Nobody => [TYPED, &self.base, &self.widget[self.space.len()..]].concat(),
            Owner::Caller => ["genie-chat:2", &self.widget, ":draft"].concat(),
        }
    }

    /// Keeps what is typed; it belongs to a tab, wherever conversations are kept. False if the storage refuses.
    pub fn save_draft(&self, owner: Owner, text: &str) -> bool {
        let name = self.draft_name(owner);
        if text.is_empty() {
            self.storage.remove(Place::Session, &name)
        } else {
            self.storage.set(Place::Session, &name, text)
        }
    }

    /// The draft to be shown: what was left, and below it what stands in the text box. What was typed before it was
    /// known by whom becomes the caller's. False if the storage refuses.
    pub fn take_draft(&self, owner: Owner, typed: &str) -> (String, bool) {
        let below = |owner, text: &str| {
            join(self.storage.get(Place::Session, &self.draft_name(owner)).unwrap_or_default(), text)
        };
        let mut text = below(Owner::Nobody, typed);
        if owner == Owner::Caller {
            text = below(owner, &text);
        }
        let stored = self.save_draft(owner, &text);
        if stored && owner == Owner::Caller {
            self.save_draft(Owner::Nobody, "");
        }
        (text, stored)
    }
}
