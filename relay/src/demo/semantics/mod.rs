//! The semantic layer: question text and the previous intent become an
//! [`intent::Intent`], and an intent becomes a [`statement::Statement`] in two
//! dialects. Pure functions only; running a statement and HTTP live elsewhere.

mod amount;
pub mod calendar;
mod compare;
pub mod converse;
pub mod dimension;
mod exclusion;
pub mod intent;
pub mod interpret;
pub mod measure;
mod mentions;
mod note;
mod numbers;
pub mod period;
mod point;
mod refine;
mod scan;
mod settle;
mod sql;
mod sql_parts;
mod sql_step;
pub mod statement;
pub mod suggest;
mod terms;
mod tokens;
pub(crate) mod vocabulary;
