//! The answer in one sentence, its key figures in bold. Every figure is the
//! exact value of a cell.

use super::database::{Cell, Rows};
use super::decimal::grouped;
use super::semantics::intent::{Intent, Order};
use super::semantics::measure::Nature;
use super::words::{
    capital, change, comparison, earlier, figure, is_whole, join, name, percentage, scope, sorting, unit_name,
};

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
    let lacks = |row: &Vec<Cell>| matches!(row.get(intent.dimensions.len()), None | Some(Cell::Null));
    let nothing = if intent.dimensions.is_empty() {
        rows.rows.iter().all(empty)
    } else {
        // Beside an earlier period there are rows for what came to nothing since.
        intent.against.is_some() && rows.rows.iter().all(lacks)
    };
    let first = rows.rows.first().filter(|_| !nothing);
    let Some(first) = first else {
        return format!("Nothing was found{}.", scope(intent));
    };
    if intent.dimensions.is_empty() {
        return total(intent, first);
    }
    let figures = if intent.is_ranked() {
        first_of(intent, rows, first)
    } else if rows.truncated {
        // What lies beyond the cut is not known, so nothing is called the highest.
        return format!("{}{}.", capital(&listed(intent, rows)), scope(intent));
    } else {
        highest_of(intent, rows, first)
    };
    format!("{figures}; {}{}.", listed(intent, rows), parts(intent, rows))
}

/// Names the rows that stand for a part of a month or another unit.
fn parts(intent: &Intent, rows: &Rows) -> String {
    let mut names: Vec<_> =
        rows.rows.iter().filter(|row| !is_whole(intent, row)).map(|row| unit_name(intent, row)).collect();
    names.dedup();
    match names.as_slice() {
        [] => String::new(),
        [only] => format!("; **{only}** is not complete"),
        [first, .., last] => format!("; **{first}** and **{last}** are not complete"),
    }
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
    let measure = intent.first_measure();
    let at = if intent.by_change { change_at(intent) } else { intent.dimensions.len() };
    let amount = |row: &&Vec<Cell>| match row.get(at) {
        Some(Cell::Number(amount)) => Some(*amount),
        _ => None,
    };
    // Of a part of a month nothing is the highest, and without a value nothing is the lowest.
    let counts = |row: &&Vec<Cell>| is_whole(intent, row) && amount(row).is_some();
    let highest = rows.rows.iter().rev().filter(counts).max_by_key(amount).unwrap_or(first);
    let lowest = rows.rows.iter().filter(counts).min_by_key(amount);
    let told = |row: &[Cell]| match row.get(at) {
        Some(Cell::Number(tenths)) if intent.by_change => change(measure, *tenths),
        _ => shown(intent, row),
    };
    let lowest = lowest.filter(|row| amount(row) != amount(&highest));
    let lowest = lowest.map(|row| format!(", **{}** the lowest with {}", name(intent, row), told(row)));
    let what = if intent.by_change { "change in " } else { "" };
    let beside = if intent.by_change { comparison(intent) } else { beside(intent, highest) };
    format!(
        "**{}** has the highest {what}{}{} with {}{beside}{}",
        name(intent, highest),
        measure.spec().label,
        scope(intent),
        told(highest),
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
    let before = figure(measure, row.get(intent.dimensions.len() + 1).unwrap_or(&Cell::Null));
    match row.get(change_at(intent)) {
        Some(Cell::Number(tenths)) => {
            format!(", {} from {before}{}", change(measure, *tenths), earlier(intent))
        }
        _ => ", with nothing to compare it with".to_owned(),
    }
}

/// Where the change in percent stands. A measure in percent changes by points,
/// which stand in the column of the change itself.
fn change_at(intent: &Intent) -> usize {
    let percentage = intent.first_measure().spec().nature == Nature::Percentage;
    intent.dimensions.len() + if percentage { 2 } else { 3 }
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
        (false, None) if !one && intent.ranges.is_empty() && intent.only.is_none() => "all ",
        _ => "",
    };
    format!("{which}{count} {noun} {} listed{}", if one { "is" } else { "are" }, sorting(intent))
}
