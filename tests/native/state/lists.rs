//! Past conversations: listed, named, deleted; and first questions that are looked for among them.

use genie_chat::domain::failure::Code;
use genie_chat::domain::ids::ConversationId;
use genie_chat::domain::turn::TurnState;
use genie_chat::state::event::Kind;
use genie_chat::state::history::Fetched;
use genie_chat::state::note::Note;
use genie_chat::state::select;
use genie_chat::state::stored::{Conversation, Kept, Record, text_of};

use super::{Bench, GONE, TEXT, message, started, stored_with};

const OWNED: &str = r#"{"demo":true,"ownership":true}"#;

/// A widget whose relay says that the caller's conversations are his own, and that there are these.
fn owned(conversations: &str) -> Bench {
    let mut bench = Bench::with(Vec::new());
    bench.reply("/genie-relay/v1/info", 200, OWNED);
    bench.reply("/conversations?page_size=50", 200, &format!(r#"{{"conversations":[{conversations}]}}"#));
    bench
}

fn titles(bench: &Bench) -> Vec<&str> {
    bench.model.history.entries.iter().map(|entry| entry.title.as_str()).collect()
}

/// A first question whose reply was lost, and the first look.
fn lost(bench: &mut Bench) {
    bench.ask("q");
    bench.lose("/start-conversation");
    assert_eq!(bench.states(), [TurnState::Sending]);
    bench.wait();
}

const OLD: &str = r#"{"conversation_id":"old","title":"q"}"#;
const NEW: &str = r#"{"conversation_id":"c","title":"q"}"#;

fn found(bench: &mut Bench, question: &str) {
    let page = format!(r#"{{"messages":[{}]}}"#, message("m", question, "COMPLETED", TEXT));
    bench.reply("/c/messages?page_size=50", 200, &page);
}

#[test]
fn a_first_question_is_found_in_the_only_new_conversation_of_the_caller() {
    let mut bench = owned(OLD);
    lost(&mut bench);
    bench.reply("?page_size=20", 200, &format!(r#"{{"conversations":[{NEW},{OLD}]}}"#));
    found(&mut bench, "q");
    assert_eq!((bench.states(), bench.posts()), (vec![TurnState::Done], 1));
    assert_eq!(bench.model.open.conversation, Some("c".into()));
}

#[test]
fn a_first_question_is_not_found_in_a_known_one_in_one_of_two_or_in_one_with_other_words() {
    for (listed, words) in [
        (OLD.to_owned(), None),
        (format!(r#"{NEW},{{"conversation_id":"d"}},{OLD}"#), Some("q")),
        (format!("{NEW},{OLD}"), Some("r")),
    ] {
        let mut bench = owned(OLD);
        lost(&mut bench);
        bench.reply("?page_size=20", 200, &format!(r#"{{"conversations":[{listed}]}}"#));
        if listed.contains("\"d\"") {
            let page = format!(r#"{{"messages":[{}]}}"#, message("n", "q", "COMPLETED", TEXT));
            bench.reply("/d/messages?page_size=50", 200, &page);
        }
        if let Some(words) = words {
            found(&mut bench, words);
        }
        assert_eq!(bench.states(), [TurnState::Sending], "it goes on looking: {listed}");
        while bench.states() == [TurnState::Sending] {
            bench.wait();
            bench.reply("?page_size=20", 200, &format!(r#"{{"conversations":[{OLD}]}}"#));
        }
        assert_eq!((bench.states(), bench.posts()), (vec![TurnState::Unsure], 1), "{listed}");
    }
}

#[test]
fn after_a_reload_a_first_question_is_looked_for_as_soon_as_the_relay_says_that_it_can_be() {
    let mut before = owned(OLD);
    before.ask("q");
    let mut bench = Bench::with(before.kept);
    assert_eq!(bench.states(), [TurnState::Unsure]);
    bench.reply("/genie-relay/v1/info", 200, OWNED);
    bench.reply("?page_size=20", 200, &format!(r#"{{"conversations":[{NEW},{OLD}]}}"#));
    found(&mut bench, "q");
    assert_eq!((bench.states(), bench.posts()), (vec![TurnState::Done], 0));
}

#[test]
fn both_lists_are_one_and_the_readers_own_name_wins() {
    let record = |title: &str, name: Option<&str>, used_at| {
        let (title, name) = (Some(title.to_owned()), name.map(str::to_owned));
        Conversation { title, name, used_at, ..Conversation::default() }.to_json()
    };
    let kept: Kept = vec![
        (Record::Conversation("a".into()), record("mine", None, 5_000_000_000_000)),
        (Record::Conversation("b".into()), record("first words", Some("Budget"), 7_000_000_000_000)),
    ];
    let mut bench = Bench::new();
    bench.event(Kind::HistoryWanted(kept));
    assert_eq!(titles(&bench), ["Budget", "mine"], "at once, before the service has answered");
    let page = |id: &str, next: &str| {
        format!(
            r#"{{"conversations":[{{"conversation_id":"b","title":"Its title","created_timestamp":1}},{{"conversation_id":"{id}","title":"{id}","created_timestamp":6000000000000}}]{next}}}"#
        )
    };
    bench.reply("?page_size=50", 200, &page("z", r#","next_page_token":"t""#));
    assert_eq!(titles(&bench), ["Budget", "z", "mine"]);
    bench.event(Kind::MoreHistoryWanted);
    bench.reply("&page_token=t", 200, &page("y", r#","next_page_token":"t""#));
    assert_eq!(titles(&bench), ["Budget", "z", "y", "mine"]);
    assert_eq!(bench.model.history.fetched, Fetched::Yes(None), "a token that repeats is not followed");
    bench.event(Kind::Renamed { conversation: "z".into(), name: " Zoo ".into() });
    assert_eq!(titles(&bench)[1], "Zoo");
    assert!(text_of(&bench.kept, &Record::Conversation("z".into())).contains(r#""name":"Zoo""#));
}

#[test]
fn where_the_relay_lists_nothing_the_browsers_own_are_shown() {
    let mut bench = Bench::new();
    bench.event(Kind::HistoryWanted(stored_with(&[])));
    bench.reply("?page_size=50", 403, "");
    assert_eq!((bench.model.history.entries.len(), &bench.model.history.fetched), (1, &Fetched::Unlisted));
    assert!(bench.errors().is_empty());
}

fn deleting() -> (Bench, ConversationId) {
    let mut bench = Bench::new();
    bench.ask("q");
    bench.reply("/start-conversation", 200, &started("m", "q"));
    bench.wait();
    bench.reply("/messages/m", 200, &message("m", "q", "COMPLETED", TEXT));
    bench.event(Kind::Deleted("c".into()));
    (bench, "c".into())
}

#[test]
fn a_deletion_waits_five_seconds_and_then_takes_everything_with_it() {
    let (mut bench, _) = deleting();
    assert_eq!(bench.model.history.deleting.len(), 1);
    assert_eq!(bench.wait(), 5_000);
    assert_eq!(bench.log.last().unwrap(), "DELETE /api/2.0/genie/spaces/s/conversations/c");
    bench.reply("/conversations/c", 200, "");
    assert!(bench.model.open.turns.is_empty() && bench.model.history.entries.is_empty());
    assert_eq!(bench.all_kept(), "open=~;", "only that nothing is open");
    assert!(bench.notes.contains(&Note::Deleted("c".into())));
}

#[test]
fn a_deletion_can_be_taken_back_and_does_not_wait_when_the_page_is_left() {
    let (mut bench, c) = deleting();
    bench.event(Kind::Undeleted(c.clone()));
    assert!(bench.timers.is_empty() && bench.model.history.deleting.is_empty());
    bench.event(Kind::Deleted(c));
    bench.event(Kind::Leaving);
    bench.event(Kind::Leaving);
    assert_eq!(bench.log.iter().filter(|line| line.starts_with("DELETE")).count(), 1);
}

#[test]
fn a_deletion_that_is_refused_is_told_and_the_conversation_stays() {
    let (mut bench, _) = deleting();
    bench.wait();
    bench.reply("/conversations/c", 403, "");
    assert_eq!((bench.errors(), bench.states()), (vec!["permission"], vec![TurnState::Done]));
    assert!(bench.model.history.deleting.is_empty());
    let refused = bench.model.history.undeleted.as_ref().map(|(id, failure)| (id.as_str(), failure.code));
    assert_eq!(refused, Some(("c", Code::Permission)));
    bench.event(Kind::HistoryWanted(Vec::new()));
    assert_eq!(bench.model.history.undeleted, None, "it is told once");
}

#[test]
fn the_page_deletes_at_once_also_what_the_reader_has_just_deleted() {
    let (mut bench, c) = deleting();
    bench.event(Kind::DeletedAtOnce(c));
    assert!(bench.timers.is_empty(), "nothing is left to be taken back");
    bench.reply("/conversations/c", 404, GONE);
    assert!(bench.model.open.turns.is_empty() && bench.model.history.deleting.is_empty());
    assert_eq!(bench.log.iter().filter(|line| line.starts_with("DELETE")).count(), 1);
}

const AGENT: &str = r#"{"conversation_id":"a","title":"t","agent_type":"GENIE_CONVERSATION_TYPE_AGENT"}"#;

#[test]
fn a_conversation_of_agent_mode_is_shown_and_not_gone_on_with_also_after_a_reload() {
    let mut bench = Bench::new();
    bench.event(Kind::HistoryWanted(Vec::new()));
    bench.reply("/conversations?page_size=50", 200, &format!(r#"{{"conversations":[{AGENT}]}}"#));
    bench.event(Kind::Opened { conversation: "a".into(), kept: Vec::new() });
    let page = format!(r#"{{"messages":[{}]}}"#, message("m", "why", "FAILED", ""));
    bench.reply("/a/messages?page_size=50", 200, &page);
    let mut later = Bench::known(bench.kept.clone());
    later.reply("/a/messages?page_size=50", 200, &page);
    for bench in [&mut bench, &mut later] {
        assert!(bench.model.open.read_only);
        let turn = bench.model.open.turns[0].clone();
        assert_eq!(select::choices(&turn, &bench.model), Vec::new(), "there is nothing to ask again");
        bench.event(Kind::Submitted("and now?".into()));
        assert_eq!((bench.states(), bench.posts()), (vec![TurnState::Failed], 0));
        bench.event(Kind::NewConversation);
        bench.event(Kind::Submitted("and now?".into()));
        assert_eq!((bench.states(), bench.posts()), (vec![TurnState::Sending], 1));
    }
}

#[test]
fn a_conversation_that_is_open_already_turns_out_to_be_of_agent_mode() {
    let mut bench = Bench::new();
    bench.event(Kind::Opened { conversation: "a".into(), kept: Vec::new() });
    assert!(!bench.model.open.read_only);
    bench.event(Kind::HistoryWanted(Vec::new()));
    bench.reply("/conversations?page_size=50", 200, &format!(r#"{{"conversations":[{AGENT}]}}"#));
    assert!(bench.model.open.read_only);
}
