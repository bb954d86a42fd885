//! Rows made into series: a value for each place along the x axis.

mod cloud;
mod fold;
mod keys;

use self::cloud::cloud;
use self::fold::{arrange, fold_series};
use self::keys::keys;
use super::choose::{Choice, Kind, same_axis};
use super::field::{self, Field, Role};
use super::number::{exact, short};
use super::words::{Style, Words};
use crate::column::period::Grain;
use crate::domain::table::Table;

/// What stands along the x axis.
#[derive(Debug, Clone, PartialEq)]
pub enum Places {
    /// Names, in their order.
    Names(Vec<String>),
    /// Times in ms since 1970, ascending.
    Times(Vec<f64>, Grain),
    /// Numbers, as the rows have them.
    Numbers(Vec<f64>),
}

/// One value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// Its size; `NaN` where there is none.
    pub value: f64,
    /// The row that it stands in, where it is one row's.
    pub row: Option<usize>,
}

const NONE: Point = Point { value: f64::NAN, row: None };

/// Values that belong together.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    /// Its name.
    pub name: String,
    /// The place of its measure in the list of fields.
    pub field: usize,
    /// A value for each place.
    pub points: Vec<Point>,
    /// Which of the eight colours it has, from 1; 0 for what is taken together.
    pub colour: usize,
}

/// All that is drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Data {
    /// What stands along the x axis.
    pub places: Places,
    /// The series.
    pub series: Vec<Series>,
    /// Series that share an axis, one list for each panel.
    pub panels: Vec<Vec<usize>>,
    /// True where several rows were added up (or averaged, if sums make no sense) at one place.
    pub merged: bool,
    /// Values that have no place in the drawing: NULL, `NaN`, infinite ones, and those without a time.
    pub missing: usize,
    /// Categories left out, and series left out: they could not be taken together.
    pub left_out: usize,
}

/// A time in the words of its grain.
pub fn time(ms: f64, grain: Grain, words: &dyn Words) -> String {
    let style = match grain {
        Grain::Year => Style::Year,
        Grain::Quarter => Style::Quarter,
        Grain::Month => Style::MonthOfYear,
        Grain::Day => Style::DayOfYear,
        Grain::Moment => Style::Moment,
    };
    words.time(ms, style)
}

/// Makes series of a table's rows.
pub fn pivot(table: &Table, fields: &[Field], choice: &Choice, words: &dyn Words) -> Data {
    if choice.kind == Kind::Scatter {
        return cloud(table, fields, choice, words);
    }
    let x = choice.x.and_then(|at| fields.get(at));
    let split = choice.series.and_then(|at| fields.get(at));
    let (mut names, at_place) = keys(table, x, words);
    let (series_names, at_series) = match split {
        Some(_) => keys(table, split, words),
        None => (Vec::new(), vec![0; table.rows()]),
    };
    let (mut merged, mut missing) = (false, 0);
    let mut series = Vec::new();
    for field in &choice.ys {
        let Some(measure) = fields.get(*field) else { continue };
        let count = series_names.len().max(1);
        let mut counts = vec![0_u32; names.len() * count];
        let mut points = vec![vec![NONE; names.len()]; count];
        for (row, (place, one)) in at_place.iter().zip(&at_series).enumerate() {
            let value = field::number(table.cell(row, measure.column));
            let point = points.get_mut(*one).and_then(|points| points.get_mut(*place));
            let (Some(value), Some(point)) = (value, point) else {
                missing += 1;
                continue;
            };
            if let Some(count) = counts.get_mut(one * names.len() + place) {
                *count += 1;
            }
            *point = if point.value.is_nan() {
                Point { value, row: Some(row) }
            } else {
                merged = true;
                Point { value: point.value + value, row: None }
            };
        }
        if !measure.additive {
            for (point, count) in points.iter_mut().flatten().zip(&counts) {
                if *count > 1 {
                    point.value /= f64::from(*count);
                }
            }
        }
        for (at, points) in points.into_iter().enumerate() {
            let named = |(order, name): &(f64, String)| match split.map(|field| field.role) {
                Some(Role::Time(grain)) => time(*order, grain, words),
                _ => name.clone(),
            };
            let name = series_names.get(at).map_or_else(|| measure.title.clone(), named);
            series.push(Series { name, field: *field, points, colour: 0 });
        }
    }
    let nominal = x.is_none_or(|field| !matches!(field.role, Role::Time(_)));
    let mut left_out = fold_series(&mut series, fields, choice, words);
    if nominal {
        left_out += arrange(&mut names, &mut series, fields, choice, words);
    }
    let grain = match x.map(|field| field.role) {
        Some(Role::Time(grain)) => Some(grain),
        _ => None,
    };
    let places = match grain {
        Some(grain) => Places::Times(names.iter().map(|(ms, _)| *ms).collect(), grain),
        None => Places::Names(names.into_iter().map(|(_, name)| name).collect()),
    };
    Data { merged, missing, left_out, ..finish(places, series, fields) }
}

fn finish(places: Places, series: Vec<Series>, fields: &[Field]) -> Data {
    let mut panels: Vec<Vec<usize>> = Vec::new();
    for (at, one) in series.iter().enumerate() {
        let field = fields.get(one.field);
        let fits = |panel: &&mut Vec<usize>| {
            let first =
                panel.first().and_then(|first| series.get(*first)).and_then(|one| fields.get(one.field));
            matches!((field, first), (Some(one), Some(other)) if same_axis(one, other))
        };
        match panels.iter_mut().find(fits) {
            Some(panel) => panel.push(at),
            None => panels.push(vec![at]),
        }
    }
    Data { places, series, panels, merged: false, missing: 0, left_out: 0 }
}

impl Data {
    /// Number of places along the x axis.
    pub fn len(&self) -> usize {
        match &self.places {
            Places::Names(names) => names.len(),
            Places::Times(times, _) => times.len(),
            Places::Numbers(numbers) => numbers.len(),
        }
    }

    /// True where nothing is to be drawn.
    pub fn is_empty(&self) -> bool {
        self.len() == 0 || self.series.is_empty()
    }

    /// The name of a place, in full.
    pub fn place(&self, at: usize, words: &dyn Words) -> String {
        match &self.places {
            Places::Names(names) => names.get(at).cloned().unwrap_or_default(),
            Places::Times(times, grain) => {
                times.get(at).map_or_else(String::new, |ms| time(*ms, *grain, words))
            }
            Places::Numbers(_) => String::new(),
        }
    }

    /// A value with all its digits where it is one cell's, else in short; `None` where there is none.
    pub fn value(
        &self,
        table: &Table,
        fields: &[Field],
        series: usize,
        at: usize,
        words: &dyn Words,
    ) -> Option<String> {
        let one = self.series.get(series)?;
        let point = one.points.get(at).filter(|point| !point.value.is_nan())?;
        let field = fields.get(one.field)?;
        let cell = point.row.and_then(|row| table.cell(row, field.column));
        Some(
            cell.map_or_else(|| short(point.value, field.unit, words), |cell| exact(cell, field.unit, words)),
        )
    }
}
