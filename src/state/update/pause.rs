//! Hidden and offline pages, and computers that sleep: nothing is polled, and that time does not
//! count as waiting.

use std::sync::Arc;

use super::Step;
use crate::domain::ids::{MessageId, Millis, TurnKey};
use crate::domain::turn::{Turn, TurnState};
use crate::state::effect::Effect;
use crate::state::model::{Alarm, Model, Purpose, Reached};

/// What should have happened this long ago tells that the computer has slept, in ms.
pub(super) const OVERSLEPT_MS: u64 = 20_000;

impl Step<'_> {
    /// Takes in that the page is hidden or seen, offline or online.
    pub(super) fn pause(&mut self, change: impl FnOnce(&mut Model)) {
        let before = (self.model.hidden, self.model.offline);
        change(self.model);
        if before == (self.model.hidden, self.model.offline) {
            return;
        }
        if self.model.is_paused() {
            let now = self.now;
            self.model.paused_since.get_or_insert(now);
            self.stop_polling(&|_| true);
            self.give_back();
        } else {
            self.resume();
        }
        if !self.model.offline {
            if before.1 {
                if self.model.reached != Reached::Never {
                    self.model.reached = Reached::Before;
                }
                self.check_reach();
            }
            self.unpark();
            self.advance();
        }
    }

    /// What could not be done when its time came is done now.
    pub(super) fn unpark(&mut self) {
        for alarm in std::mem::take(&mut self.model.parked) {
            self.ring(alarm);
        }
    }

    /// Ends the polls of some turns.
    pub(super) fn stop_polling(&mut self, of: &dyn Fn(TurnKey) -> bool) {
        self.abort(&|purpose| matches!(purpose, Purpose::Poll(key) | Purpose::Late(key, _) if of(*key)));
        self.disarm(
            &|alarm| matches!(alarm, Alarm::Poll(key) | Alarm::Late(key, _) | Alarm::Over(key) if of(*key)),
        );
    }

    fn give_back(&mut self) {
        // A tab that can be seen takes over; and for suggestions it is not looked any more.
        let waiting: Vec<_> = if self.model.hidden { Vec::new() } else { self.model.waiting() };
        let waits = |model: &Model, message: &MessageId| {
            let turns = waiting.iter().filter_map(|key| model.turn(*key));
            turns.into_iter().any(|turn| turn.message.as_ref() == Some(message))
        };
        let (held, wanted) = (std::mem::take(&mut self.model.held), std::mem::take(&mut self.model.wanted));
        let (kept, given_back): (Vec<_>, Vec<_>) =
            held.into_iter().partition(|message| waits(self.model, message));
        self.model.held = kept;
        self.effects.extend(given_back.into_iter().map(Effect::Unlock));
        if self.model.hidden {
            self.effects.extend(wanted.into_iter().map(Effect::Unlock));
        } else {
            self.model.wanted = wanted;
        }
    }

    /// A poll is due: did the computer sleep since it was to be made?
    pub(super) fn look_for_sleep(&mut self, key: TurnKey) {
        let turn = self.model.turn(key);
        if let Some(due) = turn.map(|turn| turn.poll_at) {
            self.slept(due);
        }
    }

    /// The time since then was slept through, if it is long: no browser waits by itself that much
    /// longer than it was told, while the page can be seen.
    pub(super) fn slept(&mut self, since: Millis) {
        let since = since.max(self.model.awake_since);
        if self.now.saturating_sub(since) > OVERSLEPT_MS && !self.model.is_paused() {
            self.model.awake_since = self.now;
            self.model.paused_since = Some(since);
            self.resume();
        }
    }

    fn resume(&mut self) {
        let now = self.now;
        let since = self.model.paused_since.take().unwrap_or(now);
        let loads = |turn: &&mut Arc<Turn>| {
            turn.rows.is_loading() || turn.earlier.iter().any(|known| known.rows.is_loading())
        };
        for turn in self.model.turns_mut().filter(loads).map(Arc::make_mut) {
            let later = |begun: Millis| begun + now.saturating_sub(since.max(begun));
            turn.rows_since = later(turn.rows_since);
            for known in &mut turn.earlier {
                known.since = later(known.since);
            }
        }
        for key in self.model.waiting() {
            if let Some(turn) = self.model.turn_mut(key).filter(|turn| turn.state == TurnState::Waiting) {
                turn.waiting_since += now.saturating_sub(since.max(turn.waiting_since));
                turn.poll_at = now;
            }
            self.watch(key);
        }
        let last = self.model.open.turns.iter().rev().find(|turn| turn.state == TurnState::Done);
        if let Some(key) = last.map(|turn| turn.key) {
            self.seen(key);
        }
    }
}
