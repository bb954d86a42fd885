//! The header, the columns' places, and the size of what is scrolled.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, ScrollIntoViewOptions, ScrollLogicalPosition};

use super::frame::style;
use super::rows::{put, set, unset};
use super::{Grid, State};
use crate::grid::columns::Columns;
use crate::i18n::grid::{GridKey, fill};
use crate::platform::dom::Draw;
use crate::platform::js;

impl Grid {
    /// Puts everything in its place: after a change of columns, widths or heights.
    pub(super) fn lay_out(&self) {
        {
            let mut state = self.state.borrow_mut();
            let widths = state.order.iter().map(|column| state.widths.get(*column).copied().unwrap_or(0.0));
            state.columns = Columns::new(widths);
            state.pool.reset();
            let columns = state.order.len();
            set(&self.parts.table, "aria-colcount", &columns.to_string());
        }
        self.draw_head();
        self.measure();
    }

    /// Looks how much room there is, and draws what is to be seen in it.
    pub(super) fn measure(&self) {
        {
            let mut state = self.state.borrow_mut();
            let state = &mut *state;
            let scroll = &self.parts.scroll;
            state.rows.count = state.arrange.rows().len();
            set(&self.parts.table, "aria-rowcount", &(state.rows.count + 1).to_string());
            // First, because a scroll bar takes of the width.
            self.reserve(state);
            state.width = f64::from(scroll.client_width());
            state.em = letters(&self.parts.table).unwrap_or(state.em);
            style(&self.parts.table, &[("inline-size", state.columns.width().max(state.width))]);
            // Before the header is measured: without places, its cells stand below each other.
            self.place_columns(state);
            let height = self.head_height();
            if height > 0.0 && height.to_bits() != state.rows.height.to_bits() {
                state.rows.height = height;
                self.reserve(state);
            }
            state.rows.viewport = self.viewport(state.rows.height);
        }
        self.draw_rows();
        self.settle();
    }

    /// Measures again where the box has another size than when it was measured last.
    pub(super) fn resized(&self) {
        let same = {
            let state = self.state.borrow();
            let (height, width) = (state.rows.height, f64::from(self.parts.scroll.client_width()));
            [(state.width, width), (height, self.head_height()), (state.rows.viewport, self.viewport(height))]
                .iter()
                .all(|(old, new)| old.to_bits() == new.to_bits())
        };
        if !same {
            self.measure();
        }
    }

    /// Gives the table the height of all its rows.
    fn reserve(&self, state: &State) {
        style(&self.parts.table, &[("block-size", state.rows.canvas() + state.rows.height)]);
    }

    fn head_height(&self) -> f64 {
        self.parts.head.get_bounding_client_rect().height()
    }

    /// How high the box is below its header, which is as high as a row; it depends on what is in it.
    fn viewport(&self, height: f64) -> f64 {
        (f64::from(self.parts.scroll.client_height()) - height).max(height)
    }

    /// The header's cells, for all columns.
    fn draw_head(&self) {
        let mut state = self.state.borrow_mut();
        let mut heads = Vec::with_capacity(state.order.len());
        let table = self.table();
        let head = |(at, column): (usize, &usize)| -> Option<(Draw, Element)> {
            let column = table.columns().get(*column)?;
            let cell = Draw::new("th")
                .attr("role", "columnheader")
                .attr("aria-colindex", &(at + 1).to_string())
                .attr("tabindex", "-1")
                .attr("aria-label", &column.name)
                .attr("title", column.sql_type())
                .class(if column.is_numeric() { "number" } else { "" })
                .child(Draw::new("span").class("label").text(&column.name))
                .child(opener(&column.name))
                .child(Draw::new("span").class("grip").attr("aria-hidden", "true"));
            let element = cell.element()?;
            Some((cell, element))
        };
        let made = state.order.iter().enumerate().filter_map(head);
        let row = made.fold(Draw::onto(self.parts.head.clone()), |row, (cell, element)| {
            heads.push(element);
            row.child(cell)
        });
        row.done();
        state.heads = heads;
        drop(state);
        self.show_sort();
    }

