//! A Markdown tree as a document again, which stands in another one without touching what is around it: its
//! fences are closed, its references resolved, and nothing in its words is markup, here and for other readers.

use crate::text::markdown::{Align, Block, Inline};

/// The highest number that CommonMark takes for an item's.
const LAST_NUMBER: u32 = 999_999_999;

/// Appends blocks behind a blank line, their headings so many levels further down.
pub(super) fn write(blocks: &[Block], down: u8, out: &mut String) {
    let mut text = String::new();
    for (index, block) in blocks.iter().enumerate() {
        let before = index.checked_sub(1).and_then(|index| blocks.get(index));
        let mut one = String::new();
        write_block(block, before, down, &mut one);
        if one.trim().is_empty() {
            continue;
        }
        if !text.is_empty() && !follows(block, before, &one) {
            text.push('\n');
        }
        text.push_str(&one);
    }
    if !out.is_empty() && !text.is_empty() {
        out.push('\n');
    }
    out.push_str(&text);
}

/// True if a list may stand right below a paragraph, as it does in an item: one that begins with an empty item
/// would make a heading of it.
fn follows(block: &Block, before: Option<&Block>, written: &str) -> bool {
    let Block::List { ordered, start, .. } = block else { return false };
    let begins = written.lines().next().is_some_and(|line| line.as_bytes().contains(&b' '));
    matches!(before, Some(Block::Paragraph(_))) && begins && (!ordered || *start == 1)
}

fn write_block(block: &Block, before: Option<&Block>, down: u8, out: &mut String) {
    match block {
        Block::Paragraph(content) => {
            inlines(content, Place::Lines, out);
            while let Some(kept) = out.strip_suffix("\\\n") {
                out.truncate(kept.len());
            }
        }
        Block::Heading { level, content } => {
            out.push_str(&"#".repeat(usize::from(level.saturating_add(down).min(6))));
            out.push(' ');
            inlines(content, Place::Line, out);
            // A number sign at the end would be taken for the heading's own.
            if out.ends_with(" #") {
                out.insert(out.len() - 1, '\\');
            }
        }
        Block::List { ordered, start, items } => return list(*ordered, *start, items, before, down, out),
        Block::Code { lang, text } => {
            // Longer than any run of backticks in it, which could end the block.
            let fence = "`".repeat(longest_run(text).max(2) + 1);
            let plain = lang.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-+#._".contains(&byte));
            let lines = if text.is_empty() { "" } else { "\n" };
            out.push_str(
                &[fence.as_str(), if plain { lang.as_str() } else { "" }, "\n", text, lines, &fence].concat(),
            );
        }
        Block::Quote(content) => {
            let mut inner = String::new();
            write(content, down, &mut inner);
            return nested("> ", "> ", &inner, out);
        }
        Block::Table { align, header, rows } => return table(align, header, rows, out),
        Block::Rule => out.push_str("***"),
    }
    out.push('\n');
}

fn list(ordered: bool, start: u32, items: &[Vec<Block>], before: Option<&Block>, down: u8, out: &mut String) {
    // Another mark begins another list.
    let other = matches!(before, Some(Block::List { ordered: before, .. }) if *before == ordered);
    let mut number = start;
    for item in items {
        let mut inner = String::new();
        write(item, down, &mut inner);
        let inner = ["☐ ", "☑ "].into_iter().zip(["[ ] ", "[x] "]).fold(inner, |inner, (sign, mark)| {
            match inner.strip_prefix(sign) {
                Some(rest) => [mark, rest].concat(),
                None => inner,
            }
        });
        let marker = match (ordered, other) {
            (true, false) => [&number.to_string(), ". "].concat(),
            (true, true) => [&number.to_string(), ") "].concat(),
            (false, false) => "- ".to_owned(),
            (false, true) => "+ ".to_owned(),
        };
        nested(&marker, &" ".repeat(marker.len()), &inner, out);
        number = number.saturating_add(1).min(LAST_NUMBER);
    }
}

/// Appends lines behind a container's prefixes: the first line's, and that of all others.
fn nested(first: &str, others: &str, inner: &str, out: &mut String) {
    let mut prefix = first;
    for line in inner.lines().chain(inner.is_empty().then_some("")) {
        out.push_str(if line.is_empty() { prefix.trim_end() } else { prefix });
        out.push_str(line);
        out.push('\n');
        prefix = others;
    }
}

