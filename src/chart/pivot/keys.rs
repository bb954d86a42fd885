//! The different values of a column, in their order.

use super::super::field::{Field, Role};
use super::super::sort;
use super::super::words::Words;
use crate::domain::table::Table;

/// The different values of a column in their order, and which of them each row has.
pub(super) fn keys(
    table: &Table,
    field: Option<&Field>,
    words: &dyn Words,
) -> (Vec<(f64, String)>, Vec<usize>) {
    let Some(field) = field else { return (vec![(0.0, String::new())], vec![0; table.rows()]) };
    let (mut of_row, firsts) = sort::values(table, &[field.column]);
    let mut places = field.places.keys.iter();
    let key = |row: usize| match table.cell(row, field.column) {
        Some(text) => (places.next().copied().unwrap_or(0.0), text.to_owned()),
        None => (f64::INFINITY, words.null().to_owned()),
    };
    let mut names: Vec<_> = firsts.into_iter().map(key).collect();
    let sorted = match field.role {
        Role::Time(_) => true,
        // A year that begins in July is an order, too.
        Role::Ordinal if field.places.cyclic => {
            names.windows(2).filter(|pair| matches!(pair, [a, b] if a.0 > b.0)).count() > 1
        }
        Role::Ordinal => true,
        _ => false,
    };
    if sorted {
        let at = |index: usize| names.get(index).map_or(0.0, |(order, _)| *order);
        let order = sort::order(names.len(), &|a, b| at(a).total_cmp(&at(b)));
        let mut place = vec![0; names.len()];
        for (new, old) in order.iter().enumerate() {
            if let Some(place) = place.get_mut(*old) {
                *place = new;
            }
        }
        for row in &mut of_row {
            *row = place.get(*row).copied().unwrap_or(0);
        }
        names = order.iter().filter_map(|old| names.get(*old).cloned()).collect();
        // A row without a time stands nowhere on an axis of times.
        if matches!(field.role, Role::Time(_)) {
            while names.last().is_some_and(|(order, _)| !order.is_finite()) {
                names.pop();
            }
        }
    }
    (names, of_row)
}
