//! Links whose destinations are defined elsewhere: `[label]: https://…`.

use super::link;

/// More definitions than any answer has: it bounds the search for one.
const MOST: usize = 256;

/// The definitions of a document. They may stand after what refers to them, so the document is read
/// twice: once for them, without its words, and once for the rest.
#[derive(Default)]
pub(super) struct References {
    known: Vec<(String, String)>,
    /// Whether this is the first reading.
    pub(super) collecting: bool,
}

impl References {
    pub(super) fn is_empty(&self) -> bool {
        self.known.is_empty()
    }

    /// Takes the definitions away that a paragraph begins with.
    pub(super) fn take(&mut self, paragraph: &mut String) {
        let mut rest = paragraph.as_str();
        while let Some((label, href, length)) = link::definition(rest) {
            if self.collecting && self.known.len() < MOST && self.href(label).is_none() {
                self.known.push((normal(label), href));
            }
            rest = rest.get(length..).unwrap_or_default();
        }
        if rest.len() < paragraph.len() {
            *paragraph = rest.to_owned();
        }
    }

    /// Where a label leads.
    pub(super) fn href(&self, label: &str) -> Option<&str> {
        let label = normal(label);
        self.known.iter().find(|(known, _)| *known == label).map(|(_, href)| href.as_str())
    }
}

/// Blanks count as one, and capital letters as small ones.
fn normal(label: &str) -> String {
    let mut out = String::new();
    for word in label.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(&word.to_ascii_lowercase());
    }
    out
}
