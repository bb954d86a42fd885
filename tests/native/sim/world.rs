//! The imagined world: a queue of what will happen, in virtual time, and one schedule of it.

use std::cell::Cell;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BinaryHeap};
use std::rc::Rc;

use genie_chat::api::decode::Outcome;
use genie_chat::domain::ids::TurnKey;
use genie_chat::state::effect::{RequestId, TimerId};
use genie_chat::state::event::Kind;
use genie_chat::state::model::StorageTrouble;
use genie_chat::state::note::Note;

use super::browser::{Browser, Page};
use super::ledger::Ledger;
use super::net::Exchange;
use super::period::{PERIODS, Period};
use super::plan::Plan;
use super::rng::Rng;
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
    /// The page's hook has answered.
    Hooked(usize),
    /// The time of a request is over; the number names one of its times.
    Due(Page, RequestId, u32),
    Probed(Page),
    /// A page without locks says that it wants to post.
    Bid(Page, TurnKey, String),
    /// A page has the lock under which it is decided whether it may post.
    Claim(Page, TurnKey, String),
    Locked(Page, usize, u32),
    LockLost(Page, usize),
    /// The storage did not take what a page wanted to keep.
    Refused(Page),
    /// The relay has named the caller.
    Named(Page, String),
    /// Another page's news.
    Hear(Page, Note),
    /// A page that was frozen goes on.
    Thaw(Page),
    /// It hears what has changed meanwhile.
    Woken(Page),
    /// The element gets the settings back that it had.
    Back(Page),
    /// The reader asks, or the page ends, soon after a conversation was deleted.
    AskSoon(Page),
    LeaveSoon(Page),
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
    /// Until when each kind of trouble lasts.
    pub periods: [u64; PERIODS],
    /// How often the reader asked each text.
    pub asks: BTreeMap<String, u32>,
    /// What the reader was promised.
    pub ledger: Ledger,
    /// True as long as the storage has kept what it was given.
    pub sound: bool,
    /// For each intent that was posted: whether all its POSTs were refused.
    pub posts: BTreeMap<String, bool>,
    pub texts: u64,
    pub steps: u32,
    /// Calls of the storage in this step.
    pub calls: Rc<Cell<u32>>,
    queue: BinaryHeap<Entry>,
    seq: u64,
}

impl<'a> World<'a> {
    pub fn new(seed: u64, tally: &'a mut Tally, trace: bool) -> Self {
        let mut rng = Rng::new(seed);
        let plan = Plan::draw(&mut rng);
        let service = Service::new(&mut rng, &plan);
        Self {
            now: BEGIN,
            rng,
            tally,
            trace,
            tabs: Vec::new(),
            browser: Browser::new(&plan),
            plan,
            service,
            exchanges: Vec::new(),
            troubled: true,
            offline: false,
            periods: [0; PERIODS],
            asks: BTreeMap::new(),
            ledger: Ledger::default(),
            sound: true,
            posts: BTreeMap::new(),
            texts: 0,
            steps: 0,
            calls: Rc::default(),
            queue: BinaryHeap::new(),
            seq: 0,
        }
    }

    /// Runs the schedule to its end.
    pub fn run(mut self) {
        self.tally.add(Group::Note, "schedules");
        self.begin();
        let tab = self.new_tab();
        self.tabs.push(tab);
        self.open(0);
        self.after(10, What::Act);
        self.after(500, What::Mishap);
        let calm = self.rng.pick(&[30_000, 120_000, 900_000]);
        self.after(calm, What::Calm);
        while let Some(Entry(at, _, what)) = self.queue.pop() {
            self.now = at;
            self.browser.local.borrow_mut().now = at;
            self.happen(what);
        }
        self.check_end();
    }

    pub fn after(&mut self, ms: u64, what: What) {
        self.seq += 1;
        self.queue.push(Entry(self.now.saturating_add(ms), self.seq, what));
    }

    /// Something goes wrong: counted, and told.
    pub fn fault(&mut self, name: &str) {
        self.tally.fault(name);
        if self.trace {
            println!("{:>9} FAULT  {name}", self.now % 100_000_000);
        }
    }

