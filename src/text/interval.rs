//! Lengths of time as Databricks writes them, as numbers that can be compared.
//!
//! Takes `9 00:00:00`, `-1 02:03:04.5`, `26:03:04`, `9-0` (years and months), a number alone, and each
//! of them as a literal: `INTERVAL '9-0' YEAR TO MONTH`. Values of one column have the same fields, so
//! that months need not be compared with days.

/// The length, and whether digits were left out; `None` where it is no length. The unit is a month, or a
/// microsecond; of a number alone it is a millionth.
pub fn length(text: &str) -> Option<(i64, bool)> {
    let text = text.trim();
    let mut quoted = text.split('\'');
    let (before, value) = match (quoted.next(), quoted.next()) {
        (Some(before), Some(value)) => (before, value),
        _ => ("", text),
    };
    let value = value.trim();
    let (sign, size) = value.strip_prefix('-').map_or((1, value), |size| (-1, size));
    let sign = if before.contains('-') { -sign } else { sign };
    let size = size.strip_prefix('+').unwrap_or(size);
    if let Some((years, months)) = size.split_once('-') {
        let (years, months) = (whole(years)?, whole(months)?);
        return Some((sign * years.checked_mul(12)?.checked_add(months)?, false));
    }
    let (days, clock) = match size.split_once(' ') {
        Some((days, clock)) => (Some(days), clock),
        None => (None, size),
    };
    let (clock, fraction) = clock.split_once('.').unwrap_or((clock, ""));
    let mut seconds = days.map_or(Some(0), whole)?;
    let mut parts = 0;
    for (place, part) in clock.split(':').enumerate() {
        // The first field of a day's clock is hours, by 24.
        let step = if place == 0 { if days.is_some() { 24 } else { 0 } } else { 60 };
        seconds = seconds.checked_mul(step)?.checked_add(whole(part)?)?;
        parts = place;
    }
    if days.is_some() {
        // `9 12` and `9 12:30` end before the seconds.
        let missing = [3_600, 60].get(parts).copied().unwrap_or(1);
        seconds = seconds.checked_mul(missing)?;
    }
    let mut micros = seconds.checked_mul(1_000_000)?;
    let mut unit = 100_000;
    let mut cut = false;
    for digit in fraction.bytes() {
        let digit = i64::from(digit.checked_sub(b'0').filter(|digit| *digit < 10)?);
        micros = micros.checked_add(digit * unit)?;
        cut |= unit == 0 && digit > 0;
        unit /= 10;
    }
    Some((sign * micros, cut))
}

fn whole(text: &str) -> Option<i64> {
    text.parse().ok().filter(|_| text.bytes().all(|byte| byte.is_ascii_digit()))
}
