//! Past conversations: listed, renamed, deleted.

use std::sync::Arc;

use super::{MAX_TRIES, Step};
use crate::api::decode::{self, Outcome};
use crate::api::{endpoint, lists};
use crate::domain::failure::{Advice, Failure};
use crate::domain::ids::{ConversationId, Millis, TurnKey};
use crate::domain::turn::{Turn, TurnState};
use crate::state::effect::Effect;
use crate::state::history::Fetched;
use crate::state::model::{Alarm, Page, Purpose, Thread};
use crate::state::note::Note;
use crate::state::stored::{self, Conversation, Intent, Kept, Record, order};

/// Conversations asked for at a time.
const PAGE_SIZE: u32 = 50;
/// How long a deletion can be taken back, in ms.
pub(super) const UNDO_MS: u64 = 5_000;
/// How long it is waited for a deleted conversation to begin before it is looked again, in ms.
const BEGINS_MS: u64 = 1_000;

impl Step<'_> {
    /// The reader looks at the list: what the browser knows at once, then what the service tells.
    pub(super) fn history_wanted(&mut self, mut kept: Kept) {
        self.model.history.undeleted = None;
        self.learn(&kept);
        for (record, text) in stored::of(self.model) {
            // Where nothing is stored, what is in memory is all there is.
            if stored::text_of(&kept, &record).is_empty() {
                kept.push((record, text));
            }
        }
        self.model.history.know(&kept);
        if self.model.history.fetched != Fetched::Loading {
            self.model.history.server.clear();
            self.fetch_history(None);
        }
    }

    /// The reader has come to the end of what is here.
    pub(super) fn more_history_wanted(&mut self) {
        if let Fetched::Yes(Some(token)) = self.model.history.fetched.clone() {
            self.fetch_history(Some(token));
        }
    }

    pub(super) fn fetch_history(&mut self, token: Option<String>) {
        let Some(config) = &self.model.config else { return };
        let request = endpoint::list_conversations(&config.space, PAGE_SIZE, token.as_deref());
        self.model.history.fetched = Fetched::Loading;
        self.send(Purpose::History(token), request);
    }

    /// A page of the list came to something. A relay with a shared credential lists nothing.
    pub(super) fn history_told(&mut self, token: Option<&str>, outcome: Outcome) {
        self.model.history.fetched = match lists::conversations(outcome) {
            Ok(list) => {
                self.model.history.hear(list.items);
                // A service that repeats a token would be asked for ever.
                Fetched::Yes(list.next.filter(|next| Some(next.as_str()) != token))
            }
            Err(error) if matches!(error.status(), Some(403 | 404)) => Fetched::Unlisted,
            Err(error) => Fetched::Failed(error.into_failure()),
        };
        self.model.history.merge();
        if self.model.starting && self.model.informed {
            self.started();
        }
        let open = &mut self.model.open;
        open.read_only |= open.conversation.as_ref().is_some_and(|id| self.model.history.is_read_only(id));
    }

    /// The reader's own name for a conversation is this browser's only: the API cannot rename.
    pub(super) fn rename(&mut self, conversation: ConversationId, name: &str) {
        if conversation.as_str().starts_with('~') {
            // It has no record of its own before it begins.
            return;
        }
        let name = Some(name.trim().to_owned());
        let local = &mut self.model.history.local;
        let index = local.iter().position(|(id, _)| *id == conversation).unwrap_or_else(|| {
            local.push((conversation.clone(), Conversation::default()));
            local.len() - 1
        });
        local[index].1.name.clone_from(&name);
        self.model.history.merge();
        // Laid over what is stored.
        let text = Conversation { name, ..Conversation::default() }.to_json();
        self.effects.push(Effect::Keep { record: Record::Conversation(conversation), text });
    }

    /// It is not in the list any more, and it is deleted when it cannot be taken back.
    pub(super) fn delete(&mut self, conversation: ConversationId) {
        self.model.history.undeleted = None;
        let deleting = &mut self.model.history.deleting;
        if deleting.iter().all(|(known, _)| *known != conversation) {
            deleting.push((conversation.clone(), self.now + UNDO_MS));
            self.wait(Alarm::Delete(conversation), UNDO_MS);
        }
    }

    /// The reader has thought better of it. A duplicated tab has promised the same.
    pub(super) fn undelete(&mut self, conversation: &ConversationId) {
        if self.no_longer_deleting(conversation) > 0 {
            self.effects.push(Effect::Tell(Note::Undeleted(conversation.clone())));
            self.undeleted();
        }
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
        self.model.history.deleting.push((conversation.clone(), self.now + UNDO_MS));
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
            let sent =
                |purpose: &Purpose| matches!(purpose, Purpose::Delete(known) if *known == conversation);
            if self.model.requests.iter().all(|pending| !sent(&pending.purpose)) {
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
                let failure = error.into_failure();
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

    /// What is only stored of a conversation goes, too: nothing would ever show it again.
    fn forget_stored(&mut self, conversation: &ConversationId) {
        self.model.history.drop(conversation);
        for (spot, name) in std::mem::take(&mut self.model.history.questions) {
            if spot == conversation.as_str() && !self.model.has(&name) {
                self.effects.push(Effect::Keep { record: Record::Intent(name), text: String::new() });
            } else {
                self.model.history.questions.push((spot, name));
            }
        }
    }

    /// What is left of a thread whose conversation is gone.
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
            let name = Some(turn.intent.as_str()).filter(|name| !name.is_empty()).map(str::to_owned);
            let name = name.unwrap_or_else(|| self.intent(turn.key));
            if kept.draft.is_empty() {
                kept.draft.clone_from(&name);
            }
            let failure = Failure::of(Advice::Gone);
            let mut lost = Turn::new(turn.key, name, turn.question.clone(), turn.asked_at);
            lost.claimed = true;
            lost.state = TurnState::Failed;
            lost.failure = Some(failure.clone());
            self.report(failure);
            kept.turns.push(Arc::new(lost));
        }
        kept
    }
}
