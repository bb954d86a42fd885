//! Numbers as text: compared exactly, whatever their length; never through a float.
//!
//! Reads what SQL and Java write: digits with a point, an exponent, `NaN` and `Infinity`.

use std::cmp::Ordering;

/// Exponents beyond this are in no database; it bounds what adding up can cost.
const MAX_EXPONENT: i64 = 10_000;

/// Digits that a key holds: 10^15 is below 2^50.
const KEY_DIGITS: usize = 15;

/// Magnitudes from here on share a key: 13 bits hold them.
const KEY_MAGNITUDE: i64 = 4_095;

/// A number that was read.
#[derive(Debug, Clone, Copy)]
pub enum Number<'a> {
    /// A number with digits.
    Finite(Finite<'a>),
    /// `Infinity`; the other one where true.
    Infinite(bool),
    /// `NaN`; larger than all others, as Databricks SQL orders it.
    NotANumber,
}

/// A number with a decimal comma, if that is `wanted`; `None` if it has no point, or the text is no number alone.
pub fn with_comma(text: &str, wanted: bool) -> Option<String> {
    let (whole, fraction) = text.split_once('.').filter(|_| wanted)?;
    let number = text.bytes().all(|byte| byte.is_ascii_graphic()) && Number::parse(text).is_some();
    number.then(|| [whole, ",", fraction].concat())
}

/// A finite number: 0.DIGITS × 10^magnitude.
#[derive(Debug, Clone, Copy)]
pub struct Finite<'a> {
    pub(super) negative: bool,
    /// From the first digit that is not 0 to the last one that is not, with a point among them; empty for zero.
    digits: &'a str,
    pub(super) magnitude: i64,
}

impl<'a> Number<'a> {
    /// Reads a number; `None` where the text is none.
    pub fn parse(text: &'a str) -> Option<Self> {
        let text = text.trim();
        let negative = text.starts_with('-');
        let rest = text.strip_prefix(['-', '+']).unwrap_or(text);
        let word = |word| rest.eq_ignore_ascii_case(word);
        if word("infinity") || word("inf") {
            return Some(Self::Infinite(negative));
        }
        if word("nan") {
            return Some(Self::NotANumber);
        }
        let (mantissa, exponent) = match rest.bytes().position(|byte| matches!(byte, b'e' | b'E')) {
            Some(at) => (rest.get(..at)?, rest.get(at + 1..)?.parse::<i64>().ok()?),
            None => (rest, 0),
        };
        let point = mantissa.bytes().position(|byte| byte == b'.').unwrap_or(mantissa.len());
        let count = mantissa.bytes().filter(u8::is_ascii_digit).count();
        let others = mantissa.len() - count;
        let limit = -MAX_EXPONENT..=MAX_EXPONENT;
        if count == 0 || others != usize::from(point < mantissa.len()) || !limit.contains(&exponent) {
            return None;
        }
        let digits = mantissa.trim_start_matches(['0', '.']);
        let first = mantissa.len() - digits.len();
        let digits = digits.trim_end_matches(['0', '.']);
        // A point in front of the first digit is no digit itself.
        let magnitude = point as i64 + i64::from(first > point) - first as i64 + exponent;
        let magnitude = if digits.is_empty() { 0 } else { magnitude };
        Some(Self::Finite(Finite { negative, digits, magnitude }))
    }

    /// The nearest double, for drawing: its last digit may be off. `None` for what is not finite or
    /// beyond 10^300, of which doubles could not even tell differences.
    pub fn approximate(self) -> Option<f64> {
        let Self::Finite(finite) = self else { return None };
        let (mut value, mut count) = (0.0, 0);
        for digit in finite.digits().take(18) {
            value = value * 10.0 + f64::from(digit);
            count += 1;
        }
        let power = i32::try_from(finite.magnitude).ok().filter(|power| *power <= 300)? - count;
        // In two steps, so that neither leaves what a double can hold; what is too small is zero.
        let value = match power {
            0.. => value * 10_f64.powi(power),
            -300..0 => value / 10_f64.powi(-power),
            _ => 0.0,
        };
        Some(if finite.negative { -value } else { value })
    }

    /// The number in digits without an exponent, where they are not many more than it has: magnitudes
    /// from 10^-7 to 10^21, as browsers write numbers.
    pub fn plain(self) -> Option<String> {
        let Self::Finite(finite) = self else { return None };
        let count = finite.digits().count();
        let whole = usize::try_from(finite.magnitude).ok();
        if !(-6..=21).contains(&finite.magnitude) || count > 40 {
            return None;
        }
        let mut out = String::from(if finite.negative && count > 0 { "-" } else { "" });
        let before = whole.unwrap_or(0);
        if before == 0 {
            out.push('0');
        }
        let zeros = usize::try_from(-finite.magnitude).unwrap_or(0);
        let leading = std::iter::repeat_n(0, zeros);
        let trailing = std::iter::repeat_n(0, before.saturating_sub(count));
        for (at, digit) in leading.chain(finite.digits()).chain(trailing).enumerate() {
            if at == before {
                out.push('.');
            }
            out.push(char::from(b'0' + digit));
        }
        Some(out)
    }

    /// A key that orders as the numbers do, and whether an equal key means an equal number.
    /// The 14 largest keys are left to others.
    pub fn key(self) -> (u64, bool) {
        match self {
            Self::Finite(finite) => finite.key(),
            Self::Infinite(true) => (0, true),
            Self::Infinite(false) => (u64::MAX - 15, true),
            Self::NotANumber => (u64::MAX - 14, true),
        }
    }

    /// Compares by value: equal numbers may be written differently.
    pub fn compare(self, other: Number<'_>) -> Ordering {
        let ((mine, exact), (others, too)) = (self.key(), other.key());
        mine.cmp(&others).then_with(|| match (self, other) {
            (Self::Finite(finite), Number::Finite(other)) if !(exact && too) => finite.compare(other),
            _ => Ordering::Equal,
        })
    }
}

impl<'a> Finite<'a> {
    /// How many digits it has, from the first that is not 0 to the last one.
    pub fn significant(self) -> usize {
        self.digits().count()
    }

    /// The power of ten by which 0.DIGITS is multiplied; 0 for zero.
    pub fn magnitude(self) -> i64 {
        self.magnitude
    }

    /// The digits as numbers from 0 to 9, the first and the last of which is not 0.
    pub(super) fn digits(self) -> impl DoubleEndedIterator<Item = u8> + use<'a> {
        self.digits.bytes().filter(u8::is_ascii_digit).map(|byte| byte - b'0')
    }

    fn key(self) -> (u64, bool) {
        const ZERO: u64 = 1 << 63;
        if self.digits.is_empty() {
            return (ZERO, true);
        }
        let mut size = (self.magnitude.clamp(-KEY_MAGNITUDE, KEY_MAGNITUDE) + KEY_MAGNITUDE + 1) as u64;
        let mut digits = self.digits();
        let mut packed = 0;
        for _ in 0..KEY_DIGITS {
            packed = packed * 10 + u64::from(digits.next().unwrap_or(0));
        }
        size = size << 50 | packed;
        let exact = digits.next().is_none() && self.magnitude.abs() < KEY_MAGNITUDE;
        (if self.negative { ZERO - size } else { ZERO + size }, exact)
    }

    fn compare(self, other: Finite<'_>) -> Ordering {
        let sizes = self.magnitude.cmp(&other.magnitude).then_with(|| self.digits().cmp(other.digits()));
        // Their keys are equal, so their signs are too and neither is zero.
        if self.negative { sizes.reverse() } else { sizes }
    }
}
