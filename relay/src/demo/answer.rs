//! The words around a result: title, description, the reasoning that Genie
//! shows, and the sentence with the key figures. Every figure is the exact
//! value of a cell.

use time::Date;
use time::macros::format_description;

use super::database::{Cell, Rows};
use super::decimal::grouped;
use super::semantics::dimension::Dimension;
use super::semantics::intent::{Filter, Intent, Order};
use super::semantics::measure::Measure;
use super::semantics::statement::{ColumnType, Source, sources};

/// A short name for the query, e.g. `Total sales by product in 2025`.
pub(crate) fn title(intent: &Intent) -> String {
    let by = match intent.dimensions.as_slice() {
        [] => String::new(),
        dimensions => format!(" by {}", join(dimensions.iter().map(|dimension| dimension.spec().one))),
    };
    capital(&format!("{}{by}{}", measures(intent), scope(intent)))
}

/// What the query does, in a sentence.
pub(crate) fn description(intent: &Intent) -> String {
    format!("Shows {}{}{}{}.", measures(intent), for_each(intent), scope(intent), sorting(intent))
}

/// How the question was understood.
pub(crate) fn understanding(intent: &Intent) -> String {
    format!("You want to see {}{}{}.", measures(intent), for_each(intent), scope(intent))
}

/// The tables that are read, as a Markdown list.
pub(crate) fn data_sourcing(intent: &Intent) -> String {
    let used = sources(intent);
    let through_orders = |source| matches!(source, Source::Orders | Source::Stores | Source::Customers);
    let tables = [
        ("order_lines", true),
        ("orders", used.iter().copied().any(through_orders)),
        ("products", used.contains(&Source::Products)),
        ("stores", used.contains(&Source::Stores)),
        ("customers", used.contains(&Source::Customers)),
    ];
    let tables =
        tables.iter().filter(|(_, read)| *read).map(|(table, _)| format!("- main.food_sales.{table}"));
    tables.collect::<Vec<_>>().join("\n")
}

/// The steps of the calculation, as a Markdown list.
pub(crate) fn steps(intent: &Intent) -> String {
    let period = intent.period.iter().map(|period| format!("Keep the orders {}", period.label));
    let filters = intent.filters.iter().map(|filter| format!("Keep {}", kept(filter)));
    let measures =
        intent.measures.iter().map(|measure| format!("{}{}", measure.spec().step, for_each(intent)));
    let sort = (!intent.dimensions.is_empty()).then(|| format!("Sort{}", sorting(intent).replace(',', "")));
    let limit = intent.limit.map(|limit| format!("Keep the first {limit}"));
    let steps = period.chain(filters).chain(measures).chain(sort).chain(limit);
    steps.map(|step| format!("- {step}.")).collect::<Vec<_>>().join("\n")
}

/// The answer: the key figures in bold.
pub(crate) fn text(intent: &Intent, rows: &Rows) -> String {
    let empty = |row: &Vec<Cell>| row.iter().all(|cell| matches!(cell, Cell::Null | Cell::Number(0)));
    let Some(first) = rows.rows.first() else {
        return format!("Nothing was found{}.", scope(intent));
    };
    if intent.dimensions.is_empty() {
        if empty(first) {
            return format!("Nothing was found{}.", scope(intent));
        }
        let parts =
            intent.measures.iter().zip(first).map(|(&measure, cell)| {
                format!("{} came to {}", measure.spec().label, figure(measure, cell))
            });
        return capital(&format!("{}{}.", join(parts), scope(intent)));
    }
    let measure = intent.first_measure();
    let label = measure.spec().label;
    let value = |row: &[Cell]| row.get(intent.dimensions.len()).cloned().unwrap_or(Cell::Null);
    let shown = |row: &[Cell]| figure(measure, &value(row));
    let end = listed(intent, rows);
    if rows.truncated {
        // What lies beyond the cut is not known, so nothing is called the highest.
        return end;
    }
    if intent.calendar().is_some() {
        let amount = |row: &&Vec<Cell>| if let Cell::Number(amount) = value(row) { amount } else { i64::MIN };
        let highest = rows.rows.iter().rev().max_by_key(amount).unwrap_or(first);
        let lowest = rows.rows.iter().min_by_key(amount).filter(|row| value(row) != value(highest));
        let lowest = lowest.map(|row| format!(", **{}** the lowest with {}", name(intent, row), shown(row)));
        return format!(
            "**{}** has the highest {label}{} with {}{}. {end}",
            name(intent, highest),
            scope(intent),
            shown(highest),
            lowest.unwrap_or_default(),
        );
    }
    let place = if intent.order == Order::Lowest { "is lowest" } else { "leads" };
    let second =
        rows.rows.get(1).map(|row| format!(", followed by **{}** with {}", name(intent, row), shown(row)));
    format!(
        "**{}** {place} with {} in {label}{}{}. {end}",
        name(intent, first),
        shown(first),
        scope(intent),
        second.unwrap_or_default(),
    )
}

