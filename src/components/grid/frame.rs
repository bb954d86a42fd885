//! What stays: the elements around the rows, their listeners, and their size.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{CssStyleSheet, Element, HtmlElement, HtmlInputElement, ResizeObserver, ShadowRoot};

use super::format::Format;
use super::rows::Pool;
use super::{Grid, Parts, State};
use crate::domain::answer::Which;
use crate::domain::ids::TurnKey;
use crate::domain::table::{Column, Kind, Table};
use crate::grid::arrange::Arrange;
use crate::grid::columns::{Columns, fit};
use crate::grid::cursor::Place;
use crate::grid::export::Options;
use crate::grid::window::Rows;
use crate::i18n;
use crate::i18n::grid::{GridKey, fill, text};
use crate::platform::dom::Draw;
use crate::platform::sheet;
use crate::state::store::Store;

thread_local! {
    static SHEET: Option<CssStyleSheet> = sheet::parse(include_str!("../../../style/grid.css"));
}

/// Least and greatest width of a column that nobody has set, in CSS pixels.
const WIDTHS: (f64, f64) = (72.0, 340.0);
/// The same for numbers: one whose end is cut off reads as another.
const NUMBERS: f64 = 520.0;
/// Width of a character and of a cell's padding, near enough for a column's width.
const LETTER: f64 = 7.7;
pub(super) const PADDING: f64 = 32.0;
/// Characters of a column's content that are looked at.
const MOST: usize = 44;
/// Room for the arrow of a sorted column.
const ARROW: f64 = 14.0;

/// Tells of another size of the box until it is dropped.
pub(super) struct Observer {
    observer: ResizeObserver,
    _told: Closure<dyn FnMut()>,
}

impl Drop for Observer {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

fn parts(root: &Element, name: &str) -> Option<Parts> {
    let label = text(GridKey::Search);
    let search = Draw::new("input")
        .attr("type", "search")
        .attr("aria-label", label)
        .attr("placeholder", label)
        .class("search");
    let bar =
        Draw::new("div").class("caption").child(Draw::new("span").class("name").text(name)).child(search);
    let head = Draw::new("tr").attr("role", "row").attr("aria-rowindex", "1");
    let body = Draw::new("tbody").attr("role", "rowgroup");
    let table = Draw::new("table")
        .attr("part", "table")
        .attr("role", "grid")
        .attr("aria-label", name)
        .attr("aria-multiselectable", "true")
        .child(Draw::new("thead").attr("role", "rowgroup").child(head.clone()))
        .child(body.clone());
    let none = Draw::new("p").class("none").attr("hidden", "").text(text(GridKey::NothingFound));
    let scroll = Draw::new("div").class("scroll").child(table.clone()).child(none.clone());
    let chips = Draw::new("div").class("chips").attr("hidden", "");
    let count = Draw::new("span");
    let totals = Draw::new("span").class("totals");
    let job = Draw::new("span");
    let cancel = Draw::new("button").attr("type", "button").attr("hidden", "");
    let cancel = cancel.class("button small").text(text(GridKey::Cancel));
    let more = Draw::new("button").attr("type", "button").attr("hidden", "");
    let more = more.class("button small").text(text(GridKey::LoadAll));
    let words = [count.clone(), more.clone(), totals.clone(), job.clone(), cancel.clone()];
    let foot = Draw::new("p").class("count").children(words);
    let said = Draw::new("p").class("unseen").attr("role", "status");
    let pieces = [bar.clone(), chips.clone(), scroll.clone(), foot, said.clone()];
    let frame = Draw::new("div").class("frame").children(pieces);
    let dialog = Draw::new("dialog").class("large").attr("aria-label", name);
    Draw::onto(root.clone()).child(frame.clone()).child(dialog.clone()).done();
    Some(Parts {
        root: root.clone(),
        frame: frame.element()?,
        dialog: dialog.element()?.unchecked_into(),
        scroll: scroll.element()?.dyn_into().ok()?,
        table: table.element()?.dyn_into().ok()?,
        head: head.element()?,
        body: body.element()?,
        bar: bar.element()?,
        chips: chips.element()?,
        none: none.element()?,
        count: count.element()?,
        totals: totals.element()?,
        job: job.element()?,
        more: more.element()?,
        cancel: cancel.element()?,
        said: said.element()?,
    })
}

/// Width by content: of the widest value, as it is shown, and of the name; of `most` characters.
pub(super) fn natural(table: &Table, index: usize, most: usize) -> f64 {
    let sent = fit(table, index, most);
    let letters = match table.columns().get(index).map(Column::kind) {
        Some(kind) if kind.is_numeric() => sent + sent / 3,
        Some(Kind::Date) => sent.max(12),
        Some(Kind::Timestamp | Kind::TimestampNtz) => 26,
        _ => sent,
    };
    letters as f64 * LETTER + PADDING + ARROW
}

fn widths(table: &Table) -> Vec<f64> {
    let width = |(index, column): (usize, &Column)| {
        let most = if column.is_numeric() { NUMBERS } else { WIDTHS.1 };
        natural(table, index, MOST).clamp(WIDTHS.0, most)
    };
    table.columns().iter().enumerate().map(width).collect()
}

impl Grid {
    /// Builds a grid within `root`; `None` where the browser makes no elements.
    pub(super) fn mount(
        root: &Element,
        store: Store,
        of: (TurnKey, Which),
        table: Arc<Table>,
        name: String,
    ) -> Option<Rc<Self>> {
        if let Ok(shadow) = root.get_root_node().dyn_into::<ShadowRoot>() {
            SHEET.with(|own| sheet::adopt(&shadow, own.as_ref()));
        }
        let state = State {
            arrange: Arrange::new(&table),
            order: (0..table.columns().len()).collect(),
            widths: widths(&table),
            columns: Columns::default(),
            rows: Rows { count: table.rows(), height: 36.0, viewport: 0.0 },
            width: 0.0,
            em: 0.0,
            pool: Pool::default(),
            heads: Vec::new(),
            pinned: false,
            sized: false,
            active: Place { row: 1.min(table.rows()), column: 0 },
            anchor: Place::default(),
            area: None,
            stop: None,
            options: Options { header: true, guard: true, mark: true },
            search: String::new(),
            wishes: Vec::new(),
            offered: Vec::new(),
        };
        let parts = parts(root, &name)?;
        let grid = Rc::new_cyclic(|me| Self {
            me: me.clone(),
            ahead: RefCell::default(),
            parts,
            format: Format::new(root),
            store,
            of,
            table: RefCell::new(table),
            name,
            state: RefCell::new(state),
            arranging: Cell::default(),
            totalling: Cell::default(),
            leaving: Cell::default(),
            fetching: RefCell::default(),
            dragged: Cell::default(),
            held: RefCell::default(),
            touched: Cell::default(),
            listeners: RefCell::default(),
            observer: RefCell::default(),
        });
        grid.listen();
        grid.add_menu();
        grid.lay_out();
        grid.observe();
        grid.show_count();
        grid.show_more();
        Some(grid)
    }

