//! One cell in every form in which it leaves: harmless, exact, and right in the reader's locale.

use genie_chat::grid::export::{Format, Options, alone, csv_file};
use proptest::prelude::*;

use super::export::write;
use super::{column, table};

const PLAIN: Options =
    Options { header: false, guard: false, mark: false, comma: false, semicolons: false, bare: false };
const GUARD: Options = Options { guard: true, ..PLAIN };
const COMMA: Options = Options { comma: true, ..PLAIN };
const SEMICOLONS: Options = Options { semicolons: true, ..PLAIN };

/// Text that a spreadsheet would run as it stands.
const FORMULAS: [&str; 17] = [
    "=1+1",
    "+x",
    "-x",
    "@SUM(1)",
    "＝1+1",
    "＋x",
    " =1+1",
    "\u{a0}=1+1",
    "\t=1+1",
    "\r\n=1+1",
    "\u{1}=1+1",
    "\u{7f}\u{85}=1+1",
    "\u{feff}=1+1",
    "\u{200b} =1+1",
    "\"=1+1\"",
    "=1+1;2",
    "-5%",
];
/// Text that only looks a bit like it.
const HARMLESS: [&str; 9] = ["-1.5", "+7", "-Infinity", " -1E5", "a=b", "a - b", "", "'=1", "\tx"];

/// One column of text in this form.
fn text(format: Format, options: Options, cell: &str) -> String {
    write(&column("STRING", &[cell]), format, options, 1)
}

/// One cell copied alone.
fn only(sql: &str, cell: &str, as_markdown: bool, options: Options) -> String {
    let table = column(sql, &[cell]);
    let mut out = String::new();
    alone(table.cell(0, 0), table.columns()[0].kind(), as_markdown, options, &mut out);
    out
}

#[test]
fn a_formula_is_harmless_in_every_form_and_nothing_else_is_changed() {
    for formula in FORMULAS {
        let guarded = format!("'{formula}");
        for format in [Format::Csv, Format::Tsv, Format::Markdown, Format::Html] {
            for options in [GUARD, Options { bare: true, ..GUARD }, Options { semicolons: true, ..GUARD }] {
                let expected = text(format, Options { guard: false, ..options }, &guarded);
                // A line end within a file is where another reader would begin a line.
                let torn =
                    formula.starts_with(['\t', '\r']) && format != Format::Html && format != Format::Tsv;
                let found = text(format, options, formula);
                assert!(found == expected || torn, "{format:?} {formula:?}: {found:?}");
                assert!(found.contains("'=1+1") || !torn, "{format:?} {formula:?}: {found:?}");
            }
        }
        let found = only("STRING", formula, false, GUARD);
        assert!(found == guarded || found.contains("'=1+1"), "{formula:?}: {found:?}");
        assert_eq!(only("STRING", formula, false, PLAIN), formula);
        assert!(only("STRING", formula, true, GUARD).contains('\''));
        assert_eq!(text(Format::Json, GUARD, formula), text(Format::Json, PLAIN, formula));
    }
    for harmless in HARMLESS {
        for format in [Format::Csv, Format::Tsv, Format::Markdown, Format::Html, Format::Json] {
            assert_eq!(
                text(format, GUARD, harmless),
                text(format, PLAIN, harmless),
                "{format:?} {harmless:?}"
            );
        }
        assert_eq!(only("STRING", harmless, false, GUARD), harmless);
    }
}

#[test]
fn a_name_is_guarded_as_a_value_is() {
    let mut named = column("INT", &["1"]).columns().to_vec();
    named[0].name = " =1".to_owned();
    let table =
        genie_chat::domain::table::Table::new(named, column("INT", &["1"]).cells().clone(), None, false);
    let options = Options { header: true, ..GUARD };
    for format in [Format::Csv, Format::Tsv, Format::Markdown, Format::Html] {
        assert!(write(&table, format, options, 1).contains("' =1"), "{format:?}");
    }
}

