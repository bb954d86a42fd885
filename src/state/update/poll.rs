//! Waiting for an answer: polls one message until Genie has ended it.

use std::sync::Arc;

use super::Step;
use super::pause::OVERSLEPT_MS;
use crate::api::backoff;
use crate::api::decode::{self, Outcome};
use crate::api::endpoint;
use crate::api::error::{ApiError, Lost};
use crate::api::message::Told;
use crate::domain::answer::Answer;
use crate::domain::failure::{Code, Failure};
use crate::domain::ids::{MessageId, TurnKey};
use crate::domain::status::MessageStatus;
use crate::domain::turn::{Turn, TurnState};
use crate::state::effect::{Effect, HostEvent, Place};
use crate::state::model::{Alarm, Purpose, Reached};

/// How often it is looked for suggestions that come after the answer; the first after 2 s, then doubling.
const LATE_LOOKS: u32 = 3;

impl Step<'_> {
    /// Waits for the turn's message. Over all tabs only the one that holds its lock polls it.
    pub(super) fn watch(&mut self, key: TurnKey) {
        let waiting = self.model.turn(key).filter(|turn| turn.state == TurnState::Waiting);
        let Some(message) = waiting.and_then(|turn| turn.message.clone()) else { return };
        if self.model.hidden {
            return;
        }
        self.end_in_time(key);
        if self.model.held.contains(&message) {
            self.due(key);
        } else if !self.model.wanted.contains(&message) {
            self.model.wanted.push(message.clone());
            self.effects.push(Effect::Lock(message));
        }
    }

    /// Ends the wait with `max-wait`, whoever polls and whatever becomes of the lock.
    fn end_in_time(&mut self, key: TurnKey) {
        let over = Alarm::Over(key);
        let Some(turn) = self.model.turn(key) else { return };
        if self.model.timers.iter().all(|(_, alarm)| *alarm != over) && !self.model.parked.contains(&over) {
            let left = (turn.waiting_since + self.max_wait_ms()).saturating_sub(self.now);
            self.wait(over, left);
        }
    }

    /// `max-wait` is over, unless the page was hidden or offline in between.
    pub(super) fn over(&mut self, key: TurnKey) {
        let Some(turn) = self.model.turn(key).filter(|turn| turn.state == TurnState::Waiting) else { return };
        if self.now.saturating_sub(turn.waiting_since + self.max_wait_ms()) > OVERSLEPT_MS {
            // A tab that another one polls for has nothing else to do meanwhile.
            self.slept(self.model.last_event);
        }
        let waiting = self.model.turn(key).filter(|_| !self.model.is_paused());
        let Some(due) = waiting.map(|turn| turn.waiting_since + self.max_wait_ms()) else { return };
        if due > self.now {
            self.end_in_time(key);
        } else {
            self.fail(key, Failure::new(Code::Timeout));
        }
    }

    /// Waits no longer, and lets another tab have the message.
    pub(super) fn unwatch(&mut self, key: TurnKey) {
        if let Some(message) = self.model.turn(key).and_then(|turn| turn.message.clone()) {
            self.unlock(&message);
        }
    }

    /// Gives the lock of a message back, or asks for it no longer.
    pub(super) fn unlock(&mut self, message: &MessageId) {
        let before = self.model.held.len() + self.model.wanted.len();
        self.model.held.retain(|held| held != message);
        self.model.wanted.retain(|wanted| wanted != message);
        if self.model.held.len() + self.model.wanted.len() < before {
            self.effects.push(Effect::Unlock(message.clone()));
        }
    }

    /// Another tab polls the message now: this page was frozen for longer than its lease.
    pub(super) fn lock_lost(&mut self, message: &MessageId) {
        let Some(key) = self.model.turn_of(message).map(|turn| turn.key) else { return };
        if self.model.held.contains(message) {
            self.unlock(message);
            self.stop_polling(&|turn| turn == key);
            self.watch(key);
        }
    }

    /// This tab alone may poll the message now.
    pub(super) fn locked(&mut self, message: MessageId) {
        let Some(index) = self.model.wanted.iter().position(|wanted| *wanted == message) else { return };
        self.model.wanted.swap_remove(index);
        let Some(key) = self.model.turn_of(&message).map(|turn| turn.key) else { return };
        self.model.held.push(message);
        self.due(key);
    }

    /// Polls when it is time, unless that is arranged already.
    pub(super) fn due(&mut self, key: TurnKey) {
        let arranged = self.model.timers.iter().any(|(_, alarm)| *alarm == Alarm::Poll(key))
            || self.model.requests.iter().any(|pending| pending.purpose == Purpose::Poll(key));
        let Some(turn) = self.model.turn(key).filter(|_| !arranged && !self.model.is_paused()) else {
            return;
        };
        match turn.poll_at.saturating_sub(self.now) {
            0 => self.poll(key),
            ms => self.wait(Alarm::Poll(key), ms),
        }
    }

    /// Asks how the message is getting on.
    fn poll(&mut self, key: TurnKey) {
        let Some(turn) = self.model.turn(key).filter(|turn| turn.state == TurnState::Waiting) else { return };
        if let (Some((space, conversation)), Some(message)) = (self.model.place_of(key), &turn.message) {
            let request = endpoint::get_message(space, conversation, message);
            self.send(Purpose::Poll(key), request);
        } else {
            // Its conversation was found to be deleted meanwhile.
            self.fail(key, Failure::new(Code::NotFound));
        }
    }

    /// A poll came to something.
    pub(super) fn polled(&mut self, key: TurnKey, outcome: Outcome) {
        let (body, request_id) = match &outcome {
            Ok(reply) => (reply.body.clone(), reply.request_id.clone()),
            Err(_) => Default::default(),
        };
        // A cache on the way may have given another message's.
        let asked = self.model.turn(key).and_then(|turn| turn.message.clone());
        let other = ApiError::Lost(Lost::Network(String::new()));
        match decode::told(outcome)
            .and_then(|told| if Some(&told.message) == asked.as_ref() { Ok(told) } else { Err(other) })
        {
            Ok(told) => {
                if let Some(turn) = self.model.turn_mut(key) {
                    turn.request_id = request_id;
                }
                if self.hear(key, told) {
                    self.pass_on(key, body);
                }
            }
            Err(error) if error.is_passing() => {
                let (now, random) = (self.now, self.random);
                let Some(turn) = self.model.turn_mut(key) else { return };
                turn.misses = turn.misses.saturating_add(1);
                let unsent = matches!(error, ApiError::Lost(Lost::NotSent(_))) && turn.misses == 1;
                let wait = error.retry_after_ms().unwrap_or(backoff::retry_delay_ms(turn.misses, random));
                turn.poll_at = now + wait;
                turn.wait_until = error.retry_after_ms().map(|wait| now + wait);
                self.log("retry", vec![("wait_ms", wait.to_string())]);
                if unsent && self.model.reached == Reached::Now {
                    self.report(error.into_failure());
                }
                self.due(key);
            }
            Err(error) => self.fail(key, self.failure_of(error)),
        }
    }

    /// Takes in what Genie tells of a message. True where it is news.
    pub(super) fn hear(&mut self, key: TurnKey, told: Told) -> bool {
        let now = self.now;
        let Some(turn) = self.model.turn_mut(key) else { return false };
        let moved = turn.status.as_ref() != Some(&told.status);
        if moved {
            turn.status_since = now;
        }
        let news = moved || turn.answer != told.answer;
        turn.misses = 0;
        turn.wait_until = None;
        if told.status.is_terminal() && !told.answer.says() {
            // A message that ends without attachments takes nothing back of what the reader has seen.
            turn.answer.suggestions = told.answer.suggestions;
        } else {
            turn.answer = told.answer;
        }
        turn.status = Some(told.status.clone());
        turn.poll_at = now + backoff::poll_delay_ms(now.saturating_sub(turn.waiting_since));
        if moved {
            self.emit(HostEvent::Status { message: told.message, status: told.status.clone() });
        }
        match told.status {
            MessageStatus::Completed => self.answered(key, TurnState::Done),
            MessageStatus::QueryResultExpired => self.answered(key, TurnState::Expired),
            MessageStatus::Failed | MessageStatus::Cancelled => {
                self.fail(key, told.failure.unwrap_or(Failure::new(Code::Internal)));
            }
            MessageStatus::ExecutingQuery => {
                self.early_rows(key);
                self.watch(key);
            }
            _ => self.watch(key),
        }
        news
    }

    fn answered(&mut self, key: TurnKey, state: TurnState) {
        self.set(key, state);
        self.disarm(&|alarm| *alarm == Alarm::Over(key));
        let asked_back = |turn: &Arc<Turn>| turn.key == key && turn.answer.clarifying.is_some();
        if self.model.open.turns.last().is_some_and(asked_back) {
            // Genie waits for the reader now.
            self.effects.push(Effect::Focus(Place::Reply));
        }
        let conversation = self.model.thread_of(key).and_then(|thread| thread.conversation.clone());
        let Some(turn) = self.model.turn_mut(key) else { return };
        turn.failure = None;
        if let (Some(conversation), Some(message)) = (conversation, turn.message.clone()) {
            let answer = turn.answer.clone();
            let question = turn.question.clone();
            self.emit(HostEvent::Answer {
                conversation,
                message,
                question,
                text: answer.text.or_else(|| answer.clarifying.clone()),
                asked: answer.clarifying,
                others: answer.corrected,
                sql: answer.query.and_then(|query| query.sql),
                suggestions: answer.suggestions,
            });
        }
        self.settle_rows(key);
        self.await_suggestions(key, 1);
        self.advance();
    }

    /// Suggestions come last, and sometimes after the answer or a failure. As long as it is looked
    /// for them the message stays this tab's.
    pub(super) fn await_suggestions(&mut self, key: TurnKey, looks: u32) {
        let Some(turn) = self.model.turn(key) else { return };
        let held = turn.message.as_ref().is_some_and(|message| self.model.held.contains(message));
        if held && looks <= LATE_LOOKS && turn.answer.suggestions.is_empty() {
            self.wait(Alarm::Late(key, looks), backoff::retry_delay_ms(looks + 1, self.random));
        } else {
            self.unwatch(key);
        }
    }

    pub(super) fn look_late(&mut self, key: TurnKey, looks: u32) {
        let Some(turn) = self.model.turn(key).filter(|turn| !turn.state.is_active()) else { return };
        if let (Some((space, conversation)), Some(message)) = (self.model.place_of(key), &turn.message) {
            let request = endpoint::get_message(space, conversation, message);
            self.send(Purpose::Late(key, looks), request);
        } else {
            self.unwatch(key);
        }
    }

    /// Suggestions are taken over, and a text that was missing; the rest of the answer is final.
    pub(super) fn late_told(&mut self, key: TurnKey, looks: u32, outcome: Outcome) {
        let body = outcome.as_ref().map(|reply| reply.body.clone()).unwrap_or_default();
        match (decode::told(outcome), self.model.turn_mut(key)) {
            (Ok(told), Some(turn)) => {
                let Answer { text, corrected, suggestions, .. } = told.answer;
                let (more, offers) = (turn.answer.text.is_none() && text.is_some(), !suggestions.is_empty());
                if more {
                    (turn.answer.text, turn.answer.corrected) = (text, corrected);
                }
                if offers {
                    turn.answer.suggestions = suggestions;
                }
                if more || offers {
                    self.pass_on(key, body);
                }
            }
            // A busy service has more to do.
            (Err(error), _) if error.retry_after_ms().is_some() => return self.unwatch(key),
            _ => {}
        }
        self.await_suggestions(key, looks + 1);
    }
}
