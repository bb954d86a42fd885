//! Writes the text of a statement: one SELECT, with a CTE for the total in
//! front of it or with CTEs for the values that it is compared with.

use std::fmt::Write as _;

use time::Date;

use super::parts::{FIRST, conditions, dates, sources, undated};
use super::statement::ColumnType;
use crate::demo::decimal;
use crate::demo::semantics::dimension::Dimension;
use crate::demo::semantics::intent::{Bound, Earlier, Intent, Order, Range};
use crate::demo::semantics::language::period::Period;
use crate::demo::semantics::measure::{Measure, Nature};

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Dialect {
    Sqlite,
    Databricks,
}

impl Dialect {
    pub(super) const fn pick<T: Copy>(self, sqlite: T, databricks: T) -> T {
        match self {
            Self::Sqlite => sqlite,
            Self::Databricks => databricks,
        }
    }

    pub(super) const fn dimension(self, dimension: Dimension) -> &'static str {
        let spec = dimension.spec();
        self.pick(spec.run, spec.shown)
    }

    fn measure(self, measure: Measure, filter: &str) -> String {
        let spec = measure.spec();
        self.pick(spec.run, spec.shown).replace("{}", filter)
    }

    /// The value of a measure before it is rounded: what it is sorted and limited by.
    fn exact(self, measure: Measure, filter: &str) -> String {
        let spec = measure.spec();
        let (sqlite, databricks) = spec.exact.unwrap_or((spec.run, spec.shown));
        self.pick(sqlite, databricks).replace("{}", filter)
    }

    pub(super) fn text(self, value: &str) -> String {
        match self {
            Self::Sqlite => format!("'{}'", value.replace('\'', "''")),
            // There '' joins two literals, so the quote and the backslash are escaped.
            Self::Databricks => format!("'{}'", value.replace('\\', "\\\\").replace('\'', "\\'")),
        }
    }

    pub(super) fn date(self, date: Date) -> String {
        format!("{}'{date}'", self.pick("", "DATE "))
    }

    /// `part` of `whole` in percent with one decimal, rounded half up; NULL of nothing.
    fn percent(self, part: &str, whole: &str) -> String {
        match self {
            Self::Sqlite => format!("CAST(ROUND(1000.0 * {part} / NULLIF({whole}, 0)) AS INTEGER)"),
            Self::Databricks => format!("CAST(100 * {part} / NULLIF({whole}, 0) AS DECIMAL(10,1))"),
        }
    }
}

/// The whole statement for `intent`.
pub(super) fn write(intent: &Intent, dialect: Dialect) -> String {
    let mut sql = match intent.earlier() {
        Some(earlier) => compared(intent, &earlier, dialect),
        None => plain(intent, dialect),
    };
    if let Some(first) = intent.first_ones() {
        let first = write(&first, dialect).replace('\n', "\n  ");
        let rest = sql.strip_prefix("WITH ").map_or_else(|| format!("\n{sql}"), |rest| format!(",\n{rest}"));
        return format!("WITH {FIRST} AS (\n  {first}\n){}", rest.trim_end());
    }
    if let Some(limit) = intent.limit {
        let _ = writeln!(sql, "LIMIT {limit}");
    }
    sql.truncate(sql.trim_end().len());
    sql
}

fn plain(intent: &Intent, dialect: Dialect) -> String {
    let dimensions = intent
        .dimensions
        .iter()
        .map(|&dimension| format!("{} AS {}", dialect.dimension(dimension), dimension.spec().column));
    let measures = intent
        .measures
        .iter()
        .map(|&measure| format!("{} AS {}", dialect.measure(measure, ""), measure.spec().column));
    let shares = intent.measures.iter().filter(|_| intent.share).map(|&measure| {
        let whole = format!("(SELECT {} FROM total)", measure.spec().column);
        format!("{} AS {}", dialect.percent(&dialect.measure(measure, ""), &whole), measure.spec().share)
    });
    let mut sql = if intent.share { total(intent, dialect) } else { String::new() };
    select(&mut sql, dimensions.chain(measures).chain(shares), "");
    sql += &sources(intent, dialect, "");
    sql += &filtered(&conditions(intent, dialect), "");
    if !intent.dimensions.is_empty() {
        let _ = writeln!(sql, "GROUP BY {}", grouping(intent, dialect).join(", "));
        sql += &limits(intent, "HAVING", |range| dialect.exact(range.measure, ""), dialect);
        let key = |dimension| sort_key(dimension, dialect).unwrap_or_else(|| dialect.dimension(dimension));
        let measure = intent.first_measure();
        let exact = measure.spec().exact.map(|_| dialect.exact(measure, ""));
        let value = exact.as_deref().unwrap_or(measure.spec().column);
        let _ = writeln!(sql, "ORDER BY {}", ordering(intent, value, key).join(", "));
    }
    sql
}