#[test]
fn a_piece_that_another_reader_tears_off_is_harmless_too() {
    for (cell, csv, semicolons) in [
        ("x;=1+1", "\"x;'=1+1\"", "\"x;'=1+1\""),
        ("x\t=1+1", "\"x\t'=1+1\"", "\"x\t'=1+1\""),
        ("x|=1+1", "\"x|'=1+1\"", "\"x|'=1+1\""),
        ("x\n=1+1", "\"x\n'=1+1\"", "\"x\n'=1+1\""),
        ("x,=1+1", "\"x,=1+1\"", "\"x,'=1+1\""),
        ("x;\"=1+1\"", "\"x;'\"\"=1+1\"\"\"", "\"x;\"\"=1+1\"\"\""),
        ("1;-2;+3\n-4", "\"1;-2;+3\n-4\"", "\"1;-2;+3\n-4\""),
    ] {
        assert_eq!(text(Format::Csv, GUARD, cell), format!("{csv}\r\n"));
        let found = text(Format::Csv, Options { semicolons: true, ..GUARD }, cell);
        // Its own separator tears nothing: what is quoted stays whole.
        let semicolons = if cell.starts_with("x;") {
            format!("\"{}\"", cell.replace('"', "\"\""))
        } else {
            semicolons.into()
        };
        assert_eq!(found, format!("{semicolons}\r\n"));
    }
    // Programs split pasted text at tabs and lines; in a table of tabs, quotes keep it whole.
    assert_eq!(only("STRING", "x\t=1\n+y\r\n-2;=3", false, GUARD), "x\t'=1\n'+y\r\n'-2;=3");
    assert_eq!(only("STRING", "x\n=1", true, GUARD), "x<br>'=1");
    assert_eq!(text(Format::Tsv, GUARD, "x\n=1"), "\"x\n=1\"\n");
}

#[test]
fn a_field_of_a_file_is_quoted_for_every_common_separator() {
    for cell in ["a,b", "a;b", "a\tb", "a|b", "a\nb", "a\rb"] {
        for options in [PLAIN, SEMICOLONS] {
            assert_eq!(text(Format::Csv, options, cell), format!("\"{cell}\"\r\n"));
        }
    }
    // Pasted text shows quotes only if it needs them.
    assert_eq!(text(Format::Tsv, PLAIN, "a,b;c|d"), "a,b;c|d\n");
}

#[test]
fn numbers_have_the_readers_decimal_sign_where_no_form_says_what_they_are() {
    for (sql, cell, comma) in [
        ("DOUBLE", "0.125", "0,125"),
        ("DECIMAL(9,3)", "1.234", "1,234"),
        ("DECIMAL(38,18)", "-0.100000000000000001", "-0,100000000000000001"),
        ("DOUBLE", "4.2049561E7", "4,2049561E7"),
        ("BIGINT", "7", "7"),
        ("DOUBLE", "NaN", "NaN"),
        ("DOUBLE", "1.5.2", "1.5.2"),
        ("STRING", "1.234", "1.234"),
        ("DATE", "2026-01-31", "2026-01-31"),
    ] {
        let table = column(sql, &[cell]);
        assert_eq!(write(&table, Format::Tsv, COMMA, 1), format!("{comma}\n"));
        assert_eq!(write(&table, Format::Csv, SEMICOLONS, 1), format!("{comma}\r\n"));
        assert_eq!(only(sql, cell, false, COMMA), comma);
        assert!(write(&table, Format::Html, COMMA, 1).contains(&format!(">{comma}</td>")));
        // Programs read these; a comma would separate.
        for options in [PLAIN, COMMA] {
            assert_eq!(write(&table, Format::Csv, options, 1), format!("{cell}\r\n"));
        }
        for format in [Format::Json, Format::Markdown] {
            assert_eq!(write(&table, format, COMMA, 1), write(&table, format, PLAIN, 1));
        }
    }
}

