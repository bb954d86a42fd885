//! What stays: the elements around the rows, their listeners, and their size.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, HtmlElement, HtmlInputElement, ResizeObserver, ShadowRoot};

use super::format::Format;
use super::rows::Pool;
use super::widths::usual;
use super::{Grid, Parts, State};
use crate::column;
use crate::domain::answer::Which;
use crate::domain::ids::TurnKey;
use crate::domain::table::Table;
use crate::grid::arrange::Arrange;
use crate::grid::columns::Columns;
use crate::grid::cursor::{Place, Reach};
use crate::grid::export::Options;
use crate::grid::order::Order;
use crate::grid::window::Rows;
use crate::i18n::grid::{GridKey, fill, text};
use crate::i18n::{self, Key};
use crate::platform::dom::Draw;
use crate::platform::sheet;
use crate::state::store::Store;

const RULES: &str = include_str!(concat!(env!("OUT_DIR"), "/grid.css"));

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
    let bar = Draw::new("div")
        .class("caption")
        .child(Draw::new("span").class("name").attr("dir", "auto").text(name))
        .child(search);
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
    let count = Draw::new("span").attr("dir", "auto");
    let totals = Draw::new("span").class("totals");
    let job = Draw::new("span").attr("dir", "auto");
    let cancel = Draw::new("button").attr("type", "button").attr("hidden", "");
    let cancel = cancel.class("button small").text(text(GridKey::Cancel));
    let more = Draw::new("button").attr("type", "button").attr("hidden", "");
    let more = more.class("button small").text(text(GridKey::LoadAll));
    let next = Draw::new("button").attr("type", "button").attr("hidden", "");
    let next = next.class("button small").text(text(GridKey::LoadNext));
    let exact = Draw::new("span").class("exact").attr("hidden", "");
    let picked = Draw::new("span").class("picked").attr("hidden", "");
    let picked = picked.children(
        [GridKey::Copy, GridKey::CopyAsMarkdown, GridKey::Clear]
            .map(|key| Draw::new("button").attr("type", "button").class("button small").text(text(key))),
    );
    let words = [&count, &next, &more, &exact, &picked, &totals, &job, &cancel].map(Clone::clone);
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
        exact: exact.element()?,
        totals: totals.element()?,
        picked: picked.element()?,
        job: job.element()?,
        next: next.element()?,
        more: more.element()?,
        cancel: cancel.element()?,
        said: said.element()?,
    })
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
            sheet::adopt(&shadow, RULES);
        }
        let format = Format::new(root);
        let senses = column::senses(&table);
        let state = State {
            arrange: Arrange::new(&table),
            order: Order::new(table.columns().len()),
            widths: usual(&format, &table, &senses),
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
            reach: Reach::default(),
            stop: None,
            options: Options {
                guard: true,
                mark: true,
                comma: format.marks().point == ',',
                ..Options::default()
            },
            search: String::new(),
            wishes: Vec::new(),
            offered: Vec::new(),
        };
        let parts = parts(root, &name)?;
        let grid = Rc::new_cyclic(|me| Self {
            me: me.clone(),
            ahead: RefCell::default(),
            parts,
            format,
            store,
            of,
            table: RefCell::new(table),
            senses: RefCell::new(senses),
            switched: RefCell::default(),
            coming: Cell::default(),
            name,
            state: RefCell::new(state),
            arranging: Cell::default(),
            totalling: Cell::default(),
            leaving: Cell::default(),
            fetching: RefCell::default(),
            chunk: RefCell::default(),
            chunk_lost: Cell::default(),
            dragged: Cell::default(),
            carried: Cell::default(),
            sweeping: RefCell::default(),
            over: Cell::default(),
            within: Cell::default(),
            pressing: RefCell::default(),
            held: RefCell::default(),
            touched: Cell::default(),
            pressed_long: Cell::default(),
            scrolled_to: Cell::default(),
            finger: Cell::default(),
            prepared: RefCell::default(),
            listeners: RefCell::default(),
            observer: RefCell::default(),
        });
        grid.listen();
        grid.add_menu();
        grid.lay_out();
        grid.observe();
        grid.show_count();
        grid.show_more();
        grid.await_rows();
        Some(grid)
    }

    fn listen(self: &Rc<Self>) {
        let Parts { scroll, table, frame, dialog, bar, .. } = &self.parts;
        self.on(scroll, "scroll", |grid, _| {
            let scroll = &grid.parts.scroll;
            if scroll.client_height() > 0 {
                grid.scrolled_to.set((scroll.scroll_top(), scroll.scroll_left()));
            }
            // All that is read comes before all that is drawn: in between, the browser would lay out once more.
            grid.near_end();
            grid.draw_rows();
            grid.settle();
            grid.scrolled();
        });
        self.on(table, "keydown", Self::pressed);
        self.on(table, "pointerdown", Self::pointed);
        self.on(table, "click", Self::clicked);
        self.on(table, "dblclick", Self::clicked_twice);
        for act in [Self::dragging, Self::sweep, Self::carrying] {
            self.on(table, "pointermove", act);
        }
        self.on(table, "pointerleave", Self::sweep);
        self.on(table, "lostpointercapture", |grid, _| drop(grid.sweeping.take()));
        for name in ["pointermove", "pointerup", "pointercancel"] {
            self.on(table, name, Self::let_go);
        }
        for name in ["pointerup", "pointercancel"] {
            self.on(table, name, Self::put_down);
        }
        self.on(table, "pointerover", Self::pointed_over);
        self.on(table, "pointerout", Self::pointed_out);
        self.on(table, "focusout", Self::pointed_out);
        self.on(table, "focusin", |grid, _| grid.show_exact());
        self.on(table, "contextmenu", Self::context);
        self.on(frame, "copy", Self::copied);
        self.on(frame, "keydown", Self::escaped);
        self.on(frame, "click", Self::clicked_close);
        self.on(frame, "click", Self::clicked_act);
        self.on(frame, "input", Self::asked);
        self.on(frame, "focusout", Self::focus_left);
        self.on(frame, "pointerdown", Self::pressed_within);
        if let Some(window) = web_sys::window() {
            self.on(&window, "pointerdown", Self::pressed_anywhere);
            for name in ["pointerup", "pointercancel"] {
                self.on(&window, name, Self::released_anywhere);
            }
            // What a button copies is asked for wherever the page's selection is.
            self.on(&window, "copy", Self::copied);
        }
        self.on(&self.parts.picked, "click", Self::clicked_picked);
        self.on(&self.parts.chips, "click", Self::clicked_chip);
        self.on(&self.parts.next, "click", |grid, _| grid.load_chunk());
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
                grid.resized();
                grid.near_end();
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
        let mut words = if shown == here {
            i18n::phrase::rows(&self.table(), here, count)
        } else {
            fill(GridKey::Found, &[&count(shown), &count(here)])
        };
        if self.coming.get() || self.chunk.borrow().is_some() {
            words.push_str(" · ");
            words.push_str(i18n::text(Key::LoadingRows));
        }
        self.parts.count.set_text_content(Some(&words));
    }
}

/// The style of an element, for lengths that only scripts know.
pub(super) fn style(element: &HtmlElement, values: &[(&str, f64)]) {
    for (name, value) in values {
        super::rows::put(element, name, &format!("{value}px"));
    }
}
