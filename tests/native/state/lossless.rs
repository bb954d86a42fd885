//! Nothing lost, nothing asked twice: what browsers, portals and proxies do to a question.

use genie_chat::api::error::Lost;
use genie_chat::domain::failure::Advice;
use genie_chat::domain::turn::TurnState;
use genie_chat::state::event::Kind;
use genie_chat::state::note::Note;
use genie_chat::state::select::{self, Hold};
use genie_chat::state::stored::{Record, text_of};

use super::{Bench, TEXT, message, started, stored_with};

/// G3: a refused first question vanished with the reload that its text asked for.
#[test]
fn a_refused_question_is_kept_until_the_reader_is_done_with_it() {
    let mut bench = Bench::new();
    bench.ask("q");
    bench.reply("/start-conversation", 403, r#"{"error_code":"PERMISSION_DENIED"}"#);
    let mut reloaded = Bench::known(bench.kept);
    assert_eq!((reloaded.states(), reloaded.questions()), (vec![TurnState::Failed], vec!["q"]));
    assert_eq!(reloaded.turn(0).failure.as_ref().unwrap().code.as_str(), "permission");
    assert_eq!(reloaded.posts(), 0);
    reloaded.event(Kind::Dismissed(reloaded.turn(0).key));
    assert!(reloaded.states().is_empty() && !reloaded.all_kept().contains("\"q\""));
}

/// G4: after a reload what was typed ahead began a conversation of its own, before the first question was found.
#[test]
fn the_queue_waits_for_the_fate_of_what_is_before_it() {
    let mut bench = Bench::with(Vec::new());
    bench.reply("/info", 200, r#"{"ownership":true}"#);
    bench.reply("/spaces/s", 200, r#"{"title":""}"#);
    bench.reply("/conversations?page_size=50", 200, "{}");
    bench.ask("q");
    bench.ask("r");
    let mut reloaded = Bench::with(bench.kept);
    reloaded.reply("/info", 200, r#"{"ownership":true}"#);
    assert_eq!(reloaded.states(), [TurnState::Sending, TurnState::Queued], "looked for by itself");
    reloaded.reply("/conversations?page_size=50", 200, "{}");
    assert_eq!(reloaded.posts(), 0);
    let begun = r#"{"conversations":[{"conversation_id":"c"}]}"#;
    reloaded.reply("/conversations?page_size=20", 200, begun);
    reloaded.reply(
        "/c/messages?page_size=50",
        200,
        &format!(r#"{{"messages":[{}]}}"#, message("m", "q", "COMPLETED", TEXT)),
    );
    assert_eq!(reloaded.states(), [TurnState::Done, TurnState::Sending]);
    assert_eq!(reloaded.log.last().unwrap(), "POST /api/2.0/genie/spaces/s/conversations/c/messages");
}

/// G4: where nobody can find out, the reader decides, and what waits says so.
#[test]
fn the_queue_waits_for_the_reader_where_only_the_reader_can_tell() {
    let mut bench = Bench::new();
    let first = bench.ask("q");
    let second = bench.ask("r");
    bench.lose("/start-conversation");
    assert_eq!(bench.states(), [TurnState::Unsure, TurnState::Queued]);
    assert_eq!(select::hold(&bench.model, second), Hold::Unsure);
    bench.event(Kind::Dismissed(first));
    assert_eq!((bench.states(), bench.posts()), (vec![TurnState::Sending], 2));
}

/// G5: a first question of unknown fate was gone from view once the next one had opened a conversation.
#[test]
fn a_first_question_of_unknown_fate_stays_where_it_was_asked() {
    let mut bench = Bench::new();
    bench.ask("q");
    bench.lose("/start-conversation");
    bench.ask("r");
    bench.reply("/start-conversation", 200, &started("m", "r"));
    let mut reloaded = Bench::known(bench.kept);
    reloaded.reply(
        "?page_size=50",
        200,
        &format!(r#"{{"messages":[{}]}}"#, message("m", "r", "COMPLETED", TEXT)),
    );
    assert_eq!(reloaded.questions(), ["q", "r"]);
    assert_eq!(reloaded.states(), [TurnState::Unsure, TurnState::Done]);
}

/// G5: it was given up, without a word, when the reader began another conversation.
#[test]
fn a_first_question_of_unknown_fate_stands_among_the_past_conversations() {
    let mut bench = Bench::new();
    bench.ask("q");
    bench.lose("/start-conversation");
    bench.event(Kind::NewConversation);
    assert!(bench.states().is_empty());
    bench.event(Kind::HistoryWanted(bench.kept.clone()));
    let entries = &bench.model.history.entries;
    assert_eq!((entries.len(), entries[0].title.as_str()), (1, "q"));
    let spot = entries[0].id.clone();
    bench.event(Kind::Opened { conversation: spot.clone(), kept: bench.kept.clone() });
    assert_eq!((bench.states(), bench.questions()), (vec![TurnState::Unsure], vec!["q"]));
    bench.event(Kind::NewConversation);
    bench.event(Kind::HistoryWanted(bench.kept.clone()));
    bench.event(Kind::DeletedAtOnce(spot));
    assert!(!bench.all_kept().contains("\"q\"") && !bench.log.iter().any(|line| line.starts_with("DELETE")));
}

/// G7: a tab that was reloaded showed what another tab had open.
#[test]
fn each_tab_keeps_its_own_open_conversation() {
    let bench = Bench::known(stored_with(&[]));
    assert_eq!(text_of(&bench.kept, &Record::Open), "c");
    let stored: Vec<_> = bench.keeps.iter().filter(|record| **record == Record::Open).collect();
    assert_eq!(stored.len(), 1, "though it was stored already, for any tab");
    let mut bench = bench;
    bench.event(Kind::NewConversation);
    assert_eq!(text_of(&bench.kept, &Record::Open), "~", "an empty one is one, too");
}

/// G8: a duplicated tab showed what another had asked beside its answer, and offered to ask it again.
#[test]
fn a_copy_of_a_question_is_known_by_its_intent() {
    let mut first = Bench::known(stored_with(&[]));
    first.reply("?page_size=50", 200, &format!(r#"{{"messages":[{}]}}"#, message("m", "q", "ASKING_AI", "")));
    first.ask("r");
    let mut copy = Bench::known(first.kept.clone());
    copy.grants = false;
    copy.reply("?page_size=50", 200, &format!(r#"{{"messages":[{}]}}"#, message("m", "q", "ASKING_AI", "")));
    assert_eq!(copy.states(), [TurnState::Waiting, TurnState::Queued]);
    let before = first.notes.len();
    first.reply("/messages/m", 200, &message("m", "q", "COMPLETED", TEXT));
    first.reply("/c/messages", 200, &message("n", "r", "ASKING_AI", ""));
    let notes = first.notes[before..].to_vec();
    assert!(notes.contains(&Note::Taken(first.turn(1).intent.clone())));
    for note in &notes {
        copy.event(Kind::Heard(Note::parse(&note.to_text()).unwrap()));
    }
    assert_eq!((copy.questions(), copy.posts()), (vec!["q", "r"], 0));
    assert_eq!(copy.states(), [TurnState::Done, TurnState::Waiting]);
    // One that has heard nothing of it finds it stored.
    let mut stored = first.kept.clone();
    let ahead = copy_of(&first, "r");
    stored.push(ahead.clone());
    let late = Bench::known(stored);
    assert_eq!(text_of(&late.kept, &ahead.0), "");
    assert!(late.states().is_empty());
}

/// What a duplicated tab has stored of a question that the other one has asked.
fn copy_of(bench: &Bench, question: &str) -> (Record, String) {
    let turn = bench.model.open.turns.iter().find(|turn| turn.question == question).unwrap();
    let text = format!(r#"{{"v":2,"text":"{question}","in":"c","at":1}}"#);
    (Record::Ahead(turn.intent.clone()), text)
}

/// G8: the first question of a duplicated tab, too.
#[test]
fn a_copy_of_a_first_question_is_known_by_its_intent() {
    let mut first = Bench::new();
    first.event(Kind::Offline(true));
    first.ask("q");
    first.ask("r");
    let mut copy = Bench::with(first.kept.clone());
    copy.event(Kind::Offline(true));
    copy.reply("/info", 404, "");
    first.online();
    first.reply("/start-conversation", 200, &started("m", "q"));
    for note in &first.notes {
        copy.event(Kind::Heard(Note::parse(&note.to_text()).unwrap()));
    }
    copy.online();
    assert_eq!((copy.questions(), copy.posts()), (vec!["q", "r"], 0));
    assert_eq!(
        copy.model.open.conversation.as_ref().map(genie_chat::domain::ids::ConversationId::as_str),
        Some("c")
    );
}

/// G10: typed ahead in a conversation that was put aside, a question was never sent after a reload.
#[test]
fn what_was_typed_ahead_goes_on_after_a_reload_though_it_is_not_shown() {
    let mut bench = Bench::known(stored_with(&[]));
    bench.reply("?page_size=50", 200, &format!(r#"{{"messages":[{}]}}"#, message("m", "q", "ASKING_AI", "")));
    bench.ask("r");
    bench.event(Kind::NewConversation);
    let mut reloaded = Bench::known(bench.kept);
    assert!(reloaded.states().is_empty());
    let page = format!(r#"{{"messages":[{}]}}"#, message("m", "q", "COMPLETED", TEXT));
    reloaded.reply("/c/messages?page_size=50", 200, &page);
    assert_eq!(reloaded.log.last().unwrap(), "POST /api/2.0/genie/spaces/s/conversations/c/messages");
    reloaded.reply("/c/messages", 200, &message("n", "r", "COMPLETED", TEXT));
    assert!(reloaded.model.open.turns.is_empty() && reloaded.requests.is_empty());
}

/// G13: a record of a megabyte in place of an id was sent to the relay, and waited for.
#[test]
fn what_cannot_be_an_id_is_not_opened() {
    let bench = Bench::known(vec![(Record::Open, "x".repeat(1_000_000))]);
    assert!(bench.requests.is_empty() && bench.model.open.conversation.is_none());
    assert_eq!(bench.errors(), ["storage"]);
}

/// After a reload a refused question told a coarser reason, often a wrong one.
#[test]
fn a_reload_tells_the_same_reason() {
    let mut bench = Bench::new();
    bench.ask("q");
    bench.answer("/start-conversation", Err(Lost::Redirected));
    let reloaded = Bench::known(bench.kept);
    assert_eq!(reloaded.turn(0).failure.as_ref().unwrap().advice, Advice::Session);
}

/// After a reload in mid-answer a list that lagged behind had no message, and nothing polled it.
#[test]
fn a_list_that_lags_behind_is_asked_for_again() {
    let mut bench = Bench::new();
    bench.ask("q");
    bench.reply("/start-conversation", 200, &started("m", "q"));
    let mut reloaded = Bench::known(bench.kept);
    reloaded.reply("?page_size=50", 200, r#"{"messages":[]}"#);
    reloaded.wait();
    reloaded.reply("?page_size=50", 200, "null");
    reloaded.wait();
    let page = format!(r#"{{"messages":[{}]}}"#, message("m", "q", "ASKING_AI", ""));
    reloaded.reply("?page_size=50", 200, &page);
    assert_eq!(reloaded.states(), [TurnState::Waiting]);
}
