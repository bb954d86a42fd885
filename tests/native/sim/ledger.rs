//! What the reader asked and was promised, and what became of it.

use std::collections::{BTreeMap, BTreeSet};

use genie_chat::domain::turn::{Turn, TurnState};

use super::service::Service;
use super::world::World;

/// A question as the reader asked it once.
#[derive(Debug, Clone)]
pub struct Ask {
    pub text: String,
    /// In which tab.
    tab: usize,
    /// When.
    at: u64,
    /// The intent of the question before it in its conversation, if that was not answered yet.
    pub after: Option<String>,
    /// The state in which a page showed it last, as long as Genie had no message of it.
    pub last: TurnState,
    /// True once the reader has taken it back, or nobody can be asked to keep it any more.
    back: bool,
}

#[derive(Debug, Default)]
pub struct Ledger {
    /// By the names of their intents.
    pub asks: BTreeMap<String, Ask>,
    /// Texts of which one question has got another one's message.
    pub confused: BTreeSet<String>,
    /// Conversations of which the reader was told that they are deleted, and in which tab.
    pub deletions: BTreeMap<usize, usize>,
    /// The questions that were there when a conversation was deleted, and which.
    pub within: BTreeMap<String, usize>,
    /// True once everything was forgotten, what was asked included.
    pub forgotten: bool,
    /// Those of them of which nothing is stored any more, because everything was forgotten.
    pub unstored: BTreeSet<usize>,
    /// When the reader deleted a conversation last.
    pub deleted_at: BTreeMap<usize, u64>,
}

impl Ledger {
    pub fn ask(&mut self, (tab, at): (usize, u64), intent: &str, text: &str, after: Option<String>) {
        let ask = Ask { text: text.to_owned(), tab, at, after, last: TurnState::Queued, back: false };
        self.asks.insert(intent.to_owned(), ask);
    }

    /// A page shows it in this state.
    pub fn seen(&mut self, turn: &Turn) {
        if let Some(ask) = self.asks.get_mut(&turn.intent) {
            ask.last = turn.state;
        }
    }

    pub fn take_back(&mut self, intent: &str) {
        if let Some(ask) = self.asks.get_mut(intent) {
            ask.back = true;
        }
    }

    /// Nobody expects any more that questions are kept, but these.
    pub fn forgive_all_but(&mut self, these: &BTreeSet<&str>) {
        for (intent, ask) in &mut self.asks {
            ask.back |= !these.contains(intent.as_str());
        }
    }

    /// True if nothing has to be done for that question any more.
    pub fn is_settled(&self, intent: &str) -> bool {
        self.asks.get(intent).is_none_or(|ask| ask.back || self.confused.contains(&ask.text))
    }

    /// True if it was asked in a conversation, which the reader deleted later.
    pub fn is_deleted(&self, intent: &str, conversation: usize) -> bool {
        let deleted_at = self.deleted_at.get(&conversation).copied().unwrap_or_default();
        self.asks.get(intent).is_none_or(|ask| ask.at <= deleted_at)
    }

    /// The questions that nobody has taken back and the service does not have.
    pub fn open<'a>(&'a self, service: &'a Service) -> impl Iterator<Item = (&'a String, &'a Ask)> {
        let arrived = |intent: &String| service.messages.iter().any(|message| message.intent == *intent);
        self.asks.iter().filter(move |(intent, _)| {
            !self.is_settled(intent) && !arrived(intent) && !self.is_within(intent, service)
        })
    }

    /// True if it was in a conversation when the reader deleted that, which is gone.
    pub fn is_within(&self, intent: &str, service: &Service) -> bool {
        let gone =
            |conversation: &usize| service.conversations.get(*conversation).is_some_and(Option::is_none);
        self.within.get(intent).is_some_and(gone)
    }
}

impl World<'_> {
    /// Nobody expects any more that the questions of a tab are kept, if they are of that kind.
    pub fn forgive(&mut self, tab: usize, kind: impl Fn(&BTreeMap<String, bool>, &str) -> bool) {
        let model = &self.tabs[tab].model;
        let turns = model.threads().flat_map(|thread| &thread.turns);
        let shown: BTreeSet<&str> = turns.map(|turn| turn.intent.as_str()).collect();
        for (intent, ask) in &mut self.ledger.asks {
            if (ask.tab == tab || shown.contains(intent.as_str())) && kind(&self.posts, intent) {
                ask.back = true;
            }
        }
    }

    /// The reader wants everything to be forgotten.
    pub fn forgive_all(&mut self) {
        self.ledger.forgive_all_but(&BTreeSet::new());
    }
}
