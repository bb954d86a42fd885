//! The menu of one column, opened from its header: order, place, width, and a filter.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlInputElement};

use super::draw::focus;
use super::menu::flag;
use super::rows::{set, unset};
use super::{Grid, acts};
use crate::column::{self, Form, Sense};
use crate::domain::table::{Kind, Table};
use crate::grid::cursor::Place;
use crate::grid::filter::distinct;
use crate::grid::wish::{self, Wish};
use crate::i18n::grid::{GridKey, fill, text};
use crate::i18n::{self, Key};
use crate::platform::dom::Draw;

/// Values of a column that are offered to be ticked, if it has no more.
const FEW: usize = 12;

/// Zones of a column that are named.
const ZONES: usize = 3;

impl Grid {
    /// Opens the menu of a visible column.
    pub(super) fn open_column(self: &Rc<Self>, at: usize) {
        self.close_cell();
        let place = Place { row: 0, column: at };
        self.go(place, false);
        let index = self.state.borrow().order.get(at).copied();
        let table = self.table();
        let Some((index, column)) = index.and_then(|index| Some((index, table.columns().get(index)?))) else {
            return;
        };
        let panel = Draw::new("div")
            .class("cell")
            .attr("role", "dialog")
            .attr("aria-label", &column.name)
            .attr("tabindex", "-1")
            .attr("data-filters", &index.to_string())
            .child(super::open::head(column, None))
            .child(acts::buttons(acts::COLUMN).children(self.other_way(index)))
            .children(self.zone(index))
            .children(self.fields(index, self.sense(index)));
        let Some(element) = panel.element() else { return };
        self.put_near(&element, place);
        focus(&element);
    }

    /// The button for the other way in which a column can be shown.
    fn other_way(&self, index: usize) -> Option<Draw> {
        let words = match self.sense(index).other()? {
            Form::Usual => text(GridKey::ShowSizes).to_owned(),
            Form::Name => text(GridKey::ShowNames).to_owned(),
            Form::Local => {
                zone(&self.table(), index)?;
                text(GridKey::ShowLocal).to_owned()
            }
            Form::Time(_) => fill(GridKey::ShowSent, &[&zone(&self.table(), index)?]),
        };
        Some(acts::switch(&words))
    }

    /// Says by which clock a column's moments are shown.
    fn zone(&self, index: usize) -> Option<Draw> {
        let sense = self.sense(index);
        let zone = zone(&self.table(), index).filter(|_| sense.kind == Kind::Timestamp)?;
        let words = match sense.form {
            Form::Local => text(GridKey::ZoneOfReader).to_owned(),
            _ => fill(GridKey::Zone, &[&zone]),
        };
        Some(Draw::new("p").class("zone").text(&words))
    }

    /// Shows a visible column in its other way.
    pub(super) fn switch(self: &Rc<Self>, place: Place) {
        let column = self.state.borrow().order.get(place.column).copied();
        if let Some(column) = column {
            self.show_otherwise(column);
        }
    }

    /// The filter's fields, filled with what is asked for now.
    fn fields(&self, index: usize, sense: Sense) -> Vec<Draw> {
        let kind = sense.kind;
        let state = self.state.borrow();
        let wish = state.wishes.iter().find(|(column, _)| *column == index);
        let wish = wish.map(|(_, wish)| wish.clone()).unwrap_or_default();
        drop(state);
        let day = if kind.is_time() { "date" } else { "text" };
        let contains = field(GridKey::Contains, "contains", "text", &wish.contains);
        let equals = if kind.is_time() { GridKey::On } else { GridKey::Equals };
        let equals = field(equals, "equals", day, &wish.equals);
        let from = field(GridKey::From, "from", day, &wish.from);
        let to = field(GridKey::To, "to", day, &wish.to);
        let mut fields = match kind {
            _ if kind.is_numeric() || kind.is_time() || kind == Kind::Interval => vec![equals, from, to],
            Kind::Boolean => Vec::new(),
            _ => vec![contains, equals],
        };
        // Says why something is no value.
        fields.push(Draw::new("p").class("wrong").attr("role", "alert").attr("hidden", ""));
        let table = self.table();
        let few = distinct(&table, index, FEW).filter(|few| few.len() > 1);
        let few: Vec<Option<String>> =
            few.unwrap_or_default().into_iter().map(|value| value.map(str::to_owned)).collect();
        if !few.is_empty() {
            let legend = Draw::new("legend").text(text(GridKey::Values));
            let ticks = few.iter().enumerate().map(|(number, value)| {
                let input = Draw::new("input").attr("type", "checkbox").attr("name", "value");
                let input = input.attr("data-value", &number.to_string());
                let input = if wish.values.contains(value) { input.attr("checked", "") } else { input };
                let shown = self.format.show(sense, value.as_deref());
                let name = Draw::new("span").class(shown.class).text(&shown.text);
                Draw::new("label").child(input).child(name)
            });
            fields.push(Draw::new("fieldset").child(legend).children(ticks));
        }
        self.state.borrow_mut().offered = few;
        fields
    }

