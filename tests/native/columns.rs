//! The meaning of a column, from its name, its type and its values; and the consequences for its values.

use genie_chat::column::period::Grain;
use genie_chat::column::{Form, Role, offsets, read, senses, totals};
use genie_chat::domain::table::{Cells, Column, Table};
use genie_chat::text::clauses::clauses;
use genie_chat::text::interval::length;

fn column(name: &str, sql: &str) -> Column {
    let type_name = sql.split('(').next().unwrap().to_owned();
    Column { name: name.to_owned(), type_name, type_text: sql.to_owned() }
}

/// A table of these columns; the text `NULL` is NULL.
fn table(columns: &[(&str, &str)], rows: &[&[&str]]) -> Table {
    let mut cells = Cells::default();
    for row in rows {
        row.iter().for_each(|cell| cells.push(Some(*cell).filter(|cell| *cell != "NULL")));
        cells.end_row();
    }
    let columns = columns.iter().map(|(name, sql)| column(name, sql)).collect();
    Table::new(columns, cells, None, false)
}

fn role(name: &str, sql: &str, texts: &[&str]) -> Role {
    read(&column(name, sql), texts).role
}

#[test]
fn numbers_are_sizes_times_parts_or_names() {
    let year = Role::Time(Grain::Year);
    #[rustfmt::skip]
    let cases: &[(&str, &str, &[&str], Role)] = &[
        ("sales", "DECIMAL(18,2)", &["1234567.80"], Role::Measure),
        ("year", "INT", &["2024", "2025"], year),
        ("fiscal_year", "DECIMAL(4,0)", &["2024"], year),
        ("year", "DOUBLE", &["2024.0"], year),
        ("year_total", "INT", &["2024"], Role::Measure),
        ("sales_per_year", "INT", &["2024"], Role::Measure),
        ("customer_id", "LONG", &["10045"], Role::Label),
        ("store_no", "INT", &["1207"], Role::Label),
        ("zip", "INT", &["02139"], Role::Label),
        ("zip_count", "INT", &["1207"], Role::Measure),
        ("phone_orders", "INT", &["1207"], Role::Measure),
        ("cost_center", "INT", &["1200", "1300"], Role::Label),
        ("cost", "INT", &["1200", "1300"], Role::Measure),
        ("version", "DECIMAL(4,1)", &["10.1"], Role::Label),
        ("year_month", "INT", &["202401"], Role::Time(Grain::Month)),
        ("year_week", "INT", &["202653"], Role::Ordinal),
        ("date_key", "INT", &["20240131"], Role::Time(Grain::Day)),
        ("month", "INT", &["1", "12"], Role::Ordinal),
        ("week_num", "INT", &["1", "52"], Role::Ordinal),
        ("num_weeks", "INT", &["1", "52"], Role::Measure),
        ("order_num", "INT", &["10045"], Role::Label),
        ("rank", "INT", &["1", "2"], Role::Skip),
        ("latitude", "DOUBLE", &["52.5"], Role::Skip),
        ("long", "BIGINT", &["9007199254740993"], Role::Measure),
    ];
    for (name, sql, texts, expected) in cases {
        assert_eq!(role(name, sql, texts), *expected, "{name} {texts:?}");
    }
}

