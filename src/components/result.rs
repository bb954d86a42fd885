//! The rows, as a table of exact values.

use std::sync::Arc;

use leptos::html::Table as TableElement;
use leptos::prelude::*;

use super::{kit, notice};
use crate::domain::ids::TurnKey;
use crate::domain::table::{Column, Table};
use crate::domain::turn::{Rows, Turn};
use crate::i18n::{self, Key};
use crate::platform::dom::Draw;
use crate::state::event::Kind;
use crate::state::select;
use crate::state::store::Store;

/// Rows drawn at first; more on demand, because each costs the browser memory and time.
const FIRST_ROWS: usize = 200;

/// The rows of a turn's query, or how they are getting on.
#[component]
pub fn ResultView(store: Store, key: TurnKey, turn: Memo<Option<Arc<Turn>>>) -> impl IntoView {
    let rows = Memo::new(move |_| turn.with(|turn| turn.as_deref().map(|turn| turn.rows.clone())));
    kit::optional(move || match rows.get()? {
        Rows::None => None,
        Rows::Loading => Some(notice::progress(i18n::text(Key::LoadingRows), None)),
        Rows::Failed(failure) => {
            let expired = turn.with_untracked(|turn| turn.as_deref().is_some_and(select::rows_expired));
            let (text, act) = if expired {
                (i18n::text(Key::RowsExpired), Key::RunAgain)
            } else {
                (i18n::advice(failure.code), Key::TryAgain)
            };
            let again = kit::act(act, move || store.dispatch(Kind::RowsWanted(key)));
            Some(notice::notice(text.to_owned(), Some(failure), vec![again]))
        }
        Rows::Ready(table) => {
            let query =
                turn.with_untracked(|turn| turn.as_deref().and_then(|turn| turn.answer.query.clone()));
            let title = query.and_then(|query| query.title);
            Some(table_view(table, title))
        }
    })
}

fn table_view(table: Arc<Table>, title: Option<String>) -> AnyView {
    let shown = RwSignal::new(table.rows().min(FIRST_ROWS));
    let name = title.unwrap_or_else(|| i18n::text(Key::Result).to_owned());
    let body = {
        let table = Arc::clone(&table);
        let name = name.clone();
        kit::drawn::<TableElement>(move |target| draw(target, &table, &name, shown.get()))
    };
    let rows = table.rows();
    let truncated = table.truncated().then(|| i18n::text(Key::Truncated));
    let show_more = move || shown.update(|shown| *shown = rows.min(*shown + 5 * FIRST_ROWS));
    let more = kit::optional(move || (shown.get() < rows).then(|| kit::act(Key::ShowMore, show_more)));
    let count = kit::text(move || count(&table, shown.get()));
    view! {
        <div part="result" class="result">
            <div class="scroll" tabindex="0" role="region" aria-label=name>
                <table part="table" node_ref=body></table>
            </div>
            <p class="count">{count} " " {truncated} {more}</p>
        </div>
    }
    .into_any()
}

fn draw(target: Draw, table: &Table, name: &str, rows: usize) {
    let heads = table.columns().iter().map(|column| {
        let head = Draw::new("th").attr("scope", "col").class(align(column));
        head.attr("title", &column.type_text).text(&column.name)
    });
    let head = Draw::new("thead").child(Draw::new("tr").children(heads));
    let body = Draw::new("tbody").children((0..rows).map(|row| draw_row(table, row)));
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
fn count(table: &Table, shown: usize) -> String {
    let total = table.total();
    match (shown as u64 == total, total) {
        (true, 1) => i18n::text(Key::OneRow).to_owned(),
        (true, _) => i18n::fill(Key::RowCount, &[&total.to_string()]),
        (false, _) => i18n::fill(Key::RowsOfTotal, &[&shown.to_string(), &total.to_string()]),
    }
}
