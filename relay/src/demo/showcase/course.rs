//! Answers that take an unusual course: corrected, slow, cancelled, expired, failed with a way on.

use super::super::turn::{Course, End, Parameter, Text, Turn};
use super::scene::{Scene, given, query, rows};

pub(super) const SCENES: &[Scene] = &[
    Scene { question: "Correct yourself", turn: corrected },
    Scene { question: "Replace a query that had rows", turn: replaced },
    Scene { question: "Start a slow warehouse", turn: slow },
    Scene { question: "Cancel this question", turn: cancelled },
    Scene { question: "Show an expired result", turn: expired },
    Scene { question: "Use parameters", turn: parameters },
    Scene { question: "Fail and suggest other questions", turn: failed_with_suggestions },
];

fn weeks() -> super::super::turn::Counted {
    given(
        &[("week", "DATE"), ("orders", "BIGINT")],
        &[
            &[Some("2026-06-01"), Some("1204")],
            &[Some("2026-06-08"), Some("1251")],
            &[Some("2026-06-15"), Some("1198")],
            &[Some("2026-06-22"), Some("1302")],
        ],
    )
}

const WEEKS: &str = "SELECT week, orders\nFROM main.showcase.orders_weekly\nORDER BY week";

fn corrected() -> Turn {
    let wrong = "[UNRESOLVED_COLUMN.WITH_SUGGESTION] A column with name `wek` cannot be resolved. \
                 Did you mean one of the following? [`week`]. SQLSTATE: 42703";
    let first = query("Orders by week", &WEEKS.replace("week,", "wek,"), Err(wrong.to_owned()));
    let mut turn = rows("Orders by week", WEEKS, weeks(), "Orders rose to **1,302** in the last week.");
    turn.course = Course::Corrected;
    turn.queries.insert(0, first);
    turn.texts.insert(0, Text::question("Do you want it for each channel?"));
    turn
}

/// The first query ran as well, and answered another question.
fn replaced() -> Turn {
    let sql = "SELECT date_trunc('MONTH', week)::DATE AS month, SUM(orders) AS orders\nFROM main.showcase.orders_weekly\nGROUP BY ALL";
    let months = given(&[("month", "DATE"), ("orders", "BIGINT")], &[&[Some("2026-06-01"), Some("4955")]]);
    let mut turn = rows("Orders by week", WEEKS, weeks(), "Here are the **weeks** rather than the month.");
    turn.course = Course::Corrected;
    turn.queries.insert(0, query("Orders by month", sql, Ok(months)));
    turn
}

fn slow() -> Turn {
    let text = "The warehouse had to start first; **four weeks** are listed.";
    Turn { course: Course::SlowWarehouse, ..rows("Orders by week", WEEKS, weeks(), text) }
}

fn cancelled() -> Turn {
    Turn { end: End::Cancelled, texts: Vec::new(), ..rows("Orders by week", WEEKS, weeks(), "") }
}

fn expired() -> Turn {
    let text = "Four weeks were listed; the rows are gone until the query is executed again.";
    Turn { end: End::Expired, ..rows("Orders by week", WEEKS, weeks(), text) }
}

fn parameters() -> Turn {
    let sql = "SELECT week, orders\nFROM main.showcase.orders_weekly\nWHERE week >= :since AND channel = :channel\nORDER BY week";
    let mut turn = rows("Orders of a channel since a day", sql, weeks(), "**Four weeks** are listed.");
    for query in &mut turn.queries {
        query.parameters = vec![
            Parameter { keyword: "since", value: "2026-06-01", sql_type: "DATE" },
            Parameter { keyword: "channel", value: "Online", sql_type: "STRING" },
        ];
    }
    turn
}

fn failed_with_suggestions() -> Turn {
    let error = "I could not find a table that holds what the question asks for.";
    let mut turn = Turn::words(Text::question(""));
    turn.texts.clear();
    turn.end = End::Failed { kind: "NO_TABLES_TO_QUERY_EXCEPTION".to_owned(), error: Some(error.to_owned()) };
    turn.suggestions = vec!["Show revenue by month".to_owned(), "Correct yourself".to_owned()];
    turn
}
