//! Numbers of a question: how many rows are kept (`top 5`), and amounts that
//! limit a measure (`more than 5 units`, `between 10 and 20`).

use super::mentions::{Mentions, first, push};
use super::terms::Term;
use super::tokens::Token;
use super::vocabulary::Match;
use crate::demo::semantics::dimension::Dimension;
use crate::demo::semantics::intent::{Bound, Range};
use crate::demo::semantics::measure::{Measure, Nature};

/// Amounts that a question sets as limits to a measure.
pub(super) struct Bounded {
    pub(super) word: String,
    pub(super) ends: Vec<(Bound, i64)>,
    pub(super) percent: bool,
    pub(super) measure: Option<Measure>,
}

impl Mentions {
    /// A number is a limit next to "top" or before what is listed.
    pub(super) fn note_number(&mut self, number: u32, token: &Token, next: Option<(Match, usize)>) {
        let listed = match next {
            Some((Match::Term(Term::Dimension(dimension)), _)) => !dimension.spec().temporal,
            Some((Match::Term(Term::Measure(measure)), _)) => {
                measure == Measure::Orders && self.order.is_some()
            }
            _ => false,
        };
        let measured =
            matches!(next, Some((Match::Term(Term::Measure(measure)), _)) if measure != Measure::Orders);
        if number == 0 || measured || self.limit.is_some() || self.pending.is_some() {
            self.leave_open(&token.raw);
        } else if listed {
            self.limit = Some(number);
            if matches!(next, Some((Match::Term(Term::Measure(_)), _))) {
                push(&mut self.dimensions, Dimension::Order);
            }
        } else {
            self.pending = Some((number, token.raw.clone()));
        }
    }

    /// The measure of a range is the one behind the amount, or else the last one before it.
    pub(super) fn note_bounds(&mut self, bounded: Bounded) {
        self.end_exclusion();
        let measure = bounded.measure.or(self.nearest);
        let percentage = measure.is_some_and(|measure| measure.spec().nature == Nature::Percentage);
        if bounded.percent && !percentage {
            self.leave_open(&bounded.word);
        }
        measure.into_iter().for_each(|measure| push(&mut self.measures, measure));
        first(&mut self.range_word, &bounded.word);
        self.ranges.extend(bounded.ends.into_iter().map(|(bound, hundredths)| (measure, bound, hundredths)));
    }

    /// The limits; one without a measure is meant for `default`.
    pub(super) fn take_ranges(&mut self, default: Option<Measure>) -> Vec<Range> {
        let ranges = std::mem::take(&mut self.ranges).into_iter();
        let named = |(measure, bound, hundredths): (Option<Measure>, Bound, i64)| {
            Some(Range { measure: measure.or(default)?, bound, hundredths })
        };
        ranges.filter_map(named).collect()
    }

    /// Whether measures are mentioned for their limits only.
    pub(super) fn measures_are_ranges(&self) -> bool {
        let limited = |shown: &Measure| self.ranges.iter().any(|(measure, ..)| *measure == Some(*shown));
        self.measures.iter().all(limited)
    }
}
