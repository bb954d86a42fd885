//! What a question mentions, and which words of it belong together.

use super::exclusion::Exclusion;
use super::period::Period;
use super::vocabulary::Match;
use crate::demo::semantics::dimension::Dimension;
use crate::demo::semantics::intent::{Against, Bound, Correction, Filter, Order};
use crate::demo::semantics::measure::Measure;

/// Everything that a question mentions.
#[derive(Debug, Default)]
pub(super) struct Mentions {
    pub(super) measures: Vec<Measure>,
    pub(super) dimensions: Vec<Dimension>,
    pub(super) filters: Vec<Filter>,
    pub(super) periods: Vec<Period>,
    /// The two ends of the last of them, the later first, if it was named by its ends.
    pub(super) ends: Option<[Period; 2]>,
    /// Limits, with the measure if the question names it.
    pub(super) ranges: Vec<(Option<Measure>, Bound, i64)>,
    /// The word that began a range.
    pub(super) range_word: Option<String>,
    pub(super) order: Option<Order>,
    /// The measure that decides the order.
    pub(super) order_by: Option<Measure>,
    /// The dimension that the rows shall be sorted by.
    pub(super) sort_name: Option<Dimension>,
    pub(super) sort: bool,
    pub(super) limit: Option<u32>,
    pub(super) share: Option<String>,
    /// The word that asks for a comparison of some kind.
    pub(super) compare: Option<String>,
    /// Whether "versus" stands beside something that nothing is known to be beside of yet.
    pub(super) beside: bool,
    /// The word that asks for a change over time.
    pub(super) growth: Option<String>,
    /// Which way it went, if the word says so.
    pub(super) direction: Option<Order>,
    pub(super) against: Option<Against>,
    /// Whether the rows shall be sorted by their change.
    pub(super) sort_change: bool,
    /// The period that another one is compared with.
    pub(super) versus: Option<Period>,
    /// Whether the best of each of several things is asked for.
    pub(super) best_of_each: bool,
    /// A part and what it shall be a part of: "discount as a share of sales".
    pub(super) ratio: Option<[String; 2]>,
    pub(super) trend: bool,
    pub(super) follow_up: bool,
    /// The word that refers to all of the previous answer.
    pub(super) all_of_it: Option<String>,
    pub(super) add: bool,
    /// The word that asks for a further split.
    pub(super) add_word: Option<String>,
    pub(super) all_time: bool,
    pub(super) greeting: bool,
    pub(super) thanks: bool,
    pub(super) how_many: Option<String>,
    pub(super) sold: bool,
    pub(super) corrections: Vec<Correction>,
    /// Words that nothing is known of, or that ask for more than the layer can do.
    pub(super) open: Vec<String>,
    pub(super) percent: bool,
    /// What stood alone before "by" or "per": "customers per region" asks how many.
    pub(super) counted: Option<Dimension>,
    /// What "how many" asks for.
    pub(super) asked: Option<Dimension>,
    /// Whether the number of orders was asked for in so many words.
    pub(super) number_of_orders: bool,
    /// What "and" joins to a measure, and how many measures came before it.
    pub(super) joined: Vec<(usize, Dimension)>,
    /// Whether "by" or "per" came.
    pub(super) split: bool,
    /// The largest or smallest orders are asked for.
    pub(super) order_list: bool,
    /// A rank with nothing to rank by but what need not be meant.
    pub(super) vague_rank: Option<String>,
    /// "per customer", which may ask for a quotient.
    pub(super) per_customer: Option<String>,
    /// The exclusions, with their first words.
    pub(super) exclusions: Vec<Exclusion>,
    pub(super) each: bool,
    pub(super) superlative: bool,
    /// The measure named last, as long as nothing else came in between.
    pub(super) nearest: Option<Measure>,
    /// The measure in the word right before.
    pub(super) touching: Option<Measure>,
    /// What came right before, apart from words without a meaning.
    pub(super) before: Option<Match>,
    /// A word that waits for what to compare with.
    pub(super) expects_versus: bool,
    /// "per" waits for what to split by.
    pub(super) expects_each: bool,
    /// "by" waits for what to split by.
    pub(super) expects_split: bool,
    /// "percentage" waits for what it is one of.
    pub(super) expects_whole: bool,
    /// The dimension of the value that came right before.
    pub(super) value: Option<Dimension>,
    /// Whether "for", "of" or the like came right before, and before that value.
    pub(super) linked: bool,
    pub(super) value_linked: bool,
    /// The dimension of the value before "or".
    pub(super) alternative: Option<Dimension>,
    /// A dimension that may only be the noun to a value.
    pub(super) noun: Option<Dimension>,
    /// A superlative, "sort" or "by" waits for its measure.
    pub(super) expects_measure: bool,
    /// The exclusion that is going on, and whether anything was excluded since.
    pub(super) excluding: Option<(Exclusion, bool)>,
    /// A number that may be a limit.
    pub(super) pending: Option<(u32, String)>,
}

/// Keeps the first of several complaints.
pub(super) fn first(slot: &mut Option<String>, word: &str) {
    slot.get_or_insert_with(|| word.to_owned());
}

pub(super) fn push<T: PartialEq>(list: &mut Vec<T>, item: T) {
    if !list.contains(&item) {
        list.push(item);
    }
}

impl Mentions {
    pub(super) fn note_period(&mut self, period: Period, raw: &str) {
        if matches!(self.excluding, Some((_, false))) {
            self.leave_open(raw);
        }
        self.end_exclusion();
        (self.nearest, self.touching, self.before) = (None, None, None);
        if std::mem::take(&mut self.expects_versus) && self.periods.is_empty() && self.versus.is_none() {
            self.versus = Some(period);
        } else {
            self.periods.push(period);
        }
    }

    pub(super) fn note_unknown(&mut self, raw: &str) {
        if let Some((_, used)) = &mut self.excluding {
            *used = true;
        }
        self.leave_open(raw);
    }

    pub(super) fn leave_open(&mut self, word: &str) {
        push(&mut self.open, word.to_owned());
    }

    pub(super) fn end_exclusion(&mut self) {
        if let Some((exclusion, false)) = self.excluding.take() {
            self.leave_open(&exclusion.word);
        }
    }

    /// Keeps or leaves out values.
    pub(super) fn keep(&mut self, dimension: Dimension, values: &[&'static str]) {
        self.value = Some(dimension);
        // Values of two dimensions would both have to hold, and "or" asks for the opposite.
        if self.alternative.take().is_some_and(|other| other != dimension) {
            self.leave_open("or");
        }
        let exclude = self.excluding.is_some();
        if let Some((exclusion, used)) = &mut self.excluding {
            *used = true;
            exclusion.filter = Some(Filter { dimension, values: values.to_vec(), exclude });
            self.exclusions.push(exclusion.clone());
        }
        let same = |filter: &&mut Filter| filter.dimension == dimension && filter.exclude == exclude;
        if let Some(filter) = self.filters.iter_mut().find(same) {
            values.iter().for_each(|value| push(&mut filter.values, value));
        } else {
            self.filters.push(Filter { dimension, values: values.to_vec(), exclude });
        }
    }
}
