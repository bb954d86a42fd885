//! One named stretch of the calendar: a year, a month, a quarter, a week, a
//! day, or one of these relative to today. Connecting two of them to a period
//! is the work of `period`.

use time::{Date, Month};

use super::amount::number;
use super::period::Period;
use super::tokens::Token;
use crate::demo::semantics::calendar::{Unit, first_of, quarter, stretch};

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

const ORDINALS: [&str; 4] = ["first", "second", "third", "fourth"];

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
        "day" if words(tokens, &["day", "before", "yesterday"]) => {
            return Some((Unit::Day.whole(Unit::Day.shift(today, -2)?)?, 3));
        }
        "ytd" => return Some((Unit::Year.whole(today)?, 1)),
        "year" if words(tokens, &["year", "to", "date"]) => return Some((Unit::Year.whole(today)?, 3)),
        "this" | "current" => return Some((Unit::named(&tokens.get(1)?.stem)?.whole(today)?, 2)),
        "last" | "past" | "previous" | "latest" | "prior" => return last(tokens, today),
        _ => {}
    }
    if let Some(year) = year(first) {
        return Some((Unit::Year.whole(first_of(year, 1)?)?, 1));
    }
    if let Some(date) = iso_date(&first.stem).or_else(|| dotted_date(&first.stem)) {
        return Some((one_day(date, format!("on {date}")), 1));
    }
    if let Some(start) = iso_date(&format!("{}-01", first.stem)) {
        return Some((Unit::Month.whole(start)?, 1));
    }
    if let Some(found) = day_of_month(tokens, today) {
        return Some(found);
    }
    if let Some(month) = month(&first.stem) {
        let dated = following_year(1);
        if first.stem == "may" && !sure && dated.is_none() {
            return None;
        }
        let (year, length) = dated.unwrap_or((today.year() - i32::from(month > u8::from(today.month())), 1));
        return Some((Unit::Month.whole(first_of(year, month)?)?, length));
    }
    if let Some((half, length)) = part(tokens, "h", "half") {
        let (year, length) = following_year(length)
            .or(this_year(tokens, length, today))
            .unwrap_or((today.year() - i32::from(half > quarter(today).div_ceil(2)), length));
        let start = first_of(year, half * 6 - 5)?;
        return Some((stretch(start, Unit::Month.shift(start, 6)?)?, length));
    }
    let (part, length) = part(tokens, "q", "quarter")?;
    let (year, length) = following_year(length)
        .or(this_year(tokens, length, today))
        .unwrap_or((today.year() - i32::from(part > quarter(today)), length));
    Some((Unit::Quarter.whole(first_of(year, part * 3 - 2)?)?, length))
}

/// `of this year`, or `of last year`, at `at`.
fn this_year(tokens: &[Token], at: usize, today: Date) -> Option<(i32, usize)> {
    let at = at + usize::from(tokens.get(at).is_some_and(|token| token.stem == "of"));
    (tokens.get(at + 1)?.stem == "year").then_some(())?;
    match tokens.get(at)?.stem.as_str() {
        "this" => Some((today.year(), at + 2)),
        "last" => Some((today.year() - 1, at + 2)),
        _ => None,
    }
}

/// Whether the tokens name a stretch that has no year and is not seen from today.
pub(super) fn undated(tokens: &[Token]) -> bool {
    tokens.first().is_some_and(|first| {
        let named = month(&first.stem).is_some() || part(tokens, "q", "quarter").is_some();
        (named || day_of_month(tokens, Date::MAX).is_some())
            && tokens.iter().all(|token| year(token).is_none())
    })
}

fn words(tokens: &[Token], words: &[&str]) -> bool {
    tokens.len() >= words.len() && tokens.iter().zip(words).all(|(token, word)| token.stem == *word)
}

/// The words of the calendar, for the spelling.
pub(super) fn words_of_the_calendar() -> impl Iterator<Item = &'static str> {
    MONTHS.into_iter().chain(ORDINALS).chain([
        "today",
        "yesterday",
        "current",
        "latest",
        "previous",
        "quarter",
        "between",
        "before",
        "since",
        "until",
    ])
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

