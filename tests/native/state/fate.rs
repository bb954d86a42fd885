//! Replies and acts that say nothing, or not yet, of the fate of a question.

use genie_chat::domain::failure::Advice;
use genie_chat::domain::turn::TurnState;
use genie_chat::state::event::Kind;

use super::{Bench, TEXT, message};

/// A question that was stopped on its way had no words, and was announced as answered.
#[test]
fn a_question_that_was_stopped_on_its_way_says_so_at_once() {
    let mut bench = Bench::new();
    let key = bench.ask("q");
    bench.event(Kind::Stopped(key));
    assert_eq!(bench.states(), [TurnState::Stopped]);
    assert_eq!(bench.turn(0).failure.as_ref().unwrap().code.as_str(), "stopped");
    let mut unsent = Bench::new();
    unsent.hook_answers = false;
    let key = unsent.ask("q");
    unsent.event(Kind::Stopped(key));
    assert_eq!(unsent.turn(0).failure.as_ref().unwrap().advice, Advice::Unsent);
}

/// A question typed behind a stopped one left while the first reply since the reader was offline, an
/// error, was being read.
#[test]
fn a_stopped_question_holds_up_the_next_until_its_fate_is_known() {
    let mut bench = Bench::new();
    bench.ask("q");
    bench.ask("r");
    bench.event(Kind::Stopped(bench.turn(0).key));
    bench.event(Kind::Offline(true));
    bench.event(Kind::Offline(false));
    bench.reply("/start-conversation", 500, "");
    assert_eq!((bench.states(), bench.posts()), (vec![TurnState::Unsure, TurnState::Queued], 1));
}

/// A cache that ignores paths gave a question the answer of another one.
#[test]
fn a_reply_to_another_question_answers_none() {
    let mut bench = Bench::polling();
    bench.reply("/messages/m", 200, &message("x", "other", "COMPLETED", TEXT));
    assert_eq!(bench.states(), [TurnState::Waiting]);
    bench.wait();
    bench.reply("/messages/m", 200, &message("m", "q", "COMPLETED", TEXT));
    bench.ask("r");
    bench.reply("/c/messages", 200, &message("m", "q", "COMPLETED", TEXT));
    assert_eq!(bench.states(), [TurnState::Done, TurnState::Sending], "it is looked for");
}
