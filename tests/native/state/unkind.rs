//! What the simulator found once its world had become unkinder: each test tells the story of one bug.

use genie_chat::api::error::Reply;
use genie_chat::config::Config;
use genie_chat::domain::turn::{Rows, TurnState};
use genie_chat::state::event::Kind;
use genie_chat::state::note::Note;
use genie_chat::state::stored::Record;

use super::{Bench, QUERY, TEXT, config, message, started, stored_with};

const NONE: &str = "/conversations?page_size=50";

impl Bench {
    /// Lets what the other one has told be heard here.
    fn hear(&mut self, other: &Bench) {
        for note in &other.notes {
            self.event(Kind::Heard(Note::parse(&note.to_text()).unwrap()));
        }
    }

    fn polls(&self) -> usize {
        self.log.iter().filter(|line| line.ends_with("/messages/m")).count()
    }
}

/// A page whose timer rang late, because the computer had slept, polled its message twice at a time.
#[test]
fn a_page_that_wakes_polls_once() {
    let mut bench = Bench::new();
    bench.ask("q");
    bench.reply("/start-conversation", 200, &started("m", "q"));
    bench.now += 60_000;
    bench.wait();
    assert_eq!(bench.polls(), 1);
    bench.now += 100_000;
    bench.reply("/messages/m", 200, &message("m", "q", "ASKING_AI", ""));
    assert_eq!(bench.polls(), 1, "a reply that was slept through is one, too");
}

/// If nothing is stored, a question of unknown fate vanished when the reader began another conversation.
#[test]
fn what_is_known_in_memory_alone_is_kept_and_listed() {
    let mut bench = Bench::new();
    bench.ask("q");
    bench.lose("/start-conversation");
    bench.event(Kind::NewConversation);
    bench.ask("r");
    bench.reply("/start-conversation", 200, &started("m", "r"));
    bench.event(Kind::HistoryWanted(Vec::new()));
    let draft = bench.model.history.entries.iter().find(|entry| entry.title == "q").unwrap().id.clone();
    bench.event(Kind::Opened { conversation: draft, kept: Vec::new() });
    assert_eq!((bench.questions(), bench.states()), (vec!["q"], vec![TurnState::Unsure]));
}

/// A conversation that had begun since was listed by the name that it had before, and opened as an empty one.
#[test]
fn a_draft_that_has_begun_is_its_conversation() {
    let mut bench = Bench::new();
    bench.event(Kind::Offline(true));
    bench.ask("q");
    bench.event(Kind::HistoryWanted(bench.kept.clone()));
    let draft = bench.model.history.entries[0].id.clone();
    bench.online();
    bench.reply("/start-conversation", 200, &started("m", "q"));
    assert!(bench.model.history.entries.iter().all(|entry| entry.id != draft));
    bench.event(Kind::NewConversation);
    bench.event(Kind::Opened { conversation: draft, kept: bench.kept.clone() });
    assert_eq!(
        bench.model.open.conversation.as_ref().map(genie_chat::domain::ids::ConversationId::as_str),
        Some("c")
    );
}

