//! Rows taken away: for the clipboard and as files, in slices.

use std::sync::Arc;

use super::cell::{Manner, Way, quote, write};
use crate::domain::table::{Column, Kind, Table};
use crate::text::csv::Style;
use crate::text::csv_file::CsvFile;

/// A form in which rows leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Tabs and line feeds, quoted where needed, for spreadsheets.
    Tsv,
    /// A table for the clipboard; its text is escaped and it is never put into a document.
    Html,
    /// A table with a header, as GitHub reads it.
    Markdown,
    /// RFC 4180: an empty field is NULL, `""` is the empty string.
    Csv,
    /// `{"columns":[{"name","type"}],"rows":[[…]]}`. NULL is `null`; booleans, doubles and integers of
    /// up to 2^53 are bare, because every reader gets them exactly; everything else is a string as it
    /// was sent: decimals and larger integers would lose digits.
    Json,
}

/// What may be chosen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Options {
    /// Names the columns in the first line of TSV, HTML and CSV; the others always do.
    pub header: bool,
    /// Puts an apostrophe before text that a spreadsheet would take for a formula (all but JSON).
    /// Numbers are never changed. Without it, opening the file can run what a cell says.
    pub guard: bool,
    /// The reader's locale has a decimal comma: TSV and the visible text of HTML have it too.
    pub comma: bool,
    /// Writes CSV with semicolons and decimal commas, as spreadsheets of such locales do.
    pub semicolons: bool,
    /// Begins CSV with a byte order mark, by which Excel knows UTF-8.
    pub mark: bool,
    /// Leaves styles out of HTML: what is given to `navigator.clipboard` is read within the page, whose policy
    /// may forbid them.
    pub bare: bool,
}

/// Writes rows of a table.
pub struct Export {
    format: Format,
    options: Options,
    rows: Arc<Vec<u32>>,
    columns: Vec<(usize, Kind)>,
    /// Rows that are written.
    at: usize,
    begun: bool,
}

impl Export {
    /// Prepares to write these rows and columns, in this order.
    pub fn new(
        table: &Table,
        rows: Arc<Vec<u32>>,
        columns: &[usize],
        format: Format,
        options: Options,
    ) -> Self {
        let kind = |column| table.columns().get(column).map_or(Kind::Other, Column::kind);
        let columns = columns.iter().map(|column| (*column, kind(*column))).collect();
        Self { format, options, rows, columns, at: 0, begun: false }
    }

    /// The rows that are written, and all.
    pub fn progress(&self) -> (usize, usize) {
        (self.at, self.rows.len())
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
            self.row(table, Some(*row as usize), out);
            self.at += 1;
        }
        let done = end == self.rows.len();
        if done {
            out.push_str(match self.format {
                Format::Html => "</tbody></table></html>",
                Format::Json => "\n]}\n",
                _ => "",
            });
        }
        done
    }

    fn begin(&self, table: &Table, out: &mut String) {
        let header = self.options.header;
        match self.format {
            Format::Tsv | Format::Csv => {
                if self.options.mark && self.format == Format::Csv {
                    out.push('\u{feff}');
                }
                if header {
                    self.row(table, None, out);
                }
            }
            Format::Html => {
                // Excel knows `x:num` and `x:str` only in a document that declares the prefix.
                out.push_str("<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><meta charset=\"utf-8\"><table>");
                if header {
                    out.push_str("<thead>");
                    self.row(table, None, out);
                    out.push_str("</thead>");
                }
                out.push_str("<tbody>");
            }
            Format::Markdown => {
                self.row(table, None, out);
                for (_, kind) in &self.columns {
                    out.push_str(if kind.is_numeric() { "| ---: " } else { "| --- " });
                }
                out.push_str("|\n");
            }
            Format::Json => {
                out.push_str("{\"columns\":[");
                for (at, (column, _)) in self.columns.iter().enumerate() {
                    out.push_str(if at > 0 { "," } else { "" });
                    let column = table.columns().get(*column);
                    out.push_str("{\"name\":");
                    quote(column.map_or("", |column| &column.name), out);
                    out.push_str(",\"type\":");
                    quote(column.map_or("", Column::sql_type), out);
                    out.push('}');
                }
                out.push_str("],\"rows\":[");
            }
        }
    }

    /// Writes a row, or the names of the columns.
    fn row(&self, table: &Table, row: Option<usize>, out: &mut String) {
        let (before, between, after) = match self.format {
            Format::Tsv => ("", "\t", "\n"),
            Format::Csv => ("", if self.options.semicolons { ";" } else { "," }, "\r\n"),
            Format::Html => ("<tr>", "", "</tr>"),
            Format::Markdown => ("| ", " | ", " |\n"),
            Format::Json => (if self.at == 0 { "\n[" } else { ",\n[" }, ",", "]"),
        };
        out.push_str(before);
        for (at, (column, kind)) in self.columns.iter().enumerate() {
            out.push_str(if at > 0 { between } else { "" });
            let (cell, kind) = match row {
                Some(row) => (table.cell(row, *column), *kind),
                None => (table.columns().get(*column).map(|column| column.name.as_str()), Kind::String),
            };
            self.cell(cell, kind, row.is_none(), out);
        }
        out.push_str(after);
    }

    fn cell(&self, cell: Option<&str>, kind: Kind, head: bool, out: &mut String) {
        let Options { guard, comma, semicolons, bare, .. } = self.options;
        let way = match self.format {
            Format::Tsv => Way::Field { separator: b'\t' },
            Format::Csv => Way::Field { separator: if semicolons { b';' } else { b',' } },
            Format::Html => Way::Html { head, bare },
            Format::Markdown => Way::Markdown,
            Format::Json => Way::Json,
        };
        let comma = if self.format == Format::Csv { semicolons } else { comma };
        write(cell, kind, way, Manner { guard, comma }, out);
    }
}

/// The rewriter of a CSV file of all rows, for these options; `None` if the file stays unchanged.
pub fn csv_file(table: &Table, options: Options) -> Option<CsvFile> {
    let Options { guard, mark, semicolons, .. } = options;
    let numeric = table.columns().iter().map(Column::is_numeric).collect();
    let style = Style { separator: if semicolons { b';' } else { b',' }, guard, comma: semicolons };
    (guard || mark || semicolons).then(|| CsvFile::new(numeric, style, mark))
}

/// Appends the one cell of a column of this kind as plain text or Markdown with nothing around it.
pub fn alone(cell: Option<&str>, kind: Kind, as_markdown: bool, options: Options, out: &mut String) {
    let Options { guard, comma, .. } = options;
    let way = if as_markdown { Way::Markdown } else { Way::Alone };
    // NULL is the empty text.
    write(Some(cell.unwrap_or_default()), kind, way, Manner { guard, comma }, out);
}
