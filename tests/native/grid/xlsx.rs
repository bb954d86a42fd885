//! Workbooks: what a reader of Excel's files finds in them.

use std::io::Cursor;
use std::str::FromStr;
use std::sync::Arc;

use bigdecimal::BigDecimal;
use calamine::{Data, Range, Reader, Xlsx};
use genie_chat::domain::table::Table;
use genie_chat::grid::xlsx::{self, Book, MOST_COLUMNS, MOST_ROWS, MOST_TEXT, Rows};
use proptest::prelude::*;

use super::{column, table};

fn rows(table: &Table, rows: Vec<u32>, columns: Vec<usize>, title: &str) -> Rows {
    Rows {
        table: Arc::new(table.clone()),
        rows: Arc::new(rows),
        columns,
        title: title.to_owned(),
        otherwise: "Result",
    }
}

/// The text of a sheet, and what wrote it.
fn sheet(rows: Rows) -> (String, Box<dyn Book>) {
    let mut book = xlsx::book(rows).expect("it is not too large");
    let (mut text, mut piece) = (String::new(), "what was there".to_owned());
    loop {
        let done = book.step(&mut piece);
        text.push_str(&piece);
        if done {
            return (text, book);
        }
    }
}

/// A workbook of all rows and columns, whose sheet is stored, not deflated; and how many texts are cut.
pub fn book(table: &Table, title: &str) -> (Vec<u8>, usize) {
    let columns = (0..table.columns().len()).collect();
    let (text, book) = sheet(rows(table, (0..table.rows() as u32).collect(), columns, title));
    assert_eq!(book.progress(), (table.rows(), table.rows()));
    let (before, behind) = book.around(None).expect("it is not too large");
    ([before, text.into_bytes(), behind].concat(), book.cut())
}

fn read(bytes: Vec<u8>) -> (String, Range<Data>) {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).expect("it is a workbook");
    let name = book.sheet_names().first().expect("it has a sheet").clone();
    let range = book.worksheet_range(&name).expect("its cells are read");
    (name, range)
}

/// What is read of one column of this type.
fn cells(sql: &str, values: &[&str]) -> Vec<Data> {
    let (_, range) = read(book(&column(sql, values), "").0);
    (1..=values.len() as u32).map(|row| range.get_value((row, 0)).cloned().unwrap_or_default()).collect()
}

fn text(value: &str) -> Data {
    Data::String(value.to_owned())
}

/// How a number's cell is written: its style and value.
fn written(sql: &str, value: &str) -> String {
    let table = column(sql, &[value]);
    let (out, _) = sheet(rows(&table, vec![0], vec![0], ""));
    let start = out.find("<c r=\"A2\"").expect("the cell") + "<c r=\"A2\"".len();
    out[start..].split("</c>").next().expect("its end").to_owned()
}

#[test]
fn a_number_is_one_only_where_excel_keeps_all_of_its_digits() {
    for (sql, value, expected) in [
        ("BIGINT", "999999999999999", " s=\"3\"><v>999999999999999</v>"),
        ("BIGINT", "-7", " s=\"3\"><v>-7</v>"),
        ("DECIMAL(18,2)", "744120.00", " s=\"5\"><v>744120.00</v>"),
        ("DECIMAL(18,2)", "5", " s=\"5\"><v>5</v>"),
        ("DECIMAL(38,18)", "1.100000000000000000", " s=\"21\"><v>1.100000000000000000</v>"),
        ("DECIMAL(38,0)", "1000000000000000000000", " s=\"3\"><v>1000000000000000000000</v>"),
        ("DOUBLE", "0.1", " s=\"4\"><v>0.1</v>"),
        ("DOUBLE", "4.2049561E7", "><v>4.2049561E7</v>"),
        ("DOUBLE", "0", " s=\"3\"><v>0</v>"),
    ] {
        assert_eq!(written(sql, value), expected, "{sql} {value}");
    }
    for (sql, value) in [
        ("BIGINT", "9007199254740993"),
        ("BIGINT", "007"),
        ("BIGINT", "+7"),
        ("BIGINT", " 7"),
        ("BIGINT", "many"),
        ("DECIMAL(38,18)", "0.100000000000000001"),
        ("DECIMAL(38,31)", "0.1"),
        ("DOUBLE", "1.7976931348623157E308"),
        ("DOUBLE", "1E-308"),
        ("DOUBLE", "-0.0"),
        ("DOUBLE", "NaN"),
        ("DOUBLE", "-Infinity"),
        ("DOUBLE", ".5"),
        ("DOUBLE", "5."),
        // A number to Excel, but not by its type.
        ("STRING", "5"),
    ] {
        assert_eq!(cells(sql, &[value]), [text(value)], "{sql} {value}");
    }
}

