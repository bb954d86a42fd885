//! Storing: what has changed is written before anything else is done.

use super::Step;
use crate::domain::failure::{Code, Failure};
use crate::state::effect::Effect;
use crate::state::history::History;
use crate::state::model::StorageTrouble;
use crate::state::stored::{self, Kept, Record};

impl Step<'_> {
    /// Stores what has changed. First of all effects: before a question leaves, its intent is
    /// stored. A question that moves is in both places for a moment, never in neither.
    pub(super) fn store(&mut self) {
        if self.model.config.is_none() {
            return;
        }
        let mut kept = stored::of(self.model);
        let saved = std::mem::take(&mut self.model.saved);
        let (mut first, mut last) = (Vec::new(), Vec::<Effect>::new());
        for (record, text) in &kept {
            let before = stored::text_of(&saved, record);
            if before != text {
                first.push(Effect::Keep { record: record.clone(), text: text.clone() });
            }
        }
        for (record, text) in saved {
            let over = match &record {
                _ if !stored::text_of(&kept, &record).is_empty() => continue,
                Record::Open | Record::Conversation(_) => continue,
                Record::Intent(intent) | Record::Ahead(intent) | Record::Typed(intent) => {
                    self.is_settled(intent)
                }
                Record::Deleting(_) => true,
            };
            if over {
                last.push(Effect::Keep { record, text: String::new() });
            } else {
                // A question that is stored and not in memory: its end may come yet.
                kept.push((record, text));
            }
        }
        self.model.saved = kept;
        first.append(&mut last);
        self.effects.splice(0..0, first);
    }

    /// True if nothing has to be found out about an intent any more, or its turn has another record now. One that
    /// was put aside with its conversation is kept.
    fn is_settled(&self, intent: &str) -> bool {
        self.settled.iter().any(|settled| settled == intent) || self.model.has(intent)
    }

    /// Takes what is stored for what was stored last. Damaged records are not read; the reader is told.
    pub(super) fn take_up(&mut self, kept: Kept) {
        if kept.iter().any(|(record, text)| stored::is_damaged(record, text)) {
            self.storage_failed(StorageTrouble::Damaged);
        }
        let typed = std::mem::replace(&mut self.model.saved, kept);
        for (record, text) in typed {
            // It may have been read again since.
            if stored::text_of(&self.model.saved, &record).is_empty() {
                self.model.saved.push((record, text));
            }
        }
        // Each tab keeps its own, though it may have begun with the one that another tab stored last.
        self.model.saved.retain(|(record, _)| *record != Record::Open);
    }

    /// The reader is told once; what should be kept lasts as long as the page.
    pub(super) fn storage_failed(&mut self, trouble: StorageTrouble) {
        self.model.storage = Some(trouble);
        self.report(Failure::new(Code::Storage));
    }

    /// What was kept is gone by the reader's wish: nothing is shown, and nothing is written again.
    pub(super) fn forgotten(&mut self) {
        // What was promised is not forgotten.
        self.leaving();
        self.model.saved.clear();
        self.model.unbegun = None;
        self.release_all();
        let deleting = std::mem::take(&mut self.model.history.deleting);
        self.model.history = History { deleting, ..History::default() };
        self.model.saved = stored::of(self.model);
        self.shown();
    }
}
