//! From a question to its rows.

use genie_chat::api::error::Reply;
use genie_chat::domain::answer::Which;
use genie_chat::domain::turn::{Rows, TurnState};
use genie_chat::state::effect::HostEvent;
use genie_chat::state::event::Kind;
use genie_chat::state::model::Opening;
use genie_chat::state::select::{self, Choice};

use super::{Bench, QUERY, ROWS, TEXT, message, started};

#[test]
fn a_question_becomes_an_answer_with_rows() {
    let mut bench = Bench::new();
    bench.ask("  q  ");
    assert_eq!(bench.turn(0).question, "q");
    bench.reply("/start-conversation", 200, &started("m", "q"));
    assert_eq!(bench.states(), [TurnState::Waiting]);
    assert_eq!(bench.wait(), 1_000);
    bench.reply("/messages/m", 200, &message("m", "q", "EXECUTING_QUERY", QUERY));
    assert_eq!(bench.turn(0).answer.query.as_ref().unwrap().sql.as_deref(), Some("SELECT 1"));
    bench.wait();
    bench.reply("/messages/m", 200, &message("m", "q", "COMPLETED", &[QUERY, TEXT].join(",")));
    assert_eq!((bench.states(), &bench.turn(0).rows), (vec![TurnState::Done], &Rows::Loading));
    bench.reply("/attachments/a/query-result", 200, ROWS);
    let Rows::Ready(table) = &bench.turn(0).rows else { panic!("no rows") };
    assert_eq!(table.cell(0, 0), Some("1"));
    assert!(bench.requests.is_empty() && bench.timers.is_empty());
    let answers = bench.told.iter().filter(|event| matches!(event, HostEvent::Answer { .. })).count();
    assert_eq!(answers, 1);
}

#[test]
fn a_follow_up_goes_to_the_same_conversation() {
    let mut bench = Bench::polling();
    bench.reply("/messages/m", 200, &message("m", "q", "COMPLETED", TEXT));
    bench.ask("r");
    assert_eq!(bench.log.last().unwrap(), "POST /api/2.0/genie/spaces/s/conversations/c/messages");
}

#[test]
fn what_is_typed_ahead_is_sent_one_after_another() {
    let mut bench = Bench::new();
    bench.ask("q");
    bench.ask("r");
    bench.ask("s");
    assert_eq!(bench.states(), [TurnState::Sending, TurnState::Queued, TurnState::Queued]);
    assert_eq!(bench.posts(), 1);
    bench.reply("/start-conversation", 200, &started("m", "q"));
    bench.wait();
    bench.reply("/messages/m", 200, &message("m", "q", "COMPLETED", TEXT));
    assert_eq!(bench.states(), [TurnState::Done, TurnState::Sending, TurnState::Queued]);
    bench.event(Kind::Stopped(bench.turn(2).key));
    assert_eq!(bench.states(), [TurnState::Done, TurnState::Sending]);
}

#[test]
fn an_empty_question_is_none() {
    let mut bench = Bench::new();
    bench.event(Kind::Submitted(" \n ".into()));
    assert!(bench.model.open.turns.is_empty() && bench.log.is_empty());
}

#[test]
fn stopping_keeps_the_message_and_checking_again_polls_it() {
    let mut bench = Bench::new();
    let key = bench.ask("q");
    bench.reply("/start-conversation", 200, &started("m", "q"));
    bench.event(Kind::Stopped(key));
    assert_eq!((bench.states(), bench.timers.len()), (vec![TurnState::Stopped], 0));
    assert_eq!(bench.errors(), ["stopped"]);
    bench.event(Kind::CheckedAgain(key));
    bench.reply("/messages/m", 200, &message("m", "q", "COMPLETED", TEXT));
    assert_eq!((bench.states(), bench.posts()), (vec![TurnState::Done], 1));
}

#[test]
fn stopping_a_question_on_its_way_waits_for_its_id_before_the_next_is_sent() {
    let mut bench = Bench::new();
    let key = bench.ask("q");
    bench.event(Kind::Stopped(key));
    bench.ask("r");
    assert_eq!((bench.posts(), bench.states()), (1, vec![TurnState::Stopped, TurnState::Queued]));
    bench.reply("/start-conversation", 200, &started("m", "q"));
    assert_eq!(bench.turn(0).message.as_ref().unwrap().as_str(), "m");
    assert_eq!(bench.states(), [TurnState::Stopped, TurnState::Sending]);
    assert_eq!(bench.log.last().unwrap(), "POST /api/2.0/genie/spaces/s/conversations/c/messages");
}

