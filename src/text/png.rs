//! How a PNG begins and ends (RFC 2083): one that was cut on its way is drawn in part, without a word.

const FIRST: &[u8] = b"\x89PNG\r\n\x1a\n";
/// The chunk that ends every PNG.
const LAST: &[u8] = b"\0\0\0\0IEND\xae\x42\x60\x82";

/// Follows a picture that comes piece by piece.
#[derive(Default)]
pub struct Png {
    first: Vec<u8>,
    last: Vec<u8>,
}

impl Png {
    /// Takes the next bytes.
    pub fn take(&mut self, piece: &[u8]) {
        self.first.extend(piece.iter().take(FIRST.len() - self.first.len()));
        self.last.extend(piece.iter().skip(piece.len().saturating_sub(LAST.len())));
        self.last.drain(..self.last.len().saturating_sub(LAST.len()));
    }

    /// True where it begins as a PNG does.
    pub fn is_one(&self) -> bool {
        self.first == FIRST
    }

    /// True where it ends as a PNG does.
    pub fn is_whole(&self) -> bool {
        self.last == LAST
    }
}
