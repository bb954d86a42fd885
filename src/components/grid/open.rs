//! A cell opened in place: its whole text, and what is nested as a tree.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, KeyboardEvent};

use super::Grid;
use super::draw::{focus, into_view};
use super::frame::style;
use super::menu::flag;
use super::rows::set;
use crate::domain::table::{Column, Kind};
use crate::grid::cursor::Place;
use crate::i18n::grid::{GridKey, text};
use crate::i18n::{self, Key};
use crate::platform::dom::Draw;
use crate::platform::js;
use crate::text::keys::shortcut;
use crate::text::nested::{self, Node};

/// Distance to the grid's edge in CSS pixels.
const EDGE: f64 = 8.0;

/// Levels of a tree that are unfolded at first.
const UNFOLDED: usize = 2;

impl Grid {
    /// Opens a cell below the header.
    pub(super) fn open(self: &Rc<Self>, place: Place) {
        self.close_cell();
        self.stand(place);
        let (record, column) = {
            let state = self.state.borrow();
            let row = place.row.checked_sub(1).and_then(|row| state.arrange.rows().get(row));
            (row.copied(), state.order.get(place.column).copied())
        };
        let (Some(record), Some(index)) = (record, column) else { return };
        let table = self.table();
        let Some(column) = table.columns().get(index) else { return };
        let panel = Draw::new("div")
            .class("cell")
            .attr("role", "dialog")
            .attr("aria-label", &column.name)
            .attr("tabindex", "-1")
            .children(content(column, self.table().cell(record as usize, index)));
        let Some(element) = panel.element() else { return };
        self.put_near(&element, place);
        focus(&element);
    }

    /// Shows the exact text of what is nested, or the tree again.
    fn turn_over(&self) {
        let Some(panel) = self.parts.frame.query_selector(".cell").ok().flatten() else { return };
        let find = |what: &str| panel.query_selector(what).ok().flatten();
        let (Some(button), Some(tree), Some(text)) = (find(".turn-over"), find(".tree"), find("pre")) else {
            return;
        };
        let exact = text.has_attribute("hidden");
        flag(&text, "hidden", !exact);
        flag(&tree, "hidden", exact);
        set(&button, "aria-pressed", if exact { "true" } else { "false" });
    }

    /// A click on one of the buttons of an opened cell.
    pub(super) fn clicked_close(self: &Rc<Self>, event: &Event) {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let hit = |what: &str| target.as_ref().is_some_and(|target| target.matches(what).unwrap_or(false));
        if hit(".cell .close") {
            self.close_cell();
        } else if hit(".cell .turn-over") {
            self.turn_over();
        }
    }

    /// Puts a box beside a cell, or below a column's header.
    pub(super) fn put_near(&self, panel: &Element, place: Place) {
        let frame = &self.parts.frame;
        // Only an element that is its own ancestor is refused.
        drop(frame.append_child(panel));
        let Some(panel) = panel.dyn_ref::<HtmlElement>() else { return };
        let outer = frame.get_bounding_client_rect();
        let width = panel.get_bounding_client_rect().width();
        let cell = {
            let state = self.state.borrow();
            match place.row.checked_sub(1) {
                Some(row) => state.pool.cell(row, place.column),
                None => state.heads.get(place.column).cloned(),
            }
        };
        let Some(cell) = cell.map(|cell| cell.get_bounding_client_rect()) else { return };
        let left = (cell.left() - outer.left()).min(outer.width() - width - EDGE).max(EDGE);
        let top = if place.row == 0 { cell.bottom() } else { cell.top() };
        style(panel, &[("left", left), ("top", top - outer.top())]);
        into_view(panel);
        self.cover(place.row == 0);
    }

    /// Closes an opened cell and goes back to where it was opened.
    pub(super) fn close_cell(self: &Rc<Self>) {
        let Some(panel) = self.parts.frame.query_selector(".cell").ok().flatten() else { return };
        self.over.set(None);
        panel.remove();
        if let Some(cell) = self.active() {
            focus(&cell);
        }
    }

