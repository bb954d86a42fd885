//! A chart laid out for a width in CSS pixels: lines, texts, and where a reader can point to.

mod axis;
mod columns;
mod points;
mod ring;
mod rows;

use super::choose::{Choice, Kind};
use super::field::{Field, Unit};
use super::pivot::{Data, Places};
use super::words::Words;
use crate::text::width;

/// Font size of all texts, in pixels.
pub const FONT: f64 = 12.0;
/// Distance of two lines of text.
const LINE: f64 = 16.0;

/// Categories with an order up to which their bars may lie.
const LYING: usize = 20;

/// Where a text begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// Here.
    Start,
    /// It is centred here.
    Middle,
    /// It ends here.
    End,
}

/// Something to be drawn. Classes say what it is: `mesh zero stroke fill area dots` of paths,
/// `tick place value panel end` of texts.
#[derive(Debug, Clone, PartialEq)]
pub enum Mark {
    /// Lines and shapes.
    Path {
        /// What it is.
        class: &'static str,
        /// Which colour it has; 0 for what is taken together.
        colour: Option<usize>,
        /// As SVG writes it.
        d: String,
    },
    /// A line of text.
    Text {
        /// What it is.
        class: &'static str,
        /// Which colour it has.
        colour: Option<usize>,
        /// Where it begins or ends.
        x: f64,
        /// Its base line.
        y: f64,
        /// Which end `x` speaks of.
        anchor: Anchor,
        /// The text.
        text: String,
    },
}

/// A value at a place, on the screen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Dot {
    /// The series.
    pub series: usize,
    /// Its colour, which in a ring is the place's.
    pub colour: usize,
    /// Where it is.
    pub x: f64,
    /// Where it is.
    pub y: f64,
}

/// A place that a reader can point to, or go to by key.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// The place along the x axis, or the row of a cloud.
    pub at: usize,
    /// Where what is told of it stands.
    pub x: f64,
    /// Where what is told of it stands.
    pub y: f64,
    /// Left, top, right and bottom.
    pub area: [f64; 4],
    /// Its values.
    pub dots: Vec<Dot>,
}

/// A chart that can be drawn.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Scene {
    /// Pixels.
    pub width: f64,
    /// Pixels.
    pub height: f64,
    /// What is drawn, from back to front.
    pub marks: Vec<Mark>,
    /// Where a reader can point to, in reading order.
    pub hits: Vec<Hit>,
    /// True where the area of a hit is drawn behind it; otherwise a line is.
    pub banded: bool,
    /// True where the nearest hit counts, and no line shows it.
    pub free: bool,
}

/// All that a layout needs.
pub(super) struct Plan<'a> {
    pub data: &'a Data,
    pub fields: &'a [Field],
    pub choice: &'a Choice,
    pub words: &'a dyn Words,
    /// Visible series of each panel that has any.
    pub panels: Vec<Vec<usize>>,
    pub width: f64,
}

/// Lays a chart out; `hidden` series are left out.
pub fn scene(
    data: &Data,
    fields: &[Field],
    choice: &Choice,
    hidden: &[bool],
    width: f64,
    words: &dyn Words,
) -> Scene {
    let seen = |at: &usize| !hidden.get(*at).copied().unwrap_or(false);
    let panels = data.panels.iter().map(|panel| panel.iter().copied().filter(seen).collect::<Vec<_>>());
    let panels: Vec<Vec<usize>> = panels.filter(|panel| !panel.is_empty()).collect();
    let plan = Plan { data, fields, choice, words, panels, width: width.max(200.0) };
    let mut scene = Scene { width: plan.width, ..Scene::default() };
    if plan.panels.is_empty() || data.is_empty() {
        scene.height = 80.0;
        return scene;
    }
    match choice.kind {
        Kind::Donut => ring::draw(&plan, &mut scene),
        Kind::Bar | Kind::Grouped | Kind::Stacked if plan.lies() => rows::draw(&plan, &mut scene),
        _ => columns::draw(&plan, &mut scene),
    }
    scene
}

