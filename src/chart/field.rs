//! What each column of a result is for: to be measured, to order by time, to tell things apart, or none.

use super::calendar::{self, Grain};
use super::{names, sort};
use crate::domain::table::{Column, Kind, Table};
use crate::text::number::Number;

/// Letters beyond which a text is prose, not a name.
const LONGEST_NAME: usize = 80;

/// What a column is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Numbers to be drawn by size.
    Measure,
    /// Days, months, years, moments.
    Time(Grain),
    /// Categories with an order of their own: months by name, hours, quarters.
    Ordinal,
    /// Categories.
    Category,
    /// Identifies rows; a category only where there is no better one.
    Label,
    /// Nothing that a chart could use.
    Skip,
}

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
    /// What its numbers are.
    pub unit: Unit,
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

fn field(table: &Table, at: usize, column: &Column) -> Field {
    let words = names::words(&column.name);
    let cells = || (0..table.rows()).map(|row| table.cell(row, at));
    let distinct = sort::values(table, &[at]).1.len();
    let values = cells().flatten().count();
    let mut field = Field {
        column: at,
        title: names::title(&column.name),
        role: Role::Skip,
        unit: Unit::Plain,
        additive: false,
        running: names::is_running(&words),
        distinct,
        values,
        min: f64::INFINITY,
        max: f64::NEG_INFINITY,
        sum: 0.0,
    };
    if values == 0 || names::is_place(&words) {
        return field;
    }
    let kind = column.kind();
    let texts = || cells().flatten();
    if kind.is_numeric() {
        field.values = 0;
        for value in texts().filter_map(|text| number(Some(text))) {
            field.values += 1;
            field.min = field.min.min(value);
            field.max = field.max.max(value);
            field.sum += value;
        }
        field.role = numeric(kind, &words, &field);
        if field.role == Role::Measure {
            field.unit = unit(kind, &words, &field);
            let percent = matches!(field.unit, Unit::Percent | Unit::Fraction);
            field.additive = !percent && !names::is_average(&words);
        }
        return field;
    }
    field.role = match kind {
        Kind::Date | Kind::Timestamp | Kind::TimestampNtz => time(texts()),
        Kind::Boolean => Role::Category,
        Kind::String => text(&words, texts),
        _ => Role::Skip,
    };
    field
}

fn time<'a>(texts: impl Iterator<Item = &'a str>) -> Role {
    calendar::grain(texts).map_or(Role::Skip, Role::Time)
}

fn text<'a, I: Iterator<Item = &'a str>>(words: &[String], texts: impl Fn() -> I) -> Role {
    let year = names::any(words, &["year", "yr", "fy"]);
    let bare_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    // Four digits are a year only where the name says so.
    if (year || !texts().any(bare_number))
        && let Some(grain) = calendar::grain(texts())
    {
        return Role::Time(grain);
    }
    if texts().all(|text| calendar::ordinal(text).is_some()) {
        return Role::Ordinal;
    }
    match () {
        () if texts().any(|text| text.chars().nth(LONGEST_NAME).is_some()) => Role::Skip,
        () if names::is_id(words) => Role::Label,
        () => Role::Category,
    }
}

fn numeric(kind: Kind, words: &[String], field: &Field) -> Role {
    let within = |low: f64, high: f64| field.min >= low && field.max <= high;
    let last = words.last().map_or("", String::as_str);
    let whole = matches!(kind, Kind::Integer | Kind::Decimal(Some(0)));
    if field.values == 0 || names::is_rank(words) {
        return Role::Skip;
    }
    if whole || kind == Kind::Decimal(None) {
        let year = names::any(words, &["year", "yr", "jahr"]) || last == "fy";
        let counted = names::any(words, &["count", "total", "sum", "avg", "num", "per"]);
        if year && !counted && within(1_000.0, 2_999.0) {
            return Role::Time(Grain::Year);
        }
        if names::any(words, &["month", "period", "yyyymm"]) && within(190_001.0, 299_912.0) {
            return Role::Time(Grain::Month);
        }
        let part = match last {
            "month" | "mon" => within(1.0, 12.0),
            "quarter" | "qtr" => within(1.0, 4.0),
            "week" => within(0.0, 53.0),
            "weekday" | "dow" => within(0.0, 7.0),
            "day" => within(1.0, 31.0),
            "hour" => within(0.0, 24.0),
            _ => {
                names::any(words, &["of"])
                    && names::any(words, &["day", "hour", "week", "month"])
                    && within(0.0, 366.0)
            }
        };
        if part && !counted {
            return Role::Ordinal;
        }
        if names::is_id(words) && !counted {
            return Role::Label;
        }
    }
    Role::Measure
}

fn unit(kind: Kind, words: &[String], field: &Field) -> Unit {
    const CURRENCIES: [(&str, &[&str]); 6] = [
        ("$", &["usd", "dollar", "dollars", "$"]),
        ("€", &["eur", "euro", "euros", "€"]),
        ("£", &["gbp", "£"]),
        ("¥", &["jpy", "yen", "¥"]),
        ("CHF\u{a0}", &["chf"]),
        ("₹", &["inr"]),
    ];
    if let Some((sign, _)) = CURRENCIES.iter().find(|(_, list)| names::any(words, list)) {
        return Unit::Money(sign);
    }
    if names::any(words, &["percent", "percentage", "pct", "%"]) {
        return Unit::Percent;
    }
    let share =
        names::any(words, &["rate", "ratio", "share", "margin", "fraction", "proportion", "probability"]);
    if share && kind != Kind::Integer && field.min >= -1.0 && field.max <= 1.0 {
        return Unit::Fraction;
    }
    if names::any(words, &["margin", "share"]) && field.min >= -100.0 && field.max <= 100.0 {
        return Unit::Percent;
    }
    const MONEY: [&str; 14] = [
        "revenue", "sales", "price", "cost", "costs", "profit", "amount", "discount", "spend", "budget",
        "income", "salary", "margin", "value",
    ];
    match () {
        () if kind == Kind::Integer => Unit::Count,
        () if names::any(words, &MONEY) => Unit::Money(""),
        () => Unit::Plain,
    }
}
