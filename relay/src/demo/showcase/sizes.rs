//! Results of unusual size: very many rows, very many columns, none, one.

use time::Duration;
use time::macros::{date, datetime};

use super::super::table::{Field, Row};
use super::super::turn::{Counted, Turn};
use super::scene::{Scene, cell, given, made, rows, wide};

pub(super) const SCENES: &[Scene] = &[
    Scene { question: "Show 5,000 rows", turn: five_thousand },
    Scene { question: "Show 200,000 rows", turn: two_hundred_thousand },
    Scene { question: "Show a result in chunks", turn: in_chunks },
    Scene { question: "Show 60 columns", turn: sixty_columns },
    Scene { question: "Show no rows", turn: none },
    Scene { question: "Show a single number", turn: one },
];

const COLUMNS: [(&str, &str); 5] = [
    ("id", "BIGINT"),
    ("day", "DATE"),
    ("region", "STRING"),
    ("amount", "DECIMAL(18,2)"),
    ("ratio", "DOUBLE"),
];

/// The row of a number: every 100th has no region.
fn row(at: usize) -> Row {
    const REGIONS: [&str; 4] = ["North", "East", "South", "West"];
    let days = i64::try_from(at % 2000).unwrap_or(0);
    let day = date!(2020 - 01 - 01).saturating_add(Duration::days(days));
    let mixed = at.wrapping_mul(2_654_435_761) % 10_000_000;
    vec![
        cell(&(at + 1)),
        cell(&day),
        (at % 100 != 99).then(|| REGIONS[mixed % 4].to_owned()),
        Some(format!("{}.{:02}", mixed / 100, mixed % 100)),
        Some(format!("0.{mixed:07}")),
    ]
}

fn five_thousand() -> Turn {
    let sql = "SELECT id, day, region, amount, ratio\nFROM main.showcase.lines\nORDER BY id\nLIMIT 5000";
    rows("5,000 order lines", sql, made(&COLUMNS, 5000, row), "All **5,000** rows are listed.")
}

fn two_hundred_thousand() -> Turn {
    let sql = "SELECT id, day, region, amount, ratio\nFROM main.showcase.lines\nORDER BY id";
    let text = "The first **5,000** rows are listed; there are more.";
    rows("All order lines", sql, made(&COLUMNS, 200_000, row), text)
}

/// In pieces, as a workspace would send what is too large for one.
fn in_chunks() -> Turn {
    let columns = [&COLUMNS[..], &[("note", "STRING"), ("at", "TIMESTAMP")]].concat();
    let sql =
        "SELECT id, day, region, amount, ratio, note, at\nFROM main.showcase.lines\nORDER BY id\nLIMIT 5000";
    let result = Counted { chunk_rows: 1250, ..made(&columns, 5000, noted) };
    rows("5,000 order lines with notes", sql, result, "All **5,000** rows are listed, in **four chunks**.")
}

/// The row of a number with a note to every third, some of them empty, and a time.
fn noted(at: usize) -> Row {
    let note = match at % 6 {
        0 => cell(&format!("Checked, \"{at}\"")),
        3 => cell(&""),
        _ => None,
    };
    let minutes = i64::try_from(at).unwrap_or(0) * 7;
    let time = datetime!(2026-01-01 0:00).saturating_add(Duration::minutes(minutes));
    let time = format!("{}T{:02}:{:02}:00.000Z", time.date(), time.hour(), time.minute());
    [row(at), vec![note, cell(&time)]].concat()
}

fn sixty_columns() -> Turn {
    const TYPES: [&str; 4] = ["STRING", "BIGINT", "DECIMAL(18,2)", "BOOLEAN"];
    let fields = (1..=60).map(|at| Field::new(format!("column_{at:02}"), TYPES[at % 4])).collect();
    let row = |at: usize| -> Row {
        let value = |column: usize| match column % 4 {
            0 => format!("text {at}"),
            1 => (at * column).to_string(),
            2 => format!("{at}.{column:02}"),
            _ => (at.is_multiple_of(column)).to_string(),
        };
        (1..=60).map(|column| Some(value(column))).collect()
    };
    let sql = "SELECT * FROM main.showcase.wide";
    rows("A wide table", sql, wide(fields, 200, row), "The table has **60 columns** and **200 rows**.")
}

fn none() -> Turn {
    let columns = [("product", "STRING"), ("revenue", "DECIMAL(18,2)")];
    let sql = "SELECT product, SUM(revenue) AS revenue\nFROM main.showcase.orders\nWHERE day > '2999-01-01'\nGROUP BY product";
    rows("Revenue in the far future", sql, given(&columns, &[]), "Nothing was found after 2999.")
}

fn one() -> Turn {
    let sql = "SELECT SUM(revenue) AS total_revenue\nFROM main.showcase.orders";
    let result = given(&[("total_revenue", "DECIMAL(18,2)")], &[&[Some("12345678901234.56")]]);
    rows("Total revenue", sql, result, "Total revenue is **$12,345,678,901,234.56**.")
}
