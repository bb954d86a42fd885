//! Reads a question from left to right and collects what it mentions, without
//! knowledge of what was asked before.

use time::Date;

use super::dimension::Dimension;
use super::intent::{Filter, Order};
use super::measure::Measure;
use super::period::{self, Period};
use super::point;
use super::terms::{Match, Term, lookup};
use super::tokens::{Token, tokenize};

/// Everything that a question mentions.
#[derive(Debug, Default)]
pub(super) struct Mentions {
    pub(super) measures: Vec<Measure>,
    pub(super) dimensions: Vec<Dimension>,
    pub(super) filters: Vec<Filter>,
    pub(super) periods: Vec<Period>,
    pub(super) order: Option<Order>,
    pub(super) limit: Option<u32>,
    pub(super) trend: bool,
    pub(super) follow_up: bool,
    pub(super) add: bool,
    pub(super) all_time: bool,
    pub(super) greeting: bool,
    pub(super) how_many: bool,
    pub(super) sold: bool,
    /// A word that asks for more than the layer can do.
    pub(super) beyond: Option<String>,
    /// A word that stands where a value is expected and is none.
    pub(super) unknown: Option<String>,
}

/// Collects the mentions of `question`.
pub(super) fn scan(question: &str, today: Date) -> Mentions {
    let tokens = tokenize(question);
    let mut mentions = Mentions::default();
    let mut rest = tokens.as_slice();
    let mut after_preposition = false;
    while let Some(first) = rest.first() {
        // "by month" splits, whatever follows; "last month" is a period.
        if let Some((period, length)) = period::scan(rest, today) {
            mentions.periods.push(period);
            rest = &rest[length..];
            after_preposition = false;
            continue;
        }
        let found = lookup(rest);
        let length = found.map_or(1, |(_, length)| length);
        let next = &rest[length..];
        match found {
            Some((found, _)) => mentions.note(found, &first.raw),
            None if point::number(first).is_some() => mentions.note_number(first, next),
            None => mentions.note_unknown(first, next, after_preposition),
        }
        after_preposition = match found {
            Some((Match::Term(Term::Preposition), _)) => true,
            Some((Match::Term(Term::Filler), _)) => after_preposition,
            _ => false,
        };
        rest = next;
    }
    mentions.settle();
    mentions
}

impl Mentions {
    /// Whether the question says anything that can be answered.
    pub(super) const fn says_something(&self) -> bool {
        !self.measures.is_empty()
            || !self.dimensions.is_empty()
            || !self.filters.is_empty()
            || !self.periods.is_empty()
            || self.order.is_some()
            || self.limit.is_some()
            || self.all_time
    }

    fn note(&mut self, found: Match, raw: &str) {
        match found {
            Match::Member(dimension, value) => self.keep(dimension, &[value]),
            Match::Term(Term::Values(dimension, values)) => self.keep(dimension, values),
            Match::Term(Term::Measure(measure)) if !self.measures.contains(&measure) => {
                self.measures.push(measure);
            }
            Match::Term(Term::Dimension(dimension)) if !self.dimensions.contains(&dimension) => {
                self.dimensions.push(dimension);
            }
            Match::Term(Term::Order(order)) => self.order = Some(order),
            Match::Term(Term::Trend) => self.trend = true,
            Match::Term(Term::Sold) => self.sold = true,
            Match::Term(Term::HowMany) => self.how_many = true,
            Match::Term(Term::FollowUp) => self.follow_up = true,
            Match::Term(Term::Add) => self.add = true,
            Match::Term(Term::AllTime) => self.all_time = true,
            Match::Term(Term::Greeting) => self.greeting = true,
            Match::Term(Term::Beyond) if self.beyond.is_none() => self.beyond = Some(raw.to_owned()),
            Match::Term(_) => {}
        }
    }

    fn keep(&mut self, dimension: Dimension, values: &[&'static str]) {
        let at = self
            .filters
            .iter()
            .position(|filter| filter.dimension == dimension)
            .unwrap_or(self.filters.len());
        if at == self.filters.len() {
            self.filters.push(Filter { dimension, values: Vec::new() });
        }
        if let Some(filter) = self.filters.get_mut(at) {
            filter
                .values
                .extend(values.iter().filter(|value| !filter.values.contains(value)).collect::<Vec<_>>());
        }
    }

    /// A number is a limit next to "top" or before what is listed.
    fn note_number(&mut self, token: &Token, next: &[Token]) {
        let listed = matches!(lookup(next), Some((Match::Term(Term::Dimension(_) | Term::Order(_)), _)));
        if self.order.is_some() && self.limit.is_none() || listed {
            self.limit = point::number(token).filter(|limit| *limit > 0);
        }
    }

    /// A word nobody knows matters where a value is expected: "in Paris", "sushi sales".
    fn note_unknown(&mut self, token: &Token, next: &[Token], after_preposition: bool) {
        let before_measure = matches!(lookup(next), Some((Match::Term(Term::Measure(_)), _)));
        if (after_preposition || before_measure) && self.unknown.is_none() {
            self.unknown = Some(token.raw.clone());
        }
    }

    /// Resolves the words whose meaning depends on the others.
    fn settle(&mut self) {
        if self.sold && self.measures.is_empty() {
            self.measures.push(if self.how_many { Measure::Quantity } else { Measure::TotalSales });
        }
        if self.trend {
            if !self.dimensions.iter().any(|dimension| dimension.spec().temporal) {
                self.dimensions.push(Dimension::Month);
            }
            self.order = None;
            self.limit = None;
        }
    }
}
