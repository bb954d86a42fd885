//! Links with a text: destinations, labels and their definitions.

use super::entity::entity;

/// No destination with its title is longer: it bounds the search for the end of
/// one, which hostile text would otherwise start over and over.
const MAX_TARGET: usize = 4096;
/// No label is longer, by CommonMark's rule.
const MAX_LABEL: usize = 1000;

/// The destination in parentheses that follows a link's text, and its length.
pub(super) fn target(text: &str) -> Option<(String, usize)> {
    let bytes = first(text, MAX_TARGET);
    if bytes.first() != Some(&b'(') {
        return None;
    }
    let (from, to, end) = destination(bytes, skip_blanks(bytes, 1))?;
    let close = title(bytes, end)?;
    if bytes.get(close) != Some(&b')') {
        return None;
    }
    Some((unescape(text.get(from..to)?), close + 1))
}

/// The label in brackets that the text begins with.
pub(super) fn label(text: &str) -> Option<&str> {
    let bytes = first(text, MAX_LABEL);
    if bytes.first() != Some(&b'[') {
        return None;
    }
    let mut at = 1;
    loop {
        match *bytes.get(at)? {
            b']' => break,
            b'[' => return None,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    text.get(1..at).filter(|label| !label.trim().is_empty())
}

/// The definition of a label that a paragraph begins with: the label, where it leads, and the length of
/// the lines that it takes. What looks like a footnote is none.
pub(super) fn definition(text: &str) -> Option<(&str, String, usize)> {
    let bytes = first(text, MAX_TARGET);
    let label = label(text).filter(|label| !label.starts_with('^'))?;
    let colon = label.len() + 2;
    if bytes.get(colon) != Some(&b':') {
        return None;
    }
    let (from, to, end) = destination(bytes, skip_blanks(bytes, colon + 1))?;
    let line_end = |at: usize| {
        let blanks = bytes.iter().skip(at).take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        match bytes.get(at + blanks) {
            None if bytes.len() == text.len() => Some(text.len()),
            Some(b'\n') => Some(at + blanks + 1),
            _ => None,
        }
    };
    // A title that is none may be the paragraph's next line.
    let titled = title(bytes, end).and_then(|at| {
        let at = bytes.get(..at)?.iter().rposition(|byte| !matches!(byte, b' ' | b'\t' | b'\n'))? + 1;
        line_end(at)
    });
    let length = titled.or_else(|| line_end(end))?;
    (to > from || bytes.get(from.wrapping_sub(1)) == Some(&b'<')).then_some((
        label,
        unescape(text.get(from..to)?),
        length,
    ))
}

fn first(text: &str, most: usize) -> &[u8] {
    let bytes = text.as_bytes();
    bytes.get(..most).unwrap_or(bytes)
}

/// Where a destination begins and ends, and the end of what stands around it.
fn destination(bytes: &[u8], start: usize) -> Option<(usize, usize, usize)> {
    if bytes.get(start) == Some(&b'<') {
        let to = end_of(bytes, start + 1, b'>')?;
        return Some((start + 1, to, to + 1));
    }
    let to = end_of_word(bytes, start)?;
    Some((start, to, to))
}

/// Where what follows a destination and its title begins. A title is not shown.
fn title(bytes: &[u8], end: usize) -> Option<usize> {
    let close = skip_blanks(bytes, end);
    match bytes.get(close) {
        Some(&quote @ (b'"' | b'\'' | b'(')) if close > end => {
            let quote = if quote == b'(' { b')' } else { quote };
            Some(skip_blanks(bytes, end_of(bytes, close + 1, quote)? + 1))
        }
        _ => Some(close),
    }
}

fn skip_blanks(bytes: &[u8], from: usize) -> usize {
    let blank = |byte: &&u8| matches!(byte, b' ' | b'\t' | b'\n');
    from + bytes.iter().skip(from).take_while(blank).count()
}

/// Where the closing mark is, if it comes before another opening angle bracket.
fn end_of(bytes: &[u8], from: usize, mark: u8) -> Option<usize> {
    let mut at = from;
    loop {
        match *bytes.get(at)? {
            byte if byte == mark => return Some(at),
            b'<' | b'\n' if mark == b'>' => return None,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
}

/// The end of a destination without blanks, its parentheses balanced.
fn end_of_word(bytes: &[u8], from: usize) -> Option<usize> {
    let mut at = from;
    let mut depth = 0;
    loop {
        match bytes.get(at).copied().unwrap_or_default() {
            b')' if depth == 0 => return Some(at),
            b')' => depth -= 1,
            b'(' if depth == 32 => return None,
            b'(' => depth += 1,
            b'\\' if bytes.get(at + 1).is_some_and(u8::is_ascii_punctuation) => at += 1,
            0..=b' ' | 0x7F => return (depth == 0).then_some(at),
            _ => {}
        }
        at += 1;
    }
}

/// Text without backslashes before punctuation, and with characters for their names.
pub(super) fn unescape(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(char) = rest.chars().next() {
        let escaped = rest.get(1..).and_then(|rest| rest.chars().next());
        let (char, length) = match (char, escaped) {
            ('\\', Some(next)) if next.is_ascii_punctuation() => (next, 2),
            ('&', _) => entity(rest).unwrap_or((char, 1)),
            _ => (char, char.len_utf8()),
        };
        out.push(char);
        rest = rest.get(length..).unwrap_or_default();
    }
    out
}
