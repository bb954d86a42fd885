//! Question → intent: the words of a question, alone or after another one,
//! become an [`Intent`](super::intent::Intent). SQL does not belong here.

mod amount;
mod compare;
pub mod converse;
mod exclusion;
pub mod interpret;
mod mentions;
mod note;
mod numbers;
pub mod period;
mod point;
mod refine;
mod scan;
mod settle;
pub mod suggest;
mod terms;
mod tokens;
pub(crate) mod vocabulary;
