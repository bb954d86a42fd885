//! The semantic layer: `language` turns a question and what was asked before
//! into an [`intent::Intent`], `sql` turns an intent into a
//! [`statement::Statement`] in two dialects. What both know stands here. Pure
//! functions only; running a statement and HTTP live elsewhere.

pub mod calendar;
pub mod dimension;
pub mod intent;
mod language;
pub mod measure;
mod sql;

pub(crate) use language::vocabulary;
pub use language::{converse, interpret, period, suggest};
pub use sql::statement;
