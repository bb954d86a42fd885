//! Everything with a y axis: columns, lines, areas and clouds, in one panel or several.

use super::super::choose::Kind;
use super::super::number::within;
use super::super::path::Path;
use super::super::pivot::Places;
use super::axis::{self, Axis};
use super::points;
use super::{Anchor, Dot, FONT, Hit, LINE, Plan, Scene};
use crate::text::width;

/// Room beside texts.
const GAP: f64 = 8.0;
/// Greatest width of a column.
const WIDEST: f64 = 56.0;
/// Most pixels that the names of lines take at their ends.
const END: f64 = 130.0;

/// Where places lie along the x axis.
pub(super) enum Across {
    /// Side by side: the width of each.
    Bands(f64),
    /// By value.
    Values { from: f64, to: f64 },
    /// By an axis with marks.
    Marks(Axis),
}

/// The panel's place on the drawing.
#[derive(Clone, Copy)]
pub(super) struct Frame {
    pub left: f64,
    pub right: f64,
    pub top: f64,
    pub bottom: f64,
}

impl Frame {
    pub fn y(&self, part: f64) -> f64 {
        self.bottom - part * (self.bottom - self.top)
    }

    pub fn x(&self, part: f64) -> f64 {
        self.left + part * (self.right - self.left)
    }
}

impl Across {
    /// The middle of a place; `None` where it has none.
    pub fn x(&self, plan: &Plan<'_>, frame: &Frame, at: usize) -> Option<f64> {
        match (self, &plan.data.places) {
            (Self::Bands(width), _) => Some(frame.left + (at as f64 + 0.5) * width),
            (Self::Values { from, to }, Places::Times(times, _)) => {
                Some(frame.x((times.get(at)? - from) / (to - from)))
            }
            (Self::Marks(axis), Places::Numbers(numbers)) => {
                numbers.get(at).filter(|number| !number.is_nan()).map(|number| frame.x(axis.part(*number)))
            }
            _ => None,
        }
    }
}

pub(super) fn draw(plan: &Plan<'_>, scene: &mut Scene) {
    let several = plan.panels.len() > 1;
    let tall = within(plan.width * 0.42, 180.0, 300.0);
    let height = if several { (tall * 0.6).max(130.0) } else { tall };
    let bars = matches!(plan.choice.kind, Kind::Bar | Kind::Grouped | Kind::Stacked | Kind::Area);
    let axes: Vec<Axis> = plan
        .panels
        .iter()
        .map(|panel| {
            let most = (height / 38.0) as usize;
            Axis::new(plan.extent(panel), bars, plan.choice.log, plan.unit(panel), most, plan.words)
        })
        .collect();
    let widest = axes.iter().map(Axis::widest).fold(0.0, f64::max);
    let names = ends(plan);
    let mut frame =
        Frame { left: (widest + GAP).ceil(), right: plan.width - 6.0 - names, top: 0.0, bottom: 10.0 };
    let across = across(plan, &frame);
    let mut bottoms = Vec::new();
    for (panel, axis) in plan.panels.iter().zip(&axes) {
        let above = if several { LINE + 10.0 } else { 0.0 };
        frame.top = frame.bottom + above;
        frame.bottom = frame.top + height;
        if several {
            scene.text("panel", (0.0, frame.top - 12.0), Anchor::Start, plan.heading(panel));
        }
        grid(scene, axis, &frame);
        match plan.choice.kind {
            Kind::Scatter => points::cloud(plan, scene, panel, axis, &across, &frame),
            Kind::Line | Kind::Area => {
                points::lines(plan, scene, panel, axis, &across, &frame);
                if names > 0.0 {
                    points::names(plan, scene, panel, axis, &frame);
                }
            }
            _ => bars_of(plan, scene, panel, axis, &across, &frame),
        }
        if let Some(zero) = axis.zero() {
            scene.rule("zero", (frame.left, frame.y(zero)), (frame.right, frame.y(zero)));
        }
        bottoms.push((frame, panel, axis));
        frame.bottom += 8.0;
    }
    frame.bottom -= 8.0;
    let below = labels(plan, scene, &across, &frame);
    scene.height = frame.bottom + below;
    scene.banded = bars && plan.choice.kind != Kind::Area;
    scene.free = plan.choice.kind == Kind::Scatter;
    hits(plan, scene, &across, &bottoms);
}

