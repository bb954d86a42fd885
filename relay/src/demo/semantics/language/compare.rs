//! Which periods a question looks at, and what it compares.

use time::Date;

use super::interpret::Reason;
use super::mentions::Mentions;
use super::period::Period;
use crate::demo::data::first_day;
use crate::demo::semantics::calendar::{Unit, stretch};
use crate::demo::semantics::dimension::Dimension;
use crate::demo::semantics::intent::{Against, Intent, Order};

/// "Compare West and Midwest": several values side by side are a split.
pub(super) fn split_by_the_compared(mentions: &mut Mentions) {
    if mentions.compare.is_none() || mentions.against.is_some() {
        return;
    }
    let compared = mentions.filters.iter().filter(|filter| filter.values.len() > 1 && !filter.exclude);
    let compared: Vec<_> = compared.map(|filter| filter.dimension).collect();
    mentions.beside &= compared.is_empty();
    let compared = compared.into_iter().filter(|new| !mentions.dimensions.contains(new));
    let compared: Vec<_> = compared.collect();
    mentions.dimensions.extend(compared);
}

/// Settles the period of `intent` and what it is compared with.
pub(super) fn settle(intent: &mut Intent, mentions: &mut Mentions, today: Date) -> Result<(), Reason> {
    let mut periods = std::mem::take(&mut mentions.periods);
    let fallback = intent.period.clone();
    let lined = intent.dimensions.iter().any(|dimension| dimension.unit().is_some());
    let comparing = mentions.compare.is_some() || mentions.growth.is_some();
    // "the change from March to May" is one between the two, not of all three.
    if let (Some(ends), [_], true) = (mentions.ends.take(), periods.as_slice(), comparing && !lined) {
        periods = ends.to_vec();
    }
    if let Some(earlier) = mentions.versus.take() {
        match periods.first().cloned().or(fallback).filter(|known| *known != earlier) {
            Some(later) => periods = vec![later, earlier],
            None => {
                let unit = unit_before(&earlier, today).ok_or_else(|| what(mentions))?;
                mentions.against = Some(Against::Earlier(unit));
                periods.extend(unit.whole(today));
            }
        }
    }
    // "Compare that with May": the period before is one of the two.
    if let ([only], Some(_), None, Some(known)) =
        (periods.as_slice(), &mentions.compare, &mentions.against, &intent.period)
        && only != known
    {
        periods.push(known.clone());
    }
    match periods.as_slice() {
        [] => {}
        // 2024 and 2025 are one period of two years.
        [one, other] if !comparing && adjacent(one, other).is_some() => intent.period = adjacent(one, other),
        [only] => intent.period = Some(only.clone()),
        [one, other] if comparing && mentions.against.is_none() => {
            let (later, earlier) = if one.from >= other.from { (one, other) } else { (other, one) };
            // "the last 30 days compared with the previous 30 days" names one stretch twice.
            let before = (one == other).then_some(Against::Before);
            intent.against = Some(before.or_else(|| between(later, earlier)).ok_or(Reason::Periods)?);
            intent.period = Some(later.clone());
        }
        _ => return Err(Reason::Periods),
    }
    if let Some(against) = mentions.against.take() {
        intent.against = Some(against);
    } else if let Some(word) = mentions.growth.as_ref().or(mentions.compare.as_ref())
        && periods.len() < 2
    {
        let alone = intent.dimensions.is_empty() && !periods.is_empty();
        if mentions.growth.is_some() || alone {
            intent.against.get_or_insert(Against::Before);
        } else if intent.dimensions.is_empty() || mentions.beside {
            return Err(Reason::CompareWhat(word.clone()));
        }
    }
    if let (Some(Against::Earlier(unit)), false) = (&intent.against, comparing)
        && !fits(*unit, intent.period.as_ref())
        && !intent.dimensions.iter().any(|dimension| dimension.unit().is_some())
    {
        intent.against = Some(Against::Before);
    }
    if intent.against.is_some() {
        complete(intent, mentions, today)?;
    }
    bound(intent, today);
    if intent.against.is_some() && intent.earlier().is_none() {
        return Err(what(mentions));
    }
    Ok(())
}

fn what(mentions: &Mentions) -> Reason {
    let word = mentions.growth.as_ref().or(mentions.compare.as_ref());
    Reason::CompareWhat(word.cloned().unwrap_or_default())
}

/// The unit of which `earlier` is the last one before that of today.
fn unit_before(earlier: &Period, today: Date) -> Option<Unit> {
    let last = |unit: &Unit| unit.whole(unit.shift(unit.start(today)?, -1)?);
    Unit::LONGEST_FIRST
        .into_iter()
        .find(|unit| last(unit).is_some_and(|last| last.from == earlier.from && last.until == earlier.until))
}

