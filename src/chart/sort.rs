//! One sort for all that charts put in order: each type that is sorted would bring its own code.

use std::cmp::Ordering;

use crate::domain::table::Table;

/// The numbers from 0 to `count` in the order of `compare`; equal ones keep their order.
pub(super) fn order(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by(|a, b| compare(*a, *b));
    order
}

/// For each row, the number of its value among the different values of these columns, and the first row
/// of each value. Values are numbered as they come.
pub(super) fn values(table: &Table, columns: &[usize]) -> (Vec<usize>, Vec<usize>) {
    let compare = |a: usize, b: usize| {
        let orders = columns.iter().map(|column| table.cell(a, *column).cmp(&table.cell(b, *column)));
        orders.fold(Ordering::Equal, Ordering::then)
    };
    let sorted = order(table.rows(), &compare);
    // Of equal rows the first one in the table stands first, and speaks for them.
    let mut first = vec![0; table.rows()];
    let mut speaker = None;
    for row in sorted {
        let same = speaker.filter(|speaker| compare(*speaker, row) == Ordering::Equal);
        let one = same.unwrap_or(row);
        speaker = Some(one);
        if let Some(first) = first.get_mut(row) {
            *first = one;
        }
    }
    let (mut numbers, mut firsts): (Vec<usize>, Vec<usize>) = (vec![0; table.rows()], Vec::new());
    for (row, one) in first.into_iter().enumerate() {
        let number = if one == row { firsts.len() } else { numbers.get(one).copied().unwrap_or(0) };
        if one == row {
            firsts.push(row);
        }
        if let Some(place) = numbers.get_mut(row) {
            *place = number;
        }
    }
    (numbers, firsts)
}
