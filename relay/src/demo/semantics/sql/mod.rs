//! Intent → statement: the text of SQL in two dialects. Words of questions do
//! not belong here.

mod parts;
pub mod statement;
mod step;
mod write;
