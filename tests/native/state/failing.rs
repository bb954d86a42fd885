//! When something goes wrong: nothing is lost, and nothing is asked twice by itself.

use genie_chat::api::error::{Lost, Reply};
use genie_chat::domain::answer::Which;
use genie_chat::domain::failure::Code;
use genie_chat::domain::turn::{Rows, TurnState};
use genie_chat::state::event::Kind;
use genie_chat::state::select::{self, Choice};

use super::{Bench, QUERY, ROWS, TEXT, message, stored_with};

#[test]
fn a_lost_reply_to_a_question_leaves_the_choice_to_the_reader() {
    for status in [None, Some(500), Some(503), Some(408)] {
        let mut bench = Bench::new();
        let key = bench.ask("q");
        match status {
            None => bench.lose("/start-conversation"),
            Some(status) => bench.reply("/start-conversation", status, ""),
        }
        assert_eq!(bench.states(), [TurnState::Unsure], "{status:?}");
        assert!(bench.timers.is_empty() && bench.requests.is_empty());
        assert_eq!(bench.errors(), ["unsure"]);
        assert_eq!(select::choices(bench.turn(0), &bench.model), [Choice::Ask, Choice::Dismiss]);
        assert!(bench.all_kept().contains("\"q\""), "the question is kept");
        bench.event(Kind::AskedAgain(key));
        assert_eq!(bench.posts(), 2, "only because the reader asked again");
    }
}

#[test]
fn a_reply_without_ids_is_not_taken_for_a_refusal() {
    let mut bench = Bench::new();
    bench.ask("q");
    bench.reply("/start-conversation", 200, "<html>Sign in</html>");
    assert_eq!(bench.states(), [TurnState::Unsure]);
    assert!(bench.turn(0).failure.as_ref().unwrap().detail.as_ref().unwrap().contains("Sign in"));
}

