//! The filters that are set, each to be seen and to be taken back.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlInputElement};

use super::Grid;
use super::column::null;
use super::menu::flag;
use crate::grid::filter::Filter;
use crate::grid::wish::{Part, Wish};
use crate::i18n::grid::{GridKey, fill, text};
use crate::platform::clock;
use crate::platform::dom::{self, Draw};

/// Ticked values that a chip names.
const NAMED: usize = 3;

const PARTS: [Part; 4] = [Part::Contains, Part::Equals, Part::Range, Part::Values];

impl Grid {
    /// Shows the rows that pass what is searched for and asked of columns.
    pub(super) fn apply_filter(self: &Rc<Self>) {
        let table = self.table();
        let mut state = self.state.borrow_mut();
        let mut tests = Vec::new();
        let marks = self.format.marks();
        for (column, wish) in &state.wishes {
            let asked = wish.tests(self.sense(*column), marks, clock::edge_of_day);
            tests.extend(asked.into_iter().map(|test| (*column, test)));
        }
        let search = state.search.clone();
        // A number may be searched for as it is seen.
        let also = marks.plain(&search, false).filter(|also| *also != search.trim()).unwrap_or_default();
        let filter = Filter { search, also, tests };
        state.arrange.filter(&table, filter);
        drop(state);
        self.show_chips();
        self.arrange(String::new());
    }

    /// Draws a chip for each filter of a column.
    fn show_chips(&self) {
        let state = self.state.borrow();
        let table = self.table();
        let mut chips = Vec::new();
        for (column, wish) in &state.wishes {
            let name = table.columns().get(*column).map_or("", |column| &column.name);
            for part in wish.parts() {
                let words = words(name, wish, part);
                let place = PARTS.iter().position(|known| *known == part).unwrap_or_default();
                let chip = Draw::new("button")
                    .attr("type", "button")
                    .class("chip")
                    .attr("aria-label", &fill(GridKey::RemoveFilter, &[&words]))
                    .attr("data-chip", &[column.to_string(), place.to_string()].join("-"))
                    .child(Draw::new("span").text(&words))
                    .child(Draw::new("span").attr("aria-hidden", "true").text("✕"));
                chips.push(chip);
            }
        }
        if !chips.is_empty() || !state.search.is_empty() {
            let clear = Draw::new("button").attr("type", "button").class("button small");
            chips.push(clear.attr("data-chip", "").text(text(GridKey::ClearFilters)));
        }
        let heads = state.heads.iter().zip(state.order.iter());
        for (head, column) in heads {
            let asked = state.wishes.iter().any(|(wished, _)| wished == column);
            flag(head, "data-filtered", asked);
        }
        flag(&self.parts.chips, "hidden", chips.is_empty());
        Draw::onto(self.parts.chips.clone()).children(chips).done();
    }

    /// A click on a chip takes its filter back; "Clear filters" takes all.
    pub(super) fn clicked_chip(self: &Rc<Self>, event: &Event) {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let chip = target.and_then(|target| target.closest("[data-chip]").ok().flatten());
        let Some(chip) = chip.and_then(|chip| chip.get_attribute("data-chip")) else { return };
        let search = self.parts.bar.query_selector("input").ok().flatten();
        let search = search.and_then(|input| input.dyn_into::<HtmlInputElement>().ok());
        {
            let mut state = self.state.borrow_mut();
            match chip.split_once('-') {
                Some((column, part)) => {
                    let column = column.parse::<usize>().ok();
                    let part = part.parse::<usize>().ok().and_then(|part| PARTS.get(part).copied());
                    let wish = state.wishes.iter_mut().find(|(wished, _)| Some(*wished) == column);
                    if let (Some((_, wish)), Some(part)) = (wish, part) {
                        wish.clear(part);
                    }
                    state.wishes.retain(|(_, wish)| *wish != Wish::default());
                }
                None => {
                    state.wishes.clear();
                    state.search.clear();
                    if let Some(search) = &search {
                        search.set_value("");
                    }
                }
            }
        }
        self.close_cell();
        self.apply_filter();
        // The button that was used is gone; the focus must not go with it.
        let next = self.parts.chips.query_selector("button").ok().flatten();
        dom::focus(next.as_ref().or(search.as_ref().map(AsRef::as_ref)));
    }
}

/// A filter in words.
fn words(name: &str, wish: &Wish, part: Part) -> String {
    match part {
        Part::Contains => fill(GridKey::HasText, &[name, &wish.contains]),
        Part::Equals => fill(GridKey::IsValue, &[name, &wish.equals]),
        Part::Range if wish.to.is_empty() => fill(GridKey::IsFrom, &[name, &wish.from]),
        Part::Range if wish.from.is_empty() => fill(GridKey::IsTo, &[name, &wish.to]),
        Part::Range => fill(GridKey::IsBetween, &[name, &wish.from, &wish.to]),
        Part::Values => {
            let named = wish.values.iter().take(NAMED).map(|value| value.as_deref().unwrap_or(null()));
            let mut named: Vec<&str> = named.collect();
            if wish.values.len() > NAMED {
                named.push("…");
            }
            fill(GridKey::IsValue, &[name, &named.join(", ")])
        }
    }
}
