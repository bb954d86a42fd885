//! Fields of CSV (RFC 4180) and of its sister with tabs.

use super::number::Number;

/// How fields are written.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    /// What stands between two fields.
    pub separator: char,
    /// Puts an apostrophe before what a spreadsheet would take for a formula.
    pub guard: bool,
}

/// Appends a field: nothing for NULL, `""` for the empty string, quotes where they are needed.
pub fn field(text: Option<&str>, style: Style, out: &mut String) {
    let Some(text) = text else { return };
    let special = |letter| matches!(letter, '"' | '\r' | '\n') || letter == style.separator;
    let quoted = text.is_empty() || text.contains(special);
    if quoted {
        out.push('"');
    }
    if style.guard && is_formula(text) {
        out.push('\'');
    }
    for letter in text.chars() {
        if letter == '"' {
            out.push('"');
        }
        out.push(letter);
    }
    if quoted {
        out.push('"');
    }
}

/// True for text that spreadsheets may run (the list is OWASP's for CSV injection); a number is no
/// formula, although it may begin with a sign.
pub fn is_formula(text: &str) -> bool {
    let signs = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
    text.starts_with(signs) && Number::parse(text).is_none()
}