#[test]
fn a_date_needs_evidence() {
    let (month, quarter, day) =
        (Role::Time(Grain::Month), Role::Time(Grain::Quarter), Role::Time(Grain::Day));
    #[rustfmt::skip]
    let cases: &[(&str, &[&str], Role)] = &[
        ("cost_center", &["1200-01", "1300-02", "2010-04"], Role::Label),
        ("cost_center", &["2010-04", "2011-05"], Role::Label),
        ("bucket", &["1200-01", "1300-02", "2010-04"], Role::Category),
        ("bucket", &["2025-01", "2025-02"], month),
        ("month", &["1200-01", "1200-02"], month),
        ("month", &["202401", "202402"], month),
        ("m", &["202401", "202402", "202403"], month),
        ("m", &["202401", "202402"], Role::Category),
        ("article_no", &["202401", "202402", "202403"], Role::Label),
        ("month", &["Jan-24", "Feb-24"], month),
        ("month", &["24-Jan", "24-Feb"], month),
        ("month", &["Mar 2025", "September 2025"], month),
        ("day", &["01/15/2024", "01/16/2024"], day),
        ("day", &["15/01/2024", "16/01/2024"], day),
        ("day", &["15.01.2024", "02.02.2024"], day),
        ("day", &["15 Jan 2024", "Feb 2, 2024"], day),
        ("day", &["02/30/2024", "02/28/2024"], Role::Category),
        ("quarter", &["Q1 2025", "Q2 2025"], quarter),
        ("ratio", &["1999.5", "2000.5"], Role::Category),
        ("zip_code", &["10115", "10117"], Role::Label),
        ("size", &["2024", "2025"], Role::Category),
        ("year", &["2024", "2025"], Role::Time(Grain::Year)),
    ];
    for (name, texts, expected) in cases {
        assert_eq!(role(name, "STRING", texts), *expected, "{name} {texts:?}");
    }
}

