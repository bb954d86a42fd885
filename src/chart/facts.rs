//! What a chart says, for those who do not see it: counts, ends and extremes of each series.

use super::field::Field;
use super::pivot::Data;
use super::words::Words;
use crate::domain::table::Table;

/// A value and the name of its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// The place.
    pub place: String,
    /// The value, as it is read.
    pub value: String,
}

/// What is told of one series.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// Its name.
    pub name: String,
    /// The first value.
    pub first: Named,
    /// The last value.
    pub last: Named,
    /// The least value.
    pub least: Named,
    /// The greatest value.
    pub greatest: Named,
}

/// Facts of at most `most` series.
pub fn facts(data: &Data, table: &Table, fields: &[Field], most: usize, words: &dyn Words) -> Vec<Fact> {
    let fact = |series: usize| {
        let one = data.series.get(series)?;
        let value = |at: &usize| one.points.get(*at).map_or(f64::NAN, |point| point.value);
        let known: Vec<usize> = (0..one.points.len()).filter(|at| !value(at).is_nan()).collect();
        let named = |at: Option<&usize>| {
            let at = *at?;
            let value = data.value(table, fields, series, at, words)?;
            Some(Named { place: data.place(at, words), value })
        };
        Some(Fact {
            name: one.name.clone(),
            first: named(known.first())?,
            last: named(known.last())?,
            least: named(known.iter().min_by(|a, b| value(a).total_cmp(&value(b))))?,
            // The first of equal ones.
            greatest: named(known.iter().rev().max_by(|a, b| value(a).total_cmp(&value(b))))?,
        })
    };
    (0..data.series.len()).take(most).filter_map(fact).collect()
}
