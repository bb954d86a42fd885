//! The Markdown that answers are written in, parsed to a tree.
//!
//! CommonMark with GitHub's tables, footnotes, alerts, tasks and bare addresses, and without HTML: a tag
//! stays literal text, `<br>` excepted; a link leads to the web or to a mailbox or is no link; an image is a
//! link to it; a formula is code. `tests/native/markdown/spec.rs` and `gfm.rs` list where it departs from
//! the specifications and why.
//!
//! [`parse`] accepts any input and takes time linear in its length. The tree is
//! at most a few dozen levels deep, so that recursion over it is safe. What does
//! not belong here: views, and any styling of the tree.

mod address;
mod block;
mod breaks;
mod emphasis;
mod entity;
mod formula;
mod inline;
mod line;
mod link;
mod plain;
mod reference;
mod table;
mod ticks;
mod tree;

pub use plain::plain_row;

/// Lists and quotes nest this deep; further markers are text.
const MAX_BLOCK_DEPTH: usize = 16;
/// Emphasis and links nest this deep; further markers vanish.
const MAX_INLINE_DEPTH: usize = 16;

/// One block of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// Running text.
    Paragraph(Vec<Inline>),
    /// A heading.
    Heading {
        /// 1 (the highest) to 6.
        level: u8,
        /// Its text.
        content: Vec<Inline>,
    },
    /// A list; one list of blocks for each item.
    List {
        /// Numbered, not bulleted.
        ordered: bool,
        /// The first item's number; 0 for bullets.
        start: u32,
        /// The items in order; the text of each is in paragraphs.
        items: Vec<Vec<Block>>,
    },
    /// Fenced or indented code.
    Code {
        /// The first word after the fence, empty if there is none.
        lang: String,
        /// The lines, joined by `\n`, without one at the end.
        text: String,
    },
    /// A quotation.
    Quote(Vec<Block>),
    /// A pipe table.
    Table {
        /// One for each column.
        align: Vec<Align>,
        /// One cell for each column.
        header: Vec<Vec<Inline>>,
        /// Rows of cells; a row may have fewer cells than the header, never more.
        rows: Vec<Vec<Vec<Inline>>>,
    },
    /// A line across.
    Rule,
}

/// How the cells of a table's column are aligned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// As the page does it.
    Unset,
    /// `:--`
    Left,
    /// `:-:`
    Center,
    /// `--:`
    Right,
}

/// One piece of running text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inline {
    /// Literal text; a `\n` in it is a soft break, which reads as a space.
    Text(String),
    /// `**strong**`
    Strong(Vec<Inline>),
    /// `~~struck out~~`
    Struck(Vec<Inline>),
    /// `*emphasis*`
    Emphasis(Vec<Inline>),
    /// `` `code` ``
    Code(String),
    /// A link; no other link is inside it.
    Link {
        /// Its scheme is http, https or mailto, in any case of letters.
        href: String,
        /// What it reads; never empty.
        children: Vec<Inline>,
    },
    /// A hard line break.
    Break,
}

/// Parses a document. Every input is one.
pub fn parse(source: &str) -> Vec<Block> {
    let lines: Vec<_> = source.lines().map(line::Line::new).collect();
    let mut known = reference::References::default();
    // By bytes, here and elsewhere: the search for text in text is 3 kB, with what its panics print.
    if source.as_bytes().windows(2).any(|pair| pair == b"]:") {
        known.collecting = true;
        block::blocks(&lines, 0, &mut known);
        known.collecting = false;
    }
    let mut blocks = block::blocks(&lines, 0, &mut known);
    let notes = known.into_notes();
    if !notes.is_empty() {
        blocks.push(Block::Rule);
        blocks.push(Block::List { ordered: true, start: 1, items: notes });
    }
    blocks
}
