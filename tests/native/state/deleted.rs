//! Deletions: carried out as promised, and the questions in a deleted conversation kept.

use genie_chat::config::Config;
use genie_chat::domain::failure::Advice;
use genie_chat::domain::ids::ConversationId;
use genie_chat::domain::turn::TurnState;
use genie_chat::state::event::Kind;
use genie_chat::state::note::Note;
use genie_chat::state::stored::Record;

use super::{Bench, GONE, TEXT, config, message, started, stored_with};

/// A3: what the reader was told is deleted was not, where the space changed or the page ended meanwhile.
#[test]
fn a_deletion_is_carried_out_whatever_becomes_of_the_page() {
    let mut bench = Bench::known(stored_with(&[]));
    bench.event(Kind::Deleted("c".into()));
    let stored = bench.kept.clone();
    let other = Config { space: "t".into(), ..config() };
    bench.event(Kind::Leaving);
    bench.event(Kind::Configured { config: other, kept: Vec::new() });
    let path = "DELETE /api/2.0/genie/spaces/s/conversations/c";
    assert!(bench.log.iter().any(|line| line == path), "{:?}", bench.log);
    assert!(bench.requests.iter().any(|(_, request)| request.path.ends_with("/c")), "it was aborted");
    // The page died instead.
    let mut reloaded = Bench::known(stored);
    while !reloaded.log.iter().any(|line| line == path) {
        reloaded.wait();
    }
    reloaded.reply("/conversations/c", 200, "");
    assert!(!reloaded.kept.iter().any(|(record, _)| matches!(record, Record::Deleting(_))));
}

/// A3: a duplicated tab deleted what the reader had taken back in the other one.
#[test]
fn a_deletion_that_is_taken_back_is_taken_back_in_a_duplicated_tab() {
    let mut bench = Bench::known(stored_with(&[]));
    bench.event(Kind::Deleted("c".into()));
    let mut copy = Bench::known(bench.kept.clone());
    bench.event(Kind::Undeleted("c".into()));
    copy.event(Kind::Heard(bench.notes.last().unwrap().clone()));
    assert!(copy.model.history.deleting.is_empty());
    assert!(!copy.kept.iter().any(|(record, _)| matches!(record, Record::Deleting(_))));
}

