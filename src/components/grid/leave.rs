//! Rows that leave: to the clipboard and into files.

use std::rc::Rc;
use std::sync::Arc;

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{ClipboardEvent, Event};

use super::Grid;
use super::rows::set;
use crate::grid::cursor::{Area, Place};
use crate::grid::export::{Export, Format, Options};
use crate::i18n::grid::{GridKey, fill, text};
use crate::platform::file::{self, Pieces};

/// Rows that a step writes.
const BUDGET: usize = 500;

/// Cells that are copied within the key's own event; more take longer than a task may.
const AT_ONCE: usize = 5_000;

const TSV: (Format, &str) = (Format::Tsv, "text/plain");
const HTML: (Format, &str) = (Format::Html, "text/html");

/// What is written in one form.
struct Form {
    mime: &'static str,
    export: Export,
    pieces: Pieces,
    done: bool,
}

impl Grid {
    pub(super) fn copied(self: &Rc<Self>, event: &Event) {
        // Only `copy` is listened to with this.
        let event: &ClipboardEvent = event.unchecked_ref();
        let (area, active) = {
            let state = self.state.borrow();
            (state.area.clone(), state.active)
        };
        let area = area.unwrap_or_else(|| Area::between(active, active));
        let Some(data) = event.clipboard_data() else { return };
        event.prevent_default();
        if area.len() > AT_ONCE {
            self.copy(&area, &[TSV, HTML]);
            return;
        }
        let alone = self.alone(&area, active);
        for (format, mime) in [TSV, HTML] {
            let mut out = String::new();
            match &alone {
                // One cell is pasted anywhere: it is its exact text.
                Some(value) if format == Format::Tsv => out.push_str(value),
                _ => drop(self.export(&area, format).step(&self.table(), usize::MAX, &mut out)),
            }
            // Only a clipboard that is not the event's own refuses.
            drop(data.set_data(mime, &out));
        }
        self.say(&self.copied_words(area.len().max(1)));
    }

    fn copied_words(&self, cells: usize) -> String {
        match cells {
            1 => text(GridKey::CopiedOne).to_owned(),
            _ => fill(GridKey::Copied, &[&self.format.count(cells as u64)]),
        }
    }

    /// The exact text of the one cell, or of the header, where nothing more is selected.
    fn alone(&self, area: &Area, active: Place) -> Option<String> {
        let state = self.state.borrow();
        if active.row == 0 && state.area.is_none() {
            let table = self.table();
            let column = table.columns().get(*state.order.get(active.column)?)?;
            return Some(column.name.clone());
        }
        if area.len() != 1 {
            return None;
        }
        let record = *state.arrange.rows().get(area.rows.start)?;
        let column = *state.order.get(area.columns.start)?;
        Some(self.table().cell(record as usize, column).unwrap_or_default().to_owned())
    }

    fn export(&self, area: &Area, format: Format) -> Export {
        let state = self.state.borrow();
        let rows = state.arrange.rows();
        let whole = area.rows.len() == rows.len();
        let rows = match whole {
            true => Arc::clone(rows),
            false => Arc::new(rows.get(area.rows.clone()).unwrap_or_default().to_vec()),
        };
        let columns = state.order.get(area.columns.clone()).unwrap_or_default();
        // Some cells are pasted beside others; a whole column or table brings its names.
        let options = Options { header: whole, ..state.options };
        Export::new(&self.table(), rows, columns, format, options)
    }

    /// Copies all rows that are shown, for a spreadsheet.
    pub(super) fn copy_all(self: &Rc<Self>) {
        self.copy(&self.everything(), &[TSV, HTML]);
    }

    /// Copies all rows that are shown, as Markdown.
    pub(super) fn copy_markdown(self: &Rc<Self>) {
        self.copy(&self.everything(), &[(Format::Markdown, "text/plain")]);
    }

    fn copy(self: &Rc<Self>, area: &Area, forms: &[(Format, &'static str)]) {
        let words = self.copied_words(area.len());
        self.write(area, forms, move |grid, forms| {
            let grid = Rc::downgrade(grid);
            spawn_local(async move {
                let list: Vec<_> = forms.iter().map(|form| (form.mime, &form.pieces)).collect();
                let done = file::copy(&list).await;
                if let Some(grid) = grid.upgrade() {
                    grid.tell(if done { &words } else { text(GridKey::CopyFailed) });
                }
            });
        });
    }

    /// Saves all rows that are shown as a file.
    pub(super) fn save(self: &Rc<Self>, format: Format) {
        let (ending, mime) = match format {
            Format::Json => ("json", "application/json"),
            _ => ("csv", "text/csv;charset=utf-8"),
        };
        let name = self.file_name(ending);
        self.write(&self.everything(), &[(format, mime)], move |grid, forms| {
            let done = forms.iter().all(|form| form.pieces.save(&name, form.mime));
            grid.tell(text(if done { GridKey::Saved } else { GridKey::SaveFailed }));
        });
    }

    /// The result's name as that of a file.
    pub(super) fn file_name(&self, ending: &str) -> String {
        file::name(&self.name, ending)
    }

    /// Writes cells in slices, shows how far it is, and hands them to `done`.
    fn write(
        self: &Rc<Self>,
        area: &Area,
        forms: &[(Format, &'static str)],
        done: impl FnOnce(&Rc<Self>, Vec<Form>) + 'static,
    ) {
        self.fetching.take();
        let form = |(format, mime): &(Format, &'static str)| Form {
            mime,
            export: self.export(area, *format),
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
    }

    /// Shows and says what has become of an act.
    pub(super) fn tell(&self, words: &str) {
        self.parts.job.set_text_content(Some(words));
        set(&self.parts.cancel, "hidden", "");
        self.say(words);
    }
}
