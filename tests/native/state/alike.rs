//! Questions with the same words: whose a message is.

use genie_chat::domain::ids::ConversationId;
use genie_chat::domain::turn::TurnState;
use genie_chat::state::event::Kind;
use genie_chat::state::stored::{Kept, Record};

use super::{Bench, TEXT, message, stored_with};

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
