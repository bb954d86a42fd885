//! Text that a spreadsheet would run as a formula, and how it is made harmless.

use std::borrow::Cow;

use super::number::Number;

/// What a formula begins with, after OWASP's list for CSV injection.
const SIGNS: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// `text` with an apostrophe before each piece of it that is a formula, if `guard` says so. A piece ends
/// after a character for which `torn` is true: there, a program may begin another cell.
pub fn guarded<'a>(text: &'a str, guard: bool, torn: &dyn Fn(char) -> bool) -> Cow<'a, str> {
    if !guard || !text.contains(SIGNS) || Number::parse(text).is_some() {
        return Cow::Borrowed(text);
    }
    let mut out = String::new();
    for piece in text.split_inclusive(torn) {
        if is_formula(piece.trim_end_matches(torn)) {
            out.push('\'');
        }
        out.push_str(piece);
    }
    Cow::Owned(out)
}

/// True for text that a spreadsheet may run. A number is no formula, although it may begin with a sign.
fn is_formula(text: &str) -> bool {
    text.trim_start_matches(is_skipped).starts_with(SIGNS) && Number::parse(text).is_none()
}

/// What programs drop before they look at a cell: white space, control and invisible characters, and quotes
/// around a field.
fn is_skipped(letter: char) -> bool {
    letter == '"'
        || letter.is_whitespace()
        || letter.is_control()
        || matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}
