//! One named stretch of the calendar: a year, a month, a quarter, a week, a
//! day, or one of these relative to today. Connecting two of them to a period
//! is the work of `period`.

use time::{Date, Duration, Month};

use super::period::Period;
use super::tokens::Token;

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

const SHORT_MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

const NUMBERS: [&str; 13] = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
];

const ORDINALS: [&str; 4] = ["first", "second", "third", "fourth"];

/// A whole number in digits or, up to twelve, in words.
pub(super) fn number(token: &Token) -> Option<u32> {
    let word = NUMBERS.iter().position(|number| *number == token.stem);
    word.and_then(|value| u32::try_from(value).ok()).or_else(|| token.stem.parse().ok())
}

/// A number that can only be meant as a year.
pub(super) fn year(token: &Token) -> Option<i32> {
    (token.stem.len() == 4)
        .then(|| token.stem.parse().ok())
        .flatten()
        .filter(|year| (1990..2100).contains(year))
}

/// The stretch that `tokens` begin with, and its length in tokens. A month or
/// a quarter without a year is the latest that has begun by `today`. `sure`
/// says that a preposition came before, so that "may" can be a month.
pub(super) fn scan(tokens: &[Token], today: Date, sure: bool) -> Option<(Period, usize)> {
    let first = tokens.first()?;
    let following_year = |at: usize| {
        let skip = usize::from(tokens.get(at).is_some_and(|token| token.stem == "of"));
        tokens.get(at + skip).and_then(year).map(|year| (year, at + skip + 1))
    };
    match first.stem.as_str() {
        "today" => return Some((one_day(today, "today".to_owned()), 1)),
        "yesterday" => return Some((one_day(today.previous_day()?, "yesterday".to_owned()), 1)),
        "ytd" => return Some((this("year", today)?, 1)),
        "year" if tokens.get(1)?.stem == "to" && tokens.get(2)?.stem == "date" => {
            return Some((this("year", today)?, 3));
        }
        "this" | "current" => return Some((this(&tokens.get(1)?.stem, today)?, 2)),
        "last" | "past" | "previous" | "latest" => return last(tokens, today),
        _ => {}
    }
    if let Some(year) = year(first) {
        return Some((whole("year", start_of_year(year)?)?, 1));
    }
    if let Some(date) = iso_date(&first.stem) {
        return Some((one_day(date, format!("on {date}")), 1));
    }
    if let Some(start) = iso_date(&format!("{}-01", first.stem)) {
        return Some((whole("month", start)?, 1));
    }
    if let Some(month) = month(&first.stem) {
        let dated = following_year(1);
        if first.stem == "may" && !sure && dated.is_none() {
            return None;
        }
        let (year, length) = dated.unwrap_or((today.year() - i32::from(month > u8::from(today.month())), 1));
        return Some((whole("month", start_of_month(year, month)?)?, length));
    }
    let (quarter, length) = quarter(tokens)?;
    let current = u8::from(today.month()).div_ceil(3);
    let (year, length) =
        following_year(length).unwrap_or((today.year() - i32::from(quarter > current), length));
    Some((whole("quarter", start_of_month(year, quarter * 3 - 2)?)?, length))
}

fn one_day(date: Date, label: String) -> Period {
    Period { from: Some(date), until: date.next_day(), label }
}

fn month(word: &str) -> Option<u8> {
    let full = MONTHS.iter().position(|name| *name == word);
    let found = full
        .or_else(|| SHORT_MONTHS.iter().position(|name| *name == word || word == "sept" && *name == "sep"));
    found.and_then(|index| u8::try_from(index + 1).ok())
}

/// `q3`, or `third quarter`.
fn quarter(tokens: &[Token]) -> Option<(u8, usize)> {
    let first = &tokens.first()?.stem;
    if let Some(digit) = first.strip_prefix('q') {
        let quarter = digit.parse().ok().filter(|quarter| (1..=4).contains(quarter))?;
        return Some((quarter, 1));
    }
    let index = ORDINALS.iter().position(|ordinal| ordinal == first)?;
    (tokens.get(1)?.stem == "quarter").then_some(())?;
    Some((u8::try_from(index + 1).ok()?, 2))
}

fn iso_date(text: &str) -> Option<Date> {
    let mut parts = text.split('-');
    let year = parts.next().filter(|part| part.len() == 4)?.parse().ok()?;
    let month: u8 = parts.next()?.parse().ok()?;
    let date =
        Date::from_calendar_date(year, Month::try_from(month).ok()?, parts.next()?.parse().ok()?).ok()?;
    parts.next().is_none().then_some(date)
}

fn start_of_year(year: i32) -> Option<Date> {
    start_of_month(year, 1)
}

fn start_of_month(year: i32, month: u8) -> Option<Date> {
    Date::from_calendar_date(year, Month::try_from(month).ok()?, 1).ok()
}

/// The first day of the unit that holds `date`.
fn start_of(unit: &str, date: Date) -> Option<Date> {
    match unit {
        "day" => Some(date),
        "week" => date.checked_sub(Duration::days(date.weekday().number_days_from_monday().into())),
        "month" => start_of_month(date.year(), date.month().into()),
        "quarter" => start_of_month(date.year(), (u8::from(date.month()).div_ceil(3)) * 3 - 2),
        "year" => start_of_year(date.year()),
        _ => None,
    }
}

/// `date` moved by whole units; the day is cut to the length of its new month.
fn shift(date: Date, unit: &str, count: i64) -> Option<Date> {
    let months = match unit {
        "day" => return date.checked_add(Duration::days(count)),
        "week" => return date.checked_add(Duration::days(count.checked_mul(7)?)),
        "month" => count,
        "quarter" => count.checked_mul(3)?,
        "year" => count.checked_mul(12)?,
        _ => return None,
    };
    let index = i64::from(date.year()) * 12 + i64::from(u8::from(date.month())) - 1 + months;
    let year = i32::try_from(index.div_euclid(12)).ok()?;
    let month = Month::try_from(u8::try_from(index.rem_euclid(12) + 1).ok()?).ok()?;
    Date::from_calendar_date(year, month, date.day().min(month.length(year))).ok()
}

/// The whole unit that begins at `start`.
fn whole(unit: &str, start: Date) -> Option<Period> {
    let label = match unit {
        "year" => format!("in {}", start.year()),
        "quarter" => format!("in Q{} {}", u8::from(start.month()).div_ceil(3), start.year()),
        "month" => format!("in {} {}", start.month(), start.year()),
        "week" => format!("in the week from {start}"),
        _ => format!("on {start}"),
    };
    Some(Period { from: Some(start), until: Some(shift(start, unit, 1)?), label })
}

fn this(unit: &str, today: Date) -> Option<Period> {
    whole(unit, start_of(unit, today)?)
}

/// `last month` is the whole one before; `last 3 months` are the three that
/// end today.
fn last(tokens: &[Token], today: Date) -> Option<(Period, usize)> {
    let second = tokens.get(1)?;
    let Some(count) = number(second) else {
        let current = start_of(&second.stem, today)?;
        return Some((whole(&second.stem, shift(current, &second.stem, -1)?)?, 2));
    };
    let unit = &tokens.get(2)?.stem;
    let from = shift(today, unit, -i64::from(count))?.next_day()?;
    let plural = if count == 1 { "" } else { "s" };
    let label = format!("in the last {count} {unit}{plural}");
    Some((Period { from: Some(from), until: today.next_day(), label }, 3))
}