fn list(new: &str) -> String {
    format!(r#"{{"messages":[{new}{}]}}"#, message("m", "q", "COMPLETED", TEXT))
}

/// A follow-up with the text of the question before it, whose POST was cut.
fn follow_up_lost() -> Bench {
    let mut bench = Bench::polling();
    bench.reply("/messages/m", 200, &message("m", "q", "COMPLETED", TEXT));
    bench.ask("q");
    bench.lose("/messages");
    bench
}

#[test]
fn a_follow_up_whose_reply_was_lost_is_looked_for_and_adopted_if_it_is_the_only_candidate() {
    let mut bench = follow_up_lost();
    assert_eq!(bench.turn(1).state, TurnState::Sending);
    bench.wait();
    bench.reply("?page_size=50", 200, &list(""));
    assert_eq!(bench.turn(1).state, TurnState::Sending, "m was known before");
    bench.wait();
    bench.reply("?page_size=50", 200, &list(&(message("n", "q", "COMPLETED", TEXT) + ",")));
    assert_eq!((bench.turn(1).state, bench.posts()), (TurnState::Done, 2));
    assert_eq!(bench.turn(1).message.as_ref().unwrap().as_str(), "n");
}

/// A message of a page that is not shown: only what was stored says that it was there before.
#[test]
fn what_the_browser_knew_before_is_not_adopted_although_it_is_not_shown() {
    let mut bench = Bench::known(stored_with(&[]));
    bench.reply("?page_size=50", 200, r#"{"messages":[]}"#);
    bench.ask("q");
    bench.lose("/messages");
    bench.wait();
    bench.reply("?page_size=50", 200, &list(""));
    assert_eq!(bench.states(), [TurnState::Sending]);
}

#[test]
fn after_thirty_seconds_of_looking_the_reader_decides() {
    let mut bench = follow_up_lost();
    let begun = bench.now;
    let two = [message("n", "q", "COMPLETED", ""), message("o", "q", "COMPLETED", "")].join(",") + ",";
    while bench.turn(1).state == TurnState::Sending {
        bench.wait();
        bench.reply("?page_size=50", 200, &list(&two));
    }
    assert_eq!((bench.turn(1).state, bench.now - begun), (TurnState::Unsure, 30_000), "two candidates");
    let choices = [Choice::Check, Choice::Ask, Choice::Dismiss];
    assert_eq!(select::choices(bench.turn(1), &bench.model), choices);
    bench.event(Kind::CheckedAgain(bench.turn(1).key));
    bench.reply("?page_size=50", 200, &list(&(message("n", "q", "COMPLETED", TEXT) + ",")));
    assert_eq!((bench.turn(1).state, bench.posts()), (TurnState::Done, 2));
}

#[test]
fn looking_can_be_stopped() {
    let mut bench = follow_up_lost();
    bench.event(Kind::Stopped(bench.turn(1).key));
    assert_eq!((bench.turn(1).state, bench.timers.len()), (TurnState::Unsure, 0));
}

#[test]
fn a_refused_question_fails_and_the_next_one_is_sent() {
    let mut bench = Bench::new();
    bench.ask("q");
    bench.ask("r");
    bench.reply("/start-conversation", 403, r#"{"error_code":"PERMISSION_DENIED","message":"No."}"#);
    assert_eq!(bench.states(), [TurnState::Failed, TurnState::Sending]);
    let failure = bench.turn(0).failure.as_ref().unwrap();
    assert_eq!(
        (failure.code, failure.detail.as_deref()),
        (Code::Permission, Some("403 · PERMISSION_DENIED · No."))
    );
}

#[test]
fn polls_are_retried_with_growing_waits_and_never_ask_again() {
    let mut bench = Bench::polling();
    let mut waits = Vec::new();
    for status in [0, 500, 429, 502] {
        match status {
            0 => bench.lose("/messages/m"),
            status => bench.reply("/messages/m", status, ""),
        }
        assert_eq!(bench.states(), [TurnState::Waiting]);
        waits.push(bench.wait());
    }
    assert_eq!(waits, [1_000, 2_000, 4_000, 8_000]);
    bench.reply("/messages/m", 200, &message("m", "q", "COMPLETED", TEXT));
    assert_eq!((bench.states(), bench.turn(0).misses, bench.posts()), (vec![TurnState::Done], 0, 1));
}

#[test]
fn retry_after_is_honoured() {
    let mut bench = Bench::polling();
    let reply =
        genie_chat::api::error::Reply { status: 429, retry_after: Some("7".into()), ..Default::default() };
    bench.answer("/messages/m", Ok(reply));
    assert_eq!(bench.wait(), 7_000);
}

#[test]
fn a_message_that_is_gone_ends_the_turn() {
    let mut bench = Bench::polling();
    bench.reply("/messages/m", 404, r#"{"error_code":"RESOURCE_DOES_NOT_EXIST","message":"Gone"}"#);
    assert_eq!((bench.states(), bench.errors()), (vec![TurnState::Failed], vec!["not-found"]));
}

#[test]
fn waiting_ends_after_ten_minutes_and_can_be_resumed() {
    let mut bench = Bench::polling();
    let key = bench.turn(0).key;
    while bench.states() == [TurnState::Waiting] {
        bench.reply("/messages/m", 200, &message("m", "q", "ASKING_AI", ""));
        bench.wait();
        assert!(bench.now < 1_700_000, "it never ends");
    }
    assert_eq!(bench.errors(), ["timeout"]);
    assert_eq!(select::choices(bench.turn(0), &bench.model), [Choice::KeepWaiting]);
    bench.event(Kind::CheckedAgain(key));
    bench.reply("/messages/m", 200, &message("m", "q", "COMPLETED", TEXT));
    assert_eq!((bench.states(), bench.posts()), (vec![TurnState::Done], 1));
}

#[test]
fn a_cancelled_message_is_not_polled_for_ever() {
    let mut bench = Bench::polling();
    bench.reply("/messages/m", 200, &message("m", "q", "CANCELLED", ""));
    assert_eq!((bench.states(), bench.timers.len()), (vec![TurnState::Failed], 0));
    assert_eq!(select::choices(bench.turn(0), &bench.model), [Choice::Ask]);
}

#[test]
fn rows_are_tried_five_times_and_then_by_the_reader() {
    let mut bench = Bench::polling();
    bench.reply("/messages/m", 200, &message("m", "q", "COMPLETED", QUERY));
    for _ in 0..4 {
        bench.reply("/query-result", 500, "");
        bench.wait();
    }
    bench.reply("/query-result", 500, "");
    assert!(bench.timers.is_empty() && matches!(bench.turn(0).rows, Rows::Failed(_)));
    assert_eq!(bench.states(), [TurnState::Done], "the answer stands");
    bench.event(Kind::RowsWanted(bench.turn(0).key, Which::Last));
    bench.reply("/query-result", 200, ROWS);
    assert!(matches!(bench.turn(0).rows, Rows::Ready(_)));
}

#[test]
fn expired_rows_come_back_by_running_the_query_again() {
    let mut bench = Bench::polling();
    bench.reply("/messages/m", 200, &message("m", "q", "QUERY_RESULT_EXPIRED", QUERY));
    assert_eq!(bench.states(), [TurnState::Expired]);
    assert!(select::rows_expired(&bench.turn(0).rows));
    bench.event(Kind::RowsWanted(bench.turn(0).key, Which::Last));
    bench.reply("/execute-query", 200, r#"{"statement_response":{"status":{"state":"PENDING"}}}"#);
    bench.wait();
    bench.reply("/query-result", 200, ROWS);
    assert_eq!(bench.states(), [TurnState::Done]);
}

/// A gateway's 404 with a word of its own emptied the conversation.
#[test]
fn a_gateways_word_is_no_code_of_the_service() {
    for body in [r#"{"error_code":"NotFound"}"#, r#"{"error_code":"not_found","message":"no route"}"#] {
        let mut bench = Bench::known(stored_with(&[]));
        bench.reply("?page_size=50", 404, body);
        bench.wait();
        bench.reply(
            "?page_size=50",
            200,
            &format!(r#"{{"messages":[{}]}}"#, message("m", "q", "COMPLETED", TEXT)),
        );
        assert_eq!(bench.questions(), ["q"], "{body}");
    }
}

/// A6: beside the address of the service a relay of ours has only what it serves, marked as its own: nothing was told, and
/// the question waited. So it was where everything is empty.
#[test]
fn what_answers_with_nothing_is_told_as_a_matter_of_configuration() {
    for (status, ours) in [(404, true), (200, false), (200, true)] {
        let mut bench = Bench::with(Vec::new());
        let nothing = || Ok(Reply { status, ours, ..Reply::default() });
        bench.answer("/v1/info", nothing());
        bench.answer("/spaces/s", nothing());
        if status == 200 {
            assert!(bench.errors().is_empty(), "one reply may be cut");
            bench.wait_for("/spaces/s");
            bench.answer("/spaces/s", nothing());
        }
        assert_eq!((bench.errors(), bench.complaints), (vec!["config"], 1), "{status}, {ours}");
    }
}

/// A6: a path too many in `relay-url` was told only after the first question, since the relay itself had answered.
#[test]
fn a_relay_that_has_no_such_path_is_told_before_the_first_question() {
    let mut bench = Bench::with(Vec::new());
    let nowhere = || {
        let body = String::from(
            r#"{"error_code":"ENDPOINT_NOT_FOUND","message":"The relay has no such endpoint."}"#,
        );
        Ok(Reply { status: 404, ours: true, body, ..Reply::default() })
    };
    bench.answer("/v1/info", nowhere());
    bench.answer("/spaces/s", nowhere());
    assert_eq!((bench.errors(), bench.complaints), (vec!["config"], 1));
    bench.wait_for("/spaces/s");
    bench.answer("/spaces/s", nowhere());
    assert_eq!((bench.errors(), bench.complaints), (vec!["config"], 1), "once");
}

/// A2: of a hook that failed while an answer was waited for nobody was told but the log.
#[test]
fn a_hook_that_fails_while_an_answer_is_waited_for_is_told_once() {
    let mut bench = Bench::polling();
    for _ in 0..2 {
        bench.wait_for("/messages/m");
        bench.answer("/messages/m", Err(Lost::NotSent("token".into())));
    }
    assert_eq!(bench.errors(), ["config"]);
}
