//! Bars that lie: names of any length to their left, values at their ends, and no axis between.

use super::super::number::shorts;
use super::super::path::Path;
use super::super::pivot::Places;
use super::axis::Axis;
use super::{Anchor, Dot, FONT, Hit, LINE, Plan, Scene};
use crate::text::width;

/// Height of a bar, alone and beside others.
const ALONE: f64 = 18.0;
const BESIDE: f64 = 13.0;
/// Distance of two places.
const GAP: f64 = 8.0;
/// Part of the width that names may take.
const NAMES: f64 = 0.42;
/// Width from which on panels stand side by side.
const WIDE: f64 = 480.0;

pub(super) fn draw(plan: &Plan<'_>, scene: &mut Scene) {
    let Places::Names(names) = &plan.data.places else { return };
    let widest = names.iter().map(|name| width::of(name, FONT)).fold(0.0, f64::max);
    let left = widest.min(plan.width * NAMES).ceil() + GAP;
    let count = plan.panels.len() as f64;
    let beside = plan.width >= WIDE && plan.panels.len() > 1;
    let room = if beside { (plan.width - left) / count } else { plan.width - left };
    let mut top = 4.0;
    let mut bars = Vec::new();
    for (nth, panel) in plan.panels.iter().enumerate() {
        let from = if beside { left + room * nth as f64 } else { left };
        if beside {
            top = 4.0;
        }
        if plan.panels.len() > 1 {
            let heading =
                width::cut(plan.heading(panel), if beside { room - 12.0 } else { plan.width }, FONT);
            scene.text("panel", (if beside { from } else { 0.0 }, top + 12.0), Anchor::Start, heading);
            top += LINE + GAP;
        }
        if nth == 0 || !beside {
            let step = step(plan, panel);
            for (at, name) in names.iter().enumerate() {
                let y = top + step * at as f64 + (step - GAP) / 2.0 + 4.0;
                scene.text("place", (left - GAP, y), Anchor::End, width::cut(name, left - GAP, FONT));
            }
        }
        let gap = if beside { 12.0 } else { 0.0 };
        top = one(plan, scene, panel, (from, from + room - gap), top, &mut bars);
        if !beside {
            top += GAP;
        }
    }
    scene.height = top + 2.0;
    scene.banded = true;
    scene.hits = merge(plan, bars, beside);
}

fn step(plan: &Plan<'_>, panel: &[usize]) -> f64 {
    let bars = if plan.stacked() { 1.0 } else { panel.len() as f64 };
    GAP + if bars > 1.0 { bars * BESIDE } else { ALONE }
}

