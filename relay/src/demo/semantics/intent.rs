//! What a question asks for, free of words and of SQL.

use time::Date;

use super::calendar::{self, Unit};
use super::dimension::Dimension;
use super::measure::Measure;
use super::period::Period;

/// How many units lie between two periods that are compared, at most.
const MOST_STEPS: i64 = 1_000;

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
    /// Whether only what fell (`Lowest`) or rose (`Highest`) is kept.
    pub only: Option<Order>,
    /// How many rows are kept; `None` for all.
    pub limit: Option<u32>,
    /// Whether `limit` and `ranges` hold for the values of the first dimension,
    /// not for the rows: the three best products, split further.
    pub of_first: bool,
    /// The day after the last one of the data, where the period goes on beyond it.
    pub running: Option<Date>,
    /// From the first to behind the last unit that the period and the data hold
    /// as a whole, where units are listed and some are there in part only.
    pub whole: Option<[Date; 2]>,
    /// The spelling mistakes of the question, for the answer to tell.
    pub corrections: Vec<Correction>,
}

impl Intent {
    /// The calendar dimension that decides the order of the rows, if one does.
    #[must_use]
    pub fn calendar(&self) -> Option<Dimension> {
        let calendar = self.dimensions.iter().copied().find(|dimension| dimension.spec().temporal);
        calendar.filter(|_| self.of_first || self.order == Order::Natural && self.limit.is_none())
    }

    /// Whether the measure decides the order of the rows.
    pub(crate) fn is_ranked(&self) -> bool {
        self.calendar().is_none() && self.order != Order::ByName
    }

    /// The units that the rows stand for, if only whole ones are shown: a part of a
    /// month is no worst month, and no fall from the month before.
    #[must_use]
    pub fn whole_units(&self) -> Option<Unit> {
        self.whole?;
        self.shortest_unit().filter(|_| self.against.is_some() || self.is_ranked())
    }

    /// The shortest unit of the line of time that the rows stand for.
    pub(crate) fn shortest_unit(&self) -> Option<Unit> {
        self.dimensions.iter().filter_map(|dimension| dimension.unit()).min()
    }

    /// The days that are looked at: the period, as far as there are data, or the whole units in it.
    pub(crate) fn stretch(&self) -> Option<Period> {
        if let (Some([from, until]), Some(_)) = (self.whole, self.whole_units()) {
            return Some(Period { from: Some(from), until: Some(until), label: String::new() });
        }
        let period = self.period.clone()?;
        Some(Period { until: self.running.or(period.until), ..period })
    }

    /// The question whose first rows are kept, where they are split further.
    pub(crate) fn first_ones(&self) -> Option<Self> {
        let dimensions = self.dimensions.first().copied().into_iter().collect();
        let plain = Self { dimensions, of_first: false, share: false, against: None, ..self.clone() };
        self.of_first.then_some(plain)
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
        let (from, end) = (self.period.as_ref()?.from?, self.period.as_ref()?.until?);
        // What has not ended yet is compared with as much of what came before.
        let until = self.running.unwrap_or(end);
        let unit = Unit::LONGEST_FIRST.into_iter().find(|unit| unit.shift(from, 1) == Some(end));
        let unit = unit.filter(|_| self.running.is_some());
        let period = match (against, unit) {
            (Against::Earlier(unit), _) => unit.back(from, until, 1)?,
            (Against::Before, Some(unit)) => unit.back(from, until, 1)?,
            (Against::Before, None) => calendar::before(from, until)?,
            (Against::Named(period), None) => period.clone(),
            (Against::Named(period), Some(unit)) => {
                let steps = (1..=MOST_STEPS).find(|steps| unit.shift(from, -steps) == period.from)?;
                unit.back(from, until, steps)?
            }
        };
        Some(Earlier::Period(period))
    }
}
