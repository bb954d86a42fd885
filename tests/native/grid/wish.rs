//! What a reader asks of one column.

use genie_chat::domain::table::Kind;
use genie_chat::grid::filter::Test;
use genie_chat::grid::wish::{Part, Wish, is_valid};

fn range(from: &str, to: &str) -> Wish {
    Wish { from: from.into(), to: to.into(), ..Wish::default() }
}

fn day(day: &str, end: bool) -> String {
    [day, if end { " ends" } else { " begins" }].concat()
}

#[test]
fn empty_fields_ask_for_nothing() {
    assert_eq!(Wish::default().tests(Kind::String, day), []);
    assert_eq!(Wish::default().parts().count(), 0);
}

#[test]
fn a_number_that_is_none_asks_for_nothing_and_is_told_apart() {
    for (field, valid) in [("-1.50", true), ("1e3", true), ("1,5", false), ("abc", false), ("NaN", false)] {
        assert_eq!(is_valid(Kind::Decimal(None), field), valid, "{field}");
        assert_eq!(range(field, "").tests(Kind::Decimal(None), day).len(), usize::from(valid), "{field}");
    }
    assert!(is_valid(Kind::String, "abc"));
}

#[test]
fn a_range_may_have_one_end_and_days_become_moments() {
    let number = Test::Range(None, Some("7".into()));
    assert_eq!(range("x", "7").tests(Kind::Integer, day), [number]);
    let moments = Test::Range(Some("2026-01-01 begins".into()), Some("2026-01-31 ends".into()));
    assert_eq!(range("2026-01-01", "2026-01-31").tests(Kind::Timestamp, day), [moments]);
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
    assert_eq!(wish.tests(Kind::String, day).len(), 4);
    for (left, part) in (0..4).rev().zip(all) {
        wish.clear(part);
        assert_eq!(wish.parts().count(), left);
    }
    assert_eq!(wish, Wish::default());
}
