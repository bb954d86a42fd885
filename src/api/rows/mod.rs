//! Rows from text, in slices: the body of query-result or of a chunk, or the lines of `rows.csv`.
//!
//! The shell pushes text as it comes ([`Decoder::push`], [`Decoder::end`]) and calls
//! [`Decoder::step`] with a budget of bytes, again and again within one task for as long as its clock
//! allows; then it lets the browser breathe. What was decoded is dropped with the next piece of text,
//! so a stream never lies in memory as a whole.

mod csv;
mod json;

use std::sync::Arc;

use super::json::Json;
use super::result::{self, Statement};
use crate::domain::table::{Cells, Table};
pub use csv::Csv;
pub use json::JsonRows;

/// The rows of a reply that are here while others are on their way.
pub type Begun = Arc<Table>;

/// Where a decoder stands after a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// The budget is used up: step on.
    More,
    /// What has come is decoded: push more text, or say that it has ended.
    Hungry,
    /// All is decoded.
    Done,
}

/// The text that has come and how far it is decoded.
#[derive(Clone, Copy)]
pub struct Source<'a> {
    text: &'a str,
    /// Nothing follows.
    ended: bool,
}

/// How rows are written: which of the two forms is known where a decoder is made, so that a program
/// that reads only one of them holds the code of only that one.
pub trait Form {
    /// Reads on from `at` to about `stop`.
    ///
    /// # Errors
    /// A sentence on what is wrong with the text.
    fn step(
        &mut self,
        source: Source<'_>,
        at: &mut usize,
        stop: usize,
        cells: &mut Cells,
    ) -> Result<Progress, String>;
}

/// Decodes rows into cells, in slices.
pub struct Decoder<F = JsonRows> {
    text: String,
    /// Bytes of `text` that are decoded.
    at: usize,
    ended: bool,
    cells: Cells,
    form: F,
}

impl Decoder {
    /// For the JSON of query-result, or of a chunk of rows that follow `cells`.
    pub fn json(cells: Cells) -> Self {
        Self { text: String::new(), at: 0, ended: false, cells, form: JsonRows::default() }
    }

    /// What a decoded body of query-result says.
    ///
    /// # Errors
    /// A sentence on what is wrong where the body is not a statement response.
    pub fn statement(self) -> Result<Statement, String> {
        let (body, cells) = self.form.tree(self.cells)?;
        result::of(&body, cells)
    }

    /// The rows so far of a body of query-result whose others are on their way; `None` as long as it is not
    /// known what they are.
    pub fn coming(&self) -> Option<Begun> {
        let (body, _) = Json::parse(&self.form.closed()?).ok()?;
        result::coming(&body, self.cells.clone()).map(Arc::new)
    }

    /// The rows, with those of the decoded chunk `index` at their end, and the index of the chunk that
    /// follows.
    ///
    /// # Errors
    /// A sentence on what is wrong where the body is not that chunk.
    pub fn chunk(self, index: u64) -> Result<(Cells, Option<u64>), String> {
        let (body, cells) = self.form.tree(self.cells)?;
        if !body.is_object() {
            return Err(String::from("there is no chunk of rows"));
        }
        // Services leave out what is zero, and only chunk 0 is that; it is never asked for.
        if result::count(&body, "chunk_index").is_some_and(|told| told != index) {
            return Err(String::from("it is another chunk"));
        }
        let count = |name| result::count(&body, name);
        let end =
            count("row_offset").zip(count("row_count")).map(|(before, rows)| before.saturating_add(rows));
        if end.is_some_and(|end| end != cells.rows() as u64) {
            return Err(String::from("it has other rows than it says"));
        }
        Ok((cells, count("next_chunk_index")))
    }
}

impl Decoder<Csv> {
    /// For `rows.csv` (RFC 4180): the first line names the columns, an empty field is NULL and `""` is
    /// the empty string.
    pub fn csv() -> Self {
        let form = Csv::default();
        Self { text: String::new(), at: 0, ended: false, cells: Cells::default(), form }
    }

    /// The names in the first line.
    pub fn header(&self) -> &[String] {
        self.form.header()
    }
}

impl<F: Form> Decoder<F> {
    /// Takes the next piece of text.
    pub fn push(&mut self, text: String) {
        let rest = self.text.get(self.at..).unwrap_or_default();
        self.text = if rest.is_empty() { text } else { [rest, &text].concat() };
        self.at = 0;
    }

    /// Says that no more text will come.
    pub fn end(&mut self) {
        self.ended = true;
    }

    /// Decodes about `budget` bytes, row by row: a row is never cut in two.
    ///
    /// # Errors
    /// A sentence on what is wrong with the text and in which row; nothing more can be decoded then.
    pub fn step(&mut self, budget: usize) -> Result<Progress, String> {
        let source = Source { text: &self.text, ended: self.ended };
        let (at, cells) = (&mut self.at, &mut self.cells);
        let stop = at.saturating_add(budget);
        self.form
            .step(source, at, stop, cells)
            .map_err(|why| format!("{why} (after row {})", self.cells.rows()))
    }

    /// The rows decoded so far; a clone of them makes a table that shows them while more come.
    pub fn cells(&self) -> &Cells {
        &self.cells
    }
}
