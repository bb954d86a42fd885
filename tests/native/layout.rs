//! SQL broken into lines: nothing but blanks changes, and it reads as one would write it.

use genie_chat::text::layout::lines;
use genie_chat::text::sql::{Kind, tokens};
use proptest::prelude::*;

fn words(sql: &str) -> Vec<&str> {
    tokens(sql).into_iter().filter(|token| token.kind != Kind::Space).map(|token| &sql[token.range]).collect()
}

#[test]
fn clauses_columns_and_conditions_have_lines() {
    let sql = "SELECT region, SUM(amount) AS revenue, COUNT(DISTINCT id) FROM sales s LEFT OUTER JOIN stores t ON s.store = t.id \
               WHERE s.day BETWEEN '2026-01-01' AND '2026-03-31' AND (a = 1 OR b = 2) GROUP BY region ORDER BY revenue DESC LIMIT 10";
    assert_eq!(
        lines(sql).unwrap(),
        "SELECT region,\n  SUM(amount) AS revenue,\n  COUNT(DISTINCT id)\nFROM sales s\nLEFT OUTER JOIN stores t ON s.store = t.id\n\
         WHERE s.day BETWEEN '2026-01-01' AND '2026-03-31'\n  AND (a = 1 OR b = 2)\nGROUP BY region\nORDER BY revenue DESC\nLIMIT 10"
    );
}

#[test]
fn queries_within_queries_are_indented() {
    let sql = "WITH a AS (SELECT x, y FROM t WHERE x IN (1, 2)), b AS (SELECT 1) SELECT x, ROW_NUMBER() OVER (PARTITION BY y ORDER BY x) FROM a";
    assert_eq!(
        lines(sql).unwrap(),
        "WITH a AS (\n  SELECT x,\n    y\n  FROM t\n  WHERE x IN (1, 2)\n),\nb AS (\n  SELECT 1\n)\nSELECT x,\n  \
         ROW_NUMBER() OVER (PARTITION BY y ORDER BY x)\nFROM a"
    );
}

#[test]
fn a_case_is_not_torn_apart() {
    let sql =
        "SELECT CASE WHEN a > 1 AND b < 2 THEN 'x' ELSE 'y' END AS kind, c FROM a_rather_long_table_name";
    assert_eq!(
        lines(sql).unwrap(),
        "SELECT CASE WHEN a > 1 AND b < 2 THEN 'x' ELSE 'y' END AS kind,\n  c\nFROM a_rather_long_table_name"
    );
}

#[test]
fn what_is_short_or_has_lines_stays_as_it_is() {
    assert_eq!(lines("SELECT 1 FROM t WHERE a = 1"), None);
    assert_eq!(lines("SELECT a_rather_long_column_name\nFROM a_rather_long_table_name WHERE x = 1"), None);
}

proptest! {
    /// Only blanks change, whatever comes.
    #[test]
    fn the_words_stay(sql in "([A-Za-z(),.;'\"`<=* 0-9é-]|SELECT |FROM |WITH |CASE |END |LEFT |JOIN |AND |BETWEEN | \\(SELECT ){40,120}") {
        if let Some(text) = lines(&sql) {
            prop_assert_eq!(words(sql.trim()), words(&text));
        }
    }
}
