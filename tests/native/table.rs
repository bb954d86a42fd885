//! The table keeps what it is given, to the letter.

use genie_chat::domain::table::{Cells, Column, Table};
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
