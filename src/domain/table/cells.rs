//! The arena that holds a table's cells: text, the end of each cell, and which are NULL.
//!
//! Rows lie in blocks of [`BLOCK`] rows, each with one text buffer. So a result of two million cells
//! costs a few hundred allocations, nothing is ever copied to grow, and the blocks of a table that
//! grows (further chunks, `rows.csv`) are shared with the table that was shown before it.

use std::sync::Arc;

/// Rows of a full block.
const BLOCK: usize = 1024;

#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Block {
    text: String,
    /// End of each cell in `text`, in bytes.
    ends: Vec<u32>,
    /// One bit a cell: set where the cell is NULL.
    nulls: Vec<u64>,
    /// Number of cells before the end of each row.
    row_ends: Vec<u32>,
}

impl Block {
    fn close(&mut self, null: bool) {
        let index = self.ends.len();
        if index.is_multiple_of(64) {
            self.nulls.push(0);
        }
        if let Some(word) = self.nulls.last_mut() {
            *word |= u64::from(null) << (index % 64);
        }
        self.ends.push(short(self.text.len()));
    }

    /// Forgets all cells after the `cells`th.
    fn truncate(&mut self, cells: usize) {
        self.ends.truncate(cells);
        self.nulls.truncate(cells.div_ceil(64));
        if let Some(word) = self.nulls.last_mut().filter(|_| !cells.is_multiple_of(64)) {
            *word &= (1 << (cells % 64)) - 1;
        }
        self.text.truncate(before(&self.ends, cells));
    }

    fn shrink(&mut self) {
        self.text.shrink_to_fit();
        self.ends.shrink_to_fit();
        self.nulls.shrink_to_fit();
        self.row_ends.shrink_to_fit();
    }

    fn cell(&self, row: usize, column: usize) -> Option<&str> {
        let index = before(&self.row_ends, row) + column;
        if index >= *self.row_ends.get(row)? as usize || self.nulls.get(index / 64)? >> (index % 64) & 1 == 1
        {
            return None;
        }
        self.text.get(before(&self.ends, index)..*self.ends.get(index)? as usize)
    }

    fn row(&self, row: usize) -> Option<&str> {
        let end = before(&self.ends, *self.row_ends.get(row)? as usize);
        self.text.get(before(&self.ends, before(&self.row_ends, row))..end)
    }

    fn bytes(&self) -> usize {
        let numbers = 4 * (self.ends.capacity() + self.row_ends.capacity()) + 8 * self.nulls.capacity();
        size_of::<Self>() + self.text.capacity() + numbers
    }
}

/// Where the `index`th piece begins: at the end of the one before.
fn before(ends: &[u32], index: usize) -> usize {
    index.checked_sub(1).and_then(|last| ends.get(last)).map_or(0, |end| *end as usize)
}

/// A block is far below 4 GB: a reply is at most 25 MiB, and memory ends before.
fn short(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// Cells in reading order, filled row by row while rows are decoded; a clone costs no text but that
/// of the last, unfinished block.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cells {
    full: Vec<Arc<Block>>,
    open: Block,
    widest: usize,
}

impl Cells {
    /// Appends one cell; `None` is SQL's NULL, which is not the empty string.
    pub fn push(&mut self, cell: Option<&str>) {
        self.open.text.push_str(cell.unwrap_or_default());
        self.open.close(cell.is_none());
    }

    /// Appends a piece of a cell's text, which [`Cells::close`] ends: for text that is unescaped on its way.
    pub fn extend(&mut self, piece: &str) {
        self.open.text.push_str(piece);
    }

    /// Ends the cell whose text was given by [`Cells::extend`]; as NULL, it must not have been given any.
    pub fn close(&mut self, null: bool) {
        self.open.close(null);
    }

    /// Ends the current row.
    pub fn end_row(&mut self) {
        let cells = self.open.ends.len();
        self.widest = self.widest.max(cells - before(&self.open.row_ends, self.open.row_ends.len()));
        self.open.row_ends.push(short(cells));
        if self.open.row_ends.len() == BLOCK {
            let mut block = std::mem::take(&mut self.open);
            block.shrink();
            self.full.push(Arc::new(block));
        }
    }

    /// Forgets what was given since the last row's end.
    pub fn undo_row(&mut self) {
        self.open.truncate(before(&self.open.row_ends, self.open.row_ends.len()));
    }

    /// Gives memory back that was kept for rows to come.
    pub fn shrink(&mut self) {
        self.open.shrink();
        self.full.shrink_to_fit();
    }

    /// Number of rows ended so far.
    pub fn rows(&self) -> usize {
        self.full.len() * BLOCK + self.open.row_ends.len()
    }

    /// Number of cells in the longest row.
    pub fn widest(&self) -> usize {
        self.widest
    }

    /// Bytes of memory that the cells hold.
    pub fn bytes(&self) -> usize {
        let full = self.full.iter().map(|block| block.bytes()).sum::<usize>();
        full + self.full.capacity() * size_of::<Arc<Block>>() + size_of::<Self>() + self.open.bytes()
    }

    /// The exact text of a cell; `None` for NULL and where there is none.
    pub fn get(&self, row: usize, column: usize) -> Option<&str> {
        self.block(row).cell(row % BLOCK, column)
    }

    /// The text of all cells of a row, one behind the other: what it does not hold, no cell holds.
    pub fn row_text(&self, row: usize) -> &str {
        self.block(row).row(row % BLOCK).unwrap_or_default()
    }

    fn block(&self, row: usize) -> &Block {
        self.full.get(row / BLOCK).map_or(&self.open, |block| block)
    }
}
