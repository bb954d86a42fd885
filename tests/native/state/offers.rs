//! What the reader is offered: questions to begin with, to go on with, and a way on after a failure.

use genie_chat::domain::failure::Code;
use genie_chat::domain::turn::TurnState;
use genie_chat::state::event::Kind;
use genie_chat::state::recall::Recall;
use genie_chat::state::select::{self, Choice};

use super::{Bench, TEXT, message, stored_with};

const INFO: &str = r#"{"demo":true,"max_question_chars":10}"#;
const ASKED: &str = "view=GENIE_AGENT_VIEW_FULL";

fn samples(questions: &[&str]) -> String {
    let samples: Vec<String> =
        questions.iter().map(|question| format!(r#"{{"id":"1","question":"{question}"}}"#)).collect();
    format!(r#"{{"definition":{{"config":{{"sample_questions":[{}]}}}}}}"#, samples.join(","))
}

/// A widget on an empty screen, whose relay has said what it is.
fn empty() -> Bench {
    let mut bench = Bench::with(Vec::new());
    bench.reply("/info", 200, INFO);
    bench
}

fn times_asked(bench: &Bench) -> usize {
    bench.log.iter().filter(|line| line.ends_with(ASKED)).count()
}

fn failed(kind: &str) -> Bench {
    let mut bench = Bench::polling();
    let error = format!(r#""error":{{"type":"{kind}"}},"attachments":[]"#);
    let body = message("m", "q", "FAILED", "")
        .replace(r#""attachments":[{"suggested_questions":{"questions":["?"]}}]"#, &error);
    bench.reply("/messages/m", 200, &body);
    assert_eq!(bench.states(), [TurnState::Failed], "{body}");
    bench
}

#[test]
fn the_spaces_own_questions_are_asked_for_once_and_six_are_offered_each_once() {
    let mut bench = empty();
    bench.reply(ASKED, 200, &samples(&["a", " a ", "", "b", "c", "d", "e", "f", "g"]));
    assert_eq!(select::starters(&bench.model), ["a", "b", "c", "d", "e", "f"]);
    bench.event(Kind::NewConversation);
    assert_eq!(times_asked(&bench), 1);
    bench.event(Kind::Starters(vec!["mine".into()]));
    assert_eq!(select::starters(&bench.model), ["mine"], "the page's come first");
}

#[test]
fn a_space_without_questions_of_its_own_is_no_failure() {
    for (status, body) in
        [(404, r#"{"error_code":"FEATURE_DISABLED"}"#), (403, ""), (200, "<html>"), (200, "{}")]
    {
        let mut bench = empty();
        bench.reply(ASKED, status, body);
        bench.event(Kind::NewConversation);
        assert!(select::starters(&bench.model).is_empty() && bench.errors().is_empty(), "{status}");
        assert_eq!((times_asked(&bench), bench.timers.len()), (1, 0), "{status}");
    }
}

#[test]
fn they_are_not_asked_for_where_they_would_not_be_shown() {
    let mut plain = Bench::with(Vec::new());
    plain.reply("/info", 404, "");
    assert_eq!(times_asked(&plain), 0, "a plain proxy");
    let mut given = Bench::with(Vec::new());
    given.event(Kind::Starters(vec!["mine".into()]));
    given.reply("/info", 200, INFO);
    assert_eq!(times_asked(&given), 0, "the page has some");
    let mut opened = Bench::with(stored_with(&[]));
    opened.reply("/info", 200, INFO);
    opened.reply(
        "?page_size=50",
        200,
        &format!(r#"{{"messages":[{}]}}"#, message("m", "q", "COMPLETED", TEXT)),
    );
    assert_eq!(times_asked(&opened), 0, "there is a conversation");
    opened.event(Kind::NewConversation);
    assert_eq!(times_asked(&opened), 1);
    let mut asked = Bench::with(Vec::new());
    asked.ask("q");
    asked.reply("/info", 200, INFO);
    assert_eq!(times_asked(&asked), 0, "something has been asked");
}

#[test]
fn only_what_may_help_is_offered_after_a_failure() {
    for (kind, choices) in [
        ("SQL_EXECUTION_EXCEPTION", vec![Choice::Ask]),
        ("CONTEXT_EXCEEDED_EXCEPTION", vec![Choice::Elsewhere]),
        ("WAREHOUSE_ACCESS_MISSING_EXCEPTION", vec![]),
        ("CONTENT_FILTER_EXCEPTION", vec![]),
        ("SOMETHING_NEW", vec![Choice::Ask]),
    ] {
        let bench = failed(kind);
        assert_eq!(select::choices(bench.turn(0), &bench.model), choices, "{kind}");
    }
}

#[test]
fn an_answer_with_nothing_in_it_can_be_asked_for_again() {
    let mut bench = Bench::polling();
    bench.reply("/messages/m", 200, &message("m", "q", "COMPLETED", ""));
    assert_eq!(select::choices(bench.turn(0), &bench.model), [Choice::Ask]);
    bench.event(Kind::AskedAgain(bench.turn(0).key));
    assert_eq!((bench.questions(), bench.posts()), (vec!["q", "q"], 2));
}

#[test]
fn after_a_failure_questions_are_offered_also_where_genie_suggests_none() {
    for (kind, offered) in [
        ("SQL_EXECUTION_EXCEPTION", vec!["a"]),
        ("CONTENT_FILTER_EXCEPTION", vec!["a"]),
        ("CONTEXT_EXCEEDED_EXCEPTION", vec![]),
        ("WAREHOUSE_ACCESS_MISSING_EXCEPTION", vec![]),
    ] {
        let mut bench = failed(kind);
        bench.event(Kind::Starters(vec!["q".into(), "a".into()]));
        let last = bench.turn(0).key;
        assert_eq!(select::suggestions(&bench.model, last), offered, "{kind}");
    }
    let mut bench = Bench::polling();
    bench.reply("/messages/m", 200, &message("m", "q", "COMPLETED", TEXT));
    bench.event(Kind::Starters(vec!["a".into()]));
    let last = bench.ask("r");
    bench.reply("/messages", 400, "");
    assert_eq!(select::suggestions(&bench.model, last), ["?"], "what was suggested last fits better");
}

#[test]
fn a_question_that_is_too_long_is_not_sent() {
    let mut bench = empty();
    for (question, excess) in
        [("0123456789", 0), ("0123456789ab", 2), (" 0123456789 ", 0), ("ééééééééééé", 1)]
    {
        assert_eq!(select::excess(&bench.model, question), excess, "{question}");
    }
    bench.event(Kind::Submitted("0123456789ab".into()));
    assert!(bench.questions().is_empty() && bench.posts() == 0);
    let unlimited = Bench::new();
    assert_eq!(select::excess(&unlimited.model, &"x".repeat(100_000)), 0);
}

#[test]
fn a_place_in_the_relays_queue_is_told_as_long_as_it_holds() {
    let mut bench = Bench::new();
    bench.ask("q");
    for position in [Some("3"), Some("soon"), None] {
        let reply = genie_chat::api::error::Reply {
            status: 429,
            retry_after: Some("5".into()),
            queue_position: position.map(str::to_owned),
            ..Default::default()
        };
        bench.answer("/start-conversation", Ok(reply));
        assert_eq!(bench.turn(0).relay_place, (position == Some("3")).then_some(3), "{position:?}");
        assert_eq!(bench.wait(), 5_000);
    }
}

#[test]
fn the_id_of_the_request_is_known_after_a_reload() {
    let mut bench = Bench::known(stored_with(&[]));
    let list = format!(r#"{{"messages":[{}]}}"#, message("m", "q", "COMPLETED", TEXT));
    let reply = genie_chat::api::error::Reply {
        status: 200,
        body: list,
        request_id: Some("r-1".into()),
        ..Default::default()
    };
    bench.answer("?page_size=50", Ok(reply));
    assert_eq!(bench.turn(0).request_id.as_deref(), Some("r-1"));
}

#[test]
fn a_question_that_fails_at_once_knows_its_request_too() {
    let mut bench = Bench::new();
    bench.ask("q");
    let failed = message("m", "q", "FAILED", "");
    let reply = genie_chat::api::error::Reply {
        status: 200,
        body: format!(r#"{{"conversation_id":"c","message_id":"m","message":{failed}}}"#),
        request_id: Some("r-1".into()),
        ..Default::default()
    };
    bench.answer("/start-conversation", Ok(reply));
    assert_eq!((bench.states(), bench.turn(0).request_id.as_deref()), (vec![TurnState::Failed], Some("r-1")));
}

#[test]
fn earlier_questions_come_whatever_became_of_them() {
    let mut bench = failed("SQL_EXECUTION_EXCEPTION");
    let stopped = bench.ask("r");
    bench.event(Kind::Stopped(stopped));
    bench.ask("s");
    bench.ask("q");
    assert_eq!(bench.turn(3).state, TurnState::Queued);
    assert_eq!(select::asked(&bench.model), ["q", "s", "r"]);
    assert_eq!(bench.turn(0).failure.as_ref().map(|failure| failure.code), Some(Code::Sql));
}

#[test]
fn the_arrow_keys_lead_back_to_the_draft() {
    let asked = ["b".to_owned(), "a".to_owned()];
    let mut recall = Recall::default();
    let mut typed = "draft".to_owned();
    assert_eq!(recall.step(&asked, &typed, false, true), None, "within the text");
    assert_eq!(recall.step(&asked, &typed, true, false), None, "there is nothing newer");
    for (up, shown) in [(true, "b"), (true, "a"), (true, "a"), (false, "b"), (false, "draft")] {
        typed = recall.step(&asked, &typed, true, up).unwrap();
        assert_eq!(typed, shown);
        assert_eq!(recall.draft(), (shown != "draft").then_some("draft"));
    }
    recall.step(&asked, "", true, true).unwrap();
    assert_eq!(recall.step(&asked, "b!", false, true), None, "one that was changed is a draft itself");
    assert_eq!(recall.step(&[], "", true, true), None);
}
