//! The result grid: all rows of a result to scroll, sort, search, select and take away.
//!
//! A part of its own (`later!`): until it is there, `components/result.rs` shows a plain table. Rows
//! are elements of a pool that are filled again while the reader scrolls, so nothing here is reactive:
//! one [`Grid`] holds the elements and what they show. What is computed stands in `crate::grid`.

mod acts;
mod away;
mod chips;
mod chunks;
mod column;
mod draw;
mod exact;
mod excel;
mod format;
mod frame;
mod grow;
mod keys;
mod leave;
mod menu;
mod more;
mod open;
mod pick;
mod places;
mod rows;
mod sort;
mod sweep;
mod tell;
mod touch;
mod widths;
mod work;

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};
use std::sync::Arc;

use leptos::prelude::*;
use web_sys::{Element, Event, EventTarget, HtmlDialogElement, HtmlElement};

use self::format::Format;
use self::rows::Pool;
use super::kit::tag;
use super::later::later;
use crate::column::{Sense, senses};
use crate::domain::answer::Which;
use crate::domain::ids::TurnKey;
use crate::domain::table::{Kind, Table};
use crate::grid::arrange::Arrange;
use crate::grid::columns::Columns;
use crate::grid::cursor::{Area, Place, Reach};
use crate::grid::export::Options;
use crate::grid::order::Order;
use crate::grid::window::Rows;
use crate::grid::wish::Wish;
use crate::i18n::{self, Key};
use crate::platform::abort::AbortGuard;
use crate::platform::clock::Planned;
use crate::platform::listener::Listener;
use crate::state::select;
use crate::state::store::Store;

later! {
    /// The rows of a turn's query as a grid.
    pub fn grid(store: Store, key: TurnKey, which: Which) in grid {
        tag("div", "result grid")
            .attr("part", "result")
            .managed(move |element| {
                let rows = store.model.try_with_untracked(|model| select::table(model, key, which)).flatten();
                let Some((table, name)) = rows else { return };
                let name = name.unwrap_or_else(|| i18n::text(Key::Result).to_owned());
                let grid = Grid::mount(&element, store, (key, which), table, name);
                // Listeners and observers end with the view.
                StoredValue::new_local(grid);
            })
            .view()
    }
}

/// The elements that stay.
struct Parts {
    root: Element,
    /// Holds all others; in the large view, it stands in the dialog.
    frame: Element,
    dialog: HtmlDialogElement,
    scroll: HtmlElement,
    table: HtmlElement,
    head: Element,
    body: Element,
    bar: Element,
    chips: Element,
    none: Element,
    count: Element,
    exact: Element,
    totals: Element,
    picked: Element,
    job: Element,
    next: Element,
    more: Element,
    cancel: Element,
    said: Element,
}

/// What changes.
struct State {
    arrange: Arrange,
    /// Visible columns by their index in the table, from left to right.
    order: Order,
    /// Widths of all columns of the table in CSS pixels.
    widths: Vec<f64>,
    columns: Columns,
    rows: Rows,
    /// Width of the box, and size of the letters in it, in CSS pixels.
    width: f64,
    em: f64,
    pool: Pool,
    heads: Vec<Element>,
    pinned: bool,
    /// The reader has set a width.
    sized: bool,
    /// Where the reader is, and where a selection began.
    active: Place,
    anchor: Place,
    area: Option<Area>,
    reach: Reach,
    /// The element that Tab leads to.
    stop: Option<Element>,
    options: Options,
    /// What is searched for in all columns, and what is asked of single ones by their index.
    search: String,
    wishes: Vec<(usize, Wish)>,
    /// The values that the open column's filter offers to be ticked.
    offered: Vec<Option<String>>,
}

