//! Formulas as TeX has them, `\(…\)`, `\[…\]` and `$$…$$`: nothing in them is Markdown.

use super::line::Line;

/// No formula is longer: it bounds the search for the end of one.
const LONGEST: usize = 1000;

/// The length of the formula that the text begins with. Brackets and dollars stand in sentences, too: there
/// something in them has to look like mathematics.
pub(super) fn formula(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let (end, sure): (&[u8], bool) = match bytes {
        [b'\\', b'(', ..] => (b"\\)", true),
        [b'\\', b'[', next, ..] => (b"\\]", next.is_ascii_whitespace()),
        [b'$', b'$', ..] => (b"$$", false),
        _ => return None,
    };
    let mut at = 2;
    let mut counts = false;
    let mut looks = sure;
    while at < LONGEST {
        let rest = bytes.get(at..)?;
        if rest.starts_with(end) {
            return (counts && looks).then_some(at + 2);
        }
        let byte = rest.first()?;
        // Code and links are none of mathematics, and no formula stands in another.
        if *byte == b'`' || matches!(rest, [b']' | b'\\', b'(', ..] | [b'\\', b'[', ..]) {
            return None;
        }
        counts |= byte.is_ascii_alphanumeric();
        looks |= b"\\^_={".contains(byte);
        at += if *byte == b'\\' { 2 } else { 1 };
    }
    None
}

/// The formula on lines of its own that begins with these, and how many they are.
pub(super) fn block(lines: &[Line<'_>]) -> Option<(String, usize)> {
    let first = lines.first()?.beginning()?;
    if !first.starts_with("\\[") && !first.starts_with("$$") {
        return None;
    }
    let mut text = String::new();
    for (at, line) in lines.iter().enumerate() {
        text.push_str(line.text.trim_end());
        if line.is_blank() || text.len() > LONGEST || at > 0 && line.text.starts_with("\\[") {
            break;
        }
        if text.len() > 2 && (text.ends_with("\\]") || text.ends_with("$$")) {
            return (formula(&text) == Some(text.len())).then_some((text, at + 1));
        }
        text.push('\n');
    }
    None
}
