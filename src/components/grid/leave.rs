//! Rows that leave: to the clipboard and into files.

use std::rc::Rc;
use std::sync::Arc;

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{ClipboardEvent, Element, Event};

use super::Grid;
use crate::domain::table::{Column, Kind};
use crate::grid::cursor::{Area, Place};
use crate::grid::export::{Export, Format, Options, alone};
use crate::i18n::grid::{GridKey, fill, text};
use crate::platform::file::{self, Pieces};
use crate::platform::{clipboard, js};
use crate::text::file_name::file_name;

/// Rows that a step writes.
const BUDGET: usize = 500;

/// Cells that are copied within the key's own event; more take longer than a task may.
const AT_ONCE: usize = 5_000;

const TSV: (Format, &str) = (Format::Tsv, "text/plain");
const HTML: (Format, &str) = (Format::Html, "text/html");
const MARKDOWN: (Format, &str) = (Format::Markdown, "text/plain");

/// The forms in which cells are copied.
fn forms(as_markdown: bool) -> &'static [(Format, &'static str)] {
    if as_markdown { &[MARKDOWN] } else { &[TSV, HTML] }
}

/// What is written in one form.
struct Form {
    mime: &'static str,
    export: Export,
    pieces: Pieces,
    done: bool,
}

impl Grid {
    /// The browser asks what is to be copied: what a button has prepared, or what is selected.
    pub(super) fn copied(self: &Rc<Self>, event: &Event) {
        // Only `copy` is listened to with this.
        let event: &ClipboardEvent = event.unchecked_ref();
        // This listener hears of an event on its way twice, and the page may have served it.
        if js::get(event, "defaultPrevented").is_truthy() {
            return;
        }
        // The focus decides: with a cell focused, Firefox fires the event at the composer and WebKit at the host.
        let within = self.parts.table.matches(":focus-within").unwrap_or(false);
        let prepared = self.prepared.take();
        // What is selected in a field or an opened cell is the browser's.
        let Some(data) = event.clipboard_data().filter(|_| within || prepared.is_some()) else { return };
        event.prevent_default();
        let area = self.picked();
        if prepared.is_none() && self.lacks(&area) {
            return;
        }
        let forms = prepared.or_else(|| self.at_once(&area, false));
        let Some(forms) = forms else {
            self.copy(&area, &[TSV, HTML]);
            return;
        };
        for (mime, text) in forms {
            // Only a clipboard that is not the event's own refuses.
            drop(data.set_data(mime, &text));
        }
        self.tell(&self.copied_words(&area));
    }

    /// All forms of some cells; `None` for more than can be written within an event. One cell is its
    /// text, which is pasted anywhere, without a table around it.
    fn at_once(&self, area: &Area, as_markdown: bool) -> Option<Vec<(&'static str, String)>> {
        let active = self.state.borrow().active;
        if let Some(value) = self.alone(area, active, as_markdown) {
            return Some(vec![(TSV.1, value)]);
        }
        let write = |(format, mime): &(Format, &'static str)| {
            let mut out = String::new();
            // In one step.
            self.export(area, *format, false).step(&self.table(), usize::MAX, &mut out);
            (*mime, out)
        };
        (area.len() <= AT_ONCE).then(|| forms(as_markdown).iter().map(write).collect())
    }

    fn copied_words(&self, area: &Area) -> String {
        // Of no rows, the names are copied.
        let cells = if area.is_empty() { area.columns.len() } else { area.len() };
        let copied = match cells {
            1 => text(GridKey::CopiedOne).to_owned(),
            _ => fill(GridKey::Copied, &[&self.format.count(cells as u64)]),
        };
        let all = area.rows.len() == self.state.borrow().arrange.rows().len();
        match self.beyond().filter(|_| all) {
            Some(more) => [&copied, ". ", more].concat(),
            None => copied,
        }
    }

    /// The text of the one cell, or of the header, if nothing more is selected.
    fn alone(&self, area: &Area, active: Place, as_markdown: bool) -> Option<String> {
        let state = self.state.borrow();
        let table = self.table();
        let mut out = String::new();
        // All cells of no rows are the names of all columns.
        if active.row == 0 && area.is_empty() && area.columns.len() <= 1 {
            let column = table.columns().get(*state.order.get(active.column)?)?;
            alone(Some(&column.name), Kind::String, as_markdown, state.options, &mut out);
            return Some(out);
        }
        if area.len() != 1 {
            return None;
        }
        let record = *state.arrange.rows().get(area.rows.start)?;
        let column = *state.order.get(area.columns.start)?;
        let kind = table.columns().get(column).map_or(Kind::Other, Column::kind);
        alone(table.cell(record as usize, column), kind, as_markdown, state.options, &mut out);
        Some(out)
    }

    fn export(&self, area: &Area, format: Format, bare: bool) -> Export {
        let state = self.state.borrow();
        let rows = state.arrange.rows();
        let whole = area.rows.len() == rows.len();
        let rows = match whole {
            true => Arc::clone(rows),
            false => Arc::new(rows.get(area.rows.clone()).unwrap_or_default().to_vec()),
        };
        let columns = state.order.get(area.columns.clone()).unwrap_or_default();
        // Some cells are pasted beside others; a whole column or table brings its names.
        let options = Options { header: whole, bare, ..state.options };
        Export::new(&self.table(), rows, columns, format, options)
    }

