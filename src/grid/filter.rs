//! Which rows a reader wants to see.

use std::cmp::Ordering;

use super::value;
use crate::domain::table::{Column, Kind, Table};
use crate::text::fold::{folded, holds};
use crate::text::time;

/// What a column's value must be. NULL passes none but a set that holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Test {
    /// Holds this text, in capitals or not.
    Contains(String),
    /// Is this value: numbers and times by value (`1.5` is `1.50`), text in capitals or not.
    Equals(String),
    /// Lies between these two, both included; one may be missing.
    Range(Option<String>, Option<String>),
    /// Lies between these two on the clock that the value was written by; without offsets.
    Clock(Option<String>, Option<String>),
    /// Is one of these, to the letter; `None` is NULL.
    OneOf(Vec<Option<String>>),
}

/// A search over all columns, and tests of single ones by their index; all must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Text that some cell of the row holds, in capitals or not; everything passes an empty one.
    pub search: String,
    /// What is searched for in another writing, which passes as well; empty for none.
    pub also: String,
    /// Columns and what their values must be.
    pub tests: Vec<(usize, Test)>,
}

impl Filter {
    /// True where it lets everything pass.
    pub fn is_empty(&self) -> bool {
        self.search.is_empty() && self.tests.is_empty()
    }
}

/// The distinct values of a column in the order of their first row, for a choice of few: `None` where
/// there are more than `most`.
pub fn distinct(table: &Table, column: usize, most: usize) -> Option<Vec<Option<&str>>> {
    let mut found: Vec<Option<&str>> = Vec::new();
    for row in 0..table.rows() {
        let cell = table.cell(row, column);
        if !found.contains(&cell) {
            if found.len() == most {
                return None;
            }
            found.push(cell);
        }
    }
    Some(found)
}

/// A filter with everything prepared that is the same for all rows.
pub(super) struct Matcher {
    search: String,
    tests: Vec<(usize, Kind, Test)>,
    scratch: String,
}

impl Matcher {
    pub(super) fn new(table: &Table, filter: &Filter, search: &str) -> Self {
        let test = |(column, test): &(usize, Test)| {
            let kind = table.columns().get(*column).map_or(Kind::Other, Column::kind);
            let test = match test {
                Test::Contains(part) => Test::Contains(folded(part)),
                Test::Equals(value) if value::is_text(kind) => Test::Equals(folded(value)),
                test => test.clone(),
            };
            (*column, kind, test)
        };
        Self {
            search: folded(search),
            tests: filter.tests.iter().map(test).collect(),
            scratch: String::new(),
        }
    }

    pub(super) fn passes(&mut self, table: &Table, row: usize) -> bool {
        let Self { search, tests, scratch } = self;
        if !search.is_empty() {
            // Most rows hold it nowhere, which one look at the whole row tells.
            let mut cells = (0..table.columns().len()).filter_map(|column| table.cell(row, column));
            if !holds(table.row_text(row), search, scratch) || !cells.any(|text| holds(text, search, scratch))
            {
                return false;
            }
        }
        tests.iter().all(|(column, kind, test)| {
            let cell = table.cell(row, *column);
            if let Test::OneOf(values) = test {
                return values.iter().any(|value| value.as_deref() == cell);
            }
            let Some(text) = cell else { return false };
            let order = |bound: &str| value::compare(*kind, text, bound);
            match test {
                Test::Contains(part) => holds(text, part, scratch),
                Test::Equals(value) if !value::is_text(*kind) => order(value) == Ordering::Equal,
                Test::Equals(value) => folded(text) == *value,
                Test::Range(from, to) => {
                    from.as_ref().is_none_or(|from| order(from) != Ordering::Less)
                        && to.as_ref().is_none_or(|to| order(to) != Ordering::Greater)
                }
                Test::Clock(from, to) => {
                    let clock = |text: &str| time::read(text).map(|written| written.clock);
                    // Only times have a place on a clock.
                    clock(text).is_some_and(|at| {
                        let bound = |bound: &Option<String>| bound.as_deref().and_then(clock);
                        bound(from).is_none_or(|from| at >= from) && bound(to).is_none_or(|to| at <= to)
                    })
                }
                Test::OneOf(_) => true,
            }
        })
    }
}