#[test]
fn html_says_what_a_cell_is_whatever_the_locale() {
    let of = |sql: &str, cell: &str, options| {
        let html = write(&column(sql, &[cell]), Format::Html, options, 1);
        let row = html.split("<tr>").nth(1).expect("a row").split("</tr>").next().expect("its end");
        row.to_owned()
    };
    let styled = "x:str sdnum=\"1033;0;@\" style=\"mso-number-format:'\\@';white-space:pre-wrap\"";
    let number = "x:num=\"12.50\" sdval=\"12.50\" sdnum=\"1033;0;0.00\"";
    let style = " style=\"mso-number-format:'0\\.00'\"";
    assert_eq!(of("DECIMAL(9,2)", "12.50", COMMA), format!("<td {number}{style}>12,50</td>"));
    assert_eq!(
        of("DECIMAL(9,2)", "12.50", Options { bare: true, ..PLAIN }),
        format!("<td {number}>12.50</td>")
    );
    assert_eq!(of("DOUBLE", "4.2E7", PLAIN), "<td x:num=\"4.2E7\" sdval=\"4.2E7\" sdnum=\"1033\">4.2E7</td>");
    // Digits alone read alike everywhere, and NULL is an empty cell.
    assert_eq!(of("BIGINT", "-999999999999999", COMMA), "<td>-999999999999999</td>");
    assert_eq!(of("STRING", "NULL", PLAIN), "<td></td>");
    for (sql, cell) in [
        ("BIGINT", "1234567890123456"),
        ("BIGINT", "007"),
        ("DECIMAL(38,18)", "0.100000000000000001"),
        ("DOUBLE", "-0.0"),
        ("DOUBLE", "NaN"),
        ("STRING", "007"),
        ("STRING", "1-2"),
        ("STRING", "=1+1"),
        ("DATE", "2026-01-31"),
        ("BOOLEAN", "true"),
    ] {
        assert_eq!(of(sql, cell, PLAIN), format!("<td {styled}>{cell}</td>"));
        let bare = of(sql, cell, Options { bare: true, ..PLAIN });
        assert_eq!(bare, format!("<td x:str sdnum=\"1033;0;@\">{cell}</td>"));
    }
}

#[test]
fn html_is_escaped_and_keeps_lines_in_their_cell() {
    let html = |bare| {
        let options = Options { header: true, bare, ..PLAIN };
        write(&column("STRING", &["<b>&\r\n"]), Format::Html, options, 1)
    };
    let start = "<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><meta charset=\"utf-8\"><table><thead><tr><th x:str";
    assert!(html(false).starts_with(start), "{}", html(false));
    assert!(html(false).ends_with(
        ">&lt;b&gt;&amp;<br style=\"mso-data-placement:same-cell\"></td></tr></tbody></table></html>"
    ));
    assert!(html(true).ends_with(">&lt;b&gt;&amp;<br></td></tr></tbody></table></html>"));
    assert!(!html(true).contains("style"));
}

#[test]
fn the_choices_of_a_file_hold_for_all_rows_too() {
    let table = table(&["STRING", "DOUBLE"], &[]);
    let sent = "\u{feff}\"c0\",c1\n =1,0.5\n\"\",\r\n\"a\"\"\n;-x\",\"-1.5\"\n,x";
    let read = |options| {
        let Some(mut file) = csv_file(&table, options) else { return sent.to_owned() };
        let mut out = String::new();
        // Byte by byte, so that every place is once the end of a piece.
        sent.bytes().for_each(|byte| file.take(&[byte], &mut out));
        file.end(&mut out);
        out
    };
    assert_eq!(read(PLAIN), sent);
    let marked = "\u{feff}c0,c1\r\n =1,0.5\r\n\"\",\r\n\"a\"\"\n;-x\",-1.5\r\n,x\r\n";
    assert_eq!(read(Options { mark: true, ..PLAIN }), marked);
    let guarded = "c0,c1\r\n' =1,0.5\r\n\"\",\r\n\"a\"\"\n;'-x\",-1.5\r\n,x\r\n";
    assert_eq!(read(GUARD), guarded);
    let own = "c0;c1\r\n =1;0,5\r\n\"\";\r\n\"a\"\"\n;-x\";-1,5\r\n;x\r\n";
    assert_eq!(read(SEMICOLONS), own);
}

proptest! {
    #[test]
    fn a_file_of_all_rows_is_that_of_the_rows_shown(
        cells in proptest::collection::vec(
            proptest::collection::vec(proptest::option::of("[-=a\",;\t\r\n 1.é]{0,5}"), 2), 0..6),
        guard in any::<bool>(), semicolons in any::<bool>(), mark in any::<bool>(), size in 1_usize..9,
    ) {
        let table = table(&["STRING", "DOUBLE"], &cells);
        let sent = write(&table, Format::Csv, Options { header: true, ..PLAIN }, 9);
        let options = Options { header: true, guard, semicolons, mark, ..PLAIN };
        let mut out = String::new();
        match csv_file(&table, options) {
            Some(mut file) => {
                sent.as_bytes().chunks(size).for_each(|piece| file.take(piece, &mut out));
                file.end(&mut out);
            }
            None => out = sent,
        }
        prop_assert_eq!(out, write(&table, Format::Csv, options, 9));
    }
}