    pub fn is_alive(&self, page: Page) -> bool {
        let tab = &self.tabs[page.tab];
        tab.alive && tab.life == page.life
    }

    pub fn is_frozen(&self, tab: usize) -> bool {
        self.tabs[tab].frozen_until > self.now
    }

    /// The page to which that happens.
    fn page_of(&self, what: &What) -> Option<Page> {
        match what {
            What::Return(exchange, _) | What::Come(exchange) | What::Hooked(exchange) => {
                Some(self.exchanges[*exchange].page)
            }
            What::Fire(page, _)
            | What::Due(page, ..)
            | What::Probed(page)
            | What::Bid(page, ..)
            | What::Claim(page, ..)
            | What::Locked(page, ..)
            | What::LockLost(page, _)
            | What::Refused(page)
            | What::Named(page, _)
            | What::Hear(page, _)
            | What::Thaw(page)
            | What::Woken(page)
            | What::Back(page)
            | What::AskSoon(page)
            | What::LeaveSoon(page) => Some(*page),
            _ => None,
        }
    }

    fn happen(&mut self, what: What) {
        let Some(page) = self.page_of(&what) else { return self.happen_to_all(&what) };
        let alive = self.is_alive(page);
        if alive && self.is_frozen(page.tab) {
            // It hears of everything when it goes on.
            let left = self.tabs[page.tab].frozen_until - self.now;
            return self.after(left, what);
        }
        match what {
            What::Return(exchange, outcome) => self.bring(exchange, *outcome),
            What::Hooked(exchange) => self.hooked(exchange),
            _ if !alive => {}
            What::Come(exchange) => self.bring_first_rows(exchange),
            What::Fire(_, timer) => {
                let index = self.tabs[page.tab].timers.iter().position(|known| *known == timer);
                if let Some(index) = index {
                    self.tabs[page.tab].timers.swap_remove(index);
                    self.dispatch(page.tab, Kind::Fired(timer), None);
                }
            }
            What::Due(_, id, watch) => self.due(page, id, watch),
            What::Probed(_) => {
                let answers = self.answers();
                // The page's policy may forbid to go where a redirect leads.
                let forbidden = answers && self.lasts(Period::SessionOver) && self.rng.once_in(2);
                let kind = if forbidden { Kind::Redirected } else { Kind::Probed(answers) };
                self.dispatch(page.tab, kind, None);
            }
            What::Bid(_, turn, intent) => self.bid(page, turn, intent),
            What::Claim(_, turn, intent) => self.locked(page, turn, intent),
            What::Locked(_, message, ticket) if self.browser.holds(page, message, Some(ticket)) => {
                let now = self.now;
                let poll = self.tabs[page.tab].poll(message, now);
                (poll.at_once, poll.since) = (true, now);
                self.dispatch(page.tab, Kind::Locked(format!("m{message}").into()), None);
            }
            What::LockLost(_, message) => {
                self.tabs[page.tab].losing.retain(|other| *other != message);
                self.dispatch(page.tab, Kind::LockLost(format!("m{message}").into()), None);
            }
            What::Refused(_) => {
                self.dispatch(page.tab, Kind::StorageFailed(StorageTrouble::Refused), None);
            }
            What::Named(_, caller) => self.belongs_to(page.tab, &caller),
            What::Hear(_, note) => {
                if let (Note::Taken(intent), Some(keep)) = (&note, &self.tabs[page.tab].keep) {
                    keep.claim(intent);
                }
                self.dispatch(page.tab, Kind::Heard(note), None);
            }
            What::Thaw(_) => self.thaw(page.tab),
            What::Woken(_) => self.wake(page.tab),
            What::Back(_) => self.come_back(page.tab),
            What::AskSoon(_) => self.ask_soon(page.tab),
            What::LeaveSoon(_) => self.leave_soon(page.tab),
            _ => {}
        }
    }

    fn happen_to_all(&mut self, what: &What) {
        match what {
            What::Arrive(exchange) => self.arrive(*exchange),
            What::Act => self.act(),
            What::Mishap => self.mishap(),
            // A page that crashed while it was being left has its next one already.
            What::Open(tab) if !self.tabs[*tab].alive => self.open(*tab),
            What::Calm => self.calm(),
            _ => {}
        }
    }
}
