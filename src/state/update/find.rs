//! Finding out what became of a question whose POST brought no reply. Nothing here asks.

use super::Step;
use super::reach::SILENT;
use crate::api::decode::{self, Outcome};
use crate::api::error::{ApiError, Lost};
use crate::api::message::Told;
use crate::api::{endpoint, lists};
use crate::domain::conversation::ConversationKind;
use crate::domain::failure::{Advice, Code, Failure};
use crate::domain::ids::{ConversationId, TurnKey};
use crate::domain::turn::{Turn, TurnState};
use crate::state::model::{Alarm, Begun, Purpose};

/// How long it is looked for a question, in ms.
const LOOK_FOR_MS: u64 = 30_000;
/// How long it is waited for whether the relay lets this page in at all, in ms, if a question cannot be looked for.
const PROBE_FOR_MS: u64 = 6_000;
/// How long after it left a question may arrive, in ms, and be worth being looked for by itself.
const FRESH_MS: u64 = 120_000;
/// Conversations among which a first question is looked for: the newest.
const CONVERSATIONS: u32 = 20;
/// How long between two looks, in ms.
const LOOK_EVERY_MS: u64 = 2_000;

impl Step<'_> {
    /// Whether the question arrived is not known, so nothing may send it again by itself. In a known
    /// conversation it is looked for, for a while; then the reader decides.
    pub(super) fn unsure(&mut self, key: TurnKey, error: ApiError) {
        let now = self.now;
        let findable = self.model.is_findable(key);
        let foreign = self.model.is_foreign();
        let Some(turn) = self.model.turn_mut(key) else { return };
        let longest = if findable { LOOK_FOR_MS } else { PROBE_FOR_MS };
        if (findable || (turn.cut && foreign)) && turn.state == TurnState::Sending {
            // What the POST was told says nothing about when to look.
            let asked = turn.looking_since.and(error.retry_after_ms()).unwrap_or_default();
            let wait = asked.max(LOOK_EVERY_MS);
            let since = *turn.looking_since.get_or_insert(now);
            if now.saturating_sub(since) < longest && wait <= LOOK_FOR_MS {
                return self.wait(Alarm::Look(key), wait);
            }
        }
        let shut =
            foreign && self.model.silent >= SILENT && self.model.turn(key).is_some_and(|turn| turn.cut);
        let no_entry = |failure: &Failure| matches!(failure.advice, Advice::Shut | Advice::Session);
        if let Some(failure) = self.model.reach.clone().filter(|failure| shut && no_entry(failure)) {
            // All this time the relay has not let this page in, so the question did not get through either.
            return self.fail(key, failure);
        }
        let told = error.into_failure();
        let failure =
            Failure { detail: told.detail, request_id: told.request_id, ..Failure::new(Code::Unsure) };
        self.fail_as(key, TurnState::Unsure, failure);
    }

    /// The reader wants to know what became of a question.
    pub(super) fn check_again(&mut self, key: TurnKey) {
        let now = self.now;
        let findable = self.model.is_findable(key)
            && self.model.thread_of(key).is_some_and(|thread| !self.model.is_busy(thread));
        let Some(turn) = self.model.turn_mut(key) else { return };
        if turn.state.is_active() || turn.state == TurnState::Queued {
            return;
        }
        if turn.message.is_some() {
            turn.waiting_since = now;
            turn.poll_at = now;
            turn.misses = 0;
            turn.failure = None;
            self.set(key, TurnState::Waiting);
            self.watch(key);
        } else if turn.state == TurnState::Unsure && findable {
            turn.looking_since = Some(now);
            turn.failure = None;
            self.set(key, TurnState::Sending);
            self.look(key);
        }
    }

    /// A question of unknown fate that left not long before this page began may arrive yet: it is looked for, and
    /// what is behind it waits. One that was to begin a conversation can be looked for once it is known that those that
    /// are listed are the caller's own.
    pub(super) fn look_after_reload(&mut self, conversation: Option<&ConversationId>) {
        let now = self.now;
        let fresh = |turn: &Turn| {
            let is_it = turn.state == TurnState::Unsure && !turn.passed;
            let here = turn.asked_in.as_ref() == conversation;
            is_it && here && now.saturating_sub(turn.asked_at) < FRESH_MS && self.model.is_findable(turn.key)
        };
        for key in self.model.keys(&fresh) {
            if let Some(turn) = self.model.turn_mut(key) {
                turn.looking_since = Some(now);
                turn.failure = None;
            }
            self.set(key, TurnState::Sending);
            self.look(key);
        }
    }

    /// Looks for the question among the messages of the conversation, or for a conversation that it began.
    pub(super) fn look(&mut self, key: TurnKey) {
        let Some(config) = &self.model.config else { return };
        if !self.model.is_findable(key) {
            return self.unsure(key, ApiError::Lost(Lost::Timeout));
        }
        let request = match self.model.place_of(key) {
            Some((space, conversation)) => endpoint::list_messages(space, conversation, None),
            None => endpoint::list_conversations(&config.space, CONVERSATIONS, None),
        };
        self.send(Purpose::Look(key), request);
    }

    /// The list has come: is exactly one of it this question's?
    pub(super) fn looked(&mut self, key: TurnKey, outcome: Outcome) {
        let Some(turn) = self.model.turn(key).filter(|turn| turn.message.is_none()) else { return };
        if turn.asked_in.is_none() {
            return self.conversations_looked(key, outcome);
        }
        match decode::page(outcome) {
            Ok(page) => {
                let mut candidates = self.candidates(key, page.messages);
                match (candidates.pop(), candidates.is_empty()) {
                    (Some(told), true) => self.adopt(key, told),
                    // Nobody can tell which of them it is.
                    (Some(_), false) => self.unsure(key, ApiError::Lost(Lost::Timeout)),
                    (None, _) => self.not_found(key),
                }
            }
            Err(error) => self.look_failed(key, error),
        }
    }

    /// A look brought nothing. Who may not look before asking again may not ask either, which is said at once.
    fn look_failed(&mut self, key: TurnKey, error: ApiError) {
        let first = self.model.turn(key).is_some_and(|turn| turn.look_first);
        if !first || !error.is_refusal() || error.status() == Some(429) {
            return self.unsure(key, error);
        }
        let place = self.model.place_of(key).map(|(_, conversation)| conversation.clone());
        let gone = place.filter(|_| error.is_gone());
        let mut failure = self.failure_of(error);
        if let Some(conversation) = gone {
            self.gone(&conversation);
            failure.advice = Advice::Gone;
            if let Some(turn) = self.model.turn_mut(key) {
                turn.look_first = false;
            }
        }
        self.fail(key, failure);
    }

    /// It is not there: it may come yet. What the reader has asked again is sent now.
    fn not_found(&mut self, key: TurnKey) {
        let Some(turn) = self.model.turn_mut(key) else { return };
        if turn.state == TurnState::Sending && std::mem::take(&mut turn.look_first) {
            turn.looking_since = None;
            return self.post(key, false);
        }
        self.unsure(key, ApiError::Lost(Lost::Timeout));
    }

    /// The messages with the question's text that were not known before it left.
    fn candidates(&self, key: TurnKey, messages: Vec<Told>) -> Vec<Told> {
        let (Some(turn), Some(thread)) = (self.model.turn(key), self.model.thread_of(key)) else {
            return Vec::new();
        };
        let before = turn.before.as_deref().unwrap_or_default();
        let new = |told: &Told| {
            let id = told.message.as_str();
            let known = before.iter().any(|known| known == id) || thread.shows(&told.message);
            told.question == turn.question && !known
        };
        messages.into_iter().filter(new).collect()
    }

    /// The caller's conversations have come: does exactly one of the new ones begin with the question?
    fn conversations_looked(&mut self, key: TurnKey, outcome: Outcome) {
        let list = match lists::conversations(outcome) {
            Ok(list) => list.items,
            Err(error) => return self.look_failed(key, error),
        };
        let before = self.model.turn(key).and_then(|turn| turn.before.clone()).unwrap_or_default();
        let open =
            |id: &ConversationId| self.model.threads().any(|thread| thread.conversation.as_ref() == Some(id));
        let new = |id: &ConversationId| before.iter().all(|known| known != id.as_str()) && !open(id);
        let chats = list.into_iter().filter(|told| told.kind == ConversationKind::Chat);
        let rest: Vec<ConversationId> = chats.map(|told| told.id).filter(new).collect();
        self.look_at_next(key, rest, None);
    }

    /// Looks at one of the new conversations; `alike` is the one that begins with the question's words.
    fn look_at_next(&mut self, turn: TurnKey, mut rest: Vec<ConversationId>, alike: Option<ConversationId>) {
        let (conversation, alike) = match rest.pop() {
            Some(next) => (Some(next), alike),
            None => (alike, None),
        };
        match (conversation, &self.model.config) {
            (Some(conversation), Some(config)) => {
                let request = endpoint::list_messages(&config.space, &conversation, None);
                self.send(Purpose::Begun(Begun { turn, conversation, rest, alike }), request);
            }
            _ => self.not_found(turn),
        }
    }

    /// The messages of a new conversation have come.
    pub(super) fn begun_looked(&mut self, begun: Begun, outcome: Outcome) {
        let Begun { turn: key, conversation, rest, alike } = begun;
        let lost = || ApiError::Lost(Lost::Timeout);
        let mut told = match decode::page(outcome) {
            // A list may lag behind a conversation that has just begun.
            Ok(page) if page.messages.is_empty() => return self.unsure(key, lost()),
            Ok(page) => page.messages,
            Err(error) if error.is_gone() => return self.look_at_next(key, rest, alike),
            Err(error) => return self.unsure(key, error),
        };
        let question = self.model.turn(key).map(|turn| turn.question.clone());
        // Another question may have been found to have begun it meanwhile.
        let free = self.model.thread_mut(&conversation).is_none();
        let alone = told.len() == 1 && free;
        let first = told.pop().filter(|first| alone && Some(&first.question) == question.as_ref());
        match first {
            // Nobody can tell which of two it is.
            Some(_) if alike.is_some() => self.unsure(key, lost()),
            Some(told) if rest.is_empty() => {
                self.begun(key, conversation);
                self.adopt(key, told);
            }
            Some(_) => self.look_at_next(key, rest, Some(conversation)),
            None => self.look_at_next(key, rest, alike),
        }
    }
}
