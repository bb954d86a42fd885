//! What goes wrong with the browser and the service.

use genie_chat::config::{ConfigError, Problem};
use genie_chat::state::event::Kind;

use super::period::Period;
use super::plan::Locks;
use super::tab::Tab;
use super::world::{What, World};

type Strike = fn(&mut World<'_>, usize);

/// What may happen to a tab or to all, how often compared with the others, and what it does. What is unkind
/// happens only in schedules that have it.
const MISHAPS: [(&str, u64, Strike); 19] = [
    ("reload", 3, |world, tab| world.reload(tab)),
    ("tab closed", 1, |world, tab| world.close_tab(tab)),
    ("tab opened", 2, |world, _| world.open_tab()),
    ("tab duplicated", 2, |world, tab| world.duplicate(tab)),
    ("hidden", 3, |world, tab| world.hide(tab)),
    ("offline", 2, |world, _| world.go_offline()),
    ("conversation deleted", 1, |world, _| world.lose_conversation()),
    ("403", 1, |world, _| world.forbid()),
    ("attributes broken", 1, |world, tab| world.break_attributes(tab)),
    ("frozen", 1, |world, tab| world.steal(tab)),
    ("storage full", 3, |world, tab| world.fill_storage(tab)),
    ("storage damaged", 2, |world, tab| world.damage_storage(tab)),
    ("hook hangs", 2, |world, _| world.trouble("hook hangs", Period::HookHangs)),
    ("hook fails", 2, |world, _| world.trouble("hook fails", Period::HookFails)),
    ("session over", 2, |world, _| world.trouble("session over", Period::SessionOver)),
    ("404 of a proxy", 2, |world, _| world.trouble("404 of a proxy", Period::Proxy)),
    ("fell behind", 3, |world, tab| world.fall_behind(tab)),
    ("removed and inserted", 3, |world, tab| world.take_out(tab)),
    ("space changed", 2, |world, tab| world.change_space(tab)),
];

impl World<'_> {
    /// What is unkind from the beginning.
    pub fn begin(&mut self) {
        for name in [
            "locks refuse",
            "locks missing",
            "locks hang",
            "storage refused",
            "storage lies",
            "storage slow",
            "plain relay",
            "foreign relay",
        ] {
            if self.plan.has(name) {
                self.fault(name);
            }
        }
        if self.plan.has("session over") && self.rng.once_in(3) {
            self.trouble("session over", Period::SessionOver);
        }
        let (refuses, lies) = (self.plan.has("storage refused"), self.plan.has("storage lies"));
        self.sound = !refuses && !lies;
        let mut area = self.browser.local.borrow_mut();
        (area.refuses, area.lies) = (refuses, lies && !refuses);
    }

    /// A tab's own storage, as bad as the browser's.
    pub fn new_tab(&mut self) -> Tab {
        let tab = Tab::default();
        let local = self.browser.local.borrow();
        let mut area = tab.session.borrow_mut();
        (area.refuses, area.lies) = (local.refuses, local.lies);
        drop(area);
        tab
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
        let weigh = |(name, weight, _): &(&str, u64, Strike)| if self.plan.may(name) { *weight } else { 0 };
        let mut left = self.rng.below(MISHAPS.iter().map(weigh).sum());
        for (name, weight, strike) in MISHAPS {
            let weight = if self.plan.may(name) { weight } else { 0 };
            if left < weight {
                return strike(self, tab);
            }
            left -= weight;
        }
    }

    pub fn reload(&mut self, tab: usize) {
        self.fault("reload");
        self.leave_page(tab);
        let ms = self.rng.below(3_000);
        self.after(ms, What::Open(tab));
    }

    fn close_tab(&mut self, tab: usize) {
        if self.tabs.iter().filter(|tab| tab.alive).count() > 1 {
            self.fault("tab closed");
            self.close(tab);
        }
    }

    fn open_tab(&mut self) {
        if self.tabs.len() < self.plan.tabs {
            self.fault("tab opened");
            let tab = self.new_tab();
            self.tabs.push(tab);
            self.open(self.tabs.len() - 1);
        }
    }

    fn duplicate(&mut self, tab: usize) {
        if self.tabs.len() < self.plan.tabs {
            self.fault("tab duplicated");
            let session = self.tabs[tab].session.borrow().clone();
            self.tabs.push(Tab { session: std::rc::Rc::new(session.into()), ..Tab::default() });
            self.lose_memory(self.tabs.len() - 1);
            self.open(self.tabs.len() - 1);
        }
    }

    fn hide(&mut self, tab: usize) {
        if !self.is_frozen(tab) {
            self.fault("hidden");
            let hidden = self.tabs[tab].hidden;
            self.set_hidden(tab, !hidden);
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

    fn go_offline(&mut self) {
        self.fault("offline");
        let offline = self.offline;
        self.set_offline(!offline);
    }

    fn set_offline(&mut self, offline: bool) {
        self.offline = offline;
        for tab in 0..self.tabs.len() {
            if self.tabs[tab].alive && !self.is_frozen(tab) {
                self.tell_offline(tab);
            }
        }
        for index in 0..self.exchanges.len() {
            let exchange = &self.exchanges[index];
            if offline && exchange.open && exchange.left && self.rng.percent(60) {
                self.fault("connection cut");
                let lost = genie_chat::api::error::Lost::Network("cut".into());
                self.after(1, What::Return(index, Box::new(Err(lost))));
            }
        }
    }

    fn tell_offline(&mut self, tab: usize) {
        let now = self.now;
        self.settle_waits(tab);
        self.tabs[tab].offline = self.offline;
        self.tabs[tab].all_at_once(now);
        self.dispatch(tab, Kind::Offline(self.offline), None);
        self.check_quiet(tab);
    }

    fn lose_conversation(&mut self) {
        if !self.service.conversations.is_empty() {
            self.fault("conversation deleted");
            let conversation = self.rng.index(self.service.conversations.len());
            self.service.conversations[conversation] = None;
        }
    }

    fn forbid(&mut self) {
        self.fault("403");
        self.service.forbids = !self.service.forbids;
    }

    fn break_attributes(&mut self, tab: usize) {
        self.fault("attributes broken");
        let page = self.tabs[tab].page(tab);
        self.remember(tab);
        self.forgive_what_is_not_kept(tab);
        let error = ConfigError { attribute: "relay-url", problem: Problem::Missing };
        self.dispatch(tab, Kind::Leaving, None);
        if self.is_alive(page) {
            self.tabs[tab].keep = None;
            self.dispatch(tab, Kind::Misconfigured(error), None);
        }
        self.forgive_unstored(tab);
        if self.forgets() {
            self.forgive_deletions(tab, true);
        }
        if self.is_alive(page) {
            self.configure_again(tab);
        }
    }

    /// A page is frozen for so long that the next in line takes a message's lock.
    fn steal(&mut self, tab: usize) {
        let page = self.tabs[tab].page(tab);
        if let Some((message, heir, ticket)) = self.browser.steal(page) {
            self.fault("frozen");
            self.tabs[tab].losing.push(message);
            self.after(0, What::LockLost(page, message));
            let ms = self.rng.below(20);
            self.after(ms, What::Locked(heir, message, ticket));
        }
    }

    fn trouble(&mut self, name: &str, period: Period) {
        self.fault(name);
        self.last(period);
    }

    /// A page gets no events for long, and then all at once.
    fn fall_behind(&mut self, tab: usize) {
        if self.is_frozen(tab) {
            return;
        }
        self.fault("fell behind");
        let page = self.tabs[tab].page(tab);
        let ms = self.rng.between(30_000, 300_000);
        self.settle_waits(tab);
        self.after(ms, What::Thaw(page));
        self.tabs[tab].frozen_until = self.now + ms;
        // A lease runs out; a Web Lock does not.
        while self.plan.locks == Locks::Missing
            && let Some((message, heir, ticket)) = self.browser.steal(page)
        {
            self.tabs[tab].losing.push(message);
            self.after(0, What::LockLost(page, message));
            self.after(0, What::Locked(heir, message, ticket));
        }
    }

    pub fn thaw(&mut self, tab: usize) {
        let now = self.now;
        let page = self.tabs[tab].page(tab);
        let it = &mut self.tabs[tab];
        it.waits_at = now;
        it.all_at_once(now);
        // It hears first of the locks that it has lost.
        self.after(1, What::Woken(page));
    }

    pub fn wake(&mut self, tab: usize) {
        let page = self.tabs[tab].page(tab);
        if self.tabs[tab].offline != self.offline {
            self.tell_offline(tab);
        }
        if self.is_alive(page) && self.tabs[tab].hidden && !self.troubled {
            self.set_hidden(tab, false);
        }
    }

    /// From here on nothing goes wrong: every page is seen and online.
    pub fn calm(&mut self) {
        self.troubled = false;
        self.service.forbids = false;
        self.periods = Default::default();
        if self.offline {
            self.set_offline(false);
        }
        for tab in 0..self.tabs.len() {
            if self.tabs[tab].alive && self.tabs[tab].hidden && !self.is_frozen(tab) {
                self.set_hidden(tab, false);
            }
        }
    }
}
