//! The rows, as a table of exact values.

use std::sync::Arc;

use leptos::prelude::*;

use super::chart;
use super::kit::{self, tag};
use super::notice;
use crate::domain::ids::TurnKey;
use crate::domain::table::{Column, Table};
use crate::domain::turn::{Rows, Turn};
use crate::i18n::{self, Key};
use crate::platform::dom::Draw;
use crate::state::event::Kind;
use crate::state::select;
use crate::state::store::Store;

/// Rows drawn at first; more on demand, because each costs the browser memory and time.
const FIRST_ROWS: u64 = 200;

/// The rows of a turn's query, or how they are getting on.
pub fn result(store: Store, key: TurnKey, turn: Memo<Option<Arc<Turn>>>) -> AnyView {
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
            let query =
                turn.with_untracked(|turn| turn.as_deref().and_then(|turn| turn.answer.query.clone()));
            let title = query.and_then(|query| query.title);
            let drawn = chart::chart(store, &table);
            Some(tag("div", "").children(drawn).child(table_view(table, title)).view())
        }
    })
}

fn rows(turn: &Turn) -> &Rows {
    &turn.rows
}

fn table_view(table: Arc<Table>, title: Option<String>) -> AnyView {
    let shown = RwSignal::new(FIRST_ROWS.min(table.rows() as u64));
    let name = title.unwrap_or_else(|| i18n::text(Key::Result).to_owned());
    let body = {
        let table = Arc::clone(&table);
        let name = name.clone();
        tag("table", "").attr("part", "table").drawn(move |target| draw(target, &table, &name, shown.get()))
    };
    let scroll = tag("div", "scroll")
        .attr("tabindex", "0")
        .attr("role", "region")
        .attr("aria-label", name)
        .child(body.view());
    let rows = table.rows() as u64;
    let truncated = if table.truncated() { i18n::text(Key::Truncated) } else { "" };
    let show_more = move || shown.update(|shown| *shown = rows.min(*shown + 5 * FIRST_ROWS));
    let foot = tag("p", "count")
        .child(kit::text(move || count(&table, shown.get()).into()))
        .text(" ")
        .text(truncated)
        .child(kit::dynamic(move || (shown.get() < rows).then(|| kit::act(Key::ShowMore, show_more))));
    tag("div", "result").attr("part", "result").child(scroll.view()).child(foot.view()).view()
}

fn draw(target: Draw, table: &Table, name: &str, rows: u64) {
    let heads = table.columns().iter().map(|column| {
        let head = Draw::new("th").attr("scope", "col").class(align(column));
        head.attr("title", &column.type_text).text(&column.name)
    });
    let head = Draw::new("thead").child(Draw::new("tr").children(heads));
    let body = Draw::new("tbody").children((0..rows as usize).map(|row| draw_row(table, row)));
    target.child(Draw::new("caption").text(name)).child(head).child(body).done();
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

/// Says how many rows there are, and how many of them are to be seen.
fn count(table: &Table, shown: u64) -> String {
    let total = table.total();
    if table.is_partial() && total == table.rows() as u64 {
        return i18n::fill(Key::MoreRows, &[&total.to_string()]);
    }
    match (shown == total, total) {
        (true, 1) => i18n::text(Key::OneRow).to_owned(),
        (true, _) => i18n::fill(Key::RowCount, &[&total.to_string()]),
        (false, _) => i18n::fill(Key::RowsOfTotal, &[&shown.to_string(), &total.to_string()]),
    }
}
