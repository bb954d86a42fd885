//! What the imagined reader does, mostly by the buttons that the widget offers.

use genie_chat::config::Config;
use genie_chat::domain::answer::Which;
use genie_chat::domain::turn::{Rows, TurnState};
use genie_chat::state::event::Kind;
use genie_chat::state::model::{Opening, StorageTrouble};
use genie_chat::state::select::{self, Choice};
use genie_chat::state::stored::Record;

use super::super::state::keep;
use super::route::OTHER_SPACE;
use super::world::{What, World};

/// True where another conversation is shown after it, or none, by the reader's wish.
fn goes_elsewhere(kind: &Kind) -> bool {
    use Kind::{Deleted, DeletedAtOnce, NewConversation, Opened};
    matches!(kind, NewConversation | Opened { .. } | Deleted(_) | DeletedAtOnce(_))
}

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
        let here = |tab: &usize| {
            let it = &self.tabs[*tab];
            let elsewhere = it.model.config.as_ref().is_some_and(|now| now.space.as_str() == OTHER_SPACE);
            (!it.hidden || self.texts.is_multiple_of(8)) && !self.is_frozen(*tab) && !elsewhere
        };
        let seen: Vec<usize> = alive.filter(here).collect();
        if seen.is_empty() {
            return;
        }
        let tab = self.rng.pick(&seen);
        let Some(kind) = self.deed(tab) else { return };
        if kind == Kind::Leaving {
            // Its text told the reader to load the page again.
            return self.reload(tab);
        }
        if matches!(
            kind,
            Kind::CheckedAgain(_) | Kind::AskedAgain(_) | Kind::OpenedAgain | Kind::Opened { .. }
        ) {
            let now = self.now;
            self.tabs[tab].all_at_once(now);
        }
        let again = self.rng.once_in(12) && !matches!(kind, Kind::Submitted(_) | Kind::Suggested(_));
        let page = self.tabs[tab].page(tab);
        if kind == Kind::Forgotten {
            return self.forget();
        }
        let kind = match kind {
            Kind::Opened { conversation, .. } => {
                self.read_again(tab);
                let Some(keep) = self.tabs[tab].keep.as_ref().filter(|_| self.is_alive(page)) else { return };
                Kind::Opened { kept: keep.kept(Some(&conversation)), conversation }
            }
            other => other,
        };
        if let Kind::Opened { kept, .. } = &kind {
            let conversations = kept.iter().filter(|(record, _)| matches!(record, Record::Conversation(_)));
            for (record, text) in conversations {
                keep(&mut self.tabs[tab].mirror, record.clone(), text.clone());
            }
        }
        if goes_elsewhere(&kind) {
            self.tabs[tab].left = None;
        }
        self.give_up(tab, &kind);
        self.dispatch(tab, kind.clone(), None);
        self.promise(tab, &kind);
        // A click too many.
        if again && self.is_alive(page) {
            self.dispatch(tab, kind.clone(), None);
            self.promise(tab, &kind);
        }
        if matches!(kind, Kind::Deleted(_)) && self.is_alive(page) {
            let ms = self.rng.below(4_900);
            if self.plan.has("asked after a deletion") && self.rng.once_in(2) {
                self.after(ms, What::AskSoon(page));
            } else if self.plan.has("left after a deletion") && self.rng.once_in(2) {
                self.after(ms, What::LeaveSoon(page));
            }
        }
    }

    /// A question while a deletion can still be taken back.
    pub fn ask_soon(&mut self, tab: usize) {
        let elsewhere = |config: &Config| config.space.as_str() == OTHER_SPACE;
        if self.tabs[tab].model.config.as_ref().is_none_or(elsewhere) {
            return;
        }
        self.fault("asked after a deletion");
        let question = self.question();
        self.dispatch(tab, question, None);
    }

    /// The end of the page, or other settings, while a deletion can still be taken back.
    pub fn leave_soon(&mut self, tab: usize) {
        self.fault("left after a deletion");
        match self.rng.below(3) {
            0 => self.take_out(tab),
            1 => self.change_space(tab),
            _ => {
                self.leave_page(tab);
                self.after(500, What::Open(tab));
            }
        }
    }

    fn deed(&mut self, tab: usize) -> Option<Kind> {
        let model = &self.tabs[tab].model;
        let asks = model.open.turns.is_empty() || self.rng.once_in(3);
        if asks && self.rng.percent(90) {
            return Some(self.question());
        }
        let model = &self.tabs[tab].model;
        if model.reach.is_some() && self.rng.once_in(4) {
            return Some(Kind::ReachAgain);
        }
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
                Choice::Reload => Kind::Leaving,
                Choice::Dismiss => Kind::Dismissed(turn.key),
            }),
        }
    }

    /// All that is kept is removed, and every page is told.
    fn forget(&mut self) {
        self.forgive_all();
        self.ledger.forgotten = true;
        self.ledger.unstored.extend(self.ledger.deletions.keys());
        for tab in 0..self.tabs.len() {
            self.tabs[tab].mirror.clear();
            self.tabs[tab].left = None;
            if let Some(keep) = self.tabs[tab].keep.as_ref().filter(|_| self.tabs[tab].alive) {
                self.calls.set(0);
                keep.forget();
                self.dispatch(tab, Kind::Forgotten, None);
            }
            if let Some(keep) = self.tabs[tab].keep.as_ref().filter(|_| self.tabs[tab].alive) {
                keep.forget();
            }
        }
    }

    /// Looks at turns, at older ones, and at other conversations.
    fn browse(&mut self, tab: usize) -> Option<Kind> {
        self.calls.set(0);
        let keep = self.tabs[tab].keep.as_ref()?;
        let known = keep.conversations();
        let others = known.iter().filter_map(|(record, _)| match record {
            Record::Conversation(id) => Some(id.clone()),
            _ => None,
        });
        // Conversations that do not exist yet stand in the list, too.
        let entries = self.tabs[tab].model.history.entries.iter().map(|entry| entry.id.clone());
        let drafts = entries.filter(|id| id.as_str().starts_with('~'));
        let others: Vec<_> = others.chain(drafts).collect();
        let turns: Vec<_> = self.tabs[tab].model.open.turns.iter().map(|turn| turn.key).collect();
        let open = self.tabs[tab].model.open.conversation.clone();
        let some = (!others.is_empty()).then(|| others[self.rng.index(others.len())].clone());
        match self.rng.below(40) {
            0..4 => Some(Kind::Seen(self.rng.pick(&turns))),
            4..7 => Some(Kind::OlderWanted),
            7..12 => {
                let conversation = some?;
                let kept = self.tabs[tab].keep.as_ref()?.kept(Some(&conversation));
                Some(Kind::Opened { conversation, kept })
            }
            12 | 25 | 26 => Some(Kind::HistoryWanted(known)),
            13 => Some(Kind::MoreHistoryWanted),
            14 => Some(Kind::Renamed { conversation: some?, name: "mine".into() }),
            15 => Some(Kind::Deleted(some?)),
            16 => Some(Kind::Undeleted(some?)),
            20 => Some(Kind::DeletedAtOnce(some?)),
            21..25 if self.plan.has("asked after a deletion") || self.plan.has("left after a deletion") => {
                Some(Kind::Deleted(open?))
            }
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
