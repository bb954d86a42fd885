//! What the simulator found where several tabs, or several lives of one, know of the same question: each test tells
//! the story of one bug.

use genie_chat::config::Config;
use genie_chat::domain::ids::ConversationId;
use genie_chat::domain::turn::TurnState;
use genie_chat::state::effect::Effect;
use genie_chat::state::event::{Event, Kind};
use genie_chat::state::note::Note;
use genie_chat::state::stored::{self, Kept, Record, text_of};
use genie_chat::state::update;

use super::{Bench, GONE, TEXT, config, keep, message, started, stored_with};

fn page(messages: &[String]) -> String {
    format!(r#"{{"messages":[{}]}}"#, messages.join(","))
}

fn intent(name: &str, text: &str) -> (Record, String) {
    (Record::Intent(name.into()), text.into())
}

impl Bench {
    fn has(&self, record: &Record) -> bool {
        !text_of(&self.kept, record).is_empty()
    }

    fn conversation(&self) -> Option<&str> {
        self.model.open.conversation.as_ref().map(ConversationId::as_str)
    }
}

/// A conversation that was found to be gone gave its name to what was asked there last, so that a reload opened it again.
#[test]
fn a_question_in_a_conversation_that_is_gone_is_shown_after_a_reload() {
    let mut bench = Bench::new();
    bench.ask("q");
    bench.reply("/start-conversation", 200, &started("m", "q").replace("SUBMITTED", "CANCELLED"));
    bench.ask("r");
    bench.reply("/messages", 404, GONE);
    let reloaded = Bench::known(bench.kept);
    assert_eq!((reloaded.conversation(), reloaded.questions()), (None, vec!["r"]));
}

/// With a fresh token a first question was posted as one, although another tab had begun its conversation meanwhile.
#[test]
fn a_question_is_aimed_when_it_leaves() {
    let mut bench = Bench::new();
    bench.event(Kind::Offline(true));
    bench.ask("q");
    let first = bench.turn(0).intent.clone();
    bench.event(Kind::Stopped(bench.turn(0).key));
    bench.ask("r");
    bench.online();
    let body = started("m", "q");
    bench.event(Kind::Heard(Note::Message { conversation: "c".into(), intent: first, body }));
    bench.reply("/start-conversation", 401, "");
    assert_eq!(bench.log.last().unwrap(), "POST /api/2.0/genie/spaces/s/conversations/c/messages");
    assert_eq!(bench.turn(0).asked_in.as_ref().map(ConversationId::as_str), Some("c"));
}

/// A conversation that was opened from the list while its first question was on its way was there twice.
#[test]
fn a_conversation_that_is_here_already_takes_its_first_question_in() {
    let mut bench = Bench::new();
    bench.ask("q");
    bench.ask("r");
    bench.event(Kind::Opened { conversation: "c".into(), kept: bench.kept.clone() });
    bench.reply("/start-conversation", 200, &started("m", "q"));
    bench.reply("/c/messages?page_size=50", 200, &page(&[message("m", "q", "COMPLETED", TEXT)]));
    assert_eq!((bench.questions(), bench.model.threads().count()), (vec!["q", "r"], 1));
    assert_eq!(bench.log.last().unwrap(), "POST /api/2.0/genie/spaces/s/conversations/c/messages");
}

/// A tab that had missed what another one told showed a question of unknown fate beside its answer.
#[test]
fn what_another_tab_has_stored_is_learned() {
    let mut bench = Bench::new();
    bench.ask("q");
    bench.lose("/start-conversation");
    let name = bench.turn(0).intent.clone();
    bench.ask("r");
    let record = format!(r#"{{"v":2,"draft":"{name}","at":1,"messages":[["m",0,null,"{name}"]]}}"#);
    let stored: Kept = vec![(Record::Conversation("c".into()), record)];
    bench.event(Kind::Stopped(bench.turn(1).key));
    bench.requests.clear();
    bench.event(Kind::Learned(stored.clone()));
    bench.reply("/c/messages?page_size=50", 200, &page(&[message("m", "q", "COMPLETED", TEXT)]));
    assert_eq!((bench.conversation(), bench.questions()[0]), (Some("c"), "q"));
    assert_eq!(bench.states()[0], TurnState::Done);
    assert!(!bench.has(&Record::Intent(name)));
    // In a conversation that is shown it goes on being answered where it stands.
    let mut other = Bench::known(stored_with(&[]));
    other.reply("?page_size=50", 200, &page(&[message("m", "q", "COMPLETED", TEXT)]));
    other.ask("s");
    other.lose("/messages");
    let name = other.turn(1).intent.clone();
    let record = format!(r#"{{"v":2,"at":1,"messages":["m",["n",0,null,"{name}"]]}}"#);
    other.event(Kind::Learned(vec![(Record::Conversation("c".into()), record)]));
    assert_eq!(other.states(), [TurnState::Done, TurnState::Waiting]);
}

/// A message of which another tab told while the conversation was being opened was taken for a question with its words.
#[test]
fn what_is_heard_while_a_conversation_opens_is_remembered() {
    let mut bench = Bench::known(stored_with(&["r"]));
    let body = message("n", "r", "ASKING_AI", "");
    bench.event(Kind::Heard(Note::Message { conversation: "c".into(), intent: "other".into(), body }));
    let told = [message("n", "r", "COMPLETED", TEXT), message("m", "q", "COMPLETED", TEXT)];
    bench.reply("?page_size=50", 200, &page(&told));
    assert_eq!(bench.states(), [TurnState::Done, TurnState::Unsure, TurnState::Done]);
    assert_eq!(bench.turn(2).intent, "other");
}

/// A tab that took a message for its own question's wrote over the name of the one that had posted it.
#[test]
fn who_posted_a_question_knows_its_message() {
    let text = |intent: &str| format!(r#"{{"v":2,"at":1,"messages":[["m",0,null,"{intent}"]]}}"#);
    assert!(stored::merge(&text("first"), &text("second")).contains("first"));
    assert!(stored::merge(r#"{"v":2,"at":1,"messages":["m"]}"#, &text("second")).contains("second"));
}

/// A first question that was asked again, and a crash just when it had arrived: what was typed behind it began another
/// conversation, because nothing told that the first had begun.
#[test]
fn a_conversation_remembers_what_it_was_called_before_it_existed() {
    let mut bench = Bench::new();
    let key = bench.ask("q");
    bench.lose("/start-conversation");
    bench.event(Kind::AskedAgain(key));
    bench.ask("r");
    let before = bench.kept.clone();
    bench.reply("/start-conversation", 200, &started("m", "q"));
    let mut kept = before;
    let conversation = Record::Conversation("c".into());
    kept.push((conversation.clone(), text_of(&bench.kept, &conversation).to_owned()));
    let reloaded = Bench::known(kept);
    assert_eq!((reloaded.conversation(), reloaded.posts()), (Some("c"), 0));
}

/// A crash between two effects left a question in a conversation of which nothing was stored yet.
#[test]
fn a_conversation_is_stored_before_what_is_typed_in_it() {
    let mut bench = Bench::new();
    bench.ask("q");
    bench.ask("r");
    let (request, _) = bench.requests.pop().unwrap();
    let reply = genie_chat::api::error::Reply { status: 200, body: started("m", "q"), ..Default::default() };
    let kind = Kind::Replied { request, outcome: Ok(reply) };
    let effects = update(&mut bench.model, Event { now: bench.now, random: 0, kind });
    let place = |wanted: fn(&Record) -> bool| {
        effects.iter().position(|effect| matches!(effect, Effect::Keep { record, .. } if wanted(record)))
    };
    let conversation = place(|record| matches!(record, Record::Conversation(_)));
    assert!(conversation.is_some() && conversation < place(|record| matches!(record, Record::Ahead(_))));
}

/// Of a question that was stored twice, as typed ahead and as left, only one was removed when the reader was done with it.
#[test]
fn a_question_that_is_stored_twice_goes_twice() {
    let mut kept = stored_with(&["r"]);
    kept.push((Record::Ahead("i0".into()), r#"{"v":2,"text":"r","in":"c","at":1}"#.into()));
    let mut bench = Bench::known(kept);
    bench.reply("?page_size=50", 200, &page(&[message("m", "q", "COMPLETED", TEXT)]));
    assert_eq!(bench.states(), [TurnState::Done, TurnState::Unsure]);
    bench.event(Kind::Dismissed(bench.turn(1).key));
    assert!(!bench.has(&Record::Ahead("i0".into())) && !bench.has(&Record::Intent("i0".into())));
}

/// A question that was found after a reload stayed stored as one of unknown fate.
#[test]
fn what_is_found_after_a_reload_is_settled() {
    let mut bench = Bench::known(stored_with(&["r"]));
    let told = [message("n", "r", "COMPLETED", TEXT), message("m", "q", "COMPLETED", TEXT)];
    bench.reply("?page_size=50", 200, &page(&told));
    assert!(!bench.has(&Record::Intent("i0".into())));
    assert_eq!(bench.turn(1).intent, "i0", "so that every tab knows it");
}

/// A question typed before it was known who asks was taken for one whose conversation had begun in another tab.
#[test]
fn notes_wait_until_it_is_known_who_asks() {
    let mut bench = Bench::with(Vec::new());
    bench.reply("/info", 404, "");
    let anna = Config { caller: Some("anna".into()), space: "t".into(), ..config() };
    bench.event(Kind::Configured { config: anna, kept: Vec::new() });
    bench.ask("q");
    let intent = bench.turn(0).intent.clone();
    let body = started("m", "q");
    bench.event(Kind::Heard(Note::Message { conversation: "c".into(), intent, body }));
    assert_eq!((bench.conversation(), bench.states()), (None, vec![TurnState::Queued]));
}

/// A conversation that another tab had found was opened while its first question's reply was awaited: what was typed
/// behind that question began a conversation of its own.
#[test]
fn what_is_typed_behind_a_first_question_goes_where_that_is_shown() {
    let mut bench = Bench::new();
    bench.ask("q");
    bench.ask("r");
    let name = bench.turn(0).intent.clone();
    let found = format!(r#"{{"v":2,"draft":"{name}","messages":[["m",0,null,"{name}"]]}}"#);
    keep(&mut bench.kept, Record::Conversation("c".into()), found);
    bench.event(Kind::Opened { conversation: "c".into(), kept: bench.kept.clone() });
    bench.reply("/c/messages?page_size=50", 200, &page(&[message("m", "q", "COMPLETED", TEXT)]));
    bench.lose("/start-conversation");
    assert_eq!(
        (bench.questions(), bench.states()),
        (vec!["q", "r"], vec![TurnState::Done, TurnState::Sending])
    );
    assert_eq!(bench.log.last().unwrap(), "POST /api/2.0/genie/spaces/s/conversations/c/messages");
}

/// A conversation was opened before it was known whose state this is, and was shown as it had been when the page began.
#[test]
fn a_conversation_is_opened_as_it_is_stored_now() {
    let kept = stored_with(&[]);
    let mut bench = Bench::with(Vec::new());
    let named = Config { caller: Some("ann".into()), space: "t".into(), ..config() };
    bench.event(Kind::Configured { config: named, kept: kept.clone() });
    let mut now = kept;
    now.push(intent(
        "i",
        r#"{"v":2,"text":"r","in":"c","conversation":"c","code":"permission","before":["m"],"at":1}"#,
    ));
    bench.event(Kind::Learned(now.clone()));
    bench.event(Kind::Opened { conversation: "c".into(), kept: now });
    bench.reply("/c/messages?page_size=50", 200, &page(&[message("m", "q", "COMPLETED", TEXT)]));
    assert_eq!(
        (bench.questions(), bench.states()),
        (vec!["q", "r"], vec![TurnState::Done, TurnState::Failed])
    );
}

/// A tab that did not show a question kept its copy, though the reader was done with it in another tab, and asked it after
/// its next reload.
#[test]
fn what_is_settled_elsewhere_is_not_kept_out_of_sight() {
    let ahead = Record::Ahead("1-2-3".into());
    let copy = (ahead.clone(), r#"{"v":2,"text":"q","in":"~1-2-3","at":1}"#.to_owned());
    let refused = intent("1-2-3", r#"{"v":2,"text":"q","in":"~1-2-3","code":"not-found","at":1}"#);
    let mut bench = Bench::known(vec![(Record::Open, "~".into()), copy, refused.clone()]);
    assert!(bench.questions().is_empty() && bench.has(&refused.0) && !bench.has(&ahead));
    bench.event(Kind::Heard(Note::Settled("1-2-3".into())));
    assert!(!bench.has(&refused.0));
    assert_eq!(Bench::known(bench.kept).posts(), 0);
}

/// A question that the reader was done with in another tab came back with the conversation that was just being opened.
#[test]
fn what_is_settled_elsewhere_does_not_come_back() {
    let mut bench = Bench::known(stored_with(&["r"]));
    bench.event(Kind::Heard(Note::Settled("i0".into())));
    bench.reply("?page_size=50", 200, &page(&[message("m", "q", "COMPLETED", TEXT)]));
    assert_eq!((bench.questions(), bench.has(&Record::Intent("i0".into()))), (vec!["q"], false));
}
