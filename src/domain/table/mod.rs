//! A result table whose cells stay exactly the strings that Genie sent.
//!
//! The text of the cells lies in a few large buffers ([`Cells`]), never in a `String` a cell.
//! Columns are addressed by index: names may repeat. What is computed from a table (order, filter,
//! totals, exports) is in `grid`.

mod cells;
mod kind;

pub use cells::Cells;
pub use kind::Kind;

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
    /// What its type means for its values.
    pub fn kind(&self) -> Kind {
        Kind::of(&self.type_name, &self.type_text)
    }

    /// The type as SQL writes it, or its short name where Genie tells no more.
    pub fn sql_type(&self) -> &str {
        if self.type_text.is_empty() { &self.type_name } else { &self.type_text }
    }

    /// True for types whose values are compared by size and stand right-aligned.
    pub fn is_numeric(&self) -> bool {
        self.kind().is_numeric()
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
    next: Option<u64>,
}

impl Table {
    /// Puts columns and cells together.
    ///
    /// `total` is the number of rows that Genie says the result has,
    /// `truncated` that Genie cut it. Cells beyond the last column get a
    /// column without a name, so that nothing that was sent is hidden.
    pub fn new(columns: Vec<Column>, cells: Cells, total: Option<u64>, truncated: bool) -> Self {
        Self { columns, cells: Cells::default(), total, truncated, partial: false, next: None }
            .with_cells(cells)
    }

    /// The same result with other rows: with those of a further chunk, or with all of `rows.csv`.
    #[must_use]
    pub fn with_cells(mut self, mut cells: Cells) -> Self {
        cells.shrink();
        let columns = self.columns.len().max(cells.widest());
        self.columns.resize_with(columns, Column::default);
        self.cells = cells;
        self
    }

    /// The same, known to lack rows, which follow in the chunk of this index; none where all are here.
    #[must_use]
    pub fn with_next(self, next: Option<u64>) -> Self {
        Self { next, ..self }.with_more(next.is_some())
    }

    /// The index of the chunk that follows.
    pub fn next_chunk(&self) -> Option<u64> {
        self.next
    }

    /// The same, known to lack rows, or not to.
    #[must_use]
    pub fn with_more(mut self, more: bool) -> Self {
        self.partial = more;
        self
    }

    /// The same, while rows are still on their way: it is partial, and where it is cut is not known yet.
    #[must_use]
    pub fn unfinished(self) -> Self {
        Self { partial: true, truncated: false, next: None, ..self }
    }

    /// The rows that are here, to be continued: a clone shares their text.
    pub fn cells(&self) -> &Cells {
        &self.cells
    }

    /// Bytes of memory that the cells hold.
    pub fn bytes(&self) -> usize {
        self.cells.bytes()
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

    /// Number of rows that the result has, where that is known for sure: not where Genie cut it.
    pub fn known_total(&self) -> Option<u64> {
        let total = self.total();
        let known = !self.truncated && (total > self.rows() as u64 || !self.is_partial());
        known.then_some(total)
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
        self.cells.get(row, column)
    }

    /// The text of all cells of a row, one behind the other: what it does not hold, no cell holds.
    pub fn row_text(&self, row: usize) -> &str {
        self.cells.row_text(row)
    }
}
