//! Waiting for an answer: polls one message until Genie has ended it.

use super::Step;
use crate::api::backoff;
use crate::api::decode::{self, Outcome};
use crate::api::endpoint;
use crate::api::message::Told;
use crate::domain::failure::{Code, Failure};
use crate::domain::ids::TurnKey;
use crate::domain::status::MessageStatus;
use crate::domain::turn::TurnState;
use crate::state::effect::HostEvent;
use crate::state::model::{Alarm, Purpose};

/// Longest wait for one answer, in ms.
const MAX_WAIT_MS: u64 = 600_000;

impl Step<'_> {
    /// Asks how the message is getting on.
    pub(super) fn poll(&mut self, key: TurnKey) {
        let Some(turn) = self.model.turn(key).filter(|turn| turn.state == TurnState::Waiting) else { return };
        if self.now.saturating_sub(turn.waiting_since) >= MAX_WAIT_MS {
            return self.fail(key, Failure::new(Code::Timeout));
        }
        if let (Some((space, conversation)), Some(message)) = (self.model.open_place(), &turn.message) {
            let request = endpoint::get_message(space, conversation, message);
            self.send(Purpose::Poll(key), request);
        }
    }

    /// A poll came to something.
    pub(super) fn polled(&mut self, key: TurnKey, outcome: Outcome) {
        match decode::told(outcome) {
            Ok(told) => self.hear(key, told),
            Err(error) if error.is_passing() => {
                let Some(turn) = self.model.turn_mut(key) else { return };
                turn.misses = turn.misses.saturating_add(1);
                let misses = turn.misses;
                let wait = error.retry_after_ms().unwrap_or(backoff::retry_delay_ms(misses, self.random));
                self.wait(Alarm::Poll(key), wait);
            }
            Err(error) => self.fail(key, error.into_failure()),
        }
    }

    /// Takes in what Genie tells of a message.
    pub(super) fn hear(&mut self, key: TurnKey, told: Told) {
        let Some(turn) = self.model.turn_mut(key) else { return };
        let moved = turn.status.as_ref() != Some(&told.status);
        turn.misses = 0;
        turn.answer = told.answer;
        turn.status = Some(told.status.clone());
        let waited = self.now.saturating_sub(turn.waiting_since);
        if moved {
            self.emit(HostEvent::Status { message: told.message, status: told.status.clone() });
        }
        match told.status {
            MessageStatus::Completed => self.answered(key, TurnState::Done),
            MessageStatus::QueryResultExpired => self.answered(key, TurnState::Expired),
            MessageStatus::Failed | MessageStatus::Cancelled => {
                self.fail(key, told.failure.unwrap_or(Failure::new(Code::Internal)));
            }
            _ => self.wait(Alarm::Poll(key), backoff::poll_delay_ms(waited)),
        }
    }

    fn answered(&mut self, key: TurnKey, state: TurnState) {
        let conversation = self.model.conversation.clone();
        let Some(turn) = self.model.turn_mut(key) else { return };
        turn.state = state;
        turn.failure = None;
        if let (Some(conversation), Some(message)) = (conversation, turn.message.clone()) {
            let answer = turn.answer.clone();
            let question = turn.question.clone();
            self.emit(HostEvent::Answer {
                conversation,
                message,
                question,
                text: answer.text.or(answer.clarifying),
                sql: answer.query.and_then(|query| query.sql),
                suggestions: answer.suggestions,
            });
        }
        self.settle_rows(key);
        self.save();
        self.advance();
    }
}
