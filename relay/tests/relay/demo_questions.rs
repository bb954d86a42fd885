//! Worked questions and follow-ups: what each is understood as.

use std::collections::BTreeSet;

use genie_relay::demo::semantics::dimension::Dimension;
use genie_relay::demo::semantics::intent::{Earlier, Filter, Intent, Order};
use genie_relay::demo::semantics::interpret::{Reading, Reason, interpret};
use genie_relay::demo::semantics::measure::Measure;
use genie_relay::demo::semantics::period;
use genie_relay::demo::semantics::statement::Statement;
use genie_relay::demo::semantics::suggest;
use proptest::prelude::*;

use crate::demo_support::TODAY;

/// Single questions, asked on 2026-06-30, and the intent they become.
pub const QUESTIONS: &[(&str, &str)] = &[
    ("Which products generate the highest sales?", "TotalSales by Product highest"),
    ("show me the TOTAL SALES by region", "TotalSales by Region"),
    ("What is our revenue?", "TotalSales"),
    ("Top 5 stores by turnover", "TotalSales by Store highest 5"),
    ("Bottom 3 categories by units", "Quantity by Category lowest 3"),
    ("five best products", "TotalSales by Product highest 5"),
    ("What are the best-selling dishes?", "TotalSales by Product highest"),
    ("How many orders did we have in 2025?", "Orders in 2025-01-01..2026-01-01"),
    ("orders by weekday", "Orders by Weekday"),
    ("Units sold per month in 2025", "Quantity by Month in 2025-01-01..2026-01-01"),
    ("Average basket value by channel", "AverageOrderValue by Channel"),
    ("AOV by quarter", "AverageOrderValue by Quarter"),
    ("How many customers ordered last month?", "Customers in 2026-05-01..2026-06-01"),
    ("Top 10 customers by revenue", "TotalSales by Customer highest 10"),
    ("discounts by category this year", "TotalDiscount by Category in 2026-01-01..2027-01-01"),
    ("sales of Quinoa and Kale Bowls", "TotalSales where Product=Quinoa & Kale Bowl"),
    (
        "revenue for QUINOA & KALE BOWL in March 2025",
        "TotalSales where Product=Quinoa & Kale Bowl in 2025-03-01..2025-04-01",
    ),
    (
        "vegan pizza and organic chili sales by month",
        "TotalSales by Month where Product=Vegan Pizza|Organic Chili",
    ),
    (
        "sales at Fisherman's Wharf on weekends",
        "TotalSales where Store=Fisherman's Wharf Weekday=Saturday|Sunday",
    ),
    (
        "How many vegan pizzas did we sell last quarter?",
        "Quantity where Product=Vegan Pizza in 2026-01-01..2026-04-01",
    ),
    (
        "online sales by region since January 2026",
        "TotalSales by Region where Channel=Website|Mobile app in 2026-01-01..",
    ),
    ("delivered orders by city", "Orders by City where Delivered=true"),
    ("sales by loyalty tier for gold and silver", "TotalSales by Tier where Tier=Gold|Silver"),
    ("daily sales in the last 30 days", "TotalSales by Day in 2026-06-01..2026-07-01"),
    ("weekly orders in the Midwest", "Orders by Week where Region=Midwest"),
    ("sales trend for desserts", "TotalSales by Month where Category=Desserts"),
    ("What was our strongest month in 2024?", "TotalSales by Month in 2024-01-01..2025-01-01 highest"),
    ("sales and orders by year", "TotalSales,Orders by Year"),
    ("sales between March and May 2025", "TotalSales in 2025-03-01..2025-06-01"),
    ("sales from 2025-03-14 to 2025-03-20 by day", "TotalSales by Day in 2025-03-14..2025-03-21"),
    ("revenue before 2025", "TotalSales in ..2025-01-01"),
    ("units sold yesterday", "Quantity in 2026-06-29..2026-06-30"),
    ("sales in Q4 by region", "TotalSales by Region in 2025-10-01..2026-01-01"),
    ("sales in the second quarter of 2024", "TotalSales in 2024-04-01..2024-07-01"),
    ("May I see sales in May?", "TotalSales in 2026-05-01..2026-06-01"),
    ("sales year to date", "TotalSales in 2026-01-01..2027-01-01"),
    ("sales over the last 3 months by store", "TotalSales by Store in 2026-03-01..2026-06-01"),
    ("sales in 2019 by product", "TotalSales by Product in 2019-01-01..2020-01-01"),
    ("sales by delivery", "TotalSales by Delivered"),
    ("daily sales by product", "TotalSales by Day,Product"),
    ("Which store sold the most in 2025?", "TotalSales by Store in 2025-01-01..2026-01-01 highest"),
    ("Who are our best customers?", "TotalSales by Customer highest"),
    ("Which region performs best?", "TotalSales by Region highest"),
    ("How did sales develop over time?", "TotalSales by Month"),
    ("What is the most popular product on Mondays?", "TotalSales by Product where Weekday=Monday highest"),
    ("How much did we sell in June?", "TotalSales in 2026-06-01..2026-07-01"),
    ("revenue per category for the last 6 months", "TotalSales by Category in 2025-12-01..2026-06-01"),
    (
        "Show the 4 categories with the most orders this quarter",
        "Orders by Category in 2026-04-01..2026-07-01 highest 4",
    ),
];