/// How much of the data the rows are.
fn listed(intent: &Intent, rows: &Rows) -> String {
    let count = grouped(rows.rows.len() as i128, 0);
    let one = rows.rows.len() == 1;
    let noun = match intent.dimensions.as_slice() {
        [only] if one => only.spec().one,
        [only] => only.spec().many,
        _ if one => "row",
        _ => "rows",
    };
    let which = match (rows.truncated, intent.limit) {
        (true, _) => "The first ",
        (false, None) if !one => "All ",
        _ => "",
    };
    format!("{which}{count} {noun} {} listed{}.", if one { "is" } else { "are" }, sorting(intent))
}

fn measures(intent: &Intent) -> String {
    join(intent.measures.iter().map(|measure| measure.spec().label))
}

fn for_each(intent: &Intent) -> String {
    match intent.dimensions.as_slice() {
        [] => String::new(),
        dimensions => format!(" for each {}", join(dimensions.iter().map(|dimension| dimension.spec().one))),
    }
}

/// What limits the question: ` for Vegan Pizza in 2025`.
fn scope(intent: &Intent) -> String {
    let filters = intent.filters.iter().map(kept);
    let filters: Vec<_> = filters.collect();
    let filters = if filters.is_empty() { String::new() } else { format!(" for {}", filters.join(" and ")) };
    let period = intent.period.as_ref().map(|period| format!(" {}", period.label));
    format!("{filters}{}", period.unwrap_or_default())
}

/// What a filter keeps, in words.
fn kept(filter: &Filter) -> String {
    match (filter.dimension, filter.values.as_slice()) {
        (Dimension::Delivered, ["true"]) => "delivered orders".to_owned(),
        (Dimension::Delivered, ["false"]) => "orders that were not delivered".to_owned(),
        (_, values) => values.join(" or "),
    }
}

/// How the rows are ordered: `, highest first`.
fn sorting(intent: &Intent) -> String {
    if intent.dimensions.is_empty() {
        return String::new();
    }
    match (intent.calendar(), intent.order) {
        (Some(calendar), _) => format!(", by {}", calendar.spec().one),
        (None, Order::Lowest) => ", lowest first".to_owned(),
        (None, _) => ", highest first".to_owned(),
    }
}

/// The value of a measure for readers, in bold.
fn figure(measure: Measure, cell: &Cell) -> String {
    let amount = match (cell, measure.spec().kind) {
        (Cell::Number(units), ColumnType::Decimal { scale, .. }) => {
            format!("${}", grouped((*units).into(), scale))
        }
        (Cell::Number(number), _) => grouped((*number).into(), 0),
        _ => "none".to_owned(),
    };
    format!("**{amount}**")
}

/// What a row stands for, e.g. `Vegan Pizza / March 2025`.
fn name(intent: &Intent, row: &[Cell]) -> String {
    let parts = intent.dimensions.iter().zip(row).map(|(&dimension, cell)| member(dimension, cell));
    parts.collect::<Vec<_>>().join(" / ")
}

fn member(dimension: Dimension, cell: &Cell) -> String {
    match (dimension, cell) {
        (_, Cell::Null) => format!("no {}", dimension.spec().one),
        (Dimension::Delivered, Cell::Number(0)) => "not delivered".to_owned(),
        (Dimension::Delivered, Cell::Number(_)) => "delivered".to_owned(),
        // The first of a month stands for the whole month.
        (Dimension::Month, Cell::Text(text)) => {
            match Date::parse(text, format_description!("[year]-[month]-[day]")) {
                Ok(date) => format!("{} {}", date.month(), date.year()),
                Err(_) => text.clone(),
            }
        }
        (_, Cell::Number(number)) => number.to_string(),
        (_, Cell::Text(text)) => text.clone(),
    }
}

fn join<S: AsRef<str>>(parts: impl Iterator<Item = S>) -> String {
    let parts: Vec<S> = parts.collect();
    let parts: Vec<&str> = parts.iter().map(AsRef::as_ref).collect();
    match parts.as_slice() {
        [all @ .., last] if !all.is_empty() => format!("{} and {last}", all.join(", ")),
        [only] => (*only).to_owned(),
        _ => String::new(),
    }
}

fn capital(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}
