//! What a question mentions, and which words of it belong together.

use super::dimension::Dimension;
use super::intent::{Against, Bound, Correction, Filter, Order};
use super::measure::Measure;
use super::period::Period;
use super::terms::Term;
use super::vocabulary::Match;

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
    pub(super) against: Option<Against>,
    /// Whether only as much of the earlier unit counts as there is of the later.
    pub(super) alike: bool,
    /// Whether the rows shall be sorted by their change.
    pub(super) sort_change: bool,
    /// The period that another one is compared with.
    pub(super) versus: Option<Period>,
    /// Whether the best of each of several things is asked for.
    pub(super) best_of_each: bool,
    pub(super) trend: bool,
    pub(super) follow_up: bool,
    pub(super) add: bool,
    pub(super) all_time: bool,
    pub(super) greeting: bool,
    pub(super) how_many: Option<String>,
    pub(super) sold: bool,
    pub(super) corrections: Vec<Correction>,
    /// Words that nothing is known of, or that ask for more than the layer can do.
    pub(super) open: Vec<String>,
    pub(super) percent: bool,
    /// What stood alone before "by" or "per": "customers per region" asks how many.
    pub(super) counted: Option<Dimension>,
    pub(super) each: bool,
    pub(super) superlative: bool,
    /// The measure named last, as long as nothing else came in between.
    pub(super) nearest: Option<Measure>,
    /// A word that waits for what to compare with.
    expects_versus: bool,
    /// "per" waits for what to split by.
    expects_each: bool,
    /// The dimension of the value that came right before.
    value: Option<Dimension>,
    /// The dimension of the value before "or".
    alternative: Option<Dimension>,
    /// A dimension that may only be the noun to a value.
    pub(super) noun: Option<Dimension>,
    /// A superlative, "sort" or "by" waits for its measure.
    expects_measure: bool,
    /// The word that began an exclusion, and whether anything was excluded since.
    excluding: Option<(String, bool)>,
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

/// Whether a value tells what kind of `noun` is meant, as in "gold customers".
const fn describes(value: Dimension, noun: Dimension) -> bool {
    matches!(
        (value, noun),
        (Dimension::Tier | Dimension::Segment, Dimension::Customer)
            | (Dimension::Vegan | Dimension::Category | Dimension::Supplier, Dimension::Product)
            | (Dimension::Region | Dimension::City, Dimension::Store)
    )
}