/// Chains of follow-ups in one conversation.
pub const CHAINS: &[&[(&str, &str)]] = &[
    &[
        ("Which products generate the highest sales?", "TotalSales by Product highest"),
        ("What about the top 3 products?", "TotalSales by Product highest 3"),
        ("only in 2025", "TotalSales by Product in 2025-01-01..2026-01-01 highest 3"),
        ("what about orders instead", "Orders by Product in 2025-01-01..2026-01-01 highest 3"),
        ("and by region?", "Orders by Region in 2025-01-01..2026-01-01"),
        ("as a monthly trend", "Orders by Month in 2025-01-01..2026-01-01"),
        ("Show total sales by store", "TotalSales by Store"),
    ],
    &[
        ("sales by month for Vegan Pizza", "TotalSales by Month where Product=Vegan Pizza"),
        ("what about Organic Chili", "TotalSales by Month where Product=Organic Chili"),
        ("also Lentil Soup", "TotalSales by Month where Product=Organic Chili|Lentil Soup"),
        ("split by region", "TotalSales by Month,Region where Product=Organic Chili|Lentil Soup"),
        ("top 3", "TotalSales by Month,Region where Product=Organic Chili|Lentil Soup highest 3"),
        ("show that as a trend", "TotalSales by Month where Product=Organic Chili|Lentil Soup"),
    ],
    &[
        ("revenue last month", "TotalSales in 2026-05-01..2026-06-01"),
        ("and by category?", "TotalSales by Category in 2026-05-01..2026-06-01"),
        ("lowest first", "TotalSales by Category in 2026-05-01..2026-06-01 lowest"),
        ("overall", "TotalSales by Category lowest"),
        ("also orders", "TotalSales,Orders by Category lowest"),
    ],
];

/// An intent in one line.
fn summary(intent: &Intent) -> String {
    let names = |names: Vec<String>| names.join(",");
    let mut text = names(intent.measures.iter().map(|measure| format!("{measure:?}")).collect());
    if !intent.dimensions.is_empty() {
        let dimensions = intent.dimensions.iter().map(|dimension| format!("{dimension:?}")).collect();
        text += &format!(" by {}", names(dimensions));
    }
    for (index, filter) in intent.filters.iter().enumerate() {
        let word = if index == 0 { " where" } else { "" };
        let sign = if filter.exclude { "!=" } else { "=" };
        text += &format!("{word} {:?}{sign}{}", filter.dimension, filter.values.join("|"));
    }
    for range in &intent.ranges {
        text += &format!(" having {:?} {:?} {}", range.measure, range.bound, range.hundredths);
    }
    if intent.share {
        text += " share";
    }
    if let Some(earlier) = intent.earlier() {
        let words = match earlier {
            Earlier::Period(period) => period.label,
            Earlier::Step(_, unit) => format!("one {} earlier", unit.name()),
        };
        text += &format!(" against {words}");
    }
    if let Some(period) = &intent.period {
        let date = |date: Option<time::Date>| date.map(|date| date.to_string()).unwrap_or_default();
        text += &format!(" in {}..{}", date(period.from), date(period.until));
    }
    text += match intent.order {
        Order::Natural => "",
        Order::Highest => " highest",
        Order::Lowest => " lowest",
        Order::ByName => " by name",
    };
    text + &intent.limit.map(|limit| format!(" {limit}")).unwrap_or_default()
}

fn ask(question: &str, previous: Option<&Intent>) -> Intent {
    match interpret(question, previous, TODAY) {
        Reading::Ask(intent) => intent,
        Reading::Clarify(reason) => panic!("{question}: {reason:?}"),
    }
}

#[test]
fn questions_are_understood() {
    for (question, expected) in QUESTIONS {
        assert_eq!(summary(&ask(question, None)), *expected, "{question}");
    }
}

#[test]
fn follow_ups_refine_what_was_asked_before() {
    for chain in CHAINS {
        let mut previous = None;
        for (question, expected) in *chain {
            let intent = ask(question, previous.as_ref());
            assert_eq!(summary(&intent), *expected, "{question}");
            previous = Some(intent);
        }
    }
}

