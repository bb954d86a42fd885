//! How a turn ends without an answer, and what the reader can do about it.

use std::sync::Arc;

use super::{Owner, Step};
use crate::domain::failure::{Advice, Code, Failure};
use crate::domain::ids::TurnKey;
use crate::domain::status::MessageStatus;
use crate::domain::turn::{Rows, Turn, TurnState};
use crate::state::effect::Effect;
use crate::state::note::Note;

impl Step<'_> {
    /// Ends a turn with a failure.
    pub(super) fn fail(&mut self, key: TurnKey, failure: Failure) {
        self.fail_as(key, TurnState::Failed, failure);
    }

    pub(super) fn fail_as(&mut self, key: TurnKey, state: TurnState, failure: Failure) {
        let now = self.now;
        self.cancel(&|owner| owner == Owner::Turn(key));
        self.set(key, state);
        let Some(turn) = self.model.turn_mut(key) else { return };
        turn.wait_until = failure.retry_after_ms.map(|wait| now.saturating_add(wait));
        turn.looking_since = None;
        // The doubt goes with the turn, not the wish to ask. One of unknown fate says so itself.
        turn.doubt |= std::mem::take(&mut turn.look_first) && state == TurnState::Failed;
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
        // The page has been told once why nothing is sent.
        if self.model.reach.as_ref().is_none_or(|known| known.advice != failure.advice) {
            self.report(failure);
        }
        if told_by_genie && state == TurnState::Failed {
            self.await_suggestions(key, 1);
        } else {
            self.unwatch(key);
        }
        self.advance();
    }

    /// The reader stops waiting. What has been asked stays asked: chat mode has no cancel.
    pub(super) fn stop(&mut self, key: TurnKey) {
        let (posting, left) = self.model.posting(key);
        let Some(turn) = self.model.turn(key) else { return };
        match turn.state {
            TurnState::Queued => self.take_out(key),
            TurnState::Sending if turn.looking_since.is_some() || turn.look_first => {
                self.fail_as(key, TurnState::Unsure, Failure::new(Code::Unsure));
            }
            // The POST goes on, because only its reply tells the id.
            TurnState::Sending if posting && left => {
                self.set(key, TurnState::Stopped);
                if let Some(turn) = self.model.turn_mut(key) {
                    turn.failure = Some(Failure::new(Code::Stopped));
                }
            }
            TurnState::Sending if turn.doubt => {
                self.fail_as(key, TurnState::Unsure, Failure::new(Code::Unsure));
            }
            TurnState::Sending => self.fail(key, Failure::of(Advice::Unsent)),
            TurnState::Waiting => self.fail_as(key, TurnState::Stopped, Failure::new(Code::Stopped)),
            _ => {}
        }
    }

    /// The reader is done with a question that Genie is not known to have.
    pub(super) fn dismiss(&mut self, key: TurnKey) {
        let done = self.model.turn(key).is_some_and(|turn| turn.is_kept() && !turn.state.is_active());
        if done && !self.model.posting(key).0 {
            self.take_out(key);
        }
    }

    /// Takes a turn out, here and in every tab that has the same question.
    pub(super) fn take_out(&mut self, key: TurnKey) {
        if let Some(turn) = self.model.turn(key) {
            self.effects.push(Effect::Tell(Note::Settled(turn.intent.clone())));
        }
        self.forget_turn(key);
    }

    /// Takes a turn out of which nothing becomes any more.
    pub(super) fn forget_turn(&mut self, key: TurnKey) {
        self.cancel(&|owner| owner == Owner::Turn(key));
        let Some(thread) = self.model.thread_of_mut(key) else { return };
        if let Some(index) = thread.turns.iter().position(|turn| turn.key == key) {
            let intent = thread.turns.remove(index).intent.clone();
            self.settled.push(intent);
        }
        self.advance();
    }

    /// The reader wants the question sent again.
    pub(super) fn ask_again(&mut self, key: TurnKey) {
        // Another intent: the old one may have been posted.
        let intent = self.intent(key);
        let posting = self.model.posting(key).0;
        let Some(turn) = self.model.turn_mut(key) else { return };
        if turn.state.is_active() || turn.state == TurnState::Queued || posting {
            return;
        }
        if turn.message.is_some() {
            // Genie has that one; asking again is another turn. Of two clicks one asks.
            let question = turn.question.clone();
            let asked = |last: &Arc<Turn>| {
                last.question == question && (last.state == TurnState::Queued || last.state.is_active())
            };
            if !self.model.open.turns.last().is_some_and(asked) {
                self.submit(&question);
            }
            return;
        }
        let former = std::mem::replace(&mut turn.intent, intent.clone());
        let unknown = |failure: Failure| {
            matches!(failure.advice, Advice::Code(Code::Unsure) | Advice::Session | Advice::Shut)
        };
        let doubtful = turn.failure.take().is_some_and(unknown) || turn.doubt;
        // The claim decides: until then it may not be known how it can be looked for.
        turn.look_first = doubtful;
        turn.claimed = false;
        turn.passed = false;
        self.effects.push(Effect::Tell(Note::Again { former: former.clone(), intent }));
        self.settled.push(former);
        self.set(key, TurnState::Queued);
        self.ask_what_it_is();
        self.advance();
    }
}
