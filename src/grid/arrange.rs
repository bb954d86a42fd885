//! The rows of a table in the order and selection that the reader wants.
//!
//! The order is computed for all rows and kept, so that a letter typed into the search costs one pass.
//! What was shown stays until the new arrangement is complete.

use std::sync::Arc;

use super::filter::{Filter, Matcher};
use super::sort::{SortBy, Sorter};
use crate::domain::table::Table;

enum Work {
    Sort(Sorter),
    Filter { matchers: Vec<Matcher>, at: usize, found: Vec<u32> },
    None,
}

/// Row numbers of a table, sorted and filtered.
pub struct Arrange {
    by: Vec<SortBy>,
    filter: Filter,
    /// All rows, sorted.
    order: Vec<u32>,
    /// Those of them that pass.
    rows: Arc<Vec<u32>>,
    work: Work,
}

impl Arrange {
    /// All rows in their own order.
    pub fn new(table: &Table) -> Self {
        let order: Vec<u32> = (0..short(table.rows())).collect();
        let rows = Arc::new(order.clone());
        Self { by: Vec::new(), filter: Filter::default(), order, rows, work: Work::None }
    }

    /// The rows to show, as far as it was decided last.
    pub fn rows(&self) -> &Arc<Vec<u32>> {
        &self.rows
    }

    /// The columns by which the rows are, or will be, sorted; the first decides first.
    pub fn sorted_by(&self) -> &[SortBy] {
        &self.by
    }

    /// Begins to sort; no columns stand for the table's own order.
    pub fn sort(&mut self, table: &Table, by: Vec<SortBy>) {
        self.by = by;
        self.restart(table);
    }

    /// Begins to filter.
    pub fn filter(&mut self, table: &Table, filter: Filter) {
        self.filter = filter;
        if !matches!(self.work, Work::Sort(_)) {
            self.scan(table);
        }
    }

    /// Begins anew, because the table has other rows now.
    pub fn restart(&mut self, table: &Table) {
        self.work = Work::Sort(Sorter::new(table, &self.by));
    }

    /// True where all rows are shown, as they are in the table.
    pub fn is_plain(&self) -> bool {
        self.by.is_empty() && self.filter.is_empty() && matches!(self.work, Work::None)
    }

    /// Takes up rows that a table has gained at its end. At once where all are shown as they are in the
    /// table: true then. Otherwise it begins anew.
    pub fn append(&mut self, table: &Table) -> bool {
        if !self.is_plain() {
            self.restart(table);
            return false;
        }
        self.order.extend(short(self.order.len())..short(table.rows()));
        self.rows = Arc::new(self.order.clone());
        true
    }

    /// Looks at about `budget` rows; true when [`Arrange::rows`] is what was asked for.
    pub fn step(&mut self, table: &Table, budget: usize) -> bool {
        match &mut self.work {
            Work::None => true,
            Work::Sort(sorter) => {
                if sorter.step(table, budget) {
                    if let Work::Sort(sorter) = std::mem::replace(&mut self.work, Work::None) {
                        self.order = sorter.into_rows();
                    }
                    self.scan(table);
                }
                matches!(self.work, Work::None)
            }
            Work::Filter { matchers, at, found } => {
                let end = self.order.len().min(at.saturating_add(budget));
                let slice = self.order.get(*at..end).unwrap_or_default();
                let mut passes =
                    |row: &u32| matchers.iter_mut().any(|matcher| matcher.passes(table, *row as usize));
                found.extend(slice.iter().copied().filter(&mut passes));
                *at = end;
                let done = end == self.order.len();
                if done {
                    self.rows = Arc::new(std::mem::take(found));
                    self.work = Work::None;
                }
                done
            }
        }
    }

    fn scan(&mut self, table: &Table) {
        if self.filter.is_empty() {
            self.rows = Arc::new(self.order.clone());
            self.work = Work::None;
        } else {
            let other = Some(&self.filter.also).filter(|also| !also.is_empty());
            let searches = [&self.filter.search].into_iter().chain(other);
            let matchers = searches.map(|search| Matcher::new(table, &self.filter, search)).collect();
            self.work = Work::Filter { matchers, at: 0, found: Vec::new() };
        }
    }
}

/// Rows are numbered with 32 bits: memory ends before.
fn short(rows: usize) -> u32 {
    u32::try_from(rows).unwrap_or(u32::MAX)
}
