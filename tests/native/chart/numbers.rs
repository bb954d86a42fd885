//! Marks of axes, and numbers as texts.

use genie_chat::chart::field::Unit;
use genie_chat::chart::number::{decimal, exact, short, shorts};
use genie_chat::chart::ticks::{Ticks, powers};
use genie_chat::text::number::Number;
use proptest::prelude::*;

use super::Plain;

/// Values of all sizes, and ranges of all widths.
fn range() -> impl Strategy<Value = (f64, f64)> {
    let value = (-1.0_f64..1.0, -200_i32..200).prop_map(|(part, power)| part * 10_f64.powi(power));
    (value, 0.0_f64..1.0, -12_i32..4).prop_map(|(low, part, power)| {
        let width = (low.abs().max(1e-100)) * part * 10_f64.powi(power);
        (low, low + width)
    })
}

proptest! {
    #[test]
    fn marks_cover_the_values_are_few_and_stand_at_nice_numbers((low, high) in range(), most in 3_usize..20) {
        let ticks = Ticks::covering(low, high, most);
        let values: Vec<f64> = ticks.values().collect();
        let step = values[1] - values[0];
        prop_assert!(values.len() <= most && values.len() >= 2);
        prop_assert!(values[0] <= low + step * 1e-6, "{:?} begins after {}", values, low);
        prop_assert!(*values.last().unwrap() >= high - step * 1e-6, "{:?} ends before {}", values, high);
        let mantissa = step / 10_f64.powf(step.log10().floor());
        let nice = [1.0, 2.0, 5.0, 10.0].iter().any(|nice| (mantissa - nice).abs() < 1e-3);
        prop_assert!(nice, "step {} of {:?}", step, values);
        let labels = ticks.labels(Unit::Plain, &Plain);
        prop_assert_eq!(labels.len(), values.len());
        let mut distinct = labels.clone();
        distinct.dedup();
        prop_assert_eq!(distinct.len(), labels.len(), "{:?}", labels);
    }

    #[test]
    fn marks_by_powers_cover_the_values_and_are_few(low in -200.0_f64..200.0, width in 0.0_f64..100.0, most in 3_usize..12) {
        let (low, high) = (10_f64.powf(low), 10_f64.powf(low + width));
        let powers = powers(low, high, most);
        prop_assert!(powers.len() >= 2 && powers.len() <= most, "{:?}", powers);
        prop_assert!(10_f64.powi(powers[0]) <= low * 1.000_001);
        prop_assert!(10_f64.powi(*powers.last().unwrap()) >= high * 0.999_999);
    }

    #[test]
    fn a_number_is_drawn_where_it_is(value in -1e15_f64..1e15, power in -200_i32..200) {
        let text = format!("{value}e{power}");
        let near = Number::parse(&text).unwrap().approximate().unwrap();
        let exact: f64 = text.parse().unwrap();
        prop_assert!((near - exact).abs() <= exact.abs() * 1e-14, "{near} {exact}");
    }
}

#[test]
fn what_no_double_holds_is_no_point() {
    for text in ["1e301", "-1e400", "NaN", "Infinity"] {
        assert_eq!(Number::parse(text).unwrap().approximate(), None, "{text}");
    }
    assert_eq!(Number::parse("1e-400").unwrap().approximate(), Some(0.0));
    assert_eq!(Number::parse("-0.00").unwrap().approximate(), Some(0.0));
}

#[test]
fn digits_are_written_without_a_float() {
    let cases =
        [(0, 5, "0"), (12, 3, "12000"), (-15, -1, "-1.5"), (5, -3, "0.005"), (120, -2, "1.2"), (-1, 0, "-1")];
    for (count, power, text) in cases {
        assert_eq!(decimal(count, power), text);
    }
}

