//! Whole units of the calendar and steps by them. It knows dates, not words
//! around them.

use time::{Date, Duration, Month};

use super::period::Period;

/// A unit that time is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unit {
    /// One day.
    Day,
    /// Monday to Sunday.
    Week,
    /// One month.
    Month,
    /// Three months from January, April, July or October.
    Quarter,
    /// One year from January.
    Year,
}

impl Unit {
    /// Every unit, from the longest.
    pub(crate) const LONGEST_FIRST: [Self; 5] =
        [Self::Year, Self::Quarter, Self::Month, Self::Week, Self::Day];

    /// Its name in a sentence, e.g. `month`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year => "year",
        }
    }

    /// The unit of that name.
    pub(crate) fn named(word: &str) -> Option<Self> {
        Self::LONGEST_FIRST.into_iter().find(|unit| unit.name() == word)
    }

    /// Its length in months, if that is a whole number.
    pub(crate) const fn months(self) -> Option<i64> {
        match self {
            Self::Day | Self::Week => None,
            Self::Month => Some(1),
            Self::Quarter => Some(3),
            Self::Year => Some(12),
        }
    }

    /// The first day of the unit that holds `date`.
    pub(crate) fn start(self, date: Date) -> Option<Date> {
        match self {
            Self::Day => Some(date),
            Self::Week => date.checked_sub(Duration::days(date.weekday().number_days_from_monday().into())),
            Self::Month => first_of(date.year(), date.month().into()),
            Self::Quarter => first_of(date.year(), quarter(date) * 3 - 2),
            Self::Year => first_of(date.year(), 1),
        }
    }

    /// `date` moved by whole units; the day is cut to the length of its new month.
    pub(crate) fn shift(self, date: Date, count: i64) -> Option<Date> {
        let Some(months) = self.months() else {
            let days = if self == Self::Week { 7 } else { 1 };
            return date.checked_add(Duration::days(count.checked_mul(days)?));
        };
        let index = i64::from(date.year()) * 12 + i64::from(u8::from(date.month())) - 1;
        let index = index.checked_add(count.checked_mul(months)?)?;
        let year = i32::try_from(index.div_euclid(12)).ok()?;
        let month = Month::try_from(u8::try_from(index.rem_euclid(12) + 1).ok()?).ok()?;
        Date::from_calendar_date(year, month, date.day().min(month.length(year))).ok()
    }

    /// The days from `from` up to `until`, moved back by whole units. The last
    /// day moves as such, so that the days to the 30th stay those to the 30th.
    pub(crate) fn back(self, from: Date, until: Date, count: i64) -> Option<Period> {
        let end = if until.day() == 1 {
            self.shift(until, -count)?
        } else {
            self.shift(until.previous_day()?, -count)?.next_day()?
        };
        stretch(self.shift(from, -count)?, end)
    }

    /// The whole unit that holds `date`.
    pub(crate) fn whole(self, date: Date) -> Option<Period> {
        let from = self.start(date)?;
        let label = match self {
            Self::Year => format!("in {}", from.year()),
            Self::Quarter => format!("in Q{} {}", quarter(from), from.year()),
            Self::Month => format!("in {} {}", from.month(), from.year()),
            Self::Week => format!("in the week from {from}"),
            Self::Day => format!("on {from}"),
        };
        Some(Period { from: Some(from), until: Some(self.shift(from, 1)?), label })
    }
}

/// The quarter of `date`, 1 to 4.
pub(crate) fn quarter(date: Date) -> u8 {
    u8::from(date.month()).div_ceil(3)
}

/// The first day of a month.
pub(crate) fn first_of(year: i32, month: u8) -> Option<Date> {
    Date::from_calendar_date(year, Month::try_from(month).ok()?, 1).ok()
}

/// `from` up to, but without, `until`, called by its unit if it is a whole one.
pub(crate) fn stretch(from: Date, until: Date) -> Option<Period> {
    let whole = Unit::LONGEST_FIRST.into_iter().filter_map(|unit| unit.whole(from));
    let mut whole = whole.filter(|period| period.from == Some(from) && period.until == Some(until));
    let last = until.previous_day()?;
    whole.next().or_else(|| {
        (from <= last).then(|| Period {
            from: Some(from),
            until: Some(until),
            label: format!("from {from} to {last}"),
        })
    })
}

/// The stretch of the same length right before: whole months before whole
/// months, else as many days.
pub(crate) fn before(from: Date, until: Date) -> Option<Period> {
    let months = |date: Date| i64::from(date.year()) * 12 + i64::from(u8::from(date.month()));
    let start = if from.day() == 1 && until.day() == 1 {
        Unit::Month.shift(from, months(from) - months(until))?
    } else {
        from.checked_sub(until - from)?
    };
    stretch(start, from)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use time::macros::date;

    use super::{Unit, before, stretch};

    #[test]
    fn what_lies_before_is_as_long() {
        let cases = [
            (date!(2026 - 03 - 01), date!(2026 - 04 - 01), "in February 2026"),
            (date!(2026 - 01 - 01), date!(2026 - 04 - 01), "in Q4 2025"),
            (date!(2025 - 01 - 01), date!(2026 - 01 - 01), "in 2024"),
            (date!(2026 - 06 - 29), date!(2026 - 06 - 30), "on 2026-06-28"),
            (date!(2026 - 01 - 01), date!(2026 - 03 - 01), "from 2025-11-01 to 2025-12-31"),
            (date!(2026 - 03 - 10), date!(2026 - 03 - 20), "from 2026-02-28 to 2026-03-09"),
        ];
        for (from, until, expected) in cases {
            assert_eq!(before(from, until).unwrap().label, expected);
        }
    }

    #[test]
    fn a_step_keeps_within_the_month() {
        assert_eq!(Unit::Month.shift(date!(2026 - 03 - 31), -1), Some(date!(2026 - 02 - 28)));
        assert_eq!(Unit::Year.shift(date!(2024 - 02 - 29), -1), Some(date!(2023 - 02 - 28)));
        assert_eq!(Unit::Week.shift(date!(2026 - 01 - 05), -1), Some(date!(2025 - 12 - 29)));
    }

    #[test]
    fn an_empty_stretch_is_none() {
        assert_eq!(stretch(date!(2026 - 03 - 10), date!(2026 - 03 - 10)), None);
    }
}
