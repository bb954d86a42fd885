//! What one word or phrase of a question adds to what it mentions.

use super::exclusion::Exclusion;
use super::mentions::{Mentions, first, push};
use super::terms::Term;
use super::vocabulary::Match;
use crate::demo::semantics::dimension::Dimension;
use crate::demo::semantics::intent::{Against, Order};
use crate::demo::semantics::measure::{Measure, Nature};

/// What was expected by the words before, and is used up by the next one.
struct Expected {
    measure: bool,
    versus: bool,
    each: bool,
    split: bool,
    whole: bool,
    nearest: Option<Measure>,
    touching: Option<Measure>,
    value: Option<Dimension>,
    linked: bool,
    before: Option<Match>,
}

/// Whether a value tells what kind of `noun` is meant, as in "gold customers".
pub(super) const fn describes(value: Dimension, noun: Dimension) -> bool {
    use Dimension::{
        Category, Channel, City, Customer, Delivered, Product, Region, Segment, Store, Supplier,
    };
    use Dimension::{Tier, Vegan, Weekday};
    matches!(
        (value, noun),
        (Tier | Segment | Channel | Delivered | City | Region | Weekday, Customer)
            | (Vegan | Category | Supplier, Product)
            | (Region | City, Store)
    )
}

impl Mentions {
    /// Notes a word or phrase; `apart` says that "and" or a mark stands before it.
    pub(super) fn note(&mut self, found: Match, raw: &str, apart: bool) {
        let transparent =
            matches!(found, Match::Term(Term::Filler | Term::Noun | Term::Preposition | Term::Or));
        if !transparent && !matches!(found, Match::Member(..) | Match::Term(Term::Values(..))) {
            self.end_exclusion();
        }
        let expected = self.take_expected();
        self.before = if transparent { expected.before } else { Some(found) };
        self.value_linked = expected.linked || expected.value.is_some() && self.value_linked;
        match found {
            Match::Term(Term::Values(Dimension::Vegan | Dimension::Delivered, _)) if expected.split => {
                self.leave_open(raw);
            }
            Match::Member(dimension, value) => self.keep(dimension, &[value]),
            Match::Term(Term::Values(dimension, values)) => self.keep(dimension, values),
            Match::Term(Term::Measure(measure)) => self.note_measure(measure, raw, apart, &expected),
            Match::Term(Term::Dimension(dimension)) => self.note_dimension(dimension, raw, apart, &expected),
            Match::Term(term) if transparent => self.note_nothing(term, raw, apart, &expected),
            Match::Term(term) => self.note_term(term, raw, &expected),
        }
    }

    fn take_expected(&mut self) -> Expected {
        Expected {
            measure: std::mem::take(&mut self.expects_measure),
            versus: std::mem::take(&mut self.expects_versus),
            each: std::mem::take(&mut self.expects_each),
            split: std::mem::take(&mut self.expects_split),
            whole: std::mem::take(&mut self.expects_whole),
            nearest: self.nearest.take(),
            touching: self.touching.take(),
            value: self.value.take(),
            linked: std::mem::take(&mut self.linked),
            before: self.before.take(),
        }
    }

    fn note_measure(&mut self, measure: Measure, raw: &str, apart: bool, expected: &Expected) {
        // Of "sales discount" or "purchase price" nobody knows which of the two is meant.
        let doubled = expected.touching.is_some_and(|other| other != measure) && !apart;
        if expected.each || doubled {
            return self.leave_open(raw);
        }
        // "revenue from phone orders": of the orders nothing is asked.
        let described = expected.value.is_some() && self.value_linked && !self.measures.is_empty();
        if described && measure == Measure::Orders && !apart {
            return;
        }
        let part = self.measures.last().copied().filter(|part| expected.whole && *part != measure);
        match part {
            Some(Measure::Profit) if measure == Measure::TotalSales => {
                self.measures.pop();
                self.measures.push(Measure::Margin);
                self.share = None;
            }
            Some(part) => self.ratio = Some([part.spec().label.to_owned(), raw.to_owned()]),
            None => push(&mut self.measures, measure),
        }
        if let (Some(Match::Term(Term::Dimension(noun))), true) = (expected.before, apart) {
            self.join(noun, self.measures.len() - 1);
        }
        self.number_of_orders |= measure == Measure::Orders && raw.contains(' ');
        (self.nearest, self.touching) = (Some(measure), Some(measure));
        if expected.measure {
            self.order_by = Some(measure);
        }
    }

