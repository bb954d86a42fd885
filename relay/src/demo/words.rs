//! The words for the parts of an intent and for cells. Sentences are made of
//! them elsewhere.

use time::Date;
use time::macros::format_description;

use super::database::Cell;
use super::decimal::{self, grouped};
use super::semantics::dimension::Dimension;
use super::semantics::intent::{Bound, Earlier, Filter, Intent, Order, Range};
use super::semantics::measure::{Measure, Nature};
use super::semantics::statement::ColumnType;

pub(super) fn measures(intent: &Intent) -> String {
    let names = join(intent.measures.iter().map(|measure| measure.spec().label));
    if intent.share { format!("{names} and the share of the total") } else { names }
}

/// What limits the question: ` for Vegan Pizza in 2025`.
pub(super) fn scope(intent: &Intent) -> String {
    let part = |word: &str, exclude: bool| {
        let kept = intent.filters.iter().filter(|filter| filter.exclude == exclude).map(values);
        let kept: Vec<_> = kept.collect();
        if kept.is_empty() { String::new() } else { format!(" {word} {}", kept.join(" and ")) }
    };
    let ranges = intent.ranges.iter().map(range);
    let ranges: Vec<_> = ranges.collect();
    let ranges = if ranges.is_empty() { String::new() } else { format!(" with {}", ranges.join(" and ")) };
    let change = match intent.only {
        Some(Order::Lowest) => " with a decrease",
        Some(_) => " with an increase",
        None => "",
    };
    let period = intent.period.as_ref().map(|period| format!(" {}", period.label)).unwrap_or_default();
    let so_far = if intent.running.is_some() { " so far" } else { "" };
    let units =
        intent.whole_units().map(|unit| format!(" (whole {}s only)", unit.name())).unwrap_or_default();
    let (kept, left_out) = (part("for", false), part("without", true));
    format!("{}{kept}{left_out}{ranges}{change}{period}{so_far}{units}", first_ones(intent))
}

/// What is split further: ` of the 3 stores with the highest profit`.
fn first_ones(intent: &Intent) -> String {
    let Some(dimension) = intent.dimensions.first().filter(|_| intent.of_first) else {
        return String::new();
    };
    let which = if intent.order == Order::Lowest { "lowest" } else { "highest" };
    match intent.limit {
        Some(limit) => {
            let (many, measure) = (dimension.spec().many, intent.first_measure().spec().label);
            format!(" of the {limit} {many} with the {which} {measure}")
        }
        None => format!(" of {}", dimension.spec().many),
    }
}

/// What the first measure is compared with: ` compared with May 2026`.
pub(super) fn comparison(intent: &Intent) -> String {
    match intent.earlier() {
        None => String::new(),
        Some(Earlier::Period(period)) => {
            let start = ["in ", "on ", "from "].iter().find_map(|word| period.label.strip_prefix(word));
            format!(" compared with {}{}", start.unwrap_or(&period.label), same_days(intent))
        }
        Some(Earlier::Step(_, unit)) => format!(" compared with one {} earlier", unit.name()),
    }
}

/// Where the value to compare with comes from: ` in May 2026`, ` one month earlier`.
pub(super) fn earlier(intent: &Intent) -> String {
    match intent.earlier() {
        None => String::new(),
        Some(Earlier::Period(period)) => format!(" {}{}", period.label, same_days(intent)),
        Some(Earlier::Step(_, unit)) => format!(" one {} earlier", unit.name()),
    }
}

/// Says that a period that is not over is compared with as much of the other.
fn same_days(intent: &Intent) -> &'static str {
    if intent.running.is_some() { " (the same days)" } else { "" }
}

/// What a filter does, in words: `Keep Website`.
pub(super) fn kept(filter: &Filter) -> String {
    format!("{} {}", if filter.exclude { "Leave out" } else { "Keep" }, values(filter))
}

fn values(filter: &Filter) -> String {
    let value = |value: &&'static str| match (filter.dimension, *value) {
        (Dimension::Delivered, "true") => "delivered orders",
        (Dimension::Delivered, "false") => "orders that were not delivered",
        (Dimension::Vegan, "true") => "vegan products",
        (Dimension::Vegan, "false") => "products that are not vegan",
        (_, value) => value,
    };
    filter.values.iter().map(value).collect::<Vec<_>>().join(" or ")
}

/// `total sales over $1,000`.
pub(super) fn range(range: &Range) -> String {
    let bound = match range.bound {
        Bound::Over => "over",
        Bound::AtLeast => "of at least",
        Bound::Under => "under",
        Bound::AtMost => "of at most",
    };
    let amount = grouped(range.hundredths.into(), 2);
    let amount = amount.strip_suffix(".00").unwrap_or(&amount);
    format!("{} {bound} {}", range.measure.spec().label, unit_of(range.measure, amount))
}

