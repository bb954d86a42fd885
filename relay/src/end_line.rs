//! The last line of `rows.csv`, by which a caller sees that all of it has come. A hop that speaks HTTP/1.0
//! may cut a body and end it as if it were whole, and a browser shows a page no HTTP trailers: so the line
//! is part of the body, and only who asks for it gets it.

use axum::http::{HeaderMap, header};
use crc32fast::Hasher;

/// Adds up what is sent, to say in the end how much that was.
pub struct EndLine {
    sum: Hasher,
    bytes: u64,
    last: u8,
}

impl Default for EndLine {
    fn default() -> Self {
        Self { sum: Hasher::new(), bytes: 0, last: b'\n' }
    }
}

impl EndLine {
    /// Adds a piece of the body.
    pub fn add(&mut self, piece: &[u8]) {
        self.sum.update(piece);
        self.bytes += u64::try_from(piece.len()).unwrap_or_default();
        self.last = piece.last().copied().unwrap_or(self.last);
    }

    /// What ends the body: the line, behind the end of the last row where the file left that out. It has the
    /// same length whatever it says, so that a reader knows how much to hold back.
    pub fn finish(mut self) -> String {
        let mut end = String::new();
        if !matches!(self.last, b'\r' | b'\n') {
            end.push_str("\r\n");
            self.add(end.as_bytes());
        }
        let (bytes, sum) = (self.bytes, self.sum.finalize());
        end + &format!("#genie-relay-end bytes={bytes:020} crc32={sum:08x}\r\n")
    }
}

/// Whether a caller asks for the line: `Accept: text/csv; end=1`. A header that a page of another origin
/// may set without a preflight, and that leaves the path as it is.
pub fn is_wanted(headers: &HeaderMap) -> bool {
    let accepted = headers.get_all(header::ACCEPT).iter().filter_map(|value| value.to_str().ok());
    accepted.flat_map(|value| value.split(',')).any(|range| {
        let mut parts = range.split(';').map(str::trim);
        parts.next().is_some_and(|media| media.eq_ignore_ascii_case("text/csv"))
            && parts.any(|part| part.eq_ignore_ascii_case("end=1"))
    })
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn after(pieces: &[&str]) -> String {
        let mut end = EndLine::default();
        for piece in pieces {
            end.add(piece.as_bytes());
        }
        end.finish()
    }

    #[test]
    fn the_line_says_how_much_came_before_it() {
        // The check value of CRC-32.
        assert_eq!(
            after(&["123", "", "456789"]),
            "\r\n#genie-relay-end bytes=00000000000000000011 crc32=88794574\r\n"
        );
        let line = "#genie-relay-end bytes=00000000000000000009 crc32=9daa3dcc\r\n";
        assert_eq!(after(&["a,b\r\n1,2\n"]), line);
        assert_eq!(after(&["a,b\r", "\n1,2\n"]), after(&["a,b\r\n1,2\n"]));
        assert_eq!(after(&[]), "#genie-relay-end bytes=00000000000000000000 crc32=00000000\r\n");
    }

    #[test]
    fn only_who_asks_for_it_gets_it() {
        for (accept, wanted) in [
            ("text/csv; end=1", true),
            ("application/json, Text/CSV;q=0.9;END=1", true),
            ("text/csv", false),
            ("text/csv; end=0", false),
            ("text/csv, text/html; end=1", false),
            ("*/*", false),
        ] {
            let headers = HeaderMap::from_iter([(header::ACCEPT, HeaderValue::from_static(accept))]);
            assert_eq!(is_wanted(&headers), wanted, "{accept}");
        }
        assert!(!is_wanted(&HeaderMap::new()));
    }
}
