//! Writes one cell in each form in which rows leave: guarded, exact, and readable in the reader's locale.

use std::borrow::Cow;

use crate::domain::table::Kind;
use crate::text::csv::{self, Style, escape};
use crate::text::formula;
use crate::text::number::{Number, with_comma};

/// Digits that a spreadsheet keeps of a number.
const SPREADSHEET_DIGITS: usize = 15;
/// Places behind the point that a spreadsheet's format can have.
pub(super) const MOST_PLACES: usize = 30;
/// Decimal exponents, as in 0.DIGITS × 10^exponent, of numbers that spreadsheets take for sure.
const MAGNITUDES: std::ops::RangeInclusive<i64> = -300..=300;

/// The largest whole number up to which doubles skip none: 2^53.
const MAX_BARE: u64 = 1 << 53;

/// The form in which one cell leaves.
#[derive(Clone, Copy)]
pub(crate) enum Way {
    /// A cell of an HTML table; `bare` leaves out styles, see [`super::export::Options`].
    Html { head: bool, bare: bool },
    /// A field between these ASCII characters.
    Field { separator: u8 },
    /// Plain text with nothing around it.
    Alone,
    /// A cell of a Markdown table, or Markdown with nothing around it.
    Markdown,
    /// A JSON value. It needs no guard: only programs read it.
    Json,
}

/// How cells are written, whatever the form.
#[derive(Clone, Copy)]
pub(crate) struct Manner {
    /// Makes formulas harmless.
    pub guard: bool,
    /// Writes numbers with a decimal comma, in forms that a spreadsheet reads by its own locale.
    pub comma: bool,
}

/// Appends one cell: all that leaves goes through here, but for workbooks, whose cells have types, and files that
/// pass the table by ([`crate::text::csv_file`]). `kind` is that of its column.
pub(crate) fn write(cell: Option<&str>, kind: Kind, way: Way, manner: Manner, out: &mut String) {
    let Manner { guard, comma } = manner;
    let numeric = kind.is_numeric();
    // Programs cut pasted text at tabs and line ends.
    let harmless = |text| formula::guarded(text, guard, &|byte| matches!(byte, b'\t' | b'\r' | b'\n'));
    let number = || with_comma(cell?, numeric && comma);
    match way {
        Way::Field { separator } => csv::field(cell, numeric, Style { separator, guard, comma }, out),
        Way::Alone => out.push_str(&number().map_or_else(|| harmless(cell.unwrap_or_default()), Cow::Owned)),
        Way::Html { head, bare } => {
            // A line end begins no other cell here.
            let text = formula::guarded(cell.unwrap_or_default(), guard, &|_| false);
            let text = number().map_or(text, Cow::Owned);
            html(cell, &text, Html { head, bare, numeric }, out);
        }
        Way::Markdown => match cell {
            Some(text) => markdown(&harmless(text), out),
            // In italics, so that it is not taken for a word.
            None => out.push_str("*NULL*"),
        },
        Way::Json => json(cell, kind, out),
    }
}

/// For a number that spreadsheets keep exactly, and write as it was sent, its places behind the point; none of
/// them (`Some(None)`) if it has an exponent.
pub(super) fn places(text: &str) -> Option<Option<usize>> {
    let Some(Number::Finite(number)) = Number::parse(text) else { return None };
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, rest) = digits.split_at_checked(digits.bytes().take_while(u8::is_ascii_digit).count())?;
    let plain = !whole.is_empty() && (whole == "0" || !whole.starts_with('0'));
    let known = number.significant() <= SPREADSHEET_DIGITS && MAGNITUDES.contains(&number.magnitude());
    let is_minus_zero = number.significant() == 0 && text.starts_with('-');
    if !plain || !known || is_minus_zero {
        return None;
    }
    match rest.strip_prefix('.') {
        Some(own) if !own.is_empty() && own.bytes().all(|byte| byte.is_ascii_digit()) => {
            (own.len() <= MOST_PLACES).then_some(Some(own.len()))
        }
        None if rest.is_empty() => Some(Some(0)),
        _ => {
            let exponent = rest.trim_start_matches(|letter: char| letter == '.' || letter.is_ascii_digit());
            exponent.starts_with(['e', 'E']).then_some(None)
        }
    }
}

#[derive(Clone, Copy)]
struct Html {
    head: bool,
    bare: bool,
    numeric: bool,
}

/// Appends a cell of an HTML table with what keeps a spreadsheet from changing it, whatever its locale: the value
/// of a number with a point, and that all else is text. Excel reads `x:…` and `mso-number-format`,
/// LibreOffice `sd…`; others read the `text` that is seen.
fn html(cell: Option<&str>, text: &str, form: Html, out: &mut String) {
    let Html { head, bare, numeric } = form;
    let tag = if head { "th" } else { "td" };
    out.push('<');
    out.push_str(tag);
    let exact = if numeric { cell.and_then(places) } else { None };
    match (cell, exact) {
        // Nothing, or digits that read alike everywhere.
        (None, _) | (_, Some(Some(0))) => {}
        (Some(sent), Some(places)) => {
            let zeros = "0".repeat(places.unwrap_or_default());
            let format = if places.is_some() { ";0;0." } else { "" };
            let value = [" x:num=\"", sent, "\" sdval=\"", sent, "\" sdnum=\"1033", format, &zeros, "\""];
            let style = [" style=\"mso-number-format:'0\\.", &zeros, "'\""];
            let styled = !bare && places.is_some();
            for piece in value.iter().chain(style.iter().filter(|_| styled)) {
                out.push_str(piece);
            }
        }
        (Some(_), None) => {
            out.push_str(" x:str sdnum=\"1033;0;@\"");
            if !bare {
                out.push_str(" style=\"mso-number-format:'\\@';white-space:pre-wrap\"");
            }
        }
    }
    out.push('>');
    let replace = |byte| {
        Some(match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            // In the same cell, not in the one below.
            // The line feed behind it ends the line.
            b'\r' => "",
            b'\n' if bare => "<br>",
            b'\n' => "<br style=\"mso-data-placement:same-cell\">",
            _ => return None,
        })
    };
    escape(text, &replace, out);
    out.push_str("</");
    out.push_str(tag);
    out.push('>');
}

/// Appends text as Markdown: the reader of the document sees its exact characters.
fn markdown(text: &str, out: &mut String) {
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
    escape(text, &replace, out);
}

/// Appends a cell as a JSON value; bare only where every reader gets the exact value.
fn json(cell: Option<&str>, kind: Kind, out: &mut String) {
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
