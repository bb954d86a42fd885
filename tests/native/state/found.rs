//! What the simulator found: each test tells the story of one bug.

use genie_chat::api::error::{Lost, Reply};
use genie_chat::domain::answer::Which;
use genie_chat::domain::turn::{Rows, TurnState};
use genie_chat::state::effect::Effect;
use genie_chat::state::event::{Event, Kind};
use genie_chat::state::model::Opening;
use genie_chat::state::stored::{Record, text_of};
use genie_chat::state::update;

use super::{Bench, GONE, QUERY, TEXT, message, started, stored_with};

/// A question typed while the conversation was being opened was not stored, and a reload lost it.
#[test]
fn what_is_typed_while_the_conversation_opens_survives_a_reload() {
    let mut bench = Bench::known(stored_with(&[]));
    bench.ask("r");
    assert_eq!(bench.states(), [TurnState::Queued]);
    let ahead = Record::Ahead(bench.turn(0).intent.clone());
    assert!(text_of(&bench.kept, &ahead).contains("\"r\""));
    for (record, text) in stored_with(&[]) {
        assert_eq!(text_of(&bench.kept, &record), text);
    }
}

/// A browser sent a question twice by itself, and only the second time was led to a sign-in page: after the reload that
/// signed the reader in, the question stood as not sent beside its own answer.
#[test]
fn a_question_that_met_a_sign_in_page_is_found_if_it_had_arrived() {
    let mut bench = Bench::polling();
    bench.reply("/messages/m", 200, &message("m", "q", "COMPLETED", TEXT));
    bench.ask("r");
    bench.answer("/c/messages", Err(Lost::Redirected));
    let mut pages = vec![message("m", "q", "COMPLETED", TEXT)];
    for expected in [[TurnState::Done, TurnState::Failed], [TurnState::Done; 2]] {
        let mut reloaded = Bench::known(bench.kept.clone());
        reloaded.reply("?page_size=50", 200, &format!(r#"{{"messages":[{}]}}"#, pages.join(",")));
        assert_eq!((reloaded.questions(), reloaded.states()), (vec!["q", "r"], expected.to_vec()));
        pages.insert(0, message("n", "r", "COMPLETED", TEXT));
    }
}

/// After a reload the rows of a failed message's query were fetched, and made the turn a done one.
#[test]
fn a_failed_turn_stays_failed_after_a_reload_whatever_its_query_brought() {
    let mut bench = Bench::known(stored_with(&[]));
    let page = format!(r#"{{"messages":[{}]}}"#, message("m", "q", "FAILED", QUERY));
    bench.reply("?page_size=50", 200, &page);
    assert_eq!(bench.states(), [TurnState::Failed]);
    assert!(!bench.log.iter().any(|line| line.ends_with("/query-result")));
}

/// `Retry-After` of an hour kept a turn waiting for an hour, and one of a thousand years overflowed.
#[test]
fn max_wait_ends_a_turn_however_long_the_service_asks_to_wait() {
    for wait in ["3600", "18446744073709551615"] {
        let mut bench = Bench::new();
        bench.ask("q");
        bench.reply("/start-conversation", 200, &started("m", "q"));
        bench.wait();
        let reply = Reply { status: 429, retry_after: Some(wait.into()), ..Reply::default() };
        bench.answer("/messages/m", Ok(reply));
        assert_eq!(bench.wait(), 599_000);
        assert_eq!((bench.states(), bench.errors()), (vec![TurnState::Failed], vec!["timeout"]));
    }
}

/// Where the service's clock was ahead by an hour, a message was not polled for an hour after a reload.
#[test]
fn the_clock_of_the_service_does_not_decide_when_a_message_is_polled() {
    let mut bench = Bench::known(stored_with(&[]));
    let asked = message("m", "q", "ASKING_AI", "")
        .replace("\"attach", "\"created_timestamp\":4600000000000,\"attach");
    bench.reply("?page_size=50", 200, &format!(r#"{{"messages":[{asked}]}}"#));
    assert!(bench.log.last().unwrap().ends_with("/messages/m"));
}

/// Suggestions were looked for, and a lost question too, before the time that a busy service asked for.
#[test]
fn looking_heeds_retry_after() {
    let busy = || Ok(Reply { status: 503, retry_after: Some("9".into()), ..Reply::default() });
    let mut bench = Bench::new();
    bench.ask("q");
    bench.reply("/start-conversation", 200, &started("m", "q"));
    bench.wait();
    bench.reply("/messages/m", 200, &message("m", "q", "COMPLETED", TEXT).replace("\"?\"", ""));
    bench.wait();
    bench.answer("/messages/m", busy());
    assert!(bench.timers.is_empty(), "suggestions are not worth it");
    bench.ask("r");
    bench.answer("/messages", busy());
    assert_eq!(bench.wait(), 2_000, "what the POST was told says nothing about looking");
    bench.answer("?page_size=50", busy());
    assert_eq!(bench.wait(), 9_000);
}

/// A question of unknown fate that came back after a reload was stored as typed ahead while it was
/// looked for: the next reload posted it a second time.
#[test]
fn a_question_that_is_looked_for_after_a_reload_is_not_taken_for_one_typed_ahead() {
    let mut bench = Bench::known(stored_with(&["r"]));
    let page = format!(r#"{{"messages":[{}]}}"#, message("m", "q", "COMPLETED", TEXT));
    bench.reply("?page_size=50", 200, &page);
    bench.event(Kind::CheckedAgain(bench.turn(1).key));
    assert_eq!(bench.states(), [TurnState::Done, TurnState::Sending]);
    assert!(!text_of(&bench.kept, &Record::Intent("i0".into())).is_empty());
    assert!(!bench.kept.iter().any(|(record, _)| matches!(record, Record::Ahead(_))));
}

const RUNNING: &str = r#"{"statement_response":{"status":{"state":"RUNNING"}}}"#;

/// A statement that ran for ever was asked for every second for ever, also while nobody could see it.
#[test]
fn rows_are_waited_for_like_an_answer() {
    let mut bench = Bench::known(stored_with(&[]));
    let page = format!(r#"{{"messages":[{}]}}"#, message("m", "q", "COMPLETED", QUERY));
    bench.reply("?page_size=50", 200, &page);
    let begun = bench.now;
    let mut waits = Vec::new();
    while bench.turn(0).rows == Rows::Loading {
        bench.reply("/query-result", 200, RUNNING);
        if bench.turn(0).rows == Rows::Loading {
            waits.push(bench.wait());
        }
    }
    waits.dedup();
    assert_eq!((waits, bench.now - begun), (vec![1_000, 2_000, 5_000], 600_000));
    bench.event(Kind::RowsWanted(bench.turn(0).key, Which::Last));
    bench.reply("/query-result", 200, RUNNING);
    bench.event(Kind::Hidden(true));
    let asked = bench.log.len();
    bench.wait();
    assert_eq!(bench.log.len(), asked);
    bench.event(Kind::Hidden(false));
    assert_eq!(bench.log.len(), asked + 1);
}

/// Once a POST had told that the conversation is deleted, turns of it that were checked again waited for
/// ever, and their rows were loaded for ever.
#[test]
fn turns_of_a_deleted_conversation_come_to_an_end() {
    let mut bench = Bench::known(stored_with(&[]));
    let page = ["m", "n"]
        .map(|id| message(id, id, if id == "m" { "QUERY_RESULT_EXPIRED" } else { "ASKING_AI" }, QUERY));
    bench.reply("?page_size=50", 200, &format!(r#"{{"messages":[{},{}]}}"#, page[1], page[0]));
    bench.event(Kind::Stopped(bench.turn(1).key));
    bench.ask("r");
    bench.reply("/messages", 404, GONE);
    bench.event(Kind::CheckedAgain(bench.turn(1).key));
    assert_eq!(bench.turn(1).state, TurnState::Failed);
    bench.event(Kind::RowsWanted(bench.turn(0).key, Which::Last));
    assert!(matches!(bench.turn(0).rows, Rows::Failed(_)));
}

/// A question that the reader stopped was posted all the same when its first POST met a stale token.
#[test]
fn a_stopped_question_is_not_sent_again_with_a_fresh_token() {
    let mut bench = Bench::new();
    let key = bench.ask("q");
    bench.event(Kind::Stopped(key));
    bench.reply("/start-conversation", 401, "");
    assert_eq!((bench.states(), bench.posts()), (vec![TurnState::Failed], 1));
}

/// A message added by another tab between two pages moved one onto the second page: it was shown twice.
#[test]
fn a_message_on_two_pages_is_shown_once() {
    let mut bench = Bench::known(stored_with(&[]));
    let m = message("m", "q", "COMPLETED", TEXT);
    bench.reply("?page_size=50", 200, &format!(r#"{{"messages":[{m}],"next_page_token":"t"}}"#));
    bench.event(Kind::OlderWanted);
    bench.reply("&page_token=t", 200, &format!(r#"{{"messages":[{m}]}}"#));
    assert_eq!(bench.states(), [TurnState::Done]);
}

/// Two lost questions with the same text were both taken for the one message that had arrived.
#[test]
fn one_message_is_not_found_twice() {
    let mut bench = Bench::known(stored_with(&["r", "r"]));
    let page = [message("n", "r", "COMPLETED", TEXT), message("m", "q", "COMPLETED", TEXT)].join(",");
    bench.reply("?page_size=50", 200, &format!(r#"{{"messages":[{page}]}}"#));
    assert_eq!(bench.states(), [TurnState::Done, TurnState::Unsure, TurnState::Done], "where it was asked");
}

/// Opening a conversation again that is gone forgot the questions of unknown fate.
#[test]
fn opening_again_what_is_gone_loses_no_question() {
    let mut bench = Bench::known(stored_with(&["r"]));
    bench.reply("?page_size=50", 404, GONE);
    bench.event(Kind::OpenedAgain);
    assert_eq!((bench.states(), &bench.model.open.opening), (vec![TurnState::Unsure], &Opening::Idle));
}

/// A claim that came for the question's earlier intent posted it under a name that nobody had claimed.
#[test]
fn a_claim_is_for_one_intent() {
    let mut bench = Bench::new();
    let now = bench.now;
    let mut unheard = |kind| {
        update(&mut bench.model, Event { now, random: 0, kind });
        let turn = &bench.model.open.turns[0];
        (turn.key, turn.intent.clone())
    };
    let (turn, first) = unheard(Kind::Submitted("q".into()));
    unheard(Kind::Stopped(turn));
    let random = 1;
    update(&mut bench.model, Event { now, random, kind: Kind::AskedAgain(turn) });
    let second = bench.turn(0).intent.clone();
    bench.event(Kind::Claimed { turn, intent: first, granted: true });
    assert_eq!(bench.posts(), 0);
    bench.event(Kind::Claimed { turn, intent: second, granted: true });
    assert_eq!(bench.posts(), 1);
}

/// Opening a conversation again kept the lock of a message whose suggestions were looked for.
#[test]
fn opening_again_gives_every_lock_back() {
    let mut bench = Bench::known(stored_with(&[]));
    bench.reply("?page_size=50", 403, "");
    bench.ask("r");
    bench.reply("/messages", 200, &message("n", "r", "ASKING_AI", ""));
    bench.wait();
    bench.reply("/messages/n", 200, &message("n", "r", "COMPLETED", TEXT).replace("\"?\"", ""));
    assert_eq!(bench.timers.len(), 1);
    let now = bench.now;
    let effects = update(&mut bench.model, Event { now, random: 0, kind: Kind::OpenedAgain });
    assert!(effects.contains(&Effect::Unlock("n".into())));
}

/// A question that was asked again left the one storage before it was in the other: a crash between lost it.
#[test]
fn a_question_that_is_asked_again_is_never_in_neither_storage() {
    let mut before = Bench::new();
    before.ask("q");
    let mut bench = Bench::known(before.kept);
    let (turn, now) = (bench.turn(0).key, bench.now);
    let effects = update(&mut bench.model, Event { now, random: 0, kind: Kind::AskedAgain(turn) });
    let queue = |effect: &Effect| matches!(effect, Effect::Keep { record: Record::Ahead(_), .. });
    let intent = |effect: &Effect| matches!(effect, Effect::Keep { record: Record::Intent(_), .. });
    assert!(queue(&effects[0]) && intent(&effects[1]));
    let named = bench.turn(0).intent.clone();
    let claimed = Kind::Claimed { turn, intent: named, granted: true };
    let effects = update(&mut bench.model, Event { now, random: 0, kind: claimed });
    assert!(intent(&effects[0]) && queue(&effects[1]));
}

/// A proxy gave a question the reply to another one that this tab does not show, and its answer stood below the question.
#[test]
fn a_reply_with_other_words_or_of_another_conversation_answers_none() {
    let mut bench = Bench::new();
    bench.ask("q");
    bench.reply("/start-conversation", 200, &started("x", "other"));
    assert_eq!((bench.states(), bench.model.open.conversation.is_none()), (vec![TurnState::Unsure], true));
    let mut bench = Bench::polling();
    bench.reply("/messages/m", 200, &message("m", "q", "COMPLETED", TEXT));
    bench.ask("r");
    let other = message("x", "r", "COMPLETED", TEXT)
        .replace("\"message_id\"", "\"conversation_id\":\"d\",\"message_id\"");
    bench.reply("/c/messages", 200, &other);
    assert_eq!(bench.states(), [TurnState::Done, TurnState::Sending], "it is looked for");
    for told in [" q ", "", "q\\n"] {
        let mut bench = Bench::new();
        bench.ask("q");
        bench.reply("/start-conversation", 200, &started("m", told));
        assert_eq!(bench.states(), [TurnState::Waiting], "a service may write it otherwise: {told:?}");
    }
}

/// A double click on "Ask again" below a turn that Genie had failed asked twice.
#[test]
fn two_clicks_ask_once() {
    let mut bench = Bench::polling();
    bench.reply("/messages/m", 200, &message("m", "q", "FAILED", ""));
    let key = bench.turn(0).key;
    bench.event(Kind::AskedAgain(key));
    bench.event(Kind::AskedAgain(key));
    assert_eq!(bench.states(), [TurnState::Failed, TurnState::Sending]);
}

/// A question that was refused for the quota, and was to be sent again, was said to have broken off on its way after a reload.
#[test]
fn a_question_that_was_refused_for_the_quota_says_so_after_a_reload() {
    let mut bench = Bench::new();
    bench.ask("q");
    let reply = Reply { status: 429, retry_after: Some("5".into()), ..Reply::default() };
    bench.answer("/start-conversation", Ok(reply));
    assert_eq!(bench.states(), [TurnState::Sending]);
    let reloaded = Bench::known(bench.kept.clone());
    assert_eq!(reloaded.states(), [TurnState::Failed]);
    assert_eq!(reloaded.turn(0).failure.as_ref().unwrap().code.as_str(), "quota");
    bench.wait();
    assert_eq!((bench.posts(), Bench::known(bench.kept).states()), (2, vec![TurnState::Unsure]));
}
