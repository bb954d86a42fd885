//! Tests of single columns, against models that know nothing of keys, folding in place or slices.

use std::str::FromStr;

use bigdecimal::BigDecimal;
use genie_chat::domain::table::Table;
use genie_chat::grid::arrange::Arrange;
use genie_chat::grid::filter::{Filter, Test};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

use super::table;

/// The rows that pass, decided in steps of `budget` rows.
fn told(table: &Table, test: Test, budget: usize) -> Vec<u32> {
    let mut arrange = Arrange::new(table);
    arrange.filter(table, Filter { tests: vec![(0, test)], ..Filter::default() });
    while !arrange.step(table, budget) {}
    arrange.rows().to_vec()
}

fn one(sql: &str, cells: &[Option<String>]) -> Table {
    table(&[sql], &cells.iter().map(|cell| vec![cell.clone()]).collect::<Vec<_>>())
}

/// The rows whose value is there and passes.
fn naive(cells: &[Option<String>], passes: impl Fn(&str) -> bool) -> Vec<u32> {
    let kept = |(_, cell): &(u32, &Option<String>)| cell.as_deref().is_some_and(&passes);
    (0..).zip(cells).filter(kept).map(|(row, _)| row).collect()
}

fn texts() -> impl Strategy<Value = Vec<Option<String>>> {
    vec(option::of("[abABäÄß ]{0,6}"), 0..40)
}

proptest! {
    #[test]
    fn contains_agrees(cells in texts(), part in "[abABäÄ]{0,3}", budget in 1_usize..9) {
        let wanted = part.to_lowercase();
        let expected = naive(&cells, |text| text.to_lowercase().contains(&wanted));
        prop_assert_eq!(told(&one("STRING", &cells), Test::Contains(part), budget), expected);
    }

    #[test]
    fn equals_agrees_for_text(cells in texts(), value in "[abABäÄ]{0,2}", budget in 1_usize..9) {
        let wanted = value.to_lowercase();
        let expected = naive(&cells, |text| text.to_lowercase() == wanted);
        prop_assert_eq!(told(&one("STRING", &cells), Test::Equals(value), budget), expected);
    }

    #[test]
    fn equals_agrees_for_decimals(
        cells in vec(option::of("-?[0-3](\\.[05]{1,3})?"), 0..40), value in "-?[0-3](\\.[05]{1,2})?",
    ) {
        let wanted = BigDecimal::from_str(&value).unwrap();
        let expected = naive(&cells, |cell| BigDecimal::from_str(cell).unwrap() == wanted);
        prop_assert_eq!(told(&one("DECIMAL(5,3)", &cells), Test::Equals(value), 7), expected);
    }

    #[test]
    fn a_set_of_values_agrees(cells in texts(), places in vec(0_usize..40, 0..4), with_null in any::<bool>()) {
        let mut values: Vec<_> = places.iter().filter_map(|at| cells.get(*at).cloned()).collect();
        if with_null {
            values.push(None);
        }
        let passes = |(_, cell): &(u32, &Option<String>)| values.contains(cell);
        let expected: Vec<u32> = (0..).zip(&cells).filter(passes).map(|(row, _)| row).collect();
        prop_assert_eq!(told(&one("STRING", &cells), Test::OneOf(values.clone()), 5), expected);
    }
}
