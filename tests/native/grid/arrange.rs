//! Sorted and filtered rows.

use std::cmp::Ordering;
use std::str::FromStr;

use bigdecimal::BigDecimal;
use genie_chat::domain::table::Table;
use genie_chat::grid::SortBy;
use genie_chat::grid::arrange::Arrange;
use genie_chat::grid::filter::{Filter, Test, distinct};
use proptest::prelude::*;

use super::{column, table};

fn by(column: usize, descending: bool) -> SortBy {
    SortBy { column, descending }
}

fn settle(arrange: &mut Arrange, table: &Table, budget: usize) -> Vec<u32> {
    while !arrange.step(table, budget) {}
    arrange.rows().to_vec()
}

fn sorted(table: &Table, descending: bool) -> Vec<u32> {
    let mut arrange = Arrange::new(table);
    arrange.sort(table, vec![by(0, descending)]);
    settle(&mut arrange, table, 1000)
}

fn filtered(table: &Table, filter: Filter) -> Vec<u32> {
    let mut arrange = Arrange::new(table);
    arrange.filter(table, filter);
    settle(&mut arrange, table, 1000)
}

fn tested(table: &Table, test: Test) -> Vec<u32> {
    filtered(table, Filter { tests: vec![(0, test)], ..Filter::default() })
}

/// What a decimal column's order is, told by another implementation.
fn naive(left: Option<&String>, right: Option<&String>, descending: bool) -> Ordering {
    let Some((left, right)) = left.zip(right) else { return left.is_none().cmp(&right.is_none()) };
    let order = BigDecimal::from_str(left).unwrap().cmp(&BigDecimal::from_str(right).unwrap());
    if descending { order.reverse() } else { order }
}

proptest! {
    #[test]
    fn sort_and_filter_agree_with_a_naive_model(
        rows in proptest::collection::vec((
            proptest::option::of("-?[0-9]{1,2}(\\.[0-9]{1,18})?"),
            proptest::option::of("(Customer )?[abAB]{0,10}"),
        ), 0..60),
        first in any::<bool>(), second in any::<bool>(), search in "[abAB]{0,2}", budget in 1_usize..40,
    ) {
        let cells: Vec<_> = rows.iter().map(|(number, text)| vec![number.clone(), text.clone()]).collect();
        let table = table(&["DECIMAL(38,18)", "STRING"], &cells);
        let mut arrange = Arrange::new(&table);
        arrange.sort(&table, vec![by(1, second), by(0, first)]);
        arrange.filter(&table, Filter { search: search.clone(), ..Filter::default() });
        let told = settle(&mut arrange, &table, budget);

        let text = |row: &u32| rows[*row as usize].1.clone();
        let mut expected: Vec<u32> = (0..rows.len() as u32).collect();
        expected.sort_by(|left, right| {
            let folded = |row| text(row).map(|text| (text.to_lowercase(), text));
            let texts = match (folded(left), folded(right)) {
                (Some(left), Some(right)) if second => right.cmp(&left),
                (Some(left), Some(right)) => left.cmp(&right),
                (left, right) => left.is_none().cmp(&right.is_none()),
            };
            texts.then_with(|| naive(rows[*left as usize].0.as_ref(), rows[*right as usize].0.as_ref(), first))
        });
        let search = search.to_lowercase();
        expected.retain(|row| search.is_empty() || text(row).is_some_and(|text| text.to_lowercase().contains(&search)));
        prop_assert_eq!(told, expected);
    }

    #[test]
    fn a_range_of_decimals_agrees_with_a_naive_model(
        cells in proptest::collection::vec(proptest::option::of("-?[0-9](\\.[0-9]{1,2})?"), 0..30),
        from in proptest::option::of("-?[0-9](\\.[0-9])?"), to in proptest::option::of("-?[0-9](\\.[0-9])?"),
    ) {
        let rows: Vec<_> = cells.iter().map(|cell| vec![cell.clone()]).collect();
        let table = table(&["DECIMAL(3,2)"], &rows);
        let within = |cell: &Option<String>| cell.as_ref().is_some_and(|cell| {
            from.as_ref().is_none_or(|from| naive(Some(from), Some(cell), false).is_le())
                && to.as_ref().is_none_or(|to| naive(Some(cell), Some(to), false).is_le())
        });
        let expected: Vec<_> = (0_u32..).zip(&cells).filter(|(_, cell)| within(cell)).map(|(row, _)| row).collect();
        prop_assert_eq!(tested(&table, Test::Range(from.clone(), to.clone())), expected);
    }
}

