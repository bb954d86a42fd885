//! Stable sorting by several columns, exact and in slices.
//!
//! The last column is sorted by first, then the one before it; each sort keeps the order of equals.
//! Rows are merged by keys of 8 bytes; text is looked at only in runs of equal keys, once where the
//! run turns out to be in order, as in a column of few values.

use std::cmp::Ordering;
use std::ops::Range;

use super::value::{self, NULL};
use crate::domain::table::{Column, Kind, Table};

/// A column to sort by. NULL comes last in either direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SortBy {
    /// The column's index.
    pub column: usize,
    /// The largest value first.
    pub descending: bool,
}

/// The column that is being sorted by.
struct Current {
    by: SortBy,
    kind: Kind,
    /// The first row whose text is not NULL, and with how many of its bytes all texts begin.
    first: Option<usize>,
    common: usize,
    keys: Vec<u64>,
    /// Equal keys mean equal values in the whole column.
    exact: bool,
}

/// A merge sort from the bottom up over some places of the order.
#[derive(Default)]
struct Merge {
    places: Range<usize>,
    /// Rows of each sorted run.
    width: usize,
    /// What is left of the two runs that are being merged.
    left: Range<usize>,
    right: Range<usize>,
}

enum Phase {
    /// Finds with what all texts begin; the next row.
    Prefix(usize),
    /// Makes keys.
    Keys,
    /// Merges by keys.
    Merge(Merge),
    /// Looks at a run of equal keys: where it begins, the next place, whether it is in order so far.
    Run(usize, usize, bool),
    /// Merges such a run by what the values are.
    MergeRun(Merge),
}

pub(super) struct Sorter {
    /// The columns still to sort by, the last of them next.
    by: Vec<SortBy>,
    current: Option<Current>,
    phase: Phase,
    rows: Vec<u32>,
    merged: Vec<u32>,
}

impl Sorter {
    pub(super) fn new(table: &Table, by: &[SortBy]) -> Self {
        let rows = (0..u32::try_from(table.rows()).unwrap_or(u32::MAX)).collect();
        Self { by: by.to_vec(), current: None, phase: Phase::Keys, rows, merged: Vec::new() }
    }

    /// Looks at about `budget` rows; true when all are in order.
    pub(super) fn step(&mut self, table: &Table, budget: usize) -> bool {
        for _ in 0..budget {
            if !self.advance(table) {
                return true;
            }
        }
        false
    }

    /// The rows in order, once [`Sorter::step`] said so.
    pub(super) fn into_rows(self) -> Vec<u32> {
        self.rows
    }

    /// Looks at one row. False when all is done.
    fn advance(&mut self, table: &Table) -> bool {
        let count = self.rows.len();
        let Some(current) = &mut self.current else {
            let Some(by) = self.by.pop() else { return false };
            let kind = table.columns().get(by.column).map_or(Kind::Other, Column::kind);
            self.phase = if value::is_text(kind) { Phase::Prefix(0) } else { Phase::Keys };
            let keys = Vec::with_capacity(count);
            self.current = Some(Current { by, kind, first: None, common: 0, keys, exact: true });
            return true;
        };
        let next = match &mut self.phase {
            Phase::Prefix(row) if *row < count && (current.common > 0 || current.first.is_none()) => {
                current.narrow(table, *row);
                *row += 1;
                None
            }
            Phase::Prefix(_) => Some(Phase::Keys),
            Phase::Keys if current.keys.len() < count => {
                current.push_key(table);
                None
            }
            Phase::Keys => Some(Phase::Merge(Merge::of(0..count))),
            Phase::Merge(merge) => {
                let after = |left, right| current.key(left) > current.key(right);
                let done = !merge.advance(&mut self.rows, &mut self.merged, after);
                done.then_some(Phase::Run(0, 1, true))
            }
            Phase::Run(start, at, _) if current.exact || (*at > count && *start >= count) => {
                self.current = None;
                return true;
            }
            Phase::Run(start, at, ordered) => {
                let row = |place: usize| self.rows.get(place).map(|row| *row as usize);
                match (row(*at - 1), row(*at)) {
                    (Some(last), Some(next)) if current.key(last) == current.key(next) => {
                        *ordered &= current.compare(table, last, next) != Ordering::Greater;
                        *at += 1;
                        None
                    }
                    _ if *ordered => Some(Phase::Run(*at, *at + 1, true)),
                    _ => Some(Phase::MergeRun(Merge::of(*start..*at))),
                }
            }
            Phase::MergeRun(merge) => {
                let after = |left, right| current.compare(table, left, right) == Ordering::Greater;
                let end = merge.places.end;
                let done = !merge.advance(&mut self.rows, &mut self.merged, after);
                done.then_some(Phase::Run(end, end + 1, true))
            }
        };
        if let Some(next) = next {
            self.phase = next;
        }
        true
    }
}

