//! What the simulator found about deletions: each test tells the story of one bug.

use genie_chat::config::Config;
use genie_chat::domain::turn::TurnState;
use genie_chat::state::event::Kind;
use genie_chat::state::note::Note;
use genie_chat::state::stored::Record;

use super::{Bench, TEXT, config, message, stored_with};

const PATH: &str = "DELETE /api/2.0/genie/spaces/s/conversations/c";

impl Bench {
    fn deletes(&self) -> bool {
        self.log.iter().any(|line| line == PATH)
    }
}

/// Two tabs told each other without end that a deletion had been taken back, and so took back the next one, too.
#[test]
fn a_deletion_is_taken_back_once() {
    let mut bench = Bench::known(stored_with(&[]));
    bench.event(Kind::Deleted("c".into()));
    let before = bench.notes.len();
    bench.event(Kind::Heard(Note::Undeleted("c".into())));
    assert!(bench.model.history.deleting.is_empty() && bench.notes.len() == before);
    bench.event(Kind::Deleted("c".into()));
    bench.event(Kind::DeletedAtOnce("c".into()));
    assert!(bench.deletes() && bench.notes.len() == before, "the page wants it deleted all the same");
}

/// What was typed in a conversation that did not exist yet, after the reader had deleted that, went with it.
#[test]
fn a_deletion_takes_along_what_was_there() {
    let mut bench = Bench::new();
    bench.event(Kind::Offline(true));
    bench.ask("q");
    let draft = bench.model.open.spot();
    bench.event(Kind::Deleted(draft.as_str().into()));
    bench.now += 1;
    bench.ask("r");
    bench.wait();
    bench.online();
    assert_eq!((bench.questions(), bench.posts()), (vec!["r"], 1));
    assert!(!bench.log.iter().any(|line| line.starts_with("DELETE")));
}

/// A name for a conversation that did not exist yet was stored as a conversation that never was.
#[test]
fn what_does_not_exist_yet_has_no_record() {
    let mut bench = Bench::new();
    bench.event(Kind::Offline(true));
    bench.ask("q");
    let draft = bench.model.open.spot();
    bench.event(Kind::Renamed { conversation: draft.as_str().into(), name: "mine".into() });
    assert!(!bench.kept.iter().any(|(record, _)| matches!(record, Record::Conversation(_))));
}

/// A question of unknown fate vanished without a word with a conversation that was being opened.
#[test]
fn a_deletion_tells_of_questions_that_have_not_come_back_yet() {
    let mut bench = Bench::known(stored_with(&["r"]));
    bench.event(Kind::Heard(Note::Deleted("c".into())));
    assert_eq!((bench.questions(), bench.states()), (vec!["r"], vec![TurnState::Failed]));
    assert_eq!(bench.errors(), ["stopped"]);
}

/// A deletion that could still be taken back was forgotten with everything else.
#[test]
fn what_was_promised_is_not_forgotten() {
    let mut bench = Bench::known(stored_with(&[]));
    bench.event(Kind::Deleted("c".into()));
    bench.event(Kind::Forgotten);
    assert!(bench.deletes());
    bench.reply("/conversations/c", 503, "");
    let sent = bench.log.len();
    bench.wait();
    assert_eq!(bench.log[sent..], [PATH], "and tried again");
}

/// A deletion was stored nowhere before the relay had said who asks.
#[test]
fn a_promise_is_stored_at_once() {
    let mut bench = Bench::with(Vec::new());
    bench.reply("/info", 404, "");
    let anna = Config { caller: Some("anna".into()), space: "t".into(), ..config() };
    bench.event(Kind::Configured { config: anna, kept: Vec::new() });
    bench.event(Kind::Deleted("c".into()));
    assert!(bench.kept.iter().any(|(record, _)| *record == Record::Deleting("c".into())));
}

/// A list that could not be fetched was asked for once more at once, to look for a question in it.
#[test]
fn a_question_is_looked_for_once_after_a_reload() {
    let mut bench = Bench::with(stored_with(&["r"]));
    bench.now = 1_000;
    bench.reply("?page_size=50", 403, "");
    assert_eq!(bench.states(), [TurnState::Unsure]);
    let sent = bench.log.len();
    bench.reply("/info", 200, r#"{"ownership":true}"#);
    assert!(bench.log[sent..].iter().all(|line| line.ends_with("/conversations?page_size=50")));
    let mut bench = Bench::with(stored_with(&["r"]));
    bench.reply("?page_size=50", 200, &format!(r#"{{"messages":[{}]}}"#, message("m", "q", "FAILED", TEXT)));
    assert_eq!(bench.states(), [TurnState::Failed, TurnState::Unsure]);
}
