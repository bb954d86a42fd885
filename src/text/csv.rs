//! Fields of CSV (RFC 4180) and of its sister with tabs.

use super::number::Number;

/// How fields are written.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    /// The ASCII character between two fields.
    pub separator: u8,
    /// Puts an apostrophe before what a spreadsheet would take for a formula.
    pub guard: bool,
}

/// Appends a field: nothing for NULL, `""` for the empty string, quotes where they are needed.
pub fn field(text: Option<&str>, style: Style, out: &mut String) {
    let Some(text) = text else { return };
    let special = |byte| matches!(byte, b'"' | b'\r' | b'\n') || byte == style.separator;
    let quoted = text.is_empty() || text.bytes().any(special);
    if quoted {
        out.push('"');
    }
    if style.guard && is_formula(text) {
        out.push('\'');
    }
    escape(text, |byte| (byte == b'"').then_some("\"\""), out);
    if quoted {
        out.push('"');
    }
}

/// Appends text with some of its ASCII characters replaced.
pub fn escape(text: &str, replace: impl Fn(u8) -> Option<&'static str>, out: &mut String) {
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        if let Some(with) = replace(byte) {
            out.push_str(text.get(from..at).unwrap_or_default());
            out.push_str(with);
            from = at + 1;
        }
    }
    out.push_str(text.get(from..).unwrap_or_default());
}

/// True for text that spreadsheets may run (the list is OWASP's for CSV injection); a number is no
/// formula, although it may begin with a sign.
pub fn is_formula(text: &str) -> bool {
    let signs = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
    text.starts_with(signs) && Number::parse(text).is_none()
}
