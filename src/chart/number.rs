//! Numbers as short and as exact texts: decimal digits, moved points, units.

use super::field::Unit;
use super::words::Words;
use crate::text::number::Number;

/// Powers of ten that have a letter of their own.
pub const POWERS: [i32; 4] = [12, 9, 6, 3];

/// Ten to a power; fast, and exact up to 22.
pub fn ten(power: i32) -> f64 {
    if power < 0 { 1.0 / 10_f64.powi(-power) } else { 10_f64.powi(power) }
}

/// The value, or the end that it lies beyond. `f64::clamp` can panic, and what it would say then brings
/// the printing of floats, 20 kB.
pub fn within(value: f64, low: f64, high: f64) -> f64 {
    match () {
        () if value < low => low,
        () if value > high => high,
        () => value,
    }
}

/// `count` × 10^`power` in plain digits.
pub fn decimal(count: i64, power: i32) -> String {
    let digits = count.unsigned_abs().to_string();
    let mut text = String::from(if count < 0 { "-" } else { "" });
    match usize::try_from(power) {
        Ok(zeros) => {
            text.push_str(&digits);
            if count != 0 {
                text.extend(std::iter::repeat_n('0', zeros));
            }
        }
        Err(_) => {
            let places = power.unsigned_abs() as usize;
            let missing = (places + 1).saturating_sub(digits.len());
            let padded = ["0".repeat(missing), digits].concat();
            let (whole, fraction) = padded.split_at(padded.len() - places);
            text.push_str(whole);
            let fraction = fraction.trim_end_matches('0');
            if !fraction.is_empty() {
                text.push('.');
                text.push_str(fraction);
            }
        }
    }
    text
}

/// The power of the letter for numbers of this size, or 0.
pub fn power_of(size: f64) -> i32 {
    POWERS.into_iter().find(|power| size >= ten(*power)).unwrap_or(0)
}

/// Puts the unit around digits that a person reads.
pub fn with_unit(text: &str, unit: Unit) -> String {
    match unit {
        Unit::Money(sign) => match text.strip_prefix(['-', '−']) {
            Some(size) if !sign.is_empty() => ["-", sign, size].concat(),
            _ => [sign, text].concat(),
        },
        Unit::Percent | Unit::Fraction => [text, "%"].concat(),
        Unit::Plain | Unit::Count => text.to_owned(),
    }
}

/// A value in about three digits, such as `913K`.
pub fn short(value: f64, unit: Unit, words: &dyn Words) -> String {
    match Rounded::of(value, unit) {
        Some(rounded) => rounded.text(rounded.least(), unit, words),
        None => with_unit(&scientific(value, words), unit),
    }
}

/// Values that stand one below the other, each in about three digits: those of one letter have the same
/// number of digits behind the point.
pub fn shorts(values: &[f64], unit: Unit, words: &dyn Words) -> Vec<String> {
    let rounded: Vec<_> = values.iter().map(|value| Rounded::of(*value, unit)).collect();
    let common = POWERS.into_iter().chain([0]).map(|power| {
        let alike = || rounded.iter().flatten().filter(|one| one.power == power && one.size != 0.0);
        let most = alike().map(|one| one.places).min().unwrap_or_default();
        (power, alike().map(Rounded::least).max().unwrap_or_default().min(most))
    });
    let common: Vec<(i32, i32)> = common.collect();
    let text = |(value, own): (&f64, &Option<Rounded>)| {
        let Some(own) = own else { return short(*value, unit, words) };
        let places = common.iter().find(|(power, _)| *power == own.power).map_or(0, |(_, places)| *places);
        // Beside large ones, a small value must not read as none.
        let lost = own.size != 0.0 && own.count(places) == 0;
        own.text(if lost { own.least() } else { places }, unit, words)
    };
    values.iter().zip(&rounded).map(text).collect()
}

/// A value made short: of which power of ten, how many of these, and to how many digits.
struct Rounded {
    size: f64,
    power: i32,
    places: i32,
}

impl Rounded {
    /// `None` where no letter is large enough.
    fn of(value: f64, unit: Unit) -> Option<Self> {
        let value = if unit == Unit::Fraction { value * 100.0 } else { value };
        // Rounding may lead to the next letter: 999,950 reads 1M.
        let power = power_of(value.abs() * 1.0005);
        let size = value / ten(power);
        let places = match size.abs() {
            size if size >= 100_000.0 => return None,
            size if size >= 99.95 => 0,
            size if size >= 9.995 => 1,
            size if size >= 0.9995 || size == 0.0 => 2,
            size => (2 - size.log10().floor() as i32).min(12),
        };
        // What is counted has no fraction.
        let places = if unit == Unit::Count && power == 0 { 0 } else { places };
        Some(Self { size, power, places })
    }

    fn count(&self, places: i32) -> i64 {
        (self.size * ten(places)).round() as i64
    }

    /// The digits behind the point that say something.
    fn least(&self) -> i32 {
        let (mut count, mut places) = (self.count(self.places), self.places);
        while places > 0 && count % 10 == 0 {
            count /= 10;
            places -= 1;
        }
        places
    }

    fn text(&self, places: i32, unit: Unit, words: &dyn Words) -> String {
        let mut digits = decimal(self.count(places), -places);
        let there = digits.split_once('.').map_or(0, |(_, fraction)| fraction.len());
        let missing = (places.unsigned_abs() as usize).saturating_sub(there);
        if there == 0 && missing > 0 {
            digits.push('.');
        }
        digits.extend(std::iter::repeat_n('0', missing));
        with_unit(&[&words.number(&digits), words.letter(self.power)].concat(), unit)
    }
}

fn scientific(value: f64, words: &dyn Words) -> String {
    let power = value.abs().log10().floor() as i32;
    let digits = decimal((value / ten(power) * 10.0).round() as i64, -1);
    [&words.number(&digits), "E", &power.to_string()].concat()
}

/// A cell with every digit that was sent.
pub fn exact(text: &str, unit: Unit, words: &dyn Words) -> String {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit() || b"-.".contains(&byte));
    if !plain || !matches!(Number::parse(text), Some(Number::Finite(_))) {
        return text.to_owned();
    }
    let moved;
    let digits = if unit == Unit::Fraction {
        moved = hundredfold(text);
        &moved
    } else {
        text
    };
    with_unit(&words.number(digits), unit)
}

/// Moves the point by two digits, without arithmetic.
fn hundredfold(text: &str) -> String {
    let (sign, size) = text.strip_prefix('-').map_or(("", text), |size| ("-", size));
    let (whole, fraction) = size.split_once('.').unwrap_or((size, ""));
    let padded = [fraction, "00"].concat();
    let (moved, rest) = padded.split_at(2);
    let rest = if fraction.len() > 2 { rest.trim_end_matches('0') } else { "" };
    let whole = [whole, moved].concat();
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    [sign, whole, if rest.is_empty() { "" } else { "." }, rest].concat()
}
