//! What lies over the grid (an opened cell, a menu) goes when the reader goes on elsewhere.

use std::rc::Rc;

use js_sys::Reflect;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event};

use super::Grid;
use super::draw::focus;
use crate::platform::{clock, dom};

/// What can lie over the grid.
const OVER: &str = ".cell, .menu[open]";

/// Where the rows were scrolled to when something was laid over them.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Over {
    along: i32,
    /// Missing for a column's menu: its filter changes how many rows there are, and with it this.
    down: Option<i32>,
}

impl Grid {
    /// Something lies over the grid now.
    pub(super) fn cover(&self, column: bool) {
        let scroll = &self.parts.scroll;
        let down = (!column).then(|| scroll.scroll_top());
        self.over.set(Some(Over { along: scroll.scroll_left(), down }));
    }

    /// What lies over the grid.
    fn lying(&self) -> Option<Element> {
        self.parts.frame.query_selector(OVER).ok().flatten()
    }

    /// Takes away what lies over the grid.
    pub(super) fn uncover(&self) {
        if let Some(panel) = self.lying().filter(|_| self.over.get().is_some()) {
            self.lift(&panel);
        }
    }

    /// Takes this away, if it is there still. The focus stays in the grid if it was there.
    fn lift(&self, panel: &Element) {
        if panel.class_list().contains("menu") {
            self.fold_menu();
        } else {
            let held = dom::focused(panel).is_some_and(|focused| panel.contains(Some(&focused)));
            panel.remove();
            if held {
                focus(&self.active().unwrap_or_else(|| self.parts.table.clone().into()));
            }
        }
        if self.lying().is_none() {
            self.over.set(None);
        }
    }

    /// The rows were scrolled, by the reader or to show what was to be opened.
    pub(super) fn scrolled(&self) {
        let Some(over) = self.over.get() else { return };
        let scroll = &self.parts.scroll;
        let moved = over.down.is_some_and(|down| down != scroll.scroll_top());
        if moved || over.along != scroll.scroll_left() {
            self.uncover();
        }
    }

    /// A press within the frame, which `pressed_anywhere` hears of next.
    pub(super) fn pressed_within(self: &Rc<Self>, event: &Event) {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        self.within.set(target.is_some_and(|target| is_over(&target)));
    }

    /// A press anywhere on the page. What lies over the grid goes when it has ended: taken away now, it
    /// could move what is pressed away from under the pointer.
    pub(super) fn pressed_anywhere(self: &Rc<Self>, _: &Event) {
        if !self.within.take() && self.over.get().is_some() {
            *self.pressing.borrow_mut() = self.lying();
        }
    }

    /// The press has ended; the click that may follow comes first.
    pub(super) fn released_anywhere(self: &Rc<Self>, _: &Event) {
        self.sweeping.take();
        let Some(panel) = self.pressing.take() else { return };
        let grid = Rc::downgrade(self);
        clock::later(0, move || {
            if let Some(grid) = grid.upgrade() {
                grid.lift(&panel);
            }
        });
    }

    /// The focus goes elsewhere; nowhere, where the window is left.
    pub(super) fn focus_left(self: &Rc<Self>, event: &Event) {
        let next = Reflect::get(event, &JsValue::from_str("relatedTarget")).ok();
        let next = next.and_then(|next| next.dyn_into::<Element>().ok());
        if next.is_some_and(|next| !is_over(&next)) && self.pressing.borrow().is_none() {
            self.uncover();
        }
    }
}

fn is_over(element: &Element) -> bool {
    element.closest(OVER).ok().flatten().is_some()
}
