//! Days and times as Databricks writes them, as microseconds that can be compared.
//!
//! Takes `2026-03-16`, `2026-03-16T12:17:01.495Z`, the same with a blank, with an offset, without
//! seconds or without time. Time without an offset counts as UTC: a column has offsets or has none.

/// The last microsecond behind this year, and the first before it, would not fit.
const MAX_YEAR: i64 = 290_000;

/// A time as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Written {
    /// The time that the clock shows, in microseconds since its 1970.
    pub clock: i64,
    /// Seconds that this clock is ahead of UTC, where that is written.
    pub offset: Option<i64>,
    /// True where digits behind the microseconds are left out.
    pub cut: bool,
}

/// Microseconds since 1970, and whether digits behind them were left out; `None` where it is no time.
pub fn micros(text: &str) -> Option<(i64, bool)> {
    let written = read(text)?;
    Some((written.clock - written.offset.unwrap_or(0) * 1_000_000, written.cut))
}

/// Reads a day or a time.
pub fn read(text: &str) -> Option<Written> {
    let mut rest = Rest(text.trim().as_bytes());
    let before_christ = rest.skip(b"-").is_some();
    rest.skip(b"+");
    let year = rest.digits(4, 6)?;
    rest.skip(b"-")?;
    let month = rest.digits(1, 2)?;
    rest.skip(b"-")?;
    let day = rest.digits(1, 2)?;
    let known = (1..=12).contains(&month) && (1..=31).contains(&day) && year <= MAX_YEAR;
    if !known {
        return None;
    }
    let mut seconds = days(if before_christ { -year } else { year }, month, day) * 86_400;
    let (mut fraction, mut cut, mut offset) = (0, false, None);
    if rest.skip(b"T").or_else(|| rest.skip(b" ")).is_some() {
        seconds += rest.digits(1, 2)? * 3600;
        if rest.skip(b":").is_some() {
            seconds += rest.digits(1, 2)? * 60;
        }
        if rest.skip(b":").is_some() {
            seconds += rest.digits(1, 2)?;
        }
        if rest.skip(b".").is_some() {
            (fraction, cut) = rest.fraction();
        }
        if !rest.0.is_empty() {
            offset = Some(rest.offset()?);
        }
    }
    Some(Written { clock: seconds * 1_000_000 + fraction, offset, cut }).filter(|_| rest.0.is_empty())
}

/// Days since 1970 in the Gregorian calendar (the algorithm is Howard Hinnant's `days_from_civil`).
pub fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

/// Year, month and day of a number of days since 1970: what [`days`] takes (`civil_from_days`).
pub fn civil(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month, day_of_year - (153 * shifted + 2) / 5 + 1)
}

struct Rest<'a>(&'a [u8]);

impl Rest<'_> {
    fn skip(&mut self, sign: &[u8; 1]) -> Option<()> {
        self.0 = self.0.strip_prefix(sign)?;
        Some(())
    }

    fn digit(&mut self) -> Option<i64> {
        let (first, rest) = self.0.split_first().filter(|(first, _)| first.is_ascii_digit())?;
        self.0 = rest;
        Some(i64::from(first - b'0'))
    }

    fn digits(&mut self, least: usize, most: usize) -> Option<i64> {
        let (mut value, mut count) = (0, 0);
        while let Some(digit) = if count < most { self.digit() } else { None } {
            value = value * 10 + digit;
            count += 1;
        }
        Some(value).filter(|_| count >= least)
    }

    /// Microseconds, and whether there were more digits that are not 0.
    fn fraction(&mut self) -> (i64, bool) {
        let (mut micros, mut unit, mut cut) = (0, 100_000, false);
        while let Some(digit) = self.digit() {
            micros += digit * unit;
            cut |= unit == 0 && digit > 0;
            unit /= 10;
        }
        (micros, cut)
    }

    /// Seconds that the clock is ahead of UTC.
    fn offset(&mut self) -> Option<i64> {
        let sign = match self.0.first() {
            Some(b'+') => 1,
            Some(b'-') => -1,
            Some(b'Z') => 0,
            _ => return None,
        };
        self.0 = self.0.get(1..)?;
        if sign == 0 {
            return Some(0);
        }
        let hours = self.digits(2, 2)?;
        self.skip(b":");
        Some(sign * (hours * 3600 + self.digits(2, 2).unwrap_or(0) * 60))
    }
}
