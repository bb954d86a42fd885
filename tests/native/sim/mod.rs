//! The state machine in an imagined world: many schedules of lost, late, repeated and damaged replies,
//! of tabs that are reloaded, closed and duplicated, of storage, locks and hooks that do not do what they
//! should, and of a reader who does as he likes. Every step of every schedule is checked against the
//! invariants; chance comes from the schedule's seed alone.
//!
//! `SIMULATE_N` says how many schedules, `SIMULATE_SEED` with which seed they begin. A single schedule
//! tells each of its steps. `make simulate` runs many of them with optimisation.
//!
//! `SIMULATE_WITH` names what is unkind in every schedule (`plan.rs`), `SIMULATE_ONLY` words of the only
//! failures that count. `SIMULATE_SURVEY=1` goes on after failures, and lists them all.

// What was simulated, and each step of a single schedule, is for the eyes of who runs it.
#![allow(clippy::print_stdout)]

mod browser;
mod check;
mod claim;
mod ledger;
mod message;
mod mishap;
mod net;
mod page;
mod perform;
mod period;
mod plan;
mod promise;
mod reader;
mod rng;
mod route;
mod service;
mod spoil;
pub mod storage;
mod survey;
mod tab;
mod tally;
mod traffic;
mod world;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use survey::Survey;
use tally::Tally;
use world::World;

/// Schedules of a usual test run.
const SCHEDULES: u64 = 20_000;
/// From this number of schedules on, everything has to have happened at least once.
const ENOUGH: u64 = 10_000;

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok().map(|value| value.parse().expect("a number"))
}

#[test]
fn schedules() {
    let count = number("SIMULATE_N").unwrap_or(SCHEDULES);
    let first = number("SIMULATE_SEED").unwrap_or(0);
    let goes_on = number("SIMULATE_SURVEY") == Some(1);
    if goes_on {
        std::panic::set_hook(Box::new(|_| {}));
    }
    let threads = std::thread::available_parallelism().map_or(1, |threads| threads.get() as u64);
    let begun = Instant::now();
    let broken = AtomicBool::new(false);
    let mut tally = Tally::new();
    let mut survey = Survey::default();
    std::thread::scope(|scope| {
        let work = |thread| {
            let which = (thread..count).step_by(threads as usize).map(|index| first + index);
            simulate(which, count == 1, (!goes_on).then_some(&broken))
        };
        let threads: Vec<_> = (0..threads).map(|thread| scope.spawn(move || work(thread))).collect();
        for thread in threads {
            let (counted, failed) = thread.join().unwrap();
            tally.merge(&counted);
            survey.merge(failed);
        }
    });
    let seconds = begun.elapsed().as_secs_f64();
    println!("{tally}\n{count} schedules in {seconds:.1} s: {:.0} a second", count as f64 / seconds);
    println!("{survey}");
    if let Some(seed) = survey.first() {
        panic!("run it again with SIMULATE_N=1 SIMULATE_SEED={seed}");
    }
    let missing = tally.missing();
    assert!(count < ENOUGH || missing.is_empty(), "never happened: {missing:?}");
}

/// Runs some schedules; until one of anybody's has failed, if that breaks all off.
fn simulate(seeds: impl Iterator<Item = u64>, trace: bool, broken: Option<&AtomicBool>) -> (Tally, Survey) {
    let mut tally = Tally::new();
    let mut survey = Survey::default();
    for seed in seeds {
        if broken.is_some_and(|broken| broken.load(Ordering::Relaxed)) {
            break;
        }
        let run = AssertUnwindSafe(|| World::new(seed, &mut tally, trace).run());
        if let Err(why) = catch_unwind(run)
            && survey.add(seed, &*why)
            && let Some(broken) = broken
        {
            broken.store(true, Ordering::Relaxed);
        }
    }
    (tally, survey)
}
