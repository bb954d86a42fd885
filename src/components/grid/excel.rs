//! Rows as a workbook for Excel. What writes it is a part of its own, because few readers ask for it.

use std::rc::{Rc, Weak};
use std::sync::Arc;

use wasm_bindgen_futures::spawn_local;
use web_sys::console;

use super::Grid;
use crate::components::later::later_call;
use crate::grid::xlsx::{self, Book, MOST_COLUMNS, MOST_ROWS, MOST_TEXT, Rows};
use crate::i18n::grid::{GridKey, fill, text};
use crate::i18n::{self, Key};
use crate::platform::deflate::Deflate;
use crate::platform::file::Pieces;
use crate::platform::{clock, js};

const MIME: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// Milliseconds until the page gets its turn.
const SLICE_MS: f64 = 10.0;

later_call! {
    /// The workbook of these rows; `None` where Excel takes not so many.
    in xlsx fn book(rows: Rows) -> Option<Box<dyn Book>> {
        xlsx::book(rows)
    }
}

impl Grid {
    /// Saves all rows that are shown as a workbook.
    pub(super) fn save_workbook(self: &Rc<Self>) {
        if self.lacks(&self.everything()) || self.is_fetching() {
            return;
        }
        let number = self.stop(|grid| &grid.leaving);
        self.busy(&fill(GridKey::Working, &["0"]));
        let state = self.state.borrow();
        let rows = Rows {
            table: self.table(),
            rows: Arc::clone(state.arrange.rows()),
            columns: state.order.iter().copied().collect(),
            title: self.name.clone(),
            otherwise: i18n::text(Key::Result),
        };
        let grid = Rc::downgrade(self);
        spawn_local(async move {
            let words = match book(rows).await {
                Ok(Some(book)) => write(&grid, number, book).await,
                Ok(None) => going(&grid, number).map(|grid| {
                    let most = |most: usize| grid.format.count(most as u64);
                    Err(fill(GridKey::TooLarge, &[&most(MOST_ROWS), &most(MOST_COLUMNS)]))
                }),
                Err(why) => {
                    console::warn_1(&why);
                    Some(Err(i18n::text(Key::PartLost).to_owned()))
                }
            };
            match going(&grid, number).zip(words) {
                Some((grid, Ok(warning))) => grid.tell_saved(warning.as_deref()),
                Some((grid, Err(why))) => grid.tell(&why),
                None => {}
            }
        });
    }
}

/// The grid, if it is there still and no other export has begun.
fn going(grid: &Weak<Grid>, number: u32) -> Option<Rc<Grid>> {
    grid.upgrade().filter(|grid| grid.leaving.get() == number)
}

/// What is to be known of the file that is saved, or what went wrong; `None` where it was ended.
async fn write(
    grid: &Weak<Grid>,
    number: u32,
    mut book: Box<dyn Book>,
) -> Option<Result<Option<String>, String>> {
    let failed = || Some(Err(text(GridKey::SaveFailed).to_owned()));
    let Some(stream) = Deflate::begin() else { return failed() };
    let mut piece = String::new();
    let mut end = clock::elapsed_ms() + SLICE_MS;
    loop {
        let done = book.step(&mut piece);
        if stream.write(&piece).await.is_none() {
            return failed();
        }
        if done {
            break;
        }
        if clock::elapsed_ms() >= end {
            let (at, all) = book.progress();
            going(grid, number)?.busy(&fill(GridKey::Working, &[&(at * 100 / all.max(1)).to_string()]));
            clock::breath().await;
            end = clock::elapsed_ms() + SLICE_MS;
        }
    }
    let Some(sheet) = stream.finish().await else { return failed() };
    let grid = going(grid, number)?;
    let file = || {
        let (before, behind) = book.around(Some(js::number(&sheet, "size") as u64))?;
        let file = Pieces::default();
        file.add_bytes(&before)?;
        file.add(&sheet);
        file.add_bytes(&behind)?;
        Some(file)
    };
    if !file().is_some_and(|file| file.save(&grid.file_name("xlsx"), MIME)) {
        return failed();
    }
    let count = |count: usize| grid.format.count(count as u64);
    let warning = || fill(GridKey::TextsCut, &[&count(MOST_TEXT), &count(book.cut())]);
    Some(Ok((book.cut() > 0).then(warning)))
}
