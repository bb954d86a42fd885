//! A browser sends a question a second time by itself, and the page hears only what became of that: each test tells how a
//! question that had arrived was asked again.

use genie_chat::api::error::Lost;
use genie_chat::config::{Charts, Config};
use genie_chat::domain::turn::TurnState;
use genie_chat::state::event::Kind;
use genie_chat::state::select::{self, Choice};

use super::{Bench, TEXT, config, message, ours};

const LIST: &str = "?page_size=50";
const POST: &str = "/c/messages";
const PLAIN: &str = r#"{"version":"1"}"#;

fn list(new: &[&str]) -> String {
    let mut all: Vec<String> = new.iter().map(|id| message(id, "r", "COMPLETED", TEXT)).collect();
    all.push(message("m", "q", "COMPLETED", TEXT));
    format!(r#"{{"messages":[{}]}}"#, all.join(","))
}

/// A conversation behind a relay of ours, with follow-up `r` on its way.
fn asked(info: Option<&str>) -> Bench {
    let mut bench = Bench::with(Vec::new());
    bench.answer("/spaces/s", ours(200, r#"{"title":""}"#));
    match info {
        Some(info) => bench.answer("/info", ours(200, info)),
        None => bench.lose("/info"),
    }
    bench.ask("q");
    bench.wait_for("/start-conversation");
    bench.answer("/start-conversation", ours(200, &super::started("m", "q")));
    bench.wait_for("/messages/m");
    bench.answer("/messages/m", ours(200, &message("m", "q", "COMPLETED", TEXT)));
    bench.ask("r");
    bench.wait_for(POST);
    bench
}

fn body(bench: &Bench) -> Option<String> {
    bench.requests.iter().find(|(_, request)| request.path.ends_with(POST))?.1.body.clone()
}

/// The relay knows a repetition by its body, too, and that had changed: what the relay is had come, or the page had other
/// settings.
#[test]
fn a_question_is_sent_again_as_it_was() {
    let with_pictures = r#"{"version":"1","visualization":true}"#;
    for told_late in [true, false] {
        let mut bench = asked((!told_late).then_some(with_pictures));
        let first = body(&bench);
        bench.reply(POST, 429, "");
        if told_late {
            bench.wait_for("/v1/info");
            bench.answer("/v1/info", ours(200, with_pictures));
        } else {
            let config = Config { chart: Charts::Off, ..config() };
            bench.event(Kind::Configured { config, kept: bench.kept.clone() });
        }
        bench.wait_for(POST);
        assert_eq!(body(&bench), first, "{told_late}");
    }
}

/// "Stopped before it was sent", said the widget, and asked it a second time.
#[test]
fn a_countdown_that_is_stopped_does_not_end_the_doubt() {
    let mut bench = asked(Some(PLAIN));
    bench.reply(POST, 429, "");
    bench.event(Kind::Stopped(bench.turn(1).key));
    assert_eq!(bench.states()[1], TurnState::Unsure);
    assert!(select::choices(bench.turn(1), &bench.model).contains(&Choice::Check));
    bench.event(Kind::AskedAgain(bench.turn(1).key));
    assert_eq!(bench.posts(), 2);
    bench.wait_for(LIST);
    bench.reply(LIST, 200, &list(&["n"]));
    assert_eq!((bench.states()[1], bench.posts()), (TurnState::Done, 2));
}

/// A reload in the countdown showed the question twice, as refused and as answered.
#[test]
fn a_reload_in_a_countdown_does_not_end_the_doubt() {
    let mut bench = asked(Some(PLAIN));
    bench.reply(POST, 429, "");
    let mut reloaded = Bench::known(bench.kept);
    reloaded.reply(LIST, 200, &list(&["n"]));
    assert_eq!(reloaded.states(), [TurnState::Done, TurnState::Done]);
}

/// The relay's own refusal is one: nothing is in doubt.
#[test]
fn what_a_relay_of_ours_refuses_has_not_arrived() {
    let mut bench = asked(Some(PLAIN));
    bench.answer(POST, ours(429, ""));
    bench.event(Kind::Stopped(bench.turn(1).key));
    assert_eq!(bench.states()[1], TurnState::Failed);
}

/// The token was refused, and the hook failed when it was asked for another: "nothing was sent".
#[test]
fn a_hook_that_fails_after_a_refused_token_does_not_end_the_doubt() {
    let mut bench = asked(Some(PLAIN));
    bench.reply(POST, 401, "");
    bench.answer(POST, Err(Lost::NotSent("token".into())));
    assert_eq!(bench.states()[1], TurnState::Sending, "it is looked for");
    bench.wait_for(LIST);
    bench.reply(LIST, 200, &list(&["n"]));
    assert_eq!((bench.states()[1], bench.posts()), (TurnState::Done, 3));
}

/// A gateway that speaks as the service does was taken for it, though a relay of ours marks what the service says.
#[test]
fn what_a_gateway_refuses_may_have_arrived() {
    let refusals = [(409, r#"{"error_code":"ABORTED"}"#), (403, r#"{"error_code":"PERMISSION_DENIED"}"#)];
    for (status, body) in refusals {
        let mut bench = asked(Some(PLAIN));
        bench.reply(POST, status, body);
        assert_eq!(bench.states()[1], TurnState::Failed);
        bench.event(Kind::AskedAgain(bench.turn(1).key));
        assert_eq!(bench.posts(), 2, "{status}");
        let mut bench = asked(Some(PLAIN));
        bench.answer(POST, ours(status, body));
        bench.event(Kind::AskedAgain(bench.turn(1).key));
        assert_eq!(bench.posts(), 3, "{status}");
    }
}

/// A first question of unknown fate, asked again before the relay had said that conversations have owners, was not looked
/// for any more.
#[test]
fn a_question_asked_again_before_it_can_be_looked_for_is_looked_for_then() {
    let info = r#"{"version":"1","ownership":true}"#;
    let mut bench = Bench::with(Vec::new());
    bench.answer("/spaces/s", ours(200, r#"{"title":""}"#));
    bench.answer("/v1/info", ours(200, info));
    bench.answer(LIST, ours(200, r#"{"conversations":[]}"#));
    bench.ask("q");
    let mut reloaded = Bench::with(bench.kept);
    reloaded.answer("/spaces/s", ours(200, r#"{"title":""}"#));
    assert_eq!(reloaded.states(), [TurnState::Unsure]);
    reloaded.event(Kind::AskedAgain(reloaded.turn(0).key));
    reloaded.answer("/v1/info", ours(200, info));
    reloaded.answer(LIST, ours(200, r#"{"conversations":[]}"#));
    assert_eq!(reloaded.posts(), 0);
    assert!(reloaded.log.last().unwrap().ends_with("?page_size=20"), "{:?}", reloaded.log.last());
}

/// One failed list of conversations made every first question one that cannot be looked for.
#[test]
fn the_list_that_a_first_question_waits_for_is_tried_again() {
    let mut bench = Bench::with(Vec::new());
    bench.answer("/spaces/s", ours(200, r#"{"title":""}"#));
    let info = r#"{"version":"1","ownership":true}"#;
    bench.answer("/v1/info", ours(200, info));
    bench.ask("q");
    for _ in 0..2 {
        bench.reply(LIST, 503, "");
        assert_eq!(bench.posts(), 0);
        bench.wait_for("/v1/info");
        bench.answer("/v1/info", ours(200, info));
    }
    bench.answer(LIST, ours(200, r#"{"conversations":[]}"#));
    assert_eq!((bench.posts(), bench.turn(0).before.clone()), (1, Some(Vec::new())));
}

/// A deletion whose hook had not answered when the page was left was taken for sent.
#[test]
fn a_deletion_that_waits_for_the_hook_is_sent_once_more_when_the_page_is_left() {
    let mut bench = asked(Some(PLAIN));
    bench.event(Kind::Deleted("c".into()));
    bench.hook_answers = false;
    let deletions = |bench: &Bench| bench.log.iter().filter(|line| line.starts_with("DELETE")).count();
    while deletions(&bench) == 0 {
        bench.wait();
    }
    bench.event(Kind::Leaving);
    assert_eq!(deletions(&bench), 2);
}
