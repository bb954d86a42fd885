//! What selections come to.

use genie_chat::column::{Form, Sense};
use genie_chat::domain::table::Kind;
use genie_chat::grid::totals::Totals;

fn totals(cells: &[(Kind, &str)]) -> Totals {
    let senses: Vec<_> = cells.iter().map(|(kind, cell)| (Sense::usual(*kind), *cell)).collect();
    added(&senses)
}

fn added(cells: &[(Sense, &str)]) -> Totals {
    let senses: Vec<_> = cells.iter().map(|(sense, _)| *sense).collect();
    let mut totals = Totals::new(&senses);
    for (sense, cell) in cells {
        totals.add(*sense, Some(*cell).filter(|cell| *cell != "NULL"));
    }
    totals
}

#[test]
fn numbers_are_added_up_exactly() {
    let decimal = Kind::Decimal(Some(2));
    let totals = totals(&[
        (decimal, "99999999999999999999.99"),
        (Kind::Integer, "1"),
        (decimal, "NULL"),
        (decimal, "-0.10"),
        (Kind::String, "12"),
    ]);
    assert_eq!((totals.count, totals.values), (5, 4));
    assert_eq!(totals.sum().as_deref(), Some("100000000000000000000.89"));
    assert_eq!(totals.average(4).as_deref(), Some("33333333333333333333.63"));
    assert_eq!((totals.min(), totals.max()), (Some("-0.10"), Some("99999999999999999999.99")));
}

#[test]
fn what_has_no_sum_gets_none() {
    for cell in ["NaN", "Infinity", "n/a"] {
        let totals = totals(&[(Kind::Float, "1.5"), (Kind::Float, cell)]);
        assert_eq!((totals.sum(), totals.average(2), totals.values), (None, None, 2), "{cell}");
        assert_eq!(totals.min(), Some("1.5"), "{cell}");
        assert_eq!(totals.max(), Some(if cell == "n/a" { "1.5" } else { cell }));
    }
    let nothing = totals(&[(Kind::Integer, "NULL")]);
    assert_eq!((nothing.sum(), nothing.average(2), nothing.min(), nothing.count), (None, None, None, 1));
}

#[test]
fn values_of_one_type_are_compared_by_it() {
    let times = ["2024-05-14T12:00:00+02:00", "2024-05-14T11:00:00Z", "NULL"];
    let times = totals(&times.map(|cell| (Kind::Timestamp, cell)));
    assert_eq!((times.min(), times.max()), (Some("2024-05-14T12:00:00+02:00"), Some("2024-05-14T11:00:00Z")));
    let words = totals(&["b", "A", "a"].map(|cell| (Kind::String, cell)));
    assert_eq!((words.min(), words.max(), words.sum()), (Some("A"), Some("b"), None));
    let mixed = totals(&[(Kind::String, "b"), (Kind::Date, "2026-01-01")]);
    assert_eq!((mixed.min(), mixed.max(), mixed.values), (None, None, 2));
    let lists = totals(&[(Kind::Array, "[]")]);
    assert_eq!((lists.min(), lists.count), (None, 1));
}

#[test]
fn numbers_that_name_something_are_compared_and_never_added_up() {
    let year = Sense { kind: Kind::Integer, form: Form::Name };
    let years = added(&[(year, "2026"), (year, "2024"), (year, "NULL")]);
    assert_eq!((years.sum(), years.average(2)), (None, None));
    assert_eq!((years.min(), years.max(), years.values), (Some("2024"), Some("2026"), 2));
    // Beside sizes they are only counted.
    let sales = Sense::usual(Kind::Decimal(Some(2)));
    let both = added(&[(year, "2026"), (sales, "1.50"), (year, "2024"), (sales, "2.50")]);
    assert_eq!((both.sum().as_deref(), both.average(2).as_deref()), (Some("4"), Some("2")));
    assert_eq!((both.min(), both.max(), both.count), (Some("1.50"), Some("2.50"), 4));
}

#[test]
fn intervals_are_compared_by_length() {
    let cells = ["9 00:00:00", "10 00:00:00", "-1 00:00:00"].map(|cell| (Kind::Interval, cell));
    let totals = totals(&cells);
    assert_eq!((totals.min(), totals.max()), (Some("-1 00:00:00"), Some("10 00:00:00")));
}
