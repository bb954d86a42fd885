//! Fields of CSV (RFC 4180) and of its variant with tabs.

use super::formula;
use super::number::with_comma;

/// Characters that need quotes in a file: quotes, line ends, and every common separator.
const SPECIAL: &[u8] = b"\"\r\n,;\t|";

/// How fields are written.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    /// The ASCII character between two fields.
    pub separator: u8,
    /// Puts an apostrophe before what a spreadsheet would take for a formula.
    pub guard: bool,
    /// Writes numbers with a decimal comma.
    pub comma: bool,
}

/// Appends a field: nothing for NULL, `""` for the empty string, quotes if they are needed. `numeric` says
/// that the column holds numbers.
pub fn field(text: Option<&str>, numeric: bool, style: Style, out: &mut String) {
    let Some(text) = text else { return };
    if let Some(number) = with_comma(text, numeric && style.comma) {
        // Its comma separates nothing.
        out.push_str(&number);
        return;
    }
    let Style { separator, guard, .. } = style;
    // Text with tabs is pasted, and split at tabs alone. A file may be opened by a program that splits at
    // another character and takes no notice of quotes within what it then believes to be a field.
    let is_file = separator != b'\t';
    let torn = |byte| is_file && byte != b'"' && byte != separator && SPECIAL.contains(&byte);
    let special = |byte| {
        matches!(byte, b'"' | b'\r' | b'\n') || byte == separator || is_file && SPECIAL.contains(&byte)
    };
    let text = formula::guarded(text, guard, &torn);
    let quoted = text.is_empty() || text.bytes().any(special);
    if quoted {
        out.push('"');
    }
    escape(&text, &|byte| (byte == b'"').then_some("\"\""), out);
    if quoted {
        out.push('"');
    }
}

/// Appends text with some of its ASCII characters replaced.
pub fn escape(text: &str, replace: &dyn Fn(u8) -> Option<&'static str>, out: &mut String) {
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
