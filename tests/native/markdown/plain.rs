//! The tree as plain text: by this it is seen that no word of an answer is lost.

use genie_chat::text::markdown::{Block, Inline, plain_row};

/// The words of a document without any markup: blocks, items and rows stand on
/// lines of their own, cells are parted by commas.
pub(crate) fn plain_text(blocks: &[Block]) -> String {
    let mut out = String::new();
    write_blocks(blocks, &mut out);
    out
}

fn write_blocks(blocks: &[Block], out: &mut String) {
    for block in blocks {
        match block {
            Block::Paragraph(content) | Block::Heading { content, .. } => {
                end_line(out);
                out.push_str(&plain_row(std::slice::from_ref(content)));
            }
            Block::Code { text, .. } => {
                end_line(out);
                out.push_str(text);
            }
            Block::Quote(inner) => write_blocks(inner, out),
            Block::List { items, .. } => {
                for item in items {
                    write_blocks(item, out);
                }
            }
            Block::Table { header, rows, .. } => {
                write_row(header, out);
                for row in rows {
                    write_row(row, out);
                }
            }
            Block::Rule => {}
        }
    }
}

fn write_row(cells: &[Vec<Inline>], out: &mut String) {
    end_line(out);
    out.push_str(&plain_row(cells));
}

fn end_line(out: &mut String) {
    if !out.is_empty() && !out.ends_with('\n') {
        out.push('\n');
    }
}
