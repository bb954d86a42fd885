//! What all tabs of the imagined browser share: storage, claims and locks.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use genie_chat::config::Persist;
use genie_chat::state::lease::SETTLE_MS;

use super::plan::{Locks, Plan};
use super::storage::Area;

/// Where a tab and its present page are: another life has begun after each reload.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Page {
    pub tab: usize,
    pub life: u32,
}

/// To whom locks are given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rule {
    /// One page at a time, in the order in which they asked.
    OneByOne,
    /// Everybody: there are none, and nothing to make one of.
    Everybody,
    Nobody,
}

#[derive(Debug)]
pub struct Browser {
    /// What is stored for all tabs.
    pub local: Rc<RefCell<Area>>,
    /// Which pages were let post an intent.
    pub claims: BTreeMap<String, Vec<Page>>,
    /// Which page holds the lock of a question, if nothing else tells other tabs of it.
    pub askers: BTreeMap<String, Page>,
    rule: Rule,
    /// Who holds the lock of a message, followed by those who wait for it.
    locks: BTreeMap<usize, Vec<(Page, u32)>>,
    tickets: u32,
}

impl Browser {
    pub fn new(plan: &Plan) -> Self {
        // A lease in the storage takes their place only if other tabs read it.
        let leases = plan.persist == Persist::Local && !plan.has("storage refused");
        let rule = match plan.locks {
            Locks::Dead => Rule::Nobody,
            Locks::Missing if !leases => Rule::Everybody,
            Locks::Missing if plan.has("storage lies") => Rule::Nobody,
            _ => Rule::OneByOne,
        };
        // As long as the product takes for possible.
        let lag = if plan.has("storage slow") && plan.locks != Locks::Work {
            u64::from(SETTLE_MS) / 2 - 1
        } else {
            0
        };
        let mut local = Area::default();
        local.lag = lag;
        let local = Rc::new(RefCell::new(local));
        Self {
            local,
            claims: BTreeMap::new(),
            askers: BTreeMap::new(),
            rule,
            locks: BTreeMap::new(),
            tickets: 0,
        }
    }

    /// True if one page at a time has a lock.
    pub fn is_exclusive(&self) -> bool {
        self.rule == Rule::OneByOne
    }

    /// Notes that a page may post an intent.
    pub fn claimed(&mut self, page: Page, intent: &str) {
        self.claims.entry(intent.to_owned()).or_default().push(page);
    }

    /// Asks for a lock. Tells the ticket with which it is granted, where that is at once.
    pub fn lock(&mut self, page: Page, message: usize) -> Option<u32> {
        self.tickets += 1;
        let ticket = self.tickets;
        let line = self.locks.entry(message).or_default();
        assert!(line.iter().all(|(other, _)| *other != page), "the lock of m{message} was asked for twice");
        line.push((page, ticket));
        let first = line.len() == 1;
        (self.rule == Rule::Everybody || (first && self.is_exclusive())).then_some(ticket)
    }

    /// Gives a lock back, or leaves the line. Tells who has it now, where it changed hands.
    pub fn unlock(&mut self, page: Page, message: usize) -> Option<(Page, u32)> {
        let line = self.locks.get_mut(&message)?;
        let before = line.first().copied();
        let len = line.len();
        line.retain(|(other, _)| *other != page);
        assert!(line.len() < len, "the lock of m{message} was given back but never asked for");
        let heir = line.first().copied().filter(|first| Some(*first) != before);
        heir.filter(|_| self.is_exclusive())
    }

    /// A page is frozen for so long that the next in line takes its lock. Tells which and who.
    pub fn steal(&mut self, page: Page) -> Option<(usize, Page, u32)> {
        let held = |line: &Vec<(Page, u32)>| line.len() > 1 && line[0].0 == page;
        if !self.is_exclusive() {
            return None;
        }
        let (message, line) = self.locks.iter_mut().find(|(_, line)| held(line))?;
        line.rotate_left(1);
        Some((*message, line[0].0, line[0].1))
    }

    /// A page is gone: so are its locks. Tells who has them now.
    pub fn release(&mut self, page: Page) -> Vec<(usize, Page, u32)> {
        let mut heirs = Vec::new();
        let exclusive = self.is_exclusive();
        for (message, line) in &mut self.locks {
            let before = line.first().copied();
            line.retain(|(other, _)| *other != page);
            if let Some(first) = line.first().filter(|first| exclusive && Some(**first) != before) {
                heirs.push((*message, first.0, first.1));
            }
        }
        heirs
    }

    /// True where that ticket holds the lock.
    pub fn holds(&self, page: Page, message: usize, ticket: Option<u32>) -> bool {
        let line = self.locks.get(&message).map_or(&[][..], Vec::as_slice);
        let holders = match self.rule {
            Rule::OneByOne => line.get(..1).unwrap_or_default(),
            Rule::Everybody => line,
            Rule::Nobody => &[],
        };
        let is_it =
            |(holder, held): &(Page, u32)| *holder == page && ticket.is_none_or(|ticket| ticket == *held);
        holders.iter().any(is_it)
    }

    /// True where that page has or waits for the lock of a message, or of any.
    pub fn waits(&self, page: Page, message: Option<usize>) -> bool {
        let lines = self.locks.iter().filter(|(other, _)| message.is_none_or(|message| message == **other));
        lines.flat_map(|(_, line)| line).any(|(other, _)| *other == page)
    }

    /// The locks that anybody holds or waits for.
    pub fn locked(&self) -> Vec<usize> {
        self.locks.iter().filter(|(_, line)| !line.is_empty()).map(|(message, _)| *message).collect()
    }
}
