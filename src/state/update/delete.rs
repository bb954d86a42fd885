//! Deleting conversations: promised, taken back, carried out, and what becomes of the questions in them.

use std::sync::Arc;

use super::{MAX_TRIES, Owner, Step};
use crate::api::decode::{self, Outcome};
use crate::api::endpoint;
use crate::domain::failure::{Advice, Failure};
use crate::domain::ids::{ConversationId, Millis, TurnKey};
use crate::domain::turn::{Turn, TurnState};
use crate::state::effect::Effect;
use crate::state::model::{Alarm, Page, Purpose, Thread};
use crate::state::note::Note;
use crate::state::stored::{Intent, Record, order};

/// How long a deletion can be taken back, in ms.
pub(super) const UNDO_MS: u64 = 5_000;
/// How long it is waited for a deleted conversation to begin before it is looked again, in ms.
const BEGINS_MS: u64 = 1_000;

impl Step<'_> {
    /// It is not in the list any more, and it is deleted when it cannot be taken back.
    pub(super) fn delete(&mut self, conversation: ConversationId) {
        self.model.history.undeleted = None;
        let due = self.due_now();
        let deleting = &mut self.model.history.deleting;
        if deleting.iter().all(|(known, _)| *known != conversation) {
            deleting.push((conversation.clone(), due));
            self.wait(Alarm::Delete(conversation), UNDO_MS);
        }
    }

    /// When what the reader deletes now is to be deleted. All that was typed comes before that.
    fn due_now(&self) -> Millis {
        self.now.max(self.last_typed() + 1) + UNDO_MS
    }

    /// The reader has thought better of it. A duplicated tab has promised the same.
    pub(super) fn undelete(&mut self, conversation: &ConversationId) {
        if !self.hold_back(conversation) {
            // It may be gone by now: the reply tells.
            return;
        }
        if self.no_longer_deleting(conversation) > 0 {
            self.effects.push(Effect::Tell(Note::Undeleted(conversation.clone())));
            self.undeleted();
        }
    }

    /// Ends a deletion that still waits for the hook; false for one that has left.
    pub(super) fn hold_back(&mut self, conversation: &ConversationId) -> bool {
        let of = |purpose: &Purpose| matches!(purpose, Purpose::Delete(known) if known == conversation);
        let left = self.model.requests.iter().any(|pending| pending.left && of(&pending.purpose));
        if !left {
            self.abort(&of);
        }
        !left
    }

    /// Questions in a conversation that stays may leave.
    pub(super) fn undeleted(&mut self) {
        self.unpark();
        self.advance();
    }

    /// A conversation that was deleted before it began is deleted by its own name.
    pub(super) fn delete_begun(&mut self, spot: &str, conversation: &ConversationId) {
        let mut deleting = self.model.history.deleting.iter_mut();
        let Some((id, due)) = deleting.find(|(id, _)| id.as_str() == spot) else { return };
        *id = conversation.clone();
        let left = due.saturating_sub(self.now).min(UNDO_MS);
        self.disarm(&|alarm| matches!(alarm, Alarm::Delete(known) if known.as_str() == spot));
        self.wait(Alarm::Delete(conversation.clone()), left);
    }

    /// The page has it deleted, without time to take it back; also one that the reader has deleted.
    pub(super) fn delete_at_once(&mut self, conversation: ConversationId) {
        self.no_longer_deleting(&conversation);
        self.model.history.undeleted = None;
        let due = self.due_now();
        self.model.history.deleting.push((conversation.clone(), due));
        self.delete_now(conversation);
    }

    /// The time to take it back is over.
    pub(super) fn delete_now(&mut self, conversation: ConversationId) {
        let known = self.model.history.deleting.iter().any(|(known, _)| *known == conversation);
        let Some(config) = self.model.config.as_ref().filter(|_| known) else { return };
        if conversation.as_str().starts_with('~') {
            return self.delete_draft(&conversation);
        }
        let request = endpoint::delete_conversation(&config.space, &conversation);
        self.send(Purpose::Delete(conversation), request);
    }

    /// A conversation that never began is deleted: what was typed in it until then goes. While its first question is on
    /// its way, or looked for, it may begin yet.
    fn delete_draft(&mut self, draft: &ConversationId) {
        let model = &*self.model;
        let begins = |turn: &Turn| {
            let here = model.thread_of(turn.key).is_some_and(|thread| thread.spot() == draft.as_str());
            here && (model.posting(turn.key).1 || turn.looking_since.is_some())
        };
        if !model.turns(&begins).is_empty() {
            return self.wait(Alarm::Delete(draft.clone()), BEGINS_MS);
        }
        let decided = self.no_longer_deleting(draft);
        let threads = self.model.threads().filter(|thread| thread.spot() == draft.as_str());
        let turns = threads.flat_map(|thread| &thread.turns).filter(|turn| order(&turn.intent).0 <= decided);
        let keys: Vec<TurnKey> = turns.map(|turn| turn.key).collect();
        for key in keys {
            self.take_out(key);
        }
        self.forget_stored(draft);
        self.undeleted();
    }

    /// It is decided what becomes of a deletion. Tells when the reader wanted it; zero if there was none.
    pub(super) fn no_longer_deleting(&mut self, conversation: &ConversationId) -> Millis {
        self.disarm(&|alarm| matches!(alarm, Alarm::Delete(known) if known == conversation));
        let decided = self.decided(conversation);
        self.model.history.deleting.retain(|(known, _)| known != conversation);
        decided
    }

    /// When the reader wanted a conversation to be deleted; zero if nobody did here.
    pub(super) fn decided(&self, conversation: &ConversationId) -> Millis {
        let mut deleting = self.model.history.deleting.iter();
        let due = deleting.find(|(known, _)| known == conversation).map_or(0, |(_, due)| *due);
        due.saturating_sub(UNDO_MS)
    }

    /// The page is being left: what waits to be deleted is deleted now.
    pub(super) fn leaving(&mut self) {
        for (conversation, _) in self.model.history.deleting.clone() {
            let of = |purpose: &Purpose| matches!(purpose, Purpose::Delete(known) if *known == conversation);
            // One that still waits for the hook does not leave with the page.
            if self.model.requests.iter().all(|pending| !(pending.left && of(&pending.purpose))) {
                self.delete_now(conversation);
            }
        }
    }

    /// It is deleted, or was already. Where the relay refuses, it comes back into the list.
    pub(super) fn delete_told(&mut self, conversation: &ConversationId, outcome: Outcome) {
        let gone = match decode::done(outcome) {
            Ok(()) => true,
            Err(error) if error.is_gone() => true,
            Err(error) => {
                if let Some(wait) = self.retry_in(&error, MAX_TRIES - 1) {
                    return self.wait(Alarm::Delete(conversation.clone()), wait);
                }
                let failure = self.failure_of(error);
                self.report(failure.clone());
                self.model.history.undeleted = Some((conversation.clone(), failure));
                false
            }
        };
        let decided = self.no_longer_deleting(conversation);
        if gone {
            self.effects.push(Effect::Tell(Note::Deleted(conversation.clone())));
            self.dropped(conversation, decided);
        } else {
            self.undeleted();
        }
    }

    /// A conversation was deleted, here or in another tab. Questions in it that are not answered are told of, and
    /// kept as text, unless they were typed before `decided`, when the reader was done with all that is in it.
    pub(super) fn dropped(&mut self, conversation: &ConversationId, decided: Millis) {
        let record = Record::Conversation(conversation.clone());
        self.effects.push(Effect::Keep { record, text: String::new() });
        self.bring_back_unanswered(conversation);
        let awaited = self.awaited(conversation);
        self.bring_back(Some(conversation), awaited);
        let is_it = |thread: &Thread| thread.spot() == conversation.as_str();
        if is_it(&self.model.open) {
            let thread = std::mem::take(&mut self.model.open);
            self.model.open = self.give_up(thread, decided);
            self.shown();
        }
        while let Some(index) = self.model.aside.iter().position(is_it) {
            let thread = self.model.aside.swap_remove(index);
            let left = self.give_up(thread, decided);
            self.model.aside.push(left);
        }
        self.forget_stored(conversation);
    }

    /// Questions that come back with the messages of a conversation.
    fn awaited(&mut self, conversation: &ConversationId) -> Vec<Intent> {
        let page = self.pages().find(|page| page.conversation == *conversation && page.token.is_none());
        page.map(|page| std::mem::take(&mut page.unsure)).unwrap_or_default()
    }

    /// The pages of messages that are under way, or about to be asked for again.
    pub(super) fn pages(&mut self) -> impl Iterator<Item = &mut Page> {
        let alarms = self.model.timers.iter_mut().map(|(_, alarm)| alarm).chain(&mut self.model.parked);
        let late = alarms.filter_map(|alarm| match alarm {
            Alarm::Messages(page) => Some(page),
            _ => None,
        });
        let sent = self.model.requests.iter_mut().filter_map(|pending| match &mut pending.purpose {
            Purpose::Messages(page) => Some(page),
            _ => None,
        });
        late.chain(sent)
    }

    /// Removes the records of a conversation that are only stored: nothing would ever show them again.
    fn forget_stored(&mut self, conversation: &ConversationId) {
        self.model.history.drop(conversation);
        for (spot, name) in std::mem::take(&mut self.model.history.questions) {
            if spot == conversation.as_str() && !self.model.has(&name) {
                self.effects.push(Effect::Forget { intent: name, spot });
            } else {
                self.model.history.questions.push((spot, name));
            }
        }
    }

    /// Returns the rest of a thread whose conversation is gone.
    fn give_up(&mut self, mut thread: Thread, decided: Millis) -> Thread {
        self.release(&thread);
        let open = |turn: &Arc<Turn>| {
            let goes_on = turn.state == TurnState::Queued || turn.state.is_active();
            let undecided = turn.is_kept() || turn.is_open() || goes_on;
            undecided && order(&turn.intent).0 >= decided
        };
        let (left, gone): (Vec<_>, Vec<_>) = std::mem::take(&mut thread.turns).into_iter().partition(open);
        self.settled.extend(gone.iter().map(|turn| turn.intent.clone()));
        let mut kept = Thread::default();
        for turn in left {
            let lost = self.lost(&turn);
            if kept.draft.is_empty() {
                kept.draft.clone_from(&lost.intent);
            }
            kept.turns.push(lost);
        }
        kept
    }

    /// Returns the rest of a question whose conversation is gone: its text.
    fn lost(&mut self, turn: &Turn) -> Arc<Turn> {
        let name = Some(turn.intent.as_str()).filter(|name| !name.is_empty()).map(str::to_owned);
        let name = name.unwrap_or_else(|| self.intent(turn.key));
        let failure = Failure::of(Advice::Gone);
        let mut lost = Turn::new(turn.key, name, turn.question.clone(), turn.asked_at);
        lost.claimed = true;
        lost.state = TurnState::Failed;
        lost.failure = Some(failure.clone());
        self.report(failure);
        Arc::new(lost)
    }

    /// The service says that a conversation is gone: the next question begins another one. What was not answered in it
    /// stays as text, as it would not come back with its messages.
    pub(super) fn gone(&mut self, conversation: &ConversationId) {
        let shown = self.model.open.conversation.as_ref() == Some(conversation);
        let Some(thread) = self.model.thread_mut(conversation) else { return };
        let open: Vec<Arc<Turn>> =
            thread.turns.iter().filter(|turn| turn.is_open() && !turn.intent.is_empty()).cloned().collect();
        for turn in open {
            self.cancel(&|owner| owner == Owner::Turn(turn.key));
            self.unwatch(turn.key);
            let lost = self.lost(&turn);
            let turns = self.model.turns_mut().filter(|other| other.key == turn.key);
            turns.for_each(|turn| turn.clone_from(&lost));
        }
        if let Some(thread) = self.model.thread_mut(conversation) {
            thread.lose_conversation();
        }
        if shown {
            self.shown();
        }
    }
}
