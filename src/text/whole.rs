//! The end of `rows.csv`: whether all of it has come. A hop on the way may cut a body and end it as if it were
//! whole. So the relay is asked for a last line, which says how much came before it; where something else
//! serves, only the number of rows can tell.

use super::zip::Sum;

/// How the relay's line begins.
const MARK: &str = "#genie-relay-end bytes=";
/// Digits of the number that follows.
const DIGITS: usize = 20;
/// Bytes of the line, whatever it says.
const LINE: usize = MARK.len() + DIGITS + " crc32=".len() + 8 + "\r\n".len();
/// Bytes of a first line at most.
const MOST: usize = 1 << 20;

/// Follows a file that comes piece by piece.
#[derive(Default)]
pub struct Whole {
    /// What may be the relay's line.
    held: Vec<u8>,
    sum: Sum,
    first: Vec<u8>,
    records: u64,
    quoted: bool,
    last: u8,
}

impl Whole {
    /// Takes the next bytes, and gives those that surely are of the file: its end is held back.
    pub fn take(&mut self, piece: &[u8]) -> Vec<u8> {
        self.held.extend_from_slice(piece);
        let behind = self.held.split_off(self.held.len().saturating_sub(LINE));
        let sure = std::mem::replace(&mut self.held, behind);
        self.count(&sure);
        sure
    }

    /// Nothing follows: gives what is left of the file. `None` where that is not all of it: it has fewer rows
    /// than the `least`, or the relay's line does not fit to it; or it has no such line, and not exactly the
    /// `total` of rows that is known.
    pub fn end(&mut self, least: u64, total: Option<u64>) -> Option<Vec<u8>> {
        let mut rest = std::mem::take(&mut self.held);
        let told = rest == line(&self.sum).as_bytes();
        if told {
            rest.clear();
        }
        self.count(&rest);
        let marked = rest.windows(MARK.len()).any(|part| part == MARK.as_bytes());
        let ended = !self.quoted && self.last == b'\n' && !marked;
        let rows = self.records.saturating_sub(1);
        (rows >= least && (told || ended && total == Some(rows))).then_some(rest)
    }

    /// The first line, once it has come.
    pub fn first(&self) -> Option<&str> {
        std::str::from_utf8(&self.first).ok().filter(|_| self.records > 0)
    }

    fn count(&mut self, bytes: &[u8]) {
        self.sum.add(bytes);
        for byte in bytes {
            if self.records == 0 && self.first.len() < MOST {
                self.first.push(*byte);
            }
            let ends = match byte {
                b'\n' => self.last != b'\r',
                b'\r' => true,
                _ => false,
            };
            self.records += u64::from(ends && !self.quoted);
            if *byte == b'"' {
                // Within a field it stands for itself.
                self.quoted = !self.quoted && matches!(self.last, b',' | b'\r' | b'\n' | b'"' | 0);
            }
            self.last = *byte;
        }
    }
}

/// What the relay says behind so many bytes with this sum.
fn line(sum: &Sum) -> String {
    let (bytes, crc) = (sum.size().to_string(), sum.crc());
    let zeros = "0".repeat(DIGITS.saturating_sub(bytes.len()));
    let sum: String = (0..8).rev().filter_map(|at| char::from_digit(crc >> (4 * at) & 15, 16)).collect();
    [MARK, &zeros, &bytes, " crc32=", &sum, "\r\n"].concat()
}
