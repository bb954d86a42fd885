//! What the imagined reader does, mostly by the buttons that the widget offers.

use genie_chat::domain::answer::Which;
use genie_chat::domain::turn::{Rows, TurnState};
use genie_chat::state::event::Kind;
use genie_chat::state::model::{Opening, StorageTrouble};
use genie_chat::state::select::{self, Choice};
use genie_chat::state::stored::Record;

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
        if matches!(kind, Kind::CheckedAgain(_) | Kind::OpenedAgain | Kind::Opened { .. }) {
            let now = self.now;
            self.tabs[tab].all_at_once(now);
        }
        let again = self.rng.once_in(12) && !matches!(kind, Kind::Submitted(_) | Kind::Suggested(_));
        let life = self.tabs[tab].life;
        if kind == Kind::Forgotten {
            return self.forget();
        }
        self.dispatch(tab, kind.clone(), None);
        // A click too many.
        if again && self.tabs[tab].alive && self.tabs[tab].life == life {
            self.dispatch(tab, kind, None);
        }
    }

    fn deed(&mut self, tab: usize) -> Option<Kind> {
        let model = &self.tabs[tab].model;
        let asks = model.open.turns.is_empty() || self.rng.once_in(3);
        if asks && self.rng.percent(90) {
            return Some(self.question());
        }
        let model = &self.tabs[tab].model;
        if matches!(model.open.opening, Opening::Failed(_)) && self.rng.once_in(2) {
            return Some(Kind::OpenedAgain);
        }
        if model.open.turns.is_empty() || self.rng.once_in(16) {
            return Some(Kind::NewConversation);
        }
        if let Some(kind) = self.browse(tab) {
            return Some(kind);
        }
        let model = &self.tabs[tab].model;
        let stoppable = select::stoppable(model);
        if let Some(key) = stoppable.filter(|_| self.rng.once_in(3)) {
            return Some(Kind::Stopped(key));
        }
        let turn = &model.open.turns[self.rng.index(model.open.turns.len())];
        let choices = select::choices(turn, model);
        match turn.state {
            TurnState::Queued => Some(Kind::Stopped(turn.key)),
            _ if !turn.answer.earlier.is_empty() && self.rng.percent(40) => {
                Some(Kind::RowsWanted(turn.key, Which::Earlier(0)))
            }
            _ if matches!(turn.rows, Rows::Failed(_)) && self.rng.percent(70) => {
                Some(Kind::RowsWanted(turn.key, Which::Last))
            }
            _ if choices.is_empty() => None,
            _ => Some(match self.rng.pick(&choices) {
                Choice::Check | Choice::KeepWaiting => Kind::CheckedAgain(turn.key),
                Choice::Ask => Kind::AskedAgain(turn.key),
                Choice::Elsewhere => Kind::NewConversation,
            }),
        }
    }

    /// All that is kept is removed, and every page is told.
    fn forget(&mut self) {
        self.browser.stored.clear();
        for tab in 0..self.tabs.len() {
            self.tabs[tab].session.clear();
            self.tabs[tab].mirror.clear();
            if self.tabs[tab].alive {
                self.dispatch(tab, Kind::Forgotten, None);
            }
        }
    }

    /// Looks at turns, at older ones, and at other conversations.
    fn browse(&mut self, tab: usize) -> Option<Kind> {
        let kept = self.stored(tab);
        let others: Vec<_> = kept
            .iter()
            .filter_map(|(record, _)| match record {
                Record::Conversation(id) => Some(id.clone()),
                _ => None,
            })
            .collect();
        let turns: Vec<_> = self.tabs[tab].model.open.turns.iter().map(|turn| turn.key).collect();
        let some = (!others.is_empty()).then(|| others[self.rng.index(others.len())].clone());
        match self.rng.below(40) {
            0..4 => Some(Kind::Seen(self.rng.pick(&turns))),
            4..7 => Some(Kind::OlderWanted),
            7..12 => Some(Kind::Opened { conversation: some?, kept }),
            12 => Some(Kind::HistoryWanted(kept)),
            13 => Some(Kind::MoreHistoryWanted),
            14 => Some(Kind::Renamed { conversation: some?, name: "mine".into() }),
            15 => Some(Kind::Deleted(some?)),
            16 => Some(Kind::Undeleted(some?)),
            20 => Some(Kind::DeletedAtOnce(some?)),
            17 if self.rng.once_in(4) => Some(Kind::StorageFailed(StorageTrouble::Refused)),
            18 => Some(Kind::StorageNoticed),
            19 if self.rng.once_in(4) => Some(Kind::Forgotten),
            _ => None,
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
