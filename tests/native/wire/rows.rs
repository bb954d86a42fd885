//! Rows decoded in slices are the rows decoded at once, however the text is cut.

use genie_chat::api::result::{self, Statement};
use genie_chat::api::rows::{Decoder, Form, Progress};
use genie_chat::domain::table::{Cells, Table};
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Value, json};

/// Pushes the text in pieces, each decoded in steps of `budget` bytes.
fn run<F: Form>(
    mut decoder: Decoder<F>,
    text: &str,
    cuts: &[Index],
    budget: usize,
) -> Result<Decoder<F>, String> {
    let mut at: Vec<usize> = cuts.iter().map(|cut| cut.index(text.len() + 1)).collect();
    at.extend([0, text.len()]);
    at.sort_unstable();
    at.retain(|cut| text.is_char_boundary(*cut));
    for piece in at.windows(2) {
        decoder.push(text[piece[0]..piece[1]].to_owned());
        while decoder.step(budget)? == Progress::More {}
    }
    decoder.end();
    while decoder.step(budget)? == Progress::More {}
    assert_eq!(decoder.step(budget), Ok(Progress::Done));
    Ok(decoder)
}

type Row = Vec<Option<String>>;

fn csv(text: &str, cuts: &[Index]) -> Result<(Vec<String>, Vec<Row>), String> {
    run(Decoder::csv(), text, cuts, 1).map(|decoder| (decoder.header().to_vec(), rows(decoder.cells())))
}

fn rows(cells: &Cells) -> Vec<Row> {
    let row = |row| (0..cells.widest()).map(|column| cells.get(row, column).map(str::to_owned)).collect();
    (0..cells.rows()).map(row).collect()
}

fn some(cells: &[&str]) -> Row {
    cells.iter().map(|cell| (*cell != "NULL").then(|| (*cell).to_owned())).collect()
}

/// A cell in any of the forms in which services have sent one, and what it is.
fn any_cell() -> impl Strategy<Value = (Value, Option<String>)> {
    prop_oneof![
        4 => "\\PC{0,5}".prop_map(|text| (json!(text), Some(text))),
        2 => "[\"\\\\\n\t,\\]\\[{}]{0,4}".prop_map(|text| (json!(text), Some(text))),
        1 => "[a-zé]{6,20}[\"\\\\\n\u{1f}]{0,2}[a-z]{0,9}".prop_map(|text| (json!(text), Some(text))),
        1 => Just((Value::Null, None)),
        1 => any::<i64>().prop_map(|number| (json!(number), Some(number.to_string()))),
        1 => any::<bool>().prop_map(|flag| (json!(flag), Some(flag.to_string()))),
        1 => "[a-z\"]{0,3}".prop_map(|text| (json!({ "str": text }), Some(text))),
        1 => Just((json!({}), None)),
    ]
}

