//! The largest series and categories, and what becomes of the others.

use super::super::choose::{Choice, Kind, MOST_SERIES, Order};
use super::super::field::Field;
use super::super::sort;
use super::super::words::Words;
use super::{NONE, Point, Series};
use crate::text::fold;

fn total(points: &[Point]) -> f64 {
    points.iter().map(|point| point.value).filter(|value| !value.is_nan()).sum()
}

fn add(points: &mut [Point], more: &[Point]) {
    for (sum, point) in points.iter_mut().zip(more) {
        if !point.value.is_nan() {
            let before = if sum.value.is_nan() { 0.0 } else { sum.value };
            *sum = Point { value: before + point.value, row: None };
        }
    }
}

/// Keeps the largest series and takes the others together where their sum makes sense.
pub(super) fn fold_series(
    series: &mut Vec<Series>,
    fields: &[Field],
    choice: &Choice,
    words: &dyn Words,
) -> usize {
    // As a line, the sum of all others would press the named ones to the ground.
    let lines = matches!(choice.kind, Kind::Line | Kind::Area);
    let additive = |one: &Series| fields.get(one.field).is_some_and(|field| field.additive);
    let mut left_out = 0;
    if choice.series.is_some() && series.len() > MOST_SERIES {
        let summed = !lines && series.iter().all(additive);
        let keep = if summed { MOST_SERIES - 1 } else { MOST_SERIES };
        let size = |at: usize| series.get(at).map_or(0.0, |one| total(&one.points).abs());
        let largest = sort::order(series.len(), &|a, b| size(b).total_cmp(&size(a)));
        let least = largest.get(keep - 1).map_or(0.0, |at| size(*at));
        let mut kept = Vec::new();
        let mut rest: Option<Series> = None;
        for one in std::mem::take(series) {
            if kept.len() < keep && total(&one.points).abs() >= least {
                kept.push(one);
            } else if summed {
                let rest = rest.get_or_insert_with(|| Series {
                    name: words.other().to_owned(),
                    field: one.field,
                    points: vec![NONE; one.points.len()],
                    colour: 0,
                });
                add(&mut rest.points, &one.points);
            } else {
                left_out += 1;
            }
        }
        *series = kept;
        for (at, one) in series.iter_mut().enumerate() {
            one.colour = at + 1;
        }
        series.extend(rest);
        return left_out;
    }
    for (at, one) in series.iter_mut().enumerate() {
        one.colour = at % MOST_SERIES + 1;
    }
    left_out
}

/// Puts categories in order and keeps the largest; tells how many are left out.
pub(super) fn arrange(
    names: &mut Vec<(f64, String)>,
    series: &mut [Series],
    fields: &[Field],
    choice: &Choice,
    words: &dyn Words,
) -> usize {
    let value = |at: usize| -> f64 {
        let values = series.iter().filter_map(|one| one.points.get(at)).map(|point| point.value);
        // Panels have scales of their own: the first decides.
        let mut values = values.filter(|value| !value.is_nan());
        if choice.series.is_some() { values.sum() } else { values.next().unwrap_or(f64::NEG_INFINITY) }
    };
    let by_value = |a: usize, b: usize| value(b).total_cmp(&value(a));
    let name = |at: usize| names.get(at).map_or("", |(_, name)| name);
    let mut order = match choice.order {
        Order::Given => (0..names.len()).collect(),
        Order::Value => sort::order(names.len(), &by_value),
        Order::Name => sort::order(names.len(), &|a, b| fold::compare(name(a), name(b))),
    };
    let (mut rest, mut left_out) = (Vec::new(), 0);
    if choice.top > 0 && order.len() > choice.top {
        let largest = sort::order(names.len(), &by_value);
        let kept: Vec<usize> = largest.iter().copied().take(choice.top).collect();
        rest = order.iter().copied().filter(|at| !kept.contains(at)).collect();
        order.retain(|at| kept.contains(at));
    }
    let summed = series.iter().all(|one| fields.get(one.field).is_some_and(|field| field.additive));
    if !summed {
        left_out = rest.len();
        rest.clear();
    }
    for one in series {
        let mut other = [NONE];
        for at in &rest {
            if let Some(point) = one.points.get(*at) {
                add(&mut other, &[*point]);
            }
        }
        let points = order.iter().filter_map(|at| one.points.get(*at).copied());
        one.points = points.chain(other.into_iter().take(usize::from(!rest.is_empty()))).collect();
    }
    let more = (!rest.is_empty()).then(|| (0.0, words.other().to_owned()));
    *names = order.iter().filter_map(|at| names.get(*at).cloned()).chain(more).collect();
    left_out
}