    fn note_dimension(&mut self, dimension: Dimension, raw: &str, apart: bool, expected: &Expected) {
        if expected.versus {
            return self.leave_open(raw);
        }
        let part = self.measures.last().filter(|_| expected.whole && dimension.count().is_some());
        if let Some(part) = part {
            self.ratio = Some([part.spec().label.to_owned(), raw.to_owned()]);
            return;
        }
        if expected.measure && self.sort {
            self.sort_name = Some(dimension);
            return;
        }
        if expected.measure && self.counts(dimension, raw) {
            self.order_by = dimension.count();
            self.measures.extend(dimension.count());
            return;
        }
        if expected.each && dimension == Dimension::Customer {
            self.per_customer = Some(format!("per {raw}"));
        }
        if self.how_many.is_some() && self.measures.is_empty() && self.dimensions.is_empty() {
            self.asked = Some(dimension);
        }
        if expected.value.is_some_and(|value| describes(value, dimension))
            && !self.dimensions.contains(&dimension)
        {
            self.noun = Some(dimension);
        }
        match expected.before {
            Some(Match::Term(Term::Measure(_))) if apart && raw.ends_with('s') => {
                self.join(dimension, self.measures.len());
            }
            Some(Match::Term(Term::Dimension(other))) if apart && raw.ends_with('s') => {
                self.join(other, self.measures.len());
                self.join(dimension, self.measures.len());
            }
            _ => {}
        }
        push(&mut self.dimensions, dimension);
    }

    /// Notes that "and" joins `noun` to a measure, so that it may be a count.
    fn join(&mut self, noun: Dimension, at: usize) {
        if noun.count().is_some() && !self.split && self.joined.iter().all(|(_, known)| *known != noun) {
            self.joined.push((at, noun));
        }
    }

    fn note_term(&mut self, term: Term, raw: &str, expected: &Expected) {
        match term {
            Term::Order(order) => {
                self.note_vague(raw);
                self.note_order(order, raw);
                (self.superlative, self.expects_measure) = (true, true);
            }
            Term::Direction(order) => self.note_order(order, raw),
            Term::Ranked(measure, order) => {
                self.note_order(order, raw);
                push(&mut self.measures, measure);
                self.order_by = Some(measure);
            }
            Term::OrderList(order) => {
                self.note_order(order, raw);
                self.order_list = true;
                push(&mut self.dimensions, Dimension::Order);
            }
            Term::Sort => self.sort = true,
            Term::By => {
                self.note_counted();
                (self.split, self.expects_measure, self.expects_split) = (true, true, true);
            }
            Term::Trend => self.trend = true,
            Term::Sold => self.sold = true,
            Term::HowMany => first(&mut self.how_many, raw),
            Term::Exclude | Term::Not => {
                let denies = term == Term::Not && !self.dimensions.is_empty() && !self.split;
                let exclusion = Exclusion { word: raw.to_owned(), denies, filter: None };
                self.excluding = Some((exclusion, false));
            }
            Term::Share | Term::Percent => {
                self.percent |= term == Term::Percent && self.share.is_none();
                first(&mut self.share, raw);
                self.expects_whole = true;
            }
            Term::Compare => first(&mut self.compare, raw),
            Term::Versus => {
                first(&mut self.compare, raw);
                (self.beside, self.expects_versus) = (true, true);
            }
            Term::Each => {
                self.note_counted();
                (self.split, self.each, self.expects_each) = (true, true, true);
            }
            Term::Growth(direction) => {
                first(&mut self.growth, raw);
                self.direction = self.direction.or(direction);
                self.sort_change |= expected.measure && self.sort;
            }
            Term::Before => self.note_against(Against::Before, raw),
            Term::UnitBefore(unit) | Term::Earlier(unit) => self.note_against(Against::Earlier(unit), raw),
            Term::FollowUp => self.follow_up = true,
            Term::AllOfIt => first(&mut self.all_of_it, raw),
            Term::Add => {
                self.add = true;
                first(&mut self.add_word, raw);
            }
            Term::AllTime => self.all_time = true,
            Term::Greeting => self.greeting = true,
            Term::Thanks => self.thanks = true,
            _ => self.leave_open(raw),
        }
    }

    /// A word without a meaning of its own leaves everything as it was.
    fn note_nothing(&mut self, term: Term, raw: &str, apart: bool, expected: &Expected) {
        // "sales and value": joined like this it does mean something.
        if term == Term::Or && expected.value.is_none() || term == Term::Noun && apart {
            return self.leave_open(raw);
        }
        // "without drinks in the West": the West is not left out.
        if term == Term::Preposition && matches!(self.excluding, Some((_, true))) {
            self.excluding = None;
        }
        if term == Term::Or {
            self.alternative = expected.value;
        }
        (self.expects_measure, self.expects_versus) = (expected.measure, expected.versus);
        (self.nearest, self.expects_whole, self.linked) = (expected.nearest, expected.whole, true);
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

    /// "the margin of the top 10 stores", "the share of the top 5": by what they
    /// are the top is not said.
    fn note_vague(&mut self, raw: &str) {
        let quotient = self.measures.iter().any(|measure| measure.spec().nature != Nature::Amount);
        if self.dimensions.is_empty() && !self.sort && (quotient || self.share.is_some()) {
            first(&mut self.vague_rank, raw);
        }
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
}
