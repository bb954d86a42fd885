//! Stable sorting by several columns, exact and in slices.

use std::cmp::Ordering;

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

struct Keys {
    by: SortBy,
    kind: Kind,
    keys: Vec<u64>,
    /// Equal keys mean equal values in the whole column.
    exact: bool,
}

/// A merge sort from the bottom up over keys of 8 bytes a value; text is looked at only where keys
/// do not decide.
pub(super) struct Sorter {
    columns: Vec<Keys>,
    count: usize,
    rows: Vec<u32>,
    merged: Vec<u32>,
    /// Rows of each sorted run.
    width: usize,
    /// The two runs that are being merged: next of the left, its end, next of the right, its end.
    left: usize,
    middle: usize,
    right: usize,
    end: usize,
}

impl Sorter {
    pub(super) fn new(table: &Table, by: &[SortBy]) -> Self {
        let count = table.rows();
        let column = |by: &SortBy| {
            let kind = table.columns().get(by.column).map_or(Kind::Other, Column::kind);
            Keys { by: *by, kind, keys: Vec::with_capacity(count), exact: true }
        };
        Self {
            columns: by.iter().map(column).collect(),
            count,
            rows: (0..u32::try_from(count).unwrap_or(u32::MAX)).collect(),
            merged: Vec::with_capacity(count),
            width: 1,
            left: 0,
            middle: 0,
            right: 0,
            end: 0,
        }
    }

    /// Looks at about `budget` rows; true when all are in order.
    pub(super) fn step(&mut self, table: &Table, mut budget: usize) -> bool {
        for column in &mut self.columns {
            while column.keys.len() < self.count {
                if budget == 0 {
                    return false;
                }
                let (key, exact) = value::key(column.kind, table.cell(column.keys.len(), column.by.column));
                column.keys.push(key);
                column.exact &= exact;
                budget -= 1;
            }
        }
        while !self.columns.is_empty() && self.width < self.count {
            if budget == 0 {
                return false;
            }
            self.merge(table);
            budget -= 1;
        }
        true
    }

    /// The rows in order, once [`Sorter::step`] said so.
    pub(super) fn into_rows(self) -> Vec<u32> {
        self.rows
    }

    /// Moves one row.
    fn merge(&mut self, table: &Table) {
        if self.left == self.middle && self.right == self.end {
            if self.end == self.count {
                std::mem::swap(&mut self.rows, &mut self.merged);
                self.width *= 2;
                self.end = 0;
                self.merged.clear();
                (self.left, self.middle, self.right) = (0, 0, 0);
                return;
            }
            self.left = self.end;
            self.middle = self.count.min(self.left + self.width);
            self.right = self.middle;
            self.end = self.count.min(self.middle + self.width);
        }
        let row = |at: usize, end: usize| self.rows.get(at).copied().filter(|_| at < end);
        let (left, right) = (row(self.left, self.middle), row(self.right, self.end));
        let takes_right = match (left, right) {
            (Some(left), Some(right)) => {
                self.compare(table, left as usize, right as usize) == Ordering::Greater
            }
            _ => left.is_none(),
        };
        if takes_right {
            self.right += 1;
            self.merged.extend(right);
        } else {
            self.left += 1;
            self.merged.extend(left);
        }
    }

    fn compare(&self, table: &Table, left: usize, right: usize) -> Ordering {
        for column in &self.columns {
            let key = |row: usize| column.keys.get(row).copied().unwrap_or(NULL);
            let (mine, others) = (key(left), key(right));
            let cell = |row| table.cell(row, column.by.column).unwrap_or_default();
            let order = match mine.cmp(&others) {
                Ordering::Equal if column.exact || mine == NULL => continue,
                Ordering::Equal => value::compare_same_key(column.kind, cell(left), cell(right)),
                order => order,
            };
            let reversed = column.by.descending && mine != NULL && others != NULL;
            match if reversed { order.reverse() } else { order } {
                Ordering::Equal => {}
                order => return order,
            }
        }
        Ordering::Equal
    }
}
