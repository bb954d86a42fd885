//! Hidden and offline pages, and several tabs.

use genie_chat::domain::turn::TurnState;
use genie_chat::state::event::Kind;

use super::{Bench, TEXT, message, started};

fn waiting() -> Bench {
    let mut bench = Bench::new();
    bench.ask("q");
    bench.reply("/start-conversation", 200, &started("m", "q"));
    bench
}

#[test]
fn a_hidden_page_polls_nothing_and_goes_on_at_once_when_it_is_seen() {
    let mut bench = waiting();
    bench.wait();
    bench.event(Kind::Hidden(true));
    assert!(bench.requests.is_empty() && bench.timers.is_empty());
    bench.now += 3_600_000;
    bench.event(Kind::Hidden(false));
    bench.reply("/messages/m", 200, &message("m", "q", "ASKING_AI", ""));
    assert_eq!(bench.states(), [TurnState::Waiting], "an hour out of sight is not waiting");
    assert_eq!(bench.wait(), 1_000);
}

#[test]
fn what_is_asked_offline_is_sent_when_the_connection_is_back() {
    let mut bench = Bench::new();
    bench.event(Kind::Offline(true));
    bench.ask("q");
    assert_eq!((bench.states(), bench.posts()), (vec![TurnState::Queued], 0));
    bench.online();
    assert_eq!((bench.states(), bench.posts()), (vec![TurnState::Sending], 1));
}

#[test]
fn a_tab_without_the_lock_polls_nothing_until_it_gets_it() {
    let mut bench = Bench::new();
    bench.ask("q");
    bench.grants = false;
    bench.reply("/start-conversation", 200, &started("m", "q"));
    assert_eq!((bench.locks.as_slice(), bench.timers.len()), (&["m".to_owned()][..], 1), "only max-wait");
    bench.now += 5_000;
    bench.event(Kind::Locked("m".into()));
    bench.reply("/messages/m", 200, &message("m", "q", "COMPLETED", TEXT));
    assert_eq!(bench.states(), [TurnState::Done]);
}

#[test]
fn a_lock_that_comes_too_late_is_not_used() {
    let mut bench = Bench::new();
    let key = bench.ask("q");
    bench.grants = false;
    bench.reply("/start-conversation", 200, &started("m", "q"));
    bench.event(Kind::Stopped(key));
    bench.event(Kind::Locked("m".into()));
    assert!(bench.requests.is_empty() && bench.timers.is_empty());
}

#[test]
fn questions_typed_ahead_survive_a_reload_of_their_tab() {
    let mut bench = Bench::new();
    bench.ask("q");
    bench.ask("r");
    let reloaded = Bench::known(bench.kept);
    assert_eq!(
        reloaded.states(),
        [TurnState::Unsure, TurnState::Queued],
        "it waits for the fate of the first"
    );
    assert_eq!(reloaded.turn(1).question, "r");
}

/// A computer that had slept longer than `max-wait` told of a time-out before it had asked once.
#[test]
fn a_computer_that_slept_goes_on_waiting() {
    const SLEPT_MS: u64 = 3_600_000;
    let mut bench = Bench::new();
    bench.ask("q");
    bench.reply("/start-conversation", 200, &started("m", "q"));
    // Once between two polls, and once while one is on its way.
    bench.now += SLEPT_MS;
    bench.wait();
    assert_eq!(bench.states(), [TurnState::Waiting]);
    bench.now += SLEPT_MS;
    bench.lose("/messages/m");
    assert_eq!(bench.states(), [TurnState::Waiting]);
    // What it waits after that counts from where it was.
    let limit = bench.model.config.as_ref().unwrap().max_wait_ms;
    let (awake, mut polls) = (bench.now, 0);
    while bench.states() == [TurnState::Waiting] {
        // The timer of `max-wait` rings early, too, because the computer slept.
        if !bench.requests.is_empty() {
            bench.reply("/messages/m", 200, &message("m", "q", "ASKING_AI", ""));
            polls += 1;
        }
        bench.wait();
    }
    let waited = bench.now - awake;
    assert!((limit - 40_000..=limit).contains(&waited) && polls > 100, "{waited} ms, {polls} polls");
    assert_eq!(bench.errors(), ["timeout"]);
}
