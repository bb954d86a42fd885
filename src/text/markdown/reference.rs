//! Definitions elsewhere in a document: destinations of links, `[label]: https://…`, and footnotes,
//! `[^label]: …`.

use super::{Block, link};

/// More definitions than any answer has: it bounds the search for one.
const MOST: usize = 256;

/// The definitions of a document. They may stand after what refers to them, so the document is read
/// twice: once for them, without its words, and once for the rest.
#[derive(Default)]
pub(super) struct References {
    known: Vec<(String, String)>,
    notes: Vec<(String, Vec<Block>)>,
    /// The footnotes in the order in which the text refers to them, by their places in `notes`.
    order: Vec<usize>,
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

    /// Takes a footnote, and gives its words back if there are too many. The first reading has none.
    pub(super) fn note(&mut self, label: &str, mut content: Vec<Block>) -> Vec<Block> {
        let place = self.place(label);
        if let Some((_, note)) = place.and_then(|place| self.notes.get_mut(place)) {
            if !self.collecting {
                note.append(&mut content);
            }
        } else if self.collecting && self.notes.len() < MOST {
            self.notes.push((normal(label), Vec::new()));
        }
        content
    }

    fn place(&self, label: &str) -> Option<usize> {
        if self.notes.is_empty() {
            return None;
        }
        let label = normal(label);
        self.notes.iter().position(|(known, _)| *known == label)
    }

    /// The number of a footnote; none if there is no such footnote.
    pub(super) fn number(&mut self, label: &str) -> Option<usize> {
        let place = self.place(label)?;
        let known = self.order.iter().position(|known| *known == place);
        Some(
            1 + known.unwrap_or_else(|| {
                self.order.push(place);
                self.order.len() - 1
            }),
        )
    }

    /// The footnotes by their numbers; last come those that nothing refers to.
    pub(super) fn into_notes(mut self) -> Vec<Vec<Block>> {
        for place in 0..self.notes.len() {
            if !self.order.contains(&place) {
                self.order.push(place);
            }
        }
        let mut out = Vec::new();
        for place in self.order {
            if let Some((_, note)) = self.notes.get_mut(place) {
                out.push(std::mem::take(note));
            }
        }
        out
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
