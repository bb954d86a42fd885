//! Asking: a question is posted at most once, unless the reader asks again.

use std::sync::Arc;

use super::Step;
use crate::api::decode::{self, Outcome};
use crate::api::endpoint;
use crate::api::error::{ApiError, Lost};
use crate::api::message::Told;
use crate::domain::failure::{Code, Failure};
use crate::domain::ids::TurnKey;
use crate::domain::turn::{Turn, TurnState};
use crate::state::effect::HostEvent;
use crate::state::model::{Alarm, Opening, Purpose};

/// How long it is looked for a question whose POST brought no reply, in ms.
const LOOK_FOR_MS: u64 = 30_000;
/// How long between two looks, in ms.
const LOOK_EVERY_MS: u64 = 2_000;

impl Step<'_> {
    /// Takes a question; it is sent as soon as the one before has ended.
    pub(super) fn submit(&mut self, text: &str) {
        let question = text.trim();
        if question.is_empty() || self.model.config.is_none() {
            return;
        }
        let key = TurnKey(self.model.fresh());
        self.model.turns.push(Arc::new(Turn::new(key, question.to_owned(), self.now)));
        self.emit(HostEvent::Question(question.to_owned()));
        self.advance();
    }

    /// Sends the next queued question if nothing is under way.
    pub(super) fn advance(&mut self) {
        if self.model.is_busy() || self.model.opening == Opening::Loading {
            return;
        }
        if let Some(key) = self.model.first_queued() {
            self.post(key);
        }
    }

    fn post(&mut self, key: TurnKey) {
        let Some(config) = &self.model.config else { return };
        let Some(question) = self.model.turn(key).map(|turn| turn.question.as_str()) else { return };
        let request = match &self.model.conversation {
            Some(conversation) => endpoint::create_message(&config.space, conversation, question),
            None => endpoint::start_conversation(&config.space, question),
        };
        if let Some(turn) = self.model.turn_mut(key) {
            turn.state = TurnState::Sending;
            turn.failure = None;
        }
        // The intent is stored before the POST leaves, so that a reload in between is seen.
        self.save();
        self.send(Purpose::Post(key), request);
    }

    /// The POST came to something.
    pub(super) fn posted(&mut self, key: TurnKey, outcome: Outcome) {
        let read = match self.model.conversation.clone() {
            Some(conversation) => decode::told(outcome).map(|told| (conversation, told)),
            None => decode::started(outcome),
        };
        match read {
            Ok((conversation, told)) => {
                if self.model.conversation.is_none() {
                    self.model.conversation = Some(conversation.clone());
                    self.emit(HostEvent::Conversation(Some(conversation)));
                }
                self.adopt(key, told);
            }
            Err(error) if was_refused(&error) => self.fail(key, error.into_failure()),
            Err(error) => self.unsure(key, error),
        }
    }

    /// The turn has its message: from here on it is resumed by polling, never by asking.
    pub(super) fn adopt(&mut self, key: TurnKey, told: Told) {
        let now = self.now;
        let Some(turn) = self.model.turn_mut(key) else { return };
        let stopped = turn.state == TurnState::Stopped;
        turn.message = Some(told.message.clone());
        turn.waiting_since = now;
        turn.asked_at = told.created_at.unwrap_or(turn.asked_at);
        turn.misses = 0;
        turn.looking_since = None;
        turn.failure = None;
        if stopped {
            self.fail_as(key, TurnState::Stopped, Failure::new(Code::Stopped));
            return;
        }
        turn.state = TurnState::Waiting;
        self.save();
        self.hear(key, told);
    }

    /// Whether the question arrived is not known, so nothing may send it again by itself. In a known
    /// conversation it is looked for, for a while; then the reader decides.
    fn unsure(&mut self, key: TurnKey, error: ApiError) {
        let now = self.now;
        let findable = self.model.conversation.is_some();
        let Some(turn) = self.model.turn_mut(key) else { return };
        if findable && turn.state == TurnState::Sending {
            let since = *turn.looking_since.get_or_insert(now);
            if now.saturating_sub(since) < LOOK_FOR_MS {
                return self.wait(Alarm::Look(key), LOOK_EVERY_MS);
            }
        }
        turn.looking_since = None;
        let told = error.into_failure();
        let failure =
            Failure { detail: told.detail, request_id: told.request_id, ..Failure::new(Code::Unsure) };
        self.fail_as(key, TurnState::Unsure, failure);
    }

    /// Ends a turn with a failure.
    pub(super) fn fail(&mut self, key: TurnKey, failure: Failure) {
        self.fail_as(key, TurnState::Failed, failure);
    }

    pub(super) fn fail_as(&mut self, key: TurnKey, state: TurnState, failure: Failure) {
        self.release(key);
        let Some(turn) = self.model.turn_mut(key) else { return };
        turn.state = state;
        turn.failure = Some(failure.clone());
        self.report(failure);
        self.save();
        self.advance();
    }

    /// The reader stops waiting. What has been asked stays asked: chat mode has no cancel.
    pub(super) fn stop(&mut self, key: TurnKey) {
        let Some(turn) = self.model.turn_mut(key) else { return };
        match turn.state {
            TurnState::Queued => {
                self.model.turns.retain(|turn| turn.key != key);
                self.save();
            }
            TurnState::Sending if turn.looking_since.take().is_some() => {
                self.fail_as(key, TurnState::Unsure, Failure::new(Code::Unsure));
            }
            // The POST goes on, because only its reply tells the id.
            TurnState::Sending => turn.state = TurnState::Stopped,
            TurnState::Waiting => self.fail_as(key, TurnState::Stopped, Failure::new(Code::Stopped)),
            _ => {}
        }
    }

    /// Looks what became of a question, without sending anything again.
    pub(super) fn check_again(&mut self, key: TurnKey) {
        let now = self.now;
        let Some(turn) = self.model.turn_mut(key) else { return };
        if turn.state.is_active() || turn.state == TurnState::Queued {
            return;
        }
        if turn.message.is_some() {
            turn.state = TurnState::Waiting;
            turn.waiting_since = now;
            turn.misses = 0;
            turn.failure = None;
            self.poll(key);
        } else if turn.state == TurnState::Unsure {
            turn.state = TurnState::Sending;
            turn.looking_since = Some(now);
            turn.failure = None;
            self.look(key);
        }
    }

    /// Looks for the question among the messages of the conversation.
    pub(super) fn look(&mut self, key: TurnKey) {
        if let Some((space, conversation)) = self.model.open_place() {
            let request = endpoint::list_messages(space, conversation, None);
            self.send(Purpose::Look(key), request);
        }
    }

    /// The conversation's messages have come: is exactly one of them this question's?
    pub(super) fn looked(&mut self, key: TurnKey, outcome: Outcome) {
        let Some(turn) = self.model.turn(key).filter(|turn| turn.message.is_none()) else { return };
        let question = turn.question.clone();
        let page = match decode::page(outcome) {
            Ok(page) => page,
            Err(error) => return self.unsure(key, error),
        };
        let known =
            |told: &Told| self.model.turns.iter().any(|turn| turn.message.as_ref() == Some(&told.message));
        let mut candidates: Vec<Told> =
            page.messages.into_iter().filter(|told| told.question == question && !known(told)).collect();
        match (candidates.pop(), candidates.is_empty()) {
            (Some(told), true) => self.adopt(key, told),
            _ => self.unsure(key, ApiError::Lost(Lost::Timeout)),
        }
    }

    /// The reader wants the question sent again.
    pub(super) fn ask_again(&mut self, key: TurnKey) {
        let Some(turn) = self.model.turn_mut(key) else { return };
        if turn.state.is_active() || turn.state == TurnState::Queued {
            return;
        }
        if turn.message.is_some() {
            // Genie has that one; asking again is another turn.
            let question = turn.question.clone();
            return self.submit(&question);
        }
        turn.state = TurnState::Queued;
        turn.failure = None;
        self.advance();
    }
}

/// True where the service said no before taking the question. A time-out, a broken connection, a
/// reply that cannot be read and any 5xx say nothing about whether it was taken.
fn was_refused(error: &ApiError) -> bool {
    matches!(error, ApiError::Refused { status: 400..=499, .. })
        && !matches!(error, ApiError::Refused { status: 408, .. })
}
