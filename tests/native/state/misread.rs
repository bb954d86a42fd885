//! Faults that a reader with fresh eyes found in the state machine: each test tells how a question was lost or asked
//! twice, or a promise not kept.

use genie_chat::api::error::Lost;
use genie_chat::config::Config;
use genie_chat::domain::turn::TurnState;
use genie_chat::state::event::Kind;
use genie_chat::state::history::Fetched;
use genie_chat::state::note::Note;
use genie_chat::state::stored::Record;

use super::{Bench, TEXT, config, message, ours, stored_with};

const LIST: &str = "?page_size=50";
const POST: &str = "/c/messages";
const PLAIN: &str = r#"{"version":"1"}"#;
const OWNED: &str = r#"{"version":"1","ownership":true}"#;
const SPACE: &str = r#"{"title":""}"#;

/// A widget behind a relay of ours that has told what it is.
fn known(open: bool, info: &str) -> Bench {
    let mut bench = Bench::with(if open { stored_with(&[]) } else { Vec::new() });
    bench.answer("/spaces/s", ours(200, SPACE));
    bench.answer("/v1/info", ours(200, info));
    bench
}

/// The same with conversation `c` open, and older messages behind those that are shown.
fn opened() -> Bench {
    let mut bench = known(true, PLAIN);
    let newest =
        format!(r#"{{"messages":[{}],"next_page_token":"t"}}"#, message("m", "q", "COMPLETED", TEXT));
    bench.answer(LIST, ours(200, &newest));
    bench
}

/// True while something asks for what ends like this.
fn asks(bench: &Bench, end: &str) -> bool {
    bench.requests.iter().any(|(_, request)| request.path.ends_with(end))
}

/// Lets time pass until nothing is waited for; what the relay is does not come any more.
fn without_info(bench: &mut Bench) {
    for _ in 0..30 {
        if asks(bench, "/v1/info") {
            bench.lose("/v1/info");
        }
        if asks(bench, "/spaces/s") {
            bench.answer("/spaces/s", ours(200, SPACE));
        }
        if asks(bench, LIST) || bench.timers.is_empty() {
            return;
        }
        bench.wait();
    }
}

/// A refused question was lost: an old one of the same words, on a page of older messages, was taken for it.
#[test]
fn older_messages_are_no_question_that_was_just_refused() {
    let mut bench = opened();
    bench.ask("r");
    bench.reply(POST, 403, "");
    bench.event(Kind::OlderWanted);
    let older = format!(r#"{{"messages":[{}]}}"#, message("old", "r", "COMPLETED", TEXT));
    bench.answer("page_token=t", ours(200, &older));
    assert_eq!(bench.states(), [TurnState::Done, TurnState::Done, TurnState::Failed]);
    assert!(bench.kept.iter().any(|(record, _)| matches!(record, Record::Intent(_))));
}

/// The list of conversations was loading for ever: it had failed before it was known that the relay lists none.
#[test]
fn a_list_that_failed_at_the_start_is_asked_for_again() {
    let mut bench = Bench::with(Vec::new());
    bench.event(Kind::HistoryWanted(Vec::new()));
    bench.reply(LIST, 503, "");
    bench.answer("/spaces/s", ours(200, SPACE));
    bench.answer("/v1/info", ours(200, PLAIN));
    assert!(!asks(&bench, LIST), "a relay that lists nothing is not asked by itself");
    bench.event(Kind::HistoryWanted(Vec::new()));
    bench.answer(LIST, ours(403, r#"{"error_code":"PERMISSION_DENIED"}"#));
    assert_eq!(bench.model.history.fetched, Fetched::Unlisted);
    // The list would come again with what the relay is, and that does not come a second time.
    let mut bench = known(false, OWNED);
    bench.reply(LIST, 503, "");
    without_info(&mut bench);
    bench.event(Kind::HistoryWanted(Vec::new()));
    bench.reply(LIST, 503, "");
    assert!(matches!(bench.model.history.fetched, Fetched::Failed(_)));
}

/// The list was asked for twice: what the relay is came while the first one was on its way, and of two the worse counted.
#[test]
fn a_list_that_is_on_its_way_is_not_asked_for_again() {
    let mut bench = Bench::with(Vec::new());
    bench.event(Kind::HistoryWanted(Vec::new()));
    bench.answer("/spaces/s", ours(200, SPACE));
    bench.answer("/v1/info", ours(200, PLAIN));
    assert_eq!(bench.requests.iter().filter(|(_, request)| request.path.ends_with(LIST)).count(), 1);
}

/// A3: "Undo" was pressed in a duplicated tab, and the other one's DELETE, which waited for the hook, left all the same.
#[test]
fn a_deletion_that_waits_is_taken_back_by_another_tab() {
    let mut bench = opened();
    bench.event(Kind::Deleted("c".into()));
    bench.hook_answers = false;
    while !asks(&bench, "/conversations/c") {
        bench.wait();
    }
    bench.event(Kind::Heard(Note::Undeleted("c".into())));
    assert!(!asks(&bench, "/conversations/c"));
}

/// A3: a deletion that still waited for the hook left once more, for the relay to which the element had been moved.
#[test]
fn a_deletion_is_no_other_relays() {
    let mut bench = opened();
    bench.event(Kind::Deleted("c".into()));
    bench.hook_answers = false;
    bench.event(Kind::Leaving);
    let other = Config { relay_url: "https://other.example".into(), ..config() };
    bench.event(Kind::Configured { config: other, kept: Vec::new() });
    assert_eq!(bench.log.iter().filter(|line| line.starts_with("DELETE")).count(), 1);
}

/// "Undo" was offered after the DELETE had left, and the conversation vanished all the same.
#[test]
fn a_deletion_is_taken_back_before_it_has_left_or_not_at_all() {
    for hook_answers in [false, true] {
        let mut bench = opened();
        bench.event(Kind::Deleted("c".into()));
        bench.hook_answers = hook_answers;
        while !asks(&bench, "/conversations/c") {
            bench.wait();
        }
        bench.event(Kind::Undeleted("c".into()));
        assert_eq!(asks(&bench, "/conversations/c"), hook_answers);
        assert_eq!(bench.model.history.deleting.is_empty(), !hook_answers);
    }
}

/// Asked twice: the relay's own refusal of the second attempt ended the doubt about the first.
#[test]
fn what_becomes_of_a_second_attempt_says_nothing_about_the_first() {
    let mut bench = opened();
    bench.ask("r");
    bench.reply(POST, 429, "");
    bench.wait_for(POST);
    bench.answer(POST, ours(401, ""));
    bench.answer(POST, ours(401, ""));
    bench.event(Kind::AskedAgain(bench.turn(1).key));
    assert_eq!(bench.posts(), 3, "it is looked for first");
    assert!(asks(&bench, LIST));
}

/// A question was lost: in a conversation that could not be opened, an old one of the same words was taken for it.
#[test]
fn what_a_conversation_holds_that_was_not_opened_nobody_knows() {
    let mut bench = known(true, PLAIN);
    bench.answer(LIST, ours(403, r#"{"error_code":"PERMISSION_DENIED"}"#));
    bench.ask("r");
    bench.answer(POST, Err(Lost::Timeout));
    let all = format!(r#"{{"messages":[{}]}}"#, message("old", "r", "COMPLETED", TEXT));
    while !bench.timers.is_empty() {
        bench.wait();
        if asks(&bench, LIST) {
            bench.answer(LIST, ours(200, &all));
        }
    }
    assert_eq!(bench.states(), [TurnState::Unsure]);
    assert_eq!(bench.turn(0).message, None);
}

/// A question was not looked for: another tab had asked it again, its conversation could not be opened, and so it was
/// forgotten what was known when it was asked first.
#[test]
fn what_was_known_is_not_forgotten_where_nothing_can_be_opened() {
    let mut kept = stored_with(&[]);
    let again = r#"{"v":2,"text":"r","in":"c","conversation":"c","before":["m"],"at":1}"#;
    kept.push((Record::Ahead("9-9-9".into()), again.into()));
    let mut bench = Bench { grants: false, ..Bench::with(kept) };
    bench.answer("/spaces/s", ours(200, SPACE));
    bench.answer("/v1/info", ours(200, PLAIN));
    bench.answer(LIST, ours(403, r#"{"error_code":"PERMISSION_DENIED"}"#));
    while !asks(&bench, LIST) {
        bench.wait();
    }
    assert_eq!(bench.states(), [TurnState::Sending]);
}

/// Asked twice: "Ask again" did not find out first whether the question can be looked for.
#[test]
fn ask_again_waits_for_what_the_relay_is() {
    let mut bench = known(false, OWNED);
    bench.answer(LIST, ours(200, r#"{"conversations":[]}"#));
    bench.ask("q");
    let mut reloaded = Bench::with(bench.kept);
    reloaded.answer("/spaces/s", ours(200, SPACE));
    without_info(&mut reloaded);
    reloaded.event(Kind::AskedAgain(reloaded.turn(0).key));
    assert_eq!(reloaded.posts(), 0);
    reloaded.answer("/v1/info", ours(200, OWNED));
    reloaded.answer(LIST, ours(200, r#"{"conversations":[]}"#));
    assert!(asks(&reloaded, "?page_size=20"), "{:?}", reloaded.log);
}

/// "Ask again" had to be pressed twice where nothing can be looked for, if that was not known yet.
#[test]
fn ask_again_asks_where_nothing_can_be_looked_for() {
    let mut bench = Bench::new();
    bench.ask("q");
    bench.answer("/start-conversation", Err(Lost::Timeout));
    let mut reloaded = Bench::with(bench.kept);
    reloaded.event(Kind::AskedAgain(reloaded.turn(0).key));
    reloaded.reply("/v1/info", 404, "");
    reloaded.reply("/spaces/s", 200, SPACE);
    assert_eq!((reloaded.states(), reloaded.posts()), (vec![TurnState::Sending], 1));
}
