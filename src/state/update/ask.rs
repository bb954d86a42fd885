//! Asking: a question is posted at most once, unless the reader asks again.

use std::sync::Arc;

use super::Step;
use super::delete::UNDO_MS;
use crate::api::endpoint;
use crate::api::error::{ApiError, Lost};
use crate::config::Charts;
use crate::domain::ids::{Millis, TurnKey};
use crate::domain::turn::{Turn, TurnState};
use crate::state::effect::{Effect, HostEvent};
use crate::state::model::{Alarm, Opening, Purpose, Thread};
use crate::state::note::Note;
use crate::state::select;
use crate::state::stored::order;

/// How long a browser may take to say whether this tab may post a question, in ms.
const CLAIM_MS: u64 = 5_000;

impl Step<'_> {
    /// Takes a question; it is sent as soon as the fate of the one before is known.
    pub(super) fn submit(&mut self, text: &str) {
        let question = text.trim();
        let refused = self.model.open.read_only || select::excess(self.model, question) > 0;
        if question.is_empty() || self.model.config.is_none() || refused {
            return;
        }
        if self.model.is_deleting(&self.model.open) {
            // In a conversation that the reader has deleted it would go with that.
            self.new_conversation();
        }
        let turn = self.new_turn(None, question.to_owned());
        let open = &mut self.model.open;
        if open.conversation.is_none() && open.draft.is_empty() {
            open.draft.clone_from(&turn.intent);
        }
        if open.first_queued().is_none() {
            // The reader sees that the fate of these is unknown, and goes on all the same.
            for before in open.turns.iter_mut().filter(|turn| turn.state == TurnState::Unsure) {
                Arc::make_mut(before).passed = true;
            }
        }
        open.turns.push(turn);
        self.emit(HostEvent::Question(question.to_owned()));
        self.ask_what_it_is();
        self.advance();
    }

    /// A question that has not left yet.
    pub(super) fn new_turn(&mut self, intent: Option<String>, question: String) -> Arc<Turn> {
        let key = TurnKey(self.model.fresh());
        let intent = intent.unwrap_or_else(|| self.intent(key));
        Arc::new(Turn::new(key, intent, question, self.now))
    }

    /// A name that no other tab gives: it needs no secrecy, only not to happen twice. It begins with the time
    /// and ends with a number that grows, so that questions can be put in order by their names.
    pub(super) fn intent(&self, key: TurnKey) -> String {
        let decided = self.model.history.deleting.iter().map(|(_, due)| due.saturating_sub(UNDO_MS)).max();
        let after = self.last_typed().max(decided.unwrap_or_default()) + 1;
        [&self.now.max(after).to_string(), "-", &self.random.to_string(), "-", &key.0.to_string()].concat()
    }

    /// When the last question was typed, as its name says: a clock that is put back does not change their order.
    pub(super) fn last_typed(&self) -> Millis {
        let typed = self.model.turns(&|_| true).into_iter().map(|turn| order(&turn.intent).0);
        typed.max().unwrap_or_default()
    }

    /// Sends the next queued question of each conversation in which the fate of all before it is known.
    pub(super) fn advance(&mut self) {
        let model = &*self.model;
        let ready = |thread: &&Thread| model.may_send(thread) && thread.opening != Opening::Loading;
        let free = |thread: &Thread| {
            let key = thread.first_queued()?;
            let mut before = thread.turns.iter().take_while(|turn| turn.key != key);
            let held_up = before.any(|turn| turn.holds_up());
            // Another tab asks it.
            let taken = model.timers.iter().any(|(_, alarm)| *alarm == Alarm::Claim(key));
            (!held_up && !taken && !model.is_busy(thread)).then_some(key)
        };
        let next: Vec<TurnKey> = model.threads().filter(ready).filter_map(free).collect();
        for key in next {
            self.claim(key);
        }
    }

    /// Before a question leaves, this tab claims it: a duplicated tab has the same queue.
    fn claim(&mut self, key: TurnKey) {
        let now = self.now;
        self.set(key, TurnState::Sending);
        if let Some(thread) = self.model.thread_of_mut(key) {
            thread.used_at = now;
        }
        let Some(turn) = self.model.turn_mut(key) else { return };
        turn.asked_at = now;
        turn.failure = None;
        turn.misses = 0;
        turn.waiting_since = now;
        turn.wait_until = None;
        (turn.cut, turn.doubt, turn.pictures) = (false, false, None);
        let intent = turn.intent.clone();
        self.effects.push(Effect::Claim { turn: key, intent, locked: true });
        self.wait(Alarm::Claim(key), CLAIM_MS);
    }

    /// Notes where a question goes and what is there already, none of which is this one's.
    pub(super) fn aim(&mut self, key: TurnKey) {
        let conversations = self.model.history.known();
        let Some(thread) = self.model.thread_of(key) else { return };
        let asked_in = thread.conversation.clone();
        // Nobody knows what is in a conversation that could not be opened.
        let known = || (thread.opening == Opening::Idle).then(|| thread.messages());
        let before = if asked_in.is_some() { known() } else { conversations };
        if let Some(turn) = self.model.turn_mut(key) {
            turn.before = before;
            turn.asked_in = asked_in;
        }
    }

    /// The browser does not say: its locks hang. What is stored decides. Or another tab does not say what became of a
    /// question.
    pub(super) fn claim_late(&mut self, key: TurnKey) {
        let Some(turn) = self.model.turn_mut(key) else { return };
        if turn.state == TurnState::Sending && !turn.claimed {
            // After the wait for an owner the lock is asked for once more.
            let locked = turn.looking_since.is_some() && turn.misses == 0;
            turn.misses = 1;
            let intent = turn.intent.clone();
            self.effects.push(Effect::Claim { turn: key, intent, locked });
            if locked {
                self.wait(Alarm::Claim(key), CLAIM_MS);
            }
        } else {
            self.advance();
        }
    }

    /// The claim was granted, or this very question may have been posted already.
    pub(super) fn claimed(&mut self, key: TurnKey, intent: &str, granted: bool) {
        let now = self.now;
        let findable = self.model.is_findable(key);
        let Some(turn) = self.model.turn_mut(key) else { return };
        if turn.state != TurnState::Sending || turn.claimed || turn.intent != intent {
            return;
        }
        turn.claimed = true;
        let waited = turn.looking_since.is_some();
        // The lock of a tab that has ended since is free, and the question was posted.
        let granted = granted && !waited;
        turn.look_first &= granted && findable;
        let looks = turn.look_first;
        turn.looking_since = looks.then_some(now);
        self.disarm(&|alarm| *alarm == Alarm::Claim(key));
        if granted {
            self.effects.push(Effect::Tell(Note::Taken(intent.to_owned())));
            if looks {
                self.look(key);
            } else {
                self.post(key, false);
            }
        } else if let Some(twin) = self.twin(key) {
            if !waited {
                return self.wait_for_owner(key);
            }
            if let Some(turn) = self.model.turn_mut(twin) {
                intent.clone_into(&mut turn.intent);
            }
            self.forget_turn(key);
        } else {
            if !findable {
                self.aim(key);
            }
            self.unsure(key, ApiError::Lost(Lost::Timeout));
        }
    }

    /// Another question may have the same words: whose a message is may yet be told, or stored.
    fn wait_for_owner(&mut self, key: TurnKey) {
        let now = self.now;
        if let Some(turn) = self.model.turn_mut(key) {
            turn.claimed = false;
            turn.looking_since = Some(now);
        }
        self.wait(Alarm::Claim(key), CLAIM_MS);
    }

    /// The message of a question that another tab has posted, if it came with the conversation's messages before this
    /// tab knew of that: the only one with its text, of unknown origin, behind what was typed before it.
    fn twin(&self, key: TurnKey) -> Option<TurnKey> {
        let (turn, turns) = (self.model.turn(key)?, &self.model.thread_of(key)?.turns);
        let typed = order(&turn.intent);
        let earlier = |other: &Arc<Turn>| {
            other.message.is_some() && !other.intent.is_empty() && order(&other.intent) < typed
        };
        let first = turns.iter().rposition(earlier).map_or(0, |last| last + 1);
        let mut alike = turns.iter().skip(first).filter(|other| {
            other.message.is_some() && other.intent.is_empty() && other.question == turn.question
        });
        let twin = alike.next()?.key;
        alike.next().is_none().then_some(twin)
    }

    /// Posts a claimed question, for the first time, after it was refused for the quota, or `again` with a fresh token.
    pub(super) fn post(&mut self, key: TurnKey, again: bool) {
        if !self.model.thread_of(key).is_some_and(|thread| self.model.may_send(thread)) {
            // The connection has gone, or the relay, since it was claimed.
            return self.model.parked.push(Alarm::Repost(key));
        }
        let (now, quota) = (self.now, self.model.quota_until.take());
        // A plain proxy gets the body that every Genie knows.
        let charts = self.model.config.as_ref().is_some_and(|config| config.chart != Charts::Off);
        let pictures = self.model.visualization && charts;
        let Some(turn) = self.model.turn_mut(key).filter(|turn| turn.state == TurnState::Sending) else {
            return;
        };
        turn.wait_until = quota.filter(|until| *until > now);
        if let Some(until) = turn.wait_until {
            self.model.quota_until = quota;
            return self.wait(Alarm::Repost(key), until - now);
        }
        let (question, intent) = (turn.question.clone(), turn.intent.clone());
        let pictures = *turn.pictures.get_or_insert(pictures);
        self.aim(key);
        let conversation = self.model.thread_of(key).and_then(|thread| thread.conversation.as_ref());
        let Some(config) = &self.model.config else { return };
        let mut request = match conversation {
            Some(conversation) => endpoint::create_message(&config.space, conversation, &question, pictures),
            None => endpoint::start_conversation(&config.space, &question, pictures),
        };
        // The same for each time: the browser may have sent it, and told only what became of its own repetition.
        // Other scripts can write into the storage; a name that no header takes would keep its question from leaving.
        let fit = self.model.relay_known && intent.bytes().all(|byte| byte.is_ascii_graphic());
        request.attempt = fit.then_some(intent);
        self.transmit(Purpose::Post(key), request, again);
    }
}
