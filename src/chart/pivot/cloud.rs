//! Points by two measures: a place for each row.

use super::super::choose::{Choice, MOST_SERIES};
use super::super::field::{self, Field};
use super::super::words::Words;
use super::keys::keys;
use super::{Data, NONE, Places, Point, Series, finish};
use crate::domain::table::Table;

pub(super) fn cloud(table: &Table, fields: &[Field], choice: &Choice, words: &dyn Words) -> Data {
    let x = choice.x.and_then(|at| fields.get(at));
    let number = |row: usize| x.and_then(|x| field::number(table.cell(row, x.column)));
    let xs = (0..table.rows()).map(|row| number(row).unwrap_or(f64::NAN)).collect();
    let split = choice.series.and_then(|at| fields.get(at));
    let (names, of_row) = keys(table, split, words);
    let mut series = Vec::new();
    for field in choice.ys.iter().take(1) {
        let Some(measure) = fields.get(*field) else { continue };
        for (at, (_, name)) in names.iter().enumerate() {
            let point = |(row, one): (usize, &usize)| match field::number(table.cell(row, measure.column)) {
                Some(value) if *one == at && number(row).is_some() => Point { value, row: Some(row) },
                _ => NONE,
            };
            let points = of_row.iter().enumerate().map(point).collect();
            let name = if split.is_some() { name.clone() } else { measure.title.clone() };
            series.push(Series { name, field: *field, points, colour: 0 });
        }
    }
    let left_out = series.len().saturating_sub(MOST_SERIES);
    series.truncate(MOST_SERIES);
    for (at, one) in series.iter_mut().enumerate() {
        one.colour = at + 1;
    }
    let drawn: usize =
        series.iter().map(|one| one.points.iter().filter(|point| !point.value.is_nan()).count()).sum();
    let missing = if left_out > 0 { 0 } else { table.rows().saturating_sub(drawn) };
    Data { left_out, missing, ..finish(Places::Numbers(xs), series, fields) }
}