fn table(align: &[Align], header: &[Vec<Inline>], rows: &[Vec<Vec<Inline>>], out: &mut String) {
    let row = |cells: &[Vec<Inline>], out: &mut String| {
        for column in 0..align.len() {
            out.push_str("| ");
            if let Some(content) = cells.get(column) {
                inlines(content, Place::Cell, out);
                out.push(' ');
            }
        }
        out.push_str("|\n");
    };
    row(header, out);
    for align in align {
        out.push_str(match align {
            Align::Unset => "| --- ",
            Align::Left => "| :-- ",
            Align::Center => "| :-: ",
            Align::Right => "| --: ",
        });
    }
    out.push_str("|\n");
    for cells in rows {
        row(cells, out);
    }
}

/// The surroundings of running text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Lines,
    Line,
    Cell,
    /// In a link's text, which a bracket would end.
    Link,
    /// The same in a cell.
    CellLink,
}

fn inlines(content: &[Inline], place: Place, out: &mut String) {
    for inline in content {
        match inline {
            Inline::Text(text) => words(text, place, out),
            Inline::Strong(content) => marked("**", content, place, out),
            Inline::Struck(content) => marked("~~", content, place, out),
            // An asterisk beside another would make strong text of both.
            Inline::Emphasis(content) if matches!(content.as_slice(), [Inline::Emphasis(_)]) => {
                marked("_", content, place, out);
            }
            Inline::Emphasis(content) => marked("*", content, place, out),
            Inline::Code(text) => code(text, place, out),
            Inline::Link { href, children } => link(href, children, place, out),
            Inline::Break => out.push_str(match place {
                Place::Lines => "\\\n",
                Place::Cell => "<br>",
                Place::Line | Place::Link | Place::CellLink => " ",
            }),
        }
    }
}

fn marked(mark: &str, content: &[Inline], place: Place, out: &mut String) {
    out.push_str(mark);
    inlines(content, place, out);
    out.push_str(mark);
}

/// Appends literal text: no sign in it means anything.
fn words(text: &str, place: Place, out: &mut String) {
    for (index, line) in text.split('\n').enumerate() {
        if index > 0 {
            out.push(if place == Place::Lines { '\n' } else { ' ' });
        }
        let mut line = line;
        if place == Place::Lines && (out.is_empty() || out.ends_with('\n')) {
            line = line.trim_start();
            let digits = line.bytes().take_while(u8::is_ascii_digit).count();
            let (number, rest) = line.split_at(digits);
            let begins: &[char] = if digits > 0 { &['.', ')'] } else { &['#', '+', '-', '='] };
            if rest.starts_with(begins) {
                out.push_str(number);
                out.push('\\');
                line = rest;
            }
        }
        for char in line.chars() {
            // `\[…\]` would be a formula.
            if "\\`*_[<>|~&$".contains(char) || char == ']' && matches!(place, Place::Link | Place::CellLink)
            {
                out.push('\\');
            }
            out.push(char);
        }
    }
}

fn code(text: &str, place: Place, out: &mut String) {
    // Two runs of backticks would be one.
    if out.ends_with('`') {
        out.push(' ');
    }
    let fence = "`".repeat(longest_run(text) + 1);
    let edge = text.starts_with('`') || text.ends_with('`') || text.starts_with(' ') && text.ends_with(' ');
    let space = if edge && !text.trim().is_empty() { " " } else { "" };
    let escaped = if matches!(place, Place::Cell | Place::CellLink) {
        text.replace('|', "\\|")
    } else {
        text.to_owned()
    };
    out.push_str(&[&fence, space, &escaped, space, &fence].concat());
}

fn link(href: &str, children: &[Inline], place: Place, out: &mut String) {
    // That would be an image.
    if out.ends_with('!') {
        out.insert(out.len() - 1, '\\');
    }
    out.push('[');
    let inside = if place == Place::Cell { Place::CellLink } else { Place::Link };
    inlines(children, inside, out);
    out.push_str("](");
    for char in href.chars() {
        match char {
            '(' => out.push_str("%28"),
            ')' => out.push_str("%29"),
            '<' => out.push_str("%3C"),
            '>' => out.push_str("%3E"),
            '|' => out.push_str("%7C"),
            '&' => out.push_str("\\&"),
            char => out.push(char),
        }
    }
    out.push(')');
}

fn longest_run(text: &str) -> usize {
    text.split(|letter| letter != '`').map(str::len).max().unwrap_or_default()
}
