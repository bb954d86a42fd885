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
use crate::platform::js;

/// Columns that are offered for hiding; a list of more is no help.
const MOST_COLUMNS: usize = 100;

/// What can be done, in groups.
const BUTTONS: [&[(GridKey, Act)]; 2] = [
    &[
        (GridKey::CopyAll, |grid, _| grid.copy_area(&grid.everything(), false)),
        (GridKey::CopyMarkdown, |grid, _| grid.copy_area(&grid.everything(), true)),
        (GridKey::Csv, |grid, _| grid.save(Format::Csv)),
        (GridKey::Xlsx, |grid, _| grid.save_workbook()),
        (GridKey::Json, |grid, _| grid.save(Format::Json)),
        (GridKey::SaveAll, |grid, _| grid.save_all()),
    ],
    &[(GridKey::Enlarge, |grid, _| grid.enlarge())],
];

const CHOICES: [&[(GridKey, bool, Act)]; 2] = [
    &[
        (GridKey::Guard, true, |grid, event| {
            let guard = checked(event);
            grid.state.borrow_mut().options.guard = guard;
            if let Some(warning) = grid.parts.bar.query_selector(".warn").ok().flatten() {
                flag(&warning, "hidden", guard);
            }
        }),
        (GridKey::Mark, true, |grid, event| grid.state.borrow_mut().options.mark = checked(event)),
        (GridKey::Semicolons, false, |grid, event| {
            grid.state.borrow_mut().options.semicolons = checked(event);
        }),
    ],
    &[
        (GridKey::Compact, false, |grid, event| {
            flag(&grid.parts.root, "data-compact", checked(event));
            grid.lay_out();
        }),
        (GridKey::Pin, false, |grid, event| {
            grid.state.borrow_mut().pinned = checked(event);
            flag(&grid.parts.root, "data-pinned", checked(event));
            grid.lay_out();
        }),
    ],
];

impl Grid {
    /// Adds the menu to the bar.
    pub(super) fn add_menu(self: &Rc<Self>) {
        let mut list = Draw::new("div").class("choices");
        for (acts, choices) in BUTTONS.into_iter().zip(CHOICES) {
            let mut group = Draw::new("div").class("group");
            for (key, act) in acts {
                let button = Draw::new("button").attr("type", "button").text(text(*key));
                if let Some(element) = button.element() {
                    // The act may take the focus elsewhere.
                    self.on(&element, "click", |grid, _| grid.close_menu());
                    self.on(&element, "click", *act);
                }
                group = group.child(match key {
                    GridKey::SaveAll => button.class("save-all"),
                    _ => button,
                });
            }
            list = list.child(group);
            let mut group = Draw::new("div").class("group");
            for (key, on, act) in choices {
                // Readers with a decimal point have the same file anyway.
                if *key == GridKey::Semicolons && !self.state.borrow().options.comma {
                    continue;
                }
                let (label, input) = choice(text(*key), *on);
                if let Some(element) = input.element() {
                    self.on(&element, "change", *act);
                }
                group = group.child(label);
                if *key == GridKey::Guard {
                    let warning = Draw::new("p").class("warn").attr("role", "alert").attr("hidden", "");
                    group = group.child(warning.text(text(GridKey::Unguarded)));
                }
            }
            list = list.child(group);
        }
        let table = self.table();
        let columns = table.columns().iter().take(MOST_COLUMNS).enumerate();
        let columns = columns.map(|(at, column)| {
            let (label, input) = choice(&column.name, true);
            drop(input.attr("data-column", &at.to_string()));
            label
        });
        let all = Draw::new("button").attr("type", "button").class("all").attr("hidden", "");
        let all = all.text(text(GridKey::AllColumns));
        if let Some(element) = all.element() {
            self.on(&element, "click", Self::show_all_columns);
        }
        let legend = Draw::new("legend").text(text(GridKey::Columns));
        let fields = Draw::new("fieldset").child(legend).child(all).children(columns);
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
                let key = js::text(event, "key");
                let open = grid.menu().is_some_and(|menu| menu.has_attribute("open"));
                // A closed menu leaves the key to the large view.
                if open && key == "Escape" {
                    event.prevent_default();
                    event.stop_propagation();
                    grid.close_menu();
                }
            });
            self.on(&menu, "toggle", |grid, _| {
                if grid.menu().is_some_and(|menu| menu.has_attribute("open")) {
                    grid.cover(false);
                }
            });
            // Only an element that is its own ancestor is refused.
            drop(self.parts.bar.append_child(&menu));
        }
        let shut = Draw::new("button").attr("type", "button").class("button small shut");
        if let Some(shut) = shut.text(text(GridKey::Close)).element() {
            self.on(&shut, "click", |grid, _| grid.enlarge());
            drop(self.parts.bar.append_child(&shut));
        }
        self.on(&self.parts.cancel, "click", |grid, _| grid.cancel());
    }

    fn menu(&self) -> Option<Element> {
        self.parts.bar.query_selector(".menu").ok().flatten()
    }

    pub(super) fn fold_menu(&self) {
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
        self.measure_there();
        focus(&self.active().unwrap_or_else(|| self.parts.table.clone().into()));
    }

    /// Back from the large view.
    pub(super) fn reduce(self: &Rc<Self>) {
        self.move_into(&self.parts.root);
        self.measure_there();
        self.close_menu();
    }

    fn move_into(&self, place: &Element) {
        self.sweeping.take();
        // Only an element that is its own ancestor is refused.
        drop(place.append_child(&self.parts.frame));
    }

    /// Measures the box where it is now, and scrolls it to where it was: moved or hidden, it has forgotten that.
    fn measure_there(&self) {
        let (down, along) = self.scrolled_to.get();
        self.measure();
        self.parts.scroll.set_scroll_top(down);
        self.parts.scroll.set_scroll_left(along);
        self.draw_rows();
        self.settle();
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
