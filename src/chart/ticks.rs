//! Marks along an axis of numbers: few, at numbers that people like.

use super::field::Unit;
use super::number::{decimal, power_of, ten, with_unit};
use super::words::Words;

/// Marks at `first × step`, `(first + 1) × step` …; the step is 1, 2 or 5 times a power of ten.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ticks {
    first: i64,
    count: usize,
    mantissa: i64,
    power: i32,
}

/// Least part of their size by which the ends of an axis differ: doubles tell no less apart.
const LEAST_SPAN: f64 = 1e-9;

impl Ticks {
    /// Marks of which the first is not above `low` and the last not below `high`; at most `most` of
    /// them, but never fewer than three may be asked for.
    pub fn covering(low: f64, high: f64, most: usize) -> Self {
        let (low, high) = widened(low, high);
        let most = most.max(3);
        let mut power = ((high - low) / most as f64).log10().floor() as i32;
        loop {
            for mantissa in [1, 2, 5] {
                let step = mantissa as f64 * ten(power);
                let first = (low / step + 1e-9).floor();
                let count = (high / step - 1e-9).ceil() - first + 1.0;
                if count <= most as f64 {
                    return Self { first: first as i64, count: count as usize, mantissa, power };
                }
            }
            power += 1;
        }
    }

    /// Where the marks are.
    pub fn values(&self) -> impl Iterator<Item = f64> + use<> {
        let (first, step, power) = (self.first, self.mantissa, self.power);
        (0..self.count as i64).map(move |at| ((first + at) * step) as f64 * ten(power))
    }

    /// The first and the last mark.
    pub fn ends(&self) -> (f64, f64) {
        let end = |at: i64| (at * self.mantissa) as f64 * ten(self.power);
        (end(self.first), end(self.first + self.count as i64 - 1))
    }

    /// What stands beside the marks. Small numbers stand in full.
    pub fn labels(&self, unit: Unit, words: &dyn Words) -> Vec<String> {
        let shift = if unit == Unit::Fraction { 2 } else { 0 };
        let (low, high) = self.ends();
        let full = low.abs().max(high.abs()) * ten(shift) < IN_FULL;
        let label = |at: i64| {
            let count = (self.first + at) * self.mantissa;
            let size = (count as f64 * ten(self.power + shift)).abs() * 1.0005;
            let letter = if full { 0 } else { power_of(size) };
            // Beyond all letters, and where zeros behind the point could not be counted.
            if size >= ten(letter) * BEYOND || (count != 0 && self.power + shift < -LEAST) {
                return with_unit(&scientific(count, self.power + shift, words), unit);
            }
            let digits = decimal(count, self.power + shift - letter);
            with_unit(&[&words.number(&digits), words.letter(letter)].concat(), unit)
        };
        (0..self.count as i64).map(label).collect()
    }
}

/// Numbers from here on are written with a letter.
const IN_FULL: f64 = 10_000.0;

/// So many of the largest letter's are written as a power of ten.
const BEYOND: f64 = 100_000.0;
/// Digits behind the point that can be read.
const LEAST: i32 = 12;

/// `count` × 10^`power` as one digit before the point, and the power of ten: `1.5E38`.
fn scientific(count: i64, power: i32, words: &dyn Words) -> String {
    let digits = count.unsigned_abs().to_string();
    let places = digits.len() as i32 - 1;
    [&words.number(&decimal(count, -places)), "E", &(power + places).to_string()].concat()
}

/// Both ends apart far enough to be told from each other.
fn widened(low: f64, high: f64) -> (f64, f64) {
    let size = low.abs().max(high.abs());
    if size == 0.0 {
        return (0.0, 1.0);
    }
    let least = size * LEAST_SPAN;
    if high - low >= least {
        return (low, high);
    }
    // One value: between it and zero there is something to be seen.
    if high > 0.0 { (0.0, high) } else { (low, 0.0) }
}

/// Marks of a logarithmic axis: powers of ten from below `low` to above `high`, at most `most` of them
/// (three at least), both above zero.
pub fn powers(low: f64, high: f64, most: usize) -> Vec<i32> {
    let first = (low.log10() + 1e-9).floor() as i32;
    let last = ((high.log10() - 1e-9).ceil() as i32).max(first + 1);
    let gaps = usize::try_from(last - first).unwrap_or(1);
    let step = gaps.div_ceil(most.max(3) - 1).max(1);
    let count = gaps.div_ceil(step);
    (0..=count).map(|at| first + (at * step) as i32).collect()
}
