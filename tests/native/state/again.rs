//! Asking again, and what a proxy or a deletion makes of a question: nothing is asked twice that can be found.

use std::rc::Rc;

use genie_chat::api::error::Lost;
use genie_chat::domain::failure::{Advice, Code};
use genie_chat::domain::turn::TurnState;
use genie_chat::state::event::Kind;
use genie_chat::state::keep::Keep;
use genie_chat::state::note::Note;
use genie_chat::state::select::{self, Choice};
use genie_chat::state::stored::{Record, order};

use super::super::sim::storage::Shelf;
use super::{Bench, GONE, TEXT, config, message, started, stored_with};

fn list(new: &[String]) -> String {
    let mut all = new.to_vec();
    all.push(message("m", "q", "COMPLETED", TEXT));
    format!(r#"{{"messages":[{}]}}"#, all.join(","))
}

/// A conversation in which follow-up `r` met a sign-in page.
fn session_over() -> Bench {
    let mut bench = Bench::polling();
    bench.reply("/messages/m", 200, &message("m", "q", "COMPLETED", TEXT));
    bench.ask("r");
    bench.answer("/c/messages", Err(Lost::Redirected));
    assert_eq!(bench.states(), [TurnState::Done, TurnState::Failed]);
    bench
}

/// The same, with "Ask again" pressed, the relay back, and the look under way.
fn looking_again() -> Bench {
    let mut bench = session_over();
    bench.event(Kind::AskedAgain(bench.turn(1).key));
    bench.wait_for("/spaces/s");
    bench.reply("/spaces/s", 200, r#"{"title":""}"#);
    bench
}

/// A question that had arrived before a sign-in page answered was asked twice by "Ask again".
#[test]
fn what_may_have_arrived_is_looked_for_before_it_is_asked_again() {
    for (new, posts, state) in
        [(vec![message("n", "r", "COMPLETED", TEXT)], 2, TurnState::Done), (vec![], 3, TurnState::Sending)]
    {
        let mut bench = session_over();
        bench.event(Kind::AskedAgain(bench.turn(1).key));
        assert_eq!((bench.states()[1], bench.posts()), (TurnState::Queued, 2), "there is no relay");
        bench.wait_for("/spaces/s");
        bench.reply("/spaces/s", 200, r#"{"title":""}"#);
        assert_eq!((bench.states()[1], bench.posts()), (TurnState::Sending, 2));
        bench.reply("?page_size=50", 200, &list(&new));
        assert_eq!((bench.states()[1], bench.posts()), (state, posts));
    }
}

/// Of two conversations that had begun meanwhile, neither was looked at, and "Ask again" asked twice.
#[test]
fn a_first_question_is_found_among_several_new_conversations() {
    let mut bench = Bench::with(Vec::new());
    bench.reply("/info", 200, r#"{"ownership":true}"#);
    bench.reply("/spaces/s", 200, r#"{"title":""}"#);
    bench.reply("/conversations?page_size=50", 200, "{}");
    bench.ask("q");
    bench.lose("/start-conversation");
    bench.wait_for("?page_size=20");
    let begun =
        r#"{"conversations":[{"conversation_id":"d"},{"conversation_id":"c"},{"conversation_id":"e"}]}"#;
    bench.reply("?page_size=20", 200, begun);
    let other = format!(r#"{{"messages":[{}]}}"#, message("n", "other", "COMPLETED", TEXT));
    bench.reply("/e/messages?page_size=50", 200, &other);
    bench.reply("/c/messages?page_size=50", 200, &list(&[]));
    bench.reply("/d/messages?page_size=50", 200, &other);
    assert_eq!(bench.states(), [TurnState::Sending], "it is the only one, and fetched");
    bench.reply("/c/messages?page_size=50", 200, &list(&[]));
    assert_eq!((bench.states(), bench.posts()), (vec![TurnState::Done], 1));
}

/// The reader stops the look: the question may be there all the same.
#[test]
fn a_look_before_asking_again_that_is_stopped_leaves_the_question_unsure() {
    let mut bench = looking_again();
    let key = bench.turn(1).key;
    bench.event(Kind::Stopped(key));
    assert_eq!((bench.states()[1], bench.posts()), (TurnState::Unsure, 2));
}

/// The end of a session was told twice: by the relay's notice and by the question that met it.
#[test]
fn one_sign_in_page_is_one_error() {
    assert_eq!(session_over().errors(), ["sign-in"]);
}

/// A browser says that it is online before the network is: a question left at once, and nobody knew whether it arrived.
#[test]
fn after_being_offline_a_question_waits_for_the_relay_to_answer() {
    let mut bench = Bench::new();
    bench.event(Kind::Offline(true));
    bench.ask("q");
    bench.event(Kind::Offline(false));
    bench.lose("/spaces/s");
    bench.event(Kind::Probed(false));
    assert_eq!((bench.states(), bench.posts()), (vec![TurnState::Queued], 0));
    assert_eq!(
        (bench.errors(), bench.complaints),
        (vec!["network"], 0),
        "the page's developers are not told"
    );
    bench.wait_for("/spaces/s");
    bench.reply("/spaces/s", 200, r#"{"title":""}"#);
    assert_eq!((bench.states(), bench.posts()), (vec![TurnState::Sending], 1));
}

/// A proxy that lost its way to the relay for a moment had the reader told that the relay's URL is wrong.
#[test]
fn a_404_of_a_proxy_is_passing_once_the_service_has_answered() {
    let mut bench = Bench::polling();
    bench.reply("/messages/m", 200, &message("m", "q", "COMPLETED", TEXT));
    bench.ask("r");
    bench.reply("/c/messages", 404, "default backend - 404");
    assert_eq!(bench.turn(1).failure.as_ref().unwrap().advice, Advice::Unavailable);
    assert_eq!(select::choices(bench.turn(1), &bench.model), [Choice::Ask, Choice::Dismiss]);
}

/// "This does not exist any more" did not say what, nor that the next question begins another conversation.
#[test]
fn a_question_to_a_conversation_that_is_gone_says_so() {
    let mut bench = Bench::polling();
    bench.reply("/messages/m", 200, &message("m", "q", "COMPLETED", TEXT));
    let key = bench.ask("r");
    bench.reply("/c/messages", 404, GONE);
    let failure = bench.turn(1).failure.clone().unwrap();
    assert_eq!((failure.code, failure.advice), (Code::NotFound, Advice::Gone));
    bench.event(Kind::AskedAgain(key));
    assert_eq!(bench.log.last().unwrap(), "POST /api/2.0/genie/spaces/s/start-conversation");
}

/// A clock that was put back between two questions changed their order after a reload.
#[test]
fn questions_keep_their_order_whatever_the_clock_says() {
    let mut bench = Bench::new();
    bench.event(Kind::Offline(true));
    bench.ask("q");
    bench.now -= 600_000;
    bench.ask("r");
    assert!(order(&bench.turn(0).intent) < order(&bench.turn(1).intent));
    assert_eq!(Bench::known(bench.kept).questions(), ["q", "r"]);
}

/// A question that was asked again in the millisecond in which its conversation was deleted went with that.
#[test]
fn what_is_asked_again_after_a_deletion_stays() {
    let mut bench = Bench::new();
    let key = bench.ask("q");
    bench.lose("/start-conversation");
    let draft = bench.model.open.spot();
    bench.now += 1_000;
    bench.event(Kind::Deleted(draft.as_str().into()));
    bench.event(Kind::AskedAgain(key));
    bench.wait();
    assert_eq!(bench.questions(), ["q"]);
    bench.reply("/start-conversation", 200, &started("m", "q"));
}

/// A tab deleted the record of a question that another tab had taken along into a conversation of its own.
#[test]
fn a_deletion_leaves_what_has_gone_elsewhere() {
    let shelf = Shelf::new(&Rc::default(), &Rc::default(), &Rc::default());
    let keep = Keep::new(shelf, &config());
    for (spot, stays) in [("d", true), ("c", false), ("~1-2-3", false)] {
        let record = Record::Intent("1-2-3".into());
        keep.keep(&record, &format!(r#"{{"v":2,"text":"q","in":"{spot}","code":"permission","at":1}}"#));
        keep.forget_question("1-2-3", "c");
        assert_eq!(keep.conversations().iter().any(|(known, _)| *known == record), stays, "{spot}");
    }
}

/// A browser sent a question twice by itself and was told 429 the second time: the widget sent it again under another
/// name, by which the relay could not know it.
#[test]
fn every_attempt_to_ask_a_question_has_one_name() {
    let mut bench = Bench::with(Vec::new());
    bench.reply("/info", 200, r#"{"version":"1"}"#);
    bench.reply("/spaces/s", 200, r#"{"title":""}"#);
    bench.ask("q");
    let name =
        |bench: &Bench| bench.requests.iter().find_map(|(_, request)| request.attempt.clone()).unwrap();
    let first = name(&bench);
    for status in [401, 429] {
        bench.reply("/start-conversation", status, "");
        bench.wait_for("/start-conversation");
        assert_eq!(name(&bench), first, "{status}");
    }
}

/// A question that was stored under a name that no header takes failed for good, as if the page's hook had.
#[test]
fn a_name_that_no_header_takes_is_not_sent() {
    for (name, named) in [("1-2-3", true), ("ü\n", false)] {
        let mut kept = stored_with(&[]);
        kept.push((Record::Ahead(name.into()), r#"{"v":2,"text":"r","in":"c","at":1}"#.into()));
        let mut bench = Bench::with(kept);
        bench.reply("/info", 200, r#"{"version":"1"}"#);
        bench.reply("/spaces/s", 200, r#"{"title":""}"#);
        bench.reply("?page_size=50", 200, &list(&[]));
        let post = bench.requests.iter().find(|(_, request)| request.path.ends_with("/c/messages")).unwrap();
        assert_eq!(post.1.attempt.is_some(), named, "{name:?}");
    }
}

/// A proxy's reply in place of the relay's may answer a browser's own repetition of a question that has arrived.
#[test]
fn what_somebody_on_the_way_refused_is_looked_for_before_it_is_asked_again() {
    for (status, body, looks) in
        [(425, "", true), (404, "<html>", true), (400, r#"{"error_code":"INVALID_PARAMETER_VALUE"}"#, false)]
    {
        let mut bench = Bench::polling();
        bench.reply("/messages/m", 200, &message("m", "q", "COMPLETED", TEXT));
        let key = bench.ask("r");
        bench.reply("/c/messages", status, body);
        bench.event(Kind::AskedAgain(key));
        assert_eq!(bench.posts(), if looks { 2 } else { 3 }, "{status}");
    }
}

/// The reader asks again, and may not even look: that is said at once, and the doubt stays.
#[test]
fn a_look_that_is_refused_says_why() {
    let mut bench = looking_again();
    let key = bench.turn(1).key;
    bench.reply("?page_size=50", 403, "");
    assert_eq!(bench.states()[1], TurnState::Failed);
    assert_eq!(bench.turn(1).failure.as_ref().unwrap().code, Code::Permission);
    bench.event(Kind::AskedAgain(key));
    assert_eq!(
        bench.log.last().unwrap().split('?').next(),
        Some("GET /api/2.0/genie/spaces/s/conversations/c/messages")
    );
}

/// A conversation was deleted on another device: of two questions in it the one that Genie had was lost by a reload.
#[test]
fn a_question_that_genie_had_is_kept_when_the_next_one_finds_its_conversation_gone() {
    let mut bench = Bench::polling();
    bench.reply("/messages/m", 404, GONE);
    bench.ask("r");
    bench.reply("/c/messages", 404, GONE);
    assert_eq!(bench.states(), [TurnState::Failed, TurnState::Failed]);
    let reloaded = Bench::known(bench.kept);
    assert_eq!(reloaded.questions(), ["q", "r"]);
    assert!(
        reloaded.model.open.turns.iter().all(|turn| turn.failure.as_ref().unwrap().advice == Advice::Gone)
    );
}

/// "Ask again" in one tab: its duplicate dropped its own copy and posted the question behind it at once.
#[test]
fn a_duplicated_tab_keeps_the_place_of_what_is_asked_again() {
    let mut bench = Bench::new();
    let key = bench.ask("q");
    bench.ask("r");
    bench.lose("/start-conversation");
    let mut copy = Bench::known(bench.kept.clone());
    assert_eq!(copy.questions(), ["q", "r"]);
    bench.notes.clear();
    bench.event(Kind::AskedAgain(key));
    for note in bench.notes.clone() {
        copy.event(Kind::Heard(Note::parse(&note.to_text()).unwrap()));
    }
    assert_eq!((copy.states(), copy.posts()), (vec![TurnState::Queued; 2], 0));
    assert_eq!(copy.turn(0).intent, bench.turn(0).intent);
}
