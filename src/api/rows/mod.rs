//! Rows from text, in slices: the body of query-result or of a chunk, or the lines of `rows.csv`.
//!
//! The shell pushes text as it comes ([`Decoder::push`], [`Decoder::end`]) and calls
//! [`Decoder::step`] with a budget of bytes, again and again within one task for as long as its clock
//! allows; then it lets the browser breathe. What was decoded is dropped with the next piece of text,
//! so a stream never lies in memory as a whole.

mod csv;
mod json;

use super::result::{self, Statement};
use crate::domain::table::Cells;
use csv::Csv;
pub(super) use json::JsonRows;

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
struct Source<'a> {
    text: &'a str,
    /// Nothing follows.
    ended: bool,
}

enum Form {
    Json(JsonRows),
    Csv(Csv),
}

/// Decodes rows into cells, in slices.
pub struct Decoder {
    text: String,
    /// Bytes of `text` that are decoded.
    at: usize,
    ended: bool,
    cells: Cells,
    form: Form,
}

impl Decoder {
    /// For the JSON of query-result, or of a chunk of rows that follow `cells`.
    pub fn json(cells: Cells) -> Self {
        Self { text: String::new(), at: 0, ended: false, cells, form: Form::Json(JsonRows::default()) }
    }

    /// For `rows.csv` (RFC 4180): the first line names the columns, an empty field is NULL and `""` is
    /// the empty string.
    pub fn csv() -> Self {
        Self { form: Form::Csv(Csv::default()), ..Self::json(Cells::default()) }
    }

    /// Takes the next piece of text.
    pub fn push(&mut self, text: String) {
        if self.at == self.text.len() {
            self.text = text;
        } else {
            self.text.drain(..self.at);
            self.text.push_str(&text);
        }
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
        match &mut self.form {
            Form::Json(json) => json.step(source, at, stop, cells),
            Form::Csv(csv) => csv.step(source, at, stop, cells),
        }
        .map_err(|why| format!("{why} (after row {})", self.cells.rows()))
    }

    /// The rows decoded so far; a clone of them makes a table that shows them while more come.
    pub fn cells(&self) -> &Cells {
        &self.cells
    }

    /// The names in the first line of `rows.csv`; none where the rows are JSON.
    pub fn header(&self) -> &[String] {
        match &self.form {
            Form::Json(_) => &[],
            Form::Csv(csv) => csv.header(),
        }
    }

    /// What a decoded body of query-result says.
    ///
    /// # Errors
    /// A sentence on what is wrong where the body is not a statement response.
    pub fn statement(self) -> Result<Statement, String> {
        let (body, cells) = self.tree()?;
        result::of(&body, cells)
    }

    /// The rows, with those of a decoded chunk at their end, and the index of the chunk that follows.
    ///
    /// # Errors
    /// A sentence on what is wrong where the body is no chunk.
    pub fn chunk(self) -> Result<(Cells, Option<u64>), String> {
        let (body, cells) = self.tree()?;
        if !body.is_object() {
            return Err(String::from("there is no chunk of rows"));
        }
        Ok((cells, result::count(&body, "next_chunk_index")))
    }

    fn tree(self) -> Result<(super::json::Json, Cells), String> {
        match self.form {
            Form::Json(json) => json.tree(self.cells),
            Form::Csv(_) => Err(String::from("these rows are CSV, which says nothing of a statement")),
        }
    }
}
