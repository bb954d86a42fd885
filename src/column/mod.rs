//! What a column is: the one answer that table, charts, totals, filters and copies go by.
//!
//! Decided from the column's name, its type and its values; `docs/columns.md` has the rules. What does
//! not belong here: how a value reads in a language, and which chart suits.

pub mod names;
pub mod order;
pub mod period;
pub mod totals;

use self::order::Places;
use self::period::{Grain, first_of};
use crate::domain::table::{Column, Kind, Table};
use crate::text::number::Number;
use crate::text::time;

/// Letters beyond which a text is prose, not a name.
const LONGEST_NAME: usize = 80;
/// Rows that are looked at to say how a column is shown.
const SAMPLE: usize = 1_000;
/// Different times from which on their grain is no chance.
const TIMES: usize = 3;

/// What a column is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Numbers that have a size.
    Measure,
    /// Days, months, years, moments.
    Time(Grain),
    /// Categories with an order of their own: months by name, hours, ranges, sizes.
    Ordinal,
    /// Categories.
    Category,
    /// Identifies rows; a category only where there is no better one.
    Label,
    /// Neither: positions in a list, places on the earth, prose, nested values.
    Skip,
}

/// How the values of a column are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Form {
    /// As their type says.
    #[default]
    Usual,
    /// Numbers that name something: without separators, and never added up.
    Name,
    /// Times of this grain, by the clock that wrote them.
    Time(Grain),
    /// Moments by the reader's clock.
    Local,
}

/// A column's type, and how its values are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sense {
    /// Its type.
    pub kind: Kind,
    /// How its values are shown.
    pub form: Form,
}

impl Sense {
    /// Of values of this type that are shown as it says.
    pub fn usual(kind: Kind) -> Self {
        Self { kind, form: Form::Usual }
    }

    /// The other way in which its values can be shown, if there is one.
    pub fn other(self) -> Option<Form> {
        match (self.kind, self.form) {
            (Kind::Timestamp, Form::Time(_)) => Some(Form::Local),
            (Kind::Timestamp, _) => Some(Form::Time(Grain::Moment)),
            (kind, Form::Name) if kind.is_numeric() => Some(Form::Usual),
            (kind, _) if kind.is_numeric() => Some(Form::Name),
            _ => None,
        }
    }

    /// True for numbers that may be added up.
    pub fn is_measure(self) -> bool {
        self.kind.is_numeric() && self.form != Form::Name
    }
}

/// What a column is, and the place of each of its values.
#[derive(Debug, Clone, PartialEq)]
pub struct Meaning {
    /// What it is for.
    pub role: Role,
    /// Of times, ms since 1970; of ordinals, their order; else nothing.
    pub places: Places,
}

impl Meaning {
    fn new(role: Role) -> Self {
        Self { role, places: Places::default() }
    }

    fn placed(role: Role, keys: Vec<f64>, cyclic: bool) -> Self {
        Self { role, places: Places { keys, cyclic } }
    }
}

/// What a column is whose values are `texts`: all of them, each once or more, without NULL.
pub fn read(column: &Column, texts: &[&str]) -> Meaning {
    let words = names::words(&column.name);
    let kind = column.kind();
    if texts.is_empty() || names::is_place(&words) {
        return Meaning::new(Role::Skip);
    }
    match kind {
        kind if kind.is_numeric() => numeric(&words, texts),
        Kind::Date | Kind::Timestamp | Kind::TimestampNtz => match period::all(texts) {
            Some((keys, grain)) => Meaning::placed(Role::Time(named(&words, grain, texts)), keys, false),
            None => Meaning::new(Role::Skip),
        },
        Kind::Boolean => Meaning::new(Role::Category),
        Kind::String => text(&words, texts),
        _ => Meaning::new(Role::Skip),
    }
}

/// How the values of each column are shown.
pub fn senses(table: &Table) -> Vec<Sense> {
    let step = table.rows().div_ceil(SAMPLE).max(1);
    let sense = |(at, column): (usize, &Column)| {
        let kind = column.kind();
        let named = kind.is_numeric() && names_things(&names::words(&column.name));
        if !named && !kind.is_time() {
            return Sense::usual(kind);
        }
        let texts: Vec<&str> =
            (0..table.rows()).step_by(step).filter_map(|row| table.cell(row, at)).collect();
        let form = match read(column, &texts).role {
            Role::Time(grain) if kind.is_time() => Form::Time(grain),
            Role::Measure => Form::Usual,
            _ if kind.is_numeric() => Form::Name,
            _ => Form::Usual,
        };
        Sense { kind, form }
    };
    table.columns().iter().enumerate().map(sense).collect()
}

/// The offsets from UTC, in seconds, that the values of a column are written with; `None` without one.
pub fn offsets(table: &Table, at: usize) -> Vec<Option<i64>> {
    let step = table.rows().div_ceil(SAMPLE).max(1);
    let mut offsets = Vec::new();
    for text in (0..table.rows()).step_by(step).filter_map(|row| table.cell(row, at)) {
        if let Some(written) = time::read(text).filter(|written| !offsets.contains(&written.offset)) {
            offsets.push(written.offset);
        }
    }
    offsets
}

