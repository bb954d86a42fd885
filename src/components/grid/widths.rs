//! Columns made wider and narrower, and moved.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Event, MouseEvent};

use super::Grid;
use super::frame::natural;
use crate::grid::columns::Columns;
use crate::grid::cursor::Place;

/// Least and greatest width of a column in CSS pixels.
const WIDTHS: (f64, f64) = (48.0, 2_000.0);

/// Characters to which a double click fits a column at most.
const MOST: usize = 200;

/// A column that is being dragged wider.
#[derive(Clone, Copy)]
pub(super) struct Drag {
    column: usize,
    from: f64,
    width: f64,
}

impl Grid {
    /// Makes a visible column wider or, below zero, narrower.
    pub(super) fn widen(&self, at: usize, by: f64) {
        self.resize(at, self.width(at) + by);
    }

    /// Makes a visible column as wide as its content.
    pub(super) fn fit(&self, at: usize) {
        let column = self.state.borrow().order.get(at).copied();
        if let Some(column) = column {
            self.resize(at, natural(&self.table(), column, MOST));
        }
    }

    /// Begins to drag the edge of a visible column.
    pub(super) fn drag(&self, at: usize, event: &MouseEvent) {
        event.prevent_default();
        let from = f64::from(event.client_x());
        self.dragged.set(Some(Drag { column: at, from, width: self.width(at) }));
    }

    pub(super) fn dragging(self: &Rc<Self>, event: &Event) {
        let Some(drag) = self.dragged.get() else { return };
        let event: &MouseEvent = event.unchecked_ref();
        if event.buttons() == 0 {
            self.dragged.set(None);
        } else {
            self.resize(drag.column, drag.width + f64::from(event.client_x()) - drag.from);
        }
    }

    /// Moves the column where the reader is by one place.
    pub(super) fn shift(self: &Rc<Self>, right: bool) {
        let place = {
            let mut state = self.state.borrow_mut();
            let at = state.active.column;
            let to = if right { at + 1 } else { at.wrapping_sub(1) };
            if to >= state.order.len() {
                return;
            }
            state.order.swap(at, to);
            state.area = None;
            Place { column: to, ..state.active }
        };
        self.lay_out();
        self.show_totals();
        self.go(place, false);
    }

    /// The width at which a column is drawn.
    fn width(&self, at: usize) -> f64 {
        let state = self.state.borrow();
        let head = state.heads.get(at);
        head.map_or(WIDTHS.0, |head| head.get_bounding_client_rect().width())
    }

    fn resize(&self, at: usize, width: f64) {
        {
            let mut state = self.state.borrow_mut();
            let state = &mut *state;
            if !state.sized {
                state.sized = true;
                // From now on nothing is stretched; what was keeps its width.
                for (head, column) in state.heads.iter().zip(&state.order) {
                    if let Some(own) = state.widths.get_mut(*column) {
                        *own = head.get_bounding_client_rect().width();
                    }
                }
            }
            if let Some(own) = state.order.get(at).and_then(|column| state.widths.get_mut(*column)) {
                *own = width.clamp(WIDTHS.0, WIDTHS.1);
            }
            let widths = state.order.iter().map(|column| state.widths.get(*column).copied().unwrap_or(0.0));
            state.columns = Columns::new(widths);
        }
        self.measure();
    }
}
