//! Numbers in questions: `5`, `five`, `100,000`, `2.5`, `100k`, `3 million`.

use super::tokens::Token;

const NUMBERS: [&str; 13] = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
];

/// What a number may be followed by, and what that multiplies it with.
const SCALES: [(&str, i64); 4] =
    [("thousand", 1_000), ("k", 1_000), ("million", 1_000_000), ("m", 1_000_000)];

/// A whole number in digits or, up to twelve, in words.
pub(super) fn number(token: &Token) -> Option<u32> {
    let word = NUMBERS.iter().position(|number| *number == token.stem);
    word.and_then(|value| u32::try_from(value).ok()).or_else(|| token.stem.parse().ok())
}

/// The amount that `tokens` begin with, in hundredths, and its length in tokens.
pub(super) fn amount(tokens: &[Token]) -> Option<(i64, usize)> {
    let stem = tokens.first()?.stem.as_str();
    let short = SCALES.iter().find_map(|(suffix, factor)| Some((stem.strip_suffix(suffix)?, *factor)));
    let short = short.filter(|(digits, _)| digits.ends_with(|last: char| last.is_ascii_digit()));
    let (digits, factor) = short.unwrap_or((stem, 1));
    let base = match number(tokens.first()?) {
        Some(number) => i64::from(number) * 100,
        None => hundredths(digits)?,
    };
    let next = tokens.get(1).and_then(|next| SCALES.iter().find(|(word, _)| *word == next.stem));
    let factor = factor.checked_mul(next.map_or(1, |(_, factor)| *factor))?;
    Some((base.checked_mul(factor)?, 1 + usize::from(next.is_some())))
}

/// Digits with at most two behind the point.
fn hundredths(digits: &str) -> Option<i64> {
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let all_digits = whole.bytes().chain(fraction.bytes()).all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || fraction.len() > 2 || !all_digits {
        return None;
    }
    format!("{whole}{fraction:0<2}").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::amount;
    use crate::demo::semantics::language::tokens::tokenize;

    #[test]
    fn reads_amounts_in_the_ways_people_write_them() {
        let cases = [
            ("5 units", Some((500, 1))),
            ("five units", Some((500, 1))),
            ("$100,000", Some((10_000_000, 1))),
            ("1,234,567.5", Some((123_456_750, 1))),
            ("2.75", Some((275, 1))),
            ("100k", Some((10_000_000, 1))),
            ("1.5m", Some((150_000_000, 1))),
            ("3 million", Some((300_000_000, 2))),
            ("2.755", None),
            ("k", None),
            ("99999999999999999999", None),
        ];
        for (text, expected) in cases {
            assert_eq!(amount(&tokenize(text)), expected, "{text}");
        }
    }
}
