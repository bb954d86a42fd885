//! A question that may have arrived keeps that doubt, whatever the reader and the browser do next: each test tells how it
//! was forgotten, and the question asked twice.

use genie_chat::api::error::Lost;
use genie_chat::domain::failure::{Advice, Code};
use genie_chat::domain::turn::TurnState;
use genie_chat::state::event::Kind;
use genie_chat::state::note::Note;
use genie_chat::state::select::{self, Choice};
use genie_chat::state::stored::{Kept, Record};

use super::{Bench, GONE, TEXT, message, started};

const LIST: &str = "?page_size=50";

fn list(new: &[&str]) -> String {
    let new = new.iter().map(|id| message(id, "r", "COMPLETED", TEXT));
    let all: Vec<String> = new.chain([message("m", "q", "COMPLETED", TEXT)]).collect();
    format!(r#"{{"messages":[{}]}}"#, all.join(","))
}

/// A follow-up whose POST brought no reply and which was not found.
fn unsure() -> Bench {
    let mut bench = Bench::polling();
    bench.reply("/messages/m", 200, &message("m", "q", "COMPLETED", TEXT));
    let key = bench.ask("r");
    bench.lose("/c/messages");
    bench.event(Kind::Stopped(key));
    assert_eq!(bench.states(), [TurnState::Done, TurnState::Unsure]);
    bench
}

/// The same, with "Ask again" pressed, and the look under way.
fn looking() -> Bench {
    let mut bench = unsure();
    bench.event(Kind::AskedAgain(bench.turn(1).key));
    assert!(bench.log.last().unwrap().ends_with(LIST));
    bench
}

/// "Check again", after the look before asking again was stopped, asked.
#[test]
fn to_check_is_not_to_ask() {
    let mut bench = looking();
    let key = bench.turn(1).key;
    bench.event(Kind::Stopped(key));
    bench.event(Kind::CheckedAgain(key));
    bench.reply(LIST, 200, &list(&[]));
    assert_eq!((bench.states()[1], bench.posts()), (TurnState::Sending, 2));
}

/// Stopped before it was claimed, it was taken for one that had never left.
#[test]
fn to_stop_before_a_claim_does_not_end_the_doubt() {
    let mut bench = unsure();
    bench.locks_hang = true;
    let key = bench.turn(1).key;
    bench.event(Kind::AskedAgain(key));
    bench.event(Kind::Stopped(key));
    assert_eq!(bench.states()[1], TurnState::Unsure);
    bench.locks_hang = false;
    bench.event(Kind::AskedAgain(key));
    assert!(bench.log.last().unwrap().ends_with(LIST), "{:?}", bench.log.last());
}

/// Another tab had claimed it: the look brought nothing, and this tab asked as well.
#[test]
fn what_another_tab_asks_again_is_not_asked_here() {
    let mut bench = unsure();
    bench.grants = false;
    bench.event(Kind::AskedAgain(bench.turn(1).key));
    bench.wait_for(LIST);
    bench.reply(LIST, 200, &list(&[]));
    assert_eq!((bench.states()[1], bench.posts()), (TurnState::Sending, 2), "it goes on looking");
}

/// A duplicated tab asked a copy 15 s later, and did not look first.
#[test]
fn a_copy_of_what_is_asked_again_is_looked_for() {
    let mut bench = unsure();
    let page = list(&[]);
    let mut copy = Bench::known(bench.kept.clone());
    copy.reply(LIST, 200, &page);
    bench.notes.clear();
    bench.event(Kind::AskedAgain(bench.turn(1).key));
    for note in bench.notes.iter().filter(|note| matches!(note, Note::Again { .. })) {
        copy.event(Kind::Heard(Note::parse(&note.to_text()).unwrap()));
    }
    assert_eq!((copy.states()[1], copy.wait()), (TurnState::Queued, 15_000));
    assert_eq!((copy.states()[1], copy.posts()), (TurnState::Sending, 0));
    copy.reply(LIST, 200, &list(&["n"]));
    assert_eq!((copy.states()[1], copy.posts()), (TurnState::Done, 0));
}

/// "Ask again" while the relay could not be used, and a reload, which is how a reader signs in.
#[test]
fn a_reload_before_it_is_asked_again_does_not_end_the_doubt() {
    let mut bench = unsure();
    bench.event(Kind::Offline(true));
    bench.event(Kind::AskedAgain(bench.turn(1).key));
    let mut reloaded = Bench::known(bench.kept);
    reloaded.reply(LIST, 200, &list(&[]));
    assert_eq!((reloaded.states()[1], reloaded.posts()), (TurnState::Sending, 0));
    reloaded.reply(LIST, 200, &list(&[]));
    assert_eq!(reloaded.posts(), 1, "it is not there");
}

/// Of two messages with its words neither was taken, and it was asked once more.
#[test]
fn it_is_not_asked_if_one_of_two_may_be_it() {
    let mut bench = looking();
    bench.reply(LIST, 200, &list(&["n", "o"]));
    assert_eq!((bench.states()[1], bench.posts()), (TurnState::Sending, 2));
}

/// A conversation that is gone was looked at again and again, and the question never asked.
#[test]
fn a_look_that_finds_the_conversation_gone_says_so() {
    let mut bench = looking();
    bench.reply(LIST, 404, GONE);
    let failure = bench.turn(1).failure.clone().unwrap();
    assert_eq!((failure.code, failure.advice), (Code::NotFound, Advice::Gone));
    bench.event(Kind::AskedAgain(bench.turn(1).key));
    assert_eq!(bench.log.last().unwrap(), "POST /api/2.0/genie/spaces/s/start-conversation");
}

/// Without its conversation it was looked for as if it had begun one, among all that were there.
#[test]
fn what_was_asked_in_a_conversation_that_is_gone_is_not_looked_for() {
    let mut bench = unsure();
    bench.ask("s");
    bench.reply("/c/messages", 404, GONE);
    assert!(!select::choices(bench.turn(1), &bench.model).contains(&Choice::Check));
    assert!(bench.turn(1).before.is_none());
}

/// A question that had been claimed before the browser went offline stayed on its way as long as the hook failed.
#[test]
fn a_claimed_question_is_not_held_by_a_hook_that_fails() {
    let mut bench = Bench::new();
    bench.ask("q");
    bench.reply("/start-conversation", 429, "");
    bench.event(Kind::Offline(true));
    bench.wait();
    bench.event(Kind::Offline(false));
    for path in ["/spaces/s", "/start-conversation"] {
        bench.answer(path, Err(Lost::NotSent("token".into())));
    }
    assert_eq!(bench.turn(0).failure.as_ref().unwrap().advice, Advice::Hook);
}

/// A question whose relay answered as it did to another tab's copy was shown twice.
#[test]
fn one_message_is_shown_once() {
    let mut bench = Bench::polling();
    bench.reply("/messages/m", 200, &message("m", "q", "COMPLETED", TEXT));
    bench.ask("r");
    let body = message("n", "r", "ASKING_AI", "");
    bench.event(Kind::Heard(Note::Message {
        conversation: "c".into(),
        intent: String::new(),
        body: body.clone(),
    }));
    bench.reply("/c/messages", 200, &body);
    let shown = bench.model.open.turns.iter().filter(|turn| turn.question == "r");
    assert_eq!(shown.map(|turn| turn.intent.is_empty()).collect::<Vec<_>>(), [false]);
}

/// Asked again in one tab while its duplicate was loading, a question vanished from that.
#[test]
fn a_copy_is_asked_under_its_new_name_by_a_page_that_begins() {
    use genie_chat::config::Config;
    let mut bench = Bench::with(Vec::new());
    let text = r#"{"v":2,"text":"q","in":"~1-2-3","code":"unsure","at":1}"#.to_owned();
    let kept: Kept = vec![(Record::Open, "~1-2-3".into()), (Record::Intent("1-2-3".into()), text)];
    let ann = Config { caller: Some("ann".into()), space: "t".into(), ..super::config() };
    bench.event(Kind::Configured { config: ann, kept });
    bench.event(Kind::Heard(Note::Again { former: "1-2-3".into(), intent: "5-2-4".into() }));
    assert!(bench.kept.iter().any(|(record, _)| *record == Record::Ahead("5-2-4".into())), "it is stored");
    bench.reply("/info", 200, r#"{"caller":"ann"}"#);
    bench.reply("/spaces/t", 200, r#"{"title":""}"#);
    assert_eq!((bench.questions(), bench.turn(0).intent.as_str()), (vec!["q"], "5-2-4"));
    bench.reply("/start-conversation", 200, &started("m", "q"));
}

/// Somebody on the way had refused it, or its look: after a reload, which is how a reader signs in, that was forgotten.
#[test]
fn a_reload_after_a_refusal_does_not_end_the_doubt() {
    let mut bench = looking();
    bench.reply(LIST, 403, "");
    assert_eq!(bench.turn(1).failure.as_ref().unwrap().code, Code::Permission);
    let mut reloaded = Bench::known(bench.kept.clone());
    reloaded.reply(LIST, 200, &list(&[]));
    assert_eq!(reloaded.turn(1).failure.as_ref().unwrap().code, Code::Permission, "the reason stays");
    reloaded.event(Kind::AskedAgain(reloaded.turn(1).key));
    assert!(reloaded.log.last().unwrap().ends_with(LIST), "{:?}", reloaded.log.last());
    let mut found = Bench::known(bench.kept);
    found.reply(LIST, 200, &list(&["n"]));
    assert_eq!(found.states(), [TurnState::Done, TurnState::Done], "it had arrived");
}

/// A copy that had never left its tab was asked there under its new name, though the question may have arrived before.
#[test]
fn a_copy_that_has_not_left_is_looked_for_when_it_is_asked_again_elsewhere() {
    let mut bench = Bench::polling();
    bench.reply("/messages/m", 200, &message("m", "q", "COMPLETED", TEXT));
    bench.event(Kind::Offline(true));
    bench.ask("r");
    let former = bench.turn(1).intent.clone();
    bench.event(Kind::Heard(Note::Taken(former.clone())));
    bench.event(Kind::Heard(Note::Again { former, intent: "9-9-9".into() }));
    bench.wait();
    bench.online();
    bench.wait_for(LIST);
    assert_eq!(bench.posts(), 1);
    bench.reply(LIST, 200, &list(&["n"]));
    assert_eq!((bench.states()[1], bench.posts()), (TurnState::Done, 1));
}
