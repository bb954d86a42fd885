//! One step of a page: an event, what the state machine makes of it, and its effects one by one.

use std::sync::Arc;

use genie_chat::api::decode::Outcome;
use genie_chat::api::endpoint::Request;
use genie_chat::api::error::Lost;
use genie_chat::domain::table::Table;
use genie_chat::state::effect::{Effect, RequestId};
use genie_chat::state::event::{Event, Kind};
use genie_chat::state::keep::Keep;
use genie_chat::state::note::Note;
use genie_chat::state::stored::Record;
use genie_chat::state::update;

use super::super::state::keep;
use super::browser::Page;
use super::check::before::Before;
use super::net::{self, Exchange, Fate};
use super::route::{Route, number};
use super::tab::Tab;
use super::tally::{Group, name_of_effect, name_of_event};
use super::world::{What, World};

/// More steps than any schedule needs that comes to rest.
const MAX_STEPS: u32 = 30_000;

impl World<'_> {
    /// Applies an event to a tab's page; `exchange` is the one whose reply it is.
    pub fn dispatch(&mut self, tab: usize, kind: Kind, exchange: Option<usize>) {
        self.steps += 1;
        self.calls.set(0);
        assert!(self.steps < MAX_STEPS, "it does not come to rest");
        self.tally.add(Group::Note, "events in all");
        self.tally.add(Group::Event, name_of_event(&kind));
        if self.trace {
            println!("{:>9} tab {tab}  {kind:?}", self.now % 100_000_000);
        }
        let before = Before::of(self, tab, &kind, exchange);
        match &kind {
            // A hook that fails keeps everything from leaving, a question as well.
            Kind::Replied { outcome, .. } => {
                self.tabs[tab].answered |= matches!(outcome, Ok(_) | Err(Lost::NotSent(_)));
            }
            Kind::Due(id) => {
                let page = self.tabs[tab].page(tab);
                let hangs = self.under_way(page, *id).is_some_and(|index| !self.exchanges[index].left);
                self.tabs[tab].answered |= hangs;
            }
            Kind::Offline(false) => self.tabs[tab].answered &= !self.tabs[tab].model.offline,
            _ => {}
        }
        let event = Event { now: self.now, random: self.rng.next() as u32, kind };
        let deleting = self.tabs[tab].model.history.deleting.clone();
        let effects = update(&mut self.tabs[tab].model, event);
        self.promise_begun(tab, deleting);
        self.check_step(tab, &before, &effects);
        if let Some((conversation, _)) = &self.tabs[tab].model.history.undeleted {
            // The reader was told that it could not be deleted.
            self.ledger.deletions.remove(&number(conversation.as_str()));
        }
        let mut crash = usize::MAX;
        if self.troubled && self.plan.crashes && self.rng.once_in(150) {
            crash = self.rng.index(effects.len() + 1);
        }
        let len = effects.len();
        for (index, effect) in effects.into_iter().enumerate() {
            if index == crash {
                break;
            }
            self.perform(tab, effect);
        }
        if crash <= len {
            self.fault("crash between effects");
            if self.trace {
                println!("                 crash before effect {crash} of {len}");
            }
            self.check_crash(tab, &before);
            self.forgive_what_began(tab, &before);
            self.end_page(tab);
            self.lose_memory(tab);
            self.browser.askers.retain(|_, holder| holder.tab != tab);
            if self.forgets() {
                self.forgive_deletions(tab, false);
            }
            self.after(700, What::Open(tab));
        } else {
            if before.differs(&self.tabs[tab].model) {
                self.check_rest(tab);
            }
            self.check_left(tab);
            self.check_aborted();
        }
    }

    fn perform(&mut self, tab: usize, effect: Effect) {
        self.tally.add(Group::Effect, name_of_effect(&effect));
        let page = self.tabs[tab].page(tab);
        if self.trace && !matches!(effect, Effect::Emit(_)) {
            println!("                 {effect:?}");
        }
        match effect {
            Effect::Send { id, request } => self.send(tab, id, &request),
            Effect::Watch { id, ms } => self.watch(tab, id, ms),
            Effect::Abort(id) => {
                let exchange = self.under_way(page, id).expect("a request that is under way is aborted");
                let exchange = &mut self.exchanges[exchange];
                exchange.open = false;
                exchange.never_left |= !exchange.left;
                self.tabs[tab].watches.retain(|(known, _)| *known != id);
            }
            Effect::Probe(_) => {
                let ms = self.rng.below(self.plan.travel);
                self.after(ms, What::Probed(page));
            }
            Effect::Wait { id, ms } => {
                let mut ms = ms;
                if self.troubled && self.plan.late_timers && self.rng.once_in(10) {
                    self.fault("late timer");
                    ms = ms.saturating_add(self.rng.below(3_000));
                }
                self.tabs[tab].timers.push(id);
                self.after(ms, What::Fire(page, id));
            }
            Effect::Unwait(id) => {
                let timers = &mut self.tabs[tab].timers;
                let index = timers.iter().position(|known| *known == id);
                timers.swap_remove(index.expect("a timer that runs is stopped"));
            }
            Effect::Keep { record, text } => self.keep(tab, &record, &text),
            Effect::Forget { intent, spot } => {
                let it = &mut self.tabs[tab];
                if let Some(keep) = &it.keep {
                    keep.forget_question(&intent, &spot);
                }
                it.mirror.retain(|(record, _)| *record != Record::Intent(intent.clone()));
            }
            Effect::Tell(note) => self.tell(tab, &note),
            Effect::Claim { turn, intent, locked } => self.claim(page, turn, intent, locked),
            Effect::Lock(message) => {
                let message = number(message.as_str());
                if let Some(ticket) = self.browser.lock(page, message) {
                    let ms = self.rng.below(20);
                    self.after(ms, What::Locked(page, message, ticket));
                }
            }
            Effect::Unlock(message) => {
                let message = number(message.as_str());
                if let Some((heir, ticket)) = self.browser.unlock(page, message) {
                    let ms = self.rng.below(20);
                    self.after(ms, What::Locked(heir, message, ticket));
                }
            }
            Effect::Caller(caller) => self.after(0, What::Named(page, caller)),
            Effect::Complain | Effect::Focus(_) | Effect::Emit(_) => {}
        }
    }

    fn watch(&mut self, tab: usize, id: RequestId, ms: u64) {
        let page = self.tabs[tab].page(tab);
        if self.under_way(page, id).is_none() {
            return;
        }
        let watches = &mut self.tabs[tab].watches;
        watches.retain(|(known, _)| *known != id);
        watches.push((id, self.steps));
        let late = self.troubled && self.plan.late_timers && self.rng.once_in(10);
        let late = if late { self.rng.below(3_000) } else { 0 };
        self.after(ms + late, What::Due(page, id, self.steps));
    }

    /// The request of that name, unless it is over.
    pub fn under_way(&self, page: Page, id: RequestId) -> Option<usize> {
        let mine = |exchange: &Exchange| exchange.page == page && exchange.id == id && exchange.open;
        self.exchanges.iter().rposition(mine)
    }

    /// The time of a request is over, as its page has reckoned it.
    pub fn due(&mut self, page: Page, id: RequestId, watch: u32) {
        let watches = &mut self.tabs[page.tab].watches;
        let Some(index) = watches.iter().position(|known| *known == (id, watch)) else { return };
        watches.swap_remove(index);
        let Some(exchange) = self.under_way(page, id) else { return };
        let left = self.exchanges[exchange].left;
        let lost = if left { Lost::Timeout } else { Lost::NotSent(String::new()) };
        self.check_reply(exchange, &Err(lost));
        self.dispatch(page.tab, Kind::Due(id), Some(exchange));
    }

    fn keep(&mut self, tab: usize, record: &Record, text: &str) {
        keep(&mut self.tabs[tab].mirror, record.clone(), text.to_owned());
        let it = &mut self.tabs[tab];
        let kept = it.keep.as_ref().is_none_or(|keep| keep.keep(record, text));
        if !kept && !std::mem::replace(&mut it.refused, true) {
            let page = it.page(tab);
            self.after(0, What::Refused(page));
        }
    }

    /// Every other page hears it, unless it is asleep.
    fn tell(&mut self, tab: usize, note: &Note) {
        let channel = |it: &Tab| it.keep.as_ref().map(Keep::channel);
        for other in 0..self.tabs.len() {
            if other == tab
                || !self.tabs[other].alive
                || channel(&self.tabs[other]) != channel(&self.tabs[tab])
            {
                continue;
            }
            if self.troubled && self.rng.once_in(8) {
                self.fault("note missed");
                continue;
            }
            let page = self.tabs[other].page(other);
            let ms = self.rng.below(50);
            self.after(ms, What::Hear(page, Note::parse(&note.to_text()).expect("a note")));
        }
    }

    fn send(&mut self, tab: usize, id: RequestId, request: &Request) {
        let route = Route::of(request);
        let content = if route.asks() { net::content(request) } else { String::new() };
        let intent = self.check_send(tab, id, route, request);
        let exchange = Exchange {
            page: self.tabs[tab].page(tab),
            id,
            route,
            content,
            intent,
            attempt: request.attempt.clone(),
            pictures: request.body.as_deref().is_some_and(|body| body.contains("visualization")),
            timeout_ms: u64::from(request.timeout_ms),
            outlives: request.outlives,
            left: false,
            orphan: false,
            open: true,
            fate: Fate::Fine,
            repeated: false,
            never_left: false,
            denied: false,
            refused: false,
            made: None,
            listed: Vec::new(),
        };
        self.exchanges.push(exchange);
        self.ask_hook(self.exchanges.len() - 1);
    }

    /// Brings the beginning of a long reply to the page that asked, even if it does not wait any more.
    pub fn bring_first_rows(&mut self, index: usize) {
        let Exchange { page, id: request, open, .. } = self.exchanges[index];
        if self.is_alive(page) {
            if open && self.rng.once_in(2) {
                self.dispatch(page.tab, Kind::Progress(request), None);
            }
            let table = Arc::new(Table::default().unfinished());
            if !self.is_alive(page) {
                return;
            }
            self.dispatch(page.tab, Kind::RowsCame { request, table }, None);
        }
    }

    /// Brings an outcome to the page that asked, even one that it does not wait for any more.
    pub fn bring(&mut self, index: usize, outcome: Outcome) {
        let exchange = &mut self.exchanges[index];
        let (page, request) = (exchange.page, exchange.id);
        self.tabs[page.tab].watches.retain(|(id, _)| *id != request || !self.exchanges[index].open);
        let exchange = &mut self.exchanges[index];
        let open = std::mem::replace(&mut exchange.open, false);
        let gave_up = outcome.is_err();
        if !self.is_alive(page) || (!open && gave_up) {
            return;
        }
        if open {
            self.check_reply(index, &outcome);
            self.dispatch(page.tab, Kind::Replied { request, outcome }, Some(index));
        } else {
            self.fault("stale reply");
            self.dispatch(page.tab, Kind::Replied { request, outcome }, None);
        }
    }
}