#[test]
fn a_search_in_two_writings_finds_both() {
    let own = |text: &str| Some(text.to_owned());
    let rows = [["44357", "x"], ["1", "a 44,357 b"], ["4435", "y"], ["7", "44,3"]];
    let rows: Vec<_> = rows.map(|row| row.map(own).to_vec()).to_vec();
    let table = table(&["INT", "STRING"], &rows);
    let filter = Filter { search: "44,357".into(), also: "44357".into(), tests: Vec::new() };
    assert_eq!(filtered(&table, filter.clone()), [0, 1]);
    // What is asked of columns holds for both.
    let tests = vec![(0, Test::Range(None, own("100")))];
    assert_eq!(filtered(&table, Filter { tests, ..filter }), [1]);
}

#[test]
fn each_type_has_its_order_and_null_is_last() {
    for (sql, ascending) in [
        ("BIGINT", &["-9007199254740993", "-9007199254740992", "9", "10", "9007199254740993", "NULL"][..]),
        ("DECIMAL(38,2)", &["-1.50", "0", "99999999999999999999.98", "99999999999999999999.99", "NULL"]),
        (
            "DOUBLE",
            &["-Infinity", "-1.0E10", "4.2E-5", "127.0", "4.2049561E7", "Infinity", "NaN", "n/a", "NULL"],
        ),
        ("BOOLEAN", &["false", "true", "NULL"]),
        ("DATE", &["0999-01-01", "2026-02-28", "2026-10-01", "someday", "NULL"]),
        (
            "TIMESTAMP",
            &[
                "2024-05-14T12:00:00.000+02:00",
                "2024-05-14T11:00:00.000Z",
                "2024-05-14T11:00:00.001Z",
                "NULL",
            ],
        ),
        ("STRING", &["", "Apple", "apple", "Banana", "Z", "École", "école", "NULL"]),
    ] {
        let count = ascending.len() as u32;
        let reversed: Vec<_> = ascending.iter().rev().copied().collect();
        assert_eq!(sorted(&column(sql, &reversed), false), (0..count).rev().collect::<Vec<_>>(), "{sql}");
        let values = count - 1;
        let descending: Vec<_> = (0..values).rev().chain([values]).collect();
        assert_eq!(sorted(&column(sql, ascending), true), descending, "{sql}");
    }
}

#[test]
fn equal_values_keep_their_order_however_they_are_written() {
    for (sql, cells) in [
        ("DECIMAL(5,2)", ["1.50", "1.5", "0", "-0.0"]),
        (
            "TIMESTAMP",
            ["2024-05-14T10:00:00Z", "2024-05-14T12:00:00+02:00", "1970-01-01", "1970-01-01T00:00Z"],
        ),
    ] {
        assert_eq!(sorted(&column(sql, &cells), false), [2, 3, 0, 1], "{sql}");
        assert_eq!(sorted(&column(sql, &cells), true), [0, 1, 2, 3], "{sql}");
    }
}

