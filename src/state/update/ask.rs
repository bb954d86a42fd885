//! Asking: a question is posted at most once, unless the reader asks again.

use std::sync::Arc;

use super::{Owner, Step};
use crate::api::backoff;
use crate::api::decode::{self, Outcome};
use crate::api::endpoint;
use crate::api::error::{ApiError, Lost};
use crate::api::message::Told;
use crate::config::Charts;
use crate::domain::failure::{Code, Failure};
use crate::domain::ids::{ConversationId, TurnKey};
use crate::domain::status::MessageStatus;
use crate::domain::turn::{Rows, Turn, TurnState};
use crate::state::effect::{Effect, HostEvent};
use crate::state::model::{Alarm, Opening, Purpose, Thread};
use crate::state::note::Note;
use crate::state::select;

impl Step<'_> {
    /// Takes a question; it is sent as soon as the one before has ended.
    pub(super) fn submit(&mut self, text: &str) {
        let question = text.trim();
        let refused = self.model.open.read_only || select::excess(self.model, question) > 0;
        if question.is_empty() || self.model.config.is_none() || refused {
            return;
        }
        let turn = self.new_turn(None, question.to_owned());
        self.model.open.turns.push(turn);
        self.emit(HostEvent::Question(question.to_owned()));
        self.advance();
    }

    /// A question that has not left yet.
    pub(super) fn new_turn(&mut self, intent: Option<String>, question: String) -> Arc<Turn> {
        let key = TurnKey(self.model.fresh());
        let intent = intent.unwrap_or_else(|| self.intent(key));
        Arc::new(Turn::new(key, intent, question, self.now))
    }

    /// A name that no other tab gives: it needs no secrecy, only not to happen twice.
    fn intent(&self, key: TurnKey) -> String {
        [&self.now.to_string(), "-", &self.random.to_string(), "-", &key.0.to_string()].concat()
    }

    /// Sends the next queued question of each conversation in which nothing is under way.
    pub(super) fn advance(&mut self) {
        if self.model.offline {
            return;
        }
        let ready = |thread: &&Thread| !self.model.is_busy(thread) && thread.opening != Opening::Loading;
        let next: Vec<TurnKey> =
            self.model.threads().filter(ready).filter_map(Thread::first_queued).collect();
        for key in next {
            self.claim(key);
        }
    }

    /// Before a question leaves, this tab claims it: a duplicated tab has the same queue.
    fn claim(&mut self, key: TurnKey) {
        let now = self.now;
        self.set(key, TurnState::Sending);
        let conversations = self.model.history.known();
        let Some(thread) = self.model.thread_of_mut(key) else { return };
        thread.used_at = now;
        let asked_in = thread.conversation.clone();
        let before = if asked_in.is_some() { Some(thread.messages()) } else { conversations };
        let Some(turn) = self.model.turn_mut(key) else { return };
        turn.before = before;
        turn.asked_in = asked_in;
        turn.asked_at = now;
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
        let (now, quota) = (self.now, self.model.quota_until.take());
        let Some(turn) = self.model.turn_mut(key).filter(|turn| turn.state == TurnState::Sending) else {
            return;
        };
        turn.wait_until = quota.filter(|until| *until > now);
        if let Some(until) = turn.wait_until {
            self.model.quota_until = quota;
            return self.wait(Alarm::Repost(key), until - now);
        }
        let question = turn.question.clone();
        let conversation = self.model.thread_of(key).and_then(|thread| thread.conversation.as_ref());
        let Some(config) = &self.model.config else { return };
        // A plain proxy gets the body that every Genie knows.
        let pictures = self.model.visualization && config.chart != Charts::Off;
        let mut request = match conversation {
            Some(conversation) => endpoint::create_message(&config.space, conversation, &question, pictures),
            None => endpoint::start_conversation(&config.space, &question, pictures),
        };
        // Another one for each time: a refused attempt is not the same as the next.
        request.attempt = self.model.relay_known.then(|| self.intent(key));
        self.send(Purpose::Post(key), request);
    }

    /// The POST came to something.
    pub(super) fn posted(&mut self, key: TurnKey, outcome: Outcome) {
        let Some(thread) = self.model.thread_of(key) else { return };
        let (body, request_id) = match &outcome {
            Ok(reply) => (reply.body.clone(), reply.request_id.clone()),
            Err(_) => Default::default(),
        };
        let read = match thread.conversation.clone() {
            Some(_) => decode::told(outcome).map(|told| (None, told)),
            None => decode::started(outcome).map(|(conversation, told)| (Some(conversation), told)),
        };
        match read {
            Ok((begun, told)) => {
                if let Some(turn) = self.model.turn_mut(key) {
                    turn.request_id = request_id;
                }
                if let Some(conversation) = begun {
                    self.begun(key, conversation);
                    self.adopt(key, told);
                } else {
                    self.adopt(key, told);
                    self.pass_on(key, body);
                }
            }
            Err(error) if error.status() == Some(429) => self.over_quota(key, error),
            Err(error) if error.is_refusal() => {
                if error.status() == Some(404) {
                    self.conversation_gone(key);
                }
                self.fail(key, error.into_failure());
            }
            Err(error) => self.unsure(key, error),
        }
    }

    /// A first question has its conversation.
    pub(super) fn begun(&mut self, key: TurnKey, conversation: ConversationId) {
        let shown = self.model.open.turn(key).is_some();
        let Some(thread) = self.model.thread_of_mut(key) else { return };
        thread.title = thread.turn(key).map(|turn| turn.question.clone());
        let title = thread.title.clone();
        thread.conversation = Some(conversation.clone());
        self.model.history.add(conversation, title, self.now);
        if shown {
            self.shown();
        }
    }

    /// A conversation was deleted meanwhile; asking again begins another one.
    fn conversation_gone(&mut self, key: TurnKey) {
        let shown = self.model.open.turn(key).is_some();
        let Some(thread) = self.model.thread_of_mut(key) else { return };
        thread.lose_conversation();
        if shown {
            self.shown();
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
        turn.relay_place = error.queue_position();
        self.model.quota_until = Some(now + wait);
        self.effects.push(Effect::Tell(Note::Quota(now + wait)));
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
        self.cancel(|owner| owner == Owner::Turn(key));
        self.set(key, state);
        let Some(turn) = self.model.turn_mut(key) else { return };
        turn.wait_until = failure.retry_after_ms.map(|wait| now.saturating_add(wait));
        turn.looking_since = None;
        turn.failure = Some(failure.clone());
        if turn.rows.is_loading() {
            turn.rows = Rows::None;
        }
        for known in &mut turn.earlier {
            if known.rows.is_loading() {
                known.rows = Rows::None;
            }
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
            TurnState::Queued => {
                if let Some(thread) = self.model.thread_of_mut(key) {
                    thread.turns.retain(|turn| turn.key != key);
                }
            }
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
        let former = std::mem::replace(&mut turn.intent, intent);
        self.settled.push(former);
        let Some(turn) = self.model.turn_mut(key) else { return };
        turn.claimed = false;
        turn.failure = None;
        self.set(key, TurnState::Queued);
        self.advance();
    }
}
