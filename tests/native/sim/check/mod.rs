//! The invariants, checked around every step.

pub mod before;
mod rest;
mod send;
mod step;
mod turns;

/// Stands for the list of messages where polls are remembered by message.
pub const LIST: usize = usize::MAX;
