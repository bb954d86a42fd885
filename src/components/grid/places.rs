//! Where columns stand: moved by keys, by their menu or by dragging their header, hidden and shown again.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlInputElement, MouseEvent};

use super::Grid;
use super::draw::focus;
use super::menu::flag;
use crate::grid::cursor::Place;

/// Pixels after which a press on a header is no click.
const STILL: i32 = 6;

/// A column whose header is held down.
#[derive(Clone, Copy)]
pub(super) struct Carry {
    column: usize,
    from: i32,
    /// Where it would go.
    to: usize,
    pub moved: bool,
}

impl Grid {
    /// Moves the column where the reader is by one place: `on`, or back.
    pub(super) fn shift(self: &Rc<Self>, on: bool) {
        let at = self.state.borrow().active.column;
        self.move_column(at, if on { at + 1 } else { at.wrapping_sub(1) });
    }

    fn move_column(self: &Rc<Self>, at: usize, to: usize) {
        let place = {
            let mut state = self.state.borrow_mut();
            if !state.order.shift(at, to) {
                return;
            }
            Place { column: to, ..state.active }
        };
        self.select(None);
        self.lay_out();
        self.go(place, false);
    }

    /// A press on a header, from which it may be dragged elsewhere.
    pub(super) fn carry(&self, at: usize, event: &MouseEvent) {
        self.carried.set(Some(Carry { column: at, from: event.client_x(), to: at, moved: false }));
    }

    /// The pointer moves with a header.
    pub(super) fn carrying(self: &Rc<Self>, event: &Event) {
        let Some(mut carry) = self.carried.get() else { return };
        let mouse: &MouseEvent = event.unchecked_ref();
        carry.moved |= (mouse.client_x() - carry.from).abs() > STILL;
        if mouse.buttons() & 1 == 0 || !carry.moved {
            return;
        }
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let place = target.and_then(|target| self.place_of(&target));
        carry.to = place.map_or(carry.column, |place| place.column);
        self.mark(Some(carry));
        self.carried.set(Some(carry));
    }

    /// The button is released: a header that was dragged is put down. A click follows where the pointer
    /// is on the same header still.
    pub(super) fn put_down(self: &Rc<Self>, _: &Event) {
        self.sweeping.take();
        self.dragged.set(None);
        let Some(carry) = self.carried.get().filter(|carry| carry.moved) else { return };
        self.mark(None);
        if carry.to != carry.column {
            self.carried.set(None);
            let row = self.state.borrow().active.row;
            self.stand(Place { row, column: carry.column });
            self.move_column(carry.column, carry.to);
        }
    }

    /// Shows which header is dragged, and to which side of another one it would go.
    fn mark(&self, carry: Option<Carry>) {
        for (at, head) in self.state.borrow().heads.iter().enumerate() {
            let goes = |right: bool| {
                carry.is_some_and(|carry| {
                    at == carry.to && carry.to != carry.column && (carry.to > carry.column) == right
                })
            };
            flag(head, "data-carried", carry.is_some_and(|carry| at == carry.column));
            flag(head, "data-before", goes(false));
            flag(head, "data-after", goes(true));
        }
    }

    /// Takes a visible column out of view.
    pub(super) fn hide(self: &Rc<Self>, at: usize) {
        let column = self.state.borrow().order.get(at).copied();
        if let Some(column) = column {
            self.show_column(column, false);
        }
    }

    /// Shows the columns that are chosen in the menu, at least one.
    pub(super) fn choose_columns(self: &Rc<Self>, event: &Event) {
        let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        let Some(input) = input else { return };
        let column = input.get_attribute("data-column").and_then(|at| at.parse::<usize>().ok());
        if let Some(column) = column {
            self.show_column(column, input.checked());
        }
    }

    /// Shows a column or not, in the order that the reader gave them. The last one stays.
    fn show_column(self: &Rc<Self>, column: usize, shown: bool) {
        self.state.borrow_mut().order.show(column, shown);
        self.columns_changed();
    }

    /// Shows all columns again.
    pub(super) fn show_all_columns(self: &Rc<Self>, _: &Event) {
        self.state.borrow_mut().order.show_all();
        self.columns_changed();
    }

    fn columns_changed(self: &Rc<Self>) {
        {
            let mut state = self.state.borrow_mut();
            let last = state.order.len().saturating_sub(1);
            state.active.column = state.active.column.min(last);
        }
        self.select(None);
        self.tick_columns();
        self.lay_out();
        if let Some(cell) =
            self.active().filter(|_| self.parts.bar.query_selector(":focus").ok().flatten().is_none())
        {
            focus(&cell);
        }
    }

    /// Lets the menu show which columns there are.
    fn tick_columns(&self) {
        let state = self.state.borrow();
        let bar = &self.parts.bar;
        for column in 0..self.table().columns().len() {
            let mark = ["[data-column=\"", &column.to_string(), "\"]"].concat();
            // Of many columns, only the first are in the menu.
            let Some(mark) = bar.query_selector(&mark).ok().flatten() else { break };
            if let Ok(mark) = mark.dyn_into::<HtmlInputElement>() {
                mark.set_checked(state.order.contains(&column));
            }
        }
        if let Some(all) = bar.query_selector(".all").ok().flatten() {
            flag(&all, "hidden", state.order.is_whole());
        }
    }
}
