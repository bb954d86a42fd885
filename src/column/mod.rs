//! Decides the meaning of a column, for table, charts, totals, filters and copies alike.
//!
//! Decided from the column's name, its type and its values; `docs/columns.md` has the rules. What does
//! not belong here: how a value reads in a language, and which chart suits.

pub mod names;
pub mod order;
pub mod period;
pub mod totals;

use self::order::Places;
use self::period::{DAY, Grain, first_of};
use crate::domain::table::{Column, Kind, Table};
use crate::text::number::Number;
use crate::text::time;

/// Letters beyond which a text is prose, not a name.
const LONGEST_NAME: usize = 80;
/// Rows that are looked at to say how a column is shown.
const SAMPLE: usize = 1_000;
/// Different times from which on their grain is no chance.
const TIMES: usize = 3;

/// The purpose of a column.
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

/// The role of a column, and the place of each of its values.
#[derive(Debug, Clone, PartialEq)]
pub struct Meaning {
    /// The column's purpose.
    pub role: Role,
    /// Of times, ms since 1970; of ordinals, their order; else nothing.
    pub places: Places,
}

impl Meaning {
    fn new(role: Role) -> Self {
        Self { role, places: Places::default() }
    }

    fn placed(role: Role, keys: Vec<f64>) -> Self {
        // Weeks of several years go around no circle.
        let cyclic = role == Role::Ordinal && keys.iter().all(|key| *key < 100.0);
        Self { role, places: Places { keys, cyclic } }
    }
}

/// Decides the meaning of a column. `texts` are all its values except NULL; repetitions are allowed.
pub fn read(column: &Column, texts: &[&str]) -> Meaning {
    let words = names::words(&column.name);
    let kind = column.kind();
    if texts.is_empty() {
        return Meaning::new(Role::Skip);
    }
    if kind.is_numeric() {
        let numbers: Vec<f64> = texts.iter().map(|text| size(text)).collect();
        let role = numeric(&words, &numbers);
        return Meaning::placed(role, numbers.into_iter().map(|number| digits(role, number)).collect());
    }
    if kind.is_time() {
        let grain = temporal(&words, texts);
        let clock = |text: &&str| time::read(text).map_or(f64::NAN, |written| written.clock as f64 / 1000.0);
        let placed = |grain| Meaning::placed(Role::Time(grain), texts.iter().map(clock).collect());
        return grain.map_or(Meaning::new(Role::Skip), placed);
    }
    match kind {
        _ if names::is_place(&words) => Meaning::new(Role::Skip),
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
        let words = names::words(&column.name);
        let texts = (0..table.rows()).step_by(step).filter_map(|row| table.cell(row, at));
        let form = match () {
            () if kind.is_time() => {
                temporal(&words, &texts.collect::<Vec<&str>>()).map_or(Form::Usual, Form::Time)
            }
            // Only charts ask for labels and texts, so that code loads with them.
            () if kind.is_numeric() && names_things(&words) => {
                let numbers: Vec<f64> = texts.map(size).collect();
                let measured = numbers.is_empty() || numeric(&words, &numbers) == Role::Measure;
                if measured { Form::Usual } else { Form::Name }
            }
            () => Form::Usual,
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
        || names::any(words, "hour,weekday,dow")
}

/// The role of a column of numbers.
fn numeric(words: &[String], numbers: &[f64]) -> Role {
    let real = || numbers.iter().copied().filter(|number| !number.is_nan());
    let within = |low: f64, high: f64| real().all(|number| number >= low && number <= high);
    // Two digits, so far from the end, are at least 1 and at most that.
    let part = |unit: i64, most: i64| real().all(|number| (1..=most).contains(&(number as i64 / unit % 100)));
    // `long` may be a longitude, or a column of large numbers.
    let place = || names::is_place(words) && (within(-180.0, 180.0) || !names::any(words, "long"));
    if real().next().is_none() || names::is_rank(words) || place() {
        return Role::Skip;
    }
    // A version has a point, and is no size.
    let whole = || names::any(words, "version") || real().all(|number| (number as i64) as f64 == number);
    if !names_things(words) || names::is_measured(words) || !whole() {
        return Role::Measure;
    }
    // `week_num` is a week.
    let number = |word: &&String| !names::any(std::slice::from_ref(*word), "num,number,no,nr");
    let within_year = match words.iter().rev().find(number).map_or("", String::as_str) {
        "month" | "mon" => within(1.0, 12.0),
        "quarter" | "qtr" => within(1.0, 4.0),
        "week" | "wk" | "kw" => within(0.0, 53.0),
        "weekday" | "dow" => within(0.0, 7.0),
        "day" => within(1.0, 31.0),
        "hour" => within(0.0, 24.0),
        _ => names::any(words, "of") && names::any(words, "day,hour,week,month"),
    };
    match () {
        () if names::is_year(words) && within(1_000.0, 2_999.0) => Role::Time(Grain::Year),
        () if names::is_month(words) && within(190_001.0, 299_912.0) && part(1, 12) => {
            Role::Time(Grain::Month)
        }
        () if names::is_day(words) && within(19_000_101.0, 29_991_231.0) && part(100, 12) && part(1, 31) => {
            Role::Time(Grain::Day)
        }
        () if within_year => Role::Ordinal,
        () if names::is_week(words) && within(190_001.0, 299_953.0) => Role::Ordinal,
        () if names::is_id(words) => Role::Label,
        () => Role::Measure,
    }
}

/// The place of a number: of a time written in digits, its ms since 1970.
fn digits(role: Role, number: f64) -> f64 {
    let count = number as i64;
    match role {
        _ if number.is_nan() => number,
        Role::Time(Grain::Year) => first_of(count, 1),
        Role::Time(Grain::Month) => first_of(count / 100, count % 100),
        Role::Time(_) => first_of(count / 10_000, count / 100 % 100) + (count % 100 - 1) as f64 * DAY,
        _ => number,
    }
}

/// The grain of times of a temporal type; `None` where one of them is no time.
fn temporal(words: &[String], texts: &[&str]) -> Option<Grain> {
    let mut all = Grain::Year;
    for text in texts {
        all = all.min(period::grain(time::read(text)?.clock));
    }
    (!texts.is_empty()).then(|| named(words, all, texts))
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
            return Meaning::placed(Role::Time(grain), keys);
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
            let others: Vec<&&str> = texts.iter().filter(|text| Some(*text) != texts.first()).collect();
            let several = others.first().is_some_and(|one| others.iter().any(|other| other != one));
            if several { grain } else { Grain::Day }
        }
    }
}
