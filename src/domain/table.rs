//! A result table whose cells stay exactly the strings that Genie sent.
//!
//! All text of all cells lies in one buffer with the end of each cell beside
//! it, so that a result of 100,000 cells costs three allocations and not
//! 100,000. Columns are addressed by index: names may repeat.

/// What Genie tells of one column.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Column {
    /// The name; it need not be unique.
    pub name: String,
    /// The type's short name, e.g. `DECIMAL`.
    pub type_name: String,
    /// The type in SQL, e.g. `DECIMAL(18,2)`.
    pub type_text: String,
}

impl Column {
    /// True for types whose values are compared by size and stand right-aligned.
    pub fn is_numeric(&self) -> bool {
        matches!(self.type_name.as_str(), "BYTE" | "SHORT" | "INT" | "LONG" | "FLOAT" | "DOUBLE" | "DECIMAL")
    }
}

/// Cells in reading order, filled row by row while a reply is decoded.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cells {
    text: String,
    /// End of each cell in `text`, in bytes.
    ends: Vec<u32>,
    /// One bit a cell: set where the cell is NULL.
    nulls: Vec<u64>,
    /// Number of cells before the end of each row.
    row_ends: Vec<u32>,
}

impl Cells {
    /// Appends one cell; `None` is SQL's NULL, which is not the empty string.
    pub fn push(&mut self, cell: Option<&str>) {
        let index = self.ends.len();
        if index.is_multiple_of(64) {
            self.nulls.push(0);
        }
        match cell {
            Some(text) => self.text.push_str(text),
            None => {
                if let Some(word) = self.nulls.last_mut() {
                    *word |= 1 << (index % 64);
                }
            }
        }
        self.ends.push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
    }

    /// Ends the current row.
    pub fn end_row(&mut self) {
        self.row_ends.push(u32::try_from(self.ends.len()).unwrap_or(u32::MAX));
    }

    /// Number of rows ended so far.
    pub fn rows(&self) -> usize {
        self.row_ends.len()
    }

    fn get(&self, index: usize) -> Option<&str> {
        let end = *self.ends.get(index)? as usize;
        let null = self.nulls.get(index / 64).is_some_and(|word| word >> (index % 64) & 1 == 1);
        let start = if index == 0 { 0 } else { *self.ends.get(index - 1)? as usize };
        if null { None } else { self.text.get(start..end) }
    }

    fn row(&self, row: usize) -> std::ops::Range<usize> {
        let start = if row == 0 { 0 } else { self.row_ends.get(row - 1).copied().unwrap_or(0) };
        let end = self.row_ends.get(row).copied().unwrap_or(start);
        start as usize..end as usize
    }
}

/// Columns and cells of one result, or of the part of it that Genie sent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    columns: Vec<Column>,
    cells: Cells,
    total: Option<u64>,
    truncated: bool,
    partial: bool,
}

impl Table {
    /// Puts columns and cells together.
    ///
    /// `total` is the number of rows that Genie says the result has,
    /// `truncated` that Genie cut it. Cells beyond the last column get a
    /// column without a name, so that nothing that was sent is hidden.
    pub fn new(mut columns: Vec<Column>, cells: Cells, total: Option<u64>, truncated: bool) -> Self {
        let widest = (0..cells.rows()).map(|row| cells.row(row).len()).max().unwrap_or(0);
        if widest > columns.len() {
            columns.resize_with(widest, Column::default);
        }
        Self { columns, cells, total, truncated, partial: false }
    }

    /// The same, known to lack rows that the service holds back in further chunks.
    #[must_use]
    pub fn with_more(mut self, more: bool) -> Self {
        self.partial = more;
        self
    }

    /// The columns, in order.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// Number of rows that are here.
    pub fn rows(&self) -> usize {
        self.cells.rows()
    }

    /// Number of rows that the result has, which may be more than are here.
    pub fn total(&self) -> u64 {
        let here = self.rows() as u64;
        self.total.map_or(here, |total| total.max(here))
    }

    /// True where Genie cut the result.
    pub fn truncated(&self) -> bool {
        self.truncated
    }

    /// True where the result has rows that are not here, whether or not their number is known:
    /// [`Table::total`] is then a lower bound.
    pub fn is_partial(&self) -> bool {
        self.partial || self.total() > self.rows() as u64
    }

    /// The exact text of a cell; `None` for NULL and outside the table.
    pub fn cell(&self, row: usize, column: usize) -> Option<&str> {
        let range = self.cells.row(row);
        if column < range.len() { self.cells.get(range.start + column) } else { None }
    }
}