    fn listen(self: &Rc<Self>) {
        let Parts { scroll, table, frame, dialog, bar, .. } = &self.parts;
        self.on(scroll, "scroll", |grid, _| {
            grid.draw_rows();
            grid.settle();
        });
        self.on(table, "keydown", Self::pressed);
        self.on(table, "pointerdown", Self::pointed);
        self.on(table, "click", Self::clicked);
        self.on(table, "dblclick", Self::clicked_twice);
        self.on(table, "pointermove", Self::dragging);
        for name in ["pointermove", "pointerup", "pointercancel"] {
            self.on(table, name, Self::let_go);
        }
        self.on(table, "contextmenu", Self::context);
        self.on(table, "copy", Self::copied);
        self.on(frame, "keydown", Self::escaped);
        self.on(frame, "click", Self::clicked_close);
        self.on(frame, "click", Self::clicked_act);
        self.on(frame, "input", Self::asked);
        self.on(&self.parts.chips, "click", Self::clicked_chip);
        self.on(&self.parts.more, "click", |grid, _| grid.load_all());
        self.on(dialog, "close", |grid, _| grid.reduce());
        self.on(bar, "input", |grid, event| {
            let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
            if let Some(input) = input.filter(|input| input.type_() == "search") {
                grid.state.borrow_mut().search = input.value();
                grid.apply_filter();
            }
        });
    }

    fn observe(self: &Rc<Self>) {
        let grid = Rc::downgrade(self);
        let told = Closure::<dyn FnMut()>::new(move || {
            if let Some(grid) = grid.upgrade() {
                grid.measure();
            }
        });
        if let Ok(observer) = ResizeObserver::new(told.as_ref().unchecked_ref()) {
            observer.observe(&self.parts.scroll);
            *self.observer.borrow_mut() = Some(Observer { observer, _told: told });
        }
    }

    /// How many rows there are, and how many of them pass the filter.
    pub(super) fn show_count(&self) {
        let (shown, here) = (self.state.borrow().arrange.rows().len() as u64, self.table().rows() as u64);
        let count = |count: u64| self.format.count(count);
        let words = if shown == here {
            i18n::phrase::rows(&self.table(), here, count)
        } else {
            fill(GridKey::Found, &[&count(shown), &count(here)])
        };
        self.parts.count.set_text_content(Some(&words));
    }
}

/// The style of an element, for lengths that only scripts know.
pub(super) fn style(element: &HtmlElement, values: &[(&str, f64)]) {
    for (name, value) in values {
        super::rows::put(element, name, &format!("{value}px"));
    }
}