    /// Something was typed or ticked in the filter's fields.
    pub(super) fn asked(self: &Rc<Self>, event: &Event) {
        let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) else {
            return;
        };
        let Some(panel) = input.closest("[data-filters]").ok().flatten() else { return };
        let index = panel.get_attribute("data-filters").and_then(|index| index.parse::<usize>().ok());
        let table = self.table();
        let Some((index, column)) = index.and_then(|index| Some((index, table.columns().get(index)?))) else {
            return;
        };
        let marks = self.format.marks();
        let mut any_wrong = false;
        let mut typed = |name: &str| {
            let found = panel.query_selector(&["[name=", name, "]"].concat()).ok().flatten();
            let Some(input) = found.and_then(|found| found.dyn_into::<HtmlInputElement>().ok()) else {
                return String::new();
            };
            let value = input.value();
            let value = value.trim();
            let wrong = name != "contains" && !value.is_empty();
            let wrong = wrong && wish::value(column.kind(), marks, value).is_none();
            any_wrong |= wrong;
            if wrong {
                set(&input, "aria-invalid", "true");
            } else {
                unset(&input, "aria-invalid");
            }
            if wrong { String::new() } else { value.to_owned() }
        };
        let mut state = self.state.borrow_mut();
        let ticked = |number: &usize| {
            let tick = ["[data-value=\"", &number.to_string(), "\"]:checked"].concat();
            panel.query_selector(&tick).ok().flatten().is_some()
        };
        let numbers = (0..state.offered.len()).filter(ticked);
        let values: Vec<_> = numbers.filter_map(|number| state.offered.get(number).cloned()).collect();
        let wish = Wish {
            contains: typed("contains"),
            equals: typed("equals"),
            from: typed("from"),
            to: typed("to"),
            values,
        };
        if let Some(why) = panel.query_selector(".wrong").ok().flatten() {
            flag(&why, "hidden", !any_wrong);
            let words = match column.kind() {
                Kind::Interval => {
                    let known = (0..table.rows()).find_map(|row| table.cell(row, index));
                    fill(GridKey::NoLength, &[known.unwrap_or_default()])
                }
                _ => fill(GridKey::NoNumber, &[&self.format.number("1234.5", 1).unwrap_or_default()]),
            };
            why.set_text_content(Some(&words));
        }
        state.wishes.retain(|(column, _)| *column != index);
        if wish != Wish::default() {
            state.wishes.push((index, wish));
        }
        drop(state);
        self.apply_filter();
    }
}

/// The first zones that a column's moments are written in, such as `UTC-08:00, UTC-07:00`; none of those
/// without one.
fn zone(table: &Table, index: usize) -> Option<String> {
    let mut zones = Vec::new();
    let offsets = column::offsets(table, index);
    for seconds in offsets.iter().copied().flatten().take(ZONES) {
        let minutes = seconds.abs() / 60;
        let two = |number: i64| [if number < 10 { "0" } else { "" }, &number.to_string()].concat();
        zones.push(match seconds {
            0 => "UTC".to_owned(),
            _ => ["UTC", if seconds < 0 { "-" } else { "+" }, &two(minutes / 60), ":", &two(minutes % 60)]
                .concat(),
        });
    }
    if offsets.len() > ZONES {
        zones.push("…".to_owned());
    }
    (!zones.is_empty()).then(|| zones.join(", "))
}

fn field(key: GridKey, name: &str, kind: &str, value: &str) -> Draw {
    let input = Draw::new("input").attr("type", kind).attr("name", name).attr("value", value);
    let input = input.attr("autocomplete", "off").class("search");
    Draw::new("label").child(Draw::new("span").text(text(key))).child(input)
}

/// What stands for a missing value.
pub(super) fn null() -> &'static str {
    i18n::text(Key::Null)
}
