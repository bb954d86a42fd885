//! Resolves the words of a question whose meaning depends on the others.

use super::mentions::Mentions;
use crate::demo::semantics::dimension::Dimension;
use crate::demo::semantics::intent::Filter;
use crate::demo::semantics::measure::{Measure, Nature};

impl Mentions {
    /// Whether the question changes the one before: without a measure there is
    /// nothing else to answer from.
    pub(super) fn refines(&self) -> bool {
        self.measures.is_empty() || self.follow_up || self.add || self.all_of_it.is_some()
    }

    /// Whether the question says anything that can be answered.
    pub(super) fn says_something(&self) -> bool {
        !self.measures.is_empty()
            || !self.dimensions.is_empty()
            || !self.filters.is_empty()
            || !self.periods.is_empty()
            || !self.ranges.is_empty()
            || self.against.is_some()
            || self.versus.is_some()
            || self.compare.is_some()
            || self.growth.is_some()
            || self.share.is_some()
            || self.order.is_some()
            || self.sort
            || self.limit.is_some()
            || self.all_time
            || self.trend
    }

    /// Resolves the words whose meaning depends on the others.
    pub(super) fn settle(&mut self) {
        self.end_exclusion();
        if let Some(word) = self.vague_rank.take().filter(|_| self.order_by.is_none()) {
            self.leave_open(&word);
        }
        // "units per customer in each tier" is one number for each tier, not for each customer.
        if let Some(words) = self.per_customer.take().filter(|_| self.dimensions.len() > 1) {
            self.leave_open(&words);
        }
        let ranked = self.limit.is_some() || self.pending.is_some() || self.order_list;
        let ranked = ranked || self.superlative && (self.each || !self.joined.is_empty());
        self.best_of_each = ranked && self.dimensions.len() > 1;
        if let Some((number, raw)) = self.pending.take() {
            if self.order.is_some() || self.sort {
                self.limit = Some(number);
            } else {
                self.leave_open(&raw);
            }
        }
        self.count_what_was_asked();
        self.count_what_is_joined();
        if self.sort && !self.sorts() {
            self.leave_open("sort");
        }
        let plain = self.measures.is_empty() && self.ranges.is_empty() && self.order.is_none();
        if let Some(counted) =
            self.counted.filter(|_| plain && self.limit.is_none() && self.dimensions.len() > 1)
            && let Some(count) = counted.count()
        {
            self.dimensions.retain(|dimension| *dimension != counted);
            self.measures.push(count);
        }
        // "revenue from gold customers by city": of the customers nothing is asked but their tier.
        let ranked = self.order.is_some()
            || self.order_by.is_some()
            || self.limit.is_some()
            || self.how_many.is_some();
        if let Some(noun) = self.noun.filter(|_| !self.measures.is_empty() && !ranked) {
            self.dimensions.retain(|dimension| *dimension != noun);
        }
        self.list_orders();
        self.settle_share();
        if self.trend {
            if !self.dimensions.iter().any(|dimension| dimension.spec().temporal) {
                self.dimensions.push(Dimension::Month);
            }
            self.best_of_each |= self.order.is_some() || self.limit.is_some();
        }
    }

    /// "how many gold customers" asks for their number, "how many pizzas did we sell" for units.
    fn count_what_was_asked(&mut self) {
        let asked = self.asked.take();
        let count = asked.and_then(Dimension::count).filter(|_| self.ranges.is_empty());
        if self.sold && self.measures.is_empty() {
            self.measures.push(if self.how_many.is_some() { Measure::Quantity } else { Measure::TotalSales });
            self.dimensions.retain(|dimension| *dimension != Dimension::Product || asked != Some(*dimension));
        } else if self.how_many.is_some() && self.measures.is_empty() && self.dimensions.is_empty() {
            // "how many households": a value may say what is counted.
            let people = |filter: &Filter| matches!(filter.dimension, Dimension::Segment | Dimension::Tier);
            self.measures.extend(self.filters.iter().any(people).then_some(Measure::Customers));
        } else if let (Some(asked), Some(count)) = (asked, count) {
            self.dimensions.retain(|dimension| *dimension != asked);
            self.joined.retain(|(_, joined)| *joined != asked);
            self.measures.insert(0, count);
        }
    }

    /// "orders and customers by month" asks for two numbers, not for each customer.
    fn count_what_is_joined(&mut self) {
        let joined = std::mem::take(&mut self.joined);
        let split = self.split && self.dimensions.len() > joined.len() || self.how_many.is_some();
        if !split || self.order.is_some() || self.limit.is_some() || !self.ranges.is_empty() {
            return;
        }
        for (before, (at, noun)) in joined.into_iter().enumerate() {
            self.dimensions.retain(|dimension| *dimension != noun);
            if let Some(count) = noun.count().filter(|count| !self.measures.contains(count)) {
                self.measures.insert((at + before).min(self.measures.len()), count);
            }
        }
    }

    /// Whether "sort" has what it needs.
    const fn sorts(&self) -> bool {
        self.order_by.is_some() || self.sort_name.is_some() || self.order.is_some() || self.sort_change
    }

    /// "orders with more than 5 units" are to be listed, not counted.
    fn list_orders(&mut self) {
        let listed = self.dimensions == [Dimension::Order];
        let ranged = self.dimensions.is_empty() && !self.ranges.is_empty() && !self.number_of_orders;
        let ranked = self.dimensions.is_empty() && self.order.is_some() && self.measures.len() > 1;
        if listed || (ranged || ranked) && self.measures.first() == Some(&Measure::Orders) {
            self.measures.retain(|measure| *measure != Measure::Orders);
            self.dimensions = vec![Dimension::Order];
            self.order_by = self.order_by.filter(|measure| *measure != Measure::Orders);
            if self.ranges.iter().any(|(measure, ..)| *measure == Some(Measure::Orders)) {
                let word = self.range_word.clone().unwrap_or_default();
                self.leave_open(&word);
            }
            if self.measures.is_empty() {
                self.measures.push(Measure::TotalSales);
            }
        }
    }

    /// "margin in percent" asks for no share, and a quotient has none.
    fn settle_share(&mut self) {
        let whole = |measure: &Measure| measure.spec().nature == Nature::Amount;
        if self.percent && (self.growth.is_some() || self.measures.contains(&Measure::Margin)) {
            self.share = None;
        } else if let Some(word) = self.share.clone().filter(|_| !self.measures.iter().all(whole)) {
            self.leave_open(&word);
        }
    }
}
