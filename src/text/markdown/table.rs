//! Pipe tables, as GitHub has them.
//!
//! Differences that keep text: what a row has beyond the last column stays in
//! its last cell, and a line without a pipe ends the table. Differences for what models write: header and
//! rule need not have as many cells, dashes may be long ones, and blank lines may part the rows. Short rows
//! are not filled up: a wide header over many short rows would be a blow-up.

use super::inline::inlines;
use super::line::Line;
use super::reference::References;
use super::{Align, Block, Inline};

fn has_bar(line: &Line<'_>) -> bool {
    line.text.as_bytes().contains(&b'|')
}

/// The columns of the table that begins with these lines, if one does.
pub(super) fn columns(lines: &[Line<'_>]) -> Option<Vec<Align>> {
    let [head, rule, ..] = lines else {
        return None;
    };
    if !has_bar(head) || !has_bar(rule) {
        return None;
    }
    let mut align = alignments(rule)?;
    let columns = cells(head.text, usize::MAX).len();
    while align.len() < columns {
        align.push(Align::Unset);
    }
    Some(align)
}

/// The table that begins with these lines, and how many of them it has.
pub(super) fn read(lines: &[Line<'_>], known: &mut References) -> Option<(Block, usize)> {
    let align = columns(lines)?;
    let mut header = row(lines.first()?.text, align.len(), known);
    while header.len() < align.len() {
        header.push(Vec::new());
    }
    let mut rows = Vec::new();
    let mut used = 2;
    while let Some(rest) = lines.get(used..) {
        let blanks = rest.iter().take_while(|line| line.is_blank()).count();
        let Some(line) = rest.get(blanks) else { break };
        // A line that stands apart is a row only if it can be nothing else.
        let apart = line.text.starts_with('|') && alignments(line).is_none();
        let fits = blanks == 0 || apart && rest.get(blanks..).and_then(columns).is_none();
        if !fits || !has_bar(line) || !line.is_text() || line.quote().is_some() || line.marker().is_some() {
            break;
        }
        rows.push(row(line.text, align.len(), known));
        used += blanks + 1;
    }
    Some((Block::Table { align, header, rows }, used))
}

fn alignments(rule: &Line<'_>) -> Option<Vec<Align>> {
    let mut align = Vec::new();
    for cell in cells(rule.text, usize::MAX) {
        align.push(alignment(cell)?);
    }
    Some(align)
}

fn alignment(cell: &str) -> Option<Align> {
    let left = cell.strip_prefix(':');
    let dashes = left.unwrap_or(cell);
    let right = dashes.strip_suffix(':');
    let dashes = right.unwrap_or(dashes);
    if dashes.is_empty() || dashes.chars().any(|char| !matches!(char, '-' | '–' | '—')) {
        return None;
    }
    Some(match (left.is_some(), right.is_some()) {
        (false, false) => Align::Unset,
        (true, false) => Align::Left,
        (true, true) => Align::Center,
        (false, true) => Align::Right,
    })
}

fn row(text: &str, limit: usize, known: &mut References) -> Vec<Vec<Inline>> {
    // An escaped pipe is a pipe even within code.
    cells(text, limit).into_iter().map(|cell| inlines(&with_pipes(cell), known)).collect()
}

/// Takes the backslash from before each pipe. `str::replace` would cost 3 kB of code.
fn with_pipes(cell: &str) -> String {
    let mut out = String::with_capacity(cell.len());
    let mut chars = cell.chars().peekable();
    while let Some(char) = chars.next() {
        if char != '\\' || chars.peek() != Some(&'|') {
            out.push(char);
        }
    }
    out
}

/// Splits at pipes that are not escaped; the last of `limit` cells takes the rest.
fn cells(text: &str, limit: usize) -> Vec<&str> {
    let text = text.trim();
    let text = text.strip_prefix('|').unwrap_or(text);
    let text = match text.strip_suffix('|') {
        Some(body) if !body.ends_with('\\') => body,
        _ => text,
    };
    let mut cells = Vec::new();
    let mut start = 0;
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate() {
        if byte == b'|' && !escaped && cells.len() + 1 < limit {
            cells.push(text.get(start..at).unwrap_or_default().trim());
            start = at + 1;
        }
        escaped = byte == b'\\';
    }
    cells.push(text.get(start..).unwrap_or_default().trim());
    cells
}
