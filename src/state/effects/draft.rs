//! Which draft stands in the composer.

use super::Shell;
use crate::state::keep::Owner;

impl Shell {
    /// Keeps what is typed, for whom it is.
    pub(in crate::state) fn keep_draft(&self, text: &str) {
        if let Some(owner) = self.draft.get() {
            self.stored.set(self.keep(|keep| keep.save_draft(owner, text)) == Some(true));
        }
    }

    /// The place is left: its draft stays with it. What is nobody's yet `goes_along` if only the caller is another.
    pub(in crate::state) fn leave_draft(&self, goes_along: bool) {
        if self.draft.get().is_none_or(|owner| goes_along && owner == Owner::Nobody) {
            return;
        }
        self.draft.set(None);
        // Text that is stored nowhere would be lost.
        if self.stored.get() {
            self.face.show("");
        }
    }

    /// Shows the draft of this place. A caller's is shown once it is `known` whose state this is.
    pub(in crate::state) fn follow_draft(&self, known: bool) {
        let keep = self.keep.borrow();
        let Some(keep) = keep.as_ref() else { return };
        let owner = if known && keep.caller().is_some() { Owner::Caller } else { Owner::Nobody };
        if self.draft.get().is_some_and(|now| now == owner || now == Owner::Caller) {
            return;
        }
        let typed = self.face.typed();
        let (text, stored) = keep.take_draft(owner, &typed);
        self.draft.set(Some(owner));
        self.stored.set(stored);
        if text != typed {
            self.face.show(&text);
        }
    }
}