#[test]
fn tests_look_at_values_and_not_at_writing() {
    let text = column("STRING", &["Äpfel", "birnen", "", "NULL", "BIRNEN"]);
    let number = column("DECIMAL(5,2)", &["1.50", "1.5", "15", "NULL", "x"]);
    let day = column("DATE", &["2026-01-31", "2026-02-01", "NULL", "2026-03-01", "x"]);
    let own = |text: &str| Some(text.to_owned());
    for (table, test, rows) in [
        (&text, Test::Contains("ÄPF".into()), &[0][..]),
        (&text, Test::Contains(String::new()), &[0, 1, 2, 4]),
        (&text, Test::Equals("Birnen".into()), &[1, 4]),
        (&text, Test::Equals(String::new()), &[2]),
        (&text, Test::OneOf(vec![None, own("BIRNEN")]), &[3, 4]),
        (&text, Test::OneOf(Vec::new()), &[]),
        (&number, Test::Equals("1.500".into()), &[0, 1]),
        (&number, Test::Contains("1.5".into()), &[0, 1]),
        (&number, Test::Range(own("2"), own("1e2")), &[2]),
        (&day, Test::Range(own("2026-02-01"), own("2026-02-28")), &[1]),
        (&day, Test::Range(None, own("2026-01-31")), &[0]),
    ] {
        assert_eq!(tested(table, test.clone()), rows, "{test:?}");
    }
}

#[test]
fn what_was_shown_stays_until_the_new_order_is_complete() {
    let table = column("INT", &["3", "1", "2"]);
    let mut arrange = Arrange::new(&table);
    arrange.sort(&table, vec![by(0, false)]);
    assert!(!arrange.step(&table, 1));
    assert_eq!(arrange.rows().as_slice(), [0, 1, 2]);
    assert_eq!(settle(&mut arrange, &table, 1), [1, 2, 0]);
    // A filter keeps the order, its end brings all rows back.
    arrange.filter(
        &table,
        Filter { tests: vec![(0, Test::Range(Some("2".into()), None))], ..Filter::default() },
    );
    assert_eq!(settle(&mut arrange, &table, 1), [2, 0]);
    arrange.sort(&table, vec![by(0, true)]);
    assert_eq!(settle(&mut arrange, &table, 1), [0, 2]);
    arrange.filter(&table, Filter::default());
    assert_eq!(settle(&mut arrange, &table, 1), [0, 2, 1]);
    arrange.sort(&table, Vec::new());
    assert_eq!(settle(&mut arrange, &table, 1), [0, 1, 2]);
}

#[test]
fn rows_that_came_later_are_arranged_too() {
    let table = column("INT", &["3", "1"]);
    let mut arrange = Arrange::new(&table);
    arrange.sort(&table, vec![by(0, false)]);
    assert_eq!(settle(&mut arrange, &table, 9), [1, 0]);
    let longer = column("INT", &["3", "1", "2"]);
    arrange.restart(&longer);
    assert_eq!(settle(&mut arrange, &longer, 9), [1, 2, 0]);
}

#[test]
fn few_values_are_offered_for_choice() {
    let table = column("STRING", &["b", "NULL", "b", "a"]);
    assert_eq!(distinct(&table, 0, 3), Some(vec![Some("b"), None, Some("a")]));
    assert_eq!(distinct(&table, 0, 2), None);
}

#[test]
fn texts_that_begin_alike_are_told_apart_behind_it() {
    let cells = ["Kunde Ä-0002", "kunde ä-0001", "NULL", "Kunde Ä-0001", "Kunde Ä", "Kunde Ä-0001"];
    assert_eq!(sorted(&column("STRING", &cells), false), [4, 3, 5, 1, 0, 2]);
    let cells = [
        "NULL",
        "Kunde Ä-0002x",
        "Kunde Ä-0001-und-noch-länger-B",
        "Kunde Ä-0001-und-noch-länger-a",
        "Kunde Å",
    ];
    assert_eq!(sorted(&column("STRING", &cells), false), [3, 2, 1, 4, 0]);
    assert_eq!(sorted(&column("STRING", &cells), true), [4, 1, 2, 3, 0]);
    // The last shares more with the first than the second does.
    assert_eq!(sorted(&column("STRING", &["kA-2", "kB-0", "kA-1"]), false), [2, 0, 1]);
}

