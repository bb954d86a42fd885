//! The elements of a chart, and what is drawn into them.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Element, ShadowRoot};

use super::words::Locale;
use super::{Chart, Parts, State, controls};
use crate::chart::choose::{Choice, Kind};
use crate::chart::field::{Field, Role};
use crate::chart::pivot::{self, Data, Places};
use crate::chart::scene::{self, Anchor, Mark, Scene};
use crate::chart::{Charted, number};
use crate::domain::table::Table;
use crate::i18n::chart::{ChartKey, fill, text};
use crate::platform::dom::Draw;
use crate::platform::sheet;
use crate::platform::size::Size;

pub(super) const RULES: &str = include_str!(concat!(env!("OUT_DIR"), "/chart.css"));

/// Class of a colour, by its number.
pub(super) const COLOURS: [&str; 9] = ["c0", "c1", "c2", "c3", "c4", "c5", "c6", "c7", "c8"];

/// Sets an attribute; names are ours, so none is refused.
pub(super) fn set(element: &Element, name: &str, value: &str) {
    drop(element.set_attribute(name, value));
}

pub(super) fn show(element: &Element, shown: bool) {
    if shown {
        drop(element.remove_attribute("hidden"));
    } else {
        set(element, "hidden", "");
    }
}

/// An element for a mark of the scene.
pub(super) fn shape(mark: &Mark) -> Draw {
    let coordinate = |value: f64| number::decimal((value * 10.0).round() as i64, -1);
    let coloured = |element: Draw, class: &str, colour: Option<usize>| {
        let colour = colour.and_then(|colour| COLOURS.get(colour)).copied().unwrap_or("");
        element.class([class, " ", colour].concat().trim())
    };
    match mark {
        Mark::Path { class, colour, d } => coloured(Draw::shape("path").attr("d", d), class, *colour),
        Mark::Text { class, colour, x, y, anchor, text } => {
            let anchor = match anchor {
                Anchor::Start => "start",
                Anchor::Middle => "middle",
                Anchor::End => "end",
            };
            let element = Draw::shape("text").attr("x", &coordinate(*x)).attr("y", &coordinate(*y));
            coloured(element.attr("text-anchor", anchor).text(text), class, *colour)
        }
    }
}

impl Chart {
    /// Builds a chart within `root`; `None` where the browser makes no elements.
    pub(super) fn mount(root: &Element, charted: Charted) -> Option<Rc<Self>> {
        let Charted { table, fields, choice, totals } = charted;
        if let Ok(shadow) = root.get_root_node().dyn_into::<ShadowRoot>() {
            sheet::adopt(&shadow, RULES);
        }
        let locale = Locale::of(root);
        if choice.kind == Kind::Number {
            numbers(root, &table, &fields, &choice, &locale);
            return None;
        }
        let data = pivot::pivot(&table, &fields, &choice, &locale);
        let state = State {
            hidden: vec![false; data.series.len()],
            choice: choice.clone(),
            data,
            scene: Scene::default(),
            active: None,
            overlay: None,
            width: 0.0,
        };
        let parts = parts(root)?;
        let chart = Rc::new(Self {
            table,
            fields,
            totals,
            first: choice,
            locale,
            parts,
            state: RefCell::new(state),
            listeners: RefCell::default(),
            size: RefCell::default(),
        });
        chart.listen();
        chart.refresh();
        let weak = Rc::downgrade(&chart);
        *chart.size.borrow_mut() = Size::watch(root, move || {
            if let Some(chart) = weak.upgrade() {
                chart.measure();
            }
        });
        Some(chart)
    }

    /// Makes the series again, after another choice.
    pub(super) fn rebuild(&self) {
        {
            let mut state = self.state.borrow_mut();
            state.data = pivot::pivot(&self.table, &self.fields, &state.choice, &self.locale);
            state.hidden = vec![false; state.data.series.len()];
            state.width = 0.0;
        }
        self.refresh();
        self.measure();
    }

    fn refresh(&self) {
        let state = self.state.borrow();
        self.describe(&state);
        self.show_legend(&state);
        self.show_controls(&state);
    }

    /// Lays the chart out anew if the room for it is another.
    fn measure(&self) {
        let width = f64::from(self.parts.plot.client_width());
        if width > 0.0 && (self.state.borrow().width - width).abs() >= 1.0 {
            self.state.borrow_mut().width = width;
            self.paint();
        }
    }

