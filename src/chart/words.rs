//! What a chart needs of a language: the view gives it, tests give their own.

/// How a time is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// `2025`.
    Year,
    /// `Q1 2025`.
    Quarter,
    /// `Q1`.
    QuarterOnly,
    /// `Jan`.
    Month,
    /// `Jan 2025`.
    MonthOfYear,
    /// `Jan 5`.
    Day,
    /// `Jan 5, 2025`.
    DayOfYear,
    /// `14:30`.
    Clock,
    /// `Jan 5, 2025, 14:30`.
    Moment,
}

/// Words and numbers of one language.
pub trait Words {
    /// Plain decimal digits, such as `-1234.50`, as this language writes them.
    fn number(&self, digits: &str) -> String;
    /// The letter for thousands (3), millions (6), billions (9) and trillions (12); none for 0.
    fn letter(&self, power: i32) -> &str;
    /// A time in ms since 1970, in UTC.
    fn time(&self, ms: f64, style: Style) -> String;
    /// The name of a category that is NULL.
    fn null(&self) -> &str;
    /// The name for what is not among the largest.
    fn other(&self) -> &str;
}