proptest! {
    #[test]
    fn json_in_slices_is_a_naive_decode(
        cells in proptest::collection::vec(proptest::collection::vec(any_cell(), 0..5), 0..12),
        legacy in any::<bool>(), spaced in any::<bool>(),
        cuts in proptest::collection::vec(any::<Index>(), 0..6), budget in 1_usize..200,
    ) {
        let row = |row: &Vec<(Value, _)>| {
            let row: Value = row.iter().map(|(sent, _)| sent.clone()).collect();
            if legacy { json!({ "values": row }) } else { row }
        };
        let sent: Vec<_> = cells.iter().map(row).collect();
        let name = if legacy { "data_typed_array" } else { "data_array" };
        let body = json!({ "statement_response": {
            "manifest": { "schema": { "columns": [{ "name": "data_array" }] }, "truncated": true },
            "result": { name: sent, "row_count": cells.len() },
            "status": { "state": "SUCCEEDED" },
        }});
        let body = if spaced { serde_json::to_string_pretty(&body).unwrap() } else { body.to_string() };
        let sliced = run(Decoder::json(Cells::default()), &body, &cuts, budget).unwrap().statement().unwrap();
        let Statement::Rows(table) = &sliced else { panic!("{sliced:?}") };
        prop_assert_eq!((table.rows(), table.truncated()), (cells.len(), true));
        for (index, row) in cells.iter().enumerate() {
            for (column, (_, told)) in row.iter().enumerate() {
                prop_assert_eq!(table.cell(index, column), told.as_deref());
            }
            prop_assert_eq!(table.cell(index, row.len()), None);
        }
        prop_assert_eq!(result::read(&body), Ok(sliced));
    }

    #[test]
    fn csv_in_slices_is_what_was_written(
        cells in proptest::collection::vec(
            proptest::collection::vec(proptest::option::of("[a-c\",\r\n é]{0,4}"), 3), 1..20),
        newline in "\r\n|\n", last in any::<bool>(), cuts in proptest::collection::vec(any::<Index>(), 0..8),
    ) {
        let field = |cell: &Option<String>| {
            cell.as_ref().map_or(String::new(), |text| format!("\"{}\"", text.replace('"', "\"\"")))
        };
        let line = |row: &Vec<_>| row.iter().map(field).collect::<Vec<_>>().join(",");
        let mut text = cells.iter().map(line).collect::<Vec<_>>().join(&newline);
        if last {
            text.push_str(&newline);
        }
        let (header, read) = csv(&text, &cuts).unwrap();
        let names: Vec<_> = cells[0].iter().map(|name| name.clone().unwrap_or_default()).collect();
        prop_assert_eq!(header, names);
        prop_assert_eq!(&read[..], &cells[1..]);
    }

    #[test]
    fn a_body_cut_short_is_an_error(cut in any::<Index>()) {
        let body = r#"{"statement_response":{"result":{"data_array":[["1",null],["a\"b",2]]},"status":{}}}"#;
        let cut = &body[..cut.index(body.len())];
        let decoded = run(Decoder::json(Cells::default()), cut, &[], 7).and_then(Decoder::statement);
        prop_assert!(decoded.is_err(), "{}", cut);
    }
}

#[test]
fn csv_tells_null_from_the_empty_string() {
    for (text, told) in [
        ("a,b\n,\"\"\n", vec![some(&["NULL", ""])]),
        ("\u{feff}a,b\r\n1,2", vec![some(&["1", "2"])]),
        ("a\n\nx\n", vec![some(&["NULL"]), some(&["x"])]),
        ("a,b\n1,\n", vec![some(&["1", "NULL"])]),
        ("a,b\n1,", vec![some(&["1", "NULL"])]),
        ("a,b\nx\"y,\"p,\"\"q\r\n\"\n", vec![some(&["x\"y", "p,\"q\r\n"])]),
        ("a,b\n", vec![]),
        ("", vec![]),
    ] {
        let (header, read) = csv(text, &[]).unwrap();
        assert_eq!(read, told, "{text:?}");
        assert_eq!(header.first().map(String::as_str), (!text.is_empty()).then_some("a"), "{text:?}");
    }
}

