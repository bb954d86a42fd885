//! Rows made into series: nothing is lost, nothing is made up.

use std::sync::Arc;

use genie_chat::chart::chart;
use genie_chat::chart::choose::{Choice, Kind, Order, choose};
use genie_chat::chart::facts::facts;
use genie_chat::chart::field::read;
use genie_chat::chart::pivot::{Data, Places, pivot};
use genie_chat::column::period::Grain;
use genie_chat::domain::table::Table;

use super::{Col, Plain, col, month, noise, one_of, table};

fn data(table: &Table, change: impl Fn(&mut Choice)) -> Data {
    let fields = read(table);
    let mut choice = choose(table, &fields, false).unwrap();
    change(&mut choice);
    pivot(table, &fields, &choice, &Plain)
}

fn values(data: &Data, series: usize) -> Vec<f64> {
    data.series[series].points.iter().map(|point| point.value).collect()
}

fn names(data: &Data) -> Vec<&str> {
    match &data.places {
        Places::Names(names) => names.iter().map(String::as_str).collect(),
        _ => Vec::new(),
    }
}

fn products(count: usize) -> Table {
    table(
        count,
        &[col("product", "STRING", |row| format!("P{row}")), col("units", "BIGINT", |row| 10 * row + 10)],
    )
}

#[test]
fn categories_stand_in_the_order_that_was_chosen() {
    let table = products(3);
    assert_eq!(names(&data(&table, |_| {})), ["P2", "P1", "P0"]);
    assert_eq!(names(&data(&table, |choice| choice.order = Order::Given)), ["P0", "P1", "P2"]);
    assert_eq!(names(&data(&table, |choice| choice.order = Order::Name)), ["P0", "P1", "P2"]);
}

#[test]
fn what_is_not_among_the_largest_is_added_up() {
    let table = products(30);
    let data = data(&table, |choice| choice.top = 5);
    assert_eq!(names(&data), ["P29", "P28", "P27", "P26", "P25", "Others"]);
    let all: f64 = (1..=30).map(|at| f64::from(at) * 10.0).sum();
    assert_eq!(values(&data, 0).iter().sum::<f64>(), all);
    assert_eq!(data.left_out, 0);
}

#[test]
fn averages_are_left_out_and_told_rather_than_added_up() {
    let table = table(
        30,
        &[col("product", "STRING", |row| format!("P{row}")), col("average_price", "DOUBLE", |row| row + 1)],
    );
    let data = data(&table, |choice| choice.top = 5);
    assert_eq!((data.len(), data.left_out), (5, 25));
}

fn by_category(count: usize) -> Table {
    table(
        4 * count,
        &[
            col("month", "DATE", move |row| month(row / count)),
            col("category", "STRING", move |row| format!("C{}", row % count)),
            col("revenue", "DECIMAL(18,2)", |row| 100 + noise(row)),
        ],
    )
}

#[test]
fn each_series_has_a_value_for_each_time() {
    let table = by_category(3);
    let data = data(&table, |_| {});
    assert_eq!(data.series.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(), ["C0", "C1", "C2"]);
    let Places::Times(times, _) = &data.places else { panic!("{:?}", data.places) };
    assert_eq!(times.len(), 4);
    for (at, one) in data.series.iter().enumerate() {
        for (place, point) in one.points.iter().enumerate() {
            assert_eq!(point.row, Some(place * 3 + at));
        }
    }
    assert!(!data.merged);
}

#[test]
fn more_than_eight_lines_are_the_eight_largest_and_the_others_are_told() {
    let table = by_category(60);
    for kind in [Kind::Line, Kind::Area] {
        let data = data(&table, |choice| choice.kind = kind);
        assert_eq!((data.series.len(), data.left_out), (8, 52));
        assert!(data.series.iter().all(|one| one.name.starts_with('C') && one.colour > 0));
    }
}

#[test]
fn more_than_eight_parts_of_a_bar_are_seven_and_the_others() {
    let table = by_category(12);
    let data = data(&table, |choice| choice.kind = Kind::Stacked);
    assert_eq!(data.series.len(), 8);
    assert_eq!((data.series[7].name.as_str(), data.series[7].colour), ("Others", 0));
    let total: f64 = (0..48).map(|row| (100 + noise(row)) as f64).sum();
    let drawn: f64 = (0..8).flat_map(|at| values(&data, at)).sum();
    assert_eq!(drawn, total);
}

#[test]
fn times_are_ascending_and_gaps_stay_gaps() {
    let table = table(
        5,
        &[
            col("month", "DATE", |row| month(4 - row)),
            col("revenue", "DOUBLE", |row| if row == 2 { "NULL".to_owned() } else { row.to_string() }),
        ],
    );
    let data = data(&table, |choice| choice.kind = Kind::Line);
    assert_eq!(
        values(&data, 0).iter().map(|value| if value.is_nan() { -1.0 } else { *value }).collect::<Vec<_>>(),
        [4.0, 3.0, -1.0, 1.0, 0.0]
    );
}

#[test]
fn months_by_name_keep_an_order_that_begins_in_summer_but_not_one_by_letters() {
    const SUMMER: &[&str] = &["July", "October", "January", "April"];
    const LETTERS: &[&str] = &["April", "January", "July", "October"];
    let order = |texts: &'static [&'static str]| {
        let columns: [Col; 2] = [col("month", "STRING", one_of(texts)), col("n", "INT", |row| row + 1)];
        names(&data(&table(4, &columns), |_| {})).into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(order(SUMMER), SUMMER);
    assert_eq!(order(LETTERS), LETTERS, "one turn of the year is kept");
    const MIXED: &[&str] = &["October", "January", "July", "April"];
    assert_eq!(order(MIXED), LETTERS_SORTED);
}

