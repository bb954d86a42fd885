//! What one event may change: states, messages, answers.

use genie_chat::domain::failure::Advice;
use genie_chat::domain::turn::{Turn, TurnState};
use genie_chat::state::effect::{Effect, HostEvent};

use super::super::route::{Route, number};
use super::super::tally::Group;
use super::super::world::World;
use super::LIST;
use super::before::{Before, Deed, turns_of};

/// How long it is looked for a question of unknown fate, in ms.
const LOOK_FOR_MS: u64 = 30_000;

impl World<'_> {
    pub fn check_step(&mut self, tab: usize, before: &Before, effects: &[Effect]) {
        self.settle_waits(tab);
        let after = turns_of(&self.tabs[tab].model);
        assert!(effects.len() <= 40 + 8 * (before.turns.len() + after.len()), "{} effects", effects.len());
        if before.deed == Deed::Stale {
            assert!(effects.is_empty() && before.turns == after, "a stale reply changed something");
            return;
        }
        for effect in effects {
            if let Effect::Emit(HostEvent::Status { status, .. }) = effect {
                self.tally.status(status);
            }
        }
        let reader = matches!(before.deed, Deed::Ask | Deed::AskAgain(_));
        for turn in &after {
            let old = before.turn(turn.key);
            if old.is_none_or(|old| old.state != turn.state) {
                self.tally.add(Group::Turn, turn.state.as_str());
            }
            if reader && old.is_none_or(|old| old.intent != turn.intent) {
                *self.asks.entry(turn.question.clone()).or_default() += 1;
                let former = self.question_before(tab, turn);
                self.ledger.ask((tab, self.now), &turn.intent, &turn.question, former);
                if let Some(old) = old {
                    self.ledger.take_back(&old.intent);
                }
            }
            if turn.message.is_none() {
                self.ledger.seen(turn);
            }
            let Some(old) = old else { continue };
            if old.state != turn.state {
                self.check_transition(tab, old, turn, &before.deed);
            }
            self.check_message(tab, old, turn, &before.deed);
            if old.state == TurnState::Done && turn.state == TurnState::Done {
                let same = (&old.answer.text, &old.answer.query) == (&turn.answer.text, &turn.answer.query);
                assert!(same, "a complete answer changed");
            }
        }
        self.check_turns(tab, before, &after);
        self.take_back(before);
        self.check_gone(tab, before);
        let messages = after.iter().filter_map(|turn| turn.message.as_ref()).map(|id| number(id.as_str()));
        let messages: Vec<usize> = messages.collect();
        for (index, message) in messages.iter().enumerate() {
            assert!(!messages[..index].contains(message), "two turns show m{message}");
        }
        self.tabs[tab].known.extend(messages);
    }

    /// The intent of the question before a turn, as long as that is not answered.
    fn question_before(&self, tab: usize, turn: &Turn) -> Option<String> {
        let mut threads = self.tabs[tab].model.threads();
        let thread = threads.find(|thread| thread.turn(turn.key).is_some())?;
        let before = thread.turns.iter().take_while(|other| other.key != turn.key).last()?;
        let goes_on = before.state.is_active() || before.state == TurnState::Queued;
        goes_on.then(|| before.intent.clone())
    }

    /// What the reader does not want to be asked.
    fn take_back(&mut self, before: &Before) {
        let (Deed::Stop(key) | Deed::Dismiss(key)) = before.deed else { return };
        if let Some(turn) = before.turn(key).filter(|turn| turn.message.is_none()) {
            self.ledger.take_back(&turn.intent);
        }
    }

    /// A page has ended between two effects: what was asked in this very moment may be stored nowhere.
    pub fn forgive_what_began(&mut self, tab: usize, before: &Before) {
        for turn in turns_of(&self.tabs[tab].model) {
            if before.turns.iter().all(|old| old.intent != turn.intent) {
                self.ledger.take_back(&turn.intent);
            }
        }
    }

    /// A conversation is only gone if the service itself says so.
    fn check_gone(&self, tab: usize, before: &Before) {
        let Deed::Reply(exchange) = before.deed else { return };
        let exchange = &self.exchanges[exchange];
        let lost = before.conversation.is_some() && self.tabs[tab].model.open.conversation.is_none();
        let told = exchange.denied || matches!(exchange.route, Route::Delete(_));
        self.demand(!lost || told, || format!("{:?} counts as gone by another's reply", before.conversation));
    }

    /// Which states follow which, and by whose act.
    fn check_transition(&mut self, tab: usize, old: &Turn, new: &Turn, deed: &Deed) {
        use TurnState::{Done, Expired, Failed, Queued, Sending, Stopped, Unsure, Waiting};
        let key = new.key;
        let (check, ask, stop) =
            (*deed == Deed::Check(key), *deed == Deed::AskAgain(key), *deed == Deed::Stop(key));
        let told = matches!(deed, Deed::Told | Deed::Leave | Deed::Learn) && old.message.is_none();
        let by_deletion = self.is_deletion(deed);
        // Another tab asks it again.
        let again = *deed == Deed::Again(old.intent.clone());
        let allowed = match (old.state, new.state) {
            // Another tab has got its message, or its conversation is deleted.
            (_, Waiting | Done | Expired) if told => true,
            (_, Failed) if by_deletion || told => true,
            (Unsure | Failed | Stopped | Sending, Queued) if again => true,
            (Queued, Sending) | (Waiting, Done | Expired | Failed) | (Done, Expired) | (Expired, Done) => {
                true
            }
            (Sending, Waiting | Done | Expired) => true,
            (Sending, Unsure) => stop || self.has_looked(tab, old),
            // Without a message only a POST that was refused has failed.
            (Sending, Failed) => {
                // It was looked for as long as the relay did not let this page in.
                let shut = self.tabs[tab].model.reach.is_some() && self.has_looked(tab, old);
                let cut = old.cut && (*deed == Deed::Probed || shut);
                stop || cut || new.message.is_some() || self.was_refused(deed) || by_deletion
            }
            (Sending | Waiting, Stopped) => stop,
            (Done | Expired, Waiting) => check,
            (Stopped | Failed, Waiting) => check,
            (Unsure, Sending) => check || ask || self.may_look(deed),
            (Stopped | Failed, Sending) | (Unsure | Stopped | Failed, Queued) => ask,
            // Stopped while its POST was under way: only the reply settles what became of it.
            (Stopped, Unsure | Failed) => match deed {
                Deed::Reply(exchange) => self.exchanges[*exchange].intent == old.intent,
                _ => false,
            },
            _ => false,
        };
        assert!(allowed, "{:?} became {:?} by {deed:?}", old.state, new.state);
        if new.state == Waiting {
            let waits = &mut self.tabs[tab].waits;
            waits.retain(|(turn, ..)| *turn != key);
            waits.push((key, 0, 0));
        }
    }

    /// True if a page looks by itself for what left before it began: once it knows where.
    fn may_look(&self, deed: &Deed) -> bool {
        match deed {
            Deed::Reply(exchange) => matches!(self.exchanges[*exchange].route, Route::Info | Route::List(..)),
            _ => matches!(deed, Deed::Begin | Deed::Leave),
        }
    }

    fn is_deletion(&self, deed: &Deed) -> bool {
        match deed {
            Deed::Gone(_) => true,
            Deed::Reply(exchange) => matches!(self.exchanges[*exchange].route, Route::Delete(_)),
            _ => false,
        }
    }

    fn was_refused(&self, deed: &Deed) -> bool {
        matches!(deed, Deed::Reply(exchange) if self.exchanges[*exchange].refused)
    }

    /// True where a question was looked for long enough, or cannot be.
    fn has_looked(&mut self, tab: usize, turn: &Turn) -> bool {
        let now = self.now;
        let model = &self.tabs[tab].model;
        let thread = model.threads().find(|thread| thread.turn(turn.key).is_some());
        let conversation = thread.and_then(|thread| thread.conversation.as_ref());
        // A question that was asked in a conversation that could not be opened is told from nothing that is in it.
        let knows = turn.asked_in.is_some() && turn.before.is_some();
        let Some(conversation) = conversation.filter(|_| knows) else { return true };
        let conversation = number(conversation.as_str());
        let list = self.tabs[tab].poll(LIST - conversation, now);
        let busy = list.not_before > now + LOOK_FOR_MS;
        let long = turn.looking_since.is_some_and(|since| now - since >= LOOK_FOR_MS);
        long || busy
    }

    /// A message is adopted only by the question that made it, or that may have as the only one.
    fn check_message(&mut self, tab: usize, old: &Turn, new: &Turn, deed: &Deed) {
        if old.message == new.message {
            return;
        }
        let gone = new.failure.as_ref().is_some_and(|failure| failure.advice == Advice::Gone);
        if new.message.is_none() && new.state == TurnState::Failed && (gone || self.is_deletion(deed)) {
            // Of a conversation that is gone nothing is polled any more; the question is kept as text.
            return;
        }
        assert!(old.message.is_none(), "a turn changed its message");
        let message = new.message.as_ref().map(|id| number(id.as_str())).expect("a message");
        if matches!(deed, Deed::Told | Deed::Leave | Deed::Learn) {
            let made_by = &self.service.messages[message].intent;
            // A tab that has just been opened may have taken it for another one of the same words.
            let often = self.asks.get(&new.question).is_some_and(|times| *times > 1);
            let confused = often || self.ledger.confused.contains(&new.question);
            assert!(
                confused || *made_by == new.intent,
                "another question's message was taken over from a tab"
            );
            return;
        }
        let Deed::Reply(exchange) = deed else { panic!("m{message} was adopted by {deed:?}") };
        let exchange = &self.exchanges[*exchange];
        if exchange.route.asks() {
            assert_eq!(exchange.made, Some(message), "another POST's message was adopted");
            assert_eq!(exchange.intent, new.intent, "another turn's message was adopted");
        } else {
            let threads = || self.tabs[tab].model.threads();
            let others = |id: usize| {
                let mut shown = threads().flat_map(|thread| &thread.turns).filter(|turn| turn.key != new.key);
                shown.any(|turn| turn.message.as_ref().is_some_and(|shown| number(shown.as_str()) == id))
            };
            let before = old.before.clone().unwrap_or_default();
            let begun = format!("c{}", self.service.messages[message].conversation);
            assert!(
                !before.contains(&begun),
                "a conversation that was known is not begun by {}",
                new.question
            );
            let known = |id: usize| before.contains(&format!("m{id}")) || others(id);
            let fits = |id: &&usize| !known(**id) && self.service.messages[**id].question == new.question;
            let candidates: Vec<&usize> = exchange.listed.iter().filter(fits).collect();
            assert_eq!(candidates, [&message], "only a sole candidate may be adopted");
        }
        let made_by = &self.service.messages[message].intent;
        if !new.intent.is_empty() && *made_by != new.intent {
            self.tally.add(Group::Note, "another ask's message adopted");
            self.ledger.confused.insert(new.question.clone());
        }
    }
}
