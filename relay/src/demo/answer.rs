//! The words around a result: title, description and the reasoning that Genie
//! shows. The answer itself is written in `sentence`.

use super::semantics::dimension::Dimension;
use super::semantics::intent::Intent;
use super::semantics::measure::Measure;
use super::semantics::statement::{Source, sources};
pub(crate) use super::sentence::text;
use super::words::{capital, comparison, join, kept, measures, range, scope, sorting};

/// A short name for the query, e.g. `Total sales by product in 2025`.
pub(crate) fn title(intent: &Intent) -> String {
    let by = match intent.dimensions.as_slice() {
        [] => String::new(),
        dimensions => format!(" by {}", join(dimensions.iter().map(|dimension| dimension.spec().one))),
    };
    capital(&format!("{}{by}{}{}", measures(intent), scope(intent), comparison(intent)))
}

/// What the query does, in a sentence.
pub(crate) fn description(intent: &Intent) -> String {
    let (scope, comparison) = (scope(intent), comparison(intent));
    format!("Shows {}{}{scope}{comparison}{}.", measures(intent), for_each(intent), sorting(intent))
}

/// How the question was understood.
pub(crate) fn understanding(intent: &Intent) -> String {
    let (scope, comparison) = (scope(intent), comparison(intent));
    let corrections = intent.corrections.iter();
    let corrections = corrections.map(|word| format!(" “{}” was read as “{}”.", word.written, word.read));
    let corrections: String = corrections.collect();
    format!("You want to see {}{}{scope}{comparison}.{corrections}", measures(intent), for_each(intent))
}

/// The tables that are read, as a Markdown list.
pub(crate) fn data_sourcing(intent: &Intent) -> String {
    let used = sources(intent);
    let through_orders = |source| matches!(source, Source::Orders | Source::Stores | Source::Customers);
    let tables = [
        ("order_lines", true),
        ("orders", used.iter().copied().any(through_orders)),
        ("products", used.contains(&Source::Products)),
        ("stores", used.contains(&Source::Stores)),
        ("customers", used.contains(&Source::Customers)),
    ];
    let tables =
        tables.iter().filter(|(_, read)| *read).map(|(table, _)| format!("- main.food_sales.{table}"));
    tables.collect::<Vec<_>>().join("\n")
}

/// The rules of the space that the query follows, as a Markdown list.
pub(crate) fn instructions(intent: &Intent) -> String {
    use Measure::{AverageOrderValue, AveragePrice, Margin, Profit, TotalSales};
    let uses = |measures: &[Measure]| intent.measures.iter().any(|measure| measures.contains(measure));
    let rules = [
        (uses(&[TotalSales, AverageOrderValue, Profit, Margin]), "Sales are counted after discounts"),
        (uses(&[AveragePrice]), "Prices are counted before discounts"),
        (uses(&[Profit, Margin]), "Profit is sales less the cost of the ingredients"),
        (intent.dimensions.contains(&Dimension::Week), "A week begins on Monday"),
        (intent.period.is_some(), "Periods such as “last month” are seen from the last day of the data"),
        (intent.period.is_none(), "Without a period all of the data counts"),
    ];
    let rules = rules.iter().filter(|(applies, _)| *applies).map(|(_, rule)| format!("- {rule}."));
    rules.collect::<Vec<_>>().join("\n")
}

/// The steps of the calculation, as a Markdown list.
pub(crate) fn steps(intent: &Intent) -> String {
    let period = intent.period.iter().map(|period| format!("Keep the orders {}", period.label));
    let filters = intent.filters.iter().map(kept);
    let measures =
        intent.measures.iter().map(|measure| format!("{}{}", measure.spec().step, for_each(intent)));
    let share = intent.share.then(|| "Divide by the total".to_owned());
    let compare = intent.against.as_ref().map(|_| format!("Subtract the result{}", comparison(intent)));
    let compare = compare.map(|step| step.replace("result compared with", "result of"));
    let ranges = intent.ranges.iter().map(|limit| format!("Keep {}", range(limit)));
    let sort = (!intent.dimensions.is_empty()).then(|| format!("Sort{}", sorting(intent).replace(',', "")));
    let limit = intent.limit.map(|limit| format!("Keep the first {limit}"));
    let steps = period.chain(filters).chain(measures).chain(share).chain(compare);
    let steps = steps.chain(ranges).chain(sort).chain(limit);
    steps.map(|step| format!("- {step}.")).collect::<Vec<_>>().join("\n")
}

fn for_each(intent: &Intent) -> String {
    match intent.dimensions.as_slice() {
        [] => String::new(),
        dimensions => format!(" for each {}", join(dimensions.iter().map(|dimension| dimension.spec().one))),
    }
}
