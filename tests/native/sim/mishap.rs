//! What goes wrong with the browser and the service.

use genie_chat::config::{Config, ConfigError, Persist, Problem};
use genie_chat::domain::turn::TurnState;
use genie_chat::state::event::Kind;
use genie_chat::state::model::Model;

use super::super::state::config;
use super::net::Exchange;
use super::tab::Tab;
use super::world::{What, World};

impl World<'_> {
    fn config(&self) -> Config {
        Config { persist: self.plan.persist, ..config() }
    }

    /// Gives a tab its next page, which begins with what is stored.
    pub fn open(&mut self, tab: usize) {
        let now = self.now;
        let offline = self.offline;
        let it = &mut self.tabs[tab];
        *it = Tab {
            life: it.life + 1,
            alive: true,
            model: Model::default(),
            hidden: it.hidden && self.troubled,
            offline,
            session: std::mem::take(&mut it.session),
            waits_at: now,
            ..Tab::default()
        };
        let (life, hidden) = (it.life, it.hidden);
        if hidden {
            self.dispatch(tab, Kind::Hidden(true), None);
        }
        if offline && self.tabs[tab].life == life && self.tabs[tab].alive {
            self.dispatch(tab, Kind::Offline(true), None);
        }
        if self.tabs[tab].life == life && self.tabs[tab].alive {
            self.configure(tab);
        }
    }

    fn configure(&mut self, tab: usize) {
        let kept = self.stored(tab);
        let it = &mut self.tabs[tab];
        it.mirror = kept.clone();
        it.polls.clear();
        it.known.clear();
        let kind = Kind::Configured { config: self.config(), kept };
        self.dispatch(tab, kind, None);
    }

    /// A page is left. Browsers do not always say so.
    fn leave_page(&mut self, tab: usize) {
        let life = self.tabs[tab].life;
        if self.rng.once_in(2) {
            self.dispatch(tab, Kind::Leaving, None);
        }
        if self.tabs[tab].alive && self.tabs[tab].life == life {
            self.end_page(tab);
        }
    }

    /// A page is gone, and with it all that it waits for.
    pub fn end_page(&mut self, tab: usize) {
        let page = self.tabs[tab].page(tab);
        self.tabs[tab].alive = false;
        self.tabs[tab].timers.clear();
        let mine = |exchange: &&mut Exchange| exchange.page == page;
        self.exchanges.iter_mut().rev().filter(mine).for_each(|exchange| exchange.open = false);
        for (message, heir, ticket) in self.browser.release(page) {
            let ms = self.rng.below(20);
            self.after(ms, What::Locked(heir, message, ticket));
        }
        if self.browser.refuses {
            self.browser.claims.retain(|_, holder| *holder != page);
        }
    }

    /// From here on nothing goes wrong: every page is seen and online.
    pub fn calm(&mut self) {
        self.troubled = false;
        self.service.forbids = false;
        if self.offline {
            self.set_offline(false);
        }
        for tab in 0..self.tabs.len() {
            if self.tabs[tab].alive && self.tabs[tab].hidden {
                self.set_hidden(tab, false);
            }
        }
    }

    pub fn set_hidden(&mut self, tab: usize, hidden: bool) {
        let now = self.now;
        self.settle_waits(tab);
        let it = &mut self.tabs[tab];
        it.hidden = hidden;
        it.all_at_once(now);
        self.dispatch(tab, Kind::Hidden(hidden), None);
        self.check_quiet(tab);
    }

    fn set_offline(&mut self, offline: bool) {
        self.offline = offline;
        for tab in 0..self.tabs.len() {
            if self.tabs[tab].alive {
                let now = self.now;
                self.settle_waits(tab);
                self.tabs[tab].offline = offline;
                self.tabs[tab].all_at_once(now);
                self.dispatch(tab, Kind::Offline(offline), None);
                self.check_quiet(tab);
            }
        }
        for index in 0..self.exchanges.len() {
            if offline && self.exchanges[index].open && self.rng.percent(60) {
                self.tally.fault("connection cut");
                let lost = genie_chat::api::error::Lost::Network("cut".into());
                self.after(1, What::Return(index, Box::new(Err(lost))));
            }
        }
    }

    pub fn mishap(&mut self) {
        if !self.troubled || self.plan.mishaps == 0 {
            return;
        }
        self.plan.mishaps -= 1;
        let ms = match self.rng.below(4) {
            0 => self.rng.between(10_000, 200_000),
            _ => self.rng.between(10, 10_000),
        };
        self.after(ms, What::Mishap);
        let alive: Vec<usize> = (0..self.tabs.len()).filter(|tab| self.tabs[*tab].alive).collect();
        if alive.is_empty() {
            return;
        }
        let tab = self.rng.pick(&alive);
        match self.rng.below(17) {
            0..3 => {
                self.tally.fault("reload");
                self.leave_page(tab);
                let ms = self.rng.below(3_000);
                self.after(ms, What::Open(tab));
            }
            3 if alive.len() > 1 => {
                self.tally.fault("tab closed");
                self.leave_page(tab);
            }
            4 | 5 if self.tabs.len() < self.plan.tabs => {
                self.tally.fault("tab opened");
                self.tabs.push(Tab::default());
                self.open(self.tabs.len() - 1);
            }
            6 | 7 if self.tabs.len() < self.plan.tabs => {
                self.tally.fault("tab duplicated");
                let session = self.tabs[tab].session.clone();
                self.tabs.push(Tab { session, ..Tab::default() });
                self.open(self.tabs.len() - 1);
            }
            8..11 => {
                self.tally.fault("hidden");
                let hidden = self.tabs[tab].hidden;
                self.set_hidden(tab, !hidden);
            }
            11 | 12 => {
                self.tally.fault("offline");
                let offline = self.offline;
                self.set_offline(!offline);
            }
            13 if !self.service.conversations.is_empty() => {
                self.tally.fault("conversation deleted");
                let conversation = self.rng.index(self.service.conversations.len());
                self.service.conversations[conversation] = None;
            }
            16 => {
                if let Some((message, heir, ticket)) = self.browser.steal(self.tabs[tab].page(tab)) {
                    self.tally.fault("frozen");
                    self.dispatch(tab, Kind::LockLost(format!("m{message}").into()), None);
                    let ms = self.rng.below(20);
                    self.after(ms, What::Locked(heir, message, ticket));
                }
            }
            14 => {
                self.tally.fault("403");
                self.service.forbids = !self.service.forbids;
            }
            15 => {
                self.tally.fault("attributes broken");
                let life = self.tabs[tab].life;
                let error = ConfigError { attribute: "relay-url", problem: Problem::Missing };
                self.dispatch(tab, Kind::Misconfigured(error), None);
                if self.tabs[tab].alive && self.tabs[tab].life == life {
                    self.configure(tab);
                }
            }
            _ => {}
        }
    }

    /// True where nothing that this page stores is kept.
    pub fn forgets(&self) -> bool {
        self.browser.refuses || self.plan.persist == Persist::None
    }

    /// True where the fate of a turn's question is not known.
    pub fn is_unknown(state: TurnState, has_message: bool) -> bool {
        state == TurnState::Unsure || (state == TurnState::Stopped && !has_message)
    }
}
