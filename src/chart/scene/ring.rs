//! A ring of shares, with names and numbers beside it.

use super::super::field::Unit;
use super::super::number::shorts;
use super::super::path::{Path, on_circle};
use super::super::pivot::Places;
use super::{Anchor, Dot, FONT, Hit, Plan, Scene};
use crate::text::width;

const OUTER: f64 = 84.0;
const INNER: f64 = 50.0;
/// Distance of two lines of the list.
const STEP: f64 = 26.0;
/// Width from which on the list stands beside the ring.
const WIDE: f64 = 400.0;
/// Greatest width of the list.
const LIST: f64 = 300.0;

pub(super) fn draw(plan: &Plan<'_>, scene: &mut Scene) {
    let (Places::Names(names), Some(series)) =
        (&plan.data.places, plan.panels.first().and_then(|panel| panel.first()))
    else {
        return;
    };
    let beside = plan.width >= WIDE;
    let size = |at: usize| Some(plan.value(*series, at)).filter(|value| *value > 0.0).unwrap_or(0.0);
    let total: f64 = (0..names.len()).map(size).sum();
    if total <= 0.0 {
        scene.height = 80.0;
        return;
    }
    let unit = plan.unit(&[*series]);
    let list = STEP * names.len() as f64;
    let centre = if beside { (OUTER + 8.0, OUTER + 8.0) } else { (plan.width / 2.0, OUTER + 8.0) };
    let left = if beside { 2.0 * OUTER + 48.0 } else { 0.0 };
    let right = (left + LIST).min(plan.width);
    let top = if beside { (centre.1 - list / 2.0).max(0.0) } else { 2.0 * OUTER + 32.0 };
    let sizes: Vec<f64> = (0..names.len()).map(size).collect();
    let values = shorts(&sizes, unit, plan.words);
    let parts: Vec<f64> = sizes.iter().map(|size| size / total * 100.0).collect();
    let shares = shorts(&parts, Unit::Percent, plan.words);
    let mut from = 0.0;
    for (at, name) in names.iter().enumerate() {
        let part = size(at) / total;
        // The ninth would have the first one's colour; what is taken together has none of its own.
        let together = at + 1 == names.len() && name == plan.words.other();
        let colour = if at < 8 && !together { at + 1 } else { 0 };
        let mut path = Path::default();
        path.ring(centre, (OUTER, INNER), from, from + part);
        scene.path("fill slice", Some(colour), path);
        let y = top + STEP * at as f64 + STEP / 2.0;
        let mut swatch = Path::default();
        swatch.rectangle(left, y - 6.0, 12.0, 12.0);
        scene.path("fill", Some(colour), swatch);
        // Values that are shares already are not computed again: that would invent digits.
        let value = values.get(at).map_or("", String::as_str);
        let text = match unit {
            Unit::Percent | Unit::Fraction => value.to_owned(),
            _ => [value, " · ", shares.get(at).map_or("", String::as_str)].concat(),
        };
        let room = right - left - 30.0 - width::of(&text, FONT);
        scene.text("place", (left + 20.0, y + 4.0), Anchor::Start, width::cut(name, room, FONT));
        scene.text("value", (right, y + 4.0), Anchor::End, text);
        let (x, middle) = on_circle(centre, f64::midpoint(OUTER, INNER), from + part / 2.0);
        let dots = vec![Dot { series: *series, colour, x, y: middle }];
        scene.hits.push(Hit { at, x, y: middle, area: [0.0; 4], dots });
        from += part;
    }
    scene.height = if beside { (2.0 * OUTER + 16.0).max(top + list) } else { top + list };
    scene.free = true;
}