/// What shares are shares of: everything, where the result has no rows to be
/// shares of it, else what the filters leave.
fn total(intent: &Intent, dialect: Dialect) -> String {
    let period = intent.stretch();
    let mut whole =
        Intent { dimensions: Vec::new(), of_first: false, period, running: None, ..intent.clone() };
    if intent.dimensions.is_empty() {
        whole.filters.clear();
    }
    let measures = intent
        .measures
        .iter()
        .map(|&measure| format!("{} AS {}", dialect.measure(measure, ""), measure.spec().column));
    let mut sql = "WITH total AS (\n".to_owned();
    select(&mut sql, measures, "  ");
    sql += &sources(&whole, dialect, "  ");
    sql += &filtered(&conditions(&whole, dialect), "  ");
    sql + ")\n"
}

fn compared(intent: &Intent, earlier: &Earlier, dialect: Dialect) -> String {
    let spec = intent.first_measure().spec();
    let (now, before) = (spec.column, spec.before);
    let [exact, exact_before] = spec.exact.map_or([now, before], |_| spec.unrounded);
    let mut sql = match earlier {
        Earlier::Period(period) => side_by_side(intent, period, dialect),
        Earlier::Step(line, unit) => super::step::step_by_step(intent, *line, *unit, dialect),
    };
    let columns = intent.dimensions.iter().map(|dimension| dimension.spec().column.to_owned());
    let change = format!("{now} - {before}");
    let mut derived = vec![now.to_owned(), before.to_owned(), format!("{change} AS change")];
    if spec.nature != Nature::Percentage {
        derived.push(format!("{} AS change_percent", dialect.percent(&format!("({change})"), before)));
    }
    select(&mut sql, columns.chain(derived), "");
    sql += "FROM answer\n";
    sql += &limits(intent, "WHERE", |_| exact.to_owned(), dialect);
    if let Some(only) = intent.only {
        let word = if intent.ranges.is_empty() || intent.of_first { "WHERE" } else { "  AND" };
        let sign = if only == Order::Lowest { "<" } else { ">" };
        let _ = writeln!(sql, "{word} {exact} {sign} {exact_before}");
    }
    if !intent.dimensions.is_empty() {
        let key = |dimension: Dimension| match sort_key(dimension, dialect) {
            Some(_) => "sort_key",
            None => dimension.spec().column,
        };
        let change =
            if spec.exact.is_some() { format!("{exact} - {exact_before}") } else { "change".to_owned() };
        let value = if intent.by_change { &change } else { exact };
        let _ = writeln!(sql, "ORDER BY {}", ordering(intent, value, key).join(", "));
    }
    sql
}

/// The measure in two periods, each with a FILTER of its own.
fn side_by_side(intent: &Intent, earlier: &Period, dialect: Dialect) -> String {
    let measure = intent.first_measure();
    let within = |period: &Period| dates(period, "o.order_date", dialect).join(" AND ");
    let now = intent.stretch().as_ref().map(within).unwrap_or_default();
    let before = within(earlier);
    let [now_only, before_only] = [&now, &before].map(|dates| format!(" FILTER (WHERE {dates})"));
    let spec = measure.spec();
    let mut measures = vec![
        format!("{} AS {}", dialect.measure(measure, &now_only), spec.column),
        format!("{} AS {}", dialect.measure(measure, &before_only), spec.before),
    ];
    if spec.exact.is_some() && !intent.dimensions.is_empty() {
        let exact = [now_only, before_only].map(|filter| dialect.exact(measure, &filter));
        let exact = exact.iter().zip(spec.unrounded);
        measures.extend(exact.map(|(value, column)| format!("{value} AS {column}")));
    }
    let mut kept = vec![format!("({now} OR {before})")];
    kept.extend(undated(intent, dialect));
    let mut sql = "WITH answer AS (\n".to_owned();
    select(&mut sql, named(intent, dialect).into_iter().chain(measures), "  ");
    sql += &sources(intent, dialect, "  ");
    sql += &filtered(&kept, "  ");
    if !intent.dimensions.is_empty() {
        let _ = writeln!(sql, "  GROUP BY {}", grouping(intent, dialect).join(", "));
    }
    sql + ")\n"
}

