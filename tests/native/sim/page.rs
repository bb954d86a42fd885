//! Pages: how they begin with what is stored, change their settings, and end.

use std::rc::Rc;

use genie_chat::config::{Config, Persist};
use genie_chat::state::event::Kind;
use genie_chat::state::keep::Keep;
use genie_chat::state::model::{Model, Opening};
use genie_chat::state::stored::{self, Record};

use super::super::state::{config, keep};
use super::net::Exchange;
use super::route::OTHER_SPACE;
use super::storage::Shelf;
use super::tab::Tab;
use super::world::{What, World};

impl World<'_> {
    fn config(&self) -> Config {
        let relay_url = if self.plan.has("foreign relay") { "https://relay.example" } else { "" };
        Config { persist: self.plan.persist, relay_url: relay_url.into(), ..config() }
    }

    pub fn shelf(&self, tab: usize) -> Shelf {
        Shelf::new(&self.browser.local, &self.tabs[tab].session, &self.calls).of(tab)
    }

    /// Gives a tab its next page, which begins with what is stored.
    pub fn open(&mut self, tab: usize) {
        let now = self.now;
        let offline = self.offline;
        // What was stored may have gone while there was no page.
        self.forgive_what_is_not_kept(tab);
        if self.forgets() {
            self.forgive_deletions(tab, false);
        }
        let it = &mut self.tabs[tab];
        *it = Tab {
            life: it.life + 1,
            alive: true,
            model: Model::default(),
            hidden: it.hidden && self.troubled,
            offline,
            session: std::mem::take(&mut it.session),
            left: it.left.take(),
            waits_at: now,
            ..Tab::default()
        };
        let (page, hidden) = (it.page(tab), it.hidden);
        if hidden {
            self.dispatch(tab, Kind::Hidden(true), None);
        }
        if offline && self.is_alive(page) {
            self.dispatch(tab, Kind::Offline(true), None);
        }
        if self.is_alive(page) {
            let config = self.config();
            self.configure(tab, config);
        }
    }

    /// The element has settings, and begins with what is stored for them.
    pub fn configure(&mut self, tab: usize, mut config: Config) {
        let (page, now) = (self.tabs[tab].page(tab), self.now);
        let known = self.tabs[tab].model.config.as_ref();
        if known.is_some_and(|known| !known.same_place(&config)) {
            // What was promised in the place that is left is done there.
            self.dispatch(tab, Kind::Leaving, None);
            if !self.is_alive(page) {
                return;
            }
        }
        self.calls.set(0);
        let keep = Keep::new(self.shelf(tab), &config);
        config.caller = keep.caller();
        let kept = keep.kept(None);
        let it = &mut self.tabs[tab];
        let same = it.model.config.as_ref().is_some_and(|now| now.same_place(&config));
        it.keep = Some(keep);
        if !same {
            it.begun_at = now;
            it.knows_relay = false;
            it.answered = false;
            it.mirror = kept.clone();
            it.polls.clear();
            it.known.clear();
        }
        self.dispatch(tab, Kind::Configured { config, kept }, None);
    }

    /// The page takes in what is stored now.
    pub fn read_again(&mut self, tab: usize) {
        self.calls.set(0);
        let it = &mut self.tabs[tab];
        let kept = it.keep.as_ref().map(|keep| keep.kept(None)).unwrap_or_default();
        if stored::of(&it.model).iter().all(|(record, _)| *record != Record::Open) {
            // It has not begun yet, and does so with this.
            for (record, text) in &kept {
                keep(&mut it.mirror, record.clone(), text.clone());
            }
        }
        self.dispatch(tab, Kind::Learned(kept), None);
    }

    /// The attributes are the same again after they could not be used.
    pub fn configure_again(&mut self, tab: usize) {
        let config = self.config();
        self.configure_known(tab, config);
    }

    /// The attributes do not say who asks: that is known as long as the relay and the space are the same.
    fn configure_known(&mut self, tab: usize, mut config: Config) {
        let now = self.tabs[tab].model.config.as_ref();
        let same = |now: &&Config| now.relay_url == config.relay_url && now.space == config.space;
        config.caller = now.filter(same).and_then(|now| now.caller.clone());
        self.configure(tab, config);
    }

    /// The relay has named another caller than the one whose state the page shows.
    pub fn belongs_to(&mut self, tab: usize, caller: &str) {
        let now = self.tabs[tab].model.config.clone();
        let Some(now) = now.filter(|now| now.caller.as_deref() != Some(caller)) else { return };
        self.fault("caller named");
        if now.caller.is_some() {
            // Who asked last was damaged: that was nobody's.
            self.forgive_what_is_not_kept(tab);
        }
        let config = Config { caller: Some(caller.to_owned()), ..now };
        Keep::new(self.shelf(tab), &config).take_over();
        self.configure(tab, config);
    }

    /// The page shows another space for a while.
    pub fn change_space(&mut self, tab: usize) {
        let page = self.tabs[tab].page(tab);
        if self.tabs[tab].model.config.as_ref().is_none_or(|config| config.space.as_str() == OTHER_SPACE) {
            return;
        }
        self.fault("space changed");
        self.remember(tab);
        self.forgive_what_is_not_kept(tab);
        let config = Config { space: OTHER_SPACE.into(), ..self.config() };
        self.configure_known(tab, config);
        self.forgive_unstored(tab);
        if self.forgets() {
            self.forgive_deletions(tab, true);
        }
        let ms = self.rng.pick(&[0, 50, 1_000, 20_000]);
        self.after(ms, What::Back(page));
    }

    pub fn come_back(&mut self, tab: usize) {
        let elsewhere = |config: &Config| config.space.as_str() == OTHER_SPACE;
        if self.tabs[tab].model.config.as_ref().is_some_and(elsewhere) {
            self.configure_again(tab);
        }
    }

    /// Remembers what a page shows that the next one has to show, too.
    pub fn remember(&mut self, tab: usize) {
        let it = &mut self.tabs[tab];
        let open = &it.model.open;
        let begun = open.opening != Opening::Loading || open.conversation.is_some();
        let here = it.model.config.as_ref().is_some_and(|config| config.space.as_str() != OTHER_SPACE);
        let keeps = self.sound && self.plan.persist != Persist::None && begun && here;
        if !keeps {
            return;
        }
        let waits = open.turns.iter().filter(|turn| turn.message.is_none());
        let left = waits.filter(|turn| !self.ledger.is_settled(&turn.intent));
        let questions = left.map(|turn| (turn.intent.clone(), turn.question.clone())).collect();
        // After everything was forgotten nothing says that it was empty.
        let empty = open.spot() == "~" && it.mirror.iter().any(|(record, _)| *record == Record::Open);
        it.left = Some(super::tab::Left { conversation: open.conversation.clone(), empty, questions });
    }

    /// A page is left. Browsers do not always say so.
    pub fn leave_page(&mut self, tab: usize) {
        let told = self.tell_leaving(tab);
        self.end_page(tab);
        self.lose_memory(tab);
        self.browser.askers.retain(|_, holder| holder.tab != tab);
        if self.forgets() {
            self.forgive_deletions(tab, told);
        }
    }

    /// State in memory ends with its page, but not when the element is only taken out of it.
    pub fn lose_memory(&mut self, tab: usize) {
        if self.plan.persist == Persist::None {
            self.tabs[tab].session = Rc::default();
        }
    }

    /// True if the page was told that it ends, and what it sends in that moment leaves.
    fn tell_leaving(&mut self, tab: usize) -> bool {
        let page = self.tabs[tab].page(tab);
        self.remember(tab);
        let told = self.rng.once_in(2) && !self.is_frozen(tab);
        if told {
            self.dispatch(tab, Kind::Leaving, None);
            self.hurry(page);
        }
        told && self.is_alive(page)
    }

    /// The element is taken out of its page, and comes back. The page itself goes on.
    pub fn take_out(&mut self, tab: usize) {
        self.fault("removed and inserted");
        self.remember(tab);
        let page = self.tabs[tab].page(tab);
        self.dispatch(tab, Kind::Leaving, None);
        let mine = |exchange: &&mut Exchange| exchange.page == page && exchange.open && exchange.outlives;
        self.exchanges.iter_mut().filter(mine).for_each(|exchange| exchange.orphan = true);
        self.end_page(tab);
        if self.forgets() {
            self.forgive_deletions(tab, true);
        }
        let ms = self.rng.pick(&[0, 300, 3_000]);
        self.after(ms, What::Open(tab));
    }

    /// The tab is closed: what only it knew and never sent is gone, as everybody expects.
    pub fn close(&mut self, tab: usize) {
        let told = self.tell_leaving(tab);
        self.end_page(tab);
        self.lose_memory(tab);
        self.browser.askers.retain(|_, holder| holder.tab != tab);
        self.forgive_deletions(tab, told);
        self.tabs[tab].left = None;
        let own = self.plan.persist == Persist::Session;
        self.forgive(tab, |posts, intent| own || posts.get(intent).is_none_or(|refused| *refused));
    }

    /// A page is gone, and with it all that it waits for.
    pub fn end_page(&mut self, tab: usize) {
        let page = self.tabs[tab].page(tab);
        self.tabs[tab].alive = false;
        self.tabs[tab].timers.clear();
        self.tabs[tab].watches.clear();
        let mine = |exchange: &&mut Exchange| exchange.page == page;
        for exchange in self.exchanges.iter_mut().rev().filter(mine) {
            exchange.open = false;
            exchange.never_left |= !exchange.left && !exchange.orphan;
        }
        for (message, heir, ticket) in self.browser.release(page) {
            let ms = self.rng.below(20);
            self.after(ms, What::Locked(heir, message, ticket));
        }
        self.forgive_what_is_not_kept(tab);
        self.forgive_unstored(tab);
    }

    /// A page begins anew: what it could not keep is gone.
    pub fn forgive_what_is_not_kept(&mut self, tab: usize) {
        if self.forgets() {
            self.forgive(tab, |_, _| true);
        }
    }

    /// True where nothing that this page stores is kept.
    pub fn forgets(&self) -> bool {
        !self.sound || self.plan.persist == Persist::None
    }
}
