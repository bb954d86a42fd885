//! Which chart each shape of a result gets. A line says: kind, what is across, what makes series, what
//! is measured.

use genie_chat::chart::choose::choose;
use genie_chat::chart::field::read;

use super::{Col, col, day, month, noise, one_of, table};

const CATEGORIES: &[&str] = &["Dairy", "Bakery", "Produce", "Frozen", "Snacks"];
const REGIONS: &[&str] = &["North", "East", "South", "West"];
const MONTHS: &[&str] = &[
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

fn chosen(rows: usize, columns: &[Col]) -> String {
    let table = table(rows, columns);
    let fields = read(&table);
    let Some(choice) = choose(&table, &fields, false) else { return "none".to_owned() };
    let name = |at: usize| table.columns()[fields[at].column].name.clone();
    let ys: Vec<String> = choice.ys.iter().map(|at| name(*at)).collect();
    let across = choice.x.map_or_else(String::new, |x| format!(" across {}", name(x)));
    let series = choice.series.map_or_else(String::new, |at| format!(" by {}", name(at)));
    format!("{:?}{across}{series}: {}", choice.kind, ys.join(", "))
}

fn money(row: usize) -> String {
    format!("{}.{:02}", 1_000 + noise(row), row % 100)
}

fn each(texts: &'static [&'static str], times: usize) -> impl Fn(usize) -> &'static str {
    move |row| texts[row / times % texts.len()]
}

