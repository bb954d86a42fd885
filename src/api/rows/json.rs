//! The rows of a JSON body: `data_array`, or the legacy `data_typed_array`.
//!
//! Two readers share the work. A row of plain strings and nulls, as nearly all are, is read by a loop
//! that is several times faster than any general parser; every other row (escapes, numbers, objects)
//! goes to the one visitor that reads all bodies ([`crate::api::json`]), which decides what is
//! tolerated. What stands around the rows is copied and parsed at the end.

use super::{Form, Progress, Source};
use crate::api::json::{self, Json};
use crate::domain::table::Cells;

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Place {
    /// Around the rows.
    #[default]
    Around,
    /// Behind the bracket that opens them.
    First,
    /// Behind a row.
    Behind,
    /// Behind the comma that follows a row.
    Next,
}

/// Reads the rows out of a JSON body.
#[derive(Default)]
pub struct JsonRows {
    /// The body without its rows.
    rest: String,
    place: Place,
}

impl Form for JsonRows {
    fn step(
        &mut self,
        source: Source<'_>,
        at: &mut usize,
        stop: usize,
        cells: &mut Cells,
    ) -> Result<Progress, String> {
        while *at < stop {
            let went_on = if self.place == Place::Around {
                self.around(source, at)
            } else {
                self.rows(source, at, cells)?
            };
            if !went_on {
                return match (source.ended, self.place) {
                    (false, _) => Ok(Progress::Hungry),
                    (true, Place::Around) => Ok(Progress::Done),
                    (true, _) => Err(String::from("the rows are cut off")),
                };
            }
        }
        Ok(Progress::More)
    }
}

impl JsonRows {
    /// Reads a body that is here as a whole.
    pub(in crate::api) fn whole(text: &str) -> Result<(Json, Cells), String> {
        let (mut rows, mut cells) = (Self::default(), Cells::default());
        rows.step(Source { text, ended: true }, &mut 0, usize::MAX, &mut cells)?;
        rows.tree(cells)
    }

    /// The body around the rows, as a tree, and the rows.
    pub(super) fn tree(self, cells: Cells) -> Result<(Json, Cells), String> {
        let (tree, strange) = Json::parse(&self.rest)?;
        // A name written with escapes is known only to the parser.
        Ok((tree, if cells.rows() == 0 { strange } else { cells }))
    }

    /// The body as far as it is here, without its rows, and with all that is open closed; `None` where no
    /// rows have begun.
    pub(super) fn closed(&self) -> Option<String> {
        if self.place == Place::Around {
            return None;
        }
        let (bytes, mut at, mut open) = (self.rest.as_bytes(), 0, Vec::new());
        while let Some(byte) = bytes.get(at) {
            at += 1;
            match byte {
                b'"' => at = string_end(bytes, at - 1)?,
                b'[' => open.push(b']'),
                b'{' => open.push(b'}'),
                b']' | b'}' => drop(open.pop()),
                _ => (),
            }
        }
        let closers = open.into_iter().rev().map(char::from);
        Some(self.rest.chars().chain(closers).collect())
    }

    /// Copies up to the end of the next string, and enters the rows where it is their name. False where
    /// the text ends too early.
    fn around(&mut self, source: Source<'_>, at: &mut usize) -> bool {
        let bytes = source.text.as_bytes();
        let quote = find(bytes, *at, |byte| byte == b'"');
        let end = string_end(bytes, quote);
        let named = end.is_some_and(|end| {
            matches!(source.text.get(quote + 1..end - 1), Some("data_array" | "data_typed_array"))
        });
        let mut stop = end.unwrap_or(if source.ended { bytes.len() } else { quote });
        let mut went_on = end.is_some();
        if named {
            let colon = skip_blanks(bytes, stop);
            let bracket = skip_blanks(bytes, colon + 1);
            if bracket >= bytes.len() && !source.ended {
                // What follows the name decides.
                stop = quote;
                went_on = false;
            } else if bytes.get(colon) == Some(&b':') && bytes.get(bracket) == Some(&b'[') {
                self.place = Place::First;
                stop = bracket + 1;
            }
        }
        self.rest.push_str(source.text.get(*at..stop).unwrap_or_default());
        *at = stop;
        went_on
    }

