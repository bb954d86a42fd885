//! Questions with the same words: whose a message is.

use genie_chat::config::Config;
use genie_chat::domain::ids::ConversationId;
use genie_chat::domain::turn::TurnState;
use genie_chat::state::event::Kind;
use genie_chat::state::note::Note;
use genie_chat::state::stored::{Kept, Record};

use super::{Bench, TEXT, config, message, stored_with};

fn page(messages: &[String]) -> String {
    format!(r#"{{"messages":[{}]}}"#, messages.join(","))
}

/// A conversation with message `n`, whose words are those of question `1-r-5`, a copy of which is queued here.
fn copied() -> Bench {
    let mut kept = stored_with(&[]);
    for (name, text) in [("1-r-5", "r"), ("2-r-6", "s")] {
        kept.push((Record::Ahead(name.into()), format!(r#"{{"v":2,"text":"{text}","in":"c","at":1}}"#)));
    }
    Bench { grants: false, ..Bench::known(kept) }
}

/// A duplicated tab with a storage of its own read the messages, and then that its copy of a question had been posted by the
/// other tab: it did not take the message for that question, which stayed unsure beside its own answer, and held up all
/// that was typed behind it.
#[test]
fn a_copy_is_found_among_the_messages_that_are_shown_already() {
    use TurnState::{Done, Queued, Sending};
    let shown = |earlier: &[String]| {
        let mut bench = copied();
        let told = [message("n", "r", "COMPLETED", TEXT), message("m", "q", "COMPLETED", TEXT)];
        bench.reply("?page_size=50", 200, &page(&[&told[..], earlier].concat()));
        if earlier.is_empty() {
            // Whose the message is may be told yet.
            assert_eq!(bench.wait(), 5_000);
        }
        (bench.states(), bench.kept.iter().any(|(record, _)| *record == Record::Ahead("1-r-5".into())))
    };
    assert_eq!(shown(&[]), (vec![Done, Done, Sending], false));
    // The same words were asked before: nobody can tell which of them it is.
    let earlier = [message("l", "r", "COMPLETED", TEXT)];
    assert_eq!(shown(&earlier).0, [Done, Done, Done, Sending, Queued]);
}

/// Two first questions with the same words were both found to have begun the one conversation that had come.
#[test]
fn one_conversation_is_begun_by_one_question() {
    let mut kept: Kept = vec![(Record::Open, "~i".into())];
    for name in ["1000000-0-1", "1000000-0-2"] {
        let text = r#"{"v":2,"text":"q","in":"~i","before":[],"at":1000000}"#;
        kept.push((Record::Intent(name.into()), text.into()));
    }
    let mut bench = Bench::with(kept);
    bench.reply("/info", 200, r#"{"ownership":true}"#);
    let list = r#"{"conversations":[{"conversation_id":"c"}]}"#;
    for _ in 0..2 {
        bench.reply("?page_size=20", 200, list);
    }
    for _ in 0..2 {
        bench.reply("/c/messages?page_size=50", 200, &page(&[message("m", "q", "COMPLETED", TEXT)]));
    }
    assert_eq!(
        (bench.questions(), bench.model.open.conversation.clone()),
        (vec!["q", "q"], Some(ConversationId::from("c")))
    );
    assert_eq!(bench.states(), [TurnState::Done, TurnState::Unsure]);
}

/// A copy of a question took another tab's message of the same words for its own, and was lost, because it did not wait
/// for what that tab had stored.
#[test]
fn a_message_that_is_known_to_be_anothers_is_not_taken() {
    let mut bench = copied();
    let told = [message("n", "r", "COMPLETED", TEXT), message("m", "q", "COMPLETED", TEXT)];
    bench.reply("?page_size=50", 200, &page(&told));
    let record = r#"{"v":2,"messages":["m",["n",0,null,"9-r-9"]]}"#;
    bench.event(Kind::Learned(vec![(Record::Conversation("c".into()), record.into())]));
    assert_eq!(bench.wait(), 5_000);
    assert_eq!(bench.turn(1).intent, "9-r-9");
    assert_eq!((bench.questions()[2], bench.states()[2]), ("r", TurnState::Sending), "it is looked for");
}

/// A page that has begun, and does not know yet whether its caller is still the one of the last time.
fn early(kept: Kept) -> Bench {
    let mut bench = Bench::with(Vec::new());
    let ann = Config { caller: Some("ann".into()), space: "t".into(), ..config() };
    bench.kept.clone_from(&kept);
    bench.event(Kind::Configured { config: ann, kept });
    bench
}

/// A tab that was loading did not hear what another one told of its question: its message was taken for this tab's
/// question of the same words, which was lost.
#[test]
fn what_is_told_while_a_page_begins_is_heard() {
    let mut bench = early(stored_with(&["r"]));
    let body = message("n", "r", "ASKING_AI", "");
    bench.event(Kind::Heard(Note::Message { conversation: "c".into(), intent: "9-r-9".into(), body }));
    bench.reply("/info", 200, r#"{"caller":"ann"}"#);
    let told = [message("n", "r", "ASKING_AI", ""), message("m", "q", "COMPLETED", TEXT)];
    bench.reply("?page_size=50", 200, &page(&told));
    assert_eq!(bench.states(), [TurnState::Done, TurnState::Unsure, TurnState::Waiting]);
    assert_eq!((bench.turn(1).intent.as_str(), bench.turn(2).intent.as_str()), ("i0", "9-r-9"));
}

/// A duplicated tab that was loading when the reader took a deletion back deleted the conversation.
#[test]
fn a_deletion_is_taken_back_while_a_page_begins() {
    let mut kept = stored_with(&[]);
    kept.push((Record::Deleting("c".into()), r#"{"v":2,"at":1}"#.into()));
    let mut bench = early(kept);
    bench.event(Kind::Heard(Note::Undeleted("c".into())));
    bench.reply("/info", 200, r#"{"caller":"ann"}"#);
    assert!(bench.model.history.deleting.is_empty());
    assert!(bench.kept.iter().all(|(record, _)| !matches!(record, Record::Deleting(_))));
}

/// A first question was heard to have begun its conversation while a duplicated tab was loading: what was typed behind
/// it began another one.
#[test]
fn what_was_typed_behind_a_question_that_is_told_of_early_goes_with_it() {
    let mut kept: Kept = vec![(Record::Open, "~1-2-3".into())];
    let text = |text: &str| format!(r#"{{"v":2,"text":"{text}","in":"~1-2-3","at":1}}"#);
    kept.push((Record::Intent("1-2-3".into()), text("q")));
    kept.push((Record::Ahead("2-2-4".into()), text("r")));
    let mut bench = early(kept);
    let body = message("m", "q", "COMPLETED", TEXT);
    bench.event(Kind::Heard(Note::Message {
        conversation: "c".into(),
        intent: "1-2-3".into(),
        body: body.clone(),
    }));
    bench.reply("/info", 200, r#"{"caller":"ann"}"#);
    bench.reply("/spaces/t", 200, r#"{"title":""}"#);
    bench.reply("?page_size=50", 200, &page(&[body]));
    assert_eq!(bench.questions(), ["q", "r"]);
    assert_eq!(bench.log.last().unwrap(), "POST /api/2.0/genie/spaces/t/conversations/c/messages");
}

/// The lock of a tab that had asked a question was free once that tab had ended: its copy here was asked, too.
#[test]
fn a_copy_that_was_refused_once_is_not_asked() {
    let mut bench = copied();
    let told = [message("n", "r", "COMPLETED", TEXT), message("m", "q", "COMPLETED", TEXT)];
    bench.reply("?page_size=50", 200, &page(&told));
    bench.grants = true;
    assert_eq!(bench.wait(), 5_000);
    assert_eq!(
        (bench.questions(), bench.posts()),
        (vec!["q", "r", "s"], 1),
        "only what is behind it is asked"
    );
}

/// The relay answered a copy as it had answered the original: its message stood there twice.
#[test]
fn a_message_that_is_shown_already_is_not_shown_again() {
    let mut bench = Bench::known(stored_with(&[]));
    let told = [message("n", "r", "COMPLETED", TEXT), message("m", "q", "COMPLETED", TEXT)];
    bench.reply("?page_size=50", 200, &page(&told));
    let key = bench.ask("r");
    let intent = bench.turn(2).intent.clone();
    bench.reply("/c/messages", 200, &told[0]);
    assert_eq!((bench.questions(), bench.turn(1).intent.as_str()), (vec!["q", "r"], intent.as_str()));
    assert!(bench.model.turn(key).is_none());
}
