//! Rows that come while others are shown already.

use std::rc::Rc;
use std::sync::Arc;

use super::Grid;
use crate::domain::table::Table;
use crate::grid::cursor::Area;
use crate::i18n::{self, Key};
use crate::state::model::Model;
use crate::state::select;

impl Grid {
    /// Takes up the rows that are on their way, until all are here.
    pub(super) fn await_rows(&self) {
        let grid = self.me.clone();
        self.store.wait(Box::new(move |model| {
            let seen = grid.upgrade().zip(model).map(|(grid, model)| grid.look_for_rows(model));
            seen.unwrap_or(true)
        }));
    }

    /// True where all are here, or no more come.
    fn look_for_rows(self: &Rc<Self>, model: &Model) -> bool {
        let (key, which) = self.of;
        let coming = select::is_coming(model, key, which);
        let changed = self.coming.replace(coming) != coming;
        if changed && !coming {
            self.hush();
        }
        match select::table(model, key, which) {
            Some((table, _)) if !Arc::ptr_eq(&table, &self.table()) => self.grow(&table),
            _ if changed => {
                self.show_count();
                self.show_more();
            }
            _ => (),
        }
        !coming
    }

    /// Shows a table that has more rows than the one before, and the same at its beginning.
    pub(super) fn grow(self: &Rc<Self>, table: &Arc<Table>) {
        *self.table.borrow_mut() = Arc::clone(table);
        let changed = self.look_at_columns();
        let as_they_are = {
            let mut state = self.state.borrow_mut();
            if changed {
                state.pool.clear();
            }
            if !self.coming.get() {
                state.widen_for(&self.format, table, &self.senses.borrow());
            }
            state.arrange.append(table)
        };
        self.show_more();
        if as_they_are {
            self.measure();
            self.show_count();
            self.near_end();
            self.glide_on();
        } else {
            self.arrange(String::new());
        }
    }

    /// True, and said, where these cells are those of all rows, and some rows are still on their way.
    pub(super) fn lacks(&self, area: &Area) -> bool {
        let lacks = self.coming.get() && area.rows.len() == self.state.borrow().arrange.rows().len();
        if lacks {
            self.tell(i18n::text(Key::LoadingRows));
        }
        lacks
    }
}