/// The 404 of a proxy counted as the relay's reply, so that a question left to a relay that was out of reach.
#[test]
fn a_proxy_without_the_relay_does_not_let_questions_out() {
    let mut bench = Bench::with(Vec::new());
    bench.reply("/info", 404, "default backend - 404");
    bench.reply("/spaces/s", 404, "default backend - 404");
    bench.ask("q");
    assert_eq!(
        bench.timers.len(),
        3,
        "each is tried at one time, not at two, and the question does not wait for ever"
    );
    bench.wait_for("/spaces/s");
    bench.reply("/spaces/s", 404, "default backend - 404");
    assert_eq!(bench.posts(), 0);
    bench.wait_for("/spaces/s");
    bench.reply("/spaces/s", 200, r#"{"title":""}"#);
    assert_eq!(bench.posts(), 1);
}

/// Something on the way answered for the relay when it was asked what it is: from then on it counted as a plain proxy, so
/// that questions had no name by which it knows a browser's own repetition.
#[test]
fn a_relay_of_ours_is_known_whatever_answers_for_it() {
    for (status, body) in [
        (200, "<html>Sign in</html>"),
        (200, r#"{"own"#),
        (200, ""),
        (404, "default backend - 404"),
        (403, ""),
    ] {
        for space_first in [false, true] {
            let mut bench = Bench::with(Vec::new());
            let ours =
                |body: &str| Ok(Reply { status: 200, ours: true, body: body.into(), ..Reply::default() });
            if space_first {
                bench.answer("/spaces/s", ours(r#"{"title":"S"}"#));
            }
            bench.reply("/info", status, body);
            bench.ask("q");
            if !space_first {
                assert_eq!(bench.posts(), 0, "{status} {body}");
                bench.answer("/spaces/s", ours(r#"{"title":"S"}"#));
            }
            bench.wait_for("/info");
            bench.answer("/info", ours("{}"));
            assert_eq!(bench.posts(), 1, "{status} {body}");
            assert!(bench.requests.last().unwrap().1.attempt.is_some(), "{status} {body}");
        }
    }
}

/// A portal's token came after the page had begun: the relay was never asked again what it is.
#[test]
fn it_is_asked_again_what_the_relay_is_before_a_question_leaves() {
    let mut bench = Bench::with(Vec::new());
    bench.reply("/spaces/s", 401, "");
    bench.reply("/spaces/s", 401, "");
    for _ in 0..5 {
        bench.wait_for("/info");
        bench.reply("/info", 401, "");
        bench.reply("/info", 401, "");
    }
    while !bench.timers.is_empty() {
        bench.wait();
    }
    bench.ask("q");
    assert_eq!((bench.posts(), bench.log.last().unwrap().as_str()), (0, "GET /genie-relay/v1/info"));
    bench.reply("/info", 200, r#"{"version":"1"}"#);
    assert_eq!(bench.posts(), 1);
    assert!(bench.requests.last().unwrap().1.attempt.is_some());
}

/// A question that was claimed in the moment in which the connection went left all the same.
#[test]
fn a_claimed_question_waits_for_the_connection() {
    let mut bench = Bench::new();
    bench.locks_hang = true;
    let turn = bench.ask("q");
    let intent = bench.turn(0).intent.clone();
    bench.event(Kind::Offline(true));
    bench.event(Kind::Claimed { turn, intent, granted: true });
    assert_eq!(bench.posts(), 0);
    bench.online();
    assert_eq!(bench.posts(), 1);
}

/// A relay that asked to wait for a thousand years counted as a plain proxy: questions had no name that it knows again.
#[test]
fn a_relay_that_does_not_say_what_it_is_is_no_plain_proxy() {
    let mut bench = Bench::with(Vec::new());
    bench.reply("/spaces/s", 200, r#"{"title":""}"#);
    let reply = genie_chat::api::error::Reply {
        status: 503,
        retry_after: Some("18446744073709551".into()),
        ..Default::default()
    };
    bench.answer("/info", Ok(reply));
    bench.ask("q");
    assert_eq!((bench.posts(), bench.wait(), bench.posts()), (0, 10_000, 1));
}

/// A first question left before it was known which conversations there are, so that it could not be looked for.
#[test]
fn a_first_question_waits_for_the_list_of_conversations() {
    let mut bench = Bench::with(Vec::new());
    let other = Config { space: "t".into(), caller: Some("anna".into()), ..config() };
    bench.reply("/info", 200, r#"{"caller":"anna"}"#);
    bench.event(Kind::Configured { config: other, kept: Vec::new() });
    bench.ask("q");
    bench.reply("/info", 200, r#"{"caller":"anna","ownership":true}"#);
    assert_eq!(bench.states(), [TurnState::Queued]);
    bench.reply(NONE, 200, r#"{"conversations":[{"conversation_id":"c"}]}"#);
    assert_eq!((bench.posts(), bench.turn(0).before.clone()), (1, Some(vec!["c".into()])));
}

/// Rows that were on their way when the conversation was deleted were loaded for ever.
#[test]
fn nothing_is_on_its_way_for_a_conversation_that_is_gone() {
    let mut bench = Bench::polling();
    bench.reply("/messages/m", 200, &message("m", "q", "EXECUTING_QUERY", QUERY));
    assert_eq!(bench.turn(0).rows, Rows::Loading);
    bench.event(Kind::Heard(Note::Deleted("c".into())));
    assert_eq!((bench.states(), &bench.turn(0).rows), (vec![TurnState::Failed], &Rows::None));
}

/// Two tabs had typed the same words: after a reload the one's message was taken for the other's question.
#[test]
fn a_message_whose_question_is_known_is_nobody_elses() {
    let mut kept = stored_with(&["r"]);
    let known = r#"{"v":2,"at":1,"messages":["m",["n",0,null,"other"]]}"#;
    kept.iter_mut().filter(|(record, _)| *record == Record::Conversation("c".into())).for_each(
        |(_, text)| {
            *text = known.into();
        },
    );
    let mut bench = Bench::known(kept);
    let page = [message("n", "r", "COMPLETED", TEXT), message("m", "q", "COMPLETED", TEXT)].join(",");
    bench.reply("?page_size=50", 200, &format!(r#"{{"messages":[{page}]}}"#));
    assert_eq!(bench.states(), [TurnState::Done, TurnState::Unsure, TurnState::Done]);
}

/// A question that was to begin a conversation was taken for a message with its words in another one.
#[test]
fn a_first_question_is_no_message_of_another_conversation() {
    let mut kept = stored_with(&[]);
    let first = r#"{"v":2,"text":"r","in":"c","before":["b"],"at":1}"#;
    kept.push((Record::Intent("i".into()), first.into()));
    let mut bench = Bench::known(kept);
    let page = message("n", "r", "COMPLETED", TEXT);
    bench.reply("?page_size=50", 200, &format!(r#"{{"messages":[{page}]}}"#));
    assert_eq!(bench.states(), [TurnState::Unsure, TurnState::Done]);
}

/// In a duplicated tab the second question began a conversation of its own once another tab had claimed the first.
#[test]
fn a_copy_of_a_question_holds_its_place_until_its_fate_is_known() {
    let mut first = Bench::with(Vec::new());
    first.reply("/spaces/s", 200, r#"{"title":""}"#);
    first.ask("q");
    let mut copy = Bench::with(first.kept.clone());
    copy.event(Kind::Offline(true));
    copy.reply("/info", 404, "");
    copy.reply("/spaces/s", 200, r#"{"title":""}"#);
    copy.ask("r");
    first.reply("/info", 404, "");
    copy.hear(&first);
    copy.online();
    assert_eq!((copy.states(), copy.posts()), (vec![TurnState::Queued; 2], 0));
    first.reply("/start-conversation", 200, &started("m", "q"));
    copy.hear(&first);
    assert_eq!(copy.states(), [TurnState::Waiting, TurnState::Queued]);
    copy.wait();
    copy.reply("/messages/m", 200, &message("m", "q", "COMPLETED", TEXT));
    assert_eq!(copy.log.last().unwrap(), "POST /api/2.0/genie/spaces/s/conversations/c/messages");
}

/// The counterpart: if the other tab is never heard of again, what is noted about claims decides.
#[test]
fn a_copy_of_a_question_does_not_wait_for_ever() {
    let mut first = Bench::with(Vec::new());
    first.reply("/spaces/s", 200, r#"{"title":""}"#);
    first.ask("q");
    let mut copy = Bench::with(first.kept.clone());
    copy.reply("/spaces/s", 200, r#"{"title":""}"#);
    first.reply("/info", 404, "");
    copy.hear(&first);
    copy.reply("/info", 404, "");
    copy.grants = false;
    assert_eq!((copy.states(), copy.wait()), (vec![TurnState::Queued], 15_000));
    assert_eq!((copy.states(), copy.posts()), (vec![TurnState::Unsure], 0));
}

/// A question typed before the relay had said who asks was stored nowhere: a reload lost it.
#[test]
fn what_is_typed_before_it_is_known_by_whom_survives_a_reload() {
    let anna = Config { caller: Some("anna".into()), space: "t".into(), ..config() };
    for caller in ["anna", "bert"] {
        let mut bench = Bench::with(Vec::new());
        bench.reply("/info", 404, "");
        bench.kept.clear();
        bench.event(Kind::Configured { config: anna.clone(), kept: stored_with(&[]) });
        bench.ask("typed");
        let typed = bench.kept.clone();
        assert!(matches!(typed[..], [(Record::Typed(_), _)]), "{typed:?}");
        // The page ends; its next one is this person's.
        let mut next = Bench::with(Vec::new());
        next.reply("/info", 404, "");
        let mut kept = typed.clone();
        kept.extend(stored_with(&[]));
        next.kept = kept.clone();
        next.event(Kind::Configured { config: anna.clone(), kept });
        assert!(next.states().is_empty(), "not before it is known whose it is");
        next.reply("/info", 200, &format!(r#"{{"caller":"{caller}"}}"#));
        if caller == "bert" {
            next.kept = typed.clone();
            let bert = Config { caller: Some("bert".into()), ..anna.clone() };
            next.event(Kind::Configured { config: bert, kept: typed });
        }
        assert_eq!(next.questions(), ["typed"]);
        assert!(next.kept.iter().any(|(record, _)| matches!(record, Record::Ahead(_))));
        assert!(!next.kept.iter().any(|(record, _)| matches!(record, Record::Typed(_))));
    }
}