#[test]
fn each_shape_of_a_result_gets_the_chart_that_suits_it() {
    let string = |name, texts| col(name, "STRING", one_of(texts));
    let revenue = || col("revenue", "DECIMAL(18,2)", money);
    let orders = || col("orders", "BIGINT", |row| 12_000 + noise(row));
    let rate = || col("conversion_rate", "DOUBLE", |row| format!("0.0{}", 200 + noise(row) % 300));
    let months = || col("month", "DATE", month);
    let id = |name| col(name, "BIGINT", |row| 100_000 + row);
    let product = || col("product", "STRING", |row| format!("Product {row}"));
    #[rustfmt::skip]
    let cases: Vec<(&str, usize, Vec<Col>, &str)> = vec![
        // One row.
        ("a single number", 1, vec![revenue()], "Number: revenue"),
        ("four numbers", 1, vec![revenue(), orders(), rate(), col("units", "BIGINT", |_| 7)], "Number: revenue, orders, conversion_rate, units"),
        ("five numbers are a row of a table", 1, (0..5).map(|_| revenue()).collect(), "none"),
        ("the best of all, by name", 1, vec![product(), revenue()], "Number: revenue"),
        ("one row of text", 1, vec![product(), string("category", CATEGORIES)], "none"),
        ("one row with an id only", 1, vec![id("order_id")], "none"),
        ("one row with a year only", 1, vec![col("year", "INT", |_| 2026)], "none"),
        ("one null", 1, vec![col("revenue", "DECIMAL(18,2)", |_| "NULL")], "none"),
        ("no rows", 0, vec![product(), revenue()], "none"),
        // Time.
        ("months", 24, vec![months(), revenue()], "Line across month: revenue"),
        ("days", 90, vec![col("day", "DATE", day), orders()], "Line across day: orders"),
        ("moments", 48, vec![col("at", "TIMESTAMP", |row| format!("2026-03-{:02}T{:02}:30:00.000Z", 1 + row / 24, row % 24)), orders()], "Line across at: orders"),
        ("three months are few", 3, vec![months(), revenue()], "Bar across month: revenue"),
        ("months as text", 12, vec![col("month", "STRING", |row| format!("2025-{:02}", row + 1)), revenue()], "Line across month: revenue"),
        ("quarters as text", 8, vec![col("quarter", "STRING", |row| format!("{}-Q{}", 2024 + row / 4, row % 4 + 1)), revenue()], "Line across quarter: revenue"),
        ("months by name and year", 6, vec![col("month", "STRING", |row| format!("{} 2025", MONTHS[row])), revenue()], "Line across month: revenue"),
        ("years as numbers are no measure", 6, vec![col("order_year", "INT", |row| 2020 + row), revenue()], "Line across order_year: revenue"),
        ("years as text", 6, vec![col("year", "STRING", |row| 2020 + row), revenue()], "Line across year: revenue"),
        ("months as 202501", 6, vec![col("year_month", "INT", |row| 202_501 + row), revenue()], "Line across year_month: revenue"),
        ("months by name", 12, vec![string("month", MONTHS), orders(), rate()], "Line across month: orders, conversion_rate"),
        ("a time by category", 20, vec![col("month", "DATE", |row| month(row / 5)), string("category", CATEGORIES), revenue()], "Line across month by category: revenue"),
        ("two times by category", 10, vec![col("month", "DATE", |row| month(row / 5)), string("category", CATEGORIES), revenue()], "Grouped across month by category: revenue"),
        ("two years of many products", 30, vec![col("year", "INT", |row| 2024 + row / 15), col("product", "STRING", |row| format!("P{}", row % 15)), revenue()], "Grouped across product by year: revenue"),
        ("months of several years in two columns", 24, vec![col("year", "INT", |row| 2024 + row / 12), col("month", "INT", |row| row % 12 + 1), revenue()], "Line across month by year: revenue"),
        ("a sum that runs", 12, vec![months(), col("cumulative_revenue", "DECIMAL(18,2)", |row| 1_000 * (row + 1))], "Area across month: cumulative_revenue"),
        ("two measures over time", 12, vec![months(), orders(), rate()], "Line across month: orders, conversion_rate"),
        ("times that repeat without a reason", 40, vec![col("day", "DATE", |row| day(row / 4)), revenue()], "none"),
        ("a month with nulls", 12, vec![months(), col("revenue", "DOUBLE", |row| if row % 3 == 0 { "NULL".into() } else { money(row) })], "Line across month: revenue"),
        // Categories.
        ("five categories", 5, vec![string("category", CATEGORIES), revenue()], "Bar across category: revenue"),
        ("twenty-four products", 24, vec![product(), revenue()], "Bar across product: revenue"),
        ("two hundred products say less than the table", 200, vec![product(), revenue()], "none"),
        ("flags", 2, vec![col("is_online", "BOOLEAN", |row| row == 1), revenue()], "Bar across is_online: revenue"),
        ("days of the week", 7, vec![string("weekday", &["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]), revenue()], "Bar across weekday: revenue"),
        ("hours", 24, vec![col("hour", "INT", |row| row), orders()], "Line across hour: orders"),
        ("shares of a whole", 4, vec![string("region", REGIONS), col("revenue_share", "DOUBLE", one_of(&["0.4", "0.3", "0.2", "0.1"]))], "Donut across region: revenue_share"),
        ("shares in percent", 4, vec![string("region", REGIONS), col("share_percent", "DECIMAL(5,1)", one_of(&["40.0", "30.0", "20.0", "10.0"]))], "Donut across region: share_percent"),
        ("rates are no shares of a whole", 4, vec![string("region", REGIONS), col("return_rate", "DOUBLE", one_of(&["0.4", "0.3", "0.2", "0.3"]))], "Bar across region: return_rate"),
        ("rates that happen to add up to one", 4, vec![string("region", REGIONS), col("return_rate", "DOUBLE", one_of(&["0.4", "0.3", "0.2", "0.1"]))], "Bar across region: return_rate"),
        ("rates in percent that happen to add up", 4, vec![string("region", REGIONS), col("conversion_pct", "DOUBLE", one_of(&["40", "30", "20", "10"]))], "Bar across region: conversion_pct"),
        ("codes of cost centres", 3, vec![string("cost_center", &["1200-01", "1300-02", "2010-04"]), revenue()], "Bar across cost_center: revenue"),
        ("weeks of a year", 10, vec![col("year_week", "STRING", |row| format!("2026-{:02}", row + 1)), revenue()], "Bar across year_week: revenue"),
        ("sales and their shares of the whole", 4, vec![string("region", REGIONS), revenue(), col("revenue_share", "DOUBLE", one_of(&["0.4", "0.3", "0.2", "0.1"]))], "Donut across region: revenue_share"),
        ("many sales and their shares of the whole", 10, vec![product(), revenue(), col("revenue_share", "DOUBLE", |_| "0.1")], "Bar across product: revenue"),
        ("two measures on one axis", 5, vec![string("category", CATEGORIES), revenue(), col("cost", "DECIMAL(18,2)", |row| 900 + noise(row))], "Grouped across category: revenue, cost"),
        ("two measures of other kinds", 5, vec![string("category", CATEGORIES), revenue(), rate()], "Bar across category: revenue, conversion_rate"),
        ("a product and its category", 12, vec![product(), string("category", CATEGORIES), revenue()], "Bar across product: revenue"),
        ("two categories, few series", 12, vec![col("region", "STRING", each(REGIONS, 3)), string("channel", &["Online", "Shop", "Phone"]), revenue()], "Grouped across region by channel: revenue"),
        ("two categories, many series", 20, vec![col("category", "STRING", each(CATEGORIES, 4)), string("region", REGIONS), revenue()], "Grouped across category by region: revenue"),
        ("two categories, six series", 42, vec![col("city", "STRING", |row| format!("City {}", row / 6)), col("channel", "STRING", |row| format!("Channel {}", row % 6)), revenue()], "Stacked across city by channel: revenue"),
        ("averages are not put on top of each other", 42, vec![col("city", "STRING", |row| format!("City {}", row / 6)), col("channel", "STRING", |row| format!("Channel {}", row % 6)), col("average_price", "DOUBLE", money)], "none"),
        ("categories that repeat", 40, vec![string("category", CATEGORIES), revenue()], "none"),
        ("three categories", 40, vec![string("a", CATEGORIES), string("b", REGIONS), string("c", &["x", "y"]), revenue()], "none"),
        ("a category that is null", 3, vec![string("category", &["Dairy", "NULL", "Frozen"]), revenue()], "Bar across category: revenue"),
        // Ids, places on the earth, prose.
        ("customers by id", 10, vec![id("customer_id"), revenue()], "Bar across customer_id: revenue"),
        ("many ids", 200, vec![id("customer_id"), revenue()], "none"),
        ("an id is no measure", 5, vec![string("category", CATEGORIES), id("category_id")], "none"),
        ("zip codes as numbers are no measure", 5, vec![string("city", CATEGORIES), col("zip_code", "INT", |row| 10_115 + row)], "none"),
        ("zip codes as text name places", 5, vec![col("zip_code", "STRING", |row| 10_115 + row), revenue()], "Bar across zip_code: revenue"),
        ("phone numbers", 5, vec![string("name", CATEGORIES), col("phone_number", "BIGINT", |row| 49_301_555 + row)], "none"),
        ("places on the earth belong on a map", 5, vec![string("store", CATEGORIES), col("latitude", "DOUBLE", money), col("longitude", "DOUBLE", money)], "none"),
        ("places with a measure", 5, vec![string("store", CATEGORIES), col("lat", "DOUBLE", money), col("lng", "DOUBLE", money), revenue()], "Bar across store: revenue"),
        ("a rank says what the order says", 5, vec![col("rank", "INT", |row| row + 1), string("category", CATEGORIES), revenue()], "Bar across category: revenue"),
        ("order lines", 50, vec![id("order_id"), col("day", "DATE", |row| day(row / 4)), string("product", CATEGORIES), col("quantity", "INT", noise), revenue()], "none"),
        ("comments", 5, vec![col("comment", "STRING", |row| format!("{row} {}", "much to say ".repeat(20))), revenue()], "none"),
        ("text only", 5, vec![string("category", CATEGORIES), string("region", REGIONS)], "none"),
        ("lists and maps", 5, vec![col("tags", "ARRAY", |_| "[]"), revenue()], "none"),
        // Measures alone.
        ("two measures of products", 60, vec![product(), col("price", "DOUBLE", money), col("units", "BIGINT", |row| noise(row + 7) % 50)], "Scatter across price: units"),
        ("two measures without names", 30, vec![col("price", "DOUBLE", money), col("units", "BIGINT", |row| noise(row + 7))], "Scatter across price: units"),
        ("one measure without names", 30, vec![col("price", "DOUBLE", money)], "none"),
        ("four rows are no cloud", 4, vec![col("price", "DOUBLE", money), col("units", "BIGINT", noise)], "none"),
        // Nothing to be seen.
        ("all null", 5, vec![string("category", CATEGORIES), col("revenue", "DOUBLE", |_| "NULL")], "none"),
        ("all zero", 5, vec![string("category", CATEGORIES), col("revenue", "DOUBLE", |_| "0.00")], "none"),
        ("no number is one", 5, vec![string("category", CATEGORIES), col("revenue", "DOUBLE", |_| "NaN")], "none"),
        ("more than can be drawn", 5_001, vec![col("at", "TIMESTAMP", |row| format!("2026-01-01T00:00:00.{row:06}")), revenue()], "none"),
        ("too many columns", 5, (0..13).map(|_| revenue()).collect(), "none"),
        ("numbers beyond what a double holds", 5, vec![string("category", CATEGORIES), col("n", "DECIMAL(38,0)", |row| format!("{}{}", row + 1, "0".repeat(37)))], "Bar across category: n"),
        ("numbers beyond all measure", 5, vec![string("category", CATEGORIES), col("n", "DOUBLE", |_| "1e305")], "none"),
    ];
    assert!(cases.len() >= 40, "{}", cases.len());
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|(what, rows, columns, expected)| {
            let got = chosen(*rows, columns);
            (got != *expected).then(|| format!("{what}: {got}, not {expected}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
