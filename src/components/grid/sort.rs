//! Sorting by the header, and searching.

use std::rc::Rc;

use super::Grid;
use super::menu::flag;
use crate::grid::SortBy;
use crate::grid::cursor::Extent;
use crate::i18n::grid::{GridKey, fill, text};

/// Rows that a step looks at.
const BUDGET: usize = 2_000;

impl Grid {
    /// Sorts by a visible column: upwards, then downwards, then no more; `also` keeps the others.
    pub(super) fn sort(self: &Rc<Self>, at: usize, also: bool) {
        let words = {
            let mut state = self.state.borrow_mut();
            let Some(column) = state.order.get(at).copied() else { return };
            let mut by = state.arrange.sorted_by().to_vec();
            let found = by.iter().position(|by| by.column == column);
            let old = found.and_then(|found| by.get(found).copied());
            if !also {
                by.clear();
            }
            let next = match old {
                None => Some(SortBy { column, descending: false }),
                Some(SortBy { descending: false, .. }) => Some(SortBy { column, descending: true }),
                Some(_) => None,
            };
            by.retain(|by| by.column != column);
            let place = found.unwrap_or(by.len()).min(by.len());
            if let Some(next) = next {
                by.insert(place, next);
            }
            state.arrange.sort(&self.table(), by);
            let table = self.table();
            let name = table.columns().get(column).map_or("", |column| &column.name);
            match next {
                Some(SortBy { descending: false, .. }) => fill(GridKey::Ascending, &[name]),
                Some(_) => fill(GridKey::Descending, &[name]),
                None => text(GridKey::Unsorted).to_owned(),
            }
        };
        self.show_sort();
        self.arrange(words);
    }

    /// Sorts by one visible column alone.
    pub(super) fn sort_to(self: &Rc<Self>, at: usize, descending: bool) {
        let words = {
            let mut state = self.state.borrow_mut();
            let Some(column) = state.order.get(at).copied() else { return };
            let table = self.table();
            state.arrange.sort(&table, vec![SortBy { column, descending }]);
            let name = table.columns().get(column).map_or("", |column| &column.name);
            fill(if descending { GridKey::Descending } else { GridKey::Ascending }, &[name])
        };
        self.show_sort();
        self.arrange(words);
    }

    /// Brings the rows into the order that is wanted and shows them; says `words`, or how many there are.
    pub(super) fn arrange(self: &Rc<Self>, words: String) {
        self.work(
            |grid| &grid.arranging,
            Box::new(|grid| grid.state.borrow_mut().arrange.step(&grid.table(), BUDGET)),
            Box::new(move |grid| {
                {
                    let mut state = grid.state.borrow_mut();
                    state.pool.forget();
                    // What was selected are other rows now.
                    state.area = None;
                    flag(&grid.parts.picked, "hidden", true);
                    state.rows.count = state.arrange.rows().len();
                    state.active = state.active.within(Extent {
                        rows: state.rows.count,
                        columns: state.order.len(),
                        page: 1,
                    });
                }
                grid.measure();
                flag(&grid.parts.exact, "hidden", true);
                grid.show_count();
                grid.show_totals();
                let found = grid.parts.count.text_content().unwrap_or_default();
                let none = grid.state.borrow().rows.count == 0 && grid.table().rows() > 0;
                flag(&grid.parts.none, "hidden", !none);
                let times = grid.table().columns().iter().any(|column| column.kind().is_time());
                let nothing = text(if times { GridKey::NothingFoundInTimes } else { GridKey::NothingFound });
                grid.parts.none.set_text_content(Some(nothing));
                let found = if none { nothing.to_owned() } else { found };
                grid.say(if words.is_empty() { &found } else { &words });
            }),
        );
    }
}