impl Plan<'_> {
    /// True where bars lie, because the names of categories need the room.
    fn lies(&self) -> bool {
        let Places::Names(names) = &self.data.places else { return false };
        let x = self.choice.x.and_then(|at| self.fields.get(at));
        // Months, hours and long rows of weeks run along the axis; few ranges and sizes may need the room.
        let runs = |field: &Field| field.places.cyclic || names.len() > LYING;
        if x.is_some_and(|field| field.role == super::field::Role::Ordinal && runs(field)) {
            return false;
        }
        let room = (self.width - 60.0) / names.len().max(1) as f64 - 8.0;
        names.iter().any(|name| width::of(name, FONT) > room)
    }

    fn unit(&self, panel: &[usize]) -> Unit {
        let field =
            panel.first().and_then(|at| self.data.series.get(*at)).and_then(|one| self.fields.get(one.field));
        field.map_or(Unit::Plain, |field| field.unit)
    }

    fn colour(&self, series: usize) -> usize {
        self.data.series.get(series).map_or(1, |one| one.colour)
    }

    fn value(&self, series: usize, at: usize) -> f64 {
        self.data.series.get(series).and_then(|one| one.points.get(at)).map_or(f64::NAN, |point| point.value)
    }

    /// The heading of a panel: its measure.
    fn heading(&self, panel: &[usize]) -> &str {
        let field =
            panel.first().and_then(|at| self.data.series.get(*at)).and_then(|one| self.fields.get(one.field));
        field.map_or("", |field| &field.title)
    }

    fn stacked(&self) -> bool {
        self.choice.kind == Kind::Stacked || self.choice.kind == Kind::Area
    }

    /// Where a stacked value begins and ends: on those before it of the same sign.
    fn stack(&self, panel: &[usize], at: usize) -> Vec<(usize, f64, f64)> {
        let (mut above, mut below) = (0.0, 0.0);
        let mut pieces = Vec::new();
        for series in panel {
            let value = self.value(*series, at);
            if value.is_nan() {
                continue;
            }
            let base = if value < 0.0 { &mut below } else { &mut above };
            let from = if self.stacked() { *base } else { 0.0 };
            *base += value;
            pieces.push((*series, from, from + value));
        }
        pieces
    }

    /// The least and the greatest value of a panel, and whether all are above zero.
    fn extent(&self, panel: &[usize]) -> (f64, f64) {
        let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
        for at in 0..self.data.len() {
            for (_, _, end) in self.stack(panel, at) {
                low = low.min(end);
                high = high.max(end);
            }
        }
        if low > high { (0.0, 1.0) } else { (low, high) }
    }
}

impl Scene {
    fn path(&mut self, class: &'static str, colour: Option<usize>, path: super::path::Path) {
        if !path.is_empty() {
            self.marks.push(Mark::Path { class, colour, d: path.text() });
        }
    }

    fn text(&mut self, class: &'static str, at: (f64, f64), anchor: Anchor, text: impl Into<String>) {
        let text = text.into();
        if !text.is_empty() {
            self.marks.push(Mark::Text { class, colour: None, x: at.0, y: at.1, anchor, text });
        }
    }

    fn rule(&mut self, class: &'static str, from: (f64, f64), to: (f64, f64)) {
        let mut path = super::path::Path::default();
        path.start(from.0, from.1);
        path.line(to.0, to.1);
        self.path(class, None, path);
    }

    /// The hit at a point of the drawing.
    pub fn find(&self, x: f64, y: f64) -> Option<usize> {
        if self.free {
            let distance = |hit: &Hit| (hit.x - x).powi(2) + (hit.y - y).powi(2);
            let near = self.hits.iter().enumerate().map(|(at, hit)| (at, distance(hit)));
            let (at, distance) = near.min_by(|a, b| a.1.total_cmp(&b.1))?;
            return (distance < 40.0 * 40.0).then_some(at);
        }
        let inside = |hit: &Hit| {
            let [left, top, right, bottom] = hit.area;
            x >= left && x < right && y >= top && y < bottom
        };
        self.hits.iter().position(inside)
    }
}
