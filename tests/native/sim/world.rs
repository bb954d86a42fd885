//! The imagined world: a queue of what will happen, in virtual time, and one schedule of it.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BinaryHeap};

use genie_chat::api::decode::Outcome;
use genie_chat::api::error::Lost;
use genie_chat::config::Persist;
use genie_chat::domain::ids::TurnKey;
use genie_chat::state::effect::TimerId;
use genie_chat::state::event::Kind;
use genie_chat::state::note::Note;

use super::browser::{Browser, Page};
use super::net::{self, Exchange, Fate};
use super::rng::Rng;
use super::route::Route;
use super::service::Service;
use super::tab::Tab;
use super::tally::{Group, Tally};

/// When every schedule begins, in ms since the epoch.
const BEGIN: u64 = 1_700_000_000_000;

/// Something that will happen.
pub enum What {
    /// A request reaches the service.
    Arrive(usize),
    /// A reply, or the news that there is none, reaches the page.
    Return(usize, Box<Outcome>),
    /// The first rows of a reply are there, and the others on their way.
    Come(usize),
    Fire(Page, TimerId),
    /// The claim of an intent is decided; the page hears of it later.
    Decide(Page, TurnKey, String),
    Claimed(Page, TurnKey, String, bool),
    Locked(Page, usize, u32),
    /// Another page's news.
    Hear(Page, Note),
    /// The reader does something.
    Act,
    /// Something goes wrong with the browser or the service.
    Mishap,
    /// A tab gets its next page.
    Open(usize),
    /// From here on nothing goes wrong any more.
    Calm,
}

struct Entry(u64, u64, What);

impl Ord for Entry {
    /// The earliest is the greatest, as the heap wants it.
    fn cmp(&self, other: &Self) -> Ordering {
        (other.0, other.1).cmp(&(self.0, self.1))
    }
}
impl PartialOrd for Entry {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl PartialEq for Entry {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}
impl Eq for Entry {}

/// How rough one schedule is. Each schedule draws its own, so that calm and wild ones both occur.
pub struct Plan {
    pub fault_percent: u64,
    pub acts: u64,
    pub mishaps: u64,
    pub tabs: usize,
    /// Longest time that a request or reply travels, in ms.
    pub travel: u64,
    pub crashes: bool,
    pub late_timers: bool,
    pub persist: Persist,
}

pub struct World<'a> {
    pub now: u64,
    pub rng: Rng,
    pub plan: Plan,
    pub tally: &'a mut Tally,
    pub trace: bool,
    pub tabs: Vec<Tab>,
    pub browser: Browser,
    pub service: Service,
    pub exchanges: Vec<Exchange>,
    /// True until everything goes well.
    pub troubled: bool,
    pub offline: bool,
    /// How often the reader asked each text.
    pub asks: BTreeMap<String, u32>,
    /// For each intent that was posted: whether all its POSTs were refused.
    pub posts: BTreeMap<String, bool>,
    pub texts: u64,
    pub steps: u32,
    queue: BinaryHeap<Entry>,
    seq: u64,
}

impl<'a> World<'a> {
    pub fn new(seed: u64, tally: &'a mut Tally, trace: bool) -> Self {
        let mut rng = Rng::new(seed);
        let refuses = rng.once_in(12);
        let plan = Plan {
            fault_percent: rng.pick(&[0, 5, 5, 20, 50]),
            acts: rng.between(1, 10),
            mishaps: rng.pick(&[0, 1, 3, 6]),
            tabs: rng.between(1, 4) as usize,
            travel: rng.pick(&[20, 200, 3_000]),
            crashes: rng.once_in(2),
            late_timers: rng.once_in(3),
            persist: if rng.once_in(6) { Persist::Session } else { Persist::Local },
        };
        let service = Service::new(&mut rng);
        Self {
            now: BEGIN,
            rng,
            plan,
            tally,
            trace,
            tabs: Vec::new(),
            browser: Browser::new(refuses),
            service,
            exchanges: Vec::new(),
            troubled: true,
            offline: false,
            asks: BTreeMap::new(),
            posts: BTreeMap::new(),
            texts: 0,
            steps: 0,
            queue: BinaryHeap::new(),
            seq: 0,
        }
    }