/// `March 15, 2026`, `15 March` or `15th of March 2026`; without a year the
/// latest such day that is not after today.
fn day_of_month(tokens: &[Token], today: Date) -> Option<(Period, usize)> {
    let day = |token: &Token| {
        let digits = ["st", "nd", "rd", "th"].iter().find_map(|ending| token.stem.strip_suffix(ending));
        digits.unwrap_or(&token.stem).parse::<u8>().ok().filter(|day| (1..=31).contains(day))
    };
    let first = tokens.first()?;
    let of = usize::from(tokens.get(1).is_some_and(|token| token.stem == "of"));
    let (day, month, length) = match month(&first.stem) {
        Some(month) => (day(tokens.get(1)?)?, month, 2),
        None => (day(first)?, month(&tokens.get(1 + of)?.stem)?, 2 + of),
    };
    let in_year = |year| Date::from_calendar_date(year, Month::try_from(month).ok()?, day).ok();
    let (date, length) = match tokens.get(length).and_then(year) {
        Some(year) => (in_year(year)?, length + 1),
        None => {
            let latest = in_year(today.year()).filter(|date| *date <= today);
            (latest.or_else(|| in_year(today.year() - 1))?, length)
        }
    };
    Some((one_day(date, format!("on {date}")), length))
}

/// `q3`, or `third quarter`; `h1`, or `first half`.
fn part(tokens: &[Token], letter: &str, name: &str) -> Option<(u8, usize)> {
    let first = &tokens.first()?.stem;
    let most = if name == "half" { 2 } else { 4 };
    if let Some(digit) = first.strip_prefix(letter) {
        let part = digit.parse().ok().filter(|part| (1..=most).contains(part))?;
        return Some((part, 1));
    }
    let index = ORDINALS.iter().position(|ordinal| ordinal == first)?;
    (tokens.get(1)?.stem == name).then_some(())?;
    let part = u8::try_from(index + 1).ok().filter(|part| *part <= most)?;
    Some((part, 2))
}

/// `13.5.2025`, or `5/13/2025` where only one order of day and month makes a date.
fn dotted_date(text: &str) -> Option<Date> {
    match readings(text).as_slice() {
        [only] => Some(*only),
        [date, other] if date == other => Some(*date),
        _ => None,
    }
}

/// The dates that a text with points or strokes may stand for. With points the
/// day comes first; with strokes it comes first or second.
pub(super) fn readings(text: &str) -> Vec<Date> {
    let mark = if text.contains('/') { '/' } else { '.' };
    let parts: Vec<_> = text.split(mark).map(str::parse::<u16>).collect();
    let [Ok(first), Ok(second), Ok(year @ 1990..2100)] = parts.as_slice() else { return Vec::new() };
    let date = |day: u16, month: u16| {
        let month = Month::try_from(u8::try_from(month).ok()?).ok()?;
        Date::from_calendar_date(i32::from(*year), month, u8::try_from(day).ok()?).ok()
    };
    let orders = [Some((*first, *second)), (mark == '/').then_some((*second, *first))];
    orders.into_iter().flatten().filter_map(|(day, month)| date(day, month)).collect()
}

fn iso_date(text: &str) -> Option<Date> {
    let mut parts = text.split('-');
    let year = parts.next().filter(|part| part.len() == 4)?.parse().ok()?;
    let month: u8 = parts.next()?.parse().ok()?;
    let date =
        Date::from_calendar_date(year, Month::try_from(month).ok()?, parts.next()?.parse().ok()?).ok()?;
    parts.next().is_none().then_some(date)
}

/// `last month` is the whole one before, `last 3 months` are the three whole
/// ones before this; only `last 30 days` end today.
fn last(tokens: &[Token], today: Date) -> Option<(Period, usize)> {
    let whole = usize::from(matches!(tokens.get(1)?.stem.as_str(), "full" | "whole" | "complete"));
    let tokens = tokens.get(whole..)?;
    let second = tokens.get(1)?;
    let Some(count) = number(second) else {
        let unit = Unit::named(&second.stem)?;
        return Some((unit.whole(unit.shift(unit.start(today)?, -1)?)?, whole + 2));
    };
    let unit = Unit::named(&tokens.get(2)?.stem)?;
    let until = if unit == Unit::Day { today.next_day()? } else { unit.start(today)? };
    let plural = if count == 1 { "" } else { "s" };
    let days = stretch(unit.shift(until, -i64::from(count))?, until)?;
    let label = format!("in the last {count} {}{plural} ({})", unit.name(), days.label);
    Some((Period { label, ..days }, whole + 3))
}
