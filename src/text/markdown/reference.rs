//! What is said in another place of a document: where links lead, `[label]: https://…`, and footnotes,
//! `[^label]: …`.

use super::{Block, link};

/// More definitions than any answer has: it bounds the search for one.
const MOST: usize = 256;

/// The definitions of a document. They may stand after what refers to them, so the document is read
/// twice: once for them, without its words, and once for the rest.
#[derive(Default)]
pub(super) struct References {
    known: Vec<(String, String)>,
    notes: Vec<Note>,
    /// How many footnotes have a number.
    numbered: usize,
    /// Whether this is the first reading.
    pub(super) collecting: bool,
}

struct Note {
    label: String,
    /// By the order in which the text refers to them, from 1; 0 for those that it has not yet.
    number: usize,
    content: Vec<Block>,
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
        let label = normal(label);
        if let Some(note) = self.notes.iter_mut().find(|note| note.label == label) {
            if !self.collecting {
                note.content.append(&mut content);
            }
        } else if self.collecting && self.notes.len() < MOST {
            self.notes.push(Note { label, number: 0, content: Vec::new() });
        }
        content
    }

    /// The number of a footnote; none if there is no such footnote.
    pub(super) fn number(&mut self, label: &str) -> Option<usize> {
        if self.notes.is_empty() {
            return None;
        }
        let label = normal(label);
        let note = self.notes.iter_mut().find(|note| note.label == label)?;
        if note.number == 0 {
            self.numbered += 1;
            note.number = self.numbered;
        }
        Some(note.number)
    }

    /// The footnotes by their numbers; last come those that nothing refers to.
    pub(super) fn into_notes(mut self) -> Vec<Vec<Block>> {
        let mut out = Vec::new();
        for number in (1..=self.numbered).chain([0]) {
            for note in &mut self.notes {
                if note.number == number {
                    out.push(std::mem::take(&mut note.content));
                }
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
