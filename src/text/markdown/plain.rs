//! A row of a table as plain text.

use super::Inline;

/// The words of a table's row, parted by commas.
pub fn plain_row(cells: &[Vec<Inline>]) -> String {
    let mut out = String::new();
    for (index, cell) in cells.iter().enumerate() {
        if index > 0 {
            out.push_str(", ");
        }
        write_inlines(cell, &mut out);
    }
    out
}

fn write_inlines(content: &[Inline], out: &mut String) {
    for inline in content {
        match inline {
            Inline::Text(text) | Inline::Code(text) => out.push_str(text),
            Inline::Strong(children)
            | Inline::Struck(children)
            | Inline::Emphasis(children)
            | Inline::Link { children, .. } => {
                write_inlines(children, out);
            }
            Inline::Break => out.push('\n'),
        }
    }
}