/// The texts in the order that the column gives them.
fn ordered(name: &str, texts: &[&'static str]) -> Option<Vec<&'static str>> {
    let meaning = read(&column(name, "STRING"), texts);
    let mut placed: Vec<_> = texts.iter().copied().zip(meaning.places.keys).collect();
    placed.sort_by(|a, b| a.1.total_cmp(&b.1));
    (meaning.role == Role::Ordinal).then(|| placed.into_iter().map(|(text, _)| text).collect())
}

#[test]
fn labels_with_an_order_of_their_own_keep_it() {
    #[rustfmt::skip]
    let cases: &[(&str, &[&'static str])] = &[
        ("age_group", &["<18", "18-24", "25-34", "35-44", "45-54", "55+", "Unknown"]),
        ("age_group", &["Under 18", "18 to 24", "25 to 64", "65 and over"]),
        ("age", &["0–9 years", "10–19 years", "100 years and up"]),
        ("price", &["$0–$50", "$50–$100", "$100–$1,000", "$1,000+"]),
        ("price", &["up to 5k", "5k-10k", "10k-1m", "> 1m"]),
        ("share", &["0-5%", "5-10%", "10-100%"]),
        ("week", &["Week 1", "Week 2", "Week 10", "Week 12"]),
        ("week", &["W04", "W05", "W10"]),
        ("week", &["2025-W52", "2026-W01", "2026-W10"]),
        ("year_week", &["2025-52", "2026-01", "2026-10"]),
        ("year_week", &["202552", "202601", "202610"]),
        ("week", &["1", "2", "10"]),
        ("fiscal_quarter", &["Q4 FY25", "Q1 FY26", "Q2 FY26"]),
        ("fiscal_quarter", &["FY25-Q4", "FY26-Q1"]),
        ("quarter", &["4Q25", "1Q26"]),
        ("half", &["H2 2025", "H1 2026"]),
        ("fiscal_year", &["FY22", "FY23", "FY24"]),
        ("fiscal_year", &["FY2022", "FY2023"]),
        ("season", &["2021/22", "2022/23", "2023/24"]),
        ("size", &["XS", "S", "M", "L", "XL", "XXL"]),
        ("size", &["Small", "Medium", "Large", "Extra large"]),
        ("priority", &["Low", "Medium", "High", "Critical"]),
        ("opens", &["08:00", "09:30", "14:00"]),
        ("opens", &["8 AM", "11:30 AM", "12 PM", "1 PM"]),
        ("slot", &["08:00-09:00", "09:00-10:00"]),
        ("tier", &["Tier 1", "Tier 2", "Tier 10"]),
        ("rating", &["1 star", "2 stars", "5 stars"]),
        ("month", &["Jan", "Feb", "December"]),
        ("quarter", &["Q1", "Q2", "Q3", "Q4"]),
    ];
    for (name, texts) in cases {
        let mut turned = texts.to_vec();
        turned.reverse();
        assert_eq!(ordered(name, &turned).as_deref(), Some(*texts), "{name}");
    }
}

#[test]
fn labels_without_an_order_get_none() {
    #[rustfmt::skip]
    let cases: &[(&str, &[&'static str])] = &[
        ("product", &["P0", "P1", "P2"]),
        ("store", &["Store 1", "Store 2"]),
        ("model", &["Q5", "Q7"]),
        ("name", &["Dairy", "Bakery"]),
        ("name", &["iPhone 12", "iPhone 13"]),
        ("number", &["7", "12"]),
        ("phone", &["555-1234", "555-9876"]),
        ("name", &["Unknown", "Other"]),
        ("name", &["Tier 1", "Level 2"]),
        ("range", &["24-18", "34-25"]),
        ("name", &[""]),
        ("name", &["Café 1-2", "日本 3"]),
        ("show", &["10:30 Service", "11:30 Service"]),
    ];
    for (name, texts) in cases {
        assert_eq!(ordered(name, texts), None, "{name} {texts:?}");
    }
}

#[test]
fn each_column_is_shown_as_what_it_is() {
    let columns = [
        ("year", "INT"),
        ("customer_id", "BIGINT"),
        ("sales", "DECIMAL(18,2)"),
        ("month", "TIMESTAMP"),
        ("day", "DATE"),
        ("at", "TIMESTAMP"),
        ("name", "STRING"),
    ];
    let row = |month: &'static str, day: &'static str, at: &'static str| -> [&'static str; 7] {
        ["2024", "10045", "1234567.80", month, day, at, "x"]
    };
    let rows = [
        row("2026-03-01T00:00:00-08:00", "2026-03-01", "2026-03-01T00:00:00Z"),
        row("2026-04-01T00:00:00-07:00", "2026-04-01", "2026-03-02T00:00:00Z"),
        row("NULL", "2026-05-02", "2026-03-02T10:00:00Z"),
    ];
    let rows: Vec<&[&str]> = rows.iter().map(|row| &row[..]).collect();
    let table = table(&columns, &rows);
    let forms: Vec<Form> = senses(&table).iter().map(|sense| sense.form).collect();
    let [month, day, moment] = [Grain::Month, Grain::Day, Grain::Moment].map(Form::Time);
    assert_eq!(forms, [Form::Name, Form::Name, Form::Usual, month, day, moment, Form::Usual]);
    assert_eq!(offsets(&table, 3), [Some(-28_800), Some(-25_200)]);
    assert_eq!(offsets(&table, 4), [None]);
    // Each of them can be shown otherwise, and as before.
    let others: Vec<_> = senses(&table).iter().map(|sense| sense.other()).collect();
    assert_eq!(others[..4], [Some(Form::Usual), Some(Form::Usual), Some(Form::Name), Some(Form::Local)]);
    assert_eq!((others[4], others[6]), (None, None));
}

#[test]
fn the_first_of_a_month_alone_is_a_day_unless_its_name_says_more() {
    let grain = |name: &str, texts: &[&str]| role(name, "DATE", texts);
    assert_eq!(grain("hired", &["2026-01-01"]), Role::Time(Grain::Day));
    assert_eq!(grain("hired", &["2026-01-01", "2026-02-01", "2026-03-01"]), Role::Time(Grain::Month));
    assert_eq!(grain("order_month", &["2026-01-01"]), Role::Time(Grain::Month));
    assert_eq!(grain("order_quarter", &["2026-01-01"]), Role::Time(Grain::Quarter));
    assert_eq!(grain("order_year", &["2026-01-01"]), Role::Time(Grain::Year));
}

fn totals_of(columns: &[(&str, &str)], rows: &[&[&str]], rolled_up: bool) -> Vec<usize> {
    let table = table(columns, rows);
    let meanings = genie_chat::chart::field::meanings(&table);
    totals::rows(&table, &meanings, rolled_up)
}

#[test]
fn rows_that_are_totals_are_known_by_name_sum_or_statement() {
    let columns = [("region", "STRING"), ("sales", "INT")];
    let named: &[&[&str]] = &[&["North", "1"], &["South", "2"], &["Total", "3"]];
    assert_eq!(totals_of(&columns, named, false), [2]);
    let rolled: &[&[&str]] = &[&["NULL", "3"], &["North", "1"], &["South", "2"]];
    assert_eq!(totals_of(&columns, rolled, false), [0]);
    // A category that has no name is none.
    let unnamed: &[&[&str]] = &[&["NULL", "7"], &["North", "1"], &["South", "2"]];
    assert!(totals_of(&columns, unnamed, false).is_empty());
    assert_eq!(totals_of(&columns, unnamed, true), [0]);
    // A brand of that name is smaller than its rivals.
    let brand: &[&[&str]] = &[&["Shell", "9"], &["Esso", "5"], &["Total", "3"]];
    assert!(totals_of(&columns, brand, false).is_empty());
    let only: &[&[&str]] = &[&["Online", "3"], &["Total", "3"]];
    assert!(totals_of(&columns, only, false).is_empty());
    let averages = [("region", "STRING"), ("average_price", "DOUBLE")];
    let average: &[&[&str]] = &[&["North", "1"], &["South", "2"], &["All", "1.5"]];
    assert_eq!(totals_of(&averages, average, false), [2]);
}

#[test]
fn totals_of_two_columns_are_found_at_each_level() {
    let columns = [("region", "STRING"), ("channel", "STRING"), ("sales", "INT")];
    let rows: &[&[&str]] = &[
        &["North", "Shop", "1"],
        &["North", "Online", "2"],
        &["North", "NULL", "3"],
        &["South", "Shop", "4"],
        &["South", "Online", "5"],
        &["South", "NULL", "9"],
        &["NULL", "NULL", "12"],
    ];
    assert_eq!(totals_of(&columns, rows, false), [2, 5, 6]);
    let table = table(&columns, rows);
    let parts = totals::without(&table, &[2, 5, 6]);
    assert_eq!((parts.rows(), parts.cell(2, 0), parts.cell(3, 2)), (4, Some("South"), Some("5")));
}

#[test]
fn a_statement_says_how_its_rows_are_ordered_and_rolled_up() {
    let cases = [
        ("SELECT a FROM t ORDER BY b", (true, false)),
        ("select a from t order -- x\n by b limit 5", (true, false)),
        ("SELECT rank() OVER (ORDER BY b) FROM t", (false, false)),
        ("WITH x AS (SELECT a FROM t ORDER BY a) SELECT * FROM x", (false, false)),
        ("SELECT `ORDER BY` FROM t", (false, false)),
        ("SELECT 'ORDER BY'", (false, false)),
        ("SELECT a FROM t GROUP BY ROLLUP(a)", (false, true)),
        ("SELECT a FROM t GROUP BY a WITH CUBE ORDER BY a", (true, true)),
        ("SELECT a FROM t GROUP BY GROUPING SETS ((a), ())", (false, true)),
        ("", (false, false)),
    ];
    for (sql, expected) in cases {
        let found = clauses(sql);
        assert_eq!((found.ordered, found.rolled_up), expected, "{sql}");
    }
}

#[test]
fn lengths_are_read_in_each_of_their_writings() {
    let cases = [
        ("9 00:00:00", Some((777_600_000_000, false))),
        ("-1 02:03:04.5", Some((-93_784_500_000, false))),
        ("9 12", Some((820_800_000_000, false))),
        ("9 12:30", Some((822_600_000_000, false))),
        ("10-2", Some((122, false))),
        ("-0-1", Some((-1, false))),
        ("INTERVAL '-9-0' YEAR TO MONTH", Some((-108, false))),
        ("INTERVAL -'9' DAY", Some((-9_000_000, false))),
        ("0 00:00:00.0000001", Some((0, true))),
        ("5", Some((5_000_000, false))),
        ("", None),
        ("soon", None),
        ("1 2 3", None),
        ("999999999999999999999-0", None),
        ("9223372036854775807 00:00:00", None),
    ];
    for (text, expected) in cases {
        assert_eq!(length(text), expected, "{text}");
    }
}
