//! The exact value of a cell whose text is another: beside the rows for the one where the reader is,
//! as a tooltip for the one that is pointed at.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Element, Event};

use super::Grid;
use super::menu::flag;
use super::rows::{set, unset};
use crate::grid::cursor::Place;
use crate::i18n::grid::{GridKey, text};
use crate::platform::dom::Draw;
use crate::text::visible;

/// Characters that are shown; the rest is seen in the opened cell.
const MOST: usize = 120;

impl Grid {
    /// The exact value of a cell below the header, where its text is another one.
    fn exact(&self, place: Place) -> Option<String> {
        let state = self.state.try_borrow().ok()?;
        let record = *state.arrange.rows().get(place.row.checked_sub(1)?)?;
        let column = *state.order.get(place.column)?;
        drop(state);
        let table = self.table();
        let sense = self.sense(column);
        let cell = table.cell(record as usize, column)?;
        let shown = self.format.show(sense, Some(cell));
        // Where the text alone tells that more is to be opened, nothing is repeated.
        let other = shown.exact.is_some() || sense.kind.is_numeric();
        (other && shown.text != cell).then(|| cell.to_owned())
    }

    /// Shows the exact value of the cell where the reader is; of a selection there are totals instead.
    pub(super) fn show_exact(&self) {
        let Ok(state) = self.state.try_borrow() else { return };
        let many = state.area.as_ref().is_some_and(|area| area.len() > 1);
        let place = state.active;
        drop(state);
        let exact = if many { None } else { self.exact(place) };
        flag(&self.parts.exact, "hidden", exact.is_none());
        if let Some(exact) = exact {
            let value = Draw::new("span").class("code").text(&visible::line(&exact, MOST));
            Draw::onto(self.parts.exact.clone()).text(text(GridKey::Exact)).text(" ").child(value).done();
            if let Some(cell) = self.active().filter(|cell| cell.matches(":focus").unwrap_or(false)) {
                set(&cell, "title", &exact);
            }
        }
    }

    /// The pointer is on a number, whose element may show another one when it leaves.
    pub(super) fn pointed_over(self: &Rc<Self>, event: &Event) {
        let Some(cell) = number(event) else { return };
        if let Some(exact) = self.place_of(&cell).and_then(|place| self.exact(place)) {
            set(&cell, "title", &exact);
        }
    }

    /// The pointer or the focus leaves a number.
    pub(super) fn pointed_out(self: &Rc<Self>, event: &Event) {
        if let Some(cell) = number(event) {
            unset(&cell, "title");
        }
    }
}

fn number(event: &Event) -> Option<Element> {
    let target = event.target()?.dyn_into::<Element>().ok()?;
    target.closest("td.number").ok().flatten()
}
