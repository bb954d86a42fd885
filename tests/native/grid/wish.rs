//! What a reader asks of one column.

use genie_chat::column::{Form, Sense};
use genie_chat::domain::table::Kind;
use genie_chat::grid::filter::Test;
use genie_chat::grid::wish::{Part, Wish, value};
use genie_chat::text::typed::{Marks, PLAIN};

fn range(from: &str, to: &str) -> Wish {
    Wish { from: from.into(), to: to.into(), ..Wish::default() }
}

fn day(day: &str, end: bool) -> String {
    [day, if end { " ends" } else { " begins" }].concat()
}

#[test]
fn empty_fields_ask_for_nothing() {
    assert_eq!(Wish::default().tests(Sense::usual(Kind::String), PLAIN, day), []);
    assert_eq!(Wish::default().parts().count(), 0);
}

#[test]
fn a_number_that_is_none_asks_for_nothing_and_is_told_apart() {
    let cases =
        [("-1.50", true), ("1e3", true), ("1,234.5", true), ("1,5", false), ("abc", false), ("NaN", false)];
    for (field, valid) in cases {
        assert_eq!(value(Kind::Decimal(None), PLAIN, field).is_some(), valid, "{field}");
        let tests = range(field, "").tests(Sense::usual(Kind::Decimal(None)), PLAIN, day);
        assert_eq!(tests.len(), usize::from(valid), "{field}");
    }
    assert!(value(Kind::String, PLAIN, "abc").is_some());
}

#[test]
fn numbers_are_typed_as_their_locale_writes_them() {
    let german = Marks { group: '.', point: ',' };
    let wish = Wish { equals: "1.234,50".into(), ..range("1.000", "1.5") };
    let own = |text: &str| Some(text.to_owned());
    let expected = [Test::Equals("1234.50".into()), Test::Range(own("1000"), own("1.5"))];
    assert_eq!(wish.tests(Sense::usual(Kind::Decimal(Some(2))), german, day), expected);
}

#[test]
fn to_be_on_a_day_is_to_lie_within_it() {
    let wish = Wish { equals: "2026-01-31".into(), ..Wish::default() };
    let within = Test::Range(Some("2026-01-31 begins".into()), Some("2026-01-31 ends".into()));
    let local = Sense { kind: Kind::Timestamp, form: Form::Local };
    assert_eq!(wish.tests(local, PLAIN, day), [within]);
    let clock = Test::Clock(Some("2026-01-31".into()), Some("2026-01-31T23:59:59.999999".into()));
    assert_eq!(wish.tests(Sense::usual(Kind::Timestamp), PLAIN, day), [clock]);
}

#[test]
fn a_range_may_have_one_end_and_days_become_moments() {
    let number = Test::Range(None, Some("7".into()));
    assert_eq!(range("x", "7").tests(Sense::usual(Kind::Integer), PLAIN, day), [number]);
    let moments = Test::Range(Some("2026-01-01 begins".into()), Some("2026-01-31 ends".into()));
    let local = Sense { kind: Kind::Timestamp, form: Form::Local };
    assert_eq!(range("2026-01-01", "2026-01-31").tests(local, PLAIN, day), [moments]);
}

#[test]
fn a_length_is_asked_for_as_it_is_written() {
    let sense = Sense::usual(Kind::Interval);
    assert_eq!(range("9 00:00:00", "soon").tests(sense, PLAIN, day).len(), 1);
    assert!(range("", "soon").tests(sense, PLAIN, day).is_empty());
    assert!(value(Kind::Interval, PLAIN, "1-6").is_some());
}

#[test]
fn each_part_is_seen_and_taken_back_alone() {
    let mut wish = Wish {
        contains: "a".into(),
        equals: "b".into(),
        from: "c".into(),
        to: String::new(),
        values: vec![None, Some(String::new())],
    };
    let all = [Part::Contains, Part::Equals, Part::Range, Part::Values];
    assert_eq!(wish.parts().collect::<Vec<_>>(), all);
    assert_eq!(wish.tests(Sense::usual(Kind::String), PLAIN, day).len(), 4);
    for (left, part) in (0..4).rev().zip(all) {
        wish.clear(part);
        assert_eq!(wish.parts().count(), left);
    }
    assert_eq!(wish, Wish::default());
}
