//! Which chart a result asks for, and what it looks like: from a table to lines, paths and words.
//!
//! Pure. [`chart`] begins: [`field::read`] asks `column` what each column is, [`choose::choose`] whether a chart helps and
//! which, [`pivot::pivot`] turns rows into series, [`scene::scene`] lays them out for a width in CSS
//! pixels. Doubles are good enough to draw with; texts of values stay exact. What does not belong here:
//! words of a language (they come through [`words::Words`]), colours, the DOM.

pub mod calendar;
pub mod choose;
pub mod facts;
pub mod field;
pub mod number;
mod path;
pub mod picture;
pub mod pivot;
pub mod scene;
mod sort;
pub mod ticks;
pub mod words;

use std::sync::Arc;

use self::choose::Choice;
use self::field::Field;
use crate::column::totals;
use crate::domain::table::Table;
use crate::text::clauses::clauses;

/// A result that a chart helps to read.
pub struct Charted {
    /// Its rows, without totals of others.
    pub table: Arc<Table>,
    /// The meanings of its columns.
    pub fields: Vec<Field>,
    /// How it is drawn at first.
    pub choice: Choice,
    /// How many rows are totals of others, and are not drawn beside them.
    pub totals: usize,
}

/// The chart for a result that this statement brought, if one helps.
pub fn chart(table: &Arc<Table>, sql: &str) -> Option<Charted> {
    let clauses = clauses(sql);
    let found = totals::rows(table, &field::meanings(table), clauses.rolled_up);
    let table = if found.is_empty() { Arc::clone(table) } else { Arc::new(totals::without(table, &found)) };
    let fields = field::read(&table);
    let choice = choose::choose(&table, &fields, clauses.ordered)?;
    Some(Charted { table, fields, choice, totals: found.len() })
}

/// Rows beyond which a result is a listing, not a chart.
pub const MOST_ROWS: usize = 5_000;
/// Columns beyond which a result is a listing.
pub const MOST_COLUMNS: usize = 12;
