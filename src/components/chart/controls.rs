//! What the reader can choose: the kind beside the title, everything else in a disclosure.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Element, Event};

use super::describe::kind_name;
use super::draw::{set, show};
use super::popover::place;
use super::{Chart, State};
use crate::chart::choose::{self, Choice, Kind, Order};
use crate::chart::field::{Field, Role};
use crate::i18n::chart::{ChartKey, fill, text};
use crate::platform::dom::Draw;
use crate::platform::js;

/// What a control chooses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Control {
    Kind,
    Across,
    Measure,
    Series,
    Order,
    Top,
    Log,
}

const ALL: [(Control, &str, ChartKey); 7] = [
    (Control::Kind, "kind", ChartKey::Kind),
    (Control::Across, "x", ChartKey::Across),
    (Control::Measure, "y", ChartKey::Measure),
    (Control::Series, "series", ChartKey::Series),
    (Control::Order, "order", ChartKey::Order),
    (Control::Top, "top", ChartKey::Top),
    (Control::Log, "log", ChartKey::Log),
];
/// Numbers of categories that can be asked for.
const TOPS: [usize; 4] = [5, 10, 15, 25];
/// Kinds, in the order of their numbers.
const KINDS: [Kind; 8] = [
    Kind::Bar,
    Kind::Grouped,
    Kind::Stacked,
    Kind::Line,
    Kind::Area,
    Kind::Scatter,
    Kind::Donut,
    Kind::Number,
];
const ORDERS: [(Order, ChartKey); 3] =
    [(Order::Given, ChartKey::Given), (Order::Value, ChartKey::ByValue), (Order::Name, ChartKey::ByName)];
/// Stands for no series, and for several measures.
const NONE: usize = usize::MAX;

/// The bar beside the title, and its controls.
pub(super) fn controls() -> (Draw, Vec<(Control, Element)>) {
    let mut found = Vec::new();
    // A popover closes by itself: with Escape, and with a click elsewhere.
    let mut options = Draw::new("div").class("controls").attr("popover", "auto").attr("role", "group");
    options = options.attr("aria-label", text(ChartKey::Options));
    let mut bar = Draw::new("div").class("pickers");
    for (control, name, key) in ALL {
        if control == Control::Log {
            let input = Draw::new("input").attr("type", "checkbox").attr("data-act", name);
            found.extend(input.element().map(|element| (control, element)));
            options = options.child(Draw::new("label").class("check").child(input).text(text(key)));
            continue;
        }
        let select = Draw::new("select").attr("data-act", name);
        found.extend(select.element().map(|element| (control, element)));
        if control == Control::Kind {
            bar = bar.child(select.attr("aria-label", text(key)));
        } else {
            options =
                options.child(Draw::new("label").child(Draw::new("span").text(text(key))).child(select));
        }
    }
    let button = |name: &str, key| {
        Draw::new("button")
            .attr("type", "button")
            .class("button small")
            .attr("data-act", name)
            .text(text(key))
    };
    let save = Draw::new("div")
        .class("files")
        .child(button("png", ChartKey::Png))
        .child(button("svg", ChartKey::Svg));
    let options = options.child(save);
    let open = button("options", ChartKey::Options).attr("aria-haspopup", "true");
    if let (Some(button), Some(popover)) = (open.element(), options.element()) {
        js::set(&button, "popoverTargetElement", &popover.into());
    }
    (bar.child(open).child(options), found)
}

fn option(value: usize, name: &str, chosen: bool) -> Draw {
    let option = Draw::new("option").attr("value", &value.to_string()).text(name);
    if chosen { option.attr("selected", "") } else { option }
}

impl Chart {
    /// Puts into each control what can be chosen now.
    pub(super) fn show_controls(&self, state: &State) {
        let choice = &state.choice;
        let cloud = choice.kind == Kind::Scatter;
        let x = choice.x.and_then(|at| self.fields.get(at));
        let nominal =
            x.is_some_and(|field| matches!(field.role, Role::Category | Role::Label | Role::Ordinal));
        for (control, element) in &self.parts.controls {
            let options = self.options(*control, choice, state.data.series.len());
            let useful = match control {
                Control::Kind => true,
                Control::Order | Control::Top => nominal && !cloud,
                Control::Log => {
                    let positive = |(at, field): (usize, &Field)| choice.ys.contains(&at) && field.min > 0.0;
                    choice.kind != Kind::Donut && self.fields.iter().enumerate().any(positive)
                }
                _ => options.len() > 1,
            };
            if let Some(label) = element.closest("label").ok().flatten() {
                show(&label, useful);
            }
            if *control == Control::Log {
                js::set(element, "checked", &choice.log.into());
                continue;
            }
            let chosen = options.iter().find(|(.., chosen)| *chosen).map(|(value, ..)| value.to_string());
            let options = options.iter().map(|(value, name, chosen)| option(*value, name, *chosen));
            Draw::onto(element.clone()).children(options).done();
            js::set(element, "value", &chosen.unwrap_or_default().into());
        }
    }

