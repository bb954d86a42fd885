//! Questions that are offered next. They are composed from the tables of
//! measures and dimensions, and only what the layer itself understands as
//! something new is offered.

use time::Date;

use super::converse::Context;
use super::interpret::{Reading, interpret};
use crate::demo::semantics::dimension::Dimension;
use crate::demo::semantics::intent::Intent;
use crate::demo::semantics::measure::Measure;

/// How many questions are offered at a time.
const COUNT: usize = 3;

/// How many of them complete a question that was not clear.
const COMPLETED: usize = 2;

/// What asks for shares of the total, and for a comparison, as `terms` has them.
const SHARES: &str = "percentages";
const BEFORE: &str = "the period before";

/// Questions for the start of a conversation, or when nothing was understood.
#[must_use]
pub fn starters() -> Vec<String> {
    let sales = Measure::TotalSales.spec().label;
    let products = Dimension::Product.spec().many;
    let average = Measure::AverageOrderValue.spec().label;
    let channel = Dimension::Channel.spec().one;
    vec![
        format!("Which {products} generate the highest {sales}?"),
        format!("Show {sales} as a monthly trend"),
        format!("What is the {average} by {channel}?"),
    ]
}

/// Questions to ask instead of one that was not answered: that one with what
/// may have been meant, and ones to start with.
#[must_use]
pub fn instead(context: &Context, today: Date) -> Vec<String> {
    let completed = context.completions(today);
    completed.into_iter().take(COMPLETED).chain(starters()).take(COUNT).collect()
}

/// Questions that show what the space can do: the starters, and some of other kinds.
#[must_use]
pub fn samples() -> Vec<String> {
    let (sales, profit) = (Measure::TotalSales.spec().label, Measure::Profit.spec().label);
    let (category, region) = (Dimension::Category.spec().one, Dimension::Region.spec().one);
    let stores = Dimension::Store.spec().many;
    let mut samples = starters();
    samples.push(format!("Show {sales} by {category} compared to last year"));
    samples.push(format!("What is the share of {sales} by {region}?"));
    samples.push(format!("Top 5 {stores} by {profit} last month"));
    samples
}

/// Questions that lead on from `intent`, asked on `today`.
#[must_use]
pub fn follow_ups(intent: &Intent, today: Date) -> Vec<String> {
    let something_new = |question: &String| match interpret(question, Some(intent), today) {
        Reading::Ask(next) => next != *intent,
        Reading::Clarify(_) => false,
    };
    candidates(intent, today).into_iter().filter(something_new).take(COUNT).collect()
}

fn candidates(intent: &Intent, today: Date) -> Vec<String> {
    let measure = intent.first_measure();
    let label = measure.spec().label;
    let mut candidates = Vec::new();
    if let Some(dimension) = intent.dimensions.first().filter(|_| intent.calendar().is_none()) {
        candidates.push(format!("What about the top 3 {}?", dimension.spec().many));
    }
    let splits = [Dimension::Region, Dimension::Category, Dimension::Product, Dimension::Channel];
    let splits = splits.into_iter().filter(|dimension| !intent.dimensions.contains(dimension));
    let mut splits = splits.map(|dimension| format!("What about {label} by {}?", dimension.spec().one));
    candidates.extend(splits.next());
    if intent.dimensions.len() == 1 && !intent.share {
        candidates.push(format!("Show that as {SHARES}"));
    }
    if intent.period.is_some() && intent.against.is_none() {
        candidates.push(format!("Compare that with {BEFORE}"));
    }
    candidates.push(format!("Show that as a {}ly trend", Dimension::Month.spec().one));
    let other = Measure::ALL.into_iter().find(|other| !intent.measures.contains(other));
    candidates.extend(other.map(|other| format!("What about {} instead?", other.spec().label)));
    candidates.push(format!("Only in {}", today.year()));
    candidates.push(format!("Only in {}", today.year() - 1));
    candidates.extend(splits);
    candidates
}
