//! What a question asks for, free of words and of SQL.

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
}

/// Keeps the rows whose dimension has one of the values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    /// What is compared.
    pub dimension: Dimension,
    /// The values as the data holds them; `true` or `false` for a boolean.
    pub values: Vec<&'static str>,
}

/// One complete request to the data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Intent {
    /// At least one measure; the first decides the order.
    pub measures: Vec<Measure>,
    /// What the measures are split by; empty for one total.
    pub dimensions: Vec<Dimension>,
    /// All of them apply.
    pub filters: Vec<Filter>,
    /// The time looked at; `None` for all of it.
    pub period: Option<Period>,
    /// The order of the rows.
    pub order: Order,
    /// How many rows are kept; `None` for all.
    pub limit: Option<u32>,
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
}
