//! The semantic layer: question text and the previous intent become an
//! [`intent::Intent`], and an intent becomes a [`statement::Statement`] in two
//! dialects. Pure functions only; running a statement and HTTP live elsewhere.

pub mod dimension;
pub mod intent;
pub mod interpret;
pub mod measure;
pub mod period;
mod point;
mod scan;
pub mod statement;
pub mod suggest;
mod terms;
mod tokens;