#[test]
fn days_are_days_where_excel_counts_right_and_times_stay_as_they_were_sent() {
    let days = cells("DATE", &["1900-03-01", "1970-01-01", "9999-12-31"]);
    let number = |cell: &Data| if let Data::DateTime(day) = cell { day.as_f64() } else { f64::NAN };
    assert_eq!(days.iter().map(number).collect::<Vec<_>>(), [61.0, 25_569.0, 2_958_465.0]);
    for day in
        ["1900-02-28", "0001-01-01", "10000-01-01", "2026-02-30", "2026-1-2", "2026-01-02T00:00:00", "-1"]
    {
        assert_eq!(cells("DATE", &[day]), [text(day)]);
    }
    for time in ["2026-02-28T23:59:59.000Z", "2026-02-28 23:59:59"] {
        assert_eq!(cells("TIMESTAMP", &[time]), [text(time)]);
        assert_eq!(cells("TIMESTAMP_NTZ", &[time]), [text(time)]);
    }
}

#[test]
fn null_an_empty_text_and_booleans_are_told_apart() {
    assert_eq!(cells("STRING", &["NULL", "", "true"]), [Data::Empty, text(""), text("true")]);
    assert_eq!(
        cells("BOOLEAN", &["true", "false", "TRUE"]),
        [Data::Bool(true), Data::Bool(false), text("TRUE")]
    );
    assert_eq!(written("STRING", ""), " t=\"inlineStr\"><is><t xml:space=\"preserve\"></t></is>");
    assert!(!written("STRING", "=1+1").contains("<f>"));
    // Some readers warn of a workbook whose first style has no name.
    let bytes = book(&column("INT", &["1"]), "").0;
    assert!(
        String::from_utf8_lossy(&bytes).contains("<cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/>")
    );
}

#[test]
fn what_xml_cannot_hold_comes_back() {
    let strange = [
        "\u{0}\u{1}\u{1f}\t\n\r\n",
        "_x0041_",
        "_x0041\r",
        "_x0041_x0042_",
        "_X0041_",
        "\u{fffe}\u{ffff}\u{fffd}",
        " <&>\"' ",
    ];
    assert_eq!(cells("STRING", &strange), strange.map(text));
    assert_eq!(
        written("STRING", "a\rb_x005f_"),
        " t=\"inlineStr\"><is><t xml:space=\"preserve\">a&#13;b_x005F_x005f_</t></is>"
    );
}

#[test]
fn a_text_that_is_too_long_is_cut_and_counted() {
    let long = "a".repeat(MOST_TEXT);
    // Two units of UTF-16 each; half of one is none.
    let wide = "😀".repeat(MOST_TEXT);
    let table = column("STRING", &[&long, &(long.clone() + "b"), &wide, "short"]);
    let (bytes, cut) = book(&table, "");
    assert_eq!(cut, 2);
    let (_, range) = read(bytes);
    assert_eq!(range.get_value((1, 0)), Some(&text(&long)));
    assert_eq!(range.get_value((2, 0)), Some(&text(&long)));
    assert_eq!(range.get_value((3, 0)), Some(&text(&"😀".repeat(MOST_TEXT / 2))));
}

#[test]
fn a_sheet_has_bounds() {
    let table = column("INT", &["1"]);
    let of = |rows: usize, columns: usize| {
        xlsx::book(self::rows(&table, vec![0; rows], vec![0; columns], "")).is_some()
    };
    assert_eq!([of(MOST_ROWS, 1), of(MOST_ROWS + 1, 1)], [true, false]);
    assert_eq!([of(1, MOST_COLUMNS), of(1, MOST_COLUMNS + 1)], [true, false]);
}

#[test]
fn the_sheet_is_named_after_the_title_as_far_as_excel_allows() {
    let table = column("INT", &["1"]);
    for (title, name) in [
        ("Top 3 products & <more>", "Top 3 products & <more>"),
        ("Sales: [2026]/2025?", "Sales 20262025"),
        ("'quoted'", "quoted"),
        ("History", "Result"),
        ("///", "Result"),
        ("", "Result"),
        ("A title that is longer than all of Excel's names", "A title that is longer than al"),
    ] {
        assert_eq!(read(book(&table, title).0).0, name);
    }
}