    /// Draws for the present width.
    pub(super) fn paint(&self) {
        self.leave();
        let mut state = self.state.borrow_mut();
        let State { data, choice, hidden, width, .. } = &*state;
        let scene = scene::scene(data, &self.fields, choice, hidden, *width, &self.locale);
        let [width, height] = [scene.width, scene.height].map(|length| (length.ceil() as i32).to_string());
        let drawing = &self.parts.drawing;
        set(drawing, "viewBox", &["0 0 ", &width, " ", &height].concat());
        set(drawing, "width", &width);
        set(drawing, "height", &height);
        let under = Draw::shape("g");
        let over = Draw::shape("g").class("over");
        state.overlay = over.element();
        let marks = scene.marks.iter().map(shape);
        Draw::onto(drawing.clone()).child(under.children(marks)).child(over).done();
        state.scene = scene;
    }

    fn show_legend(&self, state: &State) {
        let several = state.data.series.len() > 1 && state.choice.kind != Kind::Donut;
        // Panels have headings of their own.
        let panels = state.data.panels.len() == state.data.series.len();
        show(&self.parts.legend, several && !panels);
        let key = |(at, one): (usize, &pivot::Series)| {
            let colour = COLOURS.get(one.colour).copied().unwrap_or("");
            let swatch = Draw::new("span").class(["swatch ", colour].concat().as_str());
            let key = Draw::new("button")
                .attr("type", "button")
                .class("entry")
                .attr("data-series", &at.to_string());
            key.attr("aria-pressed", "true").child(swatch).text(&one.name)
        };
        Draw::onto(self.parts.legend.clone()).children(state.data.series.iter().enumerate().map(key)).done();
    }
}

fn parts(root: &Element) -> Option<Parts> {
    let title = Draw::new("figcaption").class("headline");
    let legend = Draw::new("div").class("legend").attr("role", "group");
    let legend = legend.attr("aria-label", text(ChartKey::Legend));
    let drawing = Draw::shape("svg").attr("aria-hidden", "true");
    let tip = Draw::new("div").class("tip").attr("hidden", "").attr("aria-hidden", "true");
    let summary = Draw::new("p").class("unseen");
    let plot = Draw::new("div").class("plot").attr("tabindex", "0").attr("role", "application");
    let plot = plot.child(drawing.clone()).child(tip.clone());
    let note = Draw::new("p").class("note").attr("hidden", "");
    let said = Draw::new("p").class("unseen").attr("role", "status");
    let (bar, controls) = controls::controls();
    let head = Draw::new("div").class("head").child(title.clone()).child(bar);
    let pieces = [head, legend.clone(), summary.clone(), plot.clone(), note.clone(), said.clone()];
    Draw::onto(root.clone()).children(pieces).done();
    Some(Parts {
        root: root.clone(),
        title: title.element()?,
        legend: legend.element()?,
        plot: plot.element()?.dyn_into().ok()?,
        drawing: drawing.element()?,
        tip: tip.element()?.dyn_into().ok()?,
        note: note.element()?,
        summary: summary.element()?,
        said: said.element()?,
        controls,
    })
}

/// One to four numbers, large, with what they are and what they are of.
fn numbers(root: &Element, table: &Table, fields: &[Field], choice: &Choice, locale: &Locale) {
    let of = fields.iter().filter(|field| field.is_x());
    let name = |field: &Field| match (field.role, &field.places.keys[..]) {
        (Role::Time(grain), [ms]) => Some(pivot::time(*ms, grain, locale)),
        _ => table.cell(0, field.column).map(str::to_owned),
    };
    let of: Vec<String> = of.filter_map(name).collect();
    let number = |field: &Field| {
        let value = table.cell(0, field.column).map(|cell| number::exact(cell, field.unit, locale));
        let value = Draw::new("dd").text(&value.unwrap_or_default());
        Draw::new("div").child(Draw::new("dt").text(&field.title)).child(value)
    };
    let list = choice.ys.iter().filter_map(|at| fields.get(*at)).map(number);
    let head = Draw::new("figcaption").class("headline").text(&of.join(", "));
    let target = Draw::onto(root.clone()).attr("data-kind", "number");
    let target = if of.is_empty() { target } else { target.child(head) };
    target.child(Draw::new("dl").children(list)).done();
}

/// What a place is called where it is told of.
pub(super) fn place(chart: &Chart, data: &Data, choice: &Choice, at: usize) -> String {
    if !matches!(data.places, Places::Numbers(_)) {
        return data.place(at, &chart.locale);
    }
    // A point of a cloud is named by what tells its row from others, and by its place.
    let name = chart.fields.iter().find(|field| field.is_x() && field.is_unique(&chart.table));
    let x = choice.x.and_then(|at| chart.fields.get(at));
    let value = x.and_then(|x| Some((x, chart.table.cell(at, x.column)?)));
    let value =
        value.map(|(x, cell)| fill(ChartKey::Name, &[&x.title, &number::exact(cell, x.unit, &chart.locale)]));
    let name = name.and_then(|field| chart.table.cell(at, field.column)).map(str::to_owned);
    [name, value].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}
