//! The rows, as a table of exact values.

use leptos::prelude::*;

use super::chart;
use super::fold::TurnMemo;
use super::grid::grid;
use super::kit::{self, tag};
use super::notice;
use crate::domain::ids::TurnKey;
use crate::domain::table::{Column, Table};
use crate::domain::turn::{Rows, Turn};
use crate::i18n::{self, Key, phrase};
use crate::platform::dom::Draw;
use crate::state::event::Kind;
use crate::state::select;
use crate::state::store::Store;

/// Rows that are drawn: more than can be seen, and few enough to be there at once.
const FIRST_ROWS: u64 = 50;

/// The rows of a turn's query, or how they are getting on.
pub fn result(store: Store, key: TurnKey, turn: TurnMemo) -> AnyView {
    // The turn as it was when its rows changed: each poll brings another turn, and a table is dear.
    let turn = Memo::new_with_compare(
        move |_| turn.get(),
        |old, new| old.and_then(Option::as_deref).map(rows) != new.and_then(Option::as_deref).map(rows),
    );
    kit::dynamic(move || match rows(turn.get().as_deref()?).clone() {
        Rows::None => None,
        Rows::Loading => Some(notice::progress(i18n::text(Key::LoadingRows)).view()),
        Rows::Failed(failure) => {
            let expired = turn.with_untracked(|turn| turn.as_deref().is_some_and(select::rows_expired));
            let (text, act) = if expired {
                (i18n::text(Key::RowsExpired), Key::RunAgain)
            } else {
                (i18n::advice(failure.advice), Key::TryAgain)
            };
            let again = kit::act(act, move || store.dispatch(Kind::RowsWanted(key)));
            Some(notice::notice(text.to_owned(), Some(failure), vec![again]))
        }
        Rows::Ready(table) => {
            let drawn = chart::chart(store, key, &table);
            Some(tag("div", "").children(drawn).child(grid(plain, store, key)).view())
        }
    })
}

fn rows(turn: &Turn) -> &Rows {
    &turn.rows
}

/// The first rows as they were sent: what is read while the grid is on its way, and where it cannot be
/// had. Its boxes are as high as the grid's, so that nothing jumps.
fn plain(store: Store, key: TurnKey) -> AnyView {
    let rows = store.model.try_with_untracked(|model| select::table(model, key)).flatten();
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
