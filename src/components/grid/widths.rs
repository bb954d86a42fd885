//! How wide columns are: by their content, and as the reader drags their edges.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, MouseEvent};

use super::format::Format;
use super::sweep::hold;
use super::{Grid, State};
use crate::column::Sense;
use crate::domain::table::{Kind, Table};
use crate::grid::columns::{Columns, fit};
use crate::text::width::letters;

/// Least and greatest width of a column in CSS pixels.
const WIDTHS: (f64, f64) = (48.0, 2_000.0);
/// The same of a column that nobody has set.
const USUAL: (f64, f64) = (72.0, 340.0);
/// The greatest one for numbers: one whose end is cut off reads as another.
const NUMBERS: f64 = 520.0;
/// Width of a character, of one of code, and of a cell's padding, near enough for a column's width.
const LETTER: f64 = 7.7;
const CODE: f64 = 8.5;
pub(super) const PADDING: f64 = 32.0;
/// Room for the button and the arrow beside a name.
const BESIDE: f64 = 44.0;
/// Characters of a column's content that are looked at.
const MOST: usize = 44;
/// Characters to which a double click fits a column at most.
const MOST_FITTED: usize = 300;
/// Values that are looked at as they are shown, where that cannot be told from what was sent.
const SAMPLE: usize = 8;

/// A column that is being dragged wider.
#[derive(Clone, Copy)]
pub(super) struct Drag {
    column: usize,
    from: f64,
    width: f64,
}

/// Width by content: of the widest value, as it is shown, and of the name; of `most` characters.
fn natural(format: &Format, table: &Table, (index, sense): (usize, Sense), most: usize) -> f64 {
    let Some(column) = table.columns().get(index) else { return USUAL.0 };
    let kind = sense.kind;
    let sent = fit(table, index, most);
    let step = table.rows().div_ceil(SAMPLE).max(1);
    let shown = || {
        let rows = (0..table.rows()).step_by(step);
        rows.map(|row| letters(&format.show(sense, table.cell(row, index)).text, most)).max().unwrap_or(0)
    };
    let count = match kind {
        Kind::Float => shown().max(sent + sent / 3),
        kind if kind.is_numeric() => sent + sent / 3,
        // Fractions of seconds may stand in few of them.
        Kind::Timestamp | Kind::TimestampNtz if sent > "2026-01-31T00:00:00.000Z".len() => {
            shown().max(sent + 5)
        }
        kind if kind.is_time() || kind == Kind::Binary => shown().max(sent.min(12)),
        _ => sent,
    };
    let letter = if kind.is_nested() || kind == Kind::Binary { CODE } else { LETTER };
    let name = letters(&column.name, most) as f64 * LETTER + BESIDE;
    (count as f64 * letter).max(name) + PADDING
}

/// The widths that columns have at first.
pub(super) fn usual(format: &Format, table: &Table, senses: &[Sense]) -> Vec<f64> {
    let width = |(index, sense): (usize, &Sense)| {
        let most = if sense.kind.is_numeric() { NUMBERS } else { USUAL.1 };
        natural(format, table, (index, *sense), MOST).clamp(USUAL.0, most)
    };
    senses.iter().enumerate().map(width).collect()
}

impl State {
    /// Gives the columns places after a change of widths.
    fn place_anew(&mut self) {
        let widths = self.order.iter().map(|column| self.widths.get(*column).copied().unwrap_or(0.0));
        self.columns = Columns::new(widths);
    }

    /// Makes room for values of rows that have come, unless the reader has set the widths.
    pub(super) fn widen_for(&mut self, format: &Format, table: &Table, senses: &[Sense]) {
        if self.sized {
            return;
        }
        let needed = usual(format, table, senses);
        for (own, needed) in self.widths.iter_mut().zip(needed) {
            *own = own.max(needed);
        }
        self.place_anew();
    }
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
            self.resize(at, natural(&self.format, &self.table(), (column, self.sense(column)), MOST_FITTED));
        }
    }

    /// Begins to drag the edge of a visible column, wherever the pointer goes.
    pub(super) fn drag(&self, at: usize, grip: &Element, event: &MouseEvent) {
        event.prevent_default();
        hold(grip, event);
        let from = f64::from(event.client_x());
        self.dragged.set(Some(Drag { column: at, from, width: self.width(at) }));
    }

    pub(super) fn dragging(self: &Rc<Self>, event: &Event) {
        let Some(drag) = self.dragged.get() else { return };
        let event: &MouseEvent = event.unchecked_ref();
        if event.buttons() == 0 {
            self.dragged.set(None);
        } else {
            let moved = f64::from(event.client_x()) - drag.from;
            self.resize(drag.column, drag.width + if self.is_mirrored() { -moved } else { moved });
        }
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
                for (head, column) in state.heads.iter().zip(state.order.iter()) {
                    if let Some(own) = state.widths.get_mut(*column) {
                        *own = head.get_bounding_client_rect().width();
                    }
                }
            }
            if let Some(own) = state.order.get(at).and_then(|column| state.widths.get_mut(*column)) {
                *own = width.clamp(WIDTHS.0, WIDTHS.1);
            }
            state.place_anew();
        }
        self.measure();
    }
}
