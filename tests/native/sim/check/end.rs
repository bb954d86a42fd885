//! What holds when everything is over: whatever was asked and promised has come to something.

use genie_chat::config::Persist;
use genie_chat::domain::turn::{Turn, TurnState};
use genie_chat::state::keep::Keep;
use genie_chat::state::stored::{Conversation, Intent, Kept, Record};

use super::super::message::Message;
use super::super::world::World;

impl World<'_> {
    /// What a page of this tab would find stored.
    fn found(&self, tab: usize) -> Kept {
        self.calls.set(0);
        let config = self.tabs[tab].model.config.as_ref();
        config.map(|config| Keep::new(self.shelf(tab), config).kept(None)).unwrap_or_default()
    }

    fn living(&self) -> impl Iterator<Item = usize> {
        (0..self.tabs.len()).filter(|tab| self.tabs[*tab].alive)
    }

    fn turns(&self, tab: usize) -> impl Iterator<Item = &Turn> {
        self.tabs[tab].model.threads().flat_map(|thread| &thread.turns).map(AsRef::as_ref)
    }

    pub(super) fn check_promises(&self) {
        self.check_asked();
        self.check_ahead();
        self.check_copies();
        for conversation in self.ledger.deletions.keys() {
            let gone = self.service.conversations.get(*conversation).is_none_or(Option::is_none);
            self.demand(gone, || format!("c{conversation} was said to be deleted and is there"));
        }
    }

    /// What the reader asked is at the service, or somewhere where it can be found.
    fn check_asked(&self) {
        let kept: Vec<Kept> = self.living().map(|tab| self.found(tab)).collect();
        for (intent, ask) in self.ledger.open(&self.service) {
            let shown = self.living().any(|tab| self.turns(tab).any(|turn| turn.intent == *intent));
            let holds = |(record, _): &(Record, String)| match record {
                Record::Intent(name) | Record::Ahead(name) | Record::Typed(name) => name == intent,
                _ => false,
            };
            let stored = kept.iter().flatten().any(holds);
            self.demand(shown || stored || self.is_taken_for_another(intent, &ask.text), || {
                format!("{} was asked, was {:?} at last, and is lost", ask.text, ask.last)
            });
        }
    }

    /// True if one message was taken for each of two questions of the same words: nobody can tell them apart.
    fn is_taken_for_another(&self, intent: &str, text: &str) -> bool {
        let taken = |(record, text): &(Record, String)| {
            let messages = Conversation::parse(text).messages;
            matches!(record, Record::Conversation(_)) && messages.iter().any(|known| known.intent == intent)
        };
        let often = self.asks.get(text).is_some_and(|times| *times > 1);
        often && self.tabs.iter().any(|tab| tab.mirror.iter().any(taken))
    }

    /// What is typed ahead goes on, or is shown.
    fn check_ahead(&self) {
        for tab in self.living().filter(|_| self.sound) {
            for ahead in Intent::all(&self.found(tab)).into_iter().filter(|intent| intent.ahead) {
                let shown = self.turns(tab).any(|turn| turn.intent == ahead.name);
                self.demand(shown, || format!("{} is typed ahead, not sent and not shown", ahead.question));
            }
        }
    }

    /// Nothing is shown as unanswered beside its own answer, as far as tabs can know of each other's.
    fn check_copies(&self) {
        // A tab that does not know yet who asks keeps for itself what it knows.
        let unnamed = |tab: &usize| {
            let named = self.tabs[*tab].model.config.as_ref().is_some_and(|config| config.caller.is_some());
            !named && self.plan.has("caller named")
        };
        let told = |tab: &usize| self.plan.persist != Persist::Session && !unnamed(tab);
        for tab in self.living().filter(told) {
            // Behind a question that waits for the reader, it has not been found out yet whether it was posted.
            let held = |turn: &Turn| {
                let mut threads = self.tabs[tab].model.threads();
                let thread = threads.find(|thread| thread.turns.iter().any(|other| other.key == turn.key));
                let mut before =
                    thread.into_iter().flat_map(|thread| &thread.turns).take_while(|it| it.key != turn.key);
                turn.state == TurnState::Queued && before.any(|before| before.holds_up())
            };
            // Asked in a conversation that could not be opened, it is told from nothing that is in it.
            let blind = |turn: &Turn| turn.asked_in.is_some() && turn.before.is_none();
            let waits = |turn: &&Turn| {
                let open = turn.message.is_none() && !self.ledger.is_settled(&turn.intent);
                open && !held(turn) && !blind(turn)
            };
            for turn in self.turns(tab).filter(waits) {
                let own = |id: &str| id[1..].parse().ok().and_then(|id: usize| self.service.messages.get(id));
                let is_it = |other: &Turn| {
                    let message = other.message.as_ref().and_then(|id| own(id.as_str()));
                    // Taken for another question of the same words, it is that one's answer here.
                    let taken = !other.intent.is_empty() && other.intent != turn.intent;
                    let taken = taken && other.question == turn.question;
                    !taken && message.is_some_and(|message| message.intent == turn.intent)
                };
                let alike = |message: &&Message| message.question == turn.question;
                // Nobody can tell several of the same words apart.
                let several = self.service.messages.iter().filter(alike).count() > 1;
                self.demand(several || !self.turns(tab).any(is_it), || {
                    format!("{} is shown as {:?} beside its own answer", turn.question, turn.state)
                });
            }
        }
    }
}
