//! What browsers, portals and proxies do to requests, and what that says of a question.

use genie_chat::api::error::Lost;
use genie_chat::config::{Config, RawAttributes};
use genie_chat::domain::failure::Advice;
use genie_chat::domain::turn::TurnState;
use genie_chat::state::event::Kind;
use genie_chat::state::note::Note;
use genie_chat::state::select::{self, Choice, Hold};

use super::{Bench, GONE, TEXT, message, started, stored_with};

fn foreign() -> Config {
    let raw = RawAttributes {
        relay_url: Some("https://relay.example".into()),
        space_id: Some("s".into()),
        ..RawAttributes::default()
    };
    Config::parse(&raw).unwrap()
}

/// A widget whose relay is on another origin and has answered.
fn abroad() -> Bench {
    let mut bench = Bench::known(Vec::new());
    bench.event(Kind::Configured { config: foreign(), kept: Vec::new() });
    bench.reply("/info", 404, "");
    bench.reply("/spaces/s", 200, r#"{"title":""}"#);
    bench
}

/// A1: in a frame without Web Locks a lock never came: one POST, then nothing, and `max-wait` never rang.
#[test]
fn a_lock_that_never_comes_does_not_keep_max_wait_from_ending_the_turn() {
    let mut bench = Bench::new();
    bench.ask("q");
    bench.grants = false;
    bench.reply("/start-conversation", 200, &started("m", "q"));
    bench.ask("r");
    assert_eq!(bench.wait(), 600_000);
    assert_eq!((bench.states()[0], bench.errors()), (TurnState::Failed, vec!["timeout"]));
    assert_eq!(bench.states()[1], TurnState::Sending, "the next one is free");
}

/// A4: a browser whose locks hang never said whether this tab may post.
#[test]
fn a_claim_that_is_not_answered_is_decided_by_what_is_stored() {
    let mut bench = Bench::new();
    bench.locks_hang = true;
    bench.ask("q");
    assert_eq!(bench.posts(), 0);
    assert_eq!((bench.wait(), bench.posts()), (5_000, 1));
}

/// A2: a `headers` hook that hung left the question on its way for ever, and the next one queued.
#[test]
fn a_hook_that_hangs_is_given_up_and_nothing_was_sent() {
    let mut bench = Bench::new();
    bench.hook_answers = false;
    let key = bench.ask("q");
    bench.ask("r");
    bench.overdue("/start-conversation");
    let failure = bench.turn(0).failure.clone().unwrap();
    assert_eq!((bench.states()[0], failure.advice), (TurnState::Failed, Advice::Hook));
    assert!(failure.detail.unwrap().contains("10 s"));
    assert!(bench.log_events().contains(&"hook"));
    bench.overdue("/start-conversation");
    bench.hook_answers = true;
    bench.event(Kind::AskedAgain(key));
    bench.reply("/start-conversation", 200, &started("m", "q"));
    assert_eq!(bench.states()[0], TurnState::Waiting);
}

/// A2: Stop waited for the reply to a question that had not left.
#[test]
fn stop_frees_the_conversation_from_a_hook_that_hangs() {
    let mut bench = Bench::new();
    bench.hook_answers = false;
    let key = bench.ask("q");
    bench.hook_answers = true;
    bench.ask("r");
    bench.event(Kind::Stopped(key));
    assert_eq!(bench.states(), [TurnState::Failed, TurnState::Sending]);
    assert_eq!(bench.requests.len(), 1, "the first is aborted");
}

/// A2: polls stopped with a hook that hung later, and `max-wait` was ignored.
#[test]
fn polls_go_on_after_a_hook_that_hung() {
    let mut bench = Bench::new();
    bench.ask("q");
    bench.reply("/start-conversation", 200, &started("m", "q"));
    bench.hook_answers = false;
    bench.wait();
    bench.overdue("/messages/m");
    bench.hook_answers = true;
    bench.wait();
    bench.reply("/messages/m", 200, &message("m", "q", "COMPLETED", TEXT));
    assert_eq!(bench.states(), [TurnState::Done]);
}

/// A5: with the portal's session over, a follow-up ended as "may or may not have arrived".
#[test]
fn a_redirect_says_at_once_that_the_session_is_over() {
    let mut bench = Bench::polling();
    bench.answer("/messages/m", Err(Lost::Redirected));
    assert_eq!(bench.model.reach.as_ref().map(|failure| failure.advice), Some(Advice::Session));
    assert_eq!(bench.errors(), ["sign-in"]);
    bench.wait();
    bench.reply("/messages/m", 200, &message("m", "q", "COMPLETED", TEXT));
    assert_eq!((bench.model.reach.as_ref(), bench.states()), (None, vec![TurnState::Done]));
    bench.ask("r");
    bench.answer("/c/messages", Err(Lost::Redirected));
    assert_eq!(bench.states()[1], TurnState::Failed);
    assert!(select::choices(bench.turn(1), &bench.model).contains(&Choice::Reload));
}

/// A5, A6: of a question whose preflight was refused nobody knew whether it had arrived.
#[test]
fn a_question_that_the_browser_did_not_let_out_was_not_sent() {
    let mut bench = abroad();
    bench.ask("q");
    bench.lose("/start-conversation");
    assert_eq!(bench.states(), [TurnState::Sending], "it is found out why");
    bench.lose("/spaces/s");
    assert_eq!(bench.probes, 1);
    bench.event(Kind::Redirected);
    assert_eq!(bench.states(), [TurnState::Failed]);
    assert_eq!(bench.turn(0).failure.as_ref().unwrap().advice, Advice::Shut);
    let choices = select::choices(bench.turn(0), &bench.model);
    assert_eq!(choices, [Choice::Ask, Choice::Reload, Choice::Dismiss]);
    assert_eq!(bench.complaints, 0, "it did let the page in before");
}

/// A proxy's error page without CORS headers had a question that was taken called "not sent".
#[test]
fn an_answer_that_cannot_be_read_says_nothing_of_a_question() {
    let mut bench = abroad();
    bench.ask("q");
    bench.lose("/start-conversation");
    bench.lose("/spaces/s");
    bench.event(Kind::Probed(true));
    assert_eq!(bench.states(), [TurnState::Sending]);
    assert_eq!(bench.model.reach.as_ref().map(|failure| failure.advice), Some(Advice::Shut));
    while !bench.requests.iter().any(|(_, request)| request.path.ends_with("/spaces/s")) {
        bench.wait();
    }
    bench.reply("/spaces/s", 200, r#"{"title":""}"#);
    while bench.states() == [TurnState::Sending] {
        bench.wait();
    }
    assert_eq!(bench.states(), [TurnState::Unsure]);
}

/// The counterpart: a connection that broke says nothing, although the relay is on another origin.
#[test]
fn a_question_whose_connection_broke_is_of_unknown_fate() {
    let mut bench = abroad();
    bench.ask("q");
    bench.lose("/start-conversation");
    bench.reply("/spaces/s", 200, r#"{"title":""}"#);
    while bench.states() == [TurnState::Sending] {
        bench.wait();
    }
    assert_eq!((bench.states(), bench.posts()), (vec![TurnState::Unsure], 1));
}

/// A6: a page that the relay does not let in heard nothing before a question had left in vain.
#[test]
fn a_relay_that_does_not_let_the_page_in_is_told_before_the_first_question() {
    for (answers, advice) in
        [(true, Advice::Shut), (false, Advice::Code(genie_chat::domain::failure::Code::Network))]
    {
        let mut bench = Bench::with(Vec::new());
        bench.event(Kind::Configured { config: Config { space: "t".into(), ..foreign() }, kept: Vec::new() });
        bench.requests.retain(|(_, request)| !request.path.ends_with("/spaces/s"));
        bench.lose("/spaces/t");
        bench.event(Kind::Probed(answers));
        assert_eq!((bench.errors(), bench.complaints), (vec!["network"], 1));
        assert_eq!(bench.model.reach.as_ref().map(|failure| failure.advice), Some(advice));
        let key = bench.ask("q");
        assert_eq!((bench.posts(), select::hold(&bench.model, key)), (0, Hold::Relay));
        bench.event(Kind::ReachAgain);
        bench.reply("/spaces/t", 200, r#"{"title":""}"#);
        bench.reply("/info", 404, "");
        assert_eq!((bench.model.reach.as_ref(), bench.posts()), (None, 1), "it is sent when that is over");
    }
}

/// A hook that is broken from the start was told nowhere, and questions waited for the relay for ever.
#[test]
fn a_hook_that_fails_from_the_start_is_told_and_fails_the_question() {
    let mut bench = Bench::with(Vec::new());
    for path in ["/info", "/spaces/s"] {
        bench.answer(path, Err(Lost::NotSent("token".into())));
    }
    assert_eq!(bench.errors(), ["config"]);
    bench.ask("q");
    bench.wait_for("/start-conversation");
    bench.answer("/start-conversation", Err(Lost::NotSent("token".into())));
    assert_eq!(bench.turn(0).failure.as_ref().unwrap().advice, Advice::Hook);
}

/// A relay that died while the page was open was told nowhere.
#[test]
fn a_relay_that_dies_is_told_after_some_requests() {
    let mut bench = Bench::polling();
    for _ in 0..3 {
        bench.wait_for("/messages/m");
        bench.lose("/messages/m");
    }
    bench.lose("/spaces/s");
    assert_eq!(bench.errors(), ["network"]);
    assert_eq!(bench.complaints, 0);
}

/// A6: a wrong relay URL, behind which a web page stands, was told only after a question.
#[test]
fn what_is_no_relay_is_told_as_a_matter_of_configuration() {
    for (status, body) in [
        (200, "<!doctype html><title>Shop</title>"),
        (404, "default backend - 404"),
        (200, r#"{"hello":1}"#),
        (200, "{}"),
        (200, "[]"),
    ] {
        let mut bench = Bench::with(Vec::new());
        bench.reply("/info", status, body);
        bench.reply("/spaces/s", status, body);
        assert_eq!((bench.errors(), bench.complaints), (vec!["config"], 1));
    }
}

/// A7: an offline reader was told to wait for a turn.
#[test]
fn an_offline_reader_is_told_what_the_question_waits_for() {
    let mut bench = Bench::new();
    bench.event(Kind::Offline(true));
    let key = bench.ask("q");
    assert_eq!(select::hold(&bench.model, key), Hold::Offline);
    bench.online();
    assert_eq!(bench.posts(), 1);
}

/// G2: one failed request for what the relay is, and no POST had a name by which the relay knows a repetition.
#[test]
fn a_question_waits_for_what_the_relay_is_within_bounds() {
    let mut bench = Bench::with(Vec::new());
    bench.reply("/spaces/s", 200, r#"{"title":""}"#);
    bench.lose("/info");
    bench.ask("q");
    assert_eq!((bench.posts(), bench.wait()), (0, 1_000));
    bench.reply("/info", 200, r#"{"version":"1"}"#);
    let post = bench.requests.iter().find(|(_, request)| request.path.ends_with("/start-conversation"));
    assert!(post.unwrap().1.attempt.is_some());

    let mut bench = Bench::with(Vec::new());
    bench.reply("/spaces/s", 200, r#"{"title":""}"#);
    bench.ask("q");
    assert_eq!((bench.posts(), bench.wait(), bench.posts()), (0, 10_000, 1), "it never comes");
}

/// G6: a proxy's "default backend - 404" counted as the end of a conversation.
#[test]
fn only_the_service_itself_ends_a_conversation() {
    let mut bench = Bench::known(stored_with(&[]));
    bench.reply("?page_size=50", 404, "default backend - 404");
    bench.wait();
    bench.reply("?page_size=50", 200, &format!(r#"{{"messages":[{}]}}"#, message("m", "q", "ASKING_AI", "")));
    bench.reply("/messages/m", 404, "<html>404 Not Found</html>");
    assert_eq!(bench.states(), [TurnState::Waiting]);
    assert_eq!(
        bench.model.open.conversation.as_ref().map(genie_chat::domain::ids::ConversationId::as_str),
        Some("c")
    );
    bench.event(Kind::DeletedAtOnce("c".into()));
    bench.reply("/conversations/c", 404, "default backend - 404");
    assert!(!bench.notes.contains(&Note::Deleted("c".into())), "nothing was deleted");
    while !bench.requests.iter().any(|(_, request)| request.path.ends_with("/conversations/c")) {
        bench.wait();
    }
    bench.reply("/conversations/c", 404, GONE);
    assert!(bench.notes.contains(&Note::Deleted("c".into())));
}