#[test]
fn rows_that_are_damaged_say_where() {
    for (text, why) in [
        ("a\n1\n\"2", "a field lacks its closing quote (after row 1)"),
        ("a\n\"1\"2", "there is text behind a closing quote (after row 0)"),
    ] {
        assert_eq!(run(Decoder::csv(), text, &[], 99).err().as_deref(), Some(why));
    }
    for (text, why) in [
        (r#"{"data_array":[["1"]["2"]]}"#, "a comma is missing (after row 1)"),
        (r#"{"data_array":[["1"],["#, "the rows are cut off (after row 1)"),
        (r#"{"data_array":[["1"],[1.5]]}"#, "a cell is a bare number with a fraction (after row 1)"),
    ] {
        let decoder = Decoder::json(Cells::default());
        assert_eq!(run(decoder, text, &[], 99).err().as_deref(), Some(why));
    }
    for text in [r#"{"data_array":[,["1"]]}"#, r#"{"data_array":[["1"],]}"#, r#"{"data_array":[["1",]]}"#] {
        assert!(run(Decoder::json(Cells::default()), text, &[], 99).is_err(), "{text}");
    }
}

#[test]
fn a_row_of_csv_that_was_cut_or_has_too_much_is_no_row_with_nulls() {
    let why = "a row has another number of fields than the header (after row 1)";
    for text in ["a,b\r\n1,2\r\n3", "a,b\r\n1,2\r\n3\r\n", "a,b\n1,2\n3,4,5\n", "a,b\n1,2\n\n3,4"] {
        let told = run(Decoder::csv(), text, &[], 99).err();
        assert_eq!(told.as_deref(), Some(why), "{text:?}");
    }
    // A field that is empty is NULL, also where it is the only one.
    let (_, read) = csv("a\r\n\r\n1\r\n", &[]).unwrap();
    assert_eq!(read, [some(&["NULL"]), some(&["1"])]);
    let (_, read) = csv("a,b\r\n,\r\n1,\r\n", &[]).unwrap();
    assert_eq!(read, [some(&["NULL", "NULL"]), some(&["1", "NULL"])]);
}

#[test]
fn a_chunk_goes_on_where_the_table_ends() {
    let first = r#"{"statement_response":{"result":{"data_array":[["1"],["2"]],"next_chunk_index":1}}}"#;
    let Ok(Statement::Rows(table)) = result::read(first) else { panic!("no rows") };
    let chunk = r#"{"chunk_index":1,"next_chunk_index":"2","data_array":[["3","more"]]}"#;
    for cut in 0..=chunk.len() {
        let mut decoder = Decoder::json(table.cells().clone());
        for piece in [&chunk[..cut], &chunk[cut..]] {
            decoder.push(piece.to_owned());
            while decoder.step(9).unwrap() == Progress::More {}
        }
        decoder.end();
        assert_eq!(decoder.step(9), Ok(Progress::Done));
        let (cells, next) = decoder.chunk(1).unwrap();
        let longer = Table::clone(&table).with_cells(cells);
        assert_eq!((table.rows(), longer.rows(), next), (2, 3, Some(2)), "{cut}");
        let read = (longer.cell(1, 0), longer.cell(2, 0), longer.cell(2, 1));
        assert_eq!(read, (Some("2"), Some("3"), Some("more")));
        assert_eq!(longer.columns().len(), 2);
    }
    assert!(run(Decoder::json(Cells::default()), "[]", &[], 9).unwrap().chunk(1).is_err());
    let other = run(Decoder::json(Cells::default()), chunk, &[], 9).unwrap().chunk(2);
    assert_eq!(other.err().as_deref(), Some("it is another chunk"));
    let short = r#"{"row_offset":2,"row_count":2,"data_array":[["3"]]}"#;
    let short = run(Decoder::json(table.cells().clone()), short, &[], 9).unwrap().chunk(1);
    assert_eq!(short.err().as_deref(), Some("it has other rows than it says"));
    let right = r#"{"row_offset":2,"row_count":1,"data_array":[["3"]]}"#;
    assert!(run(Decoder::json(table.cells().clone()), right, &[], 9).unwrap().chunk(1).is_ok());
}

proptest! {
    #[test]
    fn the_rows_that_are_here_make_a_table_wherever_the_text_is_cut(cut in any::<Index>(), budget in 1_usize..99) {
        let body = r#"{"statement_response":{"status":{"state":"SUCCEEDED"},"manifest":{"schema":{"columns":[
            {"name":"a \\ [\"{\u0041","type_name":"INT"},{"name":"","type_name":"STRING"}]},"total_row_count":9,"truncated":true},
            "result":{"data_array":[["1","x"],["2","]}"],["3",null]],"row_count":3}}}"#;
        let mut decoder = Decoder::json(Cells::default());
        let cut = cut.index(body.len() + 1);
        decoder.push(body[..cut].to_owned());
        while decoder.step(budget).unwrap() == Progress::More {}
        let begun = body.find("[[").unwrap() < cut && cut <= body.find("],\"row_count").unwrap();
        let Some(table) = decoder.coming() else {
            prop_assert!(!begun, "{}", &body[..cut]);
            return Ok(());
        };
        prop_assert!(begun, "{}", &body[..cut]);
        prop_assert_eq!(table.rows(), decoder.cells().rows());
        let told = (table.columns().len(), table.columns()[0].name.as_str(), table.total());
        prop_assert_eq!(told, (2, "a \\ [\"{A", 9));
        prop_assert!(table.is_partial() && !table.truncated(), "where it is cut is known at its end");
    }

    #[test]
    fn whatever_comes_before_rows_does_no_harm(before in "[\\[\\]{}\",:a\\\\]{0,20}") {
        let mut decoder = Decoder::json(Cells::default());
        decoder.push([&before, r#""data_array":[["1"],"#].concat());
        let mut steps = 0;
        while decoder.step(7) == Ok(Progress::More) {
            steps += 1;
            prop_assert!(steps < 99);
        }
        // There is no manifest.
        prop_assert_eq!(decoder.coming(), None);
    }
}

#[test]
fn rows_of_a_statement_that_failed_or_has_no_columns_are_not_shown() {
    for head in [
        r#""status":{"state":"FAILED"},"manifest":{"schema":{"columns":[{"name":"a"}]}}"#,
        r#""status":{"state":"RUNNING"},"manifest":{"schema":{"columns":[{"name":"a"}]}}"#,
        r#""status":{"state":"SUCCEEDED"}"#,
    ] {
        let mut decoder = Decoder::json(Cells::default());
        decoder.push([r#"{"statement_response":{"#, head, r#","result":{"data_array":[["1"],"#].concat());
        while decoder.step(7).unwrap() == Progress::More {}
        assert_eq!((decoder.cells().rows(), decoder.coming()), (1, None), "{head}");
    }
}

#[test]
fn a_name_written_with_escapes_is_known_too() {
    let Ok(Statement::Rows(table)) =
        result::read(r#"{"statement_response":{"result":{"data\u005farray":[["1"]]}}}"#)
    else {
        panic!("no rows")
    };
    assert_eq!(table.cell(0, 0), Some("1"));
}

#[test]
// The measure is for the eyes of who runs it.
#[allow(clippy::print_stdout)]
fn the_arena_is_at_most_twice_the_text() {
    let row = |row: u32| {
        let cells: Vec<_> = (0..20_u32).map(|column| json!((row * column % 9_973).to_string())).collect();
        Value::from(cells).to_string()
    };
    let rows: Vec<_> = (0..100_000).map(row).collect();
    let body = format!(r#"{{"statement_response":{{"result":{{"data_array":[{}]}}}}}}"#, rows.join(","));
    let Ok(Statement::Rows(table)) = result::read(&body) else { panic!("no rows") };
    let (text, arena) = (body.len(), table.bytes());
    println!("100,000 × 20: {text} bytes of text, {arena} bytes of arena");
    assert_eq!(table.rows(), 100_000);
    assert!(arena <= 2 * text, "{arena} bytes for {text} bytes of text");
    // All of it is counted: the text of the cells, four bytes a cell for its end, a bit for NULL.
    let exact: usize = (0..100_000)
        .flat_map(|row| (0..20).map(move |column| (row, column)))
        .map(|(row, column)| table.cell(row, column).unwrap().len() + 4)
        .sum();
    assert!((exact..exact + exact / 20).contains(&arena), "{arena} bytes counted, {exact} are used at least");
}