    /// Reads one row or what stands between two. False where the text ends too early.
    fn rows(&mut self, source: Source<'_>, at: &mut usize, cells: &mut Cells) -> Result<bool, String> {
        let bytes = source.text.as_bytes();
        *at = skip_blanks(bytes, *at);
        let Some(&byte) = bytes.get(*at) else { return Ok(false) };
        match (byte, self.place) {
            (b']', Place::First | Place::Behind) => {
                self.rest.push(']');
                self.place = Place::Around;
                *at += 1;
            }
            (b',', Place::Behind) => {
                self.place = Place::Next;
                *at += 1;
            }
            (_, Place::Behind) => return Err(String::from("a comma is missing")),
            _ => {
                let end = match plain_row(source.text, *at, cells) {
                    Some(end) => end,
                    None => {
                        cells.undo_row();
                        let Some(end) = value_end(bytes, *at) else { return Ok(false) };
                        json::row(source.text.get(*at..end).unwrap_or_default(), cells)?;
                        end
                    }
                };
                cells.end_row();
                self.place = Place::Behind;
                *at = end;
            }
        }
        Ok(true)
    }
}

/// Reads a row of plain strings and nulls and says where it ends; `None` where it is anything else.
fn plain_row(text: &str, start: usize, cells: &mut Cells) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = start;
    // An opening bracket first, then a comma before each further cell.
    let mut before = b'[';
    loop {
        if *bytes.get(at)? != before {
            return None;
        }
        before = b',';
        at += 1;
        if *bytes.get(at)? == b'"' {
            let end = plain_end(bytes, at + 1);
            if *bytes.get(end)? != b'"' {
                return None;
            }
            cells.push(text.get(at + 1..end));
            at = end + 1;
        } else if bytes.get(at..at + 4)? == b"null" {
            cells.push(None);
            at += 4;
        } else {
            return None;
        }
        if *bytes.get(at)? == b']' {
            return Some(at + 1);
        }
    }
}

/// Bytes that are looked at together.
const LANES: usize = 8;
const ONES: u64 = u64::from_le_bytes([1; LANES]);
const HIGHS: u64 = ONES << 7;

/// Where a string ends to be plain: at a quote, a backslash or a control character; eight bytes at once,
/// because this is what most of the time goes into.
fn plain_end(bytes: &[u8], mut at: usize) -> usize {
    while let Some(lanes) = bytes.get(at..at + LANES).and_then(|lanes| lanes.try_into().ok()) {
        let lanes = u64::from_le_bytes(lanes);
        let is = |byte: u8| {
            let differs = lanes ^ (ONES * u64::from(byte));
            differs.wrapping_sub(ONES) & !differs
        };
        let control = lanes.wrapping_sub(ONES * u64::from(b' ')) & !lanes;
        // The highest bit of a lane says that it is one of them; above the first, it may say so wrongly.
        let found = (is(b'"') | is(b'\\') | control) & HIGHS;
        if found != 0 {
            return at + found.trailing_zeros() as usize / LANES;
        }
        at += LANES;
    }
    find(bytes, at, |byte| byte == b'"' || byte == b'\\' || byte < b' ')
}

/// The first place from `at` on whose byte is `wanted`; the end where there is none.
fn find(bytes: &[u8], at: usize, wanted: impl Fn(u8) -> bool) -> usize {
    let rest = bytes.get(at..).unwrap_or_default();
    at + rest.iter().position(|byte| wanted(*byte)).unwrap_or(rest.len())
}

fn skip_blanks(bytes: &[u8], at: usize) -> usize {
    find(bytes, at, |byte| !matches!(byte, b' ' | b'\t' | b'\r' | b'\n'))
}

/// The end of the string that opens at `at`.
fn string_end(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        at = find(bytes, at + 1, |byte| byte == b'"' || byte == b'\\');
        match bytes.get(at)? {
            b'"' => return Some(at + 1),
            _ => at += 1,
        }
    }
}

/// The end of the value that begins at `at`, if it is here; whether it is well-formed, its reader says.
fn value_end(bytes: &[u8], mut at: usize) -> Option<usize> {
    let mut depth = 0_usize;
    loop {
        match bytes.get(at)? {
            b'"' => at = string_end(bytes, at)?,
            b'[' | b'{' => {
                depth += 1;
                at += 1;
            }
            b']' | b'}' | b',' if depth == 0 => return Some(at),
            b']' | b'}' => {
                depth -= 1;
                at += 1;
                if depth == 0 {
                    return Some(at);
                }
            }
            _ => at += 1,
        }
    }
}
