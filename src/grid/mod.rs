//! What a table view computes: order, filter, totals, exports and which rows are to be seen.
//!
//! Pure, and in slices: what may take long is an object with a `step(budget)` that says when it is
//! done, because a cross-origin embed cannot start a worker. A view owns an [`arrange::Arrange`] for
//! the rows in their order, asks [`window`] which of them to draw, feeds a selection to
//! [`totals::Totals`] and takes rows away with [`export::Export`]. A budget counts rows or cells;
//! 2,000 take well below 16 ms. What does not belong here: words, formats of a locale, the DOM.

pub mod arrange;
pub(crate) mod cell;
pub mod columns;
pub mod cursor;
pub mod export;
pub mod filter;
pub mod order;
mod sort;
pub mod sweep;
pub mod totals;
mod value;
pub mod window;
pub mod wish;
pub mod xlsx;

pub use sort::SortBy;
