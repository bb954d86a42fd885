//! The rows, as a table of exact values.

use std::sync::Arc;

use leptos::prelude::*;

use super::notice::{self, Notice};
use super::turn::part;
use crate::domain::ids::TurnKey;
use crate::domain::table::Table;
use crate::domain::turn::{Rows, Turn};
use crate::i18n::{self, Key};
use crate::state::event::Kind;
use crate::state::select;
use crate::state::store::Store;

/// Rows drawn at first; more on demand, because each costs the browser memory and time.
const FIRST_ROWS: usize = 200;

/// The rows of a turn's query, or how they are getting on.
#[component]
pub fn ResultView(store: Store, key: TurnKey, turn: Memo<Option<Arc<Turn>>>) -> impl IntoView {
    let rows = part(turn, |turn| turn.rows.clone());
    let title = part(turn, |turn| turn.answer.query.as_ref().and_then(|query| query.title.clone()));
    move || match rows.get()? {
        Rows::None => None,
        Rows::Loading => Some(
            view! {
                <p class="progress">
                    <span class="dots" aria-hidden=true.to_string()></span>
                    {i18n::text(Key::LoadingRows)}
                </p>
            }
            .into_any(),
        ),
        Rows::Failed(failure) => {
            let expired = turn.with_untracked(|turn| turn.as_deref().is_some_and(select::rows_expired));
            let (text, act) = if expired {
                (i18n::text(Key::RowsExpired), Key::RunAgain)
            } else {
                (i18n::advice(failure.code), Key::TryAgain)
            };
            Some(
                view! {
                    <Notice text=text.to_owned() failure>
                        {notice::button(act, move || store.dispatch(Kind::RowsWanted(key)))}
                    </Notice>
                }
                .into_any(),
            )
        }
        Rows::Ready(table) => {
            let title = title.get_untracked().flatten();
            Some(view! { <TableView table title /> }.into_any())
        }
    }
}

#[component]
fn TableView(table: Arc<Table>, title: Option<String>) -> impl IntoView {
    let shown = RwSignal::new(table.rows().min(FIRST_ROWS));
    let name = title.unwrap_or_else(|| i18n::text(Key::Result).to_owned());
    let head = table
        .columns()
        .iter()
        .map(|column| {
            let class = if column.is_numeric() { "number" } else { "" };
            let kind = column.type_text.clone();
            view! { <th scope="col" class=class title=kind>{column.name.clone()}</th> }
        })
        .collect_view();
    let body = {
        let table = Arc::clone(&table);
        move || (0..shown.get()).map(|row| row_view(&table, row)).collect_view()
    };
    let region = name.clone();
    let count = {
        let table = Arc::clone(&table);
        move || count(&table, shown.get())
    };
    let rows = table.rows();
    let more = move || {
        (shown.get() < rows).then(|| {
            notice::button(Key::ShowMore, move || {
                shown.update(|shown| *shown = rows.min(*shown + 5 * FIRST_ROWS))
            })
        })
    };
    let truncated = table.truncated().then(|| i18n::text(Key::Truncated));
    view! {
        <div part="result" class="result">
            <div class="scroll" tabindex=0.to_string() role="region" aria-label=region>
                <table part="table">
                    <caption>{name}</caption>
                    <thead>
                        <tr>{head}</tr>
                    </thead>
                    <tbody>{body}</tbody>
                </table>
            </div>
            <p class="count">{count} " " {truncated} {more}</p>
        </div>
    }
}

fn row_view(table: &Table, row: usize) -> AnyView {
    let cells = table
        .columns()
        .iter()
        .enumerate()
        .map(|(index, column)| {
            let class = if column.is_numeric() { "number" } else { "" };
            match table.cell(row, index) {
                Some(text) => view! { <td class=class>{text.to_owned()}</td> }.into_any(),
                None => {
                    view! { <td class=class data-null=true.to_string()><span class="null">{i18n::text(Key::Null)}</span></td> }
                        .into_any()
                }
            }
        })
        .collect_view();
    view! { <tr>{cells}</tr> }.into_any()
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
