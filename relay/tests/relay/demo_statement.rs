//! Every rewrite from `run` to `shown`, as literal text in `demo_statements.txt`:
//! each dimension, measure, period, filter, order and limit.

use std::fmt::Write as _;

use genie_relay::demo::semantics::calendar::Unit;
use genie_relay::demo::semantics::dimension::Dimension;
use genie_relay::demo::semantics::intent::{Against, Bound, Filter, Intent, Order, Range};
use genie_relay::demo::semantics::measure::Measure;
use genie_relay::demo::semantics::period;
use genie_relay::demo::semantics::statement::Statement;

use crate::demo_support::TODAY;

fn plain() -> Intent {
    Intent { measures: vec![Measure::TotalSales], ..Intent::default() }
}

fn filter(dimension: Dimension, values: &[&'static str]) -> Intent {
    Intent { filters: vec![Filter { dimension, values: values.to_vec(), exclude: false }], ..plain() }
}

fn cases() -> Vec<(String, Intent)> {
    let mut cases = Vec::new();
    for dimension in Dimension::ALL {
        cases.push((format!("dimension {dimension:?}"), Intent { dimensions: vec![dimension], ..plain() }));
    }
    for measure in Measure::ALL {
        cases.push((format!("measure {measure:?}"), Intent { measures: vec![measure], ..plain() }));
    }
    for text in ["in March 2025", "since 2025", "before 2025"] {
        cases.push((format!("period {text}"), Intent { period: period::parse(text, TODAY), ..plain() }));
    }
    cases.push(("filter text".into(), filter(Dimension::Product, &["Quinoa & Kale Bowl"])));
    cases.push(("filter quote".into(), filter(Dimension::Store, &["Fisherman's Wharf"])));
    cases.push(("filter backslash".into(), filter(Dimension::Store, &["back\\slash"])));
    cases.push(("filter several".into(), filter(Dimension::Region, &["West", "Midwest"])));
    cases.push(("filter true".into(), filter(Dimension::Delivered, &["true"])));
    cases.push(("filter false".into(), filter(Dimension::Delivered, &["false"])));
    cases.push(("filter weekday".into(), filter(Dimension::Weekday, &["Monday"])));
    let ranked =
        Intent { dimensions: vec![Dimension::Month], order: Order::Highest, limit: Some(3), ..plain() };
    cases.push(("highest 3 months".into(), ranked.clone()));
    cases.push(("lowest months".into(), Intent { order: Order::Lowest, limit: None, ..ranked }));
    let everything = Intent {
        measures: vec![Measure::Orders, Measure::AverageOrderValue],
        dimensions: vec![Dimension::Tier, Dimension::Weekday],
        filters: vec![Filter {
            dimension: Dimension::Category,
            values: vec!["Soups & Chili"],
            exclude: false,
        }],
        period: period::parse("in Q1 2026", TODAY),
        ..plain()
    };
    cases.push(("everything".into(), everything));
    cases.extend(derived());
    cases
}

/// Exclusions, ranges, shares and comparisons.
fn derived() -> Vec<(String, Intent)> {
    let without = |dimension, values: &[&'static str]| Intent {
        filters: vec![Filter { dimension, values: values.to_vec(), exclude: true }],
        ..plain()
    };
    let by = |dimension: Dimension| Intent { dimensions: vec![dimension], ..plain() };
    let range = |measure, bound, hundredths| vec![Range { measure, bound, hundredths }];
    let march = || period::parse("in March 2025", TODAY);
    let cases = vec![
        ("without one", without(Dimension::Region, &["West"])),
        ("without several", without(Dimension::Region, &["West", "Midwest"])),
        ("without a tier", without(Dimension::Tier, &["Gold"])),
        (
            "over",
            Intent { ranges: range(Measure::TotalSales, Bound::Over, 10_000_050), ..by(Dimension::Product) },
        ),
        (
            "at most",
            Intent {
                measures: vec![Measure::Quantity],
                ranges: range(Measure::Quantity, Bound::AtMost, 500_000),
                ..by(Dimension::Product)
            },
        ),
        ("share of a split", Intent { share: true, ..by(Dimension::Region) }),
        ("share of a filter", Intent { share: true, ..filter(Dimension::Region, &["West"]) }),
        ("before", Intent { against: Some(Against::Before), period: march(), ..by(Dimension::Region) }),
        (
            "margin before",
            Intent {
                measures: vec![Measure::Margin],
                against: Some(Against::Before),
                period: march(),
                ..Intent::default()
            },
        ),
        (
            "weekdays, highest change",
            Intent {
                against: Some(Against::Earlier(Unit::Year)),
                period: march(),
                order: Order::Highest,
                by_change: true,
                ..by(Dimension::Weekday)
            },
        ),
        (
            "month by month",
            Intent { against: Some(Against::Before), period: march(), ..by(Dimension::Month) },
        ),
        (
            "week by week",
            Intent {
                dimensions: vec![Dimension::Week, Dimension::Region],
                against: Some(Against::Before),
                ..plain()
            },
        ),
        (
            "highest margin",
            Intent { measures: vec![Measure::Margin], order: Order::Highest, ..by(Dimension::Region) },
        ),
        (
            "margin that fell",
            Intent {
                measures: vec![Measure::Margin],
                against: Some(Against::Before),
                period: march(),
                order: Order::Lowest,
                by_change: true,
                only: Some(Order::Lowest),
                ..by(Dimension::Region)
            },
        ),
        (
            "the best three, split further",
            Intent {
                dimensions: vec![Dimension::Product, Dimension::Region],
                order: Order::Highest,
                limit: Some(3),
                of_first: true,
                share: true,
                ..plain()
            },
        ),
        ("by name", Intent { order: Order::ByName, ..by(Dimension::Product) }),
    ];
    cases.into_iter().map(|(name, intent)| (name.to_owned(), intent)).collect()
}

#[test]
fn both_forms_are_exactly_as_written_down() {
    let mut text = String::new();
    for (name, intent) in cases() {
        let Statement { run, shown, columns } = Statement::new(&intent);
        let columns: Vec<_> =
            columns.iter().map(|column| format!("{} {}", column.name, column.kind.text())).collect();
        let _ = writeln!(text, "## {name}: {}\n{run}\n--\n{shown}\n", columns.join(", "));
    }
    let expected = include_str!("demo_statements.txt");
    for (got, expected) in text.split("## ").zip(expected.split("## ")) {
        assert_eq!(got, expected);
    }
    assert_eq!(text.len(), expected.len());
}
