//! One cell of a sheet, and the styles that cells have.

use super::MOST_TEXT;
use crate::domain::table::Kind;
use crate::grid::cell::{self as exact, MOST_PLACES};
use crate::text::time;

/// Days from Excel's first one to 1970, and the days that it counts right: it takes 1900 for a leap
/// year, so from 1900-03-01 to 9999-12-31.
const EPOCH: i64 = 25_569;
const DATES: std::ops::RangeInclusive<i64> = 61..=2_958_465;

/// Numbers of the styles: bold, a date, and a number with so many places behind the point.
pub(super) const HEAD: &str = "1";
const DATE: &str = "2";
const PLACES: usize = 3;

/// What stands in the file of styles. The first two fills and the first of all else are Excel's own.
pub(super) fn styles() -> String {
    const FIRST: usize = 164;
    let mut formats = String::new();
    let mut used = String::new();
    for places in 0..=MOST_PLACES {
        let id = (FIRST + 1 + places).to_string();
        let point = if places > 0 { "0." } else { "0" };
        let code = [point, &"0".repeat(places)].concat();
        formats += &["<numFmt numFmtId=\"", &id, "\" formatCode=\"", &code, "\"/>"].concat();
        used += &["<xf numFmtId=\"", &id, "\" applyNumberFormat=\"1\"/>"].concat();
    }
    [
        "<numFmts count=\"32\"><numFmt numFmtId=\"164\" formatCode=\"yyyy\\-mm\\-dd\"/>",
        &formats,
        "</numFmts><fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font><font><b/><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts>",
        "<fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill></fills>",
        "<borders count=\"1\"><border/></borders><cellStyleXfs count=\"1\"><xf/></cellStyleXfs>",
        "<cellXfs count=\"34\"><xf/><xf fontId=\"1\" applyFont=\"1\"/><xf numFmtId=\"164\" applyNumberFormat=\"1\"/>",
        &used,
        // Without a name for the first format, some readers warn.
        "</cellXfs><cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles>",
    ]
    .concat()
}

/// Appends a cell whose element is open (`<c r="A1"`), with its end; true where its text was cut.
pub(super) fn cell(text: &str, kind: Kind, out: &mut String) -> bool {
    let (style, value) = match kind {
        Kind::Boolean if matches!(text, "true" | "false") => {
            out.push_str(if text == "true" { "\" t=\"b\"><v>1</v></c>" } else { "\" t=\"b\"><v>0</v></c>" });
            return false;
        }
        Kind::Date => (Some(DATE.to_owned()), date(text)),
        kind if kind.is_numeric() => match places(text, kind) {
            Some(places) => ((places.map(|places| (PLACES + places).to_string())), Some(text.to_owned())),
            None => (None, None),
        },
        _ => (None, None),
    };
    out.push('"');
    let Some(value) = value else { return string(text, out) };
    if let Some(style) = style {
        for piece in [" s=\"", &style, "\""] {
            out.push_str(piece);
        }
    }
    for piece in ["><v>", &value, "</v></c>"] {
        out.push_str(piece);
    }
    false
}

/// For a number that Excel keeps exactly, its places behind the point: the type's or its own. None of
/// them (`Some(None)`) if it has an exponent.
fn places(text: &str, kind: Kind) -> Option<Option<usize>> {
    let Some(own) = exact::places(text)? else { return Some(None) };
    let declared = if let Kind::Decimal(Some(scale)) = kind { usize::from(scale) } else { 0 };
    let places = own.max(declared);
    (places <= MOST_PLACES).then_some(Some(places))
}

/// A day as Excel counts it.
fn date(text: &str) -> Option<String> {
    let (micros, _) = time::micros(text)?;
    let days = micros.div_euclid(86_400_000_000);
    let (year, month, day) = time::civil(days);
    let number = days + EPOCH;
    let two = |number: i64| [if number < 10 { "0" } else { "" }, &number.to_string()].concat();
    let same = [year.to_string(), two(month), two(day)].join("-") == text;
    (same && DATES.contains(&number)).then(|| number.to_string())
}

/// Appends a cell of text whose element is open (`<c r="A1"`), with its end; true where it was cut.
pub(super) fn string(text: &str, out: &mut String) -> bool {
    let short = shortened(text);
    out.push_str(" t=\"inlineStr\"><is><t xml:space=\"preserve\">");
    escape(short, out);
    out.push_str("</t></is></c>");
    short.len() < text.len()
}

/// As much of a text as a cell takes.
fn shortened(text: &str) -> &str {
    if text.len() <= MOST_TEXT {
        return text;
    }
    let mut left = MOST_TEXT;
    let beyond = |(_, letter): &(usize, char)| match left.checked_sub(letter.len_utf16()) {
        Some(rest) => {
            left = rest;
            false
        }
        None => true,
    };
    let end = text.char_indices().find(beyond).map_or(text.len(), |(at, _)| at);
    text.get(..end).unwrap_or(text)
}

/// Appends text for an element or an attribute. What XML cannot hold is written as Excel writes it,
/// `_xHHHH_`, and a text that looks like that is kept from being read so.
pub(super) fn escape(text: &str, out: &mut String) {
    let mut from = 0;
    let mut put = |at: usize, long: usize, with: &[&str]| {
        out.push_str(text.get(from..at).unwrap_or_default());
        with.iter().for_each(|piece| out.push_str(piece));
        from = at + long;
    };
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'&' => put(at, 1, &["&amp;"]),
            b'<' => put(at, 1, &["&lt;"]),
            b'>' => put(at, 1, &["&gt;"]),
            b'"' => put(at, 1, &["&quot;"]),
            b'_' if is_code(text.as_bytes().get(at + 1..at + 6).unwrap_or_default()) => {
                put(at, 1, &["_x005F_"]);
            }
            b'\t' | b'\n' => {}
            // As a bare character it would be read as a line feed; as a code, only Excel reads it.
            b'\r' => put(at, 1, &["&#13;"]),
            ..b' ' => {
                let digit =
                    |digit: u8| char::from_digit(u32::from(digit), 16).unwrap_or('0').to_ascii_uppercase();
                let code: String = [digit(byte >> 4), digit(byte & 15)].iter().collect();
                put(at, 1, &["_x00", &code, "_"]);
            }
            0xEF => match text.as_bytes().get(at + 1..at + 3) {
                Some(b"\xBF\xBE") => put(at, 3, &["_xFFFE_"]),
                Some(b"\xBF\xBF") => put(at, 3, &["_xFFFF_"]),
                _ => {}
            },
            _ => {}
        }
    }
    out.push_str(text.get(from..).unwrap_or_default());
}

/// True for what makes a code of a `_` before it, whatever follows: what does may be written as one, too.
fn is_code(text: &[u8]) -> bool {
    matches!(text, [b'x', digits @ ..] if digits.len() == 4 && digits.iter().all(u8::is_ascii_hexdigit))
}