    /// Escape takes away what lies over the grid, and leads back to where it came from. `x` turns an
    /// opened cell over.
    pub(super) fn escaped(self: &Rc<Self>, event: &Event) {
        let key: &KeyboardEvent = event.unchecked_ref();
        let Some(panel) = self.parts.frame.query_selector(".cell").ok().flatten() else { return };
        let typing = || panel.query_selector("input:focus").ok().flatten().is_some();
        let plain = !key.ctrl_key() && !key.meta_key() && !key.alt_key();
        match shortcut(&js::text(key, "key"), &js::text(key, "code")).as_str() {
            "Escape" => self.close_cell(),
            "x" if plain && !typing() => self.turn_over(),
            _ => return,
        }
        // The dialog around it, if any, stays open.
        key.prevent_default();
        key.stop_propagation();
    }
}

/// Name and type of a column, and buttons.
pub(super) fn head(column: &Column, first: Option<Draw>) -> Draw {
    let close = Draw::new("button").attr("type", "button").class("button small close");
    let buttons = Draw::new("div").class("buttons").children(first);
    let words = Draw::new("div").child(Draw::new("b").text(&column.name));
    Draw::new("div")
        .class("top")
        .child(buttons.child(close.text(text(GridKey::Close))))
        .child(words.text(" ").child(Draw::new("span").class("kind").text(column.sql_type())))
}

fn content(column: &Column, cell: Option<&str>) -> Vec<Draw> {
    let Some(value) = cell else {
        return vec![head(column, None), Draw::new("p").class("null").text(i18n::text(Key::Null))];
    };
    let kind = column.kind();
    let tree = if kind.is_nested() { nested::parse(value) } else { None };
    let tree = tree.map(|node| if kind == Kind::Map { node.into_map() } else { node });
    let raw = Draw::new("pre").attr("tabindex", "0").text(value);
    let Some(node) = tree else { return vec![head(column, None), raw] };
    let exact = Draw::new("button")
        .attr("type", "button")
        .attr("aria-pressed", "false")
        .attr("aria-keyshortcuts", "x")
        .class("button small turn-over")
        .text(text(GridKey::Raw))
        .child(Draw::new("kbd").attr("aria-hidden", "true").text("X"));
    let tree = Draw::new("div").class("tree").child(branch(None, &node, 0));
    vec![head(column, Some(exact)), tree, raw.attr("hidden", "")]
}

/// A value and, unfolded, what it is made of.
fn branch(name: Option<&str>, node: &Node<'_>, depth: usize) -> Draw {
    let label = |draw: Draw| match name {
        Some(name) => draw.child(Draw::new("span").class("key").text(name)).text(": "),
        None => draw,
    };
    let leaf = |class: &str, value: &str| {
        label(Draw::new("div").class("leaf")).child(Draw::new("span").class(class).text(value))
    };
    let inner = |count: usize, marks: (&str, &str), children: Vec<Draw>| {
        let head = label(Draw::new("summary")).text(&format!("{}{count}{}", marks.0, marks.1));
        let details = Draw::new("details").class("branch").child(head);
        let details = if depth < UNFOLDED { details.attr("open", "") } else { details };
        details.children(children)
    };
    match node {
        Node::Null => leaf("null", i18n::text(Key::Null)),
        Node::Verbatim(value) => leaf("literal", value),
        Node::Text(value) => leaf("string", value),
        Node::List(items) => {
            let items_drawn = items.iter().enumerate();
            let children = items_drawn.map(|(at, item)| branch(Some(&at.to_string()), item, depth + 1));
            inner(items.len(), ("[", "]"), children.collect())
        }
        Node::Map(members) => {
            let children = members.iter().map(|(name, item)| branch(Some(name), item, depth + 1));
            inner(members.len(), ("{", "}"), children.collect())
        }
    }
}