    /// Copies cells: for a spreadsheet, or as Markdown.
    pub(super) fn copy_area(self: &Rc<Self>, area: &Area, as_markdown: bool) {
        if self.lacks(area) {
            return;
        }
        let Some(prepared) = self.at_once(area, as_markdown) else {
            self.copy(area, forms(as_markdown));
            return;
        };
        *self.prepared.borrow_mut() = Some(prepared);
        clipboard::ask();
        let refused = self.prepared.take();
        let words = self.copied_words(area);
        let Some(refused) = refused else {
            self.tell(&words);
            return;
        };
        let piece = |(mime, mut text): (&'static str, String)| {
            let pieces = Pieces::default();
            pieces.take(&mut text);
            (mime, pieces)
        };
        // HTML with styles would be read within the page, whose policy may forbid them.
        let plain = refused.into_iter().filter(|(mime, _)| *mime == TSV.1);
        self.hand_over(plain.map(piece).collect(), words);
    }

    /// A click on one of the buttons beside what is selected.
    pub(super) fn clicked_picked(self: &Rc<Self>, event: &Event) {
        let button = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let text = button.and_then(|button| button.text_content()).unwrap_or_default();
        let is = |key| text == self::text(key);
        if is(GridKey::Copy) || is(GridKey::CopyAsMarkdown) {
            self.copy_area(&self.picked(), is(GridKey::CopyAsMarkdown));
        } else if is(GridKey::Clear) {
            self.select(None);
            // The button is gone; the focus must not go with it.
            let active = self.state.borrow().active;
            self.stand(active);
        }
    }

    fn copy(self: &Rc<Self>, area: &Area, forms: &[(Format, &'static str)]) {
        let words = self.copied_words(area);
        self.write(area, forms, move |grid, forms| {
            grid.hand_over(forms.into_iter().map(|form| (form.mime, form.pieces)).collect(), words);
        });
    }

    /// Hands forms of the same content to the clipboard and says how it went.
    fn hand_over(self: &Rc<Self>, forms: Vec<(&'static str, Pieces)>, words: String) {
        let grid = Rc::downgrade(self);
        spawn_local(async move {
            let list: Vec<_> = forms.iter().map(|(mime, pieces)| (*mime, pieces)).collect();
            let done = file::copy(&list).await;
            if let Some(grid) = grid.upgrade() {
                grid.tell(if done { &words } else { text(GridKey::CopyFailed) });
            }
        });
    }

    /// Saves all rows that are shown as a file.
    pub(super) fn save(self: &Rc<Self>, format: Format) {
        let (ending, mime) = match format {
            Format::Json => ("json", "application/json"),
            _ => ("csv", "text/csv;charset=utf-8"),
        };
        if self.lacks(&self.everything()) {
            return;
        }
        let name = self.file_name(ending);
        self.write(&self.everything(), &[(format, mime)], move |grid, forms| {
            let done = forms.iter().all(|form| form.pieces.save(&name, form.mime));
            match done {
                true => grid.tell_saved(grid.unguarded().filter(|_| format == Format::Csv)),
                false => grid.tell(text(GridKey::SaveFailed)),
            }
        });
    }

    /// A warning for a file whose formulas are not made harmless.
    pub(super) fn unguarded(&self) -> Option<&'static str> {
        (!self.state.borrow().options.guard).then_some(text(GridKey::Unguarded))
    }

    /// The result's name as that of a file.
    pub(super) fn file_name(&self, ending: &str) -> String {
        file_name(&self.name, ending)
    }

    /// Writes cells in slices, shows how far it is, and hands them to `done`.
    fn write(
        self: &Rc<Self>,
        area: &Area,
        forms: &[(Format, &'static str)],
        done: impl FnOnce(&Rc<Self>, Vec<Form>) + 'static,
    ) {
        if self.is_fetching() {
            return;
        }
        let form = |(format, mime): &(Format, &'static str)| Form {
            mime,
            export: self.export(area, *format, true),
            pieces: Pieces::default(),
            done: false,
        };
        let forms = Rc::new(std::cell::RefCell::new(forms.iter().map(form).collect::<Vec<_>>()));
        let step = {
            let forms = Rc::clone(&forms);
            let mut out = String::new();
            move |grid: &Self| {
                let mut forms = forms.borrow_mut();
                let (mut at, mut all) = (0, 0);
                for form in forms.iter() {
                    let (written, rows) = form.export.progress();
                    at += written;
                    all += rows;
                }
                grid.busy(&fill(GridKey::Working, &[&(at * 100 / all.max(1)).to_string()]));
                let Some(form) = forms.iter_mut().find(|form| !form.done) else { return true };
                form.done = form.export.step(&grid.table(), BUDGET, &mut out);
                form.pieces.take(&mut out);
                forms.iter().all(|form| form.done)
            }
        };
        let done = move |grid: &Rc<Self>| {
            let forms = std::mem::take(&mut *forms.borrow_mut());
            done(grid, forms);
        };
        self.work(|grid| &grid.leaving, Box::new(step), Box::new(done));
    }

    /// Ends what is being written.
    pub(super) fn cancel(self: &Rc<Self>) {
        self.stop(|grid| &grid.leaving);
        self.fetching.take();
        self.tell(text(GridKey::Cancelled));
        self.show_more();
    }
}