/// Pixels for the names at the ends of lines; 0 where they would not fit.
fn ends(plan: &Plan<'_>) -> f64 {
    let [panel] = &plan.panels[..] else { return 0.0 };
    let fits = plan.choice.kind == Kind::Line && panel.len() > 1 && plan.width >= 520.0;
    if !fits {
        return 0.0;
    }
    let names: Vec<&str> =
        panel.iter().filter_map(|at| plan.data.series.get(*at)).map(|one| one.name.as_str()).collect();
    let room = names.iter().map(|name| width::of(name, FONT)).fold(0.0, f64::max).min(END);
    let cut: Vec<String> = names.iter().map(|name| width::cut(name, room, FONT)).collect();
    // Names that read the same when they are cut tell nothing.
    let alike = cut.iter().enumerate().any(|(at, name)| cut.iter().skip(at + 1).any(|other| other == name));
    if alike { 0.0 } else { room + GAP }
}

fn across(plan: &Plan<'_>, frame: &Frame) -> Across {
    let room = frame.right - frame.left;
    let bands = Across::Bands(room / plan.data.len().max(1) as f64);
    let bars = matches!(plan.choice.kind, Kind::Bar | Kind::Grouped | Kind::Stacked);
    match &plan.data.places {
        Places::Times(times, _) if !bars => match axis::first_and_last(times) {
            Some((from, to)) => Across::Values { from, to },
            None => bands,
        },
        Places::Numbers(numbers) => {
            let real = || numbers.iter().copied().filter(|number| !number.is_nan());
            let extent = (real().fold(f64::INFINITY, f64::min), real().fold(f64::NEG_INFINITY, f64::max));
            let extent = if extent.0 > extent.1 { (0.0, 1.0) } else { extent };
            let unit = plan.choice.x.and_then(|at| plan.fields.get(at)).map(|field| field.unit);
            let most = ((room / 70.0) as usize).clamp(3, 10);
            Across::Marks(Axis::new(
                extent,
                false,
                false,
                unit.unwrap_or(super::Unit::Plain),
                most,
                plan.words,
            ))
        }
        _ => bands,
    }
}

fn grid(scene: &mut Scene, axis: &Axis, frame: &Frame) {
    let mut lines = Path::default();
    for (value, text) in &axis.marks {
        let y = frame.y(axis.part(*value));
        lines.start(frame.left, y);
        lines.line(frame.right, y);
        scene.text("tick", (frame.left - GAP, y + 4.0), Anchor::End, text.as_str());
    }
    scene.path("mesh", None, lines);
}

fn bars_of(plan: &Plan<'_>, scene: &mut Scene, panel: &[usize], axis: &Axis, across: &Across, frame: &Frame) {
    let Across::Bands(band) = across else { return };
    let side = if plan.stacked() { 1 } else { panel.len().max(1) };
    let padding = if *band > 12.0 { 0.76 } else { 0.9 };
    let each = (band * padding / side as f64).min(WIDEST);
    let space = if each > 6.0 && side > 1 { 1.5 } else { 0.0 };
    for (nth, series) in panel.iter().enumerate() {
        let mut path = Path::default();
        for at in 0..plan.data.len() {
            let Some(middle) = across.x(plan, frame, at) else { continue };
            let stack = plan.stack(panel, at);
            let Some((_, from, to)) = stack.into_iter().find(|(one, ..)| one == series) else { continue };
            let from = if plan.stacked() && from != 0.0 { axis.part(from) } else { axis.base() };
            let (low, high) = (frame.y(from), frame.y(axis.part(to)));
            let offset = if plan.stacked() { 0.0 } else { nth as f64 };
            let left = middle - each * side as f64 / 2.0 + offset * each;
            path.rectangle(left + space / 2.0, high.min(low), each - space, (low - high).abs());
        }
        scene.path("fill", Some(plan.colour(*series)), path);
    }
}

