//! Requests on their way: what becomes of one that leaves, and of one that arrives.

use genie_chat::api::error::Lost;

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
        if exchange.never_left || (!exchange.open && !sure && self.rng.once_in(2)) {
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

    /// Decides the fate of a request that leaves.
    pub fn leave(&mut self, exchange: Exchange) {
        let index = self.exchanges.len();
        let timeout = exchange.timeout_ms;
        let travel = self.rng.below(self.plan.travel);
        self.exchanges.push(exchange);
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
        if matches!(self.exchanges[index].fate, Fate::LostSilently | Fate::LandsLate | Fate::ReplyLate) {
            self.after(timeout, What::Return(index, Box::new(Err(Lost::Timeout))));
        }
    }

    /// True if the hook, the browser or somebody on the way keeps every request back just now.
    fn is_kept_back(&mut self, index: usize, travel: u64) -> bool {
        let info = self.exchanges[index].route == Route::Info && self.plan.has("info failed");
        let (name, outcome, ms) = if self.lasts(Period::HookHangs) {
            self.exchanges[index].never_left = true;
            // As the shell is, it waits for the hook for ever, and for longer than the request's own time.
            return true;
        } else if self.lasts(Period::HookFails) {
            (None, Err(Lost::NotSent("no token".into())), 1)
        } else if self.offline {
            (None, Err(Lost::Network("offline".into())), 1)
        } else if self.lasts(Period::SessionOver) {
            (None, Err(Lost::Network("Failed to fetch".into())), travel)
        } else if self.lasts(Period::Proxy) {
            (None, Ok(net::no_backend()), travel)
        } else if info && self.troubled && self.rng.percent(70) {
            (Some("info failed"), net::answered(503, None), travel)
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
        if !self.service.ours {
            // A plain proxy cannot know that it is the same; nobody can help that.
            *self.asks.entry(self.exchanges[index].content.clone()).or_default() += 1;
        }
    }
}
