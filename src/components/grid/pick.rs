//! Selecting cells, rows and columns, and what they come to.

use std::rc::Rc;

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, MouseEvent, ShadowRoot};

use super::Grid;
use super::menu::flag;
use super::rows::set;
use super::sweep::Sweep;
use crate::column::Sense;
use crate::domain::table::Kind;
use crate::grid::cursor::{Area, Place, Reach};
use crate::grid::totals::Totals;
use crate::i18n::grid::{GridKey, text};
use crate::platform::dom::Draw;
use crate::platform::dom_event::{self, Detail};

/// Cells that a step adds up.
const BUDGET: usize = 2_000;

/// Digits behind the point of an average, unless the sum has more.
const PLACES: usize = 4;

impl Grid {
    /// All cells.
    pub(super) fn everything(&self) -> Area {
        let extent = self.extent();
        Area { rows: 0..extent.rows, columns: 0..extent.columns }
    }

    /// Selects these cells, or none.
    pub(super) fn select(self: &Rc<Self>, area: Option<Area>) {
        let none = area.is_none();
        self.state.borrow_mut().area = area;
        self.draw_selection();
        flag(&self.parts.picked, "hidden", none);
        self.show_exact();
        self.show_totals();
    }

    /// Selects the rows of what is selected, or its columns.
    pub(super) fn select_whole(self: &Rc<Self>, at: Place, columns: bool, grow: bool) {
        let (old, anchor) = {
            let mut state = self.state.borrow_mut();
            if !grow || state.area.is_none() {
                state.anchor = at;
            }
            state.reach = if columns || at.row == 0 { Reach::Columns } else { Reach::Rows };
            (state.area.clone(), state.anchor)
        };
        let reach = self.state.borrow().reach;
        let area = Area::between(anchor, at).reaching(reach, self.extent());
        let again = old.as_ref() == Some(&area);
        let row = (!columns && at.row > 0 && !again).then(|| at.row - 1);
        self.select((!again).then_some(area));
        if let Some(row) = row {
            self.tell_row(row);
        }
    }

    /// `genie-row-select`: which row the reader has picked, with its exact values.
    fn tell_row(&self, row: usize) {
        let Ok(root) = self.parts.root.get_root_node().dyn_into::<ShadowRoot>() else { return };
        let record = self.state.borrow().arrange.rows().get(row).map(|record| *record as usize);
        let Some(record) = record else { return };
        let table = self.table();
        let mut detail = Detail::default();
        detail.columns(table.columns().iter().map(|column| (column.name.as_str(), column.sql_type())));
        detail.list("row", table.columns().len(), &|column| {
            table.cell(record, column).map_or(JsValue::NULL, JsValue::from_str)
        });
        dom_event::dispatch(&root.host(), "genie-row-select", detail);
    }

    pub(super) fn clicked(self: &Rc<Self>, event: &Event) {
        let Some((target, mouse)) = aimed(event) else { return };
        let Some(place) = self.place_of(&target) else { return };
        if target.class_list().contains("opener") {
            self.open_column(place.column);
        } else if place.row > 0 {
            self.tapped(place);
        } else if target.class_list().contains("grip") {
            // It was dragged.
        } else if mouse.ctrl_key() || mouse.meta_key() {
            self.stand(place);
            self.select_whole(place, true, mouse.shift_key());
        } else if !self.carried.take().is_some_and(|carried| carried.moved) {
            self.go(place, false);
            self.sort(place.column, mouse.shift_key());
        }
    }

    pub(super) fn clicked_twice(self: &Rc<Self>, event: &Event) {
        let Some((target, _)) = aimed(event) else { return };
        let Some(place) = self.place_of(&target) else { return };
        if place.row > 0 {
            self.open(place);
        } else if target.class_list().contains("grip") {
            self.fit(place.column);
        }
    }

