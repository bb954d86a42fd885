//! Exact text of fixed-point numbers. Floating point has no part in it.

/// The decimal text of `units` times 10^-`scale`, e.g. `-0.05` for -5 and 2.
#[must_use]
pub fn format(units: i128, scale: u32) -> String {
    let width = scale as usize + 1;
    let digits = format!("{:0>width$}", units.unsigned_abs());
    let (whole, fraction) = digits.split_at(digits.len() - scale as usize);
    let sign = if units < 0 { "-" } else { "" };
    if fraction.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") }
}

/// The same with a comma between thousands, e.g. `-1,234.50`.
#[must_use]
pub fn grouped(units: i128, scale: u32) -> String {
    let plain = format(units, scale);
    let (sign, plain) = plain.strip_prefix('-').map_or(("", plain.as_str()), |rest| ("-", rest));
    let (whole, fraction) = plain.find('.').map_or((plain, ""), |point| plain.split_at(point));
    let mut text = sign.to_owned();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text.push_str(fraction);
    text
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{format, grouped};

    #[test]
    fn writes_small_negative_and_whole_numbers() {
        assert_eq!(format(0, 2), "0.00");
        assert_eq!(format(-5, 2), "-0.05");
        assert_eq!(format(-123_456, 2), "-1234.56");
        assert_eq!(format(42, 0), "42");
        assert_eq!(grouped(123_456_780, 2), "1,234,567.80");
        assert_eq!(grouped(-100_000, 2), "-1,000.00");
        assert_eq!(grouped(999, 0), "999");
    }

    proptest! {
        /// Division and remainder are the independent formulation.
        #[test]
        fn agrees_with_division(units in any::<i64>(), scale in 1_u32..10) {
            let power = 10_i128.pow(scale);
            let (units, width) = (i128::from(units), scale as usize);
            let (whole, fraction) = ((units / power).abs(), (units % power).abs());
            let sign = if units < 0 { "-" } else { "" };
            prop_assert_eq!(format(units, scale), format!("{sign}{whole}.{fraction:0width$}"));
        }

        /// Reading the digits back gives the number.
        #[test]
        fn loses_nothing(units in any::<i64>(), scale in 0_u32..12) {
            let units = i128::from(units);
            let digits = |text: String| text.replace(['.', ','], "").parse::<i128>();
            prop_assert_eq!(digits(format(units, scale)), Ok(units));
            prop_assert_eq!(digits(grouped(units, scale)), Ok(units));
        }
    }
}
