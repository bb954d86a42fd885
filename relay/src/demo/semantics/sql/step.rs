//! A comparison along the line of time: every row beside the one a unit
//! earlier. The earlier rows are the same query with its dates moved on by
//! that unit, so a gap in the data stays a gap and is not skipped.

use std::fmt::Write as _;

use super::parts::{conditions, dates, sources, undated};
use super::write::{Dialect, filtered, grouping, measured, named, select};
use crate::demo::semantics::calendar::Unit;
use crate::demo::semantics::dimension::Dimension;
use crate::demo::semantics::intent::Intent;

/// The CTEs `later`, `earlier` and, of both, `answer`.
pub(super) fn step_by_step(intent: &Intent, line: Dimension, unit: Unit, dialect: Dialect) -> String {
    let measure = intent.first_measure().spec();
    let moved = moved(line, unit, dialect);
    let on_the_move = |text: String| text.replace("o.order_date", &moved);

    let mut sql = "WITH later AS (\n".to_owned();
    part(&mut sql, intent, &conditions(intent, dialect), dialect, |text| text);
    sql += "),\nearlier AS (\n";
    let period = intent.stretch();
    let mut kept: Vec<_> = period.iter().flat_map(|period| dates(period, &moved, dialect)).collect();
    kept.extend(undated(intent, dialect));
    part(&mut sql, intent, &kept, dialect, on_the_move);
    sql += "),\nanswer AS (\n";
    let mut columns = vec!["later.*".to_owned(), format!("earlier.{} AS {}", measure.column, measure.before)];
    if measure.exact.is_some() {
        let [now, before] = measure.unrounded;
        columns.push(format!("earlier.{now} AS {before}"));
    }
    select(&mut sql, columns.into_iter(), "  ");
    let same = intent.dimensions.iter().map(|dimension| {
        let column = dimension.spec().column;
        format!("earlier.{column} IS NOT DISTINCT FROM later.{column}")
    });
    let same: Vec<_> = same.collect();
    let _ = writeln!(sql, "  FROM later\n  LEFT JOIN earlier ON {}", same.join(" AND "));
    sql + ")\n"
}

fn part(
    sql: &mut String,
    intent: &Intent,
    kept: &[String],
    dialect: Dialect,
    dated: impl Fn(String) -> String,
) {
    let columns = named(intent, dialect).into_iter().map(&dated);
    select(sql, columns.chain(measured(intent, dialect)), "  ");
    *sql += &sources(intent, dialect, "  ");
    *sql += &filtered(kept, "  ");
    let groups = grouping(intent, dialect).into_iter().map(|group| dated(group.to_owned()));
    let _ = writeln!(sql, "  GROUP BY {}", groups.collect::<Vec<_>>().join(", "));
}

/// The order's date one `unit` later, or any day of the row that it then
/// belongs to: from the first of a month no day is lost.
fn moved(line: Dimension, unit: Unit, dialect: Dialect) -> String {
    let months = line.unit().and_then(Unit::months).and(unit.months());
    let days = if unit == Unit::Week { 7 } else { 1 };
    match (dialect, months) {
        (Dialect::Sqlite, Some(months)) => {
            format!("date(o.order_date, 'start of month', '+{months} months')")
        }
        (Dialect::Sqlite, None) => format!("date(o.order_date, '+{days} days')"),
        (Dialect::Databricks, Some(months)) => format!("ADD_MONTHS(TRUNC(o.order_date, 'MM'), {months})"),
        (Dialect::Databricks, None) => format!("DATE_ADD(o.order_date, {days})"),
    }
}
