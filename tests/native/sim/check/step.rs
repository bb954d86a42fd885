//! What one event may change: states, messages, answers, and which turns there are.

use std::sync::Arc;

use genie_chat::domain::ids::TurnKey;
use genie_chat::domain::turn::{Turn, TurnState};
use genie_chat::state::effect::{Effect, HostEvent};
use genie_chat::state::event::Kind;
use genie_chat::state::model::{Model, Opening};
use genie_chat::state::stored::{Stored, parse_queue};

use super::super::route::{Route, number};
use super::super::tally::Group;
use super::super::world::World;
use super::LIST;

/// How long it is looked for a question of unknown fate, in ms.
const LOOK_FOR_MS: u64 = 30_000;

/// What the reader did, as far as the checks care.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Deed {
    Ask,
    Stop(TurnKey),
    Check(TurnKey),
    AskAgain(TurnKey),
    Rows(TurnKey),
    /// The conversation is put aside.
    Leave,
    Open,
    /// The page begins with what was stored.
    Begin,
    /// A reply that the page waited for.
    Reply(usize),
    /// A reply that it does not wait for any more.
    Stale,
    Other,
}

/// A page as it was before an event.
pub struct Before {
    turns: Vec<Arc<Turn>>,
    opening: Opening,
    deed: Deed,
    /// Intents typed ahead and questions of unknown fate, as they were stored when the page began.
    begun: (Vec<String>, Vec<String>),
}

impl Before {
    pub fn of(world: &World<'_>, tab: usize, kind: &Kind, exchange: Option<usize>) -> Self {
        let model = &world.tabs[tab].model;
        let mut begun = (Vec::new(), Vec::new());
        let deed = match kind {
            Kind::Submitted(_) | Kind::Suggested(_) => Deed::Ask,
            Kind::Stopped(key) => Deed::Stop(*key),
            Kind::CheckedAgain(key) => Deed::Check(*key),
            Kind::AskedAgain(key) => Deed::AskAgain(*key),
            Kind::RowsWanted(key) => Deed::Rows(*key),
            Kind::NewConversation | Kind::Misconfigured(_) => Deed::Leave,
            Kind::OpenedAgain => Deed::Open,
            Kind::Configured { stored, tab, .. } => {
                let queue = parse_queue(tab.as_deref()).into_iter().map(|(intent, _)| intent);
                begun = (queue.collect(), Stored::parse(stored.as_deref()).unsure);
                Deed::Begin
            }
            Kind::Replied { .. } => exchange.map_or(Deed::Stale, Deed::Reply),
            _ => Deed::Other,
        };
        Self { turns: model.turns.clone(), opening: model.opening.clone(), deed, begun }
    }

    /// True where a turn or the opening has changed since, so that what is stored may have to change.
    pub fn differs(&self, model: &Model) -> bool {
        let same = |(old, new): (&Arc<Turn>, &Arc<Turn>)| Arc::ptr_eq(old, new);
        self.turns.len() != model.turns.len()
            || self.opening != model.opening
            || !self.turns.iter().zip(&model.turns).all(same)
    }

    fn turn(&self, key: TurnKey) -> Option<&Turn> {
        self.turns.iter().find(|turn| turn.key == key).map(Arc::as_ref)
    }
}

fn unsure(turns: &[Arc<Turn>]) -> Vec<String> {
    let unknown = turns.iter().filter(|turn| World::is_unknown(turn.state, turn.message.is_some()));
    unknown.map(|turn| turn.question.clone()).collect()
}

