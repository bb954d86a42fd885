//! Line breaks: as HTML writes them, and ends of lines that are meant although Markdown reads them as blanks,
//! between labels, bullets and rows that no list and no table holds.

/// The longest label, in bytes.
const LABEL: usize = 48;

/// True if the next line was meant to stand below the one that ends here.
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
            let bytes = source.as_bytes().get(..end).unwrap_or_default();
            let start = bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
            is_labelled(next) && source.get(start..end).is_some_and(is_labelled)
        }
    }
}

/// True if a line is a label with its value: `Total: 5`.
fn is_labelled(line: &str) -> bool {
    for (at, byte) in line.bytes().enumerate() {
        match byte {
            b':' => return at > 0 && line.as_bytes().get(at + 1) == Some(&b' '),
            b'\n' => return false,
            _ if at == LABEL => return false,
            _ => {}
        }
    }
    false
}

/// The length of `<br>` in one of its spellings.
pub(super) fn tag(text: &str) -> Option<usize> {
    let rest = text.get(3..).filter(|_| text.get(..3).is_some_and(|tag| tag.eq_ignore_ascii_case("<br")))?;
    let rest = rest.trim_start_matches(' ');
    let rest = rest.strip_prefix('/').unwrap_or(rest).strip_prefix('>')?;
    Some(text.len() - rest.len())
}
