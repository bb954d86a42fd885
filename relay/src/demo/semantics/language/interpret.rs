//! From a question and the previous intent to the next intent, or to the
//! reason why there is none. No word is passed over: what is not understood
//! is named in the reason.

use time::Date;

use super::compare::{self, split_by_the_compared};
use super::mentions::Mentions;
use super::refine::{refine, sort_by_name};
use super::scan::scan;
use crate::demo::semantics::dimension::Dimension;
use crate::demo::semantics::intent::{Intent, Order};
use crate::demo::semantics::measure::Measure;

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
    /// It is a word of thanks.
    Thanks,
    /// It has no word that says what is wanted.
    Nothing,
    /// It has words that are not known or that ask for too much; holds them.
    Words(Vec<String>),
    /// It asks for a change but not for one between what; holds the word.
    CompareWhat(String),
    /// It wants several things compared at once, or compared and as shares.
    CompareOne,
    /// It asks for a share of everything; holds the word.
    ShareOfWhat(String),
    /// It asks for the best of each of several things; holds their names.
    BestOfEach(Vec<String>),
    /// It asks for one measure as a part of another one; holds both.
    Ratio([String; 2]),
    /// It may leave out all that has to do with some values, not just these;
    /// holds the word that does, and the values.
    LeavesOut(String, Vec<String>),
    /// It names several separate periods.
    Periods,
    /// It asks for too many splits at once.
    Dimensions,
}

/// Reads `question`, asked on `today` after `previous`.
#[must_use]
pub fn interpret(question: &str, previous: Option<&Intent>, today: Date) -> Reading {
    match read(scan(question, today), previous, today) {
        Ok(intent) => Reading::Ask(intent),
        Err(reason) => Reading::Clarify(reason),
    }
}

fn read(mut mentions: Mentions, previous: Option<&Intent>, today: Date) -> Result<Intent, Reason> {
    if let Some(reason) = obstacle(&mentions) {
        return Err(reason);
    }
    split_by_the_compared(&mut mentions);
    // Without a measure there is nothing to answer from but what was asked before.
    let only_sorts = mentions.sort && mentions.dimensions.is_empty();
    let refines = only_sorts || mentions.refines();
    let mut intent = match previous {
        Some(previous) if refines => refine(previous.clone(), &mut mentions)?,
        _ => fresh(&mut mentions),
    };
    intent.corrections = std::mem::take(&mut mentions.corrections);
    if let Some(dimension) = mentions.sort_name {
        sort_by_name(&mut intent, dimension)?;
    }
    compare::settle(&mut intent, &mut mentions, today)?;
    // Something that is the highest or the top needs rows to choose from.
    let ranked = intent.order != Order::Natural || intent.limit.is_some();
    if ranked && intent.dimensions.is_empty() {
        intent.dimensions.push(Dimension::Product);
    }
    check(&intent, &mentions)?;
    Ok(intent)
}

fn obstacle(mentions: &Mentions) -> Option<Reason> {
    if !mentions.open.is_empty() {
        return Some(Reason::Words(mentions.open.clone()));
    }
    if !mentions.says_something() {
        let polite = mentions.thanks.then_some(Reason::Thanks);
        return polite.or(mentions.greeting.then_some(Reason::Greeting)).or(Some(Reason::Nothing));
    }
    if let Some(ratio) = mentions.ratio.clone() {
        return Some(Reason::Ratio(ratio));
    }
    if mentions.best_of_each {
        let names = mentions.dimensions.iter().map(|dimension| dimension.spec().one.to_owned());
        return Some(Reason::BestOfEach(names.collect()));
    }
    // A count of something that is no measure, e.g. "how many regions".
    let counted = mentions.how_many.as_ref().filter(|_| mentions.measures.is_empty())?;
    let names: Vec<_> =
        mentions.dimensions.iter().map(|dimension| dimension.spec().many.to_owned()).collect();
    Some(Reason::Words(if names.is_empty() { vec![counted.clone()] } else { names }))
}

/// An intent that stands alone.
fn fresh(mentions: &mut Mentions) -> Intent {
    let ranges = mentions.take_ranges(None);
    if mentions.measures.is_empty() && ranges.is_empty() {
        mentions.measures.push(Measure::TotalSales);
    }
    let mut intent = Intent {
        measures: std::mem::take(&mut mentions.measures),
        dimensions: std::mem::take(&mut mentions.dimensions),
        filters: std::mem::take(&mut mentions.filters),
        share: mentions.share.is_some(),
        order: mentions.order.unwrap_or_default(),
        limit: mentions.limit,
        ..Intent::default()
    };
    intent.show_ranges(ranges);
    if let Some(measure) = mentions.order_by {
        intent.order_by(measure);
    }
    if mentions.sort && mentions.order.is_none() {
        intent.order = Order::Highest;
    }
    intent
}

/// What a finished intent may still lack.
fn check(intent: &Intent, mentions: &Mentions) -> Result<(), Reason> {
    if intent.dimensions.len() > MAX_DIMENSIONS {
        return Err(Reason::Dimensions);
    }
    let listed = !intent.dimensions.is_empty() && !intent.ranges.is_empty();
    if mentions.range_word.is_some() && !listed {
        return Err(Reason::Words(mentions.range_word.iter().cloned().collect()));
    }
    if let Some(exclusion) = mentions.exclusions.iter().find(|exclusion| exclusion.may_mean_more(intent)) {
        let values = exclusion.filter.iter().flat_map(|filter| &filter.values);
        let values = values.map(|value| (*value).to_owned()).collect();
        return Err(Reason::LeavesOut(exclusion.word.clone(), values));
    }
    if intent.share && intent.dimensions.is_empty() && intent.filters.len() != 1 {
        return Err(Reason::ShareOfWhat(mentions.share.clone().unwrap_or_default()));
    }
    Ok(())
}