/// G9: a question asked while a deletion could still be taken back vanished with it.
#[test]
fn a_question_asked_after_a_deletion_begins_a_conversation() {
    let mut bench = Bench::known(stored_with(&[]));
    bench.reply(
        "?page_size=50",
        200,
        &format!(r#"{{"messages":[{}]}}"#, message("m", "q", "COMPLETED", TEXT)),
    );
    bench.event(Kind::Deleted("c".into()));
    bench.now += 1;
    bench.ask("r");
    bench.ask("s");
    assert_eq!(bench.log.last().unwrap(), "POST /api/2.0/genie/spaces/s/start-conversation");
    bench.now += 4_999;
    while !bench.log.last().unwrap().starts_with("DELETE") {
        bench.wait();
    }
    bench.reply("/conversations/c", 200, "");
    assert_eq!(
        (bench.questions(), bench.states()),
        (vec!["r", "s"], vec![TurnState::Sending, TurnState::Queued])
    );
    let reloaded = Bench::known(bench.kept);
    assert_eq!(reloaded.questions(), ["r", "s"]);
}

/// G9: what was under way in a conversation that was deleted in another tab vanished without a word.
#[test]
fn a_question_in_a_conversation_that_is_deleted_elsewhere_is_kept_as_text() {
    let mut bench = Bench::known(stored_with(&[]));
    bench.reply(
        "?page_size=50",
        200,
        &format!(r#"{{"messages":[{}]}}"#, message("m", "q", "COMPLETED", TEXT)),
    );
    bench.ask("r");
    bench.reply("/c/messages", 200, &message("n", "r", "SUBMITTED", ""));
    bench.ask("s");
    bench.event(Kind::Heard(Note::Deleted("c".into())));
    assert_eq!((bench.questions(), bench.states()), (vec!["r", "s"], vec![TurnState::Failed; 2]));
    assert_eq!(bench.errors(), ["stopped", "stopped"]);
    let reloaded = Bench::known(bench.kept);
    assert_eq!(reloaded.questions(), ["r", "s"]);
}

/// A question that had arrived was gone without a word if its tab was loaded again after another one, whose page ended at
/// once, had deleted the conversation.
#[test]
fn a_question_that_was_not_answered_outlives_its_conversation() {
    let mut bench = Bench::new();
    bench.ask("q");
    bench.reply("/start-conversation", 200, &started("m", "q"));
    bench.ask("r");
    let mut reloaded = Bench::known(bench.kept.clone());
    reloaded.reply("?page_size=50", 404, GONE);
    assert_eq!(reloaded.questions(), ["q", "r"]);
    assert_eq!(reloaded.turn(0).failure.as_ref().map(|failure| failure.advice), Some(Advice::Gone));
    // Other tabs that show it read it there, too: a record that was removed took it from them.
    let told = |(record, text): &(Record, String)| {
        *record == Record::Conversation("c".into()) && text.contains(r#""q""#)
    };
    assert!(reloaded.kept.iter().any(told));
    // The record of the conversation does not take it for a message after the next reload.
    let again = Bench::known(reloaded.kept);
    assert!(
        again.model.open.conversation.is_none() && again.questions().contains(&"q"),
        "{:?}",
        again.questions()
    );
    // Or it has heard of it by a poll, and of the deletion later.
    bench.wait();
    bench.reply("/messages/m", 404, GONE);
    bench.event(Kind::Heard(Note::Deleted("c".into())));
    assert!(bench.questions().contains(&"q"), "{:?}", bench.questions());
}

/// A conversation that the reader deleted while its first question was on its way began, and was never deleted.
#[test]
fn a_deletion_follows_the_conversation_that_begins() {
    for late in [false, true] {
        let mut bench = Bench::new();
        bench.ask("q");
        bench.now += 1;
        let draft = bench.model.open.spot();
        bench.event(Kind::Deleted(draft.as_str().into()));
        if late {
            assert_eq!(bench.wait(), 5_000);
        }
        bench.reply("/start-conversation", 200, &started("m", "q"));
        while !bench.log.last().unwrap().starts_with("DELETE") {
            bench.wait();
        }
        assert_eq!(bench.log.last().unwrap(), "DELETE /api/2.0/genie/spaces/s/conversations/c");
        bench.reply("/conversations/c", 200, "");
        assert!(bench.questions().is_empty() && bench.model.history.deleting.is_empty());
    }
}

/// A question that was queued offline left although its conversation had been deleted meanwhile.
#[test]
fn a_question_whose_conversation_is_being_deleted_does_not_leave() {
    for undone in [false, true] {
        let mut bench = Bench::new();
        bench.event(Kind::Offline(true));
        bench.ask("q");
        bench.now += 1;
        let draft: ConversationId = bench.model.open.spot().as_str().into();
        bench.event(Kind::Deleted(draft.clone()));
        bench.online();
        assert_eq!(bench.posts(), 0);
        if undone {
            bench.event(Kind::Undeleted(draft));
        } else {
            bench.wait();
        }
        assert_eq!((bench.posts(), bench.questions().len()), if undone { (1, 1) } else { (0, 0) });
    }
}

/// A follow-up that was not answered when its conversation was deleted was dated 1970 after a reload.
#[test]
fn what_outlives_its_conversation_keeps_its_time() {
    let record = r#"{"v":2,"at":1000,"messages":[["m",0,null,"1700000000000-2-3","q"]]}"#;
    let kept = vec![(Record::Open, "c".into()), (Record::Conversation("c".into()), record.into())];
    let mut bench = Bench::known(kept);
    bench.reply("?page_size=50", 404, GONE);
    assert_eq!((bench.questions(), bench.turn(0).asked_at), (vec!["q"], 1_700_000_000_000));
}