    /// Gives the columns their widths: a wide box is filled.
    pub(super) fn place_columns(&self, state: &mut State) {
        let widths: Vec<f64> = (0..state.order.len()).map(|at| state.width_of(at)).collect();
        let list = widths.iter().map(|width| format!("{width}px")).collect::<Vec<_>>().join(" ");
        // To set it costs the styles of all cells, also where it is the same.
        if self.parts.table.style().get_property_value("--all").ok().as_deref() != Some(&list) {
            put(&self.parts.table, "--all", &list);
        }
        let start = state.pool.columns().start;
        let before = if state.pinned && start > 0 { state.width_of(0) } else { 0.0 };
        style(&self.parts.table, &[("--lead", (state.columns.left(start) - before).max(0.0))]);
        state.pool.place(state.em, &|at| widths.get(at).copied().unwrap_or_default());
    }

    /// Shows by which columns the rows are sorted.
    pub(super) fn show_sort(&self) {
        let state = self.state.borrow();
        let sorted = state.arrange.sorted_by();
        for (head, column) in state.heads.iter().zip(state.order.iter()) {
            let found = sorted.iter().position(|by| by.column == *column);
            match found.and_then(|at| Some((at, sorted.get(at)?))) {
                Some((at, by)) => {
                    set(head, "aria-sort", if by.descending { "descending" } else { "ascending" });
                    let number = if sorted.len() > 1 { (at + 1).to_string() } else { String::new() };
                    set(head, "data-order", &number);
                }
                None => {
                    unset(head, "aria-sort");
                    unset(head, "data-order");
                }
            }
        }
    }

    /// The element of the cell where the reader is, if it is drawn.
    pub(super) fn active(&self) -> Option<Element> {
        let state = self.state.borrow();
        match state.active.row.checked_sub(1) {
            None => state.heads.get(state.active.column).cloned(),
            Some(row) => state.pool.cell(row, state.active.column),
        }
    }

    /// Lets Tab lead to the active cell, or to the grid while that cell is not drawn; where the focus
    /// was on the one, it moves to the other.
    pub(super) fn settle(&self) {
        let target = self.active().unwrap_or_else(|| self.parts.table.clone().into());
        let old = self.state.borrow_mut().stop.replace(target.clone());
        if old.as_ref() == Some(&target) {
            return;
        }
        set(&target, "tabindex", "0");
        let Some(old) = old else { return };
        let focused = old.matches(":focus").unwrap_or(false);
        set(&old, "tabindex", "-1");
        if focused {
            focus(&target);
        }
    }
}

impl State {
    /// The width at which a visible column is drawn, in CSS pixels: a wide box is filled.
    pub(super) fn width_of(&self, at: usize) -> f64 {
        let all = self.columns.width();
        let grow = if all > 0.0 && !self.sized { (self.width / all).max(1.0) } else { 1.0 };
        (self.columns.left(at + 1) - self.columns.left(at)) * grow
    }
}

/// The size of an element's letters in CSS pixels.
fn letters(element: &HtmlElement) -> Option<f64> {
    let window = web_sys::window()?.into();
    let style = js::call(&window, "getComputedStyle", &[element.into()])?;
    // Rust's own reader of floats has tables of 14 kB.
    js::call(&window, "parseFloat", &[js::get(&style, "fontSize")])?.as_f64()
}

/// The button of a column's menu. Keys reach it from the header itself.
fn opener(name: &str) -> Draw {
    let button = Draw::new("button").attr("type", "button").attr("tabindex", "-1").class("opener");
    let label = fill(GridKey::ColumnMenu, &[name]);
    button.attr("aria-label", &label).attr("aria-haspopup", "dialog")
}

/// Scrolls as far as needed to see an element.
pub(super) fn into_view(element: &Element) {
    let options = ScrollIntoViewOptions::new();
    options.set_block(ScrollLogicalPosition::Nearest);
    options.set_inline(ScrollLogicalPosition::Nearest);
    element.scroll_into_view_with_scroll_into_view_options(&options);
}

/// Moves the focus without scrolling.
pub(super) fn focus(element: &Element) {
    let options = web_sys::FocusOptions::new();
    options.set_prevent_scroll(true);
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        // A hidden element cannot take the focus, which is no failure.
        drop(element.focus_with_options(&options));
    }
}
