//! Rows that Genie does not show: all of them, as the relay streams them.

use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::WithUntracked;
use wasm_bindgen_futures::spawn_local;

use super::Grid;
use super::draw::into_view;
use super::menu::flag;
use crate::domain::failure::Failure;
use crate::grid::export::csv_file;
use crate::i18n::grid::{GridKey, fill, text};
use crate::i18n::{self, Key};
use crate::platform::abort::AbortGuard;
use crate::state::select;

/// Rows that are taken into the table at most; a file takes them all.
pub(super) const MOST: usize = 200_000;

impl Grid {
    /// True where there are rows that are not here, and the relay has them.
    fn lacks_rows(&self) -> bool {
        let table = self.table();
        let offered = |model: &_| select::all_rows(model, self.of.0, self.of.1).is_some();
        !self.coming.get()
            && (table.is_partial() || table.truncated())
            && self.store.model.try_with_untracked(offered).unwrap_or_default()
    }

    /// Offers the other rows, as long as there are some: to the table up to its bound, and as a file.
    pub(super) fn show_more(&self) {
        let lacks = self.lacks_rows();
        let busy = self.fetching.borrow().is_some();
        self.show_button(&self.parts.next, !busy && self.next_chunk().is_some());
        self.show_button(&self.parts.more, !busy && lacks && self.table().rows() < MOST);
        if let Some(save) = self.parts.bar.query_selector(".save-all").ok().flatten() {
            flag(&save, "hidden", !lacks);
        }
    }

    /// Brings all rows into the table, up to a bound.
    pub(super) fn load_all(self: &Rc<Self>) {
        if self.is_fetching() {
            return;
        }
        let Some((guard, number)) = self.begin() else { return };
        self.chunk.take();
        let (store, of, table) = (self.store, self.of, self.table());
        let grid = Rc::downgrade(self);
        let told = grid.clone();
        let tell = move |rows: usize| {
            if let Some(grid) = told.upgrade() {
                grid.busy(&fill(GridKey::Loading, &[&grid.format.count(rows as u64)]));
            }
        };
        tell(0);
        self.show_more();
        spawn_local(async move {
            let loaded = store.all_rows(of, &table, MOST, guard, tell).await;
            let Some(grid) = grid.upgrade().filter(|grid| grid.leaving.get() == number) else { return };
            match loaded {
                Ok(table) => {
                    grid.fetching.take();
                    let here = grid.format.count(table.rows() as u64);
                    let beyond = table.is_partial();
                    *grid.table.borrow_mut() = Arc::clone(&table);
                    grid.state.borrow_mut().arrange.restart(&table);
                    grid.tell(&if beyond { fill(GridKey::Beyond, &[&here]) } else { String::new() });
                    grid.show_more();
                    grid.arrange(fill(GridKey::Loaded, &[&here]));
                }
                Err(failure) => grid.tell_failure(&failure),
            }
        });
    }

    /// Saves all rows, however many, as a file.
    pub(super) fn save_all(self: &Rc<Self>) {
        if self.is_fetching() {
            return;
        }
        let Some((guard, number)) = self.begin() else { return };
        let (store, of, table) = (self.store, self.of, self.table());
        let rewrite = csv_file(&table, self.state.borrow().options);
        let grid = Rc::downgrade(self);
        let told = grid.clone();
        let tell = move |bytes: u64| {
            if let Some(grid) = told.upgrade() {
                // Tenths of a megabyte.
                let tenths = bytes / 100_000;
                let size = [(tenths / 10).to_string(), ".".into(), (tenths % 10).to_string()].concat();
                grid.busy(&fill(GridKey::Fetching, &[&size]));
            }
        };
        tell(0);
        self.show_more();
        spawn_local(async move {
            let file = store.all_rows_file(of, &table, rewrite, guard, tell).await;
            let Some(grid) = grid.upgrade().filter(|grid| grid.leaving.get() == number) else { return };
            match file {
                Ok(file) => {
                    grid.fetching.take();
                    grid.show_more();
                    let saved = file.save(&grid.file_name("csv"), "text/csv;charset=utf-8");
                    match saved {
                        true => grid.tell_with(text(GridKey::Saved), grid.unguarded()),
                        false => grid.tell(text(GridKey::SaveFailed)),
                    }
                }
                Err(failure) => grid.tell_failure(&failure),
            }
        });
    }

    /// Ends what was under way, and gives what ends what begins now.
    fn begin(&self) -> Option<(web_sys::AbortController, u32)> {
        let number = self.stop(|grid| &grid.leaving);
        let guard = AbortGuard::new()?;
        let controller = guard.controller();
        self.fetching.replace(Some(guard));
        Some((controller, number))
    }

    pub(super) fn tell_failure(&self, failure: &Failure) {
        let id = failure.request_id.as_ref().map(|id| i18n::fill(Key::RequestId, &[id]));
        let words = [Some(i18n::advice(failure.advice)), failure.detail.as_deref(), id.as_deref()];
        let words = words.into_iter().flatten().collect::<Vec<_>>().join(" ");
        self.fetching.take();
        self.show_more();
        self.tell(&fill(GridKey::LoadFailed, &[&words]));
        into_view(&self.parts.job);
    }
}
