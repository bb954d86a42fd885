//! Asking: a question is posted at most once, unless the reader asks again.

use std::sync::Arc;

use super::Step;
use crate::api::backoff;
use crate::api::decode::{self, Outcome};
use crate::api::endpoint;
use crate::api::error::{ApiError, Lost};
use crate::api::message::Told;
use crate::domain::failure::{Code, Failure};
use crate::domain::ids::TurnKey;
use crate::domain::status::MessageStatus;
use crate::domain::turn::{Rows, Turn, TurnState};
use crate::state::effect::{Effect, HostEvent};
use crate::state::model::{Alarm, Opening, Purpose};

impl Step<'_> {
    /// Takes a question; it is sent as soon as the one before has ended.
    pub(super) fn submit(&mut self, text: &str) {
        let question = text.trim();
        if question.is_empty() || self.model.config.is_none() {
            return;
        }
        self.enqueue(None, question.to_owned());
        self.emit(HostEvent::Question(question.to_owned()));
        self.advance();
    }

    /// Puts a question at the end of the queue.
    pub(super) fn enqueue(&mut self, intent: Option<String>, question: String) {
        let key = TurnKey(self.model.fresh());
        let intent = intent.unwrap_or_else(|| self.intent(key));
        self.model.turns.push(Arc::new(Turn::new(key, intent, question, self.now)));
    }

    /// A name that no other tab gives: it needs no secrecy, only not to happen twice.
    fn intent(&self, key: TurnKey) -> String {
        [&self.now.to_string(), "-", &self.random.to_string(), "-", &key.0.to_string()].concat()
    }

    /// Sends the next queued question if nothing is under way.
    pub(super) fn advance(&mut self) {
        let ready = !self.model.is_busy() && self.model.opening != Opening::Loading && !self.model.offline;
        if let Some(key) = self.model.first_queued().filter(|_| ready) {
            self.claim(key);
        }
    }

    /// Before a question leaves, this tab claims it: a duplicated tab has the same queue.
    fn claim(&mut self, key: TurnKey) {
        let now = self.now;
        self.set(key, TurnState::Sending);
        let Some(turn) = self.model.turn_mut(key) else { return };
        turn.failure = None;
        turn.misses = 0;
        turn.waiting_since = now;
        let intent = turn.intent.clone();
        self.effects.push(Effect::Claim { turn: key, intent });
    }

    /// The claim was granted, or another tab has posted this very question.
    pub(super) fn claimed(&mut self, key: TurnKey, intent: &str, granted: bool) {
        let Some(turn) = self.model.turn_mut(key) else { return };
        if turn.state != TurnState::Sending || turn.claimed || turn.intent != intent {
            return;
        }
        turn.claimed = true;
        if granted {
            self.post(key);
        } else {
            self.unsure(key, ApiError::Lost(Lost::Network(String::new())));
        }
    }

    /// Posts a claimed question, for the first time or after it was refused for the quota.
    pub(super) fn post(&mut self, key: TurnKey) {
        let Some(turn) = self.model.turn_mut(key).filter(|turn| turn.state == TurnState::Sending) else {
            return;
        };
        turn.wait_until = None;
        let question = turn.question.clone();
        let Some(config) = &self.model.config else { return };
        let mut request = match &self.model.conversation {
            Some(conversation) => endpoint::create_message(&config.space, conversation, &question),
            None => endpoint::start_conversation(&config.space, &question),
        };
        // Another one for each time: a refused attempt is not the same as the next.
        request.attempt = self.model.relay_known.then(|| self.intent(key));
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
            Err(error) if error.status() == Some(429) => self.over_quota(key, error),
            Err(error) if error.is_refusal() => {
                if error.status() == Some(404) && self.model.conversation.take().is_some() {
                    // The conversation was deleted meanwhile; asking again begins another one.
                    self.emit(HostEvent::Conversation(None));
                }
                self.fail(key, error.into_failure());
            }
            Err(error) => self.unsure(key, error),
        }
    }

    /// Refused for the quota, so it did not arrive: it is sent again when the service says so.
    fn over_quota(&mut self, key: TurnKey, error: ApiError) {
        let (now, random, max_wait) = (self.now, self.random, self.max_wait_ms());
        let Some(turn) = self.model.turn_mut(key) else { return };
        turn.misses = turn.misses.saturating_add(1);
        let wait = error.retry_after_ms().unwrap_or(backoff::retry_delay_ms(turn.misses, random));
        let waited = now.saturating_sub(turn.waiting_since);
        // A question whose waiting was stopped is not sent again either.
        if turn.state != TurnState::Sending || waited + wait > max_wait {
            return self.fail(key, error.into_failure());
        }
        turn.wait_until = Some(now + wait);
        self.log("quota", vec![("wait_ms", wait.to_string())]);
        self.wait(Alarm::Repost(key), wait);
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
            return self.fail_as(key, TurnState::Stopped, Failure::new(Code::Stopped));
        }
        self.set(key, TurnState::Waiting);
        self.hear(key, told);
    }

    /// Ends a turn with a failure.
    pub(super) fn fail(&mut self, key: TurnKey, failure: Failure) {
        self.fail_as(key, TurnState::Failed, failure);
    }

    pub(super) fn fail_as(&mut self, key: TurnKey, state: TurnState, failure: Failure) {
        let now = self.now;
        self.cancel(|owner| owner == Some(key));
        self.set(key, state);
        let Some(turn) = self.model.turn_mut(key) else { return };
        turn.wait_until = failure.retry_after_ms.map(|wait| now.saturating_add(wait));
        turn.looking_since = None;
        turn.failure = Some(failure.clone());
        if turn.rows == Rows::Loading {
            turn.rows = Rows::None;
        }
        let told_by_genie = turn.status.as_ref().is_some_and(MessageStatus::is_terminal);
        self.report(failure);
        if told_by_genie && state == TurnState::Failed {
            self.await_suggestions(key, 1);
        } else {
            self.unwatch(key);
        }
        self.advance();
    }

    /// The reader stops waiting. What has been asked stays asked: chat mode has no cancel.
    pub(super) fn stop(&mut self, key: TurnKey) {
        let posting = self.model.is_posting(key);
        let Some(turn) = self.model.turn(key) else { return };
        match turn.state {
            TurnState::Queued => self.model.turns.retain(|turn| turn.key != key),
            TurnState::Sending if turn.looking_since.is_some() => {
                self.fail_as(key, TurnState::Unsure, Failure::new(Code::Unsure));
            }
            // The POST goes on, because only its reply tells the id.
            TurnState::Sending if posting => self.set(key, TurnState::Stopped),
            TurnState::Sending => self.fail(key, Failure::new(Code::Stopped)),
            TurnState::Waiting => self.fail_as(key, TurnState::Stopped, Failure::new(Code::Stopped)),
            _ => {}
        }
    }

    /// The reader wants the question sent again.
    pub(super) fn ask_again(&mut self, key: TurnKey) {
        // Another intent: the old one may have been posted.
        let intent = self.intent(key);
        let posting = self.model.is_posting(key);
        let Some(turn) = self.model.turn_mut(key) else { return };
        if turn.state.is_active() || turn.state == TurnState::Queued || posting {
            return;
        }
        if turn.message.is_some() {
            // Genie has that one; asking again is another turn.
            let question = turn.question.clone();
            return self.submit(&question);
        }
        turn.intent = intent;
        turn.claimed = false;
        turn.failure = None;
        self.set(key, TurnState::Queued);
        self.advance();
    }
}
