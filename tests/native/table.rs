//! The table keeps what it is given, to the letter.

use genie_chat::domain::table::{Cells, Column, Kind, Table};
use proptest::prelude::*;

fn build(rows: &[Vec<Option<String>>], columns: usize) -> Table {
    let mut cells = Cells::default();
    for row in rows {
        for cell in row {
            cells.push(cell.as_deref());
        }
        cells.end_row();
    }
    Table::new(vec![Column::default(); columns], cells, None, false)
}

#[test]
fn null_is_not_the_empty_string() {
    let table = build(&[vec![None, Some(String::new())]], 2);
    assert_eq!((table.cell(0, 0), table.cell(0, 1)), (None, Some("")));
}

#[test]
fn cells_without_a_column_get_one() {
    let table = build(&[vec![Some("a".into()), Some("b".into())], vec![]], 1);
    assert_eq!(table.columns().len(), 2);
    assert_eq!((table.cell(0, 1), table.cell(1, 0)), (Some("b"), None));
}

#[test]
fn the_total_is_never_less_than_what_is_here() {
    let mut cells = Cells::default();
    cells.end_row();
    cells.end_row();
    let table = Table::new(Vec::new(), cells, Some(1), false);
    assert_eq!(table.total(), 2);
}

proptest! {
    #[test]
    fn every_cell_comes_back(
        rows in proptest::collection::vec(
            proptest::collection::vec(proptest::option::of("\\PC{0,6}"), 0..6), 0..40),
    ) {
        let table = build(&rows, 3);
        prop_assert_eq!(table.rows(), rows.len());
        for (index, row) in rows.iter().enumerate() {
            for (column, cell) in row.iter().enumerate() {
                prop_assert_eq!(table.cell(index, column), cell.as_deref());
            }
            prop_assert_eq!(table.cell(index, row.len()), None);
        }
    }
}

#[test]
fn a_type_is_known_by_its_name_or_else_by_its_text() {
    for (name, text, kind) in [
        ("LONG", "BIGINT", Kind::Integer),
        ("", "tinyint", Kind::Integer),
        ("DECIMAL", "DECIMAL(18,2)", Kind::Decimal(Some(2))),
        ("DECIMAL", "DECIMAL(10, 4)", Kind::Decimal(Some(4))),
        ("DECIMAL", "DECIMAL(10)", Kind::Decimal(Some(0))),
        ("DECIMAL", "", Kind::Decimal(None)),
        ("DOUBLE", "DOUBLE", Kind::Float),
        ("BOOLEAN", "BOOLEAN", Kind::Boolean),
        ("DATE", "DATE", Kind::Date),
        ("TIMESTAMP", "TIMESTAMP", Kind::Timestamp),
        ("TIMESTAMP_NTZ", "TIMESTAMP_NTZ", Kind::TimestampNtz),
        ("STRING", "STRING COLLATE UTF8_LCASE", Kind::String),
        ("", "VARCHAR(20)", Kind::String),
        ("BINARY", "BINARY", Kind::Binary),
        ("ARRAY", "ARRAY<INT>", Kind::Array),
        ("", "MAP<STRING, STRING>", Kind::Map),
        ("", "STRUCT<a: INT>", Kind::Struct),
        ("VARIANT", "VARIANT", Kind::Variant),
        ("INTERVAL", "INTERVAL DAY TO SECOND", Kind::Interval),
        ("USER_DEFINED_TYPE", "", Kind::Other),
        ("NULL", "VOID", Kind::Other),
        ("", "", Kind::Other),
    ] {
        assert_eq!(Kind::of(name, text), kind, "{name} {text}");
    }
}

#[test]
fn a_row_taken_back_leaves_nothing() {
    let mut cells = Cells::default();
    for row in 0..3000 {
        for column in 0..3 {
            cells.push(if (row + column) % 2 == 0 { None } else { Some("kept") });
        }
        cells.end_row();
        (0..row % 130).for_each(|_| cells.push(None));
        cells.extend("half a cell");
        cells.undo_row();
    }
    assert_eq!((cells.rows(), cells.widest()), (3000, 3));
    for row in 0..3000 {
        for column in 0..3 {
            let told = if (row + column) % 2 == 0 { None } else { Some("kept") };
            assert_eq!(cells.get(row, column), told, "{row} {column}");
        }
    }
}

#[test]
fn a_longer_table_shares_what_the_shorter_one_has() {
    let mut cells = Cells::default();
    let text = "x".repeat(100);
    for _ in 0..10_000 {
        cells.push(Some(&text));
        cells.end_row();
    }
    let table = Table::new(Vec::new(), cells, None, false);
    let at = |table: &Table, row| table.cell(row, 0).map(str::as_ptr);
    let mut more = table.cells().clone();
    more.push(Some("last"));
    more.end_row();
    let longer = table.clone().with_cells(more);
    assert_eq!((table.rows(), longer.rows(), longer.cell(10_000, 0)), (10_000, 10_001, Some("last")));
    assert_eq!(at(&table, 5000), at(&longer, 5000));
}