impl Mentions {
    pub(super) fn note(&mut self, found: Match, raw: &str) {
        let transparent = matches!(found, Match::Term(Term::Filler | Term::Preposition | Term::Or));
        if !transparent && !matches!(found, Match::Member(..) | Match::Term(Term::Values(..))) {
            self.end_exclusion();
        }
        let expected = std::mem::take(&mut self.expects_measure);
        let versus = std::mem::take(&mut self.expects_versus);
        let nearest = self.nearest.take();
        let each = std::mem::take(&mut self.expects_each);
        let value = self.value.take();
        match found {
            Match::Member(dimension, value) => self.keep(dimension, &[value]),
            Match::Term(Term::Values(dimension, values)) => self.keep(dimension, values),
            Match::Term(Term::Measure(_)) if each => self.leave_open(raw),
            Match::Term(Term::Measure(measure)) => {
                push(&mut self.measures, measure);
                self.nearest = Some(measure);
                if expected {
                    self.order_by = Some(measure);
                }
            }
            Match::Term(Term::Dimension(_)) if versus => self.leave_open(raw),
            Match::Term(Term::Dimension(dimension)) if expected && self.sort => {
                self.sort_name = Some(dimension);
            }
            Match::Term(Term::Dimension(dimension)) if expected && self.counts(dimension, raw) => {
                self.order_by = dimension.count();
                self.measures.extend(dimension.count());
            }
            Match::Term(Term::Dimension(dimension)) => {
                if value.is_some_and(|value| describes(value, dimension))
                    && !self.dimensions.contains(&dimension)
                {
                    self.noun = Some(dimension);
                }
                push(&mut self.dimensions, dimension);
            }
            Match::Term(Term::Order(order)) => {
                self.note_order(order, raw);
                (self.superlative, self.expects_measure) = (true, true);
            }
            Match::Term(Term::Direction(order)) => self.note_order(order, raw),
            Match::Term(Term::Ranked(measure, order)) => {
                self.note_order(order, raw);
                push(&mut self.measures, measure);
                self.order_by = Some(measure);
            }
            Match::Term(Term::OrderList(order)) => {
                self.note_order(order, raw);
                push(&mut self.dimensions, Dimension::Order);
            }
            Match::Term(Term::Sort) => self.sort = true,
            Match::Term(Term::By) => {
                self.note_counted();
                self.expects_measure = true;
            }
            Match::Term(Term::Trend) => self.trend = true,
            Match::Term(Term::Sold) => self.sold = true,
            Match::Term(Term::HowMany) => first(&mut self.how_many, raw),
            Match::Term(Term::Exclude) => self.excluding = Some((raw.to_owned(), false)),
            Match::Term(Term::Share) => first(&mut self.share, raw),
            Match::Term(Term::Percent) => {
                self.percent = self.share.is_none();
                first(&mut self.share, raw);
            }
            Match::Term(Term::Compare) => first(&mut self.compare, raw),
            Match::Term(Term::Versus) => {
                first(&mut self.compare, raw);
                (self.beside, self.expects_versus) = (true, true);
            }
            Match::Term(Term::Each) => {
                self.note_counted();
                (self.each, self.expects_each) = (true, true);
            }
            Match::Term(Term::Growth) => {
                first(&mut self.growth, raw);
                self.sort_change |= expected && self.sort;
            }
            Match::Term(Term::Before) => self.note_against(Against::Before, raw),
            Match::Term(Term::UnitBefore(unit)) => self.note_against(Against::Earlier(unit), raw),
            Match::Term(Term::Earlier(unit)) => {
                self.note_against(Against::Earlier(unit), raw);
                self.alike = true;
            }
            Match::Term(Term::FollowUp) => self.follow_up = true,
            Match::Term(Term::Add) => self.add = true,
            Match::Term(Term::AllTime) => self.all_time = true,
            Match::Term(Term::Greeting) => self.greeting = true,
            Match::Term(Term::Beyond | Term::Bound(_) | Term::Between) => self.leave_open(raw),
            Match::Term(Term::Or) if value.is_none() => self.leave_open(raw),
            Match::Term(Term::Filler | Term::Preposition | Term::Or) => {
                // "without drinks in the West": the West is not left out.
                if matches!(found, Match::Term(Term::Preposition))
                    && matches!(self.excluding, Some((_, true)))
                {
                    self.excluding = None;
                }
                if found == Match::Term(Term::Or) {
                    self.alternative = value;
                }
                (self.expects_measure, self.expects_versus, self.nearest) = (expected, versus, nearest);
            }
        }
    }

    pub(super) fn note_period(&mut self, period: Period, raw: &str) {
        if matches!(self.excluding, Some((_, false))) {
            self.leave_open(raw);
        }
        self.end_exclusion();
        self.nearest = None;
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

    fn note_counted(&mut self) {
        if let ([only], true) = (self.dimensions.as_slice(), self.measures.is_empty()) {
            self.counted = Some(*only);
        }
    }

    /// Whether a dimension behind a superlative is to be counted: "the stores with the most customers".
    fn counts(&self, dimension: Dimension, raw: &str) -> bool {
        let many = raw.ends_with('s');
        let ranked = self.order.is_some() || self.limit.is_some() || self.pending.is_some();
        let listed = self.dimensions.iter().any(|listed| *listed != dimension);
        many && ranked && listed && dimension.count().is_some() && self.measures.is_empty()
    }

    fn note_order(&mut self, order: Order, raw: &str) {
        if self.order.is_some_and(|known| known != order) {
            self.leave_open(raw);
        }
        self.order = Some(order);
    }

    fn note_against(&mut self, against: Against, raw: &str) {
        first(&mut self.compare, raw);
        self.against = Some(against);
    }

    pub(super) fn end_exclusion(&mut self) {
        if let Some((word, false)) = self.excluding.take() {
            self.leave_open(&word);
        }
    }

    fn keep(&mut self, dimension: Dimension, values: &[&'static str]) {
        self.value = Some(dimension);
        // Values of two dimensions would both have to hold, and "or" asks for the opposite.
        if self.alternative.take().is_some_and(|other| other != dimension) {
            self.leave_open("or");
        }
        let exclude = self.excluding.is_some();
        if let Some((_, used)) = &mut self.excluding {
            *used = true;
        }
        let same = |filter: &&mut Filter| filter.dimension == dimension && filter.exclude == exclude;
        if let Some(filter) = self.filters.iter_mut().find(same) {
            values.iter().for_each(|value| push(&mut filter.values, value));
        } else {
            self.filters.push(Filter { dimension, values: values.to_vec(), exclude });
        }
    }
}
