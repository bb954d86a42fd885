//! The columns in the reader's order, and which of them are to be seen.

use std::ops::Deref;

/// Columns of a table by their index; as a slice, the visible ones from left to right.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Order {
    /// All of them, with those that are hidden at the places to which they come back.
    all: Vec<usize>,
    hidden: Vec<usize>,
    shown: Vec<usize>,
}

impl Order {
    /// So many columns in the table's own order.
    pub fn new(count: usize) -> Self {
        let all: Vec<usize> = (0..count).collect();
        Self { shown: all.clone(), all, hidden: Vec::new() }
    }

    /// Shows a column or not. The last one stays: false where nothing changes.
    pub fn show(&mut self, column: usize, shown: bool) -> bool {
        if shown != self.hidden.contains(&column) || (!shown && self.shown.len() < 2) {
            return false;
        }
        match shown {
            true => self.hidden.retain(|hidden| *hidden != column),
            false => self.hidden.push(column),
        }
        self.fill();
        true
    }

    /// Shows all columns.
    pub fn show_all(&mut self) {
        self.hidden.clear();
        self.fill();
    }

    /// True where all columns are to be seen.
    pub fn is_whole(&self) -> bool {
        self.hidden.is_empty()
    }

    /// Moves a visible column to the place of another; false where there is no such place.
    pub fn shift(&mut self, from: usize, to: usize) -> bool {
        let place = |at: usize| self.all.iter().position(|column| self.shown.get(at) == Some(column));
        let (Some(source), Some(target)) = (place(from), place(to)) else { return false };
        let column = self.all.remove(source);
        self.all.insert(target, column);
        self.fill();
        true
    }

    fn fill(&mut self) {
        let seen = |column: &usize| !self.hidden.contains(column);
        self.shown = self.all.iter().copied().filter(seen).collect();
    }
}

impl Deref for Order {
    type Target = [usize];

    fn deref(&self) -> &[usize] {
        &self.shown
    }
}