    fn options(&self, control: Control, choice: &Choice, series: usize) -> Vec<(usize, String, bool)> {
        let field =
            |chosen: Option<usize>, fits: &dyn Fn(usize, &Field) -> bool| -> Vec<(usize, String, bool)> {
                let fields = self.fields.iter().enumerate().filter(|(at, field)| fits(*at, field));
                fields.map(|(at, field)| (at, field.title.clone(), chosen == Some(at))).collect()
            };
        let cloud = choice.kind == Kind::Scatter;
        match control {
            Control::Kind => {
                let offered = choose::kinds(&self.fields, choice, series);
                let kinds = KINDS.iter().enumerate().filter(|(_, kind)| offered.contains(kind));
                kinds.map(|(at, kind)| (at, kind_name(*kind).to_owned(), *kind == choice.kind)).collect()
            }
            Control::Across if cloud => field(choice.x, &|_, field| field.is_measure()),
            Control::Across => field(choice.x, &|_, field| field.is_x()),
            Control::Measure => {
                let one =
                    Some(choice.ys.as_slice()).filter(|ys| ys.len() == 1).and_then(|ys| ys.first().copied());
                let mut options = field(one, &|_, field| field.is_measure());
                if self.first.ys.len() > 1 && !cloud {
                    options.push((NONE, text(ChartKey::Several).to_owned(), one.is_none()));
                }
                options
            }
            Control::Series => {
                let mut options = vec![(NONE, text(ChartKey::NoSeries).to_owned(), choice.series.is_none())];
                options.extend(field(choice.series, &|at, field| {
                    field.is_x() && Some(at) != choice.x && field.distinct <= 4 * choose::MOST_SERIES
                }));
                options
            }
            Control::Order => {
                let order = |(at, (order, key)): (usize, &(Order, ChartKey))| {
                    (at, text(*key).to_owned(), *order == choice.order)
                };
                ORDERS.iter().enumerate().map(order).collect()
            }
            Control::Top => {
                let mut options = vec![(0, text(ChartKey::All).to_owned(), choice.top == 0)];
                let distinct = choice.x.and_then(|at| self.fields.get(at)).map_or(0, |field| field.distinct);
                let tops = TOPS.into_iter().filter(|top| *top < distinct);
                options.extend(tops.map(|top| (top, top.to_string(), choice.top == top)));
                options
            }
            Control::Log => Vec::new(),
        }
    }

    pub(super) fn changed(self: &Rc<Self>, event: &Event) {
        let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else {
            return;
        };
        let control =
            self.parts.controls.iter().find(|(_, element)| *element == target).map(|(control, _)| *control);
        let Some(control) = control else { return };
        let value =
            js::get(&target, "value").as_string().and_then(|value| value.parse().ok()).unwrap_or(NONE);
        {
            let choice = &mut self.state.borrow_mut().choice;
            let is_measure =
                |at: Option<usize>| at.and_then(|at| self.fields.get(at)).is_some_and(Field::is_measure);
            match control {
                Control::Kind => {
                    let Some(kind) = KINDS.get(value) else { return };
                    let before = std::mem::replace(&mut choice.kind, *kind);
                    // A cloud has a measure on both axes, everything else does not.
                    if *kind == Kind::Scatter && before != Kind::Scatter {
                        let y = choice.ys.first().copied();
                        choice.x = self
                            .fields
                            .iter()
                            .enumerate()
                            .position(|(at, field)| field.is_measure() && Some(at) != y);
                    } else if *kind != Kind::Scatter && is_measure(choice.x) {
                        choice.x = self
                            .first
                            .x
                            .filter(|at| !is_measure(Some(*at)))
                            .or_else(|| self.fields.iter().position(Field::is_x));
                    }
                }
                Control::Across => {
                    choice.x = Some(value);
                    choice.series = choice.series.filter(|series| *series != value);
                }
                Control::Measure if value == NONE => choice.ys.clone_from(&self.first.ys),
                Control::Measure => choice.ys = vec![value],
                Control::Series => choice.series = Some(value).filter(|value| *value != NONE),
                Control::Order => choice.order = ORDERS.get(value).map_or(Order::Given, |(order, _)| *order),
                Control::Top => choice.top = value,
                Control::Log => choice.log = js::get(&target, "checked").is_truthy(),
            }
            fit(choice);
        }
        self.rebuild();
    }

    pub(super) fn clicked(self: &Rc<Self>, event: &Event) {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let Some(button) = target.and_then(|target| target.closest("button").ok().flatten()) else { return };
        if let Some(series) = button.get_attribute("data-series").and_then(|series| series.parse().ok()) {
            return self.toggle(series, &button);
        }
        match button.get_attribute("data-act").as_deref() {
            Some("options") => {
                if let Some(popover) = button.next_element_sibling() {
                    place(&button, &popover);
                }
            }
            Some("svg") => self.save(false),
            Some("png") => self.save(true),
            _ => {}
        }
    }

    /// Shows or hides a series.
    fn toggle(&self, series: usize, button: &Element) {
        let words = {
            let mut state = self.state.borrow_mut();
            let Some(hidden) = state.hidden.get_mut(series) else { return };
            *hidden = !*hidden;
            set(button, "aria-pressed", if *hidden { "false" } else { "true" });
            let key = if *hidden { ChartKey::Hidden } else { ChartKey::Shown };
            let name = state.data.series.get(series).map_or("", |one| &one.name);
            fill(key, &[name])
        };
        self.paint();
        self.say(&words);
    }
}

/// A kind that fits what else is chosen.
fn fit(choice: &mut Choice) {
    let several = choice.series.is_some() || choice.ys.len() > 1;
    choice.kind = match choice.kind {
        Kind::Bar if choice.series.is_some() => Kind::Grouped,
        Kind::Grouped | Kind::Stacked if !several => Kind::Bar,
        Kind::Donut if several => Kind::Grouped,
        kind => kind,
    };
    // A ring has no axis.
    choice.log &= choice.kind != Kind::Donut;
}
