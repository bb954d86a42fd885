//! Text that a spreadsheet would run as a formula, and how it is made harmless.

use std::borrow::Cow;

use super::number::Number;

/// `text` with an apostrophe before each piece of it that is a formula, if `guard` says so. A piece ends
/// after an ASCII character for which `torn` is true: there, a program may begin another cell.
pub fn guarded<'a>(text: &'a str, guard: bool, torn: &dyn Fn(u8) -> bool) -> Cow<'a, str> {
    // No sign has other first bytes.
    let some = guard && text.bytes().any(|byte| matches!(byte, b'=' | b'+' | b'-' | b'@' | 0xEF));
    if !some || Number::parse(text).is_some() {
        return Cow::Borrowed(text);
    }
    let (mut out, mut rest) = (String::new(), text);
    while !rest.is_empty() {
        let end = rest.bytes().position(torn).unwrap_or(rest.len());
        let (piece, behind) = rest.split_at_checked(end).unwrap_or((rest, ""));
        if is_formula(piece) {
            out.push('\'');
        }
        out.push_str(piece);
        rest = behind;
        if let Some(letter) = rest.chars().next() {
            out.push(letter);
            rest = rest.get(letter.len_utf8()..).unwrap_or_default();
        }
    }
    Cow::Owned(out)
}

/// True for text that a spreadsheet may run, after OWASP's list for CSV injection. A number is no formula,
/// although it may begin with a sign.
fn is_formula(text: &str) -> bool {
    let first = text.chars().find(|letter| !is_skipped(*letter));
    matches!(first, Some('=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠')) && Number::parse(text).is_none()
}

/// Characters that programs drop before they read a cell: white space, control and invisible characters, and quotes
/// around a field.
fn is_skipped(letter: char) -> bool {
    letter == '"'
        || letter.is_whitespace()
        || letter.is_control()
        || matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}
