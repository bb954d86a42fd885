//! A file of CSV written anew in another style, piece by piece, as it comes.

use std::borrow::Cow;

use super::csv::{Style, field};

/// Reads RFC 4180 and writes it with the marks that its reader needs.
pub struct CsvFile {
    style: Style,
    /// For each column, whether it holds numbers.
    numeric: Vec<bool>,
    /// The file is to begin with a byte order mark.
    mark: bool,
    begun: bool,
    /// Below the header.
    below: bool,
    column: usize,
    text: Vec<u8>,
    quoted: bool,
    open: bool,
    last: u8,
}

/// UTF-8's byte order mark.
const MARK: &[u8] = b"\xEF\xBB\xBF";

impl CsvFile {
    /// A file whose columns hold numbers or not; `mark` has it begin with a byte order mark.
    pub fn new(numeric: Vec<bool>, style: Style, mark: bool) -> Self {
        let text = Vec::new();
        let (begun, below, quoted, open) = (false, false, false, false);
        Self { style, numeric, mark, begun, below, column: 0, text, quoted, open, last: 0 }
    }

    /// Takes the next bytes, and appends to `out` what can be written.
    pub fn take(&mut self, bytes: &[u8], out: &mut String) {
        for &byte in bytes {
            match byte {
                b'"' if self.open => self.open = false,
                _ if self.open => self.text.push(byte),
                b'"' if self.quoted && self.last == b'"' => {
                    // The second of two within a field.
                    self.open = true;
                    self.text.push(byte);
                }
                b'"' if self.text.is_empty() || !self.begun && self.text == MARK => {
                    self.field_opens();
                }
                b',' => self.end_field(out),
                b'\n' if self.last == b'\r' => {}
                b'\r' | b'\n' => self.end_row(out),
                _ => self.text.push(byte),
            }
            self.last = byte;
        }
    }

    /// Nothing follows: appends what is left.
    pub fn end(&mut self, out: &mut String) {
        if self.column > 0 || self.quoted || !self.text.is_empty() {
            self.end_row(out);
        }
    }

    fn field_opens(&mut self) {
        self.text.clear();
        (self.quoted, self.open) = (true, true);
    }

    fn end_field(&mut self, out: &mut String) {
        if self.column > 0 {
            out.push(char::from(self.style.separator));
        }
        if !self.begun {
            self.begun = true;
            if self.text.starts_with(MARK) {
                self.text.drain(..MARK.len());
            }
            out.push_str(if self.mark { "\u{feff}" } else { "" });
        }
        let numeric = self.below && self.numeric.get(self.column).is_some_and(|numeric| *numeric);
        let known = self.quoted || !self.text.is_empty();
        // Nothing is lost of a file that is in Latin-1 after all.
        let latin = || self.text.iter().map(|byte| char::from(*byte)).collect::<String>().into();
        let text: Cow<'_, str> = std::str::from_utf8(&self.text).map_or_else(|_| latin(), Cow::Borrowed);
        field(known.then_some(&*text), numeric, self.style, out);
        self.text.clear();
        self.quoted = false;
        self.column += 1;
    }

    fn end_row(&mut self, out: &mut String) {
        self.end_field(out);
        out.push_str("\r\n");
        self.below = true;
        self.column = 0;
    }
}
