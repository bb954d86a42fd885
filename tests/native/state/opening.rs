//! Beginning, reloading, changing attributes.

use genie_chat::config::{Config, ConfigError, Persist, Problem, Theme};
use genie_chat::domain::turn::{Rows, TurnState};
use genie_chat::state::event::Kind;
use genie_chat::state::model::{Opening, StorageTrouble};
use genie_chat::state::stored::{Kept, Record, text_of};
use genie_chat::state::thread::Older;

use super::{Bench, GONE, QUERY, ROWS, TEXT, config, message, started, stored_with};

#[test]
fn the_relay_and_the_space_are_asked_for_what_they_are() {
    let mut bench = Bench::with(Vec::new());
    bench.reply("/genie-relay/v1/info", 200, r#"{"demo":true}"#);
    bench.reply("/spaces/s", 200, r#"{"space_id":"s","title":"Food"}"#);
    assert_eq!((bench.model.demo, bench.model.space_title.as_deref()), (true, Some("Food")));
}

#[test]
fn a_plain_proxy_without_extras_is_no_failure() {
    let mut bench = Bench::with(Vec::new());
    bench.reply("/genie-relay/v1/info", 404, "Not found");
    bench.reply("/spaces/s", 403, "");
    assert!(bench.errors().is_empty());
}

/// Asks `q`, gets its id, and gives what is stored then.
fn asked() -> Kept {
    let mut bench = Bench::new();
    bench.ask("q");
    bench.reply("/start-conversation", 200, &started("m", "q"));
    bench.kept
}

#[test]
fn what_is_stored_of_an_asked_question_is_ids_times_and_a_title() {
    let kept: String = asked().iter().map(|(record, text)| format!("{} {text}\n", record.name())).collect();
    let record = r#"c/c {"v":2,"title":"q","draft":"1000000-0-"#;
    let messages = r#","at":1000000,"messages":[["m",0,1000000,"1000000-0-"#;
    assert!(
        kept.contains(record)
            && kept.contains(messages)
            && kept.contains("open c\n")
            && kept.lines().count() == 2,
        "{kept}"
    );
}

#[test]
fn a_reload_shows_the_conversation_and_resumes_what_is_unfinished() {
    let mut bench = Bench::known(asked());
    assert_eq!(bench.model.open.opening, Opening::Loading);
    let (m, n) = (message("m", "q", "COMPLETED", QUERY), message("n", "r", "ASKING_AI", ""));
    bench.reply("?page_size=50", 200, &format!(r#"{{"messages":[{n},{m}]}}"#));
    assert_eq!(bench.states(), [TurnState::Done, TurnState::Waiting]);
    assert_eq!(bench.turn(0).rows, Rows::None, "nobody has seen it");
    bench.event(Kind::Seen(bench.turn(0).key));
    bench.reply("/query-result", 200, ROWS);
    assert!(matches!(bench.turn(0).rows, Rows::Ready(_)));
    bench.reply("/messages/n", 200, &message("n", "r", "COMPLETED", TEXT));
    assert_eq!((bench.states(), bench.posts()), (vec![TurnState::Done, TurnState::Done], 0));
}

#[test]
fn older_messages_come_when_they_are_wanted_and_a_token_that_repeats_is_not_followed() {
    let mut bench = Bench::known(asked());
    let page =
        |id: &str| format!(r#"{{"messages":[{}],"next_page_token":"t"}}"#, message(id, id, "COMPLETED", ""));
    bench.reply("?page_size=50", 200, &page("n"));
    assert_eq!((&bench.model.open.opening, bench.states().len()), (&Opening::Idle, 1));
    bench.event(Kind::OlderWanted);
    bench.reply("&page_token=t", 200, &page("m"));
    assert_eq!(bench.model.open.older, Older::None);
    assert_eq!((bench.turn(0).question.as_str(), bench.turn(1).question.as_str()), ("m", "n"));
}

#[test]
fn a_reload_while_a_question_was_on_its_way_does_not_ask_again() {
    let mut before = Bench::new();
    before.ask("q");
    let mut bench = Bench::known(before.kept);
    assert_eq!((bench.states(), bench.posts()), (vec![TurnState::Unsure], 0));
    assert_eq!(bench.turn(0).question, "q");
    bench.event(Kind::AskedAgain(bench.turn(0).key));
    assert_eq!(bench.posts(), 1);
}

#[test]
fn a_follow_up_that_arrived_after_all_is_found_on_reload() {
    let m = message("m", "q", "COMPLETED", TEXT);
    let mut found = Bench::known(stored_with(&["q"]));
    found.reply(
        "?page_size=50",
        200,
        &format!(r#"{{"messages":[{},{m}]}}"#, message("n", "q", "COMPLETED", TEXT)),
    );
    assert_eq!(found.states(), [TurnState::Done, TurnState::Done]);
    let mut missing = Bench::known(stored_with(&["q"]));
    missing.reply("?page_size=50", 200, &format!(r#"{{"messages":[{m}]}}"#));
    assert_eq!(missing.states(), [TurnState::Done, TurnState::Unsure]);
}

#[test]
fn what_is_typed_while_the_conversation_opens_is_sent_afterwards() {
    let mut bench = Bench::known(asked());
    bench.ask("r");
    assert_eq!(bench.posts(), 0);
    bench.reply(
        "?page_size=50",
        200,
        &format!(r#"{{"messages":[{}]}}"#, message("m", "q", "COMPLETED", TEXT)),
    );
    assert_eq!((bench.states(), bench.posts()), (vec![TurnState::Done, TurnState::Sending], 1));
}

#[test]
fn a_conversation_that_is_gone_makes_room_for_another() {
    let mut bench = Bench::known(asked());
    bench.reply("?page_size=50", 404, GONE);
    assert!(matches!(bench.model.open.opening, Opening::Failed(_)));
    assert!(text_of(&bench.kept, &Record::Open).starts_with('~'));
    assert_eq!(bench.questions(), ["q"], "it was not answered");
    bench.ask("r");
    assert!(bench.log.last().unwrap().ends_with("/start-conversation"));
}

#[test]
fn opening_is_tried_five_times_and_then_by_the_reader() {
    let mut bench = Bench::known(asked());
    for _ in 0..4 {
        bench.lose("?page_size=50");
        bench.wait();
    }
    bench.lose("?page_size=50");
    assert!(matches!(bench.model.open.opening, Opening::Failed(_)) && bench.timers.is_empty());
    bench.event(Kind::OpenedAgain);
    bench.reply(
        "?page_size=50",
        200,
        &format!(r#"{{"messages":[{}]}}"#, message("m", "q", "COMPLETED", TEXT)),
    );
    assert_eq!(bench.states(), [TurnState::Done]);
}

#[test]
fn damaged_foreign_and_future_storage_counts_as_none() {
    for text in ["{", "null", "[1]", r#"{"v":3,"text":"q"}"#, r#"{"v":1,"text":"q"}"#] {
        let names = [Record::Ahead("i".into()), Record::Intent("i".into()), Record::Conversation("c".into())];
        for record in names {
            let bench = Bench::known(vec![(Record::Open, "c".into()), (record, text.into())]);
            assert!(bench.model.open.turns.is_empty(), "{text}");
            assert_eq!(bench.model.storage, Some(StorageTrouble::Damaged), "{text}");
            assert_eq!(bench.errors(), ["storage"]);
        }
    }
}

#[test]
fn another_theme_changes_nothing_and_another_space_puts_the_conversation_aside() {
    let mut bench = Bench::new();
    bench.ask("q");
    bench.reply("/start-conversation", 200, &started("m", "q"));
    let dark = Config { theme: Theme::Dark, ..config() };
    bench.event(Kind::Configured { config: dark, kept: Vec::new() });
    assert_eq!(bench.states(), [TurnState::Waiting]);
    let other = Config { space: "t".into(), persist: Persist::None, ..config() };
    bench.event(Kind::Configured { config: other, kept: Vec::new() });
    assert!(bench.model.open.turns.is_empty());
    bench.reply("/info", 404, "");
    bench.reply("/spaces/t", 200, r#"{"title":""}"#);
    assert!(bench.timers.is_empty());
    bench.ask("r");
    assert!(bench.log.last().unwrap().ends_with("/spaces/t/start-conversation"));
}

#[test]
fn a_caller_who_is_named_keeps_the_conversation_and_another_one_begins_afresh() {
    let mut bench = Bench::with(Vec::new());
    bench.ask("q");
    bench.reply("/info", 200, r#"{"caller":"anna"}"#);
    bench.reply("/start-conversation", 200, &started("m", "q"));
    assert_eq!(bench.caller.as_deref(), Some("anna"));
    let named = |caller: &str| Config { caller: Some(caller.into()), ..config() };
    bench.event(Kind::Configured { config: named("anna"), kept: Vec::new() });
    assert_eq!(bench.states(), [TurnState::Waiting]);
    bench.event(Kind::Configured { config: named("bert"), kept: Vec::new() });
    assert!(bench.model.open.turns.is_empty());
    bench.caller = None;
    bench.reply("/info", 200, r#"{"caller":"bert"}"#);
    assert_eq!(bench.caller, None, "told although known");
}

/// Bert's page asked for Anna's conversation, was refused, and forgot which one she had open.
#[test]
fn nothing_is_asked_for_before_it_is_known_whose_it_is() {
    let named = |caller: &str| Config { caller: Some(caller.into()), ..config() };
    for caller in ["anna", "bert"] {
        let mut bench = Bench::with(Vec::new());
        bench.reply("/info", 404, "");
        let other = Config { space: "t".into(), ..named("anna") };
        let kept = stored_with(&[]);
        bench.event(Kind::Configured { config: other, kept: kept.clone() });
        bench.ask("typed meanwhile");
        let paths = || bench.requests.iter().map(|(_, request)| request.path.as_str());
        assert!(paths().all(|path| path.ends_with("/info") || path.ends_with("/t")), "{:?}", bench.log);
        bench.reply("/info", 200, &format!(r#"{{"caller":"{caller}"}}"#));
        if caller == "bert" {
            let other = Config { space: "t".into(), ..named("bert") };
            bench.event(Kind::Configured { config: other, kept: Vec::new() });
            bench.reply("/info", 200, r#"{"caller":"bert"}"#);
            assert!(bench.log.last().unwrap().ends_with("/start-conversation"), "{:?}", bench.log);
            assert_eq!(bench.questions(), ["typed meanwhile"]);
        } else {
            bench.reply(
                "?page_size=50",
                200,
                &format!(r#"{{"messages":[{}]}}"#, message("m", "q", "COMPLETED", TEXT)),
            );
            assert_eq!(bench.questions(), ["q", "typed meanwhile"]);
        }
    }
}

#[test]
fn wrong_attributes_are_told_and_stop_everything() {
    let mut bench = Bench::new();
    let error = ConfigError { attribute: "relay-url", problem: Problem::Missing };
    bench.event(Kind::Misconfigured(error.clone()));
    assert_eq!((bench.model.problem.as_ref(), bench.errors()), (Some(&error), vec!["config"]));
    bench.event(Kind::Submitted("q".into()));
    assert!(bench.model.open.turns.is_empty() && bench.requests.is_empty());
}

/// A damaged record was taken for a conversation's id: every question went there, and was refused.
#[test]
fn what_is_no_id_is_not_opened() {
    for open in ["\u{0}{[", "{\"v\":2}", "two words", "\u{e4}"] {
        let bench = Bench::known(vec![(Record::Open, open.into())]);
        assert_eq!(
            (bench.model.open.conversation.as_ref(), bench.errors()),
            (None, vec!["storage"]),
            "{open:?}"
        );
    }
}
