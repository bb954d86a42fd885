//! Rows that are shown while the others of a long reply are on their way.

use std::sync::Arc;

use genie_chat::domain::answer::Which;
use genie_chat::domain::table::{Cells, Table};
use genie_chat::domain::turn::Rows;
use genie_chat::state::effect::RequestId;
use genie_chat::state::event::Kind;
use genie_chat::state::select;

use super::{Bench, QUERY, ROWS, message};

const PATH: &str = "/attachments/a/query-result";

fn first(rows: usize) -> Arc<Table> {
    let mut cells = Cells::default();
    for row in 0..rows {
        cells.push(Some(&row.to_string()));
        cells.end_row();
    }
    Arc::new(Table::new(Vec::new(), cells, None, false).unfinished())
}

/// A complete answer whose rows are asked for.
fn fetching() -> (Bench, RequestId) {
    let mut bench = Bench::polling();
    bench.reply("/messages/m", 200, &message("m", "q", "COMPLETED", QUERY));
    let found = bench.requests.iter().find(|(_, request)| request.path.ends_with(PATH));
    let id = found.map(|(id, _)| *id).unwrap();
    (bench, id)
}

fn shown(bench: &Bench) -> usize {
    bench.turn(0).rows.table().map_or(0, |table| table.rows())
}

#[test]
fn the_first_rows_are_shown_and_told_to_the_page_only_when_all_are_here() {
    let (mut bench, request) = fetching();
    let key = bench.turn(0).key;
    assert!(select::is_coming(&bench.model, key, Which::Last));
    let told = bench.told.len();
    for rows in [2, 3] {
        bench.event(Kind::RowsCame { request, table: first(rows) });
        assert_eq!(bench.turn(0).rows, Rows::Coming(first(rows)));
        let (table, _) = select::table(&bench.model, key, Which::Last).unwrap();
        assert_eq!((table.rows(), select::is_coming(&bench.model, key, Which::Last)), (rows, true));
    }
    assert_eq!(bench.told.len(), told, "the page is told of the whole");
    bench.reply(PATH, 200, ROWS);
    assert!(matches!(bench.turn(0).rows, Rows::Ready(_)));
    assert!(!select::is_coming(&bench.model, key, Which::Last));
    let results = bench.told[told..].iter().filter(|event| format!("{event:?}").starts_with("Result"));
    assert_eq!(results.count(), 1);
}

#[test]
fn what_is_shown_does_not_shrink_while_it_is_asked_for_again() {
    let (mut bench, request) = fetching();
    bench.event(Kind::RowsCame { request, table: first(5) });
    bench.lose(PATH);
    assert_eq!(shown(&bench), 5, "they stay to be read");
    bench.wait();
    assert_eq!(shown(&bench), 5);
    let (request, _) = bench.requests.last().unwrap().clone();
    bench.event(Kind::RowsCame { request, table: first(2) });
    assert_eq!(shown(&bench), 5, "the second reply has not come as far yet");
    bench.event(Kind::RowsCame { request, table: first(7) });
    assert_eq!(shown(&bench), 7);
    bench.reply(PATH, 403, "");
    assert!(matches!(bench.turn(0).rows, Rows::Failed(_)), "a part is not shown as the whole");
}

#[test]
fn rows_of_a_request_that_nobody_waits_for_change_nothing() {
    let (mut bench, request) = fetching();
    bench.reply(PATH, 200, ROWS);
    let before = bench.turn(0).clone();
    bench.event(Kind::RowsCame { request, table: first(9) });
    bench.event(Kind::RowsCame { request: RequestId(9_999), table: first(9) });
    assert_eq!(*bench.turn(0), before);
}

#[test]
fn rows_that_had_begun_to_come_are_given_up_with_the_others() {
    let mut bench = Bench::polling();
    bench.reply("/messages/m", 200, &message("m", "q", "EXECUTING_QUERY", QUERY));
    let (request, _) =
        bench.requests.iter().find(|(_, request)| request.path.ends_with(PATH)).unwrap().clone();
    bench.event(Kind::RowsCame { request, table: first(4) });
    let key = bench.turn(0).key;
    bench.event(Kind::Stopped(key));
    assert_eq!(bench.turn(0).rows, Rows::None, "nothing more comes of them");
}

#[test]
fn further_chunks_are_offered_where_the_relay_has_them() {
    let (mut bench, _) = fetching();
    bench.reply(PATH, 200, ROWS);
    let key = bench.turn(0).key;
    assert_eq!(select::chunk(&bench.model, key, Which::Last, 3), None, "a plain proxy has none");
    bench.model.chunks = true;
    let request = select::chunk(&bench.model, key, Which::Last, 3).unwrap();
    assert!(request.path.ends_with("/messages/m/attachments/a/chunks/3"), "{}", request.path);
    assert_eq!(select::chunk(&bench.model, key, Which::Earlier(0), 3), None);
}
