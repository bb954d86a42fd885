//! What can be done with a column or a cell, from its menu.

use std::ops::Range;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Element, Event};

use super::Grid;
use super::draw::focus;
use crate::grid::cursor::{Area, Place};
use crate::i18n::grid::{GridKey, text};
use crate::platform::dom::Draw;

type Act = fn(&Rc<Grid>, Place);

const ACTS: [(GridKey, Act); 15] = [
    (GridKey::SortUp, |grid, place| grid.sort_to(place.column, false)),
    (GridKey::SortDown, |grid, place| grid.sort_to(place.column, true)),
    (GridKey::MoveLeft, |grid, _| grid.shift(grid.is_mirrored())),
    (GridKey::MoveRight, |grid, _| grid.shift(!grid.is_mirrored())),
    (GridKey::Fit, |grid, place| grid.fit(place.column)),
    (GridKey::Hide, |grid, place| grid.hide(place.column)),
    (GridKey::Copy, |grid, place| grid.copy_area(&grid.column(place), false)),
    (GridKey::CopyAsMarkdown, |grid, place| grid.copy_area(&grid.column(place), true)),
    (GridKey::SelectColumn, |grid, place| grid.select_whole(place, true, false)),
    (GridKey::OpenCell, |grid, place| grid.open(place)),
    (GridKey::Copy, |grid, _| grid.copy_area(&grid.picked(), false)),
    (GridKey::CopyAsMarkdown, |grid, _| grid.copy_area(&grid.picked(), true)),
    (GridKey::SelectRow, |grid, place| grid.select_whole(place, false, false)),
    (GridKey::SelectColumn, |grid, place| grid.select_whole(place, true, false)),
    (GridKey::ShowNames, |grid, place| grid.switch(place)),
];

/// Which of them are a column's, and which a cell's.
pub(super) const COLUMN: Range<usize> = 0..9;
const CELL: Range<usize> = 9..14;
/// The column's button that [`switch`] makes.
const SWITCH: usize = 14;

/// The buttons of these acts.
pub(super) fn buttons(acts: Range<usize>) -> Draw {
    let list = ACTS.iter().enumerate().skip(acts.start).take(acts.len());
    Draw::new("div").class("acts").children(list.map(|(number, (key, _))| button(number, text(*key))))
}

fn button(number: usize, words: &str) -> Draw {
    Draw::new("button").attr("type", "button").attr("data-act", &number.to_string()).text(words)
}

/// The button that shows a column in its other way.
pub(super) fn switch(words: &str) -> Draw {
    button(SWITCH, words)
}

impl Grid {
    /// All cells of a visible column.
    fn column(&self, place: Place) -> Area {
        Area { columns: place.column..place.column + 1, ..self.everything() }
    }

    /// A click on one of a menu's buttons.
    pub(super) fn clicked_act(self: &Rc<Self>, event: &Event) {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let act = target.and_then(|target| target.get_attribute("data-act"));
        let Some((_, act)) = act.and_then(|act| ACTS.get(act.parse::<usize>().ok()?)) else { return };
        let place = self.state.borrow().active;
        self.close_cell();
        act(self, place);
    }

    /// The menu of a cell, or of the selection that it is part of.
    pub(super) fn open_acts(self: &Rc<Self>, place: Place) {
        let selected = {
            let state = self.state.borrow();
            state.area.as_ref().is_some_and(|area| area.holds(place.row - 1, place.column))
        };
        match selected {
            true => self.stand(place),
            false => self.go(place, false),
        }
        let panel = Draw::new("div")
            .class("cell list")
            .attr("role", "dialog")
            .attr("aria-label", text(GridKey::CellMenu))
            .child(buttons(CELL));
        let Some(element) = panel.element() else { return };
        self.put_near(&element, place);
        if let Some(first) = element.query_selector("button").ok().flatten() {
            focus(&first);
        }
    }
}
