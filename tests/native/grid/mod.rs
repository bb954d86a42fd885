//! What a table view computes, against naive models.

mod arrange;
mod cells;
mod cursor;
mod export;
mod filter;
mod geometry;
mod order;
mod readers;
mod sweep;
mod totals;
mod wish;
mod xlsx;

use genie_chat::domain::table::{Cells, Column, Table};

/// A table of columns of these types; a cell `None` is NULL.
fn table(types: &[&str], rows: &[Vec<Option<String>>]) -> Table {
    let mut cells = Cells::default();
    for row in rows {
        row.iter().for_each(|cell| cells.push(cell.as_deref()));
        cells.end_row();
    }
    let column = |(at, sql): (usize, &&str)| Column {
        name: format!("c{at}"),
        type_name: sql.split('(').next().unwrap_or_default().to_owned(),
        type_text: (*sql).to_owned(),
    };
    Table::new(types.iter().enumerate().map(column).collect(), cells, None, false)
}

/// One column of this type.
fn column(sql: &str, cells: &[&str]) -> Table {
    let rows: Vec<_> = cells.iter().map(|cell| vec![(*cell != "NULL").then(|| (*cell).to_owned())]).collect();
    table(&[sql], &rows)
}
