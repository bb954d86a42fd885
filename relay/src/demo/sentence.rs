//! The answer in one sentence, its key figures in bold. Every figure is the
//! exact value of a cell.

use super::database::{Cell, Rows};
use super::decimal::grouped;
use super::semantics::intent::{Intent, Order};
use super::semantics::measure::Nature;
use super::words::{capital, change, earlier, figure, join, name, percentage, scope, sorting};

/// The answer: a sentence, and what was read otherwise than it was written.
pub(crate) fn text(intent: &Intent, rows: &Rows) -> String {
    let read = |words: &[_]| -> String {
        let each = |word: &super::semantics::intent::Correction| {
            format!(" (“{}” was read as “{}”.)", word.written, word.read)
        };
        words.iter().map(each).collect()
    };
    format!("{}{}", sentence(intent, rows), read(&intent.corrections))
}

fn sentence(intent: &Intent, rows: &Rows) -> String {
    let empty = |row: &Vec<Cell>| row.iter().all(|cell| matches!(cell, Cell::Null | Cell::Number(0)));
    let first = rows.rows.first().filter(|row| !intent.dimensions.is_empty() || !empty(row));
    let Some(first) = first else {
        return format!("Nothing was found{}.", scope(intent));
    };
    if intent.dimensions.is_empty() {
        return total(intent, first);
    }
    if rows.truncated {
        // What lies beyond the cut is not known, so nothing is called the highest.
        return format!("{}.", capital(&listed(intent, rows)));
    }
    let sorted = intent.calendar().is_none() && intent.order != Order::ByName;
    let figures = if sorted { first_of(intent, rows, first) } else { highest_of(intent, rows, first) };
    format!("{figures}; {}.", listed(intent, rows))
}

/// `Total sales came to **$5** in 2025.`
fn total(intent: &Intent, row: &[Cell]) -> String {
    let figures = intent.measures.iter().zip(row);
    let figures =
        figures.map(|(&measure, cell)| format!("{} came to {}", measure.spec().label, figure(measure, cell)));
    let shares: Vec<_> = (0..intent.measures.len()).filter_map(|at| share(intent, row, at)).collect();
    let shares =
        if shares.is_empty() { String::new() } else { format!(", {} of the total", join(shares.iter())) };
    capital(&format!("{}{}{shares}{}.", join(figures), scope(intent), beside(intent, row)))
}

/// The first two rows of a result that is ordered by what is told of them.
fn first_of(intent: &Intent, rows: &Rows, first: &[Cell]) -> String {
    let measure = intent.first_measure();
    let place = match (intent.by_change, intent.order) {
        (true, Order::Lowest) => "has the lowest change",
        (true, _) => "has the highest change",
        (false, Order::Lowest) => "is lowest",
        (false, _) => "leads",
    };
    let second = rows.rows.get(1).map(|row| {
        format!(", followed by **{}** with {}{}", name(intent, row), shown(intent, row), beside(intent, row))
    });
    format!(
        "**{}** {place} with {} in {}{}{}{}",
        name(intent, first),
        shown(intent, first),
        measure.spec().label,
        scope(intent),
        beside(intent, first),
        second.unwrap_or_default(),
    )
}

/// The highest and the lowest row of a result that is ordered otherwise.
fn highest_of(intent: &Intent, rows: &Rows, first: &Vec<Cell>) -> String {
    let at = intent.dimensions.len();
    let value = |row: &[Cell]| row.get(at).cloned().unwrap_or(Cell::Null);
    let amount = |row: &&Vec<Cell>| if let Cell::Number(amount) = value(row) { amount } else { i64::MIN };
    let highest = rows.rows.iter().rev().max_by_key(amount).unwrap_or(first);
    let lowest = rows.rows.iter().min_by_key(amount).filter(|row| value(row) != value(highest));
    let lowest =
        lowest.map(|row| format!(", **{}** the lowest with {}", name(intent, row), shown(intent, row)));
    format!(
        "**{}** has the highest {}{} with {}{}{}",
        name(intent, highest),
        intent.first_measure().spec().label,
        scope(intent),
        shown(intent, highest),
        beside(intent, highest),
        lowest.unwrap_or_default(),
    )
}

/// The first measure of a row, with its share if there is one.
fn shown(intent: &Intent, row: &[Cell]) -> String {
    let cell = row.get(intent.dimensions.len()).unwrap_or(&Cell::Null);
    let figure = figure(intent.first_measure(), cell);
    share(intent, row, 0).map_or(figure.clone(), |share| format!("{figure} ({share})"))
}

fn share(intent: &Intent, row: &[Cell], measure: usize) -> Option<String> {
    match row.get(intent.dimensions.len() + intent.measures.len() + measure)? {
        Cell::Number(tenths) if intent.share => Some(percentage(*tenths)),
        _ => None,
    }
}

/// The value that a row is compared with: `, **+3.1%** compared with …`.
fn beside(intent: &Intent, row: &[Cell]) -> String {
    if intent.earlier().is_none() {
        return String::new();
    }
    let measure = intent.first_measure();
    let at = intent.dimensions.len() + 1;
    let before = figure(measure, row.get(at).unwrap_or(&Cell::Null));
    // A measure in percent changes by points, which stand in the column of the change.
    let percent = at + if measure.spec().nature == Nature::Percentage { 1 } else { 2 };
    match row.get(percent) {
        Some(Cell::Number(tenths)) => {
            format!(", {} from {before}{}", change(measure, *tenths), earlier(intent))
        }
        _ => ", with nothing to compare it with".to_owned(),
    }
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
        (true, _) => "the first ",
        (false, None) if !one && intent.ranges.is_empty() => "all ",
        _ => "",
    };
    format!("{which}{count} {noun} {} listed{}", if one { "is" } else { "are" }, sorting(intent))
}