#[test]
fn what_cannot_be_answered_says_why() {
    let words = |words: &[&str]| Reason::Words(words.iter().map(|&word| word.to_owned()).collect());
    let best = |names: &[&str]| Reason::BestOfEach(names.iter().map(|&name| name.to_owned()).collect());
    let cases = [
        ("hello", Reason::Greeting),
        ("Thanks!", Reason::Thanks),
        ("", Reason::Nothing),
        ("Show performance", Reason::Nothing),
        ("colourless ideas sleep furiously", words(&["colourless", "ideas", "sleep", "furiously"])),
        ("How many regions are there?", words(&["regions"])),
        ("What is the weather like?", words(&["weather"])),
        ("sales excluding", words(&["excluding"])),
        ("sales without discount", words(&["without"])),
        ("sales excluding 2024", words(&["2024", "excluding"])),
        ("average sales per month", words(&["average"])),
        ("sales in Paris", words(&["Paris"])),
        ("sushi sales by month", words(&["sushi"])),
        ("sales without sushi", words(&["sushi"])),
        ("sales 500", words(&["500"])),
        ("top 3 of 5 products", words(&["5"])),
        ("best and worst products", words(&["worst"])),
        ("sales over 1000", words(&["over 1000"])),
        ("how many orders over 1000", words(&["over 1000"])),
        ("products with sales over 10%", words(&["over 10 percent"])),
        ("sales by day over", words(&["over"])),
        ("sort by region", words(&["sort", "region"])),
        ("share of average order value by region", words(&["share"])),
        ("most recent orders", words(&["recent"])),
        ("sales in the last sushi", words(&["last", "sushi"])),
        ("sales in 2023, in 2025", Reason::Periods),
        ("top 3 products per region", best(&["product", "region"])),
        ("best product in each region", best(&["product", "region"])),
        ("top 3 customers by store", best(&["customer", "store"])),
        ("top 3 products over time", best(&["product", "month"])),
        ("sales for pizza or Boston", words(&["or"])),
        ("sales or orders", words(&["or"])),
        ("revenue by month West vs Boston", Reason::CompareWhat("vs".to_owned())),
        ("revenue for products under 5", words(&["under 5"])),
        ("sales on weekends vs weekdays", words(&["weekdays"])),
        ("revenue compared with March 2024", Reason::CompareWhat("compared".to_owned())),
        ("compare March 2025 with 2025", Reason::Periods),
        ("revenue growth", Reason::CompareWhat("growth".to_owned())),
        ("How has revenue changed since 2024?", Reason::CompareWhat("changed".to_owned())),
        ("how many units per order", words(&["order"])),
        ("growth of revenue and profit in 2025", Reason::CompareOne),
        ("share of revenue", Reason::ShareOfWhat("share".to_owned())),
        ("sales by product, store, channel and month", Reason::Dimensions),
    ];
    for (question, reason) in cases {
        assert_eq!(interpret(question, None, TODAY), Reading::Clarify(reason), "{question}");
    }
}

#[test]
fn the_starters_are_understood() {
    let starters: Vec<_> = suggest::starters().iter().map(|question| summary(&ask(question, None))).collect();
    let expected = ["TotalSales by Product highest", "TotalSales by Month", "AverageOrderValue by Channel"];
    assert_eq!(starters, expected);
}

#[test]
fn each_sample_question_is_understood_as_something_of_its_own() {
    let samples = suggest::samples();
    let understood: BTreeSet<_> = samples.iter().map(|question| summary(&ask(question, None))).collect();
    assert_eq!((samples.len(), understood.len()), (6, 6), "{understood:?}");
}

fn any_intent() -> impl Strategy<Value = Intent> {
    let measures = proptest::sample::subsequence(Measure::ALL.to_vec(), 1..=6);
    let dimensions = proptest::sample::subsequence(Dimension::ALL.to_vec(), 0..=3);
    let order = prop_oneof![Just(Order::Natural), Just(Order::Highest), Just(Order::Lowest)];
    let period = prop_oneof![
        Just(None),
        Just(period::parse("in 2025", TODAY)),
        Just(period::parse("this year", TODAY))
    ];
    let filters = prop_oneof![
        Just(Vec::new()),
        Just(vec![Filter { dimension: Dimension::Region, values: vec!["West"], exclude: false }]),
    ];
    (measures, dimensions, filters, period, order, proptest::option::of(1_u32..10)).prop_map(
        |(measures, dimensions, filters, period, order, limit)| Intent {
            measures,
            dimensions,
            filters,
            period,
            order,
            limit,
            ..Intent::default()
        },
    )
}

proptest! {
    #[test]
    fn three_suggestions_lead_on_from_every_intent(intent in any_intent()) {
        let suggestions = suggest::follow_ups(&intent, TODAY);
        prop_assert_eq!(suggestions.len(), 3, "{:?}", suggestions);
        for question in suggestions {
            let Reading::Ask(next) = interpret(&question, Some(&intent), TODAY) else {
                return Err(TestCaseError::fail(question));
            };
            prop_assert_ne!(&next, &intent);
            prop_assert!(!Statement::new(&next).run.is_empty());
        }
    }
}
