//! Days, months, quarters and years, read from cells by the clock that wrote them.

use crate::text::time;

/// Milliseconds of a day.
pub const DAY: f64 = 86_400_000.0;

/// The grain of a column's times: the coarsest that fits all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grain {
    /// Moments of a day.
    Moment,
    /// Days.
    Day,
    /// Months.
    Month,
    /// Quarters of a year.
    Quarter,
    /// Years.
    Year,
}

/// Reads a day, a month, a quarter, a year or a moment; in ms since 1970 on the clock that wrote it, with
/// how exact it is. `day_first` says what `03/04/2026` is.
pub fn read(text: &str, day_first: bool) -> Option<(f64, Grain)> {
    if let Some(written) = time::read(text) {
        let midnight = written.clock.rem_euclid(86_400_000_000) == 0;
        let grain = if midnight { Grain::Day } else { Grain::Moment };
        return Some((written.clock as f64 / 1000.0, grain));
    }
    let parts = text.split(['-', ' ', '/', '.', ',', '\'', '’']).filter(|part| !part.is_empty());
    let parts: Vec<&str> = parts.take(4).collect();
    match parts[..] {
        [one] => together(one),
        // `1999.5` is a number.
        [_, _] if text.bytes().all(|byte| byte.is_ascii_digit() || b".,".contains(&byte)) => None,
        [one, other] => two(one, other).or_else(|| two(other, one)),
        [one, two, three] => {
            let named = |name: &str, day: &str, last: &str| {
                let year = year(last).or_else(|| short_year(last))?;
                first(year, ordinal(name).filter(|at| *at <= 12).map(i64::from)?, number(day, 31)?)
            };
            let day_first = day_first || text.contains('.');
            let (day, month) = if day_first { (one, two) } else { (two, one) };
            let numbers = || match year(one) {
                Some(year) => first(year, number(two, 12)?, number(three, 31)?),
                None => first(year(three)?, number(month, 12)?, number(day, 31)?),
            };
            let read = named(one, two, three).or_else(|| named(two, one, three)).or_else(numbers);
            Some((read?, Grain::Day))
        }
        _ => None,
    }
}

/// `2026`, `202603` and `20260331`.
fn together(text: &str) -> Option<(f64, Grain)> {
    let year = year(text.get(..4)?)?;
    match text.len() {
        4 => Some((first_of(year, 1), Grain::Year)),
        6 => Some((first_of(year, number(text.get(4..)?, 12)?), Grain::Month)),
        8 => {
            let (month, day) = (number(text.get(4..6)?, 12)?, number(text.get(6..)?, 31)?);
            Some((first(year, month, day)?, Grain::Day))
        }
        _ => None,
    }
}

/// A part of a year, and the year.
fn two(part: &str, of: &str) -> Option<(f64, Grain)> {
    if let Some(year) = year(of) {
        if let Some(quarter) = part.strip_prefix(['Q', 'q']) {
            return Some((first_of(year, number(quarter, 4)? * 3 - 2), Grain::Quarter));
        }
        if let Some(month) = number(part, 12) {
            return Some((first_of(year, month), Grain::Month));
        }
    }
    let month = ordinal(part).filter(|at| *at <= 12)?;
    let year = year(of).or_else(|| short_year(of))?;
    Some((first_of(year, i64::from(month)), Grain::Month))
}

fn year(text: &str) -> Option<i64> {
    text.parse().ok().filter(|year| text.len() == 4 && (1_000..3_000).contains(year))
}

/// The year of `Jan 26`: of this century, unless it is far from now.
pub(super) fn short_year(text: &str) -> Option<i64> {
    let year: i64 = text.parse().ok().filter(|_| text.len() == 2 && !text.starts_with(['+', '-']))?;
    Some(if year < 70 { 2_000 + year } else { 1_900 + year })
}

fn number(text: &str, most: i64) -> Option<i64> {
    text.parse().ok().filter(|number| text.len() <= 2 && (1..=most).contains(number))
}

/// A day in ms since 1970, where the month has it.
fn first(year: i64, month: i64, day: i64) -> Option<f64> {
    let days = time::days(year, month, day);
    (time::civil(days) == (year, month, day)).then_some(days as f64 * DAY)
}

/// The first moment of a month, in ms since 1970.
pub fn first_of(year: i64, month: i64) -> f64 {
    time::days(year, month, 1) as f64 * DAY
}

/// Year, month and day of a time in ms since 1970.
pub fn civil(ms: f64) -> (i64, i64, i64) {
    time::civil((ms / DAY).floor() as i64)
}

/// The coarsest grain that microseconds on a clock fit.
pub fn grain(clock: i64) -> Grain {
    let ms = clock as f64 / 1000.0;
    let midnight = clock.rem_euclid(86_400_000_000) == 0;
    fits(ms, if midnight { Grain::Day } else { Grain::Moment })
}

/// The coarsest grain that a time fits: the first of January may be a year.
pub fn fits(ms: f64, exact: Grain) -> Grain {
    let (_, month, day) = civil(ms);
    match exact {
        Grain::Day if day == 1 && month == 1 => Grain::Year,
        Grain::Day if day == 1 && month % 3 == 1 => Grain::Quarter,
        Grain::Day if day == 1 => Grain::Month,
        exact => exact,
    }
}

/// All these times, and what they are; `None` where one of them is no time.
pub fn all(texts: &[&str]) -> Option<(Vec<f64>, Grain)> {
    let read_all = |day_first: bool| -> Option<(Vec<f64>, Grain)> {
        let mut all = Grain::Year;
        let mut times = Vec::with_capacity(texts.len());
        for text in texts {
            let (ms, exact) = read(text, day_first)?;
            all = all.min(fits(ms, exact));
            times.push(ms);
        }
        Some((times, all))
    };
    read_all(false).or_else(|| read_all(true))
}

/// The place of a name among months (1 to 12) or days of the week (21 to 27), in English.
pub fn ordinal(text: &str) -> Option<u8> {
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
    const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let small = text.trim().trim_end_matches('.').to_ascii_lowercase();
    let find = |names: &[&str], first: u8| {
        let is = |name: &&str| {
            *name == small || (small.len() >= 3 && small.len() <= 4 && name.starts_with(&small))
        };
        names.iter().position(is).map(|at| first + at as u8)
    };
    find(&MONTHS, 1).or_else(|| find(&DAYS, 21))
}
