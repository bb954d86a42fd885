//! Which chart a result asks for, if any: an unsuitable result gets none rather than a silly one.
//!
//! Nothing is added up that Genie has not added up: where rows share their place, there is no chart.

mod axes;
mod shape;

pub use axes::{kinds, same_axis};
use shape::Roles;

use super::field::{Field, Role};
use super::{MOST_COLUMNS, MOST_ROWS};
use crate::domain::table::Table;

/// Series that can be told apart.
pub const MOST_SERIES: usize = 8;

/// A way to draw.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// One to four numbers, large.
    Number,
    /// Bars or columns of one series.
    Bar,
    /// Several series side by side.
    Grouped,
    /// Several series on top of each other.
    Stacked,
    /// Lines.
    Line,
    /// A filled line, or several on top of each other.
    Area,
    /// Points by two measures.
    Scatter,
    /// A ring of few shares.
    Donut,
}

/// In which order categories stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// As Genie sent them.
    Given,
    /// The greatest first.
    Value,
    /// By name.
    Name,
}

/// What is drawn, and how: chosen for the reader, then changed by the reader. Numbers are places in the
/// list of fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// How it is drawn.
    pub kind: Kind,
    /// What stands along the x axis; a measure for clouds of points.
    pub x: Option<usize>,
    /// What tells series apart.
    pub series: Option<usize>,
    /// What is measured.
    pub ys: Vec<usize>,
    /// The order of categories.
    pub order: Order,
    /// True for a logarithmic axis.
    pub log: bool,
    /// How many categories are shown, the greatest; 0 for all.
    pub top: usize,
}

impl Choice {
    fn new(kind: Kind, x: usize, series: Option<usize>, ys: &[usize]) -> Self {
        let ys = ys.to_vec();
        Self { kind, x: Some(x), series, ys, order: Order::Given, log: false, top: 0 }
    }
}

/// The chart for a result, if one helps; `ordered` where its statement says in which order its rows come.
pub fn choose(table: &Table, fields: &[Field], ordered: bool) -> Option<Choice> {
    let rows = table.rows();
    if rows == 0 || rows > MOST_ROWS || fields.len() > MOST_COLUMNS {
        return None;
    }
    let of = |role: fn(Role) -> bool| -> Vec<usize> {
        let fits = |(at, field): (usize, &Field)| role(field.role).then_some(at);
        fields.iter().enumerate().filter_map(fits).collect()
    };
    let roles = Roles {
        table,
        fields,
        ordered,
        measures: of(|role| role == Role::Measure),
        times: of(|role| matches!(role, Role::Time(_))),
        categories: of(|role| matches!(role, Role::Category | Role::Ordinal)),
        labels: of(|role| role == Role::Label),
    };
    if rows == 1 {
        return roles.numbers();
    }
    // A column that is empty or always zero shows nothing.
    let drawn = |at: &usize| {
        let shows = |field: &Field| field.values > 1 && (field.min < 0.0 || field.max > 0.0);
        roles.field(*at).is_some_and(shows)
    };
    let ys: Vec<usize> = roles.measures.iter().copied().filter(drawn).collect();
    let first = *ys.first()?;
    if let Some(time) = roles.times.first() {
        return roles.over_time(*time, first, &ys);
    }
    roles.by_category(first, &ys)
}
