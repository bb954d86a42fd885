//! Where the reader is in a grid, where a key takes them, and what they have selected.

use std::ops::Range;

/// A cell by its place on the screen: row 0 is the header, the rows below it count from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Place {
    /// The row.
    pub row: usize,
    /// The visible column, from the left.
    pub column: usize,
}

/// What there is to move in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Extent {
    /// Rows without the header.
    pub rows: usize,
    /// Visible columns.
    pub columns: usize,
    /// Rows that a page has.
    pub page: usize,
}

/// The cells between two corners: rows without the header, counted from 0, and visible columns.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Area {
    /// The rows.
    pub rows: Range<usize>,
    /// The columns.
    pub columns: Range<usize>,
}

/// What a selection is made of; it grows by the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Reach {
    /// Cells.
    #[default]
    Cells,
    /// Whole rows.
    Rows,
    /// Whole columns.
    Columns,
}

impl Place {
    /// The nearest place within `extent`.
    #[must_use]
    pub fn within(self, extent: Extent) -> Self {
        let column = self.column.min(extent.columns.saturating_sub(1));
        Self { row: self.row.min(extent.rows), column }
    }

    /// Where a key leads (names as in UI Events' `KeyboardEvent.key`), with Control or Command held or
    /// not; `None` for keys that do not move. The keys are those of the ARIA grid pattern.
    pub fn moved(self, key: &str, control: bool, extent: Extent) -> Option<Self> {
        let Self { row, column } = self;
        let (last, end) = (extent.rows, extent.columns.saturating_sub(1));
        let first = 1.min(last);
        let (row, column) = match (key, control) {
            ("ArrowUp", false) => (row.saturating_sub(1), column),
            ("ArrowDown", false) => (row + 1, column),
            ("ArrowLeft", false) => (row, column.saturating_sub(1)),
            ("ArrowRight", false) => (row, column + 1),
            ("ArrowUp", true) => (first, column),
            ("ArrowDown", true) => (last, column),
            ("ArrowLeft", true) | ("Home", false) => (row, 0),
            ("ArrowRight", true) | ("End", false) => (row, end),
            ("Home", true) => (first, 0),
            ("End", true) => (last, end),
            ("PageUp", _) => (row.saturating_sub(extent.page).max(row.min(first)), column),
            ("PageDown", _) => (row + extent.page, column),
            _ => return None,
        };
        Some(Self { row, column }.within(extent))
    }
}

impl Area {
    /// The cells between two places; the header is never among them.
    pub fn between(one: Place, other: Place) -> Self {
        let span = |one: usize, other: usize| one.min(other)..one.max(other) + 1;
        let rows = span(one.row, other.row);
        Self { rows: rows.start.saturating_sub(1)..rows.end - 1, columns: span(one.column, other.column) }
    }

    /// The same cells, or the whole rows or columns in which they are.
    #[must_use]
    pub fn reaching(self, reach: Reach, extent: Extent) -> Self {
        match reach {
            Reach::Cells => self,
            Reach::Rows => Self { columns: 0..extent.columns, ..self },
            Reach::Columns => Self { rows: 0..extent.rows, ..self },
        }
    }

    /// True where it holds this cell.
    pub fn holds(&self, row: usize, column: usize) -> bool {
        self.rows.contains(&row) && self.columns.contains(&column)
    }

    /// Number of cells.
    pub fn len(&self) -> usize {
        self.rows.len() * self.columns.len()
    }

    /// True where it holds none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}