impl Current {
    fn cell<'a>(&self, table: &'a Table, row: usize) -> Option<&'a str> {
        table.cell(row, self.by.column)
    }

    fn key(&self, row: usize) -> u64 {
        self.keys.get(row).copied().unwrap_or(NULL)
    }

    /// Shortens the common beginning to what this row shares.
    fn narrow(&mut self, table: &Table, row: usize) {
        let Some(text) = self.cell(table, row) else { return };
        let Some(first) = self.first else {
            self.first = Some(row);
            self.common = text.len();
            return;
        };
        let first = self.cell(table, first).unwrap_or_default();
        let same = |(mine, others): &(u8, u8)| mine == others;
        self.common = first.bytes().zip(text.bytes()).take(self.common).take_while(same).count();
    }

    fn push_key(&mut self, table: &Table) {
        let cell = self.cell(table, self.keys.len());
        // Within a letter, and then in all texts, the beginning cannot be skipped.
        let (key, exact) = value::key(self.kind, cell.map(|text| text.get(self.common..).unwrap_or(text)));
        // NULL stays last where the order of the others is turned round.
        let key = if self.by.descending && key != NULL { NULL - 1 - key } else { key };
        self.keys.push(key);
        self.exact &= exact;
    }

    /// Compares two rows whose keys are equal.
    fn compare(&self, table: &Table, left: usize, right: usize) -> Ordering {
        let (Some(mine), Some(others)) = (self.cell(table, left), self.cell(table, right)) else {
            return Ordering::Equal;
        };
        let order = value::compare_same_key(self.kind, mine, others);
        if self.by.descending { order.reverse() } else { order }
    }
}

impl Merge {
    fn of(places: Range<usize>) -> Self {
        let start = places.start..places.start;
        Self { places, width: 1, left: start.clone(), right: start }
    }

    /// Moves one row. False when all are in order.
    fn advance(
        &mut self,
        rows: &mut [u32],
        merged: &mut Vec<u32>,
        after: impl Fn(usize, usize) -> bool,
    ) -> bool {
        if self.left.is_empty() && self.right.is_empty() {
            let end = self.places.end;
            if self.right.end == end {
                if let Some(target) = rows.get_mut(self.places.clone()).filter(|_| !merged.is_empty()) {
                    target.copy_from_slice(merged);
                    merged.clear();
                    self.width *= 2;
                }
                self.right = self.places.start..self.places.start;
            }
            if self.width >= self.places.len() {
                return false;
            }
            let start = self.right.end;
            let middle = end.min(start + self.width);
            self.left = start..middle;
            self.right = middle..end.min(middle + self.width);
        }
        let next = |run: &Range<usize>| rows.get(run.start).copied().filter(|_| !run.is_empty());
        let (left, right) = (next(&self.left), next(&self.right));
        let takes_right = match (left, right) {
            (Some(left), Some(right)) => after(left as usize, right as usize),
            _ => left.is_none(),
        };
        let (run, row) = if takes_right { (&mut self.right, right) } else { (&mut self.left, left) };
        run.start += 1;
        merged.extend(row);
        true
    }
}
