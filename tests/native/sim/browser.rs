//! What all tabs of the imagined browser share: storage, claims and locks.

use std::collections::BTreeMap;

use genie_chat::state::stored::Kept;

/// Where a tab and its present page are: another life has begun after each reload.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Page {
    pub tab: usize,
    pub life: u32,
}

#[derive(Debug, Default)]
pub struct Browser {
    /// What is stored for all tabs.
    pub stored: Kept,
    /// True where nothing can be stored.
    pub refuses: bool,
    /// Which page may post an intent: the first that claimed it.
    pub claims: BTreeMap<String, Page>,
    /// Who holds the lock of a message, followed by those who wait for it.
    locks: BTreeMap<usize, Vec<(Page, u32)>>,
    tickets: u32,
}

impl Browser {
    pub fn new(refuses: bool) -> Self {
        Self { refuses, ..Self::default() }
    }

    /// Claims an intent for a page; only the first gets it.
    pub fn claim(&mut self, page: Page, intent: &str) -> bool {
        if self.claims.contains_key(intent) {
            return false;
        }
        self.claims.insert(intent.to_owned(), page);
        true
    }

    /// Asks for a lock. Tells the ticket with which it is granted, where that is at once.
    pub fn lock(&mut self, page: Page, message: usize) -> Option<u32> {
        self.tickets += 1;
        let ticket = self.tickets;
        let line = self.locks.entry(message).or_default();
        assert!(line.iter().all(|(other, _)| *other != page), "the lock of m{message} was asked for twice");
        line.push((page, ticket));
        (line.len() == 1).then_some(ticket)
    }

    /// Gives a lock back, or leaves the line. Tells who has it now, where it changed hands.
    pub fn unlock(&mut self, page: Page, message: usize) -> Option<(Page, u32)> {
        let line = self.locks.get_mut(&message)?;
        let before = line.first().copied();
        let len = line.len();
        line.retain(|(other, _)| *other != page);
        assert!(line.len() < len, "the lock of m{message} was given back but never asked for");
        line.first().copied().filter(|first| Some(*first) != before)
    }

    /// A page is frozen for so long that the next in line takes its lock. Tells which and who.
    pub fn steal(&mut self, page: Page) -> Option<(usize, Page, u32)> {
        let held = |line: &Vec<(Page, u32)>| line.len() > 1 && line[0].0 == page;
        let (message, line) = self.locks.iter_mut().find(|(_, line)| held(line))?;
        line.rotate_left(1);
        Some((*message, line[0].0, line[0].1))
    }

    /// A page is gone: so are its locks. Tells who has them now.
    pub fn release(&mut self, page: Page) -> Vec<(usize, Page, u32)> {
        let mut heirs = Vec::new();
        for (message, line) in &mut self.locks {
            let before = line.first().copied();
            line.retain(|(other, _)| *other != page);
            if let Some(first) = line.first().filter(|first| Some(**first) != before) {
                heirs.push((*message, first.0, first.1));
            }
        }
        heirs
    }

    /// True where that ticket holds the lock.
    pub fn holds(&self, page: Page, message: usize, ticket: Option<u32>) -> bool {
        let first = self.locks.get(&message).and_then(|line| line.first());
        first.is_some_and(|(holder, held)| *holder == page && ticket.is_none_or(|ticket| ticket == *held))
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
