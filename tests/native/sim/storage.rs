//! The browser's storage, as unkind as real ones: it refuses, is full, says that it has stored what it has
//! not, is damaged, and shows one tab late what another one has written.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use genie_chat::state::keep::{Place, Storage};

use super::rng::Rng;

/// Calls in one step from which on a page is taken to hang.
const MOST_CALLS: u32 = 10_000;
/// What tabs without locks write to tell who posts a question.
const LATE: &str = "genie-chat:claims";

/// Everything that is stored for a browser, or for a tab.
#[derive(Debug, Clone, Default)]
pub struct Area {
    texts: BTreeMap<String, String>,
    /// How many bytes fit into it; as many as wanted if nobody else has filled it.
    quota: Option<usize>,
    /// True if it refuses every call.
    pub refuses: bool,
    /// True if it only gives and removes.
    pub takes_nothing: bool,
    /// True if it says that it has stored what it has not.
    pub lies: bool,
    /// How long other tabs see what was there before a claim was written, in ms. HTML promises no order, and browsers
    /// copy storage from one process to another.
    pub lag: u64,
    pub now: u64,
    /// What was written so lately that not every tab sees it, the oldest first.
    late: Vec<Late>,
}

#[derive(Debug, Clone)]
struct Late {
    key: String,
    before: Option<String>,
    tab: usize,
    until: u64,
}

impl Area {
    fn bytes(&self) -> usize {
        self.texts.iter().map(|(name, text)| name.len() + text.len()).sum()
    }

    /// The host page fills it: so many more bytes fit.
    pub fn fill(&mut self, room: usize) {
        self.quota = Some(self.bytes() + room);
    }

    /// What a tab sees: all that it has written itself, and of the others what has come to it.
    fn get(&self, tab: usize, key: &str) -> Option<&String> {
        let mut seen = self.texts.get(key).filter(|_| !self.refuses);
        for late in self.late.iter().rev().filter(|late| late.key == key) {
            if late.tab == tab || late.until <= self.now {
                break;
            }
            seen = late.before.as_ref();
        }
        seen
    }

    /// Keeps what is there for the tabs to which a change has not come.
    fn delay(&mut self, tab: usize, key: &str) {
        if self.lag > 0 && key.starts_with(LATE) {
            self.late.retain(|late| late.until > self.now);
            let before = self.texts.get(key).cloned();
            self.late.push(Late { key: key.to_owned(), before, tab, until: self.now + self.lag });
        }
    }

    fn set(&mut self, key: &str, value: &str) -> bool {
        if self.refuses || self.lies {
            return self.lies;
        }
        if self.takes_nothing {
            return false;
        }
        let before = self.texts.get(key).map_or(0, |text| key.len() + text.len());
        let after = self.bytes() - before + key.len() + value.len();
        // What becomes shorter always fits.
        let fits = self.quota.is_none_or(|quota| after <= quota || after < self.bytes());
        if fits {
            self.texts.insert(key.to_owned(), value.to_owned());
        }
        fits
    }

    /// Something that is stored is cut, or becomes something else.
    pub fn damage(&mut self, rng: &mut Rng) -> bool {
        let names: Vec<String> = self.texts.keys().cloned().collect();
        if names.is_empty() {
            return false;
        }
        let text = self.texts.get_mut(&names[rng.index(names.len())]).expect("it is stored");
        let cut = text.floor_char_boundary(text.len() / 2);
        match rng.below(3) {
            0 => text.truncate(cut),
            1 => *text = r#"{"v":99}"#.into(),
            _ => *text = "[object Object]".into(),
        }
        true
    }
}

/// The storage as one tab sees it.
#[derive(Debug, Clone)]
pub struct Shelf {
    local: Rc<RefCell<Area>>,
    session: Rc<RefCell<Area>>,
    /// Calls in this step.
    calls: Rc<Cell<u32>>,
    tab: usize,
}

impl Shelf {
    pub fn new(local: &Rc<RefCell<Area>>, session: &Rc<RefCell<Area>>, calls: &Rc<Cell<u32>>) -> Self {
        Self { local: Rc::clone(local), session: Rc::clone(session), calls: Rc::clone(calls), tab: 0 }
    }

    /// The same for another tab than the first.
    pub fn of(self, tab: usize) -> Self {
        Self { tab, ..self }
    }

    fn area(&self, place: Place) -> &RefCell<Area> {
        self.calls.set(self.calls.get() + 1);
        assert!(self.calls.get() <= MOST_CALLS, "the storage is asked without end: the page hangs");
        match place {
            Place::Local => &self.local,
            Place::Session => &self.session,
        }
    }
}

impl Storage for Shelf {
    fn get(&self, place: Place, key: &str) -> Option<String> {
        let area = self.area(place).borrow();
        area.get(self.tab, key).cloned()
    }

    fn set(&self, place: Place, key: &str, value: &str) -> bool {
        let mut area = self.area(place).borrow_mut();
        area.delay(self.tab, key);
        area.set(key, value)
    }

    fn remove(&self, place: Place, key: &str) -> bool {
        let mut area = self.area(place).borrow_mut();
        if !area.refuses {
            area.delay(self.tab, key);
            area.texts.remove(key);
        }
        !area.refuses
    }

    fn names(&self, place: Place) -> Vec<String> {
        let area = self.area(place).borrow();
        area.texts.keys().filter(|_| !area.refuses).cloned().collect()
    }
}