/// True where the name of a column of numbers says that they may name something.
fn names_things(words: &[String]) -> bool {
    names::is_time(words)
        || names::is_id(words)
        || names::is_place(words)
        || names::is_rank(words)
        || names::any(words, &["hour", "weekday", "dow"])
}

fn numeric(words: &[String], texts: &[&str]) -> Meaning {
    let numbers: Vec<f64> = texts.iter().map(|text| size(text)).collect();
    let real = || numbers.iter().copied().filter(|number| !number.is_nan());
    let within = |low: f64, high: f64| real().all(|number| number >= low && number <= high);
    if real().next().is_none() || names::is_rank(words) {
        return Meaning::new(Role::Skip);
    }
    let whole = || real().all(|number| (number as i64) as f64 == number);
    if !names_things(words) || names::is_measured(words) || !whole() {
        return Meaning::new(Role::Measure);
    }
    let times = |grain, ms: &dyn Fn(i64) -> Option<f64>| {
        let keys: Option<Vec<f64>> = numbers
            .iter()
            .map(|number| if number.is_nan() { Some(*number) } else { ms(*number as i64) })
            .collect();
        Some(Meaning::placed(Role::Time(grain), keys?, false))
    };
    let parts = |number: i64| {
        let text = number.to_string();
        period::read(&text, false).map(|(ms, _)| ms)
    };
    let week = names::is_week(words);
    let time = match () {
        () if names::is_year(words) && within(1_000.0, 2_999.0) => {
            times(Grain::Year, &|year| Some(first_of(year, 1)))
        }
        () if names::is_month(words) && within(190_001.0, 299_912.0) => times(Grain::Month, &parts),
        () if names::is_day(words) && within(19_000_101.0, 29_991_231.0) => times(Grain::Day, &parts),
        () => None,
    };
    if let Some(time) = time {
        return time;
    }
    // `week_num` is a week.
    let number = |word: &&String| !["num", "number", "no", "nr"].contains(&word.as_str());
    let part = match words.iter().rev().find(number).map_or("", String::as_str) {
        "month" | "mon" => within(1.0, 12.0),
        "quarter" | "qtr" => within(1.0, 4.0),
        "week" | "wk" | "kw" => within(0.0, 53.0),
        "weekday" | "dow" => within(0.0, 7.0),
        "day" => within(1.0, 31.0),
        "hour" => within(0.0, 24.0),
        _ => names::any(words, &["of"]) && names::any(words, &["day", "hour", "week", "month"]),
    };
    match () {
        () if part => Meaning::placed(Role::Ordinal, numbers, true),
        () if week && within(190_001.0, 299_953.0) => Meaning::placed(Role::Ordinal, numbers, false),
        () if names::is_id(words) => Meaning::new(Role::Label),
        () => Meaning::new(Role::Measure),
    }
}

fn size(text: &str) -> f64 {
    Number::parse(text).and_then(Number::approximate).unwrap_or(f64::NAN)
}

fn text(words: &[String], texts: &[&str]) -> Meaning {
    if texts.iter().any(|text| text.chars().nth(LONGEST_NAME).is_some()) {
        return Meaning::new(Role::Skip);
    }
    let id = names::is_id(words);
    if !id || names::is_time(words) {
        if let Some((keys, grain)) = times(words, texts) {
            return Meaning::placed(Role::Time(grain), keys, false);
        }
        let numbered = names::is_week(words) || names_things(words);
        if let Some(places) = order::places(texts, numbered && !id) {
            return Meaning { role: Role::Ordinal, places };
        }
    }
    Meaning::new(if id { Role::Label } else { Role::Category })
}

/// Texts as times, where name or pattern give evidence.
fn times(words: &[String], texts: &[&str]) -> Option<(Vec<f64>, Grain)> {
    let named = names::is_time(words);
    let bare = |text: &&str| text.bytes().all(|byte| byte.is_ascii_digit());
    let short = texts.iter().map(|text| text.len()).min()? < "2026-1-1".len();
    // `2026-01` is a week where the name says so.
    if short && names::is_week(words) {
        return None;
    }
    if texts.iter().any(bare) {
        let length = texts.first()?.len();
        let alike = texts.iter().all(|text| bare(text) && text.len() == length);
        // Four digits are a year only where the name says so.
        let evident = if length == 4 { names::is_year(words) } else { named || texts.len() >= TIMES };
        if !alike || !evident {
            return None;
        }
    }
    let (keys, grain) = period::all(texts)?;
    // `1200-01` is rather a code than January 1200.
    let likely = |ms: &f64| (1_900..2_101).contains(&period::civil(*ms).0);
    (named || !short || keys.iter().all(likely)).then_some((keys, grain))
}

/// The grain of days and moments, as far as the name says so, or enough values do.
fn named(words: &[String], grain: Grain, texts: &[&str]) -> Grain {
    match () {
        () if grain <= Grain::Day => grain,
        () if names::is_month(words) => grain.min(Grain::Month),
        () if names::is_quarter(words) => grain.min(Grain::Quarter),
        () if names::is_year(words) => grain,
        () => {
            let first = texts.first();
            let others: Vec<&&str> = texts.iter().filter(|text| Some(*text) != first).collect();
            let several = others.first().is_some_and(|one| others.iter().any(|other| other != one));
            if several { grain } else { Grain::Day }
        }
    }
}