#[test]
fn rows_that_are_not_ready_are_asked_for_again() {
    let mut bench = Bench::polling();
    bench.reply("/messages/m", 200, &message("m", "q", "COMPLETED", QUERY));
    bench.reply("/query-result", 200, r#"{"statement_response":{"status":{"state":"RUNNING"}}}"#);
    assert_eq!(bench.turn(0).rows, Rows::Loading);
    assert_eq!(bench.wait(), 1_000);
    bench.reply("/query-result", 200, ROWS);
    assert!(matches!(bench.turn(0).rows, Rows::Ready(_)));
}

#[test]
fn what_is_under_way_goes_on_in_a_conversation_that_was_put_aside() {
    let mut bench = Bench::polling();
    bench.ask("r");
    bench.event(Kind::NewConversation);
    assert!(bench.model.open.turns.is_empty());
    bench.reply("/messages/m", 200, &message("m", "q", "COMPLETED", TEXT));
    assert!(bench.log.last().unwrap().ends_with("/conversations/c/messages"), "the next in the queue");
    bench.reply("/conversations/c/messages", 200, &message("n", "r", "COMPLETED", TEXT));
    let answers = bench.told.iter().filter(|event| matches!(event, HostEvent::Answer { .. })).count();
    assert_eq!(answers, 2);
    bench.ask("s");
    assert!(bench.log.last().unwrap().ends_with("/start-conversation"));
    assert_eq!(bench.states(), [TurnState::Sending]);
}

#[test]
fn a_conversation_that_was_put_aside_is_there_at_once_as_long_as_something_is_under_way_in_it() {
    let mut bench = Bench::polling();
    bench.event(Kind::NewConversation);
    bench.ask("s");
    bench.reply("/start-conversation", 200, &started("n", "s").replace("\"c\"", "\"d\""));
    let kept = bench.kept.clone();
    bench.event(Kind::Opened { conversation: "c".into(), kept });
    assert_eq!((bench.states(), bench.turn(0).question.as_str()), (vec![TurnState::Waiting], "q"));
    assert_eq!(bench.model.open.opening, Opening::Idle);
    assert!(bench.all_kept().contains("open=c;"));
    bench.reply("/messages/m", 200, &message("m", "q", "COMPLETED", TEXT));
    let kept = bench.kept.clone();
    bench.event(Kind::NewConversation);
    bench.event(Kind::Opened { conversation: "c".into(), kept });
    assert_eq!(bench.model.open.opening, Opening::Loading, "at rest it is the relay's");
}

#[test]
fn a_question_is_sent_again_by_itself_only_where_the_quota_refused_it() {
    let mut bench = Bench::new();
    bench.ask("q");
    let refused = Reply { status: 429, retry_after: Some("7".into()), ..Reply::default() };
    bench.answer("/start-conversation", Ok(refused));
    assert_eq!((bench.states(), bench.turn(0).wait_until), (vec![TurnState::Sending], Some(1_007_000)));
    assert_eq!(bench.wait(), 7_000);
    bench.reply("/start-conversation", 200, &started("m", "q"));
    assert_eq!((bench.states(), bench.posts()), (vec![TurnState::Waiting], 2));
}

#[test]
fn stopping_a_countdown_asks_nothing() {
    let mut bench = Bench::new();
    let key = bench.ask("q");
    bench.reply("/start-conversation", 429, "");
    bench.event(Kind::Stopped(key));
    assert_eq!((bench.states(), bench.timers.len(), bench.posts()), (vec![TurnState::Failed], 0, 1));
    assert_eq!(select::choices(bench.turn(0), &bench.model), [Choice::Ask, Choice::Dismiss]);
    bench.event(Kind::AskedAgain(key));
    assert_eq!(bench.posts(), 1, "the service still takes no questions");
    assert_eq!((bench.wait(), bench.posts()), (1_000, 2));
}

#[test]
fn a_refused_token_is_tried_once_more_with_a_fresh_one() {
    let mut bench = Bench::new();
    bench.ask("q");
    bench.reply("/start-conversation", 401, "");
    assert_eq!((bench.states(), bench.posts()), (vec![TurnState::Sending], 2));
    bench.reply("/start-conversation", 401, "");
    assert_eq!((bench.states(), bench.errors()), (vec![TurnState::Failed], vec!["sign-in"]));
}

#[test]
fn a_question_that_another_tab_has_posted_is_not_posted_here() {
    let mut bench = Bench::new();
    bench.grants = false;
    bench.ask("q");
    assert_eq!((bench.states(), bench.posts()), (vec![TurnState::Unsure], 0));
}

#[test]
fn rows_are_fetched_while_the_query_runs_and_again_if_it_was_corrected() {
    let mut bench = Bench::polling();
    bench.reply("/messages/m", 200, &message("m", "q", "EXECUTING_QUERY", QUERY));
    bench.reply("/query-result", 200, ROWS);
    assert!(matches!(bench.turn(0).rows, Rows::Ready(_)));
    assert_eq!(bench.states(), [TurnState::Waiting]);
    bench.wait();
    let corrected = QUERY.replace("\"st\"", "\"st2\"");
    bench.reply("/messages/m", 200, &message("m", "q", "COMPLETED", &corrected));
    assert_eq!((bench.states(), &bench.turn(0).rows), (vec![TurnState::Done], &Rows::Loading));
    bench.reply("/query-result", 200, ROWS);
    let asked = bench.log.iter().filter(|line| line.ends_with("/query-result")).count();
    assert_eq!(asked, 2);
    // The page is not told of rows that the answer does not have.
    assert_eq!(results(&bench), 1);
}

fn results(bench: &Bench) -> usize {
    bench.told.iter().filter(|event| matches!(event, HostEvent::Result { .. })).count()
}

#[test]
fn rows_that_came_early_are_not_fetched_again() {
    let mut bench = Bench::polling();
    bench.reply("/messages/m", 200, &message("m", "q", "EXECUTING_QUERY", QUERY));
    bench.reply("/query-result", 200, ROWS);
    bench.wait();
    bench.reply("/messages/m", 200, &message("m", "q", "COMPLETED", QUERY));
    assert!(matches!(bench.turn(0).rows, Rows::Ready(_)) && bench.requests.is_empty());
    let told = |event: &&HostEvent| matches!(event, HostEvent::Result { .. });
    let Some(HostEvent::Result { message, attachment, sql, table }) = bench.told.iter().find(told) else {
        panic!("the page was not told")
    };
    assert_eq!((message.as_str(), attachment.as_ref().unwrap().as_str()), ("m", "a"));
    assert_eq!((sql.as_deref(), table.cell(0, 0)), (Some("SELECT 1"), Some("1")));
    assert_eq!(results(&bench), 1);
    // Not before the answer: Genie may correct its query.
    let place = |wanted: fn(&HostEvent) -> bool| bench.told.iter().position(wanted);
    let answer = place(|event| matches!(event, HostEvent::Answer { .. }));
    assert!(answer < place(|event| matches!(event, HostEvent::Result { .. })));
}

#[test]
fn all_rows_are_asked_for_where_the_relay_has_them() {
    let mut bench = Bench::polling();
    bench.reply("/messages/m", 200, &message("m", "q", "COMPLETED", QUERY));
    let key = bench.turn(0).key;
    assert_eq!(select::all_rows(&bench.model, key, Which::Last), None);
    bench.model.download = true;
    let request = select::all_rows(&bench.model, key, Which::Last).unwrap();
    assert!(request.path.ends_with("/conversations/c/messages/m/attachments/a/rows.csv"), "{}", request.path);
}

#[test]
fn early_rows_that_cannot_be_had_are_no_failure() {
    let mut bench = Bench::polling();
    bench.reply("/messages/m", 200, &message("m", "q", "EXECUTING_QUERY", QUERY));
    bench.reply("/query-result", 400, "");
    assert_eq!((&bench.turn(0).rows, bench.errors().len()), (&Rows::None, 0));
    bench.wait();
    bench.reply("/messages/m", 200, &message("m", "q", "EXECUTING_QUERY", QUERY));
    bench.wait();
    bench.reply("/messages/m", 200, &message("m", "q", "COMPLETED", QUERY));
    bench.reply("/query-result", 200, ROWS);
    assert!(matches!(bench.turn(0).rows, Rows::Ready(_)));
}

#[test]
fn suggestions_that_come_after_the_answer_are_shown() {
    let mut bench = Bench::polling();
    let bare = r#"{"message_id":"m","status":"COMPLETED","content":"q"}"#;
    bench.reply("/messages/m", 200, bare);
    assert_eq!(bench.wait(), 2_000);
    bench.reply("/messages/m", 200, bare);
    assert_eq!(bench.wait(), 4_000);
    bench.reply("/messages/m", 200, &message("m", "q", "COMPLETED", ""));
    assert_eq!(bench.turn(0).answer.suggestions, ["?"]);
    assert!(bench.timers.is_empty(), "it is not looked for ever");
}
