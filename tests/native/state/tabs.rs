//! Several tabs: what one is told, the others need not ask.

use genie_chat::domain::turn::{Rows, TurnState};
use genie_chat::state::event::Kind;
use genie_chat::state::note::Note;
use genie_chat::state::stored::{Record, merge, text_of};

use super::{Bench, QUERY, ROWS, TEXT, message, started, stored_with};

/// A tab that shows `c`, where `m` is being answered, and that does not hold its lock.
fn second() -> Bench {
    let mut bench = Bench::known(stored_with(&[]));
    bench.grants = false;
    let page = format!(r#"{{"messages":[{}]}}"#, message("m", "q", "ASKING_AI", ""));
    bench.reply("/c/messages?page_size=50", 200, &page);
    assert_eq!((bench.states(), bench.locks.as_slice()), (vec![TurnState::Waiting], &["m".to_owned()][..]));
    bench
}

fn note(body: String) -> Kind {
    Kind::Heard(Note::Message { conversation: "c".into(), intent: String::new(), body })
}

#[test]
fn a_tab_shows_what_another_tab_was_told_and_asks_nothing() {
    let mut first = Bench::polling();
    let answer = message("m", "q", "COMPLETED", QUERY);
    first.reply("/messages/m", 200, &answer);
    let told = first.notes.iter().rev().find(|told| matches!(told, Note::Message { .. })).unwrap();
    let mut second = second();
    let before = second.log.len();
    second.event(Kind::Heard(Note::parse(&told.to_text()).unwrap()));
    assert_eq!(second.states(), [TurnState::Done]);
    assert_eq!(second.log[before..].len(), 1, "the rows: {:?}", &second.log[before..]);
    second.reply("/query-result", 200, ROWS);
    assert!(matches!(second.turn(0).rows, Rows::Ready(_)));
}

#[test]
fn a_poll_that_brings_nothing_new_is_not_told() {
    let mut bench = Bench::polling();
    bench.reply("/messages/m", 200, &message("m", "q", "ASKING_AI", ""));
    let told = bench.notes.len();
    bench.wait();
    bench.reply("/messages/m", 200, &message("m", "q", "ASKING_AI", ""));
    assert_eq!(bench.notes.len(), told);
}

#[test]
fn a_question_asked_in_another_tab_appears_unless_it_may_be_this_tabs_own() {
    let mut bench = second();
    bench.event(note(message("m", "q", "COMPLETED", TEXT)));
    bench.event(note(message("n", "r", "ASKING_AI", "")));
    assert_eq!(
        (bench.states(), bench.turn(1).question.as_str()),
        (vec![TurnState::Done, TurnState::Waiting], "r")
    );
    bench.event(note(message("n", "r", "COMPLETED", TEXT)));
    bench.grants = true;
    bench.ask("s");
    bench.lose("/c/messages");
    bench.event(note(message("o", "s", "COMPLETED", TEXT)));
    assert_eq!(bench.states().len(), 3, "it is looked for instead");
    bench.wait();
    let page = format!(r#"{{"messages":[{}]}}"#, message("o", "s", "COMPLETED", TEXT));
    bench.reply("?page_size=50", 200, &page);
    assert_eq!((bench.turn(2).state, bench.posts()), (TurnState::Done, 1));
}

/// A question that began a conversation in another tab was shown as one of unknown fate in the conversation behind whose
/// first question it had been typed.
#[test]
fn a_question_that_has_arrived_elsewhere_is_not_of_unknown_fate_here() {
    let intent = r#"{"v":2,"text":"r","in":"c","before":[],"at":1}"#;
    let page = format!(r#"{{"messages":[{}]}}"#, message("m", "q", "COMPLETED", TEXT));
    for loaded in [false, true] {
        let mut kept = stored_with(&[]);
        kept.push((Record::Intent("i".into()), intent.into()));
        let mut bench = Bench::known(kept);
        if loaded {
            bench.reply("/c/messages?page_size=50", 200, &page);
            assert_eq!(bench.states(), [TurnState::Unsure, TurnState::Done]);
        }
        let body = message("n", "r", "ASKING_AI", "");
        bench.event(Kind::Heard(Note::Message { conversation: "d".into(), intent: "i".into(), body }));
        if !loaded {
            bench.reply("/c/messages?page_size=50", 200, &page);
        }
        assert_eq!(bench.questions(), ["q"]);
    }
}

#[test]
fn what_nobody_can_read_or_is_about_another_conversation_changes_nothing() {
    let mut bench = second();
    for kind in [
        note("{".into()),
        note("[]".into()),
        Kind::Heard(Note::Message {
            conversation: "x".into(),
            intent: String::new(),
            body: message("n", "r", "COMPLETED", TEXT),
        }),
        Kind::Heard(Note::Quota(u64::MAX)),
    ] {
        bench.event(kind);
        assert_eq!(bench.states(), [TurnState::Waiting]);
    }
    for text in ["", "x", "m", "mc", "qsoon", "é"] {
        assert_eq!(Note::parse(text), None, "{text}");
    }
}

#[test]
fn an_answer_that_is_final_takes_late_suggestions_only() {
    let mut bench = second();
    bench.event(note(message("m", "q", "COMPLETED", TEXT).replace("\"?\"", "")));
    bench.event(note(message("m", "q", "FAILED", TEXT)));
    assert_eq!(bench.states(), [TurnState::Done]);
    assert_eq!(bench.turn(0).answer.suggestions, ["?"]);
}

#[test]
fn a_quota_that_another_tab_met_is_waited_for_here() {
    let mut bench = Bench::new();
    let until = bench.now + 7_000;
    bench.event(Kind::Heard(Note::Quota(until)));
    bench.ask("q");
    assert_eq!((bench.posts(), bench.turn(0).wait_until), (0, Some(until)));
    assert_eq!((bench.wait(), bench.posts()), (7_000, 1));
}

#[test]
fn a_lease_that_was_lost_ends_the_polls_and_is_asked_for_again() {
    let mut bench = Bench::polling();
    bench.grants = false;
    bench.event(Kind::LockLost("m".into()));
    assert!(bench.requests.is_empty() && bench.timers.len() == 1, "only max-wait");
    assert_eq!((bench.states(), bench.locks), (vec![TurnState::Waiting], vec!["m".to_owned()]));
}

#[test]
fn a_conversation_deleted_in_another_tab_is_shown_no_longer() {
    let mut bench = second();
    bench.event(Kind::Heard(Note::Deleted("c".into())));
    assert!(bench.model.open.conversation.is_none());
    assert_eq!((bench.states(), bench.questions()), (vec![TurnState::Failed], vec!["q"]), "kept as text");
    assert_eq!(bench.errors(), ["stopped"]);
    assert!(!bench.kept.iter().any(|(record, _)| matches!(record, Record::Conversation(_))));
}

#[test]
fn two_tabs_that_store_the_same_conversation_lose_nothing_of_each_other() {
    let mut one = Bench::new();
    one.ask("q");
    one.reply("/start-conversation", 200, &started("m", "q"));
    let mut other = Bench::known(one.kept.clone());
    other.reply(
        "/c/messages?page_size=50",
        200,
        &format!(r#"{{"messages":[{}]}}"#, message("m", "q", "COMPLETED", TEXT)),
    );
    other.ask("r");
    other.reply("/c/messages", 200, &message("n", "r", "ASKING_AI", ""));
    let record = Record::Conversation("c".into());
    let (first, second) = (text_of(&one.kept, &record), text_of(&other.kept, &record));
    for merged in [merge(first, second), merge(second, first)] {
        assert!(merged.contains("\"m\"") && merged.contains("\"n\""), "{merged}");
    }
}

#[test]
fn a_turn_that_the_reader_stopped_stays_stopped_after_a_reload() {
    let mut bench = Bench::polling();
    bench.event(Kind::Stopped(bench.turn(0).key));
    let mut reloaded = Bench::known(bench.kept);
    reloaded.reply(
        "/c/messages?page_size=50",
        200,
        &format!(r#"{{"messages":[{}]}}"#, message("m", "q", "ASKING_AI", "")),
    );
    assert_eq!(reloaded.states(), [TurnState::Stopped]);
    reloaded.event(Kind::CheckedAgain(reloaded.turn(0).key));
    assert!(reloaded.log.last().unwrap().ends_with("/messages/m"));
}

#[test]
fn rows_of_the_turns_seen_longest_ago_are_given_up_and_fetched_again() {
    let messages: Vec<String> =
        (0..25).rev().map(|id| message(&format!("m{id}"), "q", "COMPLETED", QUERY)).collect();
    let mut bench = Bench::known(stored_with(&[]));
    bench.reply("/c/messages?page_size=50", 200, &format!(r#"{{"messages":[{}]}}"#, messages.join(",")));
    let keys: Vec<_> = bench.model.open.turns.iter().map(|turn| turn.key).collect();
    bench.reply("/m24/attachments/a/query-result", 200, ROWS);
    for (index, key) in keys.iter().enumerate().take(24) {
        bench.event(Kind::Seen(*key));
        bench.reply(&format!("/m{index}/attachments/a/query-result"), 200, ROWS);
    }
    let ready = |bench: &Bench| {
        bench.model.open.turns.iter().filter(|turn| matches!(turn.rows, Rows::Ready(_))).count()
    };
    assert_eq!((ready(&bench), &bench.turn(0).rows), (20, &Rows::None));
    bench.event(Kind::Seen(keys[0]));
    bench.reply("/m0/attachments/a/query-result", 200, ROWS);
    assert_eq!(ready(&bench), 20);
}
