//! The Markdown parser: cases in words, an oracle, properties and sizes.

mod blocks;
mod cjk;
mod example;
mod gfm;
mod hostile;
mod html;
mod inlines;
mod oracle;
pub(crate) mod outline;
pub(crate) mod plain;
mod properties;
mod spec;
mod writer;

use genie_chat::text::markdown::parse;

/// Asserts what a document's tree reads, see [`outline`].
fn reads(source: &str, expected: &str) {
    assert_eq!(outline::outline(&parse(source)), expected, "of {source:?}");
}
