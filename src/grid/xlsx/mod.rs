//! Rows as a workbook of one sheet, as Excel reads it (ECMA-376), in slices.
//!
//! Nothing is rounded: a number is a number only where Excel keeps all of its digits, else it is text, as
//! is whatever Excel has no exact value for. Text stands in its cell (`inlineStr`) and never
//! becomes a formula. Whoever asks for a [`Book`] deflates the sheet, and puts it between the archive's other bytes.

mod cell;
mod files;
mod sheet;

use std::sync::Arc;

use self::files::files;
use self::sheet::Sheet;
use crate::domain::table::Table;
use crate::text::zip::{Archive, Sum};

/// Rows below the header that a sheet takes.
pub const MOST_ROWS: usize = 1_048_575;
/// Columns that a sheet takes.
pub const MOST_COLUMNS: usize = 16_384;
/// Characters (of UTF-16) that a cell takes; longer texts are cut.
pub const MOST_TEXT: usize = 32_767;

/// Cells that a step writes.
const BUDGET: usize = 1_000;

/// How each file begins.
const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const MAIN: &str = " xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";

/// What writes a workbook; behind a trait, because its code may come later than its caller's.
pub trait Book {
    /// Puts the sheet's next text into `out`, which is emptied before; true when all is written.
    fn step(&mut self, out: &mut String) -> bool;
    /// The rows that are written, and all.
    fn progress(&self) -> (usize, usize);
    /// How many texts were longer than a cell takes, and are cut.
    fn cut(&self) -> usize;
    /// The file's bytes before and behind those of the whole sheet, which are `deflated` to so many, or stored
    /// as they are. `None` where the file would be beyond 4 GB.
    fn around(&self, deflated: Option<u64>) -> Option<(Vec<u8>, Vec<u8>)>;
}

/// Rows and columns of a table, in an order of their own.
pub struct Rows {
    /// The table.
    pub table: Arc<Table>,
    /// Its rows.
    pub rows: Arc<Vec<u32>>,
    /// Its columns.
    pub columns: Vec<usize>,
    /// What the sheet is named after, as far as Excel takes that.
    pub title: String,
    /// The sheet's name where nothing is left of the title.
    pub otherwise: &'static str,
}

/// The workbook of these rows below their columns' names; `None` where Excel takes not so many.
pub fn book(rows: Rows) -> Option<Box<dyn Book>> {
    let sheet = Sheet::new(&rows.table, Arc::clone(&rows.rows), &rows.columns)?;
    Some(Box::new(Workbook { of: rows, sheet, sum: Sum::default() }))
}

struct Workbook {
    of: Rows,
    sheet: Sheet,
    sum: Sum,
}

impl Book for Workbook {
    fn step(&mut self, out: &mut String) -> bool {
        out.clear();
        let done = self.sheet.step(&self.of.table, (BUDGET / self.of.columns.len().max(1)).max(1), out);
        self.sum.add(out.as_bytes());
        done
    }

    fn progress(&self) -> (usize, usize) {
        (self.sheet.at, self.sheet.rows.len())
    }

    fn cut(&self) -> usize {
        self.sheet.cut
    }

    fn around(&self, deflated: Option<u64>) -> Option<(Vec<u8>, Vec<u8>)> {
        let (mut archive, mut before) = (Archive::default(), Vec::new());
        for (name, content) in files(&self.of.title, self.of.otherwise) {
            let mut sum = Sum::default();
            sum.add(content.as_bytes());
            before.extend(archive.file(name, &sum, None)?);
            before.extend(content.as_bytes());
        }
        before.extend(archive.file("xl/worksheets/sheet1.xml", &self.sum, deflated)?);
        Some((before, archive.end()?))
    }
}
