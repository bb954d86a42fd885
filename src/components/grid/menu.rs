//! The menu: what can be taken away, and how the table looks.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlInputElement};

use super::draw::focus;
use super::rows::{set, unset};
use super::{Act, Grid};
use crate::grid::export::Format;
use crate::i18n::grid::{GridKey, text};
use crate::platform::dom::Draw;

/// Columns that are offered for hiding; a list of more is no help.
const MOST_COLUMNS: usize = 100;

const BUTTONS: [(GridKey, Act); 6] = [
    (GridKey::CopyAll, |grid, _| grid.copy_all()),
    (GridKey::CopyMarkdown, |grid, _| grid.copy_markdown()),
    (GridKey::Csv, |grid, _| grid.save(Format::Csv)),
    (GridKey::Json, |grid, _| grid.save(Format::Json)),
    (GridKey::SaveAll, |grid, _| grid.save_all()),
    (GridKey::Enlarge, |grid, _| grid.enlarge()),
];

const CHOICES: [(GridKey, bool, Act); 4] = [
    (GridKey::Guard, true, |grid, event| {
        let guard = checked(event);
        grid.state.borrow_mut().options.guard = guard;
        grid.tell(if guard { "" } else { text(GridKey::Unguarded) });
    }),
    (GridKey::Mark, true, |grid, event| grid.state.borrow_mut().options.mark = checked(event)),
    (GridKey::Compact, false, |grid, event| {
        flag(&grid.parts.root, "data-compact", checked(event));
        grid.lay_out();
    }),
    (GridKey::Pin, false, |grid, event| {
        grid.state.borrow_mut().pinned = checked(event);
        flag(&grid.parts.root, "data-pinned", checked(event));
        grid.lay_out();
    }),
];

impl Grid {
    /// Adds the menu to the bar.
    pub(super) fn add_menu(self: &Rc<Self>) {
        let mut list = Draw::new("div").class("choices");
        let offered = |key| key != GridKey::SaveAll || self.offers_more();
        for (key, act) in BUTTONS.into_iter().filter(|(key, _)| offered(*key)) {
            let button = Draw::new("button").attr("type", "button").text(text(key));
            if let Some(element) = button.element() {
                self.on(&element, "click", act);
                self.on(&element, "click", |grid, _| grid.close_menu());
            }
            list = list.child(button);
        }
        for (key, on, act) in CHOICES {
            let (label, input) = choice(text(key), on);
            if let Some(element) = input.element() {
                self.on(&element, "change", act);
            }
            list = list.child(label);
        }
        let table = self.table();
        let columns = table.columns().iter().take(MOST_COLUMNS).enumerate();
        let columns = columns.map(|(at, column)| {
            let (label, input) = choice(&column.name, true);
            drop(input.attr("data-column", &at.to_string()));
            label
        });
        let fields =
            Draw::new("fieldset").child(Draw::new("legend").text(text(GridKey::Columns))).children(columns);
        if let Some(fields) = fields.element() {
            self.on(&fields, "change", Self::choose_columns);
        }
        let summary = Draw::new("summary")
            .class("button small")
            .attr("aria-label", text(GridKey::Menu))
            .attr("title", text(GridKey::Menu))
            .text("⋯");
        let menu = Draw::new("details").class("menu").child(summary).child(list.child(fields));
        if let Some(menu) = menu.element() {
            self.on(&menu, "keydown", |grid, event| {
                let key = event.unchecked_ref::<web_sys::KeyboardEvent>().key();
                let open = grid.menu().is_some_and(|menu| menu.has_attribute("open"));
                // A closed menu leaves the key to the large view.
                if open && key == "Escape" {
                    event.prevent_default();
                    event.stop_propagation();
                    grid.close_menu();
                }
            });
            // Only an element that is its own ancestor is refused.
            drop(self.parts.bar.append_child(&menu));
        }
        self.on(&self.parts.cancel, "click", |grid, _| grid.cancel());
        // Whoever goes on with the rows is done with the menu.
        self.on(&self.parts.scroll, "pointerdown", |grid, _| {
            grid.fold_menu();
            grid.leave_column();
        });
    }

