//! Further chunks of a result: they come when the reader nears the end of the rows that are here.

use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::WithUntracked;
use wasm_bindgen_futures::spawn_local;

use super::Grid;
use super::more::MOST;
use crate::platform::abort::AbortGuard;
use crate::state::select;

impl Grid {
    /// The index of the chunk that follows, where it can be had and there is room for it.
    pub(super) fn next_chunk(&self) -> Option<u64> {
        let table = self.table();
        let next = table.next_chunk().filter(|_| table.rows() < MOST)?;
        let offered = |model: &_| select::chunk(model, self.of.0, self.of.1, next).is_some();
        self.store.model.try_with_untracked(offered).unwrap_or_default().then_some(next)
    }

    /// Brings the next chunk once the end is near. Not among sorted or found rows, where it is not at the
    /// end; and not again by itself after it could not be had.
    pub(super) fn near_end(self: &Rc<Self>) {
        if self.chunk_lost.get() || self.table.borrow().next_chunk().is_none() {
            return;
        }
        let near = !self.coming.get() && {
            let state = self.state.borrow();
            state.arrange.is_plain() && state.rows.nears_end(f64::from(self.parts.scroll.scroll_top()))
        };
        if near {
            self.load_chunk();
        }
    }

    /// Brings the next chunk, unless one is on its way, or all rows are.
    pub(super) fn load_chunk(self: &Rc<Self>) {
        let busy = self.chunk.borrow().is_some() || self.fetching.borrow().is_some();
        if busy || self.next_chunk().is_none() {
            return;
        }
        let Some(guard) = AbortGuard::new() else { return };
        let controller = guard.controller();
        self.chunk.replace(Some(guard));
        self.chunk_lost.set(false);
        self.hush();
        self.show_count();
        let (store, of, table) = (self.store, self.of, self.table());
        let grid = self.me.clone();
        spawn_local(async move {
            let loaded = store.next_chunk(of, &table, controller).await;
            let Some(grid) = grid.upgrade() else { return };
            // All rows may have been asked for meanwhile.
            if grid.chunk.take().is_none() || !Arc::ptr_eq(&table, &grid.table()) {
                return;
            }
            match loaded {
                Ok(longer) => {
                    grid.grow(&longer);
                    let found = grid.parts.count.text_content().unwrap_or_default();
                    grid.say(&found);
                }
                Err(failure) => {
                    grid.chunk_lost.set(true);
                    grid.show_count();
                    grid.tell_failure(&failure);
                }
            }
        });
    }
}
