//! Values as a reader sees and types them.

use genie_chat::text::number::Number;
use genie_chat::text::typed::{Marks, PLAIN};
use genie_chat::text::visible::line;
use proptest::prelude::*;

const GERMAN: Marks = Marks { group: '.', point: ',' };

#[test]
fn a_locale_tells_its_marks() {
    for (shown, group, point) in [
        ("1,234,567.5", ',', '.'),
        ("1.234.567,5", '.', ','),
        ("12,34,567.5", ',', '.'),
        ("1\u{202f}234\u{202f}567,5", '\u{202f}', ','),
        ("1’234’567.5", '’', '.'),
        ("1234567,5", ' ', ','),
        // Other digits, or nothing at all.
        ("١٬٢٣٤٬٥٦٧٫٥", ',', '.'),
        ("", ',', '.'),
    ] {
        assert_eq!(Marks::of(shown), Marks { group, point }, "{shown}");
    }
}

#[test]
fn numbers_are_read_as_they_are_written() {
    for (marks, typed, whole, half) in [
        (PLAIN, "44,357", Some("44357"), Some("44357")),
        (PLAIN, " -1,234.50 ", Some("-1234.50"), Some("-1234.50")),
        (PLAIN, "\u{2212}5", Some("-5"), Some("-5")),
        (PLAIN, "12,34,567", Some("1234567"), Some("1234567")),
        (PLAIN, "1234567", Some("1234567"), Some("1234567")),
        (PLAIN, ".5", Some(".5"), Some(".5")),
        (PLAIN, "1,234.", Some("1234"), Some("1234")),
        (PLAIN, "44,35", None, Some("4435")),
        (PLAIN, "44,", None, Some("44")),
        (PLAIN, "4,3.5", None, None),
        (PLAIN, "1,2345", None, None),
        (PLAIN, "1.2.3", None, None),
        (PLAIN, "Jan 5", None, None),
        (PLAIN, "", None, None),
        (PLAIN, "-", None, None),
        (GERMAN, "1.234,5", Some("1234.5"), Some("1234.5")),
        (GERMAN, "1,5", Some("1.5"), Some("1.5")),
        (GERMAN, "1.5", None, Some("15")),
        (Marks { group: '\u{202f}', point: ',' }, "1 234,5", Some("1234.5"), Some("1234.5")),
    ] {
        assert_eq!(marks.plain(typed, true).as_deref(), whole, "{typed}");
        assert_eq!(marks.plain(typed, false).as_deref(), half, "{typed} so far");
    }
}

#[test]
fn what_hides_on_a_line_is_seen() {
    for (text, shown) in [
        ("Käse & Brot", "Käse & Brot"),
        ("", ""),
        (" ", "␣"),
        (" a ", " a "),
        ("\n", "↵"),
        ("one\r\ntwo\nthree", "one↵two↵three"),
        ("invoice\u{202e}fdp.exe", "invoice⟨U+202E⟩fdp.exe"),
        ("pass\u{200b}word", "pass⟨U+200B⟩word"),
        ("a\u{1}b\tc", "a⟨U+0001⟩b\tc"),
        ("👩\u{200d}👧", "👩\u{200d}👧"),
    ] {
        assert_eq!(line(text, 40), shown);
    }
    assert_eq!(line("äöüß", 2), "äö…");
    assert_eq!(line("äö", 2), "äö");
}

#[test]
fn exponents_are_written_out_where_they_are_small() {
    for (text, plain) in [
        ("4.2049561E7", Some("42049561")),
        ("4.2E-5", Some("0.000042")),
        ("-1.5e0", Some("-1.5")),
        ("1E20", Some("100000000000000000000")),
        ("1.0", Some("1")),
        ("0.0", Some("0")),
        ("-0.0", Some("0")),
        ("1E22", None),
        ("1.7976931348623157E308", None),
        ("4.9E-324", None),
        ("NaN", None),
        ("-Infinity", None),
    ] {
        assert_eq!(Number::parse(text).and_then(Number::plain).as_deref(), plain, "{text}");
    }
}

proptest! {
    #[test]
    fn plain_digits_are_the_same_number(text in "-?[0-9]{1,9}(\\.[0-9]{1,9})?(E-?[0-9])?") {
        if let Some(plain) = Number::parse(&text).and_then(Number::plain) {
            prop_assert!(Number::parse(&text).unwrap().compare(Number::parse(&plain).unwrap()).is_eq());
        }
    }
}