    fn menu(&self) -> Option<Element> {
        self.parts.bar.query_selector(".menu").ok().flatten()
    }

    fn fold_menu(&self) {
        if let Some(menu) = self.menu() {
            unset(&menu, "open");
        }
    }

    fn close_menu(&self) {
        self.fold_menu();
        if let Some(summary) = self.menu().and_then(|menu| menu.query_selector("summary").ok().flatten()) {
            focus(&summary);
        }
    }

    /// Shows the columns that are chosen, at least one.
    fn choose_columns(self: &Rc<Self>, event: &Event) {
        let Some(input) = input(event) else { return };
        let column = input.get_attribute("data-column").and_then(|at| at.parse::<usize>().ok());
        if let Some(column) = column {
            self.show_column(column, input.checked());
        }
    }

    /// Takes a visible column out of view.
    pub(super) fn hide(self: &Rc<Self>, at: usize) {
        let column = self.state.borrow().order.get(at).copied();
        if let Some(column) = column {
            self.show_column(column, false);
        }
    }

    /// Shows a column or not, in the order that the reader gave them. The last one stays.
    fn show_column(self: &Rc<Self>, column: usize, shown: bool) {
        let shown = {
            let mut state = self.state.borrow_mut();
            let only = state.order.as_slice() == [column];
            state.order.retain(|shown| *shown != column || only);
            if shown && !only {
                let at = state.order.iter().position(|shown| *shown > column).unwrap_or(state.order.len());
                state.order.insert(at, column);
            }
            state.area = None;
            let last = state.order.len().saturating_sub(1);
            state.active.column = state.active.column.min(last);
            shown || only
        };
        let mark = ["[data-column=\"", &column.to_string(), "\"]"].concat();
        let mark = self.parts.bar.query_selector(&mark).ok().flatten();
        if let Some(mark) = mark.and_then(|mark| mark.dyn_into::<HtmlInputElement>().ok()) {
            mark.set_checked(shown);
        }
        self.lay_out();
        self.show_totals();
        if let Some(cell) =
            self.active().filter(|_| self.parts.bar.query_selector(":focus").ok().flatten().is_none())
        {
            focus(&cell);
        }
    }

    /// Shows the grid in a dialog as large as the page, or leaves it.
    pub(super) fn enlarge(self: &Rc<Self>) {
        let dialog = &self.parts.dialog;
        if dialog.open() {
            dialog.close();
            return;
        }
        self.move_into(dialog);
        // It fails only for a dialog that is open already.
        drop(dialog.show_modal());
        self.measure();
    }

    /// Back from the large view.
    pub(super) fn reduce(self: &Rc<Self>) {
        self.move_into(&self.parts.root);
        self.measure();
        self.close_menu();
    }

    /// Moves all into another element; moved, a box forgets where it was scrolled to.
    fn move_into(&self, place: &Element) {
        let scroll = &self.parts.scroll;
        let (down, along) = (scroll.scroll_top(), scroll.scroll_left());
        // Only an element that is its own ancestor is refused.
        drop(place.append_child(&self.parts.frame));
        scroll.set_scroll_top(down);
        scroll.set_scroll_left(along);
    }
}

fn choice(label: &str, on: bool) -> (Draw, Draw) {
    let input = Draw::new("input").attr("type", "checkbox");
    let input = if on { input.attr("checked", "") } else { input };
    (Draw::new("label").child(input.clone()).child(Draw::new("span").text(label)), input)
}

fn input(event: &Event) -> Option<HtmlInputElement> {
    event.target()?.dyn_into().ok()
}

fn checked(event: &Event) -> bool {
    input(event).is_some_and(|input| input.checked())
}

/// Sets an attribute without a value, or takes it away.
pub(super) fn flag(element: &Element, name: &str, on: bool) {
    if on { set(element, name, "") } else { unset(element, name) }
}