/// How the rows are ordered: `, highest first`.
pub(super) fn sorting(intent: &Intent) -> String {
    if intent.dimensions.is_empty() {
        return String::new();
    }
    let change = if intent.by_change { " change" } else { "" };
    match (intent.calendar(), intent.order) {
        (Some(calendar), _) => format!(", by {}", calendar.spec().one),
        (None, Order::Lowest) => format!(", lowest{change} first"),
        (None, Order::ByName) => ", from A to Z".to_owned(),
        (None, _) => format!(", highest{change} first"),
    }
}

/// The value of a measure for readers, in bold.
pub(super) fn figure(measure: Measure, cell: &Cell) -> String {
    match (cell, measure.spec().kind) {
        (Cell::Number(units), ColumnType::Decimal { scale, .. }) => {
            format!("**{}**", unit_of(measure, &grouped((*units).into(), scale)))
        }
        (Cell::Number(number), _) => format!("**{}**", grouped((*number).into(), 0)),
        _ => "**none**".to_owned(),
    }
}

/// A percentage in tenths, in bold.
pub(super) fn percentage(tenths: i64) -> String {
    format!("**{}%**", decimal::format(tenths.into(), 1))
}

/// A change in percent, in tenths, with its sign, in bold.
pub(super) fn change(measure: Measure, tenths: i64) -> String {
    let unit = if measure.spec().nature == Nature::Percentage { " points" } else { "%" };
    let sign = if tenths > 0 { "+" } else { "" };
    format!("**{sign}{}{unit}**", decimal::format(tenths.into(), 1))
}

fn unit_of(measure: Measure, amount: &str) -> String {
    match (measure.spec().nature, measure.spec().kind) {
        (Nature::Percentage, _) => format!("{amount}%"),
        (_, ColumnType::Decimal { .. }) => match amount.strip_prefix('-') {
            Some(loss) => format!("-${loss}"),
            None => format!("${amount}"),
        },
        _ => amount.to_owned(),
    }
}

/// What a row stands for, e.g. `Vegan Pizza / March 2025`.
pub(super) fn name(intent: &Intent, row: &[Cell]) -> String {
    let parts = intent.dimensions.iter().zip(row).map(|(&dimension, cell)| member(dimension, cell));
    parts.collect::<Vec<_>>().join(" / ")
}

/// The name of the unit of time that a row stands for, e.g. `March 2025`.
pub(super) fn unit_name(intent: &Intent, row: &[Cell]) -> String {
    let shortest = intent.shortest_unit();
    let mut parts = intent.dimensions.iter().zip(row);
    let part = parts.find(|(dimension, _)| dimension.unit() == shortest);
    part.map(|(&dimension, cell)| member(dimension, cell)).unwrap_or_default()
}

fn member(dimension: Dimension, cell: &Cell) -> String {
    match (dimension, cell) {
        (_, Cell::Null) => format!("no {}", dimension.spec().one),
        (Dimension::Delivered, Cell::Number(0)) => "not delivered".to_owned(),
        (Dimension::Delivered, Cell::Number(_)) => "delivered".to_owned(),
        (Dimension::Vegan, Cell::Number(0)) => "not vegan".to_owned(),
        (Dimension::Vegan, Cell::Number(_)) => "vegan".to_owned(),
        (Dimension::Order, Cell::Number(number)) => format!("Order {number}"),
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

/// Whether the row stands for a unit that the period and the data hold as a whole.
pub(super) fn is_whole(intent: &Intent, row: &[Cell]) -> bool {
    let (Some([from, until]), Some(unit)) = (intent.whole, intent.shortest_unit()) else { return true };
    let at = intent.dimensions.iter().position(|dimension| dimension.unit() == Some(unit));
    let begins = at.and_then(|at| row.get(at)).and_then(first_day);
    begins.is_none_or(|day| from <= day && day < until)
}

/// The first day of what a calendar cell stands for: `2025-03-01`, `2025-Q1`, 2025.
fn first_day(cell: &Cell) -> Option<Date> {
    let text = match cell {
        Cell::Number(year) => format!("{year}-01-01"),
        Cell::Text(text) => match text.split_once("-Q") {
            Some((year, quarter)) => format!("{year}-{:02}-01", quarter.parse::<u8>().ok()? * 3 - 2),
            None => text.clone(),
        },
        Cell::Null => return None,
    };
    Date::parse(&text, format_description!("[year]-[month]-[day]")).ok()
}

/// `a, b and c`.
pub(super) fn join<S: AsRef<str>>(parts: impl Iterator<Item = S>) -> String {
    let parts: Vec<S> = parts.collect();
    let parts: Vec<&str> = parts.iter().map(AsRef::as_ref).collect();
    match parts.as_slice() {
        [all @ .., last] if !all.is_empty() => format!("{} and {last}", all.join(", ")),
        [only] => (*only).to_owned(),
        _ => String::new(),
    }
}

pub(super) fn capital(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}
