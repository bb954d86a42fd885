//! What one event may change: states, messages, answers, and which turns there are.

use std::sync::Arc;

use genie_chat::domain::ids::{ConversationId, TurnKey};
use genie_chat::domain::turn::{Turn, TurnState};
use genie_chat::state::effect::{Effect, HostEvent};
use genie_chat::state::event::Kind;
use genie_chat::state::model::{Model, Opening};
use genie_chat::state::note::Note;
use genie_chat::state::stored::{self, Intent, Kept, Record, read_queue, text_of};

use super::super::route::{Route, number};
use super::super::tally::Group;
use super::super::world::World;
use super::LIST;

/// How long it is looked for a question of unknown fate, in ms.
const LOOK_FOR_MS: u64 = 30_000;

/// What the reader did, as far as the checks care.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Deed {
    Ask,
    Stop(TurnKey),
    Check(TurnKey),
    AskAgain(TurnKey),
    Rows(TurnKey),
    /// The conversation is put aside.
    Leave,
    /// Everything is put away.
    Clear,
    Open,
    /// Another tab says that a conversation is gone.
    Gone(ConversationId),
    /// The page begins with what was stored.
    Begin,
    /// A reply that the page waited for.
    Reply(usize),
    /// A reply that it does not wait for any more.
    Stale,
    Other,
}

/// Every turn of a page, those of the open conversation first.
fn turns_of(model: &Model) -> Vec<Arc<Turn>> {
    model.threads().flat_map(|thread| thread.turns.iter().cloned()).collect()
}

/// A page as it was before an event.
pub struct Before {
    turns: Vec<Arc<Turn>>,
    /// How many of them are in the open conversation.
    open: usize,
    /// The conversation that is open.
    conversation: Option<ConversationId>,
    opening: Opening,
    deed: Deed,
    /// Intents typed ahead and questions of unknown fate, as they are stored of what is opened.
    begun: (Vec<String>, Vec<Intent>),
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
            Kind::NewConversation => Deed::Leave,
            Kind::Misconfigured(_) | Kind::Forgotten => Deed::Clear,
            Kind::OpenedAgain => {
                begun.1 = unsure(model);
                Deed::Open
            }
            Kind::Opened { conversation, kept } => {
                begun = begins(kept, Some(conversation));
                Deed::Leave
            }
            Kind::Heard(Note::Deleted(conversation)) => Deed::Gone(conversation.clone()),
            Kind::Configured { kept, .. } => {
                let open = text_of(kept, &Record::Open);
                let open = Some(open).filter(|id| !id.is_empty()).map(ConversationId::from);
                begun = begins(kept, open.as_ref());
                Deed::Begin
            }
            Kind::Replied { .. } => exchange.map_or(Deed::Stale, Deed::Reply),
            _ => Deed::Other,
        };
        let open = model.open.turns.len();
        let conversation = model.open.conversation.clone();
        Self { turns: turns_of(model), open, conversation, opening: model.open.opening.clone(), deed, begun }
    }

    /// True where a turn or the opening has changed since, so that what is stored may have to change.
    pub fn differs(&self, model: &Model) -> bool {
        let same = |(old, new): (&Arc<Turn>, &Arc<Turn>)| Arc::ptr_eq(old, new);
        let turns = turns_of(model);
        self.turns.len() != turns.len()
            || self.opening != model.open.opening
            || !self.turns.iter().zip(&turns).all(same)
    }

    fn turn(&self, key: TurnKey) -> Option<&Turn> {
        self.turns.iter().find(|turn| turn.key == key).map(Arc::as_ref)
    }
}

/// The questions of unknown fate in the open conversation.
fn unsure(model: &Model) -> Vec<Intent> {
    let conversation = model.open.conversation.as_ref();
    Intent::within(&stored::of(model), conversation)
}

