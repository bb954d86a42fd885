//! The sheet: a row of names, and the rows of a table below it.

use std::sync::Arc;

use super::cell::{HEAD, cell, string};
use super::{MAIN, MOST_COLUMNS, MOST_ROWS, XML};
use crate::domain::table::{Column, Kind, Table};
use crate::grid::columns::fit;

/// Widths of columns in characters.
const LEAST_WIDTH: usize = 8;
const MOST_WIDTH: usize = 60;

/// Writes rows of a table as a sheet.
pub(super) struct Sheet {
    pub rows: Arc<Vec<u32>>,
    /// Which they are, and what Excel calls their places: `A`, `B` …
    columns: Vec<(usize, Kind, String)>,
    /// Rows that are written.
    pub at: usize,
    begun: bool,
    /// Texts that were longer than a cell takes, and are cut.
    pub cut: usize,
}

impl Sheet {
    /// Prepares to write these rows and columns, in this order, below a row of the columns' names; `None`
    /// where a sheet does not take so many.
    pub fn new(table: &Table, rows: Arc<Vec<u32>>, columns: &[usize]) -> Option<Self> {
        if rows.len() > MOST_ROWS || columns.len() > MOST_COLUMNS {
            return None;
        }
        let kind = |column| table.columns().get(column).map_or(Kind::Other, Column::kind);
        let columns = columns.iter().enumerate();
        let columns = columns.map(|(at, column)| (*column, kind(*column), letters(at))).collect();
        Some(Self { rows, columns, at: 0, begun: false, cut: 0 })
    }

    /// Appends about `budget` rows to `out`, which may be handed on and emptied between two steps;
    /// true when all is written: then it must not be called again.
    pub fn step(&mut self, table: &Table, budget: usize, out: &mut String) -> bool {
        if !self.begun {
            self.begun = true;
            self.begin(table, out);
        }
        let end = self.rows.len().min(self.at.saturating_add(budget));
        while let Some(row) = self.rows.get(self.at).filter(|_| self.at < end) {
            // The header is the first one.
            let number = (self.at + 2).to_string();
            open_row(&number, out);
            for (column, kind, letters) in &self.columns {
                if let Some(text) = table.cell(*row as usize, *column) {
                    out.push_str("<c r=\"");
                    out.push_str(letters);
                    out.push_str(&number);
                    self.cut += usize::from(cell(text, *kind, out));
                }
            }
            out.push_str("</row>");
            self.at += 1;
        }
        let done = end == self.rows.len();
        if done {
            out.push_str("</sheetData></worksheet>");
        }
        done
    }

    fn begin(&mut self, table: &Table, out: &mut String) {
        let last = self.columns.last().map_or("A", |(_, _, letters)| letters);
        let end = [last, &(self.rows.len() + 1).to_string()].concat();
        let view = "<sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews>";
        for piece in [XML, "<worksheet", MAIN, "><dimension ref=\"A1:", &end, "\"/>", view] {
            out.push_str(piece);
        }
        let name = |column: usize| table.columns().get(column).map_or("", |column| column.name.as_str());
        if !self.columns.is_empty() {
            out.push_str("<cols>");
            for (at, (column, ..)) in self.columns.iter().enumerate() {
                // Bold letters and a margin want some room.
                let wide = fit(table, *column, MOST_WIDTH).max(name(*column).chars().count()) + 2;
                let (at, wide) = ((at + 1).to_string(), wide.clamp(LEAST_WIDTH, MOST_WIDTH).to_string());
                for piece in
                    ["<col min=\"", &at, "\" max=\"", &at, "\" width=\"", &wide, "\" customWidth=\"1\"/>"]
                {
                    out.push_str(piece);
                }
            }
            out.push_str("</cols>");
        }
        out.push_str("<sheetData>");
        open_row("1", out);
        for (column, _, letters) in &self.columns {
            for piece in ["<c r=\"", letters, "1\" s=\"", HEAD, "\""] {
                out.push_str(piece);
            }
            self.cut += usize::from(string(name(*column), out));
        }
        out.push_str("</row>");
    }
}

fn open_row(number: &str, out: &mut String) {
    out.push_str("<row r=\"");
    out.push_str(number);
    out.push_str("\">");
}

/// What Excel calls a column: `A` to `Z`, `AA` …
fn letters(mut at: usize) -> String {
    let mut out = String::new();
    loop {
        out.insert(0, char::from(b'A' + (at % 26) as u8));
        match (at / 26).checked_sub(1) {
            Some(next) => at = next,
            None => return out,
        }
    }
}