#[test]
fn short_numbers_have_three_digits_and_the_letter_of_their_size() {
    let cases = [
        (0.0, Unit::Plain, "0"),
        (7.0, Unit::Count, "7"),
        (913_204.5, Unit::Plain, "913K"),
        (999_950.0, Unit::Plain, "1M"),
        (1_234_567.0, Unit::Money("$"), "$1.23M"),
        (-20_400.0, Unit::Money("€"), "-€20.4K"),
        (0.021_34, Unit::Fraction, "2.13%"),
        (12.34, Unit::Percent, "12.3%"),
        (0.000_123_4, Unit::Plain, "0.000123"),
        (1e18, Unit::Plain, "1E18"),
    ];
    for (value, unit, text) in cases {
        assert_eq!(short(value, unit, &Plain), text, "{value}");
    }
}

#[test]
fn exact_numbers_keep_every_digit() {
    let cases = [
        ("9007199254740993", Unit::Count, "9007199254740993"),
        ("0.100000000000000001", Unit::Plain, "0.100000000000000001"),
        ("-1234.50", Unit::Money("$"), "-$1234.50"),
        ("0.021", Unit::Fraction, "2.1%"),
        ("0.12345678901234567891", Unit::Fraction, "12.345678901234567891%"),
        ("-1", Unit::Fraction, "-100%"),
        ("1.5e3", Unit::Plain, "1.5e3"),
        ("NaN", Unit::Plain, "NaN"),
    ];
    for (text, unit, shown) in cases {
        assert_eq!(exact(text, unit, &Plain), shown);
    }
}

#[test]
fn small_axes_are_written_in_full_and_large_ones_with_letters() {
    let labels = |low, high, unit| Ticks::covering(low, high, 6).labels(unit, &Plain);
    assert_eq!(labels(0.0, 913_204.0, Unit::Plain), ["0", "200K", "400K", "600K", "800K", "1M"]);
    assert_eq!(labels(1_150.0, 1_302.0, Unit::Plain), ["1150", "1200", "1250", "1300", "1350"]);
    assert_eq!(labels(0.0, 0.05, Unit::Fraction), ["0%", "1%", "2%", "3%", "4%", "5%"]);
    assert_eq!(labels(0.0, 4e38, Unit::Plain), ["0", "1E38", "2E38", "3E38", "4E38"]);
    assert_eq!(labels(0.0, 4e17, Unit::Plain), ["0", "1E17", "2E17", "3E17", "4E17"]);
    assert_eq!(labels(0.0, 4e16, Unit::Plain), ["0", "10000T", "20000T", "30000T", "40000T"]);
    assert_eq!(labels(0.0, 4e-30, Unit::Plain), ["0", "1E-30", "2E-30", "3E-30", "4E-30"]);
    assert_eq!(labels(-8.0, 9.0, Unit::Money("$")), ["-$10", "-$5", "$0", "$5", "$10"]);
}

#[test]
fn values_below_each_other_have_the_same_places() {
    let texts = |values: &[f64], unit| shorts(values, unit, &Plain);
    assert_eq!(texts(&[4.63, 13.9, 11.2], Unit::Plain), ["4.6", "13.9", "11.2"]);
    assert_eq!(texts(&[80_000.0, 72_500.0], Unit::Plain), ["80.0K", "72.5K"]);
    assert_eq!(texts(&[80_000.0, 72_000.0], Unit::Plain), ["80K", "72K"]);
    // Each letter for itself, and zero says nothing of the others.
    assert_eq!(texts(&[1_250_000.0, 80_000.0, 0.0], Unit::Plain), ["1.25M", "80K", "0"]);
    assert_eq!(texts(&[9.3, 5.0], Unit::Percent), ["9.3%", "5.0%"]);
    // Beside large ones, a small value does not read as none.
    assert_eq!(texts(&[250.0, 0.004], Unit::Plain), ["250", "0.004"]);
    assert_eq!(texts(&[3.0, 1e20], Unit::Count), ["3", "1E20"]);
    assert!(texts(&[], Unit::Plain).is_empty());
}