/// Two periods as one, if they follow on each other.
fn adjacent(one: &Period, other: &Period) -> Option<Period> {
    let (first, second) = if one.from <= other.from { (one, other) } else { (other, one) };
    (first.until == second.from).then(|| stretch(first.from?, second.until?))?
}

/// How `later` relates to `earlier`; `None` when they cannot be compared.
fn between(later: &Period, earlier: &Period) -> Option<Against> {
    let (from, until) = (later.from?, later.until?);
    let (start, end) = (earlier.from?, earlier.until?);
    let apart = |unit: &Unit| unit.shift(from, -1) == Some(start) && unit.shift(until, -1) == Some(end);
    if let Some(unit) = Unit::LONGEST_FIRST.into_iter().find(apart) {
        return Some(Against::Earlier(unit));
    }
    let (days, other) = ((until - from).whole_days(), (end - start).whole_days());
    if days.abs_diff(other) * 10 <= days.max(other).unsigned_abs() {
        return Some(Against::Named(earlier.clone()));
    }
    // "March 2026 compared to last year": the same days of that year.
    let a_year = Unit::Year.start(start) == Some(start) && Unit::Year.shift(start, 1) == Some(end);
    let within = Unit::Year.shift(from, -1)? >= start && Unit::Year.shift(until, -1)? <= end;
    (a_year && within).then_some(Against::Earlier(Unit::Year))
}

/// Gives a comparison the period or the line of time that it lacks.
fn complete(intent: &mut Intent, mentions: &Mentions, today: Date) -> Result<(), Reason> {
    if intent.measures.len() > 1 || intent.share {
        return Err(Reason::CompareOne);
    }
    let lined = intent.dimensions.iter().any(|dimension| dimension.unit().is_some());
    let tomorrow = today.next_day();
    if !lined {
        match (&intent.against, &mut intent.period) {
            (Some(Against::Earlier(Unit::Year)), period @ None) => *period = Unit::Year.whole(today),
            (Some(Against::Earlier(unit)), period) if !fits(*unit, period.as_ref()) => {
                intent.dimensions.insert(0, line_of(*unit));
            }
            (Some(Against::Earlier(_)), Some(period)) if period.until.is_none() => {
                *period =
                    period.from.and_then(|from| stretch(from, tomorrow?)).unwrap_or_else(|| period.clone());
            }
            _ => {}
        }
    }
    let ranked = mentions.order.is_some() && mentions.order_by.is_none();
    let lined = intent.shortest_unit().is_some();
    intent.by_change |= mentions.growth.is_some() && (ranked || mentions.sort_change || lined);
    // "the biggest decline" is the lowest change.
    match (mentions.direction, mentions.order) {
        _ if lined || intent.dimensions.is_empty() => return Ok(()),
        (Some(Order::Lowest), order) => {
            intent.order = if order == Some(Order::Lowest) { Order::Highest } else { Order::Lowest };
        }
        (Some(Order::Highest), None) => intent.order = Order::Highest,
        _ => return Ok(()),
    }
    (intent.by_change, intent.only) = (true, mentions.direction);
    Ok(())
}

/// Whether the period is no longer than the unit that it is compared over.
fn fits(unit: Unit, period: Option<&Period>) -> bool {
    let ends = period.and_then(|period| Some((unit.shift(period.from?, 1)?, period.until?)));
    ends.is_some_and(|(unit_end, until)| until <= unit_end)
}

const fn line_of(unit: Unit) -> Dimension {
    match unit {
        Unit::Day => Dimension::Day,
        Unit::Week => Dimension::Week,
        Unit::Month => Dimension::Month,
        Unit::Quarter => Dimension::Quarter,
        Unit::Year => Dimension::Year,
    }
}

/// Notes where the data end before the period or the units that are listed do.
fn bound(intent: &mut Intent, today: Date) {
    let tomorrow = today.next_day();
    let period = intent.period.as_ref();
    let (from, until) = (period.and_then(|period| period.from), period.and_then(|period| period.until));
    let begun = |end: &Date| from.is_some_and(|from| from < *end);
    intent.running = tomorrow.filter(|end| begun(end) && until.is_some_and(|until| until > *end));
    intent.whole = whole_units(intent, from, until, today);
}

fn whole_units(intent: &Intent, from: Option<Date>, until: Option<Date>, today: Date) -> Option<[Date; 2]> {
    let unit = intent.shortest_unit()?;
    let first = first_day(today);
    let from = from.map_or(first, |from| from.max(first));
    let until = until.into_iter().chain(today.next_day()).min()?;
    let start = unit.start(from)?;
    let start = if start < from { unit.shift(start, 1)? } else { start };
    let end = unit.start(until)?;
    (start < end && [start, end] != [from, until]).then_some([start, end])
}