    /// Runs the schedule to its end.
    pub fn run(mut self) {
        self.tally.add(Group::Note, "schedules");
        if self.browser.refuses {
            self.tally.fault("storage refused");
        }
        self.tabs.push(Tab::default());
        self.open(0);
        self.after(10, What::Act);
        self.after(500, What::Mishap);
        let calm = self.rng.pick(&[30_000, 120_000, 900_000]);
        self.after(calm, What::Calm);
        while let Some(Entry(at, _, what)) = self.queue.pop() {
            self.now = at;
            self.happen(what);
        }
        self.check_end();
    }

    pub fn after(&mut self, ms: u64, what: What) {
        self.seq += 1;
        self.queue.push(Entry(self.now.saturating_add(ms), self.seq, what));
    }

    pub fn is_alive(&self, page: Page) -> bool {
        let tab = &self.tabs[page.tab];
        tab.alive && tab.life == page.life
    }

    fn happen(&mut self, what: What) {
        match what {
            What::Arrive(exchange) => self.arrive(exchange),
            What::Return(exchange, outcome) => self.bring(exchange, *outcome),
            What::Come(exchange) => self.bring_first_rows(exchange),
            What::Fire(page, timer) => {
                let index = self.tabs[page.tab].timers.iter().position(|known| *known == timer);
                if let Some(index) = index.filter(|_| self.is_alive(page)) {
                    self.tabs[page.tab].timers.swap_remove(index);
                    self.dispatch(page.tab, Kind::Fired(timer), None);
                }
            }
            What::Decide(page, turn, intent) => {
                let granted = self.browser.claim(page, &intent);
                let ms = self.rng.below(30);
                self.after(ms, What::Claimed(page, turn, intent, granted));
            }
            What::Claimed(page, turn, intent, granted) => {
                if self.is_alive(page) {
                    if !granted {
                        // Another question to look for.
                        let now = self.now;
                        self.tabs[page.tab].all_at_once(now);
                        self.tally.fault("claim refused");
                    }
                    self.dispatch(page.tab, Kind::Claimed { turn, intent, granted }, None);
                }
            }
            What::Locked(page, message, ticket) => {
                if self.is_alive(page) && self.browser.holds(page, message, Some(ticket)) {
                    let now = self.now;
                    let poll = self.tabs[page.tab].poll(message, now);
                    (poll.at_once, poll.since) = (true, now);
                    self.dispatch(page.tab, Kind::Locked(format!("m{message}").into()), None);
                }
            }
            What::Hear(page, note) => {
                if self.is_alive(page) {
                    self.dispatch(page.tab, Kind::Heard(note), None);
                }
            }
            What::Act => self.act(),
            What::Mishap => self.mishap(),
            // A page that crashed while it was being left has its next one already.
            What::Open(tab) if !self.tabs[tab].alive => self.open(tab),
            What::Open(_) => {}
            What::Calm => self.calm(),
        }
    }

    /// The request is served, and its reply leaves.
    fn arrive(&mut self, index: usize) {
        let exchange = &self.exchanges[index];
        // What was aborted on its way sometimes arrives all the same.
        if !exchange.open && exchange.fate != Fate::LandsLate && self.rng.once_in(2) {
            return;
        }
        let exchange = &mut self.exchanges[index];
        let served =
            self.service.serve(&mut self.rng, self.now, exchange.route, &exchange.content, &exchange.intent);
        exchange.made = served.made;
        if let Some(made) = served.made {
            let text = &self.service.messages[made].question;
            let known = self.service.messages.iter().filter(|message| message.question == *text).count();
            let asked = self.asks.get(text).copied().unwrap_or_default() as usize;
            assert!(known <= asked, "{text} was asked {asked} times and arrived {known} times");
        }
        if !matches!(exchange.fate, Fate::Cut | Fate::ServedBut(_) | Fate::ReplyLost) {
            exchange.listed = served.listed;
        }
        let outcome = exchange.fate.reply(served.reply);
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
        if self.offline {
            return self.after(1, What::Return(index, Box::new(Err(Lost::Network("offline".into())))));
        }
        if self.troubled && self.rng.percent(self.plan.fault_percent) {
            let (name, fate) = Fate::draw(&mut self.rng);
            self.tally.fault(name);
            self.exchanges[index].fate = fate;
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
}
