//! The texts of charts: a catalogue of their own, because they come with the charts' part.

use super::filled;

/// Names one text of a chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChartKey {
    /// Name of the choice of kinds.
    Kind,
    /// Kind: bars.
    Bar,
    /// Kind: bars side by side.
    Grouped,
    /// Kind: bars on top of each other.
    Stacked,
    /// Kind: lines.
    Line,
    /// Kind: filled lines.
    Area,
    /// Kind: points.
    Scatter,
    /// Kind: a ring.
    Donut,
    /// Kind: large numbers.
    Number,
    /// Disclosure with everything else that can be chosen.
    Options,
    /// What stands along the x axis.
    Across,
    /// What is measured.
    Measure,
    /// What tells series apart.
    Series,
    /// No series.
    NoSeries,
    /// All measures that were chosen at first.
    Several,
    /// The order of categories.
    Order,
    /// Order: as Genie sent them.
    Given,
    /// Order: the greatest first.
    ByValue,
    /// Order: by name.
    ByName,
    /// How many categories are shown.
    Top,
    /// All of them.
    All,
    /// Choice: logarithmic axis.
    Log,
    /// Button: saves a picture.
    Png,
    /// Button: saves a drawing.
    Svg,
    /// The browser made no picture.
    NoPicture,
    /// Name of the legend.
    Legend,
    /// Name of a chart for assistive technology: `{0}` is the kind, `{1}` the title.
    Name,
    /// Title of a chart of `{0}` by `{1}`.
    Title,
    /// Title of a chart of `{0}` by `{1}` and `{2}`.
    TitleOfTwo,
    /// Title of points: `{0}` against `{1}`.
    TitleOfCloud,
    /// How to move through it by key.
    Keys,
    /// What a screen reader is told of a series: `{0}` from `{1}` (`{2}`) to `{3}` (`{4}`).
    FromTo,
    /// Its extremes: least `{0}` (`{1}`), greatest `{2}` (`{3}`).
    Extremes,
    /// There are `{0}` more series.
    MoreSeries,
    /// The table below has all values.
    Table,
    /// `{0}` are not shown.
    LeftOut,
    /// So many values have no place in the drawing: `{0}`.
    Missing,
    /// So many rows are totals of others: `{0}`.
    Totals,
    /// Rows at the same place were added up, or averaged.
    Merged,
    /// Only the first rows are here: `{0}`.
    Partial,
    /// A series is shown: `{0}`.
    Shown,
    /// A series is hidden: `{0}`.
    Hidden,
    /// All that is not among the largest.
    Other,
    /// A category without a name.
    Null,
    /// Letter for thousands.
    Thousands,
    /// Letter for millions.
    Millions,
    /// Letter for billions.
    Billions,
    /// Letter for trillions.
    Trillions,
    /// Quarter `{0}`.
    Quarter,
    /// Quarter `{0}` of the year `{1}`.
    QuarterOfYear,
}

/// The text for a key.
pub fn text(key: ChartKey) -> &'static str {
    match key {
        ChartKey::Kind => "Chart type",
        ChartKey::Bar => "Bars",
        ChartKey::Grouped => "Grouped bars",
        ChartKey::Stacked => "Stacked bars",
        ChartKey::Line => "Line",
        ChartKey::Area => "Area",
        ChartKey::Scatter => "Scatter",
        ChartKey::Donut => "Donut",
        ChartKey::Number => "Number",
        ChartKey::Options => "Options",
        ChartKey::Across => "Across",
        ChartKey::Measure => "Measure",
        ChartKey::Series => "Colour by",
        ChartKey::NoSeries => "Nothing",
        ChartKey::Several => "Several",
        ChartKey::Order => "Order",
        ChartKey::Given => "As in the table",
        ChartKey::ByValue => "Largest first",
        ChartKey::ByName => "By name",
        ChartKey::Top => "Show",
        ChartKey::All => "All",
        ChartKey::Log => "Logarithmic axis",
        ChartKey::Png => "Download PNG",
        ChartKey::Svg => "Download SVG",
        ChartKey::NoPicture => "The browser could not make the picture. Download the SVG instead.",
        ChartKey::Legend => "Series",
        ChartKey::Name => "{0}: {1}",
        ChartKey::Title => "{0} by {1}",
        ChartKey::TitleOfTwo => "{0} by {1} and {2}",
        ChartKey::TitleOfCloud => "{0} against {1}",
        ChartKey::Keys => "Use the arrow keys to read the values.",
        ChartKey::FromTo => "{0}: from {1} ({2}) to {3} ({4}),",
        ChartKey::Extremes => "least {0} ({1}), greatest {2} ({3}).",
        ChartKey::MoreSeries => "And {0} more series.",
        ChartKey::Table => "The table below has all values.",
        ChartKey::LeftOut => "{0} smaller ones are not shown.",
        ChartKey::Missing => "Not drawn because they are missing or not finite: {0}.",
        ChartKey::Totals => "Rows that are totals of others, not drawn: {0}.",
        ChartKey::Merged => "Rows with the same place are taken together.",
        ChartKey::Partial => "Drawn from the first {0} rows only.",
        ChartKey::Shown => "{0} is shown",
        ChartKey::Hidden => "{0} is hidden",
        ChartKey::Other => "All others",
        ChartKey::Null => "(none)",
        ChartKey::Thousands => "K",
        ChartKey::Millions => "M",
        ChartKey::Billions => "B",
        ChartKey::Trillions => "T",
        ChartKey::Quarter => "Q{0}",
        ChartKey::QuarterOfYear => "Q{0} {1}",
    }
}

/// The text for a key with `{0}`, `{1}` … replaced.
pub fn fill(key: ChartKey, values: &[&str]) -> String {
    filled(text(key), values)
}
