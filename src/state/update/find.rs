//! Finding out what became of a question whose POST brought no reply. Nothing here asks.

use super::Step;
use crate::api::decode::{self, Outcome};
use crate::api::endpoint;
use crate::api::error::{ApiError, Lost};
use crate::api::message::Told;
use crate::domain::failure::{Code, Failure};
use crate::domain::ids::TurnKey;
use crate::domain::turn::TurnState;
use crate::state::model::{Alarm, Purpose};

/// How long it is looked for a question, in ms.
const LOOK_FOR_MS: u64 = 30_000;
/// How long between two looks, in ms.
const LOOK_EVERY_MS: u64 = 2_000;

impl Step<'_> {
    /// Whether the question arrived is not known, so nothing may send it again by itself. In a known
    /// conversation it is looked for, for a while; then the reader decides.
    pub(super) fn unsure(&mut self, key: TurnKey, error: ApiError) {
        let now = self.now;
        let findable = self.model.is_findable(key);
        let Some(turn) = self.model.turn_mut(key) else { return };
        if findable && turn.state == TurnState::Sending {
            // What the POST was told says nothing about when to look.
            let asked = turn.looking_since.and(error.retry_after_ms()).unwrap_or_default();
            let wait = asked.max(LOOK_EVERY_MS);
            let since = *turn.looking_since.get_or_insert(now);
            if now.saturating_sub(since) < LOOK_FOR_MS && wait <= LOOK_FOR_MS {
                return self.wait(Alarm::Look(key), wait);
            }
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

    /// Looks for the question among the messages of the conversation.
    pub(super) fn look(&mut self, key: TurnKey) {
        if let Some((space, conversation)) = self.model.place_of(key) {
            let request = endpoint::list_messages(space, conversation, None);
            self.send(Purpose::Look(key), request);
        }
    }

    /// The conversation's messages have come: is exactly one of them this question's?
    pub(super) fn looked(&mut self, key: TurnKey, outcome: Outcome) {
        let Some(turn) = self.model.turn(key).filter(|turn| turn.message.is_none()) else { return };
        let (question, before) = (turn.question.clone(), turn.before.clone());
        let page = match decode::page(outcome) {
            Ok(page) => page,
            Err(error) => return self.unsure(key, error),
        };
        let Some(thread) = self.model.thread_of(key) else { return };
        let new = |told: &Told| {
            told.question == question && !before.contains(&told.message) && !thread.shows(&told.message)
        };
        let mut candidates: Vec<Told> = page.messages.into_iter().filter(new).collect();
        match (candidates.pop(), candidates.is_empty()) {
            (Some(told), true) => self.adopt(key, told),
            _ => self.unsure(key, ApiError::Lost(Lost::Timeout)),
        }
    }
}
