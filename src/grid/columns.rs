//! Where columns lie, which of them are to be seen, and how wide their content is.

use std::ops::Range;

use crate::domain::table::Table;
use crate::text::width::letters;

/// Up to here all columns are drawn: more of them cost more in each frame than a window does.
const ALL: usize = 12;

/// Columns that are drawn at either side of those that have to be, so that they stay for a while.
const SPARE: usize = 2;

/// Rows that are looked at for a column's width.
const SAMPLE: usize = 200;

/// Visible columns, from left to right.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Columns {
    /// Their right edges in CSS pixels.
    rights: Vec<f64>,
}

impl Columns {
    /// Columns of these widths in CSS pixels.
    pub fn new(widths: impl Iterator<Item = f64>) -> Self {
        let rights = widths.scan(0.0, |right, width| {
            *right += width;
            Some(*right)
        });
        Self { rights: rights.collect() }
    }

    /// Where a column begins; behind the last one, where the table ends.
    pub fn left(&self, column: usize) -> f64 {
        let before = column.min(self.rights.len()).checked_sub(1);
        before.and_then(|before| self.rights.get(before)).copied().unwrap_or(0.0)
    }

    /// Width of all columns.
    pub fn width(&self) -> f64 {
        self.left(self.rights.len())
    }

    /// The columns that have to be drawn in a box that is `viewport` wide and scrolled by `scroll`; a pinned first
    /// column is drawn besides. One more at either side is drawn, so that scrolling does not flash.
    pub fn window(&self, scroll: f64, viewport: f64) -> Range<usize> {
        let count = self.rights.len();
        if count <= ALL {
            return 0..count;
        }
        let first = self.rights.partition_point(|right| *right <= scroll);
        let last = self.rights.partition_point(|right| *right < scroll + viewport);
        first.saturating_sub(1)..count.min(last + 2)
    }

    /// The columns to draw where these have to be and those are: the same, as long as they do.
    pub fn drawn(&self, needed: Range<usize>, now: Range<usize>) -> Range<usize> {
        let count = self.rights.len();
        if now.start <= needed.start && needed.end <= now.end && now.end <= count {
            return now;
        }
        needed.start.saturating_sub(SPARE)..count.min(needed.end + SPARE)
    }
}

/// The width of a column's content in characters of one width: the widest of up to 200 cells from all
/// over the table, at most `most`.
pub fn fit(table: &Table, column: usize, most: usize) -> usize {
    let step = table.rows().div_ceil(SAMPLE).max(1);
    let cells = (0..table.rows()).step_by(step).filter_map(|row| table.cell(row, column));
    cells.map(|text| letters(text, most)).max().unwrap_or(0)
}
