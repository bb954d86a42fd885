//! Line breaks: as HTML writes them, and ends of lines that are meant although Markdown reads them as blanks,
//! between labels, bullets and rows that no list and no table holds.

/// Where a label stands at most, in bytes.
const LABEL: usize = 48;

/// Whether the line after the one that ends here was to stand below it.
pub(super) fn is_meant(source: &str, end: usize) -> bool {
    let next = source.get(end + 1..).unwrap_or_default();
    let mut chars = next.chars();
    match chars.next() {
        Some('|') => true,
        Some(mark @ ('*' | '_')) => {
            chars.next() == Some(mark) && chars.next().is_some_and(|c| c.is_alphanumeric() || !c.is_ascii())
        }
        Some(
            '·'
            | '\u{2013}'
            | '\u{2014}'
            | '•'
            | '‣'
            | '※'
            | '⁃'
            | '\u{2190}'..='\u{2BFF}'
            | '・'
            | '\u{1F000}'..='\u{1FAFF}',
        ) => true,
        _ => {
            let line =
                source.get(..end).and_then(|text| text.as_bytes().rsplit(|byte| *byte == b'\n').next());
            is_labelled(next.as_bytes()) && line.is_some_and(is_labelled)
        }
    }
}

/// Whether a line is a label and what it says: `Total: 5`.
fn is_labelled(line: &[u8]) -> bool {
    let label = line.iter().take(LABEL).take_while(|byte| !matches!(byte, b':' | b'\n')).count();
    label > 0 && line.get(label..).is_some_and(|rest| rest.starts_with(b": "))
}

/// The length of `<br>` in one of its spellings.
pub(super) fn tag(text: &str) -> Option<usize> {
    let rest = text.get(3..).filter(|_| text.get(..3).is_some_and(|tag| tag.eq_ignore_ascii_case("<br")))?;
    let rest = rest.trim_start_matches(' ');
    let rest = rest.strip_prefix('/').unwrap_or(rest).strip_prefix('>')?;
    Some(text.len() - rest.len())
}