    /// A press on a cell goes there and begins a selection; with Shift, it selects up to there; with
    /// Control or Command, its row. On a column's edge it drags it.
    pub(super) fn pointed(self: &Rc<Self>, event: &Event) {
        let Some((target, mouse)) = aimed(event) else { return };
        let Some(place) = self.place_of(&target).filter(|_| mouse.button() == 0) else { return };
        if target.class_list().contains("grip") {
            self.drag(place.column, &target, &mouse);
        } else if self.touched_at(place, &mouse) || target.class_list().contains("opener") {
            // Its end tells.
        } else if place.row == 0 {
            self.carry(place.column, &mouse);
        } else if mouse.ctrl_key() || mouse.meta_key() {
            event.prevent_default();
            self.stand(place);
            self.select_whole(place, false, mouse.shift_key());
        } else {
            if mouse.shift_key() {
                event.prevent_default();
            }
            self.go(place, mouse.shift_key());
            self.sweeping.replace(Some(Sweep::begin(&mouse)));
        }
    }

    /// What is selected, or the cell where the reader is.
    pub(super) fn picked(&self) -> Area {
        let state = self.state.borrow();
        state.area.clone().unwrap_or_else(|| Area::between(state.active, state.active))
    }

    /// Says what the selected cells come to.
    pub(super) fn show_totals(self: &Rc<Self>) {
        let state = self.state.borrow();
        let area = state.area.clone().filter(|area| area.len() > 1);
        let columns: Vec<usize> = area
            .iter()
            .flat_map(|area| state.order.get(area.columns.clone()).unwrap_or_default())
            .copied()
            .collect();
        let rows = std::sync::Arc::clone(state.arrange.rows());
        drop(state);
        let Some(area) = area else {
            self.stop(|grid| &grid.totalling);
            self.parts.totals.set_text_content(None);
            return;
        };
        let senses: Vec<Sense> = columns.iter().map(|column| self.sense(*column)).collect();
        let scale =
            |sense: &Sense| if let Kind::Decimal(scale) = sense.kind { scale.unwrap_or(0) } else { 0 };
        let scale = usize::from(senses.iter().map(scale).max().unwrap_or(0));
        // Least and greatest values look like the cells; sizes have the decimal places of all columns.
        let of = senses.iter().copied().find(|sense| sense.is_measure());
        let of = of.or(senses.first().copied()).unwrap_or(Sense::usual(Kind::Other));
        let totals = Rc::new(std::cell::RefCell::new(Totals::new(&senses)));
        let mut at = area.rows.start;
        let step = {
            let totals = Rc::clone(&totals);
            move |grid: &Self| {
                let end = area.rows.end.min(at + (BUDGET / columns.len().max(1)).max(1));
                let mut totals = totals.borrow_mut();
                let table = grid.table();
                for record in rows.get(at..end).unwrap_or_default() {
                    for (column, sense) in columns.iter().zip(&senses) {
                        totals.add(*sense, table.cell(*record as usize, *column));
                    }
                }
                at = end;
                at >= area.rows.end
            }
        };
        let done = move |grid: &Rc<Self>| grid.write_totals(&totals.borrow(), of, scale);
        self.work(|grid| &grid.totalling, Box::new(step), Box::new(done));
    }

    /// Numbers have at least as many digits behind the point as the columns' types declare.
    fn write_totals(&self, totals: &Totals, of: Sense, scale: usize) {
        let number = |text: String| self.format.number(&text, scale).unwrap_or(text);
        let shown = |text: &str| match of.is_measure() {
            true => number(text.to_owned()),
            false => self.format.show(of, Some(text)).text.into_owned(),
        };
        let items = [
            (GridKey::Count, Some(self.format.count(totals.count))),
            (GridKey::Sum, totals.sum().map(number)),
            (GridKey::Average, totals.average(PLACES).map(number)),
            (GridKey::Min, totals.min().map(shown)),
            (GridKey::Max, totals.max().map(shown)),
        ];
        let item = |(key, value): (GridKey, Option<String>)| {
            let value = value?;
            Some(Draw::new("span").text(text(key)).text(" ").child(Draw::new("b").text(&value)))
        };
        set(&self.parts.totals, "aria-live", "polite");
        Draw::onto(self.parts.totals.clone()).children(items.into_iter().filter_map(item)).done();
    }
}

/// The element at which the reader aimed.
pub(super) fn aimed(event: &Event) -> Option<(Element, MouseEvent)> {
    let target = event.target()?.dyn_into::<Element>().ok()?;
    // Only events of a pointer are listened to with this.
    Some((target, event.unchecked_ref::<MouseEvent>().clone()))
}
