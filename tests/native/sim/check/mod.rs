//! The invariants, checked around every step.

pub mod before;
mod end;
mod left;
mod rest;
mod send;
mod step;
mod turns;

use std::sync::OnceLock;

use super::world::World;

/// Stands for the list of messages where polls are remembered by message.
pub const LIST: usize = usize::MAX;

/// Words of the only failures that count, as `SIMULATE_ONLY` has them.
pub fn only() -> Option<&'static str> {
    static ONLY: OnceLock<Option<String>> = OnceLock::new();
    ONLY.get_or_init(|| std::env::var("SIMULATE_ONLY").ok()).as_deref()
}

impl World<'_> {
    /// Fails the schedule, unless other failures are looked for.
    pub fn demand(&self, holds: bool, what: impl FnOnce() -> String) {
        if !holds {
            let what = what();
            assert!(only().is_some_and(|only| !what.contains(only)), "{what}");
        }
    }
}