const LETTERS_SORTED: &[&str] = &["January", "April", "July", "October"];

#[test]
fn rows_that_share_a_place_are_taken_together_and_that_is_told() {
    let table = by_category(3);
    let summed = data(&table, |choice| choice.series = None);
    assert!(summed.merged);
    assert_eq!(values(&summed, 0)[0], (0..3).map(|row| (100 + noise(row)) as f64).sum::<f64>());
}

#[test]
fn measures_of_other_sizes_get_panels_of_their_own() {
    let columns = |less: usize| {
        [
            col("month", "DATE", month),
            col("orders", "BIGINT", |row| 10_000 + row),
            col("visits", "BIGINT", move |row| (10_000 + row) / less),
        ]
    };
    assert_eq!(data(&table(6, &columns(10)), |_| {}).panels, [vec![0, 1]]);
    assert_eq!(data(&table(6, &columns(30)), |_| {}).panels, [vec![0], vec![1]]);
}

#[test]
fn a_screen_reader_is_told_ends_and_extremes_exactly() {
    let table = table(
        4,
        &[
            col("month", "DATE", month),
            col("revenue", "DECIMAL(38,18)", one_of(&["2.000000000000000001", "9.1", "1.5", "3"])),
        ],
    );
    let data = data(&table, |_| {});
    let told = facts(&data, &table, &read(&table), 4, &Plain);
    let [fact] = &told[..] else { panic!("{told:?}") };
    let pairs = [&fact.first, &fact.last, &fact.least, &fact.greatest];
    let pairs = pairs.map(|named| (named.place.as_str(), named.value.as_str()));
    assert_eq!(
        pairs,
        [("m1 2024", "2.000000000000000001"), ("m4 2024", "3"), ("m3 2024", "1.5"), ("m2 2024", "9.1")]
    );
}

#[test]
fn values_that_have_no_place_are_counted() {
    const VALUES: &[&str] = &["1.5", "NaN", "Infinity", "NULL", "2.5"];
    let columns = [col("product", "STRING", |row| format!("P{row}")), col("price", "DOUBLE", one_of(VALUES))];
    assert_eq!(data(&table(5, &columns), |_| {}).missing, 3);
    assert_eq!(data(&products(5), |_| {}).missing, 0);
    let time = |row| if row == 1 { "NULL".to_owned() } else { month(row) };
    let columns = [col("month", "DATE", time), col("revenue", "DOUBLE", |row| row + 1)];
    assert_eq!(data(&table(5, &columns), |_| {}).missing, 1);
    let cloud = [
        col("price", "DOUBLE", |row| if row == 2 { "NaN".to_owned() } else { noise(row).to_string() }),
        col("units", "BIGINT", |row| noise(row + 7)),
    ];
    assert_eq!(data(&table(30, &cloud), |_| {}).missing, 1);
}

#[test]
fn labels_with_an_order_of_their_own_stand_in_it() {
    const AGES: &[&str] = &["45-54", "55+", "18-24", "25-34", "35-44"];
    let columns = [col("age_group", "STRING", one_of(AGES)), col("orders", "INT", |row| 900 - row)];
    let ages = data(&table(5, &columns), |_| {});
    assert_eq!(names(&ages), ["18-24", "25-34", "35-44", "45-54", "55+"]);
    // Weeks do too, and by category they are a line, however many there are.
    let week = col("year_week", "STRING", |row| format!("2026-{:02}", 30 - row / 2));
    let columns = [week, col("shop", "STRING", one_of(&["A", "B"])), col("orders", "INT", noise)];
    let weeks = data(&table(60, &columns), |choice| assert_eq!(choice.kind, Kind::Line));
    assert_eq!((names(&weeks)[0], names(&weeks)[29], weeks.series.len()), ("2026-01", "2026-30", 2));
}

#[test]
fn an_order_that_the_statement_asks_for_is_kept() {
    let table = Arc::new(products(3));
    let order = |sql| chart(&table, sql).unwrap().choice.order;
    assert_eq!(order("SELECT product, units FROM t ORDER BY product"), Order::Given);
    assert_eq!(order("SELECT product, units FROM t"), Order::Value);
}

#[test]
fn totals_are_not_drawn_beside_their_parts_and_are_counted() {
    const NAMES: &[&str] = &["Q1", "Q2", "Q3", "Total"];
    const SALES: &[&str] = &["1", "2", "3", "6"];
    let columns = [col("quarter", "STRING", one_of(NAMES)), col("sales", "INT", one_of(SALES))];
    let charted = chart(&Arc::new(table(4, &columns)), "").unwrap();
    assert_eq!((charted.totals, charted.table.rows()), (1, 3));
    let drawn = pivot(&charted.table, &charted.fields, &charted.choice, &Plain);
    assert_eq!(names(&drawn), ["Q1", "Q2", "Q3"]);
}

#[test]
fn months_with_the_offsets_of_summer_and_winter_are_months() {
    let month = |row: usize| format!("2026-{:02}-01T00:00:00-0{}:00", row + 1, if row < 2 { 8 } else { 7 });
    let columns = [col("month", "TIMESTAMP", month), col("sales", "INT", noise)];
    let data = data(&table(6, &columns), |_| {});
    assert!(matches!(data.places, Places::Times(_, Grain::Month)), "{:?}", data.places);
    assert_eq!((data.place(0, &Plain), data.place(5, &Plain)), ("m1 2026".into(), "m6 2026".into()));
}
