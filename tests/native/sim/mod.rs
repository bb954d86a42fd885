//! The state machine in an imagined world: many schedules of lost, late, repeated and damaged replies,
//! of tabs that are reloaded, closed and duplicated, and of a reader who does as he likes. Every step of
//! every schedule is checked against the invariants; chance comes from the schedule's seed alone.
//!
//! `SIMULATE_N` says how many schedules, `SIMULATE_SEED` with which seed they begin. A single schedule
//! tells each of its steps. `make simulate` runs many of them with optimisation.

// What was simulated, and each step of a single schedule, is for the eyes of who runs it.
#![allow(clippy::print_stdout)]

mod browser;
mod check;
mod message;
mod mishap;
mod net;
mod perform;
mod reader;
mod rng;
mod route;
mod service;
pub mod storage;
mod tab;
mod tally;
mod world;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

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
    let threads = std::thread::available_parallelism().map_or(1, |threads| threads.get() as u64);
    let begun = Instant::now();
    let broken = AtomicBool::new(false);
    let mut tally = Tally::new();
    let mut failures = Vec::new();
    std::thread::scope(|scope| {
        let work = |thread| simulate(first, (thread..count).step_by(threads as usize), count == 1, &broken);
        let threads: Vec<_> = (0..threads).map(|thread| scope.spawn(move || work(thread))).collect();
        for thread in threads {
            let (counted, failed) = thread.join().unwrap();
            tally.merge(&counted);
            failures.extend(failed);
        }
    });
    let seconds = begun.elapsed().as_secs_f64();
    println!("{tally}\n{count} schedules in {seconds:.1} s: {:.0} a second", count as f64 / seconds);
    failures.sort_unstable();
    assert!(failures.is_empty(), "run it again with SIMULATE_N=1 SIMULATE_SEED={}", failures[0]);
    let missing = tally.missing();
    assert!(count < ENOUGH || missing.is_empty(), "never happened: {missing:?}");
}

/// Runs some of the schedules, until one of anybody's fails; tells its seed.
fn simulate(
    first: u64,
    which: impl Iterator<Item = u64>,
    trace: bool,
    broken: &AtomicBool,
) -> (Tally, Option<u64>) {
    let mut tally = Tally::new();
    for index in which {
        if broken.load(Ordering::Relaxed) {
            break;
        }
        let seed = first + index;
        let run = AssertUnwindSafe(|| World::new(seed, &mut tally, trace).run());
        if catch_unwind(run).is_err() {
            broken.store(true, Ordering::Relaxed);
            return (tally, Some(seed));
        }
    }
    (tally, None)
}
