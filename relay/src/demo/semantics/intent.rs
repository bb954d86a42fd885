//! What a question asks for, free of words and of SQL.

use super::calendar::{self, Unit};
use super::dimension::Dimension;
use super::measure::Measure;
use super::period::Period;

/// The order of the rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// Calendar order when there is a calendar dimension, else the first measure descending.
    #[default]
    Natural,
    /// The first measure, highest first.
    Highest,
    /// The first measure, lowest first.
    Lowest,
    /// The dimensions themselves, from A to Z.
    ByName,
}

/// Keeps, or leaves out, the rows whose dimension has one of the values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    /// What is compared.
    pub dimension: Dimension,
    /// The values as the data holds them; `true` or `false` for a boolean.
    pub values: Vec<&'static str>,
    /// Whether everything but the values is kept.
    pub exclude: bool,
}

/// Where a range of amounts ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    /// More than the amount.
    Over,
    /// The amount or more.
    AtLeast,
    /// Less than the amount.
    Under,
    /// The amount or less.
    AtMost,
}

/// Keeps the rows of the result whose measure lies beyond an amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Range {
    /// What is compared; always one of the intent's measures.
    pub measure: Measure,
    /// On which side of the amount.
    pub bound: Bound,
    /// The amount in hundredths.
    pub hundredths: i64,
}

/// What a period is compared with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Against {
    /// The period of the same length before it.
    Before,
    /// The same days one unit earlier.
    Earlier(Unit),
    /// A period that the question names.
    Named(Period),
}

/// Where the values to compare with come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Earlier {
    /// From one other period.
    Period(Period),
    /// Row by row, from one unit earlier on the line of time.
    Step(Dimension, Unit),
}

/// A word that was read as another one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// As the question spells it.
    pub written: String,
    /// As it was understood.
    pub read: String,
}

/// One complete request to the data.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Intent {
    /// At least one measure; the first decides the order.
    pub measures: Vec<Measure>,
    /// What the measures are split by; empty for one total.
    pub dimensions: Vec<Dimension>,
    /// All of them apply.
    pub filters: Vec<Filter>,
    /// The time looked at; `None` for all of it.
    pub period: Option<Period>,
    /// All of them apply to the rows of the result.
    pub ranges: Vec<Range>,
    /// Whether each value is shown as a share of the total as well.
    pub share: bool,
    /// What the first measure is compared with.
    pub against: Option<Against>,
    /// The order of the rows.
    pub order: Order,
    /// Whether the change decides the order, not the first measure.
    pub by_change: bool,
    /// How many rows are kept; `None` for all.
    pub limit: Option<u32>,
    /// The spelling mistakes of the question, for the answer to tell.
    pub corrections: Vec<Correction>,
}

impl Intent {
    /// The calendar dimension that decides the order of the rows, if one does.
    #[must_use]
    pub fn calendar(&self) -> Option<Dimension> {
        let calendar = self.dimensions.iter().copied().find(|dimension| dimension.spec().temporal);
        calendar.filter(|_| self.order == Order::Natural && self.limit.is_none())
    }

    /// The measure that decides the order.
    #[must_use]
    pub fn first_measure(&self) -> Measure {
        self.measures.first().copied().unwrap_or(Measure::TotalSales)
    }

    /// Where the values to compare with come from; `None` when nothing is
    /// compared or when there is nothing that it could be compared with.
    #[must_use]
    pub fn earlier(&self) -> Option<Earlier> {
        let against = self.against.as_ref()?;
        let line = self.dimensions.iter().find_map(|&dimension| Some((dimension, dimension.unit()?)));
        if let Some((dimension, grain)) = line {
            let step = match against {
                Against::Before => grain,
                Against::Earlier(unit) => *unit,
                Against::Named(_) => return None,
            };
            let fits = step == grain || grain.months().is_some() && step >= grain;
            return fits.then_some(Earlier::Step(dimension, step));
        }
        let (from, until) = (self.period.as_ref()?.from?, self.period.as_ref()?.until?);
        let period = match against {
            Against::Before => calendar::before(from, until)?,
            Against::Earlier(unit) => calendar::stretch(unit.shift(from, -1)?, unit.shift(until, -1)?)?,
            Against::Named(period) => period.clone(),
        };
        Some(Earlier::Period(period))
    }
}