/// What is stored of a conversation, or of questions that are to begin one.
fn begins(kept: &Kept, conversation: Option<&ConversationId>) -> (Vec<String>, Vec<Intent>) {
    let queue = read_queue(text_of(kept, &Record::Queue)).into_iter();
    let queue = queue.filter(|ahead| ahead.conversation.as_ref() == conversation);
    let left = Intent::within(kept, conversation);
    let queue = queue.map(|ahead| ahead.intent).filter(|name| left.iter().all(|intent| intent.name != *name));
    (queue.collect(), left)
}

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
        let messages = after.iter().filter_map(|turn| turn.message.as_ref()).map(|id| number(id.as_str()));
        let messages: Vec<usize> = messages.collect();
        for (index, message) in messages.iter().enumerate() {
            assert!(!messages[..index].contains(message), "two turns show m{message}");
        }
        self.tabs[tab].known.extend(messages);
    }

    /// Which states follow which, and by whose act.
    fn check_transition(&mut self, tab: usize, old: &Turn, new: &Turn, deed: &Deed) {
        use TurnState::{Done, Expired, Failed, Queued, Sending, Stopped, Unsure, Waiting};
        let key = new.key;
        let (check, ask, stop) =
            (*deed == Deed::Check(key), *deed == Deed::AskAgain(key), *deed == Deed::Stop(key));
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
            (Unsure, Sending) => check || ask || self.tells_ownership(deed),
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
            waits.retain(|(turn, _)| *turn != key);
            waits.push((key, 0));
        }
    }

    /// True for the reply by which the page learns that a first question can be looked for.
    fn tells_ownership(&self, deed: &Deed) -> bool {
        matches!(deed, Deed::Reply(exchange) if self.exchanges[*exchange].route == Route::Info)
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
        let Some(conversation) = conversation.filter(|_| turn.asked_in.is_some()) else { return true };
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
        assert!(old.message.is_none(), "a turn changed its message");
        let message = new.message.as_ref().map(|id| number(id.as_str())).expect("a message");
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
        }
    }

    /// No turn vanishes by itself, and what is of unknown fate stays until it is found.
    fn check_turns(&mut self, tab: usize, before: &Before, after: &[Arc<Turn>]) {
        for (index, old) in before.turns.iter().enumerate() {
            if after.iter().any(|turn| turn.key == old.key) {
                continue;
            }
            let goes_on = old.state.is_active() || old.state == TurnState::Queued;
            // What was put aside and has come to its end is the relay's.
            let aside = index >= before.open && old.state != TurnState::Queued;
            let allowed = match &before.deed {
                Deed::Clear | Deed::Gone(_) => true,
                Deed::Leave => !goes_on,
                Deed::Stop(key) => aside || (*key == old.key && old.state == TurnState::Queued),
                Deed::Open => aside || old.state != TurnState::Queued,
                Deed::Reply(exchange) => aside || matches!(self.exchanges[*exchange].route, Route::Delete(_)),
                _ => aside,
            };
            assert!(allowed, "a {:?} turn vanished by {:?}", old.state, before.deed);
        }
        let it = &mut self.tabs[tab];
        let open = &it.model.open;
        let (was, is) = (before.opening == Opening::Loading, open.opening == Opening::Loading);
        let begins = matches!(before.deed, Deed::Begin | Deed::Open);
        let other = before.conversation != open.conversation;
        if before.deed == Deed::Begin {
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

    /// A page has ended between two effects: what was stored before is stored in the one place or the other.
    pub fn check_crash(&self, tab: usize, before: &Before) {
        let it = &self.tabs[tab];
        let loading = before.opening == Opening::Loading || it.model.open.opening == Opening::Loading;
        let left = matches!(before.deed, Deed::Begin | Deed::Leave | Deed::Clear | Deed::Gone(_));
        if self.forgets() || loading || left {
            return;
        }
        let kept = |turn: &&Arc<Turn>| turn.message.is_none() && turn.state != TurnState::Failed;
        for old in before.turns.iter().filter(kept) {
            if it.model.turn(old.key).as_ref().is_some_and(kept) {
                let stored = it.has_stored(&old.question, true) > 0;
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
            // This page has posted it itself, and knows what became of it.
            if turns().any(|turn| turn.intent == intent.name) {
                continue;
            }
            let known = |id: usize| intent.knew(&format!("m{id}").into());
            let fits = |id: &&usize| !known(**id) && self.service.messages[**id].question == intent.question;
            let candidates = it.listed.iter().filter(fits).count();
            assert!(opened && candidates == 1, "{} was lost, not found", intent.question);
        }
    }
}
