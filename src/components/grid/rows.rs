//! The pool of row elements: filled again with other rows while the reader scrolls.

use std::ops::Range;

use web_sys::{Element, HtmlElement, Node};

use super::Grid;
use super::format::Shown;
use crate::domain::table::{Column, Kind};
use crate::grid::cursor::Place;
use crate::platform::dom::Draw;

/// A cell element and what it shows.
struct Cell {
    element: Element,
    text: Node,
    column: usize,
    kind: Kind,
    class: &'static str,
    titled: bool,
    selected: bool,
}

/// A row element and what it shows.
struct Slot {
    element: HtmlElement,
    cells: Vec<Cell>,
    row: Option<usize>,
    top: f64,
}

/// The row elements and the visible columns that each of them has.
#[derive(Default)]
pub(super) struct Pool {
    slots: Vec<Slot>,
    columns: Range<usize>,
    /// Rows that are drawn.
    window: Range<usize>,
}

impl Pool {
    /// The element of a cell, if it is drawn; rows count from 0.
    pub fn cell(&self, row: usize, column: usize) -> Option<Element> {
        if !self.window.contains(&row) {
            return None;
        }
        let slot = self.slots.get(row % self.slots.len().max(1))?;
        // The pinned column comes first, wherever the others begin.
        let cells = slot.cells.iter();
        let place = if self.columns.contains(&column) || column == 0 { column } else { return None };
        let cell = cells.rev().find(|cell| cell.column == place)?;
        Some(cell.element.clone())
    }

    /// The columns that are drawn.
    pub fn columns(&self) -> Range<usize> {
        self.columns.clone()
    }

    /// Forgets what is shown, so that all is drawn anew.
    pub fn forget(&mut self) {
        for slot in &mut self.slots {
            slot.row = None;
        }
    }

    /// Forgets the columns too, because they are others now.
    pub fn reset(&mut self) {
        self.clear();
        self.columns = 0..0;
    }

    /// Forgets the elements too, because other columns are to be seen.
    pub fn clear(&mut self) {
        for slot in self.slots.drain(..) {
            slot.element.remove();
        }
    }
}

impl Grid {
    /// Draws the rows that are to be seen where the reader has scrolled to.
    pub(super) fn draw_rows(&self) {
        let (down, along) = (self.parts.scroll.scroll_top(), self.parts.scroll.scroll_left());
        let mut state = self.state.borrow_mut();
        let state = &mut *state;
        let needed = state.columns.window(f64::from(along.abs()), state.width);
        let columns = state.columns.drawn(needed, state.pool.columns());
        if columns != state.pool.columns {
            state.pool.columns = columns;
            state.pool.clear();
            self.place_columns(state);
        }
        let wanted = state.rows.pool();
        for slot in state.pool.slots.drain(wanted.min(state.pool.slots.len())..) {
            slot.element.remove();
        }
        if state.pool.slots.len() != wanted {
            // Which row an element shows depends on how many there are.
            state.pool.forget();
        }
        while state.pool.slots.len() < wanted {
            let Some(slot) = self.slot(&state.order, state.pool.columns.clone(), state.pinned) else {
                return;
            };
            state.pool.slots.push(slot);
        }
        let window = state.rows.window(f64::from(down));
        state.pool.window = window.first..window.end;
        let all = state.arrange.rows();
        let table = self.table();
        for row in window.first..window.end {
            let Some(slot) = state.pool.slots.get_mut(row % wanted) else { continue };
            let top = window.top + (row - window.first) as f64 * state.rows.height;
            if slot.top.to_bits() != top.to_bits() {
                slot.top = top;
                // Not a transform: each row would be a layer of its own.
                put(&slot.element, "top", &format!("{top}px"));
            }
            if slot.row == Some(row) {
                continue;
            }
            slot.row = Some(row);
            set(&slot.element, "aria-rowindex", &(row + 2).to_string());
            let Some(record) = all.get(row) else { continue };
            for cell in &mut slot.cells {
                let column = state.order.get(cell.column).copied().unwrap_or_default();
                let shown = self.format.show(cell.kind, table.cell(*record as usize, column));
                cell.show(&shown);
                cell.select(state.area.as_ref().is_some_and(|area| area.holds(row, cell.column)));
            }
        }
    }

