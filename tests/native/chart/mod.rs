//! Charts: which one is chosen, and that what is drawn is true.

mod choose;
mod colours;
mod details;
mod numbers;
mod pictures;
mod series;
mod times;

use genie_chat::chart::choose::{Choice, choose};
use genie_chat::chart::field::read;
use genie_chat::chart::pivot::pivot;
use genie_chat::chart::scene::{Anchor, Mark, Scene, scene};
use genie_chat::chart::words::{Style, Words};
use genie_chat::column::period::civil;
use genie_chat::domain::table::{Cells, Column, Table};

/// A column under construction: name, SQL type, and its values by row.
struct Col(&'static str, &'static str, Box<dyn Fn(usize) -> String>);

fn col<T: ToString>(name: &'static str, sql: &'static str, value: impl Fn(usize) -> T + 'static) -> Col {
    Col(name, sql, Box::new(move |row| value(row).to_string()))
}

/// A table of so many rows; the value `NULL` is NULL.
fn table(rows: usize, columns: &[Col]) -> Table {
    let mut cells = Cells::default();
    for row in 0..rows {
        for column in columns {
            let value = (column.2)(row);
            cells.push((value != "NULL").then_some(value.as_str()));
        }
        cells.end_row();
    }
    let column = |Col(name, sql, _): &Col| Column {
        name: (*name).to_owned(),
        type_name: sql.split('(').next().unwrap_or_default().to_owned(),
        type_text: (*sql).to_owned(),
    };
    Table::new(columns.iter().map(column).collect(), cells, None, false)
}

/// One of some texts, again and again.
fn one_of(texts: &'static [&'static str]) -> impl Fn(usize) -> &'static str {
    move |row| texts[row % texts.len()]
}

/// The first of a month, counted from January 2024.
fn month(at: usize) -> String {
    format!("{}-{:02}-01", 2024 + at / 12, at % 12 + 1)
}

/// A day, counted from the first of March 2026.
fn day(at: usize) -> String {
    format!("2026-{:02}-{:02}", 3 + at / 28, at % 28 + 1)
}

/// Numbers that look like chance.
fn noise(at: usize) -> usize {
    (at * 7_919 + 104_729) * 31 % 9_973
}

/// The chart that is chosen for a table, after a `change`, as it is drawn.
fn drawn(table: &Table, width: f64, change: impl Fn(&mut Choice)) -> Scene {
    let fields = read(table);
    let mut choice = choose(table, &fields, false).unwrap();
    change(&mut choice);
    let data = pivot(table, &fields, &choice, &Plain);
    scene(&data, &fields, &choice, &vec![false; data.series.len()], width, &Plain)
}

/// The texts of a drawing: class, place, anchor and words.
fn texts(scene: &Scene) -> impl Iterator<Item = (&str, f64, f64, Anchor, &str)> {
    scene.marks.iter().filter_map(|mark| match mark {
        Mark::Text { class, x, y, anchor, text, .. } => Some((*class, *x, *y, *anchor, text.as_str())),
        Mark::Path { .. } => None,
    })
}

/// English without `Intl`.
struct Plain;

impl Words for Plain {
    fn number(&self, digits: &str) -> String {
        digits.to_owned()
    }

    fn letter(&self, power: i32) -> &str {
        match power {
            3 => "K",
            6 => "M",
            9 => "B",
            12 => "T",
            _ => "",
        }
    }

    fn time(&self, ms: f64, style: Style) -> String {
        let (year, month, day) = civil(ms);
        let quarter = (month + 2) / 3;
        match style {
            Style::Year => year.to_string(),
            Style::Quarter => format!("Q{quarter} {year}"),
            Style::QuarterOnly => format!("Q{quarter}"),
            Style::Month => format!("m{month}"),
            Style::MonthOfYear => format!("m{month} {year}"),
            Style::Day => format!("{month}/{day}"),
            Style::DayOfYear => format!("{month}/{day}/{year}"),
            Style::Clock => format!("{}h", (ms / 3_600_000.0).rem_euclid(24.0).floor()),
            Style::Moment => format!("{month}/{day}/{year} {}h", (ms / 3_600_000.0).rem_euclid(24.0).floor()),
        }
    }

    fn null(&self) -> &str {
        "(none)"
    }

    fn other(&self) -> &str {
        "Others"
    }
}
