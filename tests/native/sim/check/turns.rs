//! Which turns there are: none vanishes by itself, none is lost with its page, and what a conversation
//! brings when it is opened is what is stored of it.

use std::sync::Arc;

use genie_chat::domain::turn::{Turn, TurnState};
use genie_chat::state::model::Opening;
use genie_chat::state::stored::{Record, arrived};

use super::super::message::Message;
use super::super::route::{Route, number};
use super::super::world::World;
use super::before::{Before, Deed, unsure};

impl World<'_> {
    /// No turn vanishes by itself, and what is of unknown fate stays until it is found.
    pub(super) fn check_turns(&mut self, tab: usize, before: &Before, after: &[Arc<Turn>]) {
        for (index, old) in before.turns.iter().enumerate() {
            if after.iter().any(|turn| turn.key == old.key) {
                continue;
            }
            let goes_on = old.state.is_active() || old.state == TurnState::Queued;
            // What was put aside and has come to its end is the relay's.
            let arrived = old.message.is_none() && self.has_arrived(old);
            let aside = arrived || (index >= before.open && old.message.is_some());
            let by_deletion = match &before.deed {
                Deed::Gone(_) => true,
                Deed::Reply(exchange) => match self.exchanges[*exchange].route {
                    // What the reader deleted with it is deleted.
                    Route::Delete(conversation) if self.ledger.is_deleted(&old.intent, conversation) => {
                        self.ledger.take_back(&old.intent);
                        false
                    }
                    Route::Delete(_) => true,
                    _ => false,
                },
                _ => false,
            };
            let asked = old.message.is_none() && !self.ledger.is_settled(&old.intent);
            self.demand(!by_deletion || !(goes_on || asked), || {
                format!("a {:?} turn vanished with its conversation", old.state)
            });
            let allowed = match &before.deed {
                Deed::Clear | Deed::Gone(_) | Deed::Begin => true,
                // A question asked then starts another conversation.
                Deed::Ask | Deed::AskAgain(_) if before.deleted => aside || !goes_on,
                Deed::Leave => arrived || (!goes_on && old.message.is_some()),
                Deed::Stop(key) => aside || (*key == old.key && old.state == TurnState::Queued),
                Deed::Dismiss(key) => aside || *key == old.key,
                Deed::Settled(intent) => aside || *intent == old.intent,
                Deed::Open => aside || old.state != TurnState::Queued,
                Deed::Reply(exchange) => aside || matches!(self.exchanges[*exchange].route, Route::Delete(_)),
                _ => aside,
            };
            let gone = |message: &Message| self.service.conversations[message.conversation].is_none();
            let message = old.message.as_ref().and_then(|id| self.service.messages.get(number(id.as_str())));
            let done_with = message.is_none_or(gone) && self.ledger.is_settled(&old.intent);
            assert!(allowed || done_with, "a {:?} turn vanished by {:?}", old.state, before.deed);
        }
        let it = &mut self.tabs[tab];
        let open = &it.model.open;
        let (was, is) = (before.opening == Opening::Loading, open.opening == Opening::Loading);
        let begins = matches!(before.deed, Deed::Begin | Deed::Open);
        let other = before.conversation != open.conversation;
        let begun = !is || open.conversation.is_some();
        if before.deed == Deed::Begin && begun {
            for intent in &before.begun.0 {
                assert!(after.iter().any(|turn| turn.intent == *intent), "a question typed ahead was lost");
            }
        }
        if let (true, Deed::Reply(exchange)) = (was, &before.deed) {
            let exchange = &self.exchanges[*exchange];
            let here = open.conversation.as_ref().map(|id| number(id.as_str()));
            if matches!(exchange.route, Route::List(c, 0) if Some(c) == here) {
                it.listed.extend(&exchange.listed);
            }
        }
        if is && (!was || other || begins) {
            it.listed.clear();
            it.unsure.clone_from(&before.begun.1);
        } else if begins && !is {
            let left = unsure(&it.model);
            assert!(
                before.begun.1.iter().all(|one| left.contains(one)),
                "a question of unknown fate was lost"
            );
        }
        if was && !is && !other && matches!(before.deed, Deed::Reply(_)) {
            self.check_opened(tab);
        }
    }

    /// True if the service has that question, or one with the same words that was taken for it.
    fn has_arrived(&mut self, turn: &Turn) -> bool {
        let messages = &self.service.messages;
        let own = messages.iter().any(|message| message.intent == turn.intent);
        let alike = messages.iter().any(|message| message.question == turn.question);
        if alike && !own {
            self.ledger.confused.insert(turn.question.clone());
        }
        own || alike
    }

    /// True if this browser knows which question made a message.
    fn known_intent(&self, tab: usize, message: usize) -> bool {
        let name = format!("[\"m{message}\"");
        let is_it = |(record, text): &(Record, String)| {
            matches!(record, Record::Conversation(_)) && text.contains(&name)
        };
        self.tabs[tab].mirror.iter().any(is_it)
    }

    /// A page has ended between two effects: what was stored before is stored in the one place or the other.
    pub fn check_crash(&self, tab: usize, before: &Before) {
        let it = &self.tabs[tab];
        let loading = before.opening == Opening::Loading || it.model.open.opening == Opening::Loading;
        let left = matches!(before.deed, Deed::Begin | Deed::Leave | Deed::Clear | Deed::Gone(_));
        if self.forgets() || loading || left {
            return;
        }
        let kept = |turn: &&Arc<Turn>| turn.message.is_none();
        for old in before.turns.iter().filter(kept) {
            if let Some(now) = it.model.turn(old.key).filter(kept) {
                // Asked again, it has another name.
                let stored = it.stores(&old.intent, true) || it.stores(&now.intent, true);
                assert!(stored, "a question was in neither place for a moment");
            }
        }
    }

    /// A conversation was opened, or could not be.
    fn check_opened(&self, tab: usize) {
        let it = &self.tabs[tab];
        let left = unsure(&it.model);
        let opened = it.model.open.opening == Opening::Idle;
        let turns = || it.model.threads().flat_map(|thread| &thread.turns);
        for intent in it.unsure.iter().filter(|intent| !left.contains(intent)) {
            // This page has posted it itself, and knows what became of it; or a page has stored that; or the reader is done
            // with it.
            let stored = self.tabs.iter().any(|tab| arrived(&tab.mirror, &intent.name).is_some());
            let here = turns().any(|turn| turn.intent == intent.name);
            if here || stored || self.ledger.is_settled(&intent.name) {
                continue;
            }
            let known = |id: usize| intent.knew(&format!("m{id}").into());
            let fits = |id: &&usize| !known(**id) && self.service.messages[**id].question == intent.question;
            let candidates = it.listed.iter().filter(fits).count();
            let own = self.service.messages.iter().any(|message| message.intent == intent.name);
            let known = || it.listed.iter().filter(fits).any(|id| self.known_intent(tab, *id));
            assert!(opened && (own || candidates == 1 || known()), "{} was lost, not found", intent.question);
        }
    }
}
