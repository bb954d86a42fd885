//! The invariants, checked around every step.

mod rest;
mod send;
pub mod step;

/// Stands for the list of messages where polls are remembered by message.
pub const LIST: usize = usize::MAX;
