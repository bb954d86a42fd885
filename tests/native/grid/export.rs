//! What leaves can be read back, to the letter.

use std::sync::Arc;

use genie_chat::api::rows::{Decoder, Progress};
use genie_chat::domain::table::Table;
use genie_chat::grid::export::{Export, Format, Options};
use proptest::prelude::*;
use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::{column, table};

const HEADER: Options =
    Options { header: true, guard: false, comma: false, semicolons: false, mark: false, bare: false };

/// Writes all rows, `budget` at a time.
pub fn write(table: &Table, format: Format, options: Options, budget: usize) -> String {
    let columns: Vec<_> = (0..table.columns().len()).collect();
    let rows = Arc::new((0..table.rows() as u32).collect());
    let mut export = Export::new(table, rows, &columns, format, options);
    let mut out = String::new();
    while !export.step(table, budget, &mut out) {
        assert!(export.progress().0 < table.rows());
    }
    assert_eq!(export.progress(), (table.rows(), table.rows()));
    out
}

fn any_cells() -> impl Strategy<Value = Vec<Vec<Option<String>>>> {
    let cell = prop_oneof!["[a\"',;\t\r\n =é|\\\\]{0,5}", "\\PC{0,6}", "-?[0-9]{1,20}"];
    proptest::collection::vec(proptest::collection::vec(proptest::option::of(cell), 3), 0..12)
}

proptest! {
    #[test]
    fn csv_and_tsv_are_read_back_by_another_reader(cells in any_cells(), separator in 0_usize..3, budget in 1_usize..5) {
        let separator = b"\t,;"[separator];
        let format = if separator == b'\t' { Format::Tsv } else { Format::Csv };
        let options = Options { semicolons: separator == b';', ..HEADER };
        let text = write(&table(&["STRING"; 3], &cells), format, options, budget);
        let mut reader = csv::ReaderBuilder::new().delimiter(separator).from_reader(text.as_bytes());
        prop_assert_eq!(reader.headers().unwrap(), vec!["c0", "c1", "c2"]);
        let read: Vec<Vec<String>> = reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
        let sent: Vec<Vec<_>> =
            cells.iter().map(|row| row.iter().map(|cell| cell.clone().unwrap_or_default()).collect()).collect();
        prop_assert_eq!(read, sent);
    }

    #[test]
    fn csv_is_read_back_with_its_nulls(cells in any_cells(), width in 1_usize..4, mark in any::<bool>()) {
        let cells: Vec<Vec<_>> = cells.iter().map(|row| row[..width].to_vec()).collect();
        let table = table(&["STRING"; 3][..width], &cells);
        let mut decoder = Decoder::csv();
        decoder.push(write(&table, Format::Csv, Options { mark, ..HEADER }, 5));
        decoder.end();
        prop_assert_eq!(decoder.step(usize::MAX), Ok(Progress::Done));
        prop_assert_eq!(decoder.header(), &["c0", "c1", "c2"][..width]);
        prop_assert_eq!(decoder.cells().rows(), cells.len());
        for (row, sent) in cells.iter().enumerate() {
            let read: Vec<_> = (0..width).map(|column| decoder.cells().get(row, column).map(str::to_owned)).collect();
            prop_assert_eq!(&read, sent);
        }
    }

    #[test]
    fn json_is_exact(cells in any_cells(), budget in 1_usize..5) {
        let text = write(&table(&["STRING"; 3], &cells), Format::Json, Options::default(), budget);
        let read: serde_json::Value = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(&read["rows"], &serde_json::to_value(&cells).unwrap());
        prop_assert_eq!(&read["columns"][2], &serde_json::json!({ "name": "c2", "type": "STRING" }));
    }

    #[test]
    fn markdown_shows_what_was_sent(cells in proptest::collection::vec(
        proptest::collection::vec("[a-z][a-z*_|`\\\\\\[\\]<>~&;#!() ]{0,8}[a-z]", 2), 1..5)) {
        let rows: Vec<Vec<_>> = cells.iter().map(|row| row.iter().cloned().map(Some).collect()).collect();
        let text = write(&table(&["STRING", "INT"], &rows), Format::Markdown, Options::default(), 3);
        let (mut read, mut cell): (Vec<String>, _) = (Vec::new(), String::new());
        let options = pulldown_cmark::Options::ENABLE_TABLES | pulldown_cmark::Options::ENABLE_STRIKETHROUGH;
        for event in Parser::new_ext(&text, options) {
            match event {
                Event::Text(text) => cell.push_str(&text),
                Event::End(TagEnd::TableCell) => read.push(std::mem::take(&mut cell)),
                Event::Start(Tag::Table(_) | Tag::TableHead | Tag::TableRow | Tag::TableCell) | Event::End(_) => {}
                event => prop_assert!(false, "{:?} in {}", event, text),
            }
        }
        let shown: Vec<_> = ["c0", "c1"].map(str::to_owned).into_iter().chain(cells.concat()).collect();
        prop_assert_eq!(read, shown);
    }
}

#[test]
fn csv_may_begin_with_a_mark() {
    let marked = Options { mark: true, ..HEADER };
    let table = column("INT", &["1", "NULL"]);
    assert_eq!(write(&table, Format::Csv, marked, 1), "\u{feff}c0\r\n1\r\n\r\n");
    assert_eq!(write(&table, Format::Tsv, marked, 1), "c0\n1\n\n");
}

#[test]
fn markdown_aligns_numbers_and_tells_null() {
    let rows = [vec![Some("a|b\nc".to_owned()), Some("7".to_owned())], vec![Some(String::new()), None]];
    let text = write(&table(&["STRING", "INT"], &rows), Format::Markdown, Options::default(), 1);
    assert_eq!(text, "| c0 | c1 |\n| --- | ---: |\n| a\\|b<br>c | 7 |\n|  | *NULL* |\n");
}

#[test]
fn json_numbers_are_bare_only_where_every_reader_gets_them() {
    for (sql, cell, told) in [
        ("BIGINT", "9007199254740992", "9007199254740992"),
        ("BIGINT", "-9007199254740993", "\"-9007199254740993\""),
        ("INT", "007", "\"007\""),
        ("DECIMAL(5,2)", "1.50", "\"1.50\""),
        ("DOUBLE", "4.2049561E7", "4.2049561E7"),
        ("DOUBLE", "-0.5", "-0.5"),
        ("DOUBLE", ".5", "\".5\""),
        ("DOUBLE", "1.", "\"1.\""),
        ("DOUBLE", "1.E5", "\"1.E5\""),
        ("DOUBLE", "NaN", "\"NaN\""),
        ("BOOLEAN", "true", "true"),
        ("BOOLEAN", "TRUE", "\"TRUE\""),
        ("STRING", "1", "\"1\""),
        ("INT", "NULL", "null"),
    ] {
        let text = write(&column(sql, &[cell]), Format::Json, Options::default(), 1);
        assert!(serde_json::from_str::<serde::de::IgnoredAny>(&text).is_ok(), "{text}");
        assert!(text.ends_with(&format!("\"rows\":[\n[{told}]\n]}}\n")), "{sql} {cell}: {text}");
    }
}