/// One grid, held by its view; its listeners hold it weakly.
pub(super) struct Grid {
    me: Weak<Grid>,
    /// Draws ahead once the reader has stopped leaping.
    ahead: RefCell<Option<Planned>>,
    store: Store,
    /// Whose rows they are.
    of: (TurnKey, Which),
    table: RefCell<Arc<Table>>,
    /// How each of its columns is shown; and those that the reader wants shown otherwise.
    senses: RefCell<Vec<Sense>>,
    switched: RefCell<Vec<usize>>,
    /// More of them are on their way.
    coming: Cell<bool>,
    name: String,
    parts: Parts,
    format: Format,
    state: RefCell<State>,
    /// Counts the pieces of work of each sort; only the last of a sort goes on.
    arranging: Cell<u32>,
    totalling: Cell<u32>,
    leaving: Cell<u32>,
    /// Ends what is being fetched.
    fetching: RefCell<Option<AbortGuard>>,
    /// Where the box was scrolled to when it was last seen: down and along.
    scrolled_to: Cell<(i32, i32)>,
    /// The chunk that is on its way; and the last one could not be had.
    chunk: RefCell<Option<AbortGuard>>,
    chunk_lost: Cell<bool>,
    dragged: Cell<Option<widths::Drag>>,
    /// The header that is being moved.
    carried: Cell<Option<places::Carry>>,
    /// A selection grows with the pointer.
    sweeping: RefCell<Option<sweep::Sweep>>,
    /// Something lies over the rows, and the press that is being told of was in it.
    over: Cell<Option<away::Over>>,
    within: Cell<bool>,
    /// What goes when the press elsewhere has ended.
    pressing: RefCell<Option<Element>>,
    /// The finger that is held down.
    held: RefCell<Option<touch::Hold>>,
    touched: Cell<bool>,
    /// It was held until a row was selected.
    pressed_long: Cell<bool>,
    /// The last press was a finger's.
    finger: Cell<bool>,
    /// What a button copies, until the browser asks for it.
    prepared: RefCell<Option<Vec<(&'static str, String)>>>,
    listeners: RefCell<Vec<Listener>>,
    observer: RefCell<Option<frame::Observer>>,
}

/// What a listener calls.
type Act = fn(&Rc<Grid>, &Event);

impl Grid {
    fn on(self: &Rc<Self>, target: &EventTarget, name: &'static str, act: Act) {
        let grid = Rc::downgrade(self);
        let heard = move |event: Event| {
            if let Some(grid) = grid.upgrade() {
                act(&grid, &event);
            }
        };
        self.listeners.borrow_mut().push(Listener::new(target, name, heard));
    }

    /// The table as it is now: all rows of a result may have come meanwhile.
    fn table(&self) -> Arc<Table> {
        Arc::clone(&self.table.borrow())
    }

    /// How a column of the table is shown.
    fn sense(&self, column: usize) -> Sense {
        self.senses.borrow().get(column).copied().unwrap_or(Sense::usual(Kind::Other))
    }

    /// Decides how columns are shown, from the rows that are here; true where that changes.
    fn look_at_columns(&self) -> bool {
        let mut senses = senses(&self.table());
        for column in self.switched.borrow().iter() {
            if let Some(sense) = senses.get_mut(*column) {
                sense.form = sense.other().unwrap_or(sense.form);
            }
        }
        let changed = *self.senses.borrow() != senses;
        *self.senses.borrow_mut() = senses;
        changed
    }

    /// Shows a column in the other way that it has.
    fn show_otherwise(self: &Rc<Self>, column: usize) {
        let mut switched = self.switched.borrow_mut();
        match switched.iter().position(|known| *known == column) {
            Some(at) => drop(switched.remove(at)),
            None => switched.push(column),
        }
        drop(switched);
        self.look_at_columns();
        self.state.borrow_mut().pool.clear();
        // A day is another one by another clock.
        self.apply_filter();
    }

    /// Tells what happened to those who do not see it.
    fn say(&self, words: &str) {
        self.parts.said.set_text_content(Some(words));
    }
}
