//! From a question and the previous intent to the next intent, or to the
//! reason why there is none. A follow-up changes what it mentions and keeps
//! the rest.

use time::Date;

use super::dimension::Dimension;
use super::intent::{Filter, Intent, Order};
use super::measure::Measure;
use super::scan::{Mentions, scan};

/// Splits beyond this make no readable table.
const MAX_DIMENSIONS: usize = 3;

/// What a question turned out to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reading {
    /// It can be answered.
    Ask(Intent),
    /// It cannot, for this reason.
    Clarify(Reason),
}

/// Why a question is answered by text only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// It is a greeting.
    Greeting,
    /// Nothing in it is known.
    Nothing,
    /// It asks for something outside of the layer; holds the word.
    Beyond(String),
    /// It names a value that the data does not have; holds the word.
    UnknownValue(String),
    /// It names several separate periods.
    Periods,
    /// It asks for too many splits at once.
    Dimensions,
}

/// Reads `question`, asked on `today` after `previous`.
#[must_use]
pub fn interpret(question: &str, previous: Option<&Intent>, today: Date) -> Reading {
    let mentions = scan(question, today);
    if let Some(reason) = obstacle(&mentions) {
        return Reading::Clarify(reason);
    }
    // Without a measure there is nothing to answer from but what was asked before.
    let refines = mentions.measures.is_empty() || mentions.follow_up || mentions.add;
    let intent = match previous {
        Some(previous) if refines => refine(previous.clone(), mentions),
        _ => fresh(mentions),
    };
    if intent.dimensions.len() > MAX_DIMENSIONS {
        return Reading::Clarify(Reason::Dimensions);
    }
    Reading::Ask(intent)
}

fn obstacle(mentions: &Mentions) -> Option<Reason> {
    if let Some(word) = &mentions.beyond {
        return Some(Reason::Beyond(word.clone()));
    }
    if !mentions.says_something() {
        return Some(if mentions.greeting { Reason::Greeting } else { Reason::Nothing });
    }
    if let Some(word) = &mentions.unknown {
        return Some(Reason::UnknownValue(word.clone()));
    }
    // A count of something that is no measure, e.g. "how many regions".
    if mentions.how_many && mentions.measures.is_empty() {
        return Some(Reason::Nothing);
    }
    (mentions.periods.len() > 1).then_some(Reason::Periods)
}

/// An intent that stands alone. Something that is the highest or the top
/// needs rows to choose from: products, if nothing else is said.
fn fresh(mut mentions: Mentions) -> Intent {
    if mentions.measures.is_empty() {
        mentions.measures.push(Measure::TotalSales);
    }
    let ranked = mentions.order.is_some() || mentions.limit.is_some();
    if ranked && mentions.dimensions.is_empty() {
        mentions.dimensions.push(Dimension::Product);
    }
    Intent {
        measures: mentions.measures,
        dimensions: mentions.dimensions,
        filters: mentions.filters,
        period: mentions.periods.pop(),
        order: mentions.order.unwrap_or_default(),
        limit: mentions.limit,
    }
}

fn refine(mut intent: Intent, mut mentions: Mentions) -> Intent {
    replace(&mut intent.measures, mentions.measures, mentions.add);
    let splits_anew = !mentions.dimensions.is_empty() && mentions.dimensions != intent.dimensions;
    if mentions.trend || (splits_anew && !mentions.add) {
        // The first three of something else is not what was asked.
        intent.order = Order::Natural;
        intent.limit = None;
    }
    replace(&mut intent.dimensions, mentions.dimensions, mentions.add);
    for filter in mentions.filters {
        keep(&mut intent.filters, filter, mentions.add);
    }
    if mentions.all_time {
        intent.period = None;
    }
    intent.period = mentions.periods.pop().or(intent.period);
    intent.order = mentions.order.unwrap_or(intent.order);
    intent.limit = mentions.limit.or(intent.limit);
    let ranked = mentions.order.is_some() || mentions.limit.is_some();
    if ranked && intent.dimensions.is_empty() {
        intent.dimensions.push(Dimension::Product);
    }
    intent
}

/// Puts `new` in place of `old`, or behind it when it is to be added.
fn replace<T: PartialEq>(old: &mut Vec<T>, new: Vec<T>, add: bool) {
    if new.is_empty() {
        return;
    }
    if !add {
        old.clear();
    }
    for item in new {
        if !old.contains(&item) {
            old.push(item);
        }
    }
}

fn keep(filters: &mut Vec<Filter>, new: Filter, add: bool) {
    match filters.iter_mut().find(|filter| filter.dimension == new.dimension) {
        Some(old) => replace(&mut old.values, new.values, add),
        None => filters.push(new),
    }
}
