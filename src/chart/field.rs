//! What each column of a result is for: to be measured, to order by time, to tell things apart, or none.

use super::sort;
pub use crate::column::Role;
use crate::column::order::Places;
use crate::column::{self, Meaning, names};
use crate::domain::table::{Column, Kind, Table};
use crate::text::number::Number;

/// What the numbers of a column are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Just numbers.
    Plain,
    /// Things that were counted.
    Count,
    /// Money, with the sign of its currency; empty where nobody says which it is.
    Money(&'static str),
    /// Percent: 12 is 12 %.
    Percent,
    /// Parts of one: 0.12 is 12 %.
    Fraction,
}

/// One column as a chart sees it.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// Its place in the table.
    pub column: usize,
    /// Its name as a heading.
    pub title: String,
    /// What it is for.
    pub role: Role,
    /// The places of its different values, NULL left out, in the order of their first rows.
    pub places: Places,
    /// What its numbers are.
    pub unit: Unit,
    /// True where its values may be parts of a whole.
    pub share: bool,
    /// True where its values may be added up.
    pub additive: bool,
    /// True for sums that grow from row to row.
    pub running: bool,
    /// Number of different values, NULL being one.
    pub distinct: usize,
    /// Number of values that can be drawn or told apart.
    pub values: usize,
    /// Least value of a measure.
    pub min: f64,
    /// Greatest value of a measure.
    pub max: f64,
    /// Sum of a measure's values.
    pub sum: f64,
}

impl Field {
    /// True for what can stand along the x axis.
    pub fn is_x(&self) -> bool {
        !matches!(self.role, Role::Measure | Role::Skip)
    }

    /// True for measures.
    pub fn is_measure(&self) -> bool {
        self.role == Role::Measure
    }

    /// True where every row has a value of its own.
    pub fn is_unique(&self, table: &Table) -> bool {
        self.distinct == table.rows()
    }
}

/// A cell as a number to draw; `None` for NULL and what no double can hold.
pub fn number(cell: Option<&str>) -> Option<f64> {
    Number::parse(cell?)?.approximate()
}

/// Reads all columns of a table of at most [`super::MOST_ROWS`] rows.
pub fn read(table: &Table) -> Vec<Field> {
    table.columns().iter().enumerate().map(|(at, column)| field(table, at, column)).collect()
}

/// The meaning of each column of such a table.
pub fn meanings(table: &Table) -> Vec<Meaning> {
    let meaning = |(at, column)| meaning(table, at, column).0;
    table.columns().iter().enumerate().map(meaning).collect()
}

/// The meaning of a column, and the number of its distinct values.
fn meaning(table: &Table, at: usize, column: &Column) -> (Meaning, usize) {
    let firsts = sort::values(table, &[at]).1;
    let texts: Vec<&str> = firsts.iter().filter_map(|row| table.cell(*row, at)).collect();
    (column::read(column, &texts), firsts.len())
}

fn field(table: &Table, at: usize, column: &Column) -> Field {
    let words = names::words(&column.name);
    let (Meaning { role, places }, distinct) = meaning(table, at, column);
    let mut field = Field {
        column: at,
        title: names::title(&column.name),
        role,
        places,
        unit: Unit::Plain,
        share: false,
        additive: false,
        running: names::is_running(&words),
        distinct,
        values: 0,
        min: f64::INFINITY,
        max: f64::NEG_INFINITY,
        sum: 0.0,
    };
    let texts = (0..table.rows()).filter_map(|row| table.cell(row, at));
    if !column.is_numeric() {
        field.values = texts.count();
        return field;
    }
    for value in texts.filter_map(|text| number(Some(text))) {
        field.values += 1;
        field.min = field.min.min(value);
        field.max = field.max.max(value);
        field.sum += value;
    }
    if role == Role::Measure {
        field.unit = unit(column.kind(), &words, &field);
        let percent = matches!(field.unit, Unit::Percent | Unit::Fraction);
        field.share = percent && !names::is_rate(&words);
        field.additive = !percent && !names::is_average(&words);
    }
    field
}

fn unit(kind: Kind, words: &[String], field: &Field) -> Unit {
    const CURRENCIES: [(&str, &str); 6] = [
        ("$", "usd,dollar,dollars,$"),
        ("€", "eur,euro,euros,€"),
        ("£", "gbp,£"),
        ("¥", "jpy,yen,¥"),
        ("CHF\u{a0}", "chf"),
        ("₹", "inr"),
    ];
    if let Some((sign, _)) = CURRENCIES.iter().find(|(_, list)| names::any(words, list)) {
        return Unit::Money(sign);
    }
    if names::any(words, "percent,percentage,pct,%") {
        return Unit::Percent;
    }
    let share = names::any(words, "rate,ratio,share,margin,fraction,proportion,probability");
    if share && kind != Kind::Integer && field.min >= -1.0 && field.max <= 1.0 {
        return Unit::Fraction;
    }
    if names::any(words, "margin,share") && field.min >= -100.0 && field.max <= 100.0 {
        return Unit::Percent;
    }
    const MONEY: &str =
        "revenue,sales,price,cost,costs,profit,amount,discount,spend,budget,income,salary,margin,value";
    match () {
        () if kind == Kind::Integer => Unit::Count,
        () if names::any(words, MONEY) => Unit::Money(""),
        () => Unit::Plain,
    }
}
