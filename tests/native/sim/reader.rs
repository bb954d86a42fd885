//! What the imagined reader does, mostly by the buttons that the widget offers.

use genie_chat::domain::turn::{Rows, TurnState};
use genie_chat::state::event::Kind;
use genie_chat::state::model::Opening;
use genie_chat::state::select::{self, Choice};

use super::world::{What, World};

impl World<'_> {
    pub fn act(&mut self) {
        if !self.troubled || self.plan.acts == 0 {
            return;
        }
        self.plan.acts -= 1;
        let ms = match self.rng.below(6) {
            0 => self.rng.below(100),
            1 => self.rng.between(20_000, 200_000),
            _ => self.rng.between(100, 20_000),
        };
        self.after(ms, What::Act);
        let alive = (0..self.tabs.len()).filter(|tab| self.tabs[*tab].alive);
        // A host page can ask in a tab that cannot be seen; a reader cannot.
        let seen: Vec<usize> =
            alive.filter(|tab| !self.tabs[*tab].hidden || self.texts.is_multiple_of(8)).collect();
        if seen.is_empty() {
            return;
        }
        let tab = self.rng.pick(&seen);
        let Some(kind) = self.deed(tab) else { return };
        if matches!(kind, Kind::CheckedAgain(_) | Kind::OpenedAgain) {
            let now = self.now;
            self.tabs[tab].all_at_once(now);
        }
        let again = self.rng.once_in(12) && !matches!(kind, Kind::Submitted(_) | Kind::Suggested(_));
        let life = self.tabs[tab].life;
        self.dispatch(tab, kind.clone(), None);
        // A click too many.
        if again && self.tabs[tab].alive && self.tabs[tab].life == life {
            self.dispatch(tab, kind, None);
        }
    }

    fn deed(&mut self, tab: usize) -> Option<Kind> {
        let model = &self.tabs[tab].model;
        let asks = model.turns.is_empty() || self.rng.once_in(3);
        if asks && self.rng.percent(90) {
            return Some(self.question());
        }
        let model = &self.tabs[tab].model;
        if matches!(model.opening, Opening::Failed(_)) && self.rng.once_in(2) {
            return Some(Kind::OpenedAgain);
        }
        if model.turns.is_empty() || self.rng.once_in(16) {
            return Some(Kind::NewConversation);
        }
        let stoppable = select::stoppable(model);
        if let Some(key) = stoppable.filter(|_| self.rng.once_in(3)) {
            return Some(Kind::Stopped(key));
        }
        let turn = &model.turns[self.rng.index(model.turns.len())];
        let choices = select::choices(turn, model);
        match turn.state {
            TurnState::Queued => Some(Kind::Stopped(turn.key)),
            _ if matches!(turn.rows, Rows::Failed(_)) && self.rng.percent(70) => {
                Some(Kind::RowsWanted(turn.key))
            }
            _ if choices.is_empty() => None,
            _ => Some(match self.rng.pick(&choices) {
                Choice::Check => Kind::CheckedAgain(turn.key),
                Choice::Ask => Kind::AskedAgain(turn.key),
            }),
        }
    }

    /// A question; now and then the text of one before.
    fn question(&mut self) -> Kind {
        if self.texts == 0 || !self.rng.once_in(4) {
            self.texts += 1;
        }
        let text = format!("q{}", self.texts);
        if self.rng.once_in(6) { Kind::Suggested(text) } else { Kind::Submitted(text) }
    }
}