#[test]
fn the_header_is_bold_and_stays_and_rows_come_in_their_order() {
    let table = table(
        &["INT", "STRING", "INT"],
        &[vec![Some("1".into()), Some("a".into()), None], vec![Some("2".into()), None, Some("3".into())]],
    );
    let (out, _) = sheet(rows(&table, vec![1, 0], vec![2, 1], ""));
    assert!(
        out.contains("<pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/>")
    );
    assert!(out.contains("<dimension ref=\"A1:B3\"/>"));
    let rows = out.split("<sheetData>").nth(1).expect("rows");
    let head = |place: &str, name: &str| {
        format!("<c r=\"{place}\" s=\"1\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{name}</t></is></c>")
    };
    let expected = format!(
        "<row r=\"1\">{}{}</row><row r=\"2\"><c r=\"A2\" s=\"3\"><v>3</v></c></row>\
         <row r=\"3\"><c r=\"B3\" t=\"inlineStr\"><is><t xml:space=\"preserve\">a</t></is></c></row>\
         </sheetData></worksheet>",
        head("A1", "c2"),
        head("B1", "c1"),
    );
    assert_eq!(rows, expected);
}

#[test]
fn many_rows_come_in_several_steps() {
    let numbers: Vec<String> = (0..2_500).map(|number| number.to_string()).collect();
    let table = column("INT", &numbers.iter().map(String::as_str).collect::<Vec<_>>());
    let mut book = xlsx::book(rows(&table, (0..2_500).collect(), vec![0], "")).expect("it is small");
    let (mut seen, mut piece) = (Vec::new(), String::new());
    while !book.step(&mut piece) {
        seen.push(book.progress());
    }
    assert_eq!(seen, [(1_000, 2_500), (2_000, 2_500)]);
    let (_, range) = read(self::book(&table, "").0);
    let found: Vec<Option<&Data>> = (1..=2_500).map(|row| range.get_value((row, 0))).collect();
    let sent: Vec<Data> = (0..2_500).map(|number| Data::Float(f64::from(number))).collect();
    assert_eq!(found, sent.iter().map(Some).collect::<Vec<_>>());
}

#[test]
fn columns_are_lettered() {
    let table = table(&["INT"; 800], &[vec![Some("1".into()); 800]]);
    let (out, _) = sheet(rows(&table, vec![0], (0..800).collect(), ""));
    for place in ["A2", "Z2", "AA2", "AZ2", "BA2", "ZZ2", "AAA2", "ADT2"] {
        assert!(out.contains(&format!("<c r=\"{place}\" ")), "{place}");
    }
    assert!(!out.contains("\"ADU2\""));
}

const TYPES: [&str; 7] = ["STRING", "BIGINT", "DECIMAL(38,4)", "DOUBLE", "DATE", "BOOLEAN", "TIMESTAMP"];

fn any_cell() -> impl Strategy<Value = Option<String>> {
    prop_oneof![
        Just(None),
        any::<String>().prop_map(Some),
        "[_x0-9A-F\r\n\t &<]{0,24}".prop_map(Some),
        "-?[0-9]{1,20}(\\.[0-9]{1,12})?(E-?[0-9]{1,3})?".prop_map(Some),
        "(1|2)[0-9]{3}-[01][0-9]-[0-3][0-9]".prop_map(Some),
        any::<f64>().prop_map(|number| Some(number.to_string())),
        Just(Some("true".to_owned())),
    ]
}

proptest! {
    #[test]
    fn every_cell_comes_back(
        rows in proptest::collection::vec(proptest::collection::vec(any_cell(), TYPES.len()), 0..12),
    ) {
        let table = table(&TYPES, &rows);
        let (bytes, cut) = book(&table, "Any");
        prop_assert_eq!(cut, 0);
        let (_, range) = read(bytes);
        for (at, name) in table.columns().iter().map(|column| &column.name).enumerate() {
            prop_assert_eq!(range.get_value((0, at as u32)), Some(&text(name)));
        }
        for (row, cells) in rows.iter().enumerate() {
            for (column, sent) in cells.iter().enumerate() {
                let read = range.get_value((row as u32 + 1, column as u32)).cloned().unwrap_or_default();
                let same = match (&read, sent) {
                    (Data::Empty, None) => true,
                    (Data::String(read), Some(sent)) => read == sent,
                    (Data::Float(read), Some(sent)) => {
                        // As Excel has it: of a double, fifteen digits.
                        let kept = BigDecimal::from_str(&format!("{read:.14e}")).expect("a number");
                        kept == BigDecimal::from_str(sent).expect("only numbers are written as one")
                    }
                    (Data::Bool(read), Some(sent)) => read.to_string() == *sent,
                    (Data::DateTime(day), Some(sent)) => {
                        let (year, month, day, ..) = day.to_ymd_hms_milli();
                        format!("{year:04}-{month:02}-{day:02}") == *sent
                    }
                    _ => false,
                };
                prop_assert!(same, "{:?} was sent, {:?} is read", sent, read);
            }
        }
    }
}
