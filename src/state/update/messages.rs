//! The messages of a conversation that is opened: newest first, older ones as the reader wants them.

use std::sync::Arc;

use super::{MAX_TRIES, Step};
use crate::api::backoff;
use crate::api::decode::{self, Outcome, Page as Messages};
use crate::api::endpoint;
use crate::api::message::Told;
use crate::domain::failure::{Advice, Code, Failure};
use crate::domain::ids::{ConversationId, MessageId, TurnKey};
use crate::domain::status::MessageStatus;
use crate::domain::turn::{Turn, TurnState};
use crate::state::model::{Alarm, Opening, Page, Purpose};
use crate::state::stored::{Intent, Known, order};
use crate::state::thread::Older;

impl Step<'_> {
    /// Fetches a page of a conversation.
    pub(super) fn fetch_messages(&mut self, page: Page) {
        let Some(config) = &self.model.config else { return };
        let request = endpoint::list_messages(&config.space, &page.conversation, page.token.as_deref());
        if let Some(thread) = self.model.thread_mut(&page.conversation) {
            match page.token {
                Some(_) => thread.older = Older::Loading,
                None => thread.opening = Opening::Loading,
            }
            self.send(Purpose::Messages(page), request);
        }
    }

    /// The reader wants to see older messages.
    pub(super) fn older_wanted(&mut self) {
        let token = match std::mem::take(&mut self.model.open.older) {
            Older::Behind(token) | Older::Failed(token) => token,
            other => {
                self.model.open.older = other;
                return;
            }
        };
        if let Some(conversation) = self.model.open.conversation.clone() {
            self.fetch_messages(Page { conversation, token: Some(token), unsure: Vec::new(), tries: 1 });
        }
    }

    /// A page came to something.
    pub(super) fn messages_told(&mut self, mut page: Page, outcome: Outcome) {
        let request_id = outcome.as_ref().ok().and_then(|reply| reply.request_id.clone());
        match decode::page(outcome) {
            Ok(messages) => {
                // A list may lag behind: what is known to be under way is missing in it.
                let known = self.model.thread_mut(&page.conversation).map_or(&[][..], |thread| &thread.known);
                let lists = |id: &MessageId| messages.messages.iter().any(|told| told.message == *id);
                let lags = known.iter().any(|known| known.asked_at.is_some() && !lists(&known.message));
                if lags && messages.next.is_none() && page.token.is_none() && page.tries < MAX_TRIES {
                    let wait = backoff::retry_delay_ms(page.tries, self.random);
                    page.tries += 1;
                    return self.wait(Alarm::Messages(page), wait);
                }
                self.show(page, messages, request_id.as_deref());
            }
            Err(error) => {
                if let Some(wait) = self.retry_in(&error, page.tries) {
                    page.tries += 1;
                    return self.wait(Alarm::Messages(page), wait);
                }
                let gone = error.is_gone();
                let failure = self.failure_of(error);
                self.report(failure.clone());
                let Some(thread) = self.model.thread_mut(&page.conversation) else { return };
                if let Some(token) = page.token {
                    thread.older = Older::Failed(token);
                    return;
                }
                let gone = gone && failure.code == Code::NotFound;
                thread.opening = Opening::Failed(failure);
                if gone {
                    self.bring_back_unanswered(&page.conversation);
                }
                self.bring_back(Some(&page.conversation), page.unsure);
                if gone {
                    self.gone(&page.conversation);
                }
                self.advance();
            }
        }
    }

    /// A page is here: shows it, resumes what is unfinished, sends what was typed meanwhile.
    fn show(&mut self, page: Page, messages: Messages, request_id: Option<&str>) {
        let newest = page.token.is_none();
        let Some(thread) = self.model.thread_mut(&page.conversation) else { return };
        // A service that repeats a token would be asked for ever.
        let next = messages.next.filter(|next| page.token.as_ref() != Some(next));
        thread.older = next.map_or(Older::None, Older::Behind);
        let fresh: Vec<Told> =
            messages.messages.into_iter().filter(|told| !thread.shows(&told.message)).collect();
        let known = std::mem::take(&mut thread.known);
        let typed_meanwhile = std::mem::take(&mut thread.turns);
        let (found, unsure) = self.found(page.unsure, &fresh, &known);
        let mut turns = Vec::new();
        for told in fresh.into_iter().rev() {
            let key = TurnKey(self.model.fresh());
            let stored = known.iter().find(|known| known.message == told.message);
            let mut turn = turn(key, told, stored, self.now);
            turn.request_id = request_id.map(str::to_owned);
            let message = turn.message.as_ref();
            let found = found.iter().find(|(found, _)| Some(found) == message).map(|(_, name)| name);
            turn.intent = found.or(stored.map(|known| &known.intent)).cloned().unwrap_or_default();
            turns.push(Arc::new(turn));
        }
        let shown: Vec<TurnKey> = turns.iter().map(|turn| turn.key).collect();
        let Some(thread) = self.model.thread_mut(&page.conversation) else { return };
        thread.turns = turns;
        thread.turns.extend(typed_meanwhile);
        thread.known = known.into_iter().filter(|known| !thread.shows(&known.message)).collect();
        if newest {
            thread.opening = Opening::Idle;
            self.bring_back(Some(&page.conversation), unsure);
            self.look_after_reload(Some(&page.conversation));
        }
        for key in shown {
            self.expire(key);
            self.watch(key);
        }
        if newest && self.model.open.conversation.as_ref() == Some(&page.conversation) {
            let last = self.model.open.turns.iter().rev().find(|turn| turn.message.is_some());
            if let Some(key) = last.map(|turn| turn.key) {
                self.seen(key);
            }
            self.shown();
        }
        self.advance();
    }

    /// A question whose POST brought no reply arrived after all if exactly one message with its text
    /// was not known before it left. One message is one question's. Gives the messages with their questions' names, and
    /// those that were not found.
    fn found(
        &mut self,
        mut unsure: Vec<Intent>,
        told: &[Told],
        known: &[Known],
    ) -> (Vec<(MessageId, String)>, Vec<Intent>) {
        let mut found: Vec<(MessageId, String)> = Vec::new();
        unsure.retain(|intent| {
            // A browser may have sent it twice, and only the second time have been led to a sign-in page.
            let refused =
                intent.refused.is_some_and(|advice| !matches!(advice, Advice::Session | Advice::Shut));
            // One that was to begin a conversation is not among the messages of this one.
            if intent.conversation.is_none() || (refused && !intent.doubt) {
                return true;
            }
            let anothers = |told: &Told| {
                let known = known.iter().find(|known| known.message == told.message);
                known.is_some_and(|known| !known.intent.is_empty() && known.intent != intent.name)
            };
            let new = |told: &&Told| {
                told.question == intent.question && !intent.knew(&told.message) && !anothers(told)
            };
            let mut candidates = told.iter().filter(new).map(|told| &told.message);
            let sole = candidates.next().filter(|_| candidates.next().is_none());
            let sole = sole.filter(|message| found.iter().all(|(found, _)| found != *message));
            if let Some(message) = sole {
                self.settled.push(intent.name.clone());
                found.push((message.clone(), intent.name.clone()));
            }
            sole.is_none()
        });
        (found, unsure)
    }

    /// Shows questions that Genie is not known to have, each after the messages that were there before it left;
    /// without a conversation, in the open thread.
    pub(super) fn bring_back(&mut self, conversation: Option<&ConversationId>, questions: Vec<Intent>) {
        for intent in questions {
            // One that a first question's conversation has taken along may be here already.
            if self.model.has(&intent.name) {
                continue;
            }
            let before = intent.before.clone().unwrap_or_default();
            let turn = self.kept_turn(intent);
            let thread = match conversation {
                Some(conversation) => self.model.thread_mut(conversation),
                None => Some(&mut self.model.open),
            };
            let Some(thread) = thread else { return };
            let known = |turn: &Arc<Turn>| {
                turn.message.as_ref().is_some_and(|id| before.iter().any(|one| one == id.as_str()))
            };
            let arrived = |turn: &Arc<Turn>| turn.message.is_some();
            let after = match before.is_empty() {
                true => thread.turns.iter().rposition(arrived).filter(|_| turn.asked_in.is_some()),
                false => thread.turns.iter().rposition(known),
            };
            let mut place = after.map_or(0, |last| last + 1);
            // Behind those that were brought back before it.
            while thread.turns.get(place).is_some_and(|turn| turn.is_kept()) {
                place += 1;
            }
            thread.turns.insert(place, turn);
        }
    }

    /// Shows what was not answered before its conversation was gone.
    pub(super) fn bring_back_unanswered(&mut self, conversation: &ConversationId) {
        // Questions that the reader deleted with it stay deleted.
        let decided = self.decided(conversation);
        let Some(thread) = self.model.thread_mut(conversation) else { return };
        let open = std::mem::take(&mut thread.known)
            .into_iter()
            .filter(|known| !known.question.is_empty() && order(&known.intent).0 >= decided);
        let questions = open.map(|known| Intent {
            name: known.intent.clone(),
            question: known.question,
            spot: String::new(),
            at: known.asked_at.unwrap_or_else(|| order(&known.intent).0),
            conversation: None,
            before: None,
            ahead: false,
            refused: Some(Advice::Gone),
            doubt: false,
        });
        self.bring_back(Some(conversation), questions.collect());
    }

    fn kept_turn(&mut self, intent: Intent) -> Arc<Turn> {
        let key = TurnKey(self.model.fresh());
        let mut turn = Turn::new(key, intent.name, intent.question, self.now);
        turn.state = if intent.refused.is_some() { TurnState::Failed } else { TurnState::Unsure };
        // It has left; nothing may take it for one that was only typed ahead.
        turn.claimed = true;
        turn.doubt = intent.doubt;
        turn.asked_at = intent.at;
        turn.before = intent.before;
        turn.asked_in = intent.conversation;
        turn.failure = Some(Failure::of(intent.refused.unwrap_or(Advice::Code(Code::Unsure))));
        Arc::new(turn)
    }
}

/// A turn as the service remembers it; `known` is what this browser remembers.
pub(super) fn turn(key: TurnKey, told: Told, known: Option<&Known>, now: u64) -> Turn {
    let asked_at = known.and_then(|known| known.asked_at);
    let mut turn = Turn::new(key, String::new(), told.question, asked_at.or(told.created_at).unwrap_or(now));
    // The service's clock may be ahead of the browser's; waiting is reckoned with the browser's.
    (turn.waiting_since, turn.poll_at) = (now, now);
    turn.state = match told.status {
        MessageStatus::Completed => TurnState::Done,
        MessageStatus::QueryResultExpired => TurnState::Expired,
        MessageStatus::Failed | MessageStatus::Cancelled => TurnState::Failed,
        _ if known.is_some_and(|known| known.stopped) => TurnState::Stopped,
        _ => TurnState::Waiting,
    };
    turn.message = Some(told.message);
    turn.status = Some(told.status);
    turn.answer = told.answer;
    turn.feedback.rating = told.rating;
    turn.feedback.comment = told.comment;
    turn.failure = told.failure;
    if turn.state == TurnState::Stopped {
        turn.failure = Some(Failure::new(Code::Stopped));
    }
    turn
}
