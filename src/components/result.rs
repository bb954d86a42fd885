//! The rows, as a table of exact values.

use leptos::prelude::*;

use super::chart;
use super::fold::{self, TurnMemo};
use super::grid::grid;
use super::kit::{self, tag};
use super::notice;
use crate::domain::answer::Which;
use crate::domain::failure::Code;
use crate::domain::ids::TurnKey;
use crate::domain::table::{Column, Table};
use crate::domain::turn::Rows;
use crate::i18n::{self, Key, phrase};
use crate::platform::dom::{self, Draw};
use crate::state::event::Kind;
use crate::state::select;
use crate::state::store::Store;

/// Rows that are drawn: more than can be seen, and few enough to be there at once.
const FIRST_ROWS: u64 = 50;

/// The rows of one of a turn's queries, or how they are getting on.
pub fn result(store: Store, key: TurnKey, which: Which, turn: TurnMemo) -> AnyView {
    // A table is dear: it is drawn again only when it is another one. Rows that come are added to it.
    let shown = fold::kept(turn, move |old, new| {
        let (old, new) = (old.fetched(which), new.fetched(which));
        old == new || (matches!(old, Rows::Coming(_)) && new.table().is_some())
    });
    kit::dynamic(move || match shown.get()?.fetched(which).clone() {
        Rows::None => None,
        Rows::Loading => Some(notice::progress(i18n::text(Key::LoadingRows)).view()),
        Rows::Failed(failure) => {
            let (text, act) = if failure.code == Code::Expired {
                (i18n::text(Key::RowsExpired), Key::RunAgain)
            } else {
                (i18n::advice(failure.advice), Key::TryAgain)
            };
            let again = kit::act(act, move || {
                // The button will be gone; the focus must not go with it.
                dom::focus_around("article");
                store.dispatch(Kind::RowsWanted(key, which));
            });
            Some(notice::notice(text.to_owned(), Some(failure), vec![again]))
        }
        Rows::Coming(_) | Rows::Ready(_) => {
            let drawn = (which == Which::Last).then(|| charted(store, key, turn));
            Some(tag("div", "").children(drawn).child(grid(plain, store, key, which)).view())
        }
    })
}

/// The chart of the rows that count: once all are here, and its room before that.
fn charted(store: Store, key: TurnKey, turn: TurnMemo) -> AnyView {
    let turn = fold::kept(turn, |old, new| old.rows.is_loading() == new.rows.is_loading());
    kit::dynamic(move || chart::chart(store, key, turn.get()?.rows.table()?))
}

/// The first rows as they were sent: what is read while the grid is on its way, and where it cannot be
/// had. Its boxes are as high as the grid's, so that nothing jumps.
fn plain(store: Store, key: TurnKey, which: Which) -> AnyView {
    let rows = store.model.try_with_untracked(|model| select::table(model, key, which)).flatten();
    let Some((table, name)) = rows else { return tag("div", "").view() };
    let name = name.unwrap_or_else(|| i18n::text(Key::Result).to_owned());
    let shown = FIRST_ROWS.min(table.rows() as u64);
    let count = phrase::rows(&table, shown, |count| count.to_string());
    let bar = tag("div", "caption").child(tag("span", "name").attr("dir", "auto").text(name.clone()).view());
    let body = tag("table", "").attr("part", "table").attr("aria-label", name.clone());
    let body = body.drawn(move |target| draw(target, &table, shown));
    let scroll = tag("div", "scroll")
        .attr("tabindex", "0")
        .attr("role", "region")
        .attr("aria-label", name)
        .child(body.view());
    let foot = tag("p", "count").text(count);
    let parts = [bar.view(), scroll.view(), foot.view()];
    tag("div", "result").attr("part", "result").children(parts).view()
}

fn draw(target: Draw, table: &Table, rows: u64) {
    let heads = table.columns().iter().map(|column| {
        let head = Draw::new("th").attr("scope", "col").class(align(column));
        head.attr("title", &column.type_text).text(&column.name)
    });
    let head = Draw::new("thead").child(Draw::new("tr").children(heads));
    let body = Draw::new("tbody").children((0..rows as usize).map(|row| draw_row(table, row)));
    target.child(head).child(body).done();
}

fn draw_row(table: &Table, row: usize) -> Draw {
    let cells = table.columns().iter().enumerate().map(|(index, column)| {
        let cell = Draw::new("td").class(align(column));
        match table.cell(row, index) {
            Some(text) => cell.text(text),
            None => cell.attr("data-null", "").child(Draw::new("i").text(i18n::text(Key::Null))),
        }
    });
    Draw::new("tr").children(cells)
}

fn align(column: &Column) -> &'static str {
    if column.is_numeric() { "number" } else { "" }
}
