//! An intent as SQL, in two dialects made side by side: `run` for SQLite and
//! `shown` for Databricks. Values are quoted literals, so that either text
//! can be run as it stands. The text itself is written in `sql`.

use super::write::{self, Dialect};
use crate::demo::semantics::dimension::Dimension;
use crate::demo::semantics::intent::Intent;
use crate::demo::semantics::measure::{Measure, Nature, PERCENT};

/// The tables of the star; every statement starts from the order lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Source {
    Lines,
    Orders,
    Products,
    Stores,
    Customers,
}

/// The type of a result column, as Databricks would derive it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnType {
    /// STRING.
    String,
    /// INT.
    Int,
    /// BIGINT, called LONG in results.
    Long,
    /// BOOLEAN; 0 or 1 in SQLite.
    Boolean,
    /// DATE; ISO text in SQLite.
    Date,
    /// DECIMAL(precision, scale); in SQLite the whole number of units of 10^-scale.
    Decimal {
        /// All digits.
        precision: u32,
        /// Digits after the point.
        scale: u32,
    },
}

impl ColumnType {
    /// The name of the type in a result's schema, e.g. `LONG`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::String => "STRING",
            Self::Int => "INT",
            Self::Long => "LONG",
            Self::Boolean => "BOOLEAN",
            Self::Date => "DATE",
            Self::Decimal { .. } => "DECIMAL",
        }
    }

    /// The type as SQL spells it, e.g. `BIGINT` or `DECIMAL(20,2)`.
    #[must_use]
    pub fn text(self) -> String {
        match self {
            Self::Long => "BIGINT".to_owned(),
            Self::Decimal { precision, scale } => format!("DECIMAL({precision},{scale})"),
            other => other.name().to_owned(),
        }
    }
}

/// One column of a result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// Its type.
    pub kind: ColumnType,
}

/// One intent as SQL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// For SQLite: what is executed.
    pub run: String,
    /// For Databricks: what the reader sees.
    pub shown: String,
    /// The columns of the result, dimensions first.
    pub columns: Vec<Column>,
}

impl Statement {
    /// The statement that answers `intent`.
    #[must_use]
    pub fn new(intent: &Intent) -> Self {
        Self {
            run: write::write(intent, Dialect::Sqlite),
            shown: write::write(intent, Dialect::Databricks),
            columns: columns(intent),
        }
    }
}

/// Dimensions, measures, and behind them what was derived from the measures.
fn columns(intent: &Intent) -> Vec<Column> {
    let dimension =
        |dimension: &Dimension| Column { name: dimension.spec().column, kind: dimension.spec().kind };
    let measure = |measure: &Measure| Column { name: measure.spec().column, kind: measure.spec().kind };
    let mut columns: Vec<_> = intent.dimensions.iter().map(dimension).collect();
    columns.extend(intent.measures.iter().map(measure));
    if intent.share {
        let share = |measure: &Measure| Column { name: measure.spec().share, kind: PERCENT };
        columns.extend(intent.measures.iter().map(share));
    }
    if intent.earlier().is_some() {
        let spec = intent.first_measure().spec();
        columns.push(Column { name: spec.before, kind: spec.kind });
        columns.push(Column { name: "change", kind: widened(spec.kind) });
        if spec.nature != Nature::Percentage {
            columns.push(Column { name: "change_percent", kind: PERCENT });
        }
    }
    columns
}

/// The type of a difference: Databricks gives a DECIMAL one digit more.
const fn widened(kind: ColumnType) -> ColumnType {
    match kind {
        ColumnType::Decimal { precision, scale } => ColumnType::Decimal { precision: precision + 1, scale },
        other => other,
    }
}

/// The tables that an intent reads besides the order lines.
pub(crate) fn sources(intent: &Intent) -> Vec<Source> {
    let dimensions = intent.dimensions.iter().map(|dimension| dimension.spec().source);
    let measures = intent.measures.iter().map(|measure| measure.spec().source);
    let filters = intent.filters.iter().map(|filter| filter.dimension.spec().source);
    let period = intent.period.iter().map(|_| Source::Orders);
    dimensions.chain(measures).chain(filters).chain(period).collect()
}
