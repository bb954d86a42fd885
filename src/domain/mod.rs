//! The product's vocabulary: what a conversation with Genie consists of.
//!
//! Plain data with the rules that belong to it. No wire format, no clock, no
//! browser: everything else in the crate imports this, and this imports nothing.

pub mod advice;
pub mod answer;
pub mod conversation;
pub mod failure;
pub mod ids;
pub mod status;
pub mod table;
pub mod turn;
