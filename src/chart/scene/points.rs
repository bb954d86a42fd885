//! Lines, areas, and clouds of points.

use super::super::choose::Kind;
use super::super::path::Path;
use super::super::sort;
use super::axis::Axis;
use super::columns::{Across, Frame};
use super::{Anchor, FONT, Mark, Plan, Scene};
use crate::text::width;

/// Places up to which a line shows its points.
const DOTTED: usize = 16;
/// Least distance of two names at the ends of lines.
const APART: f64 = 15.0;

pub(super) fn lines(
    plan: &Plan<'_>,
    scene: &mut Scene,
    panel: &[usize],
    axis: &Axis,
    across: &Across,
    frame: &Frame,
) {
    let filled = plan.choice.kind == Kind::Area;
    for series in panel {
        let (mut line, mut area, mut dots) = (Path::default(), Path::default(), Path::default());
        // Points since the last gap: where they are, and where what is below them ends.
        let mut run: Vec<(f64, f64, f64)> = Vec::new();
        let mut end = |run: &mut Vec<(f64, f64, f64)>, dots: &mut Path| {
            for (at, (x, y, _)) in run.iter().enumerate() {
                if at == 0 { line.start(*x, *y) } else { line.line(*x, *y) }
            }
            match &run[..] {
                [] => {}
                // A point between two gaps has no line.
                [(x, y, _)] => dots.dot(*x, *y),
                [(x, y, _), ..] => {
                    area.start(*x, *y);
                    run.iter().skip(1).for_each(|(x, y, _)| area.line(*x, *y));
                    run.iter().rev().for_each(|(x, _, base)| area.line(*x, *base));
                    area.close();
                }
            }
            run.clear();
        };
        for at in 0..plan.data.len() {
            let piece = plan.stack(panel, at).into_iter().find(|(one, ..)| one == series);
            match (across.x(plan, frame, at), piece) {
                (Some(x), Some((_, from, to))) => {
                    let base = if from == 0.0 { axis.base() } else { axis.part(from) };
                    let y = frame.y(axis.part(to));
                    run.push((x, y, frame.y(base)));
                    if plan.data.len() <= DOTTED && !filled {
                        dots.dot(x, y);
                    }
                }
                _ => end(&mut run, &mut dots),
            }
        }
        end(&mut run, &mut dots);
        let colour = Some(plan.colour(*series));
        if filled {
            scene.path("area", colour, area);
        }
        scene.path("stroke", colour, line);
        scene.path("dots", colour, dots);
    }
}

/// The names of lines at their ends, moved apart.
pub(super) fn names(plan: &Plan<'_>, scene: &mut Scene, panel: &[usize], axis: &Axis, frame: &Frame) {
    let mut ends: Vec<(usize, f64)> = Vec::new();
    for series in panel {
        let last = (0..plan.data.len()).rev().map(|at| plan.value(*series, at)).find(|value| !value.is_nan());
        ends.extend(last.map(|value| (*series, frame.y(axis.part(value)))));
    }
    let height = |at: usize| ends.get(at).map_or(0.0, |(_, y)| *y);
    let order = sort::order(ends.len(), &|a, b| height(a).total_cmp(&height(b)));
    let mut ends: Vec<_> = order.iter().filter_map(|at| ends.get(*at).copied()).collect();
    let mut least = f64::NEG_INFINITY;
    for (_, y) in &mut ends {
        *y = y.max(least);
        least = *y + APART;
    }
    let mut most = frame.bottom;
    for (_, y) in ends.iter_mut().rev() {
        *y = y.min(most);
        most = *y - APART;
    }
    let room = plan.width - frame.right - 8.0;
    for (series, y) in ends {
        let name = plan.data.series.get(series).map_or("", |one| &one.name);
        let text = width::cut(name, room, FONT);
        let colour = Some(plan.colour(series));
        let x = frame.right + 6.0;
        scene.marks.push(Mark::Text { class: "end", colour, x, y: y + 4.0, anchor: Anchor::Start, text });
    }
}

pub(super) fn cloud(
    plan: &Plan<'_>,
    scene: &mut Scene,
    panel: &[usize],
    axis: &Axis,
    across: &Across,
    frame: &Frame,
) {
    for series in panel {
        let mut dots = Path::default();
        for at in 0..plan.data.len() {
            let value = plan.value(*series, at);
            if let (false, Some(x)) = (value.is_nan(), across.x(plan, frame, at)) {
                dots.dot(x, frame.y(axis.part(value)));
            }
        }
        scene.path("cloud", Some(plan.colour(*series)), dots);
    }
}