    /// Marks the selected cells among those that are drawn.
    pub(super) fn draw_selection(&self) {
        let mut state = self.state.borrow_mut();
        let state = &mut *state;
        for slot in &mut state.pool.slots {
            let Some(row) = slot.row else { continue };
            for cell in &mut slot.cells {
                cell.select(state.area.as_ref().is_some_and(|area| area.holds(row, cell.column)));
            }
        }
    }

    /// The place of the cell in which an event happened.
    pub(super) fn place_of(&self, target: &Element) -> Option<Place> {
        let number = |element: &Element, name: &str| -> Option<usize> {
            element.get_attribute(name)?.parse::<usize>().ok()?.checked_sub(1)
        };
        let cell = target.closest("[aria-colindex]").ok()??;
        let row = cell.closest("[aria-rowindex]").ok()??;
        Some(Place { row: number(&row, "aria-rowindex")?, column: number(&cell, "aria-colindex")? })
    }

    fn slot(&self, order: &[usize], columns: Range<usize>, pinned: bool) -> Option<Slot> {
        let row = Draw::new("tr").attr("role", "row").element()?;
        let table = self.table();
        let mut cells = Vec::with_capacity(columns.len() + 1);
        let extra = (pinned && columns.start > 0).then_some(0);
        for column in extra.into_iter().chain(columns) {
            let kind =
                order.get(column).and_then(|at| table.columns().get(*at)).map_or(Kind::Other, Column::kind);
            let align = if kind.is_numeric() { "number" } else { "" };
            let element = Draw::new("td")
                .attr("role", "gridcell")
                .attr("aria-colindex", &(column + 1).to_string())
                .attr("tabindex", "-1")
                .class(align)
                .text(" ")
                .element()?;
            let text = element.first_child()?;
            // Only an element that is its own ancestor is refused.
            drop(row.append_child(&element));
            cells.push(Cell { element, text, column, kind, class: "", titled: false, selected: false });
        }
        drop(self.parts.body.append_child(&row));
        let element = wasm_bindgen::JsCast::dyn_into(row).ok()?;
        Some(Slot { element, cells, row: None, top: f64::NAN })
    }
}

impl Cell {
    fn show(&mut self, shown: &Shown<'_>) {
        self.text.set_node_value(Some(&shown.text));
        if self.class != shown.class {
            let align = if self.kind.is_numeric() { "number " } else { "" };
            set(&self.element, "class", &[align, shown.class].concat());
            if shown.class == "null" {
                set(&self.element, "data-null", "");
            } else if self.class == "null" {
                unset(&self.element, "data-null");
            }
            self.class = shown.class;
        }
        if let Some(exact) = shown.exact {
            set(&self.element, "title", exact);
        } else if self.titled {
            unset(&self.element, "title");
        }
        self.titled = shown.exact.is_some();
    }

    fn select(&mut self, selected: bool) {
        if self.selected != selected {
            self.selected = selected;
            if selected {
                set(&self.element, "aria-selected", "true");
            } else {
                unset(&self.element, "aria-selected");
            }
        }
    }
}

/// Sets an attribute; only an invalid name is refused, and names are ours.
pub(super) fn set(element: &Element, name: &str, value: &str) {
    drop(element.set_attribute(name, value));
}

/// Takes an attribute away.
pub(super) fn unset(element: &Element, name: &str) {
    drop(element.remove_attribute(name));
}

/// Sets a style, which a page's policy allows to scripts, other than the attribute.
pub(super) fn put(element: &HtmlElement, name: &str, value: &str) {
    drop(element.style().set_property(name, value));
}
