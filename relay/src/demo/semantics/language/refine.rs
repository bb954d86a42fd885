//! A follow-up changes what it mentions and keeps the rest.

use super::interpret::Reason;
use super::mentions::Mentions;
use crate::demo::semantics::dimension::Dimension;
use crate::demo::semantics::intent::{Against, Filter, Intent, Order, Range};
use crate::demo::semantics::measure::{Measure, Nature};

/// The intent that `mentions` make of the one before. The period is settled
/// together with the comparison.
pub(super) fn refine(mut intent: Intent, mentions: &mut Mentions) -> Result<Intent, Reason> {
    if let Some(word) = mentions.all_of_it.clone().filter(|_| !mentions.measures.is_empty()) {
        take_all(&mut intent, word)?;
    }
    let add = mentions.add || mentions.sort || mentions.measures_are_ranges();
    replace(&mut intent.measures, std::mem::take(&mut mentions.measures), add);
    let new = std::mem::take(&mut mentions.dimensions);
    let splits_anew = !new.is_empty() && new != intent.dimensions;
    if mentions.trend || (splits_anew && !mentions.add) {
        // The first three of something else is not what was asked.
        intent.order = Order::Natural;
        intent.limit = None;
        intent.of_first = false;
        intent.ranges.clear();
    } else if splits_anew && !intent.of_first && (intent.limit.is_some() || !intent.ranges.is_empty()) {
        let named = |dimension: &Dimension| dimension.spec().one.to_owned();
        if intent.dimensions.len() > 1 || intent.by_change {
            return Err(Reason::BestOfEach(intent.dimensions.iter().chain(&new).map(named).collect()));
        }
        intent.of_first = !intent.dimensions.is_empty();
    }
    replace(&mut intent.dimensions, new, mentions.add);
    for filter in std::mem::take(&mut mentions.filters) {
        keep(&mut intent.filters, filter, mentions.add);
    }
    intent.ranges.retain(|range| intent.measures.contains(&range.measure));
    let ranges = mentions.take_ranges(Some(intent.first_measure()));
    intent.ranges.retain(|old| ranges.iter().all(|new| new.measure != old.measure));
    intent.show_ranges(ranges);
    let amounts = intent.measures.iter().all(|measure| measure.spec().nature == Nature::Amount);
    intent.share = (intent.share || mentions.share.is_some()) && amounts;
    if mentions.all_time {
        intent.period = None;
        intent.against = None;
    }
    if intent.against.is_none() {
        intent.only = None;
    }
    if matches!(intent.against, Some(Against::Named(_))) && !mentions.periods.is_empty() {
        intent.against = None;
    }
    intent.order = mentions.order.unwrap_or(intent.order);
    intent.by_change &= mentions.order.is_none() && !mentions.sort;
    intent.limit = mentions.limit.or(intent.limit);
    if let Some(measure) = mentions.order_by {
        intent.order_by(measure);
    }
    if mentions.sort && mentions.order.is_none() {
        intent.order = Order::Highest;
    }
    Ok(intent)
}

/// "How many is that" asks for one number about what was shown. Of a
/// part of the rows nothing is known but what they show.
fn take_all(intent: &mut Intent, word: String) -> Result<(), Reason> {
    if intent.limit.is_some() || !intent.ranges.is_empty() || intent.only.is_some() {
        return Err(Reason::Words(vec![word]));
    }
    intent.dimensions.clear();
    (intent.order, intent.share, intent.against) = (Order::Natural, false, None);
    Ok(())
}

/// Sorts by the names of a dimension that is shown.
pub(super) fn sort_by_name(intent: &mut Intent, dimension: Dimension) -> Result<(), Reason> {
    let Some(at) = intent.dimensions.iter().position(|shown| *shown == dimension) else {
        return Err(Reason::Words(vec!["sort".to_owned(), dimension.spec().one.to_owned()]));
    };
    intent.dimensions.swap(0, at);
    intent.order = Order::ByName;
    Ok(())
}

impl Intent {
    /// Lets `measure` decide the order; it is shown if it was not yet.
    pub(super) fn order_by(&mut self, measure: Measure) {
        self.measures.retain(|shown| *shown != measure);
        self.measures.insert(0, measure);
    }

    /// Adds `ranges` and shows what they limit.
    pub(super) fn show_ranges(&mut self, ranges: Vec<Range>) {
        for range in ranges {
            if !self.measures.contains(&range.measure) {
                self.measures.push(range.measure);
            }
            self.ranges.push(range);
        }
    }
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

/// A value to keep replaces what was said of its dimension; one to leave out
/// goes from what is kept, or joins what is left out.
fn keep(filters: &mut Vec<Filter>, new: Filter, add: bool) {
    let same = |filter: &&mut Filter| filter.dimension == new.dimension;
    match filters.iter_mut().find(same) {
        Some(old) if old.exclude == new.exclude => replace(&mut old.values, new.values, add || new.exclude),
        Some(old) if new.exclude && old.values.iter().any(|value| !new.values.contains(value)) => {
            old.values.retain(|value| !new.values.contains(value));
        }
        Some(old) => *old = new,
        None => filters.push(new),
    }
}
