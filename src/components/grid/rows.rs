//! The pool of row elements: filled again with other rows while the reader scrolls.

use std::ops::Range;

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, Node};

use super::format::Shown;
use super::widths::PADDING;
use super::{Grid, State};
use crate::column::Sense;
use crate::grid::cursor::Place;
use crate::grid::window::Window;
use crate::platform::clock;
use crate::platform::dom::Draw;
use crate::text::width::thirds;

/// Milliseconds after a leap until rows are drawn ahead again.
const SETTLED_MS: u32 = 100;

/// A cell element and what it shows.
struct Cell {
    element: HtmlElement,
    text: Node,
    column: usize,
    sense: Sense,
    class: &'static str,
    titled: bool,
    selected: bool,
    /// Its width in CSS pixels, and how many thirds of an em fit into it.
    width: f64,
    room: usize,
    /// What does not fit is clipped. To clip costs as much as to paint, so it is done where a text
    /// asked for it, and left on: to switch it costs too.
    clipped: bool,
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
    slots: Vec<Option<Slot>>,
    columns: Range<usize>,
    /// Rows that are drawn.
    window: Range<usize>,
    /// The row that the first element draws; others follow, and begin with the first again.
    base: usize,
}

impl Pool {
    /// The element of a cell, if it is drawn; rows count from 0.
    pub fn cell(&self, row: usize, column: usize) -> Option<Element> {
        if !self.window.contains(&row) {
            return None;
        }
        let slot = self.slots.get(self.place_of(row))?.as_ref()?;
        // The pinned column comes first, wherever the others begin.
        let cells = slot.cells.iter();
        let place = if self.columns.contains(&column) || column == 0 { column } else { return None };
        let cell = cells.rev().find(|cell| cell.column == place)?;
        Some(cell.element.clone().into())
    }

    /// The columns that are drawn.
    pub fn columns(&self) -> Range<usize> {
        self.columns.clone()
    }

    /// Which element draws a row.
    fn place_of(&self, row: usize) -> usize {
        let count = self.slots.len().max(1);
        (row + count - self.base % count) % count
    }

    /// True where no element shows a row that is to be seen, and each shows one that may stay.
    fn leaps(&self, seen: &Window) -> bool {
        let elsewhere = |row: usize| !(seen.first..seen.end).contains(&row);
        seen.first < seen.end && self.slots.iter().flatten().all(|slot| slot.row.is_some_and(elsewhere))
    }

    /// Gives the cells the widths of their columns, which `width` tells, for letters of this size.
    pub fn place(&mut self, em: f64, width: &dyn Fn(usize) -> f64) {
        for cell in self.slots.iter_mut().flatten().flat_map(|slot| &mut slot.cells) {
            cell.place(em, width(cell.column));
        }
    }

    /// Forgets what is shown, so that all is drawn anew.
    pub fn forget(&mut self) {
        for slot in self.slots.iter_mut().flatten() {
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
        self.keep(0);
    }

    /// Takes away all elements but the first.
    fn keep(&mut self, count: usize) {
        for slot in self.slots.drain(count.min(self.slots.len())..).flatten() {
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
        if state.pool.slots.len() != wanted {
            // Which row an element shows depends on how many there are.
            state.pool.forget();
            state.pool.keep(wanted);
            state.pool.slots.resize_with(wanted, || None);
        }
        let seen = state.rows.seen(f64::from(down));
        let leaps = state.pool.leaps(&seen);
        let window = if leaps { seen } else { state.rows.window(f64::from(down)) };
        state.pool.window = window.first..window.end;
        if leaps {
            // The same elements each time: the others stay where they are, and are not painted anew.
            state.pool.base = window.first;
        }
        let me = self.me.clone();
        let ahead = move || me.upgrade().iter().for_each(|grid| grid.draw_rows());
        *self.ahead.borrow_mut() = leaps.then(|| clock::plan(SETTLED_MS, ahead));
        let all = state.arrange.rows();
        let table = self.table();
        for row in window.first..window.end {
            let at = state.pool.place_of(row);
            if matches!(state.pool.slots.get(at), Some(None)) {
                let made = self.slot(state);
                state.pool.slots.splice(at..=at, [made]);
            }
            let Some(Some(slot)) = state.pool.slots.get_mut(at) else { continue };
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
                let shown = self.format.show(cell.sense, table.cell(*record as usize, column));
                cell.show(&shown);
                cell.select(state.area.as_ref().is_some_and(|area| area.holds(row, cell.column)));
            }
        }
    }

    /// Marks the selected cells among those that are drawn.
    pub(super) fn draw_selection(&self) {
        let mut state = self.state.borrow_mut();
        let state = &mut *state;
        for slot in state.pool.slots.iter_mut().flatten() {
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

    fn slot(&self, state: &State) -> Option<Slot> {
        let (order, columns, pinned) = (&state.order, state.pool.columns(), state.pinned);
        let row = Draw::new("tr").attr("role", "row").element()?;
        let mut cells = Vec::with_capacity(columns.len() + 1);
        let extra = (pinned && columns.start > 0).then_some(0);
        for column in extra.into_iter().chain(columns) {
            let sense = self.sense(order.get(column).copied().unwrap_or(usize::MAX));
            let align = if sense.kind.is_numeric() { "number" } else { "" };
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
            let element = element.dyn_into().ok()?;
            let (class, titled, selected, clipped, width, room) = ("", false, false, false, 0.0, 0);
            let mut cell =
                Cell { element, text, column, sense, class, titled, selected, clipped, width, room };
            cell.place(state.em, state.width_of(column));
            cells.push(cell);
        }
        drop(self.parts.body.append_child(&row));
        let element = row.dyn_into().ok()?;
        Some(Slot { element, cells, row: None, top: f64::NAN })
    }
}

impl Cell {
    fn show(&mut self, shown: &Shown<'_>) {
        self.text.set_node_value(Some(&shown.text));
        let clipped = self.clipped || thirds(&shown.text) > self.room;
        if self.class != shown.class || self.clipped != clipped {
            self.clipped = clipped;
            let align = if self.sense.kind.is_numeric() { "number " } else { "" };
            let clip = if clipped { "clipped " } else { "" };
            set(&self.element, "class", &[align, clip, shown.class].concat());
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

    fn place(&mut self, em: f64, width: f64) {
        if self.width.to_bits() != width.to_bits() {
            self.width = width;
            self.room = ((width - PADDING) / em * 3.0) as usize;
            put(&self.element, "inline-size", &format!("{width}px"));
        }
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
