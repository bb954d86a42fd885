//! The keyboard: the keys of the ARIA grid pattern.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Event, KeyboardEvent};

use super::Grid;
use super::draw::{focus, into_view};
use crate::grid::cursor::{Area, Extent, Place, Reach};
use crate::platform::js;
use crate::text::keys::shortcut;

/// Pixels by which a key makes a column wider.
const WIDER: f64 = 16.0;

impl Grid {
    pub(super) fn extent(&self) -> Extent {
        let state = self.state.borrow();
        Extent { rows: state.rows.count, columns: state.order.len(), page: state.rows.page() }
    }

    pub(super) fn pressed(self: &Rc<Self>, event: &Event) {
        // Only `keydown` is listened to with this.
        let event: &KeyboardEvent = event.unchecked_ref();
        let key = match shortcut(&js::text(event, "key"), &js::text(event, "code")).as_str() {
            // Places are counted from where lines begin; arrows say where something is to be seen.
            "ArrowLeft" if self.is_mirrored() => "ArrowRight".to_owned(),
            "ArrowRight" if self.is_mirrored() => "ArrowLeft".to_owned(),
            key => key.to_owned(),
        };
        self.finger.set(false);
        let control = event.ctrl_key() || event.meta_key();
        let active = self.state.borrow().active;
        if event.alt_key() {
            match key.as_str() {
                "ArrowRight" | "ArrowLeft" if event.shift_key() => self.shift(key == "ArrowRight"),
                "ArrowDown" => self.open_column(active.column),
                "ArrowRight" => self.widen(active.column, WIDER),
                "ArrowLeft" => self.widen(active.column, -WIDER),
                _ => return,
            }
            event.prevent_default();
            return;
        }
        if let Some(place) = active.moved(&key, control, self.extent()) {
            event.prevent_default();
            self.go(place, event.shift_key());
            return;
        }
        match key.as_str() {
            "Enter" | "F2" if active.row == 0 => self.sort(active.column, event.shift_key()),
            "Enter" | "F2" => self.open(active),
            " " => self.select_whole(active, control, event.shift_key()),
            "a" if control && !event.shift_key() => self.select(Some(self.everything())),
            "Escape" if self.over.get().is_none() && self.state.borrow().area.is_some() => self.select(None),
            _ => return,
        }
        event.prevent_default();
    }

    /// Goes to a cell and takes the selection along, if it is to grow.
    pub(super) fn go(self: &Rc<Self>, place: Place, grow: bool) {
        self.pick(place, grow);
        self.stand(place);
    }

    /// Lets the selection grow up to a cell, or end because the reader goes there.
    pub(super) fn pick(self: &Rc<Self>, place: Place, grow: bool) {
        let (anchor, reach, had) = {
            let mut state = self.state.borrow_mut();
            if state.area.is_none() {
                state.reach = Reach::Cells;
                if grow {
                    state.anchor = state.active;
                }
            }
            (state.anchor, state.reach, state.area.is_some())
        };
        let area = || Area::between(anchor, place).reaching(reach, self.extent());
        let area = grow.then(area).filter(|area| !area.is_empty());
        if grow || had {
            self.select(area);
        }
    }

    /// Goes to a cell and leaves the selection as it is.
    pub(super) fn stand(&self, place: Place) {
        self.state.borrow_mut().active = place;
        self.reveal();
        self.land();
    }

    /// Moves the focus to the active cell.
    pub(super) fn land(&self) {
        if let Some(cell) = self.active() {
            focus(&cell);
            self.settle();
        }
    }

    /// True where columns run from right to left.
    pub(super) fn is_mirrored(&self) -> bool {
        self.parts.scroll.matches(":dir(rtl)").unwrap_or(false)
    }

    /// Scrolls as far as needed to see the active cell.
    fn reveal(&self) {
        let scroll = &self.parts.scroll;
        let (down, along) = {
            let state = self.state.borrow();
            let old = f64::from(scroll.scroll_top());
            let down = state.active.row.checked_sub(1).map_or(old, |row| state.rows.reveal(row, old));
            let column = state.active.column;
            let drawn = column == 0 && state.pinned || state.pool.columns().contains(&column);
            (down, (!drawn).then(|| state.columns.left(column)))
        };
        // Half a pixel would be lost, and with it the row's border.
        scroll.set_scroll_top(down.ceil() as i32);
        if let Some(along) = along {
            // Right to left, positions are below zero.
            let sign = if self.is_mirrored() { -1 } else { 1 };
            scroll.set_scroll_left(sign * along as i32);
        }
        self.draw_rows();
        if let Some(cell) = self.active() {
            into_view(&cell);
        }
    }
}
