//! The parts that every SELECT is made of: tables and conditions.

use std::fmt::Write as _;

use super::statement::{self, ColumnType, Source};
use super::write::Dialect;
use crate::demo::semantics::dimension::Dimension;
use crate::demo::semantics::intent::{Filter, Intent};
use crate::demo::semantics::language::period::Period;

/// The CTE of the first rows, where they are split further.
pub(super) const FIRST: &str = "first_ones";

/// FROM and the joins that `intent` needs.
pub(super) fn sources(intent: &Intent, dialect: Dialect, indent: &str) -> String {
    let schema = dialect.pick("", "main.food_sales.");
    let used = statement::sources(intent);
    let needs = |source: Source| used.contains(&source);
    let mut sql = format!("{indent}FROM {schema}order_lines AS ol\n");
    let joins = [
        (
            needs(Source::Orders) || needs(Source::Stores) || needs(Source::Customers),
            "orders AS o ON o.order_id = ol.order_id",
        ),
        (needs(Source::Products), "products AS p ON p.product_id = ol.product_id"),
        (needs(Source::Stores), "stores AS s ON s.store_id = o.store_id"),
        (needs(Source::Customers), "customers AS c ON c.customer_id = o.customer_id"),
    ];
    for (_, join) in joins.iter().filter(|(needed, _)| *needed) {
        let _ = writeln!(sql, "{indent}JOIN {schema}{join}");
    }
    sql
}

/// What the period and the filters demand.
pub(super) fn conditions(intent: &Intent, dialect: Dialect) -> Vec<String> {
    let period = intent.stretch().into_iter().flat_map(|period| dates(&period, "o.order_date", dialect));
    period.chain(undated(intent, dialect)).collect()
}

/// What the filters demand, and the first rows that are split further.
pub(super) fn undated(intent: &Intent, dialect: Dialect) -> Vec<String> {
    let filters = intent.filters.iter().map(|filter| condition(filter, dialect));
    let first = intent.dimensions.first().filter(|_| intent.of_first).map(|&first| {
        let (value, column) = (dialect.dimension(first), first.spec().column);
        let kept = format!("{value} IN (SELECT {column} FROM {FIRST})");
        let none = format!("{value} IS NULL AND EXISTS (SELECT 1 FROM {FIRST} WHERE {column} IS NULL)");
        if first == Dimension::Tier { format!("({kept} OR {none})") } else { kept }
    });
    filters.chain(first).collect()
}

/// What a period demands of the date that `expression` gives.
pub(super) fn dates(period: &Period, expression: &str, dialect: Dialect) -> Vec<String> {
    let from = period.from.map(|date| format!("{expression} >= {}", dialect.date(date)));
    let until = period.until.map(|date| format!("{expression} < {}", dialect.date(date)));
    from.into_iter().chain(until).collect()
}

fn condition(filter: &Filter, dialect: Dialect) -> String {
    let expression = dialect.dimension(filter.dimension);
    let boolean = filter.dimension.spec().kind == ColumnType::Boolean;
    let literals = filter.values.iter().map(|value| match *value {
        "true" if boolean => dialect.pick("1", "TRUE").to_owned(),
        "false" if boolean => dialect.pick("0", "FALSE").to_owned(),
        value => dialect.text(value),
    });
    let literals: Vec<_> = literals.collect();
    let condition = match (literals.as_slice(), filter.exclude) {
        ([only], false) => format!("{expression} = {only}"),
        ([only], true) => format!("{expression} <> {only}"),
        (many, false) => format!("{expression} IN ({})", many.join(", ")),
        (many, true) => format!("{expression} NOT IN ({})", many.join(", ")),
    };
    // Who has no tier is not in the tier that is left out.
    if filter.exclude && filter.dimension == Dimension::Tier {
        return format!("({expression} IS NULL OR {condition})");
    }
    condition
}