/// What stands below the last panel; tells its height.
fn labels(plan: &Plan<'_>, scene: &mut Scene, across: &Across, frame: &Frame) -> f64 {
    let first = frame.bottom + LINE + 4.0;
    let mut two = false;
    let mut write = |x: f64, above: String, below: String| {
        // A text at an end does not leave the drawing.
        let half = width::of(&above, FONT).max(width::of(&below, FONT)) / 2.0;
        let x = x.min(plan.width - half).max(half);
        two |= !below.is_empty();
        scene.text("tick", (x, first), Anchor::Middle, above);
        scene.text("tick", (x, first + LINE), Anchor::Middle, below);
    };
    match (&plan.data.places, across) {
        (Places::Times(times, grain), Across::Values { from, to }) => {
            for (ms, above, below) in
                axis::times(times, (*from, *to), *grain, frame.right - frame.left, plan.words)
            {
                write(frame.x((ms - from) / (to - from)), above, below);
            }
        }
        (Places::Times(times, grain), Across::Bands(band)) => {
            for (at, above, below) in axis::columns(times, *grain, *band, plan.words) {
                write(frame.left + (at as f64 + 0.5) * band, above, below);
            }
        }
        (Places::Names(names), Across::Bands(band)) => {
            let widest = names.iter().map(|name| width::of(name, FONT)).fold(16.0, f64::max).min(84.0);
            let every = ((widest + GAP) / band).ceil().max(1.0) as usize;
            for (at, name) in names.iter().enumerate().step_by(every) {
                let name = width::cut(name, band * every as f64 - 4.0, FONT);
                write(frame.left + (at as f64 + 0.5) * band, name, String::new());
            }
        }
        (_, Across::Marks(axis)) => {
            for (value, text) in &axis.marks {
                write(frame.x(axis.part(*value)), text.clone(), String::new());
            }
            let title = plan.choice.x.and_then(|at| plan.fields.get(at)).map_or("", |field| &field.title);
            let title = width::cut(title, frame.right - frame.left, FONT);
            scene.text("place", (frame.right, first + LINE + 4.0), Anchor::End, title);
            return 2.0 * LINE + 16.0;
        }
        _ => {}
    }
    if two { 2.0 * LINE + 10.0 } else { LINE + 12.0 }
}

fn hits(plan: &Plan<'_>, scene: &mut Scene, across: &Across, panels: &[(Frame, &Vec<usize>, &Axis)]) {
    let (Some((first, ..)), Some((last, ..))) = (panels.first(), panels.last()) else { return };
    let middle = |at: usize| across.x(plan, first, at);
    for at in 0..plan.data.len() {
        let Some(x) = middle(at) else { continue };
        let mut dots = Vec::new();
        for (frame, panel, axis) in panels {
            for (series, _, to) in plan.stack(panel, at) {
                dots.push(Dot { series, colour: plan.colour(series), x, y: frame.y(axis.part(to)) });
            }
        }
        let y = dots.iter().map(|dot| dot.y).fold(f64::INFINITY, f64::min);
        if dots.is_empty() {
            continue;
        }
        let half = |other: Option<f64>, end: f64| other.map_or(end, |other| (x + other) / 2.0);
        let before = at.checked_sub(1).and_then(middle);
        let after = if at + 1 < plan.data.len() { middle(at + 1) } else { None };
        let area = [half(before, first.left), first.top, half(after, first.right + 1.0), last.bottom];
        scene.hits.push(Hit { at, x, y, area, dots });
    }
}
