//! Which chart a result asks for, and what it looks like: from a table to lines, paths and words.
//!
//! Pure. [`field::read`] says what each column is for, [`choose::choose`] whether a chart helps and
//! which, [`pivot::pivot`] turns rows into series, [`scene::scene`] lays them out for a width in CSS
//! pixels. Doubles are good enough to draw with; texts of values stay exact. What does not belong here:
//! words of a language (they come through [`words::Words`]), colours, the DOM.

pub mod calendar;
pub mod choose;
pub mod facts;
pub mod field;
mod names;
pub mod number;
mod path;
pub mod picture;
pub mod pivot;
pub mod scene;
mod sort;
pub mod ticks;
pub mod words;

/// Rows beyond which a result is a listing, not a chart.
pub const MOST_ROWS: usize = 5_000;
/// Columns beyond which a result is a listing.
pub const MOST_COLUMNS: usize = 12;
