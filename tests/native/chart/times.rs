//! Time axes.

use genie_chat::chart::calendar::ticks;
use genie_chat::column::period::{DAY, Grain, all, civil, first_of, ordinal, read};
use genie_chat::text::time::{civil as civil_days, days};
use proptest::prelude::*;

#[test]
fn periods_are_read_as_people_write_them() {
    let cases = [
        ("2025-03-01", Some((2025, 3, Grain::Day))),
        ("2025-03", Some((2025, 3, Grain::Month))),
        ("202503", Some((2025, 3, Grain::Month))),
        ("Mar 2025", Some((2025, 3, Grain::Month))),
        ("September 2025", Some((2025, 9, Grain::Month))),
        ("2025-Q2", Some((2025, 4, Grain::Quarter))),
        ("Q4 2025", Some((2025, 10, Grain::Quarter))),
        ("2025", Some((2025, 1, Grain::Year))),
        ("2025-13", None),
        ("2025-Q5", None),
        ("Mar", None),
        ("Dairy", None),
        ("", None),
    ];
    for (text, expected) in cases {
        let found = read(text, false).map(|(ms, grain)| (civil(ms).0, civil(ms).1, grain));
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn times_are_as_coarse_as_all_of_them_allow() {
    let of = |texts: &[&str]| all(texts).map(|(_, grain)| grain);
    assert_eq!(of(&["2024-01-01", "2025-01-01"]), Some(Grain::Year));
    assert_eq!(of(&["2024-01-01", "2024-04-01"]), Some(Grain::Quarter));
    assert_eq!(of(&["2024-01-01", "2024-02-01"]), Some(Grain::Month));
    assert_eq!(of(&["2024-01-01", "2024-02-02"]), Some(Grain::Day));
    assert_eq!(of(&["2024-01-01T00:00:00Z", "2024-01-01T12:00:00Z"]), Some(Grain::Moment));
    assert_eq!(of(&["2024-01-01", "soon"]), None);
}

#[test]
fn names_of_months_and_days_have_an_order() {
    assert_eq!(
        ["Jan", "december", "Mon", "Sunday", "Sept"].map(ordinal),
        [Some(1), Some(12), Some(21), Some(27), Some(9)]
    );
    assert_eq!(["Ma", "Market", "Fr", ""].map(ordinal), [None; 4]);
}

#[test]
fn marks_stand_at_the_first_of_months_whatever_their_length() {
    let (_, marks) = ticks(first_of(2025, 1), first_of(2026, 12), Grain::Month, 8);
    let found: Vec<_> = marks.iter().map(|ms| civil(*ms)).collect();
    let expected = [(2025, 1), (2025, 7), (2026, 1), (2026, 7)];
    let quarters: Vec<_> = (0..8).map(|at| (2025 + at / 4, at % 4 * 3 + 1, 1)).collect();
    assert!(found == quarters || found == expected.map(|(year, month)| (year, month, 1)), "{found:?}");
}

proptest! {
    #[test]
    fn days_are_counted_there_and_back(day in -1_000_000_i64..1_000_000) {
        let (year, month, date) = civil_days(day);
        prop_assert!((1..=12).contains(&month) && (1..=31).contains(&date));
        prop_assert_eq!(days(year, month, date), day);
    }

    #[test]
    fn marks_lie_within_and_are_few(from in -20_000.0_f64..40_000.0, length in 0.001_f64..60_000.0, most in 2_usize..15) {
        let (from, to) = (from * DAY, (from + length) * DAY);
        for grain in [Grain::Moment, Grain::Day, Grain::Month, Grain::Quarter, Grain::Year] {
            let (_, marks) = ticks(from, to, grain, most);
            prop_assert!(marks.len() <= most, "{} marks", marks.len());
            prop_assert!(marks.iter().all(|mark| (from..=to).contains(mark)));
            prop_assert!(marks.windows(2).all(|pair| pair[0] < pair[1]));
            if grain >= Grain::Month {
                prop_assert!(marks.iter().all(|mark| *mark == from || civil(*mark).2 == 1));
            }
        }
    }
}