/// The dimensions and what sorts them, with their names.
pub(super) fn named(intent: &Intent, dialect: Dialect) -> Vec<String> {
    let column = |&dimension: &Dimension| {
        let name = format!("{} AS {}", dialect.dimension(dimension), dimension.spec().column);
        [Some(name), sort_key(dimension, dialect).map(|key| format!("{key} AS sort_key"))]
    };
    intent.dimensions.iter().flat_map(column).flatten().collect()
}

pub(super) fn measured(intent: &Intent, dialect: Dialect) -> Vec<String> {
    let measure = intent.first_measure();
    let shown = format!("{} AS {}", dialect.measure(measure, ""), measure.spec().column);
    let exact = measure.spec().exact.map(|_| dialect.exact(measure, ""));
    let exact = exact.map(|value| format!("{value} AS {}", measure.spec().unrounded[0]));
    [Some(shown), exact].into_iter().flatten().collect()
}

pub(super) fn select(sql: &mut String, columns: impl Iterator<Item = String>, indent: &str) {
    let columns: Vec<_> = columns.collect();
    let _ = writeln!(sql, "{indent}SELECT\n{indent}  {}", columns.join(&format!(",\n{indent}  ")));
}

pub(super) fn filtered(conditions: &[String], indent: &str) -> String {
    if conditions.is_empty() {
        return String::new();
    }
    format!("{indent}WHERE {}\n", conditions.join(&format!("\n{indent}  AND ")))
}

/// The limits on measures behind `word`.
fn limits(intent: &Intent, word: &str, value: impl Fn(&Range) -> String, dialect: Dialect) -> String {
    let limit = |range: &Range| {
        let sign = match range.bound {
            Bound::Over => ">",
            Bound::AtLeast => ">=",
            Bound::Under => "<",
            Bound::AtMost => "<=",
        };
        format!("{} {sign} {}", value(range), literal(range, dialect))
    };
    let limits: Vec<_> = intent.ranges.iter().filter(|_| !intent.of_first).map(limit).collect();
    if limits.is_empty() { String::new() } else { format!("{word} {}\n", limits.join("\n  AND ")) }
}

/// The amount of a range. SQLite holds whole units of 10^-scale.
fn literal(range: &Range, dialect: Dialect) -> String {
    let units = match (dialect, range.measure.spec().kind) {
        (Dialect::Sqlite, ColumnType::Decimal { scale, .. }) => {
            i128::from(range.hundredths) * 10_i128.pow(scale)
        }
        _ => i128::from(range.hundredths),
    };
    let text = decimal::format(units, 2);
    text.strip_suffix(".00").unwrap_or(&text).to_owned()
}

/// The grouped expressions; what sorts a dimension has to be grouped as well.
pub(super) fn grouping(intent: &Intent, dialect: Dialect) -> Vec<&'static str> {
    let dimensions = intent.dimensions.iter().copied();
    dimensions
        .flat_map(|dimension| [Some(dialect.dimension(dimension)), sort_key(dimension, dialect)])
        .flatten()
        .collect()
}

fn sort_key(dimension: Dimension, dialect: Dialect) -> Option<&'static str> {
    dimension.spec().sort.map(|(sqlite, databricks)| dialect.pick(sqlite, databricks))
}

/// The sort keys, `value` first where it ranks the rows. All dimensions end the list, so that equal measures have one order.
fn ordering<'a>(intent: &Intent, value: &str, key: impl Fn(Dimension) -> &'a str) -> Vec<String> {
    let mut dimensions = intent.dimensions.clone();
    let mut keys = Vec::new();
    if let Some(calendar) = intent.calendar() {
        dimensions.sort_by_key(|dimension| *dimension != calendar);
    } else if intent.order != Order::ByName {
        let direction = if intent.order == Order::Lowest { "ASC" } else { "DESC" };
        keys.push(format!("{value} {direction}"));
    }
    keys.extend(dimensions.into_iter().map(|dimension| key(dimension).to_owned()));
    keys
}
