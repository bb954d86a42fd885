//! The menu of one column, opened from its header: order, place, width, and a filter.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlInputElement};

use super::draw::focus;
use super::menu::flag;
use super::rows::{set, unset};
use super::{Grid, acts};
use crate::domain::table::Kind;
use crate::grid::cursor::Place;
use crate::grid::filter::distinct;
use crate::grid::wish::{self, Wish};
use crate::i18n::grid::{GridKey, fill, text};
use crate::i18n::{self, Key};
use crate::platform::dom::Draw;

/// Values of a column that are offered to be ticked, if it has no more.
const FEW: usize = 12;

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
            .child(acts::buttons(acts::COLUMN))
            .children(self.fields(index, column.kind()));
        let Some(element) = panel.element() else { return };
        self.put_near(&element, place);
        focus(&element);
    }

    /// The filter's fields, filled with what is asked for now.
    fn fields(&self, index: usize, kind: Kind) -> Vec<Draw> {
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
            _ if kind.is_numeric() => vec![equals, from, to],
            _ if kind.is_time() => vec![equals, from, to],
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
                let shown = self.format.show(kind, value.as_deref());
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
            let example = self.format.number("1234.5", 1).unwrap_or_default();
            flag(&why, "hidden", !any_wrong);
            why.set_text_content(Some(&fill(GridKey::NoNumber, &[&example])));
        }
        state.wishes.retain(|(column, _)| *column != index);
        if wish != Wish::default() {
            state.wishes.push((index, wish));
        }
        drop(state);
        self.apply_filter();
    }
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