impl World<'_> {
    pub fn check_step(&mut self, tab: usize, before: &Before, effects: &[Effect]) {
        self.settle_waits(tab);
        let after = self.tabs[tab].model.turns.clone();
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
            }
            let Some(old) = old else { continue };
            if old.state != turn.state {
                self.check_transition(tab, old, turn, before.deed);
            }
            self.check_message(tab, old, turn, before.deed);
            if old.state == TurnState::Done && turn.state == TurnState::Done {
                let same = (&old.answer.text, &old.answer.query) == (&turn.answer.text, &turn.answer.query);
                assert!(same, "a complete answer changed");
            }
        }
        self.check_turns(tab, before, &after);
        let messages = after.iter().filter_map(|turn| turn.message.as_ref()).map(|id| number(id.as_str()));
        let messages: Vec<usize> = messages.collect();
        for (index, message) in messages.iter().enumerate() {
            assert!(!messages[..index].contains(message), "two turns show m{message}");
        }
        self.tabs[tab].known.extend(messages);
    }

    /// Which states follow which, and by whose act.
    fn check_transition(&mut self, tab: usize, old: &Turn, new: &Turn, deed: Deed) {
        use TurnState::{Done, Expired, Failed, Queued, Sending, Stopped, Unsure, Waiting};
        let key = new.key;
        let (check, ask, stop) =
            (deed == Deed::Check(key), deed == Deed::AskAgain(key), deed == Deed::Stop(key));
        let allowed = match (old.state, new.state) {
            (Queued, Sending) | (Waiting, Done | Expired | Failed) | (Done, Expired) | (Expired, Done) => {
                true
            }
            (Sending, Waiting | Done | Expired) => true,
            (Sending, Unsure) => stop || self.has_looked(tab, old),
            // Without a message only a POST that was refused has failed.
            (Sending, Failed) => stop || new.message.is_some() || self.was_refused(deed),
            (Sending | Waiting, Stopped) => stop,
            (Done | Expired, Waiting) => check,
            (Stopped | Failed, Waiting) => check,
            (Unsure, Sending) => check || ask,
            (Stopped | Failed, Sending) | (Unsure | Stopped | Failed, Queued) => ask,
            // Stopped while its POST was under way: only the reply settles what became of it.
            (Stopped, Unsure | Failed) => match deed {
                Deed::Reply(exchange) => self.exchanges[exchange].intent == old.intent,
                _ => false,
            },
            _ => false,
        };
        assert!(allowed, "{:?} became {:?} by {deed:?}", old.state, new.state);
        if new.state == Waiting {
            let waits = &mut self.tabs[tab].waits;
            waits.retain(|(turn, _)| *turn != key);
            waits.push((key, 0));
        }
    }

    fn was_refused(&self, deed: Deed) -> bool {
        matches!(deed, Deed::Reply(exchange) if self.exchanges[exchange].refused)
    }

    /// True where a question was looked for long enough, or cannot be.
    fn has_looked(&mut self, tab: usize, turn: &Turn) -> bool {
        let now = self.now;
        let list = self.tabs[tab].poll(LIST, now);
        let busy = list.not_before > now + LOOK_FOR_MS;
        let long = turn.looking_since.is_some_and(|since| now - since >= LOOK_FOR_MS);
        long || busy || self.tabs[tab].model.conversation.is_none()
    }

    /// A message is adopted only by the question that made it, or that may have as the only one.
    fn check_message(&mut self, tab: usize, old: &Turn, new: &Turn, deed: Deed) {
        if old.message == new.message {
            return;
        }
        assert!(old.message.is_none(), "a turn changed its message");
        let message = new.message.as_ref().map(|id| number(id.as_str())).expect("a message");
        let Deed::Reply(exchange) = deed else { panic!("m{message} was adopted by {deed:?}") };
        let exchange = &self.exchanges[exchange];
        if exchange.route.asks() {
            assert_eq!(exchange.made, Some(message), "another POST's message was adopted");
            assert_eq!(exchange.intent, new.intent, "another turn's message was adopted");
        } else {
            let known = &self.tabs[tab].known;
            let fits =
                |id: &&usize| !known.contains(id) && self.service.messages[**id].question == new.question;
            let candidates: Vec<&usize> = exchange.listed.iter().filter(fits).collect();
            assert_eq!(candidates, [&message], "only a sole candidate may be adopted");
        }
        let made_by = &self.service.messages[message].intent;
        if !new.intent.is_empty() && *made_by != new.intent {
            self.tally.add(Group::Note, "another ask's message adopted");
        }
    }

    /// No turn vanishes by itself, and what is of unknown fate stays until it is found.
    fn check_turns(&mut self, tab: usize, before: &Before, after: &[Arc<Turn>]) {
        let gone = before.turns.iter().filter(|old| after.iter().all(|turn| turn.key != old.key));
        for old in gone {
            let by_act = match before.deed {
                Deed::Leave => true,
                Deed::Stop(key) => key == old.key && old.state == TurnState::Queued,
                Deed::Open => old.state != TurnState::Queued,
                _ => false,
            };
            assert!(by_act, "a {:?} turn vanished by {:?}", old.state, before.deed);
        }
        let it = &mut self.tabs[tab];
        let (was, is) = (before.opening == Opening::Loading, it.model.opening == Opening::Loading);
        if before.deed == Deed::Begin {
            for intent in &before.begun.0 {
                assert!(after.iter().any(|turn| turn.intent == *intent), "a question typed ahead was lost");
            }
        }
        if let (true, Deed::Reply(exchange)) = (was, before.deed) {
            let exchange = &self.exchanges[exchange];
            if matches!(exchange.route, Route::List(..)) {
                it.listed.extend(&exchange.listed);
            }
        }
        let begun = match before.deed {
            Deed::Begin => before.begun.1.clone(),
            Deed::Open => unsure(&before.turns),
            _ => Vec::new(),
        };
        if is && !was {
            it.listed.clear();
            it.unsure = begun;
        } else if matches!(before.deed, Deed::Begin | Deed::Open) && !was {
            assert!(
                begun.iter().all(|text| unsure(after).contains(text)),
                "a question of unknown fate was lost"
            );
        }
        if was && !is && before.deed != Deed::Leave {
            self.check_opened(tab, after);
        }
    }

    /// A page has ended between two effects: what was stored before is stored in the one place or the other.
    pub fn check_crash(&self, tab: usize, before: &Before) {
        let it = &self.tabs[tab];
        let loading = before.opening == Opening::Loading || it.model.opening == Opening::Loading;
        if self.forgets() || loading || matches!(before.deed, Deed::Begin | Deed::Leave) {
            return;
        }
        let kept = |turn: &&Arc<Turn>| turn.message.is_none() && turn.state != TurnState::Failed;
        for old in before.turns.iter().filter(kept) {
            if it.model.turn(old.key).as_ref().is_some_and(kept) {
                let text = format!("\"{}\"", old.question);
                let ahead = it.session.as_ref().is_some_and(|stored| stored.contains(&text));
                assert!(ahead || it.saved.contains(&text), "a question was in neither place for a moment");
            }
        }
    }

    /// A conversation was opened, or could not be.
    fn check_opened(&self, tab: usize, after: &[Arc<Turn>]) {
        let it = &self.tabs[tab];
        let left = unsure(after);
        let count = |texts: &[String], text: &String| texts.iter().filter(|other| *other == text).count();
        for text in &it.unsure {
            let found = count(&it.unsure, text).saturating_sub(count(&left, text));
            let fits = |id: &&usize| !it.known.contains(id) && self.service.messages[**id].question == *text;
            let candidates = it.listed.iter().filter(fits).count();
            let opened = it.model.opening == Opening::Idle;
            assert!(found == 0 || (opened && candidates == 1 && found == 1), "{text} was lost, not found");
        }
    }
}
