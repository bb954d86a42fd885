//! The rows of queries that Genie has put another one in place of: fetched when the reader asks, once.

use genie_chat::api::error::Reply;
use genie_chat::domain::answer::Which;
use genie_chat::domain::ids::TurnKey;
use genie_chat::domain::turn::{Rows, TurnState};
use genie_chat::state::event::Kind;
use genie_chat::state::select;

use super::{Bench, QUERY, ROWS, message, started};

const FIRST: &str =
    r#"{"attachment_id":"e","query":{"title":"First","query":"SELECT 0","statement_id":"s0"}}"#;
const PATH: &str = "/attachments/e/query-result";
const AGAIN: &str = "/attachments/e/execute-query";
const EARLIER: Which = Which::Earlier(0);

/// A complete answer with two queries, whose last one's rows are here.
fn corrected(first: &str) -> (Bench, TurnKey) {
    let mut bench = Bench::polling();
    bench.reply("/messages/m", 200, &message("m", "q", "COMPLETED", &[first, ",", QUERY].concat()));
    bench.reply("/attachments/a/query-result", 200, ROWS);
    let key = bench.turn(0).key;
    (bench, key)
}

fn state(word: &str) -> String {
    format!(r#"{{"statement_response":{{"status":{{"state":"{word}"}}}}}}"#)
}

#[test]
fn they_are_fetched_when_they_are_wanted_and_once() {
    let (mut bench, key) = corrected(FIRST);
    assert!(bench.requests.is_empty(), "nobody has asked for them");
    let told = bench.told.len();
    bench.event(Kind::RowsWanted(key, EARLIER));
    bench.event(Kind::RowsWanted(key, EARLIER));
    assert_eq!(bench.requests.len(), 1, "they are on their way");
    assert_eq!(bench.turn(0).fetched(EARLIER), &Rows::Loading);
    bench.reply(PATH, 200, &state("RUNNING"));
    bench.wait();
    bench.reply(PATH, 200, ROWS);
    let (table, title) = select::table(&bench.model, key, EARLIER).unwrap();
    assert_eq!((table.cell(0, 0), title.as_deref()), (Some("1"), Some("First")));
    bench.event(Kind::RowsWanted(key, EARLIER));
    assert!(bench.requests.is_empty() && bench.timers.is_empty(), "they are here");
    assert!(matches!(bench.turn(0).rows, Rows::Ready(_)), "those of the other query stay");
    let results = bench.told[told..].iter().filter(|event| format!("{event:?}").starts_with("Result"));
    assert_eq!(results.count(), 0, "the page is told of the query that counts");
}

#[test]
fn nothing_is_asked_for_where_the_query_was_not_run() {
    for first in [
        r#"{"attachment_id":"e","query":{"query":"SELECT 0"}}"#,
        r#"{"query":{"query":"SELECT 0","statement_id":"s0"}}"#,
    ] {
        let (mut bench, key) = corrected(first);
        assert_eq!(select::replaced(bench.turn(0), 0), None);
        bench.event(Kind::RowsWanted(key, EARLIER));
        assert!(bench.requests.is_empty(), "{first}");
    }
    let (mut bench, key) = corrected(FIRST);
    bench.event(Kind::RowsWanted(key, Which::Earlier(1)));
    bench.event(Kind::RowsWanted(key, Which::Last));
    assert!(bench.requests.is_empty(), "there is no such query, and the last one's are here");
}

#[test]
fn expired_ones_cost_a_run_and_failures_can_be_tried_again() {
    let (mut bench, key) = corrected(FIRST);
    bench.event(Kind::RowsWanted(key, EARLIER));
    bench.reply(PATH, 200, &state("CLOSED"));
    assert!(select::rows_expired(bench.turn(0).fetched(EARLIER)));
    assert_eq!((bench.states(), bench.errors()), (vec![TurnState::Done], vec!["expired"]));
    bench.event(Kind::RowsWanted(key, EARLIER));
    bench.reply(AGAIN, 503, "");
    assert!(bench.timers.is_empty(), "a run is not repeated by itself");
    assert!(matches!(bench.turn(0).fetched(EARLIER), Rows::Failed(_)));
    bench.event(Kind::RowsWanted(key, EARLIER));
    bench.reply(PATH, 403, "");
    assert!(matches!(bench.turn(0).fetched(EARLIER), Rows::Failed(_)));
    bench.event(Kind::RowsWanted(key, EARLIER));
    bench.reply(PATH, 200, ROWS);
    assert!(matches!(bench.turn(0).fetched(EARLIER), Rows::Ready(_)));
}

#[test]
fn a_statement_that_never_ends_is_given_up() {
    let (mut bench, key) = corrected(FIRST);
    bench.event(Kind::RowsWanted(key, EARLIER));
    let begun = bench.now;
    while bench.turn(0).fetched(EARLIER) == &Rows::Loading {
        bench.reply(PATH, 200, &state("RUNNING"));
        if !bench.timers.is_empty() {
            bench.wait();
        }
        assert!(bench.now - begun < 700_000);
    }
    assert_eq!(bench.errors(), ["timeout"]);
}

#[test]
fn the_time_of_a_hidden_page_does_not_count() {
    let (mut bench, key) = corrected(FIRST);
    bench.event(Kind::RowsWanted(key, EARLIER));
    bench.reply(PATH, 200, &state("RUNNING"));
    bench.event(Kind::Hidden(true));
    bench.wait();
    assert!(bench.requests.is_empty(), "a hidden page asks for nothing");
    bench.now += 3_600_000;
    bench.event(Kind::Hidden(false));
    bench.reply(PATH, 200, &state("RUNNING"));
    bench.wait();
    bench.reply(PATH, 200, ROWS);
    assert!(matches!(bench.turn(0).fetched(EARLIER), Rows::Ready(_)));
}

#[test]
fn a_late_reply_finds_nobody() {
    let (mut bench, key) = corrected(FIRST);
    bench.event(Kind::RowsWanted(key, EARLIER));
    let index = bench.requests.iter().position(|(_, request)| request.path.ends_with(PATH));
    let (request, _) = bench.requests.remove(index.unwrap());
    bench.event(Kind::NewConversation);
    let before = bench.told.len();
    let reply = Reply { status: 200, body: ROWS.into(), ..Reply::default() };
    bench.event(Kind::Replied { request, outcome: Ok(reply) });
    assert_eq!((bench.told.len(), bench.model.turn(key)), (before, None));
}

#[test]
fn those_of_the_turns_seen_longest_ago_are_given_up_and_fetched_again() {
    let (mut bench, key) = corrected(FIRST);
    bench.event(Kind::RowsWanted(key, EARLIER));
    bench.reply(PATH, 200, ROWS);
    bench.event(Kind::Seen(key));
    for index in 1..=20 {
        bench.ask("r");
        bench.reply("/messages", 200, &message(&format!("n{index}"), "r", "COMPLETED", QUERY));
        bench.reply("/attachments/a/query-result", 200, ROWS);
        bench.event(Kind::Seen(bench.turn(index).key));
    }
    assert_eq!(bench.turn(0).fetched(EARLIER), &Rows::None);
    bench.event(Kind::Seen(key));
    bench.event(Kind::Seen(key));
    bench.reply(PATH, 200, ROWS);
    assert!(matches!(bench.turn(0).fetched(EARLIER), Rows::Ready(_)));
    assert!(bench.requests.iter().all(|(_, request)| !request.path.ends_with(PATH)), "asked for twice");
}

#[test]
fn they_can_be_read_while_genie_works_and_are_not_loaded_for_ever() {
    let mut bench = Bench::new();
    let key = bench.ask("q");
    bench.reply("/start-conversation", 200, &started("m", "q"));
    bench.wait();
    let both = [FIRST, ",", r#"{"attachment_id":"a","query":{"query":"SELECT 1"}}"#].concat();
    bench.reply("/messages/m", 200, &message("m", "q", "ASKING_AI", &both));
    bench.event(Kind::RowsWanted(key, EARLIER));
    bench.reply(PATH, 403, "");
    assert!(matches!(bench.turn(0).fetched(EARLIER), Rows::Failed(_)), "the reader has asked for these");
    bench.event(Kind::RowsWanted(key, EARLIER));
    assert_eq!(bench.turn(0).fetched(EARLIER), &Rows::Loading);
    bench.event(Kind::Stopped(key));
    assert_eq!(bench.states(), [TurnState::Stopped]);
    assert_eq!(bench.turn(0).fetched(EARLIER), &Rows::None, "what was under way has ended with the turn");
    assert!(bench.requests.iter().all(|(_, request)| !request.path.ends_with(PATH)));
    bench.event(Kind::RowsWanted(key, EARLIER));
    bench.reply(PATH, 200, ROWS);
    assert!(matches!(bench.turn(0).fetched(EARLIER), Rows::Ready(_)));
}

#[test]
fn all_rows_of_a_replaced_query_are_its_own() {
    let (mut bench, key) = corrected(FIRST);
    bench.model.download = true;
    let path = select::all_rows(&bench.model, key, EARLIER).unwrap().path;
    assert!(path.ends_with("/messages/m/attachments/e/rows.csv"), "{path}");
}
