//! Rows that are totals of others: of `Total` by name, and of `ROLLUP` with NULL for all.

use super::{Meaning, Role, names};
use crate::domain::table::Table;
use crate::text::number::Number;

/// Names of what is all of something.
const TOTALS: [&str; 9] =
    ["total", "totals", "grand total", "subtotal", "sub-total", "sum", "all", "overall", "gesamt"];
/// Part of a sum by which its parts may miss it: they were rounded.
const ROUNDED: f64 = 0.005;

/// The rows of a table that are totals of others; `rolled_up` where its SQL says that there may be some.
pub fn rows(table: &Table, meanings: &[Meaning], rolled_up: bool) -> Vec<usize> {
    let of = |role: fn(Role) -> bool| -> Vec<usize> {
        (0..meanings.len()).filter(|at| meanings.get(*at).is_some_and(|one| role(one.role))).collect()
    };
    let measures = of(|role| role == Role::Measure);
    let names = of(|role| !matches!(role, Role::Measure | Role::Skip));
    let is_total = |row: usize, at: usize| table.cell(row, at).is_some_and(is_name);
    // The columns in which a row says nothing of its own.
    let marked = |row: usize| -> Vec<usize> {
        names.iter().copied().filter(|at| table.cell(row, *at).is_none() || is_total(row, *at)).collect()
    };
    let plain: Vec<usize> = (0..table.rows()).filter(|row| marked(*row).is_empty()).collect();
    // Without parts nothing is a total of them, and a total has parts.
    if plain.len() < 2 || (!rolled_up && table.rows() > 2 * plain.len() + 1) {
        return Vec::new();
    }
    let is_average = |at: &usize| {
        let column = table.columns().get(*at);
        column.is_some_and(|column| names::is_average(&names::words(&column.name)))
    };
    let averages = measures.iter().all(is_average);
    let total = |row: &usize| {
        let missing = marked(*row);
        if missing.is_empty() {
            return false;
        }
        // Its parts have the same names in all other columns.
        let part = |other: &&usize| {
            let same = |at: &&usize| table.cell(*row, **at) == table.cell(**other, **at);
            names.iter().filter(|at| !missing.contains(at)).all(|at| same(&at))
        };
        let parts: Vec<usize> = plain.iter().filter(part).copied().collect();
        let sums = |at: &usize| {
            let value = |row: usize| Number::parse(table.cell(row, *at)?)?.approximate();
            let sum: f64 = parts.iter().filter_map(|part| value(*part)).sum();
            value(*row).is_some_and(|value| (value - sum).abs() <= sum.abs() * ROUNDED && value != 0.0)
        };
        let named = missing.iter().any(|at| is_total(*row, *at));
        let larger = |at: &usize| {
            let value = |row: usize| Number::parse(table.cell(row, *at)?)?.approximate();
            let mut sizes = parts.iter().filter_map(|part| value(*part));
            value(*row).is_some_and(|value| sizes.all(|size| size <= value))
        };
        match parts.len() {
            0 => false,
            // A total of a single part.
            1 => rolled_up || named,
            _ => {
                rolled_up || measures.iter().any(sums) || (named && (averages || measures.iter().any(larger)))
            }
        }
    };
    (0..table.rows()).filter(total).collect()
}

fn is_name(text: &str) -> bool {
    let small = text.trim().to_ascii_lowercase();
    TOTALS.contains(&small.as_str()) || small.ends_with(" total") || small.starts_with("total ")
}

/// The table without these rows.
pub fn without(table: &Table, rows: &[usize]) -> Table {
    let mut cells = crate::domain::table::Cells::default();
    for row in (0..table.rows()).filter(|row| !rows.contains(row)) {
        for column in 0..table.columns().len() {
            cells.push(table.cell(row, column));
        }
        cells.end_row();
    }
    Table::new(table.columns().to_vec(), cells, None, table.truncated()).with_more(table.is_partial())
}
