//! What a selection of cells comes to.

use std::cmp::Ordering;

use super::value::{self, compare_same_key};
use crate::column::{Form, Sense};
use crate::domain::table::Kind;
use crate::text::number::Number;
use crate::text::sum::Sum;

/// The least or the greatest value so far, with its key.
#[derive(Debug, Clone)]
struct Extreme {
    key: u64,
    exact: bool,
    text: String,
}

/// Totals that grow cell by cell; a view adds the cells of a selection in slices of its own.
///
/// In a selection with numbers that have a size, these are added up and compared and other cells are only
/// counted, as spreadsheets do. Numbers that name something are never added up. A selection without
/// numbers is compared if it is of one type.
#[derive(Debug, Clone)]
pub struct Totals {
    /// What is compared: numbers, one other type, or nothing.
    kind: Option<Kind>,
    /// True where the numbers that are compared name something.
    names: bool,
    /// Number of cells.
    pub count: u64,
    /// Number of cells that are not NULL.
    pub values: u64,
    numbers: u64,
    /// Values among the numbers that have no sum: `NaN`, `Infinity`, or no number at all.
    unsummable: u64,
    sum: Sum,
    extremes: [Option<Extreme>; 2],
}

impl Totals {
    /// Totals for cells of these columns.
    pub fn new(senses: &[Sense]) -> Self {
        let measured = senses.iter().any(|sense| sense.is_measure());
        let names = !measured && senses.iter().all(|sense| sense.kind.is_numeric());
        let kind = match senses {
            _ if measured || names => Some(Kind::Decimal(None)),
            [first, rest @ ..]
                if rest.iter().all(|sense| sense.kind == first.kind) && !first.kind.is_nested() =>
            {
                Some(first.kind)
            }
            _ => None,
        };
        let sum = Sum::default();
        Self { kind, names, count: 0, values: 0, numbers: 0, unsummable: 0, sum, extremes: [None, None] }
    }

    /// Adds a cell of such a column.
    pub fn add(&mut self, sense: Sense, cell: Option<&str>) {
        self.count += 1;
        let Some(text) = cell else { return };
        self.values += 1;
        let Some(compared) = self.kind else { return };
        if compared.is_numeric() {
            if !sense.kind.is_numeric() || (sense.form == Form::Name) != self.names {
                return;
            }
            match Number::parse(text) {
                Some(Number::Finite(_)) if self.names => {}
                Some(Number::Finite(number)) => {
                    self.numbers += 1;
                    self.sum.add(number);
                }
                Some(_) => self.unsummable += 1,
                None => {
                    self.unsummable += 1;
                    return;
                }
            }
        }
        let (key, exact) = value::key(compared, cell);
        for (extreme, wanted) in self.extremes.iter_mut().zip([Ordering::Less, Ordering::Greater]) {
            let better = extreme.as_ref().is_none_or(|old| {
                let order = key.cmp(&old.key).then_with(|| match exact && old.exact {
                    true => Ordering::Equal,
                    false => compare_same_key(compared, text, &old.text),
                });
                order == wanted
            });
            if better {
                *extreme = Some(Extreme { key, exact, text: text.to_owned() });
            }
        }
    }

    /// The exact sum of the numbers; `None` where there are none or one of them is not finite.
    pub fn sum(&self) -> Option<String> {
        self.is_summable().then(|| self.sum.text())
    }

    /// The sum divided by the count of numbers, to `places` digits behind the point or to as many as
    /// the sum has, if these are more; half is rounded away from zero.
    pub fn average(&self, places: usize) -> Option<String> {
        if self.is_summable() { self.sum.average(self.numbers, places) } else { None }
    }

    /// The least value as it was sent.
    pub fn min(&self) -> Option<&str> {
        self.extreme(0)
    }

    /// The greatest value as it was sent.
    pub fn max(&self) -> Option<&str> {
        self.extreme(1)
    }

    fn is_summable(&self) -> bool {
        self.numbers > 0 && self.unsummable == 0
    }

    fn extreme(&self, which: usize) -> Option<&str> {
        self.extremes.get(which)?.as_ref().map(|extreme| extreme.text.as_str())
    }
}
