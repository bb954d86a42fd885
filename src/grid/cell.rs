//! One cell in a form in which rows leave.

use crate::domain::table::Kind;
use crate::text::csv::{escape, is_formula};
use crate::text::number::Number;

/// Digits that a spreadsheet keeps of a number.
const SPREADSHEET_DIGITS: usize = 15;

/// The largest whole number up to which doubles skip none: 2^53.
const MAX_BARE: u64 = 1 << 53;

/// How a cell of an HTML table is written.
#[derive(Clone, Copy)]
pub(super) struct Html {
    pub tag: &'static str,
    /// See [`super::export::Options`].
    pub guard: bool,
    pub bare: bool,
}

/// Appends a cell of an HTML table. What a spreadsheet would change, such as a code with leading zeros
/// or a number of 16 digits, is marked as text in Excel's way.
pub(super) fn html(cell: Option<&str>, form: Html, numeric: bool, out: &mut String) {
    let Html { tag, guard, bare } = form;
    out.push('<');
    out.push_str(tag);
    let text = cell.unwrap_or_default();
    if !bare && (!numeric || text.bytes().filter(u8::is_ascii_digit).count() > SPREADSHEET_DIGITS) {
        out.push_str(" style=\"mso-number-format:'\\@';white-space:pre-wrap\"");
    }
    out.push('>');
    if guard && is_formula(text) {
        out.push('\'');
    }
    let replace = |byte| {
        Some(match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            // In the same cell, not in the one below.
            b'\n' if bare => "<br>",
            b'\n' => "<br style=\"mso-data-placement:same-cell\">",
            _ => return None,
        })
    };
    escape(text, replace, out);
    out.push_str("</");
    out.push_str(tag);
    out.push('>');
}

/// Appends a cell of a Markdown table: the reader of the document sees its exact characters. NULL is
/// set in italics, so that it is not taken for a word.
pub(crate) fn markdown(cell: Option<&str>, out: &mut String) {
    let Some(text) = cell else {
        out.push_str("*NULL*");
        return;
    };
    let replace = |byte| {
        Some(match byte {
            b'\n' => "<br>",
            b'\r' => "",
            b'\\' => "\\\\",
            b'`' => "\\`",
            b'*' => "\\*",
            b'_' => "\\_",
            b'[' => "\\[",
            b']' => "\\]",
            b'<' => "\\<",
            b'>' => "\\>",
            b'|' => "\\|",
            b'~' => "\\~",
            b'&' => "\\&",
            b'$' => "\\$",
            _ => return None,
        })
    };
    escape(text, replace, out);
}

/// Appends a cell as a JSON value; bare only where every reader gets the exact value.
pub(super) fn json(cell: Option<&str>, kind: Kind, out: &mut String) {
    let Some(text) = cell else {
        out.push_str("null");
        return;
    };
    let bare = match kind {
        Kind::Boolean => matches!(text, "true" | "false"),
        Kind::Integer => is_json_number(text) && is_small(text),
        Kind::Float => is_json_number(text),
        _ => false,
    };
    if bare { out.push_str(text) } else { quote(text, out) }
}

/// Appends a JSON string.
pub(crate) fn quote(text: &str, out: &mut String) {
    // Serialising a string cannot fail.
    out.push_str(&serde_json::to_string(text).unwrap_or_default());
}

fn is_small(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    digits.parse::<u64>().is_ok_and(|number| number <= MAX_BARE)
}

/// JSON allows neither `NaN`, `+1`, `.5`, `1.` nor `01`.
fn is_json_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text).as_bytes();
    let point = digits.iter().position(|byte| *byte == b'.');
    let digit = |at: usize| digits.get(at).is_some_and(u8::is_ascii_digit);
    matches!(Number::parse(text), Some(Number::Finite(_)))
        && digit(0)
        && (digits.first() != Some(&b'0') || !digit(1))
        && point.is_none_or(|point| digit(point + 1))
}