#[test]
fn a_search_finds_nothing_across_cells() {
    let own = |text: &str| Some(text.to_owned());
    let table = table(&["STRING", "STRING"], &[vec![own("ab"), own("cd")], vec![own("x"), own("abc")]]);
    assert_eq!(filtered(&table, Filter { search: "BC".into(), ..Filter::default() }), [1]);
}

#[test]
fn rows_that_come_are_taken_up_at_once_unless_they_are_sorted_or_searched() {
    let rows = |count: usize| {
        table(&["INT"], &(0..count).map(|row| vec![Some((9 - row).to_string())]).collect::<Vec<_>>())
    };
    let (short, long) = (rows(3), rows(5));
    let mut plain = Arrange::new(&short);
    assert!(plain.append(&long) && plain.is_plain());
    assert_eq!(plain.rows().to_vec(), [0, 1, 2, 3, 4]);
    let mut sorted = Arrange::new(&short);
    sorted.sort(&short, vec![by(0, false)]);
    assert!(!sorted.append(&long), "it takes its time");
    assert_eq!(settle(&mut sorted, &long, 2), [4, 3, 2, 1, 0]);
    let mut found = Arrange::new(&short);
    found.filter(&short, Filter { search: "5".into(), ..Filter::default() });
    assert_eq!(settle(&mut found, &short, 99), [0_u32; 0]);
    assert!(!found.append(&long) && !found.is_plain());
    assert_eq!(settle(&mut found, &long, 2), [4]);
    // An order that was given up is none; one that is still being worked out is one.
    sorted.sort(&long, Vec::new());
    assert_eq!(settle(&mut sorted, &long, 99), [0, 1, 2, 3, 4]);
    assert!(sorted.append(&rows(6)));
    assert_eq!(sorted.rows().len(), 6);
}

#[test]
fn intervals_are_ordered_by_length() {
    let days = column("INTERVAL DAY TO SECOND", &["9 00:00:00", "10 00:00:00", "-1 00:00:00", "NULL", "x"]);
    assert_eq!(sorted(&days, false), [2, 0, 1, 4, 3]);
    let months = column("INTERVAL YEAR TO MONTH", &["9-0", "10-0", "-0-1", "0-11"]);
    assert_eq!(sorted(&months, false), [2, 3, 0, 1]);
    let fine = column("INTERVAL SECOND", &["0.0000002", "0.0000001", "-0.0000001", "-0.0000002", "26:03:04"]);
    assert_eq!(sorted(&fine, false), [3, 2, 1, 0, 4]);
    let literals = column("INTERVAL DAY", &["INTERVAL '10' DAY", "INTERVAL '9' DAY", "INTERVAL '-1' DAY"]);
    assert_eq!(sorted(&literals, false), [2, 1, 0]);
    let from = Test::Range(Some("9 00:00:00.0".into()), Some("11 00:00:00".into()));
    assert_eq!(tested(&days, from), [0, 1]);
    assert_eq!(tested(&days, Test::Equals("216:00:00".into())), [0]);
}

#[test]
fn a_day_is_the_one_on_the_clock_that_wrote_the_value() {
    let cells = ["2026-01-01T23:30:00-08:00", "2026-01-02T07:30:00Z", "2026-01-02T00:00:00-08:00", "NULL"];
    let day = |from: &str, to: &str| Test::Clock(Some(from.into()), Some(to.into()));
    let moments = column("TIMESTAMP", &cells);
    assert_eq!(tested(&moments, day("2026-01-01", "2026-01-01T23:59:59.999999")), [0]);
    assert_eq!(tested(&moments, day("2026-01-02", "2026-01-02T23:59:59.999999")), [1, 2]);
}