/// Draws a panel from `from` to `to` and tells where it ends.
fn one(
    plan: &Plan<'_>,
    scene: &mut Scene,
    panel: &[usize],
    (from, to): (f64, f64),
    top: f64,
    hits: &mut Vec<Hit>,
) -> f64 {
    let unit = plan.unit(panel);
    let step = step(plan, panel);
    let (low, high) = plan.extent(panel);
    let axis = Axis::new((low, high), true, plan.choice.log, unit, 6, plan.words);
    // The axis is not shown, so it ends where the values do.
    let stretch = |value: f64| {
        if plan.choice.log {
            axis.part(value)
        } else {
            (value - low.min(0.0)) / (high.max(0.0) - low.min(0.0)).max(f64::MIN_POSITIVE)
        }
    };
    let base = if plan.choice.log && low > 0.0 { 0.0 } else { stretch(0.0) };
    let texts = texts(plan, panel);
    let room = |below: bool| {
        let side = texts.iter().flatten().filter(|(value, _)| (*value < 0.0) == below);
        side.map(|(_, text)| width::of(text, FONT) + 8.0).fold(0.0, f64::max)
    };
    let (start, end) = (from + room(true), (to - room(false)).max(from + room(true) + 20.0));
    let x = |part: f64| start + part * (end - start);
    let thick = step - GAP;
    for (nth, series) in panel.iter().enumerate() {
        let mut path = Path::default();
        for at in 0..plan.data.len() {
            let y = top + step * at as f64;
            let piece = plan.stack(panel, at).into_iter().find(|(one, ..)| one == series);
            let Some((_, from, to)) = piece else { continue };
            let begin = if plan.stacked() && from != 0.0 { stretch(from) } else { base };
            let (one, other) = (x(begin), x(stretch(to)));
            let (y, height) = if plan.stacked() || panel.len() == 1 {
                (y, thick)
            } else {
                (y + nth as f64 * BESIDE, BESIDE - 1.5)
            };
            path.rectangle(one.min(other), y, (other - one).abs().max(1.0), height);
        }
        scene.path("fill", Some(plan.colour(*series)), path);
    }
    if low < 0.0 {
        scene.rule("zero", (x(base), top - 2.0), (x(base), top + step * plan.data.len() as f64 - GAP + 2.0));
    }
    for at in 0..plan.data.len() {
        let y = top + step * at as f64;
        let mut dots = Vec::new();
        for (series, _, value) in plan.stack(panel, at) {
            dots.push(Dot { series, colour: plan.colour(series), x: x(stretch(value)), y: y + thick / 2.0 });
        }
        let labels = texts.get(at).map(Vec::as_slice).unwrap_or_default();
        for (nth, (value, text)) in labels.iter().enumerate() {
            let alone = labels.len() == 1;
            let y = if alone { y + thick / 2.0 } else { y + nth as f64 * BESIDE + BESIDE / 2.0 - 1.0 };
            let (x, anchor) = if *value < 0.0 {
                (x(stretch(*value)) - 5.0, Anchor::End)
            } else {
                (x(stretch(*value)) + 5.0, Anchor::Start)
            };
            scene.text(if alone { "value" } else { "value tiny" }, (x, y + 4.0), anchor, text.as_str());
        }
        let right = dots.iter().map(|dot| dot.x).fold(start, f64::max);
        let area = [0.0, y - GAP / 2.0, plan.width, y + step - GAP / 2.0];
        if !dots.is_empty() {
            hits.push(Hit { at, x: right, y: y + thick, area, dots });
        }
    }
    top + step * plan.data.len() as f64 - GAP
}

/// What stands at the ends of the bars of each place: a value for each bar, or the sum of a stack.
fn texts(plan: &Plan<'_>, panel: &[usize]) -> Vec<Vec<(f64, String)>> {
    let place = |at: usize| -> Vec<f64> {
        if !plan.stacked() {
            return panel.iter().map(|series| plan.value(*series, at)).collect();
        }
        let stack = plan.stack(panel, at);
        let high = stack.iter().map(|(.., end)| *end).fold(f64::NEG_INFINITY, f64::max);
        let mixed = stack.iter().any(|(.., end)| *end < 0.0);
        if mixed || stack.is_empty() { Vec::new() } else { vec![high] }
    };
    let values: Vec<Vec<f64>> = (0..plan.data.len()).map(place).collect();
    let all: Vec<f64> = values.iter().flatten().copied().filter(|value| !value.is_nan()).collect();
    let mut texts = shorts(&all, plan.unit(panel), plan.words).into_iter();
    let mut text = |value: f64| match value.is_nan() {
        true => (0.0, String::new()),
        false => (value, texts.next().unwrap_or_default()),
    };
    values.into_iter().map(|values| values.into_iter().map(&mut text).collect()).collect()
}

/// Panels that stand side by side share their places.
fn merge(plan: &Plan<'_>, hits: Vec<Hit>, beside: bool) -> Vec<Hit> {
    if !beside {
        return hits;
    }
    let mut merged: Vec<Hit> = Vec::with_capacity(plan.data.len());
    for hit in hits {
        match merged.iter_mut().find(|known| known.at == hit.at) {
            Some(known) => known.dots.extend(hit.dots),
            None => merged.push(hit),
        }
    }
    merged
}
