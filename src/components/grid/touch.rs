//! Fingers: a tap goes to a cell, a long press selects its row, anything else scrolls.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Event, MouseEvent};

use super::Grid;
use super::draw::into_view;
use crate::grid::cursor::Place;
use crate::platform::{clock, js};

/// Milliseconds after which a press is a long one.
const LONG_MS: u32 = 500;
/// Milliseconds after which nothing more comes of a press that has ended.
const ENDED_MS: u32 = 150;
/// Pixels by which a finger may move meanwhile.
const STILL: i32 = 10;

/// A finger that is held down on a cell.
pub(super) struct Hold {
    place: Place,
    at: (i32, i32),
    since: f64,
}

impl Grid {
    /// True where it was a finger: a tap or a scroll, which only its end tells.
    pub(super) fn touched_at(self: &Rc<Self>, place: Place, event: &MouseEvent) -> bool {
        let touch = js::text(event, "pointerType") == "touch";
        self.touched.set(touch);
        self.finger.set(touch);
        self.pressed_long.set(false);
        if !touch || place.row == 0 {
            return touch;
        }
        let since = clock::elapsed_ms();
        *self.held.borrow_mut() = Some(Hold { place, at: (event.client_x(), event.client_y()), since });
        let grid = Rc::downgrade(self);
        clock::later(LONG_MS, move || {
            let Some(grid) = grid.upgrade() else { return };
            let held = grid.held.borrow_mut().take_if(|held| held.since.to_bits() == since.to_bits());
            if let Some(held) = held {
                // The tap that ends it is not one.
                grid.touched.set(false);
                grid.go(held.place, false);
                grid.select_whole(held.place, false, false);
                grid.pressed_long.set(true);
            }
        });
        true
    }

    /// The finger has moved on, or left.
    pub(super) fn let_go(self: &Rc<Self>, event: &Event) {
        let event: &MouseEvent = event.unchecked_ref();
        let still = |at: (i32, i32)| {
            (event.client_x() - at.0).abs() <= STILL && (event.client_y() - at.1).abs() <= STILL
        };
        let moves = event.type_() == "pointermove";
        self.held.borrow_mut().take_if(|held| !moves || !still(held.at));
        if !moves && self.pressed_long.take() {
            // What can be done with it may stand below what is seen. Not before: it would move what is pressed,
            // or what the mouse's events go to that a browser makes of the touch.
            let grid = Rc::downgrade(self);
            clock::later(ENDED_MS, move || {
                if let Some(grid) = grid.upgrade() {
                    into_view(&grid.parts.picked);
                }
            });
        }
    }

    /// A tap goes to the cell.
    pub(super) fn tapped(self: &Rc<Self>, place: Place) {
        if self.touched.take() {
            self.go(place, false);
        }
    }

    /// In place of the browser's menu, a cell's or a column's own is opened.
    pub(super) fn context(self: &Rc<Self>, event: &Event) {
        let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        let Some(place) = target.and_then(|target| self.place_of(&target)) else { return };
        event.prevent_default();
        match place.row {
            0 => self.open_column(place.column),
            // A long press selects.
            _ if self.finger.get() => {}
            _ => self.open_acts(place),
        }
    }
}
