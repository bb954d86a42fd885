//! Requests on their way: what becomes of one that leaves, and of one that arrives.

use genie_chat::api::error::Lost;
use genie_chat::state::event::Kind;

use super::browser::Page;
use super::net::{self, Exchange, Fate};
use super::period::Period;
use super::route::Route;
use super::world::{What, World};

impl World<'_> {
    /// The request is served, and its reply leaves.
    pub fn arrive(&mut self, index: usize) {
        let exchange = &self.exchanges[index];
        let sure = exchange.fate == Fate::LandsLate || matches!(exchange.route, Route::Delete(_));
        // What was aborted on its way sometimes arrives all the same.
        if !exchange.open && !sure && self.rng.once_in(2) {
            return;
        }
        let exchange = &mut self.exchanges[index];
        let repeated = std::mem::take(&mut exchange.repeated);
        let served = self.service.serve(&mut self.rng, self.now, exchange);
        exchange.made = served.made;
        if let Some(made) = served.made {
            let text = &self.service.messages[made].question;
            let known = self.service.messages.iter().filter(|message| message.question == *text).count();
            let asked = self.asks.get(text).copied().unwrap_or_default() as usize;
            let by = if exchange.fate == Fate::Resent { "by the browser" } else { "by a page" };
            assert!(known <= asked, "{text} was asked {asked} times and arrived {known} times, {by}");
        }
        if repeated {
            // The connection breaks, and the browser sends it once more.
            let ms = self.rng.below(1_000);
            if self.service.ours && self.rng.once_in(3) {
                // Somebody on the way takes the first and refuses the second.
                self.fault("repetition refused");
                let status = self.rng.pick(&[401, 403, 409, 429, 429]);
                let outcome = net::answered(status, None);
                return self.after(ms, What::Return(index, Box::new(outcome)));
            }
            return self.after(ms, What::Arrive(index));
        }
        if !matches!(exchange.fate, Fate::Cut | Fate::ServedBut(_) | Fate::ReplyLost) {
            exchange.listed = served.listed;
        }
        let outcome = exchange.fate.reply(served.reply);
        exchange.denied = outcome.as_ref().is_ok_and(|reply| reply.status == 404);
        let late = exchange.fate == Fate::ReplyLate;
        let again = exchange.fate == Fate::Repeated;
        let ms =
            if late { exchange.timeout_ms + self.rng.below(9_000) } else { self.rng.below(self.plan.travel) };
        if matches!(self.exchanges[index].route, Route::Rows(..) | Route::EarlierRows(..))
            && self.rng.once_in(2)
        {
            let sooner = self.rng.below(ms + 1);
            self.after(sooner, What::Come(index));
        }
        if again {
            let later = ms + self.rng.below(20_000);
            self.after(later, What::Return(index, Box::new(outcome.clone())));
        }
        self.after(ms, What::Return(index, Box::new(outcome)));
    }

    /// A request waits for the page's hook, which answers at once, or late, or never.
    pub fn ask_hook(&mut self, index: usize) {
        if self.lasts(Period::HookHangs) {
            return;
        }
        if self.lasts(Period::HookFails) {
            let lost = Err(Lost::NotSent("no token".into()));
            return self.after(1, What::Return(index, Box::new(lost)));
        }
        let slow = self.troubled && self.plan.has("hook slow") && self.rng.once_in(4);
        let ms = if slow { self.rng.between(1, 12_000) } else { 0 };
        if slow {
            self.fault("hook slow");
        }
        self.after(ms, What::Hooked(index));
    }

    /// The hook has answered: the request leaves, unless it was aborted.
    pub fn hooked(&mut self, index: usize) {
        let exchange = &mut self.exchanges[index];
        let (page, id) = (exchange.page, exchange.id);
        if exchange.left || exchange.never_left || !(exchange.open || exchange.orphan) {
            exchange.never_left |= !exchange.left;
            return;
        }
        exchange.left = true;
        let orphan = exchange.orphan;
        self.leave(index);
        if !orphan && self.is_alive(page) {
            self.dispatch(page.tab, Kind::Left(id), None);
        }
    }

    /// What a page sends in the moment in which it ends, if the hook answers in the same moment.
    pub fn hurry(&mut self, page: Page) {
        if self.lasts(Period::HookHangs) || self.lasts(Period::HookFails) {
            return;
        }
        let waits = |exchange: &Exchange| exchange.page == page && exchange.outlives && !exchange.left;
        let waiting: Vec<usize> =
            (0..self.exchanges.len()).filter(|index| waits(&self.exchanges[*index])).collect();
        for index in waiting {
            if !self.plan.has("hook slow") {
                self.hooked(index);
            }
        }
    }

    /// True if anything answers that page's requests, whether or not it may read the replies.
    pub fn answers(&mut self) -> bool {
        let lost = self.troubled && self.rng.percent(self.plan.fault_percent / 4);
        !self.offline && !lost
    }

    /// Decides the fate of a request that leaves.
    fn leave(&mut self, index: usize) {
        let travel = self.rng.below(self.plan.travel);
        let timeout = self.exchanges[index].timeout_ms;
        if self.is_kept_back(index, travel) {
            return;
        }
        if self.troubled && self.rng.percent(self.plan.fault_percent) {
            let (name, fate) = Fate::draw(&mut self.rng);
            self.fault(name);
            self.exchanges[index].fate = fate;
        } else if self.troubled && self.plan.has("POST repeated") && self.exchanges[index].route.asks() {
            self.repeat(index);
        }
        match self.exchanges[index].fate.clone() {
            Fate::LostOnTheWay => {
                self.after(travel, What::Return(index, Box::new(Err(Lost::Network("lost".into())))));
            }
            Fate::LostSilently => {}
            Fate::Answered(status, wait) => {
                self.after(travel, What::Return(index, Box::new(net::answered(status, wait))));
            }
            Fate::LandsLate => {
                let ms = timeout + self.rng.below(60_000);
                self.after(ms, What::Arrive(index));
            }
            Fate::Slow => {
                let ms = self.rng.below(20_000);
                self.after(ms, What::Arrive(index));
            }
            _ => self.after(travel, What::Arrive(index)),
        }
    }

    /// True if the browser or somebody on the way keeps every request back just now.
    fn is_kept_back(&mut self, index: usize, travel: u64) -> bool {
        let info = self.exchanges[index].route == Route::Info && self.plan.has("info failed");
        let (name, outcome, ms) = if self.offline {
            (None, Err(Lost::Network("offline".into())), 1)
        } else if self.lasts(Period::SessionOver) {
            // Where a redirect leads, this page's requests may not follow.
            let foreign = self.plan.has("foreign relay");
            let lost = if foreign { Lost::Network("Failed to fetch".into()) } else { Lost::Redirected };
            (None, Err(lost), travel)
        } else if self.lasts(Period::Proxy) {
            (None, Ok(net::no_backend()), travel)
        } else if info && self.troubled && self.rng.percent(70) {
            (Some("info failed"), Ok(net::not_info(&mut self.rng)), travel)
        } else {
            return false;
        };
        name.into_iter().for_each(|name| self.fault(name));
        self.after(ms, What::Return(index, Box::new(outcome)));
        true
    }

    /// The browser sends a POST twice, because the connection that it reused has broken.
    fn repeat(&mut self, index: usize) {
        if !self.rng.once_in(3) {
            return;
        }
        self.fault("POST repeated");
        self.exchanges[index].fate = Fate::Resent;
        self.exchanges[index].repeated = true;
        if !self.service.ours || self.exchanges[index].attempt.is_none() {
            // A plain proxy, or a relay that was told no name, cannot know that it is the same.
            *self.asks.entry(self.exchanges[index].content.clone()).or_default() += 1;
        }
    }
}
