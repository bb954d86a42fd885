//! What a POST came to: the question has its message, was refused, or its fate is unknown.

use super::{Owner, Step};
use crate::api::backoff;
use crate::api::decode::{self, Outcome};
use crate::api::error::{ApiError, Lost};
use crate::api::message::Told;
use crate::domain::failure::{Advice, Code, Failure};
use crate::domain::ids::{ConversationId, TurnKey};
use crate::domain::turn::TurnState;
use crate::state::effect::Effect;
use crate::state::model::{Alarm, Purpose, Thread};
use crate::state::note::Note;

impl Step<'_> {
    /// The POST came to something.
    pub(super) fn posted(&mut self, key: TurnKey, outcome: Outcome) {
        let Some(thread) = self.model.thread_of(key) else { return };
        let (body, request_id) = match &outcome {
            Ok(reply) => (reply.body.clone(), reply.request_id.clone()),
            Err(_) => Default::default(),
        };
        let cut = matches!(outcome, Err(Lost::Network(_)));
        let place = thread.conversation.clone();
        let read = match &place {
            Some(conversation) => decode::created(outcome, conversation).map(|told| (None, told)),
            None => decode::started(outcome).map(|(conversation, told)| (Some(conversation), told)),
        };
        if let Some(turn) = self.model.turn_mut(key) {
            turn.cut = cut;
        }
        match read {
            // The reply to another question: what became of this one is not known.
            Ok((_, told)) if self.is_anothers(key, &told) => {
                self.unsure(key, ApiError::Lost(Lost::Timeout));
            }
            Ok((begun, told)) => {
                if let Some(turn) = self.model.turn_mut(key) {
                    turn.request_id = request_id;
                }
                let intent = self.model.turn(key).map(|turn| turn.intent.clone()).unwrap_or_default();
                if let Some(conversation) = begun {
                    self.begun(key, conversation);
                    // It may be shown in that conversation already; what stands behind it goes on there.
                    self.advance();
                }
                let shown = self.model.turn_of(&told.message).map(|turn| turn.key);
                if let Some(shown) = shown.filter(|shown| *shown != key) {
                    // Another tab has asked it, and the relay has answered as it did there.
                    self.name(shown, &intent);
                    self.forget_turn(key);
                    return self.pass_on(shown, body);
                }
                self.adopt(key, told);
                self.pass_on(key, body);
            }
            Err(error) if error.is_refusal() => {
                let unsent = matches!(error, ApiError::Lost(Lost::NotSent(_)));
                let Some(turn) = self.model.turn(key) else { return };
                if unsent && turn.doubt {
                    return self.unsure(key, error);
                }
                let asked_in = turn.asked_in.clone();
                if error.status() == Some(429) {
                    return self.over_quota(key, error);
                }
                let gone = place.filter(|place| error.is_gone() && asked_in.as_ref() == Some(place));
                let mut failure = self.failure_of(error);
                if let Some(conversation) = gone {
                    self.gone(&conversation);
                    failure.advice = Advice::Gone;
                }
                self.fail(key, failure);
            }
            Err(error) => {
                if cut && self.model.is_foreign() {
                    // Perhaps it never left: the relay may not let this page in any more.
                    self.check_reach();
                }
                self.unsure(key, error);
            }
        }
    }

    /// True if a message has other words, or is shown as another question's.
    fn is_anothers(&self, key: TurnKey, told: &Told) -> bool {
        let Some(turn) = self.model.turn(key) else { return false };
        if !is_alike(&turn.question, &told.question) {
            return true;
        }
        let Some(shown) = self.model.turn_of(&told.message) else { return false };
        // Of one that was opened from the list it is not known whose question it is.
        shown.question != turn.question || !(shown.intent.is_empty() || shown.intent == turn.intent)
    }

    /// A first question has its conversation.
    pub(super) fn begun(&mut self, key: TurnKey, conversation: ConversationId) {
        let spot = self.model.thread_of(key).map(Thread::spot).unwrap_or_default();
        self.delete_begun(&spot, &conversation);
        if self.joined(key, &conversation) {
            return;
        }
        let shown = self.model.open.turn(key).is_some();
        let Some(thread) = self.model.thread_of_mut(key) else { return };
        thread.title = thread.turn(key).map(|turn| turn.question.clone());
        let title = thread.title.clone();
        thread.conversation = Some(conversation.clone());
        self.model.history.drop(&spot.as_str().into());
        self.model.history.add(conversation, title, self.now);
        if shown {
            self.shown();
        }
    }

    /// True if the conversation is here already, opened from the list: the question is among its messages, and what was
    /// typed behind it goes there.
    fn joined(&mut self, key: TurnKey, conversation: &ConversationId) -> bool {
        let is_it = |thread: &Thread| thread.conversation.as_ref() == Some(conversation);
        if !self.model.threads().any(is_it) {
            return false;
        }
        self.cancel(&|owner| owner == Owner::Turn(key));
        let Some(draft) = self.model.thread_of_mut(key) else { return true };
        let mut turns = std::mem::take(draft).turns;
        if let Some(index) = self.model.aside.iter().position(is_it)
            && self.model.open.spot() == "~"
        {
            self.model.open = self.model.aside.swap_remove(index);
            self.shown();
        }
        if let Some(index) = turns.iter().position(|turn| turn.key == key) {
            self.settled.push(turns.remove(index).intent.clone());
        }
        if let Some(thread) = self.model.thread_mut(conversation) {
            thread.turns.extend(turns);
        }
        true
    }

    /// Refused for the quota: it is sent again, under the same name, when the service says so.
    fn over_quota(&mut self, key: TurnKey, error: ApiError) {
        let (now, random, max_wait) = (self.now, self.random, self.max_wait_ms());
        let Some(turn) = self.model.turn_mut(key) else { return };
        turn.misses = turn.misses.saturating_add(1);
        let wait = error.retry_after_ms().unwrap_or(backoff::retry_delay_ms(turn.misses, random));
        let waited = now.saturating_sub(turn.waiting_since);
        // A question whose waiting was stopped is not sent again either.
        if turn.state != TurnState::Sending || waited + wait > max_wait {
            return self.fail(key, self.failure_of(error));
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
        // What may be under way to find it is not needed any more.
        self.abort(&|purpose| match purpose {
            Purpose::Look(turn) => *turn == key,
            Purpose::Begun(begun) => begun.turn == key,
            _ => false,
        });
        self.disarm(&|alarm| matches!(alarm, Alarm::Look(turn) | Alarm::Claim(turn) if *turn == key));
        let Some(turn) = self.model.turn_mut(key) else { return };
        let stopped = turn.state == TurnState::Stopped;
        turn.message = Some(told.message.clone());
        turn.waiting_since = now;
        turn.misses = 0;
        turn.looking_since = None;
        turn.failure = None;
        let intent = turn.intent.clone();
        self.settled.push(intent);
        if stopped {
            return self.fail_as(key, TurnState::Stopped, Failure::new(Code::Stopped));
        }
        self.set(key, TurnState::Waiting);
        self.hear(key, told);
    }
}

/// True if a message may have these words: a service may trim them, cut them, or add something, or not tell them.
fn is_alike(asked: &str, told: &str) -> bool {
    let told = told.trim();
    told.is_empty() || asked.contains(told) || told.contains(asked)
}
