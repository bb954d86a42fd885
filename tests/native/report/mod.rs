//! Answers and conversations as they leave: for people and for programs.

mod schema;
mod writer;

use std::sync::Arc;

use genie_chat::domain::answer::{Answer, Parameter, Picture, Query, Thought, ThoughtKind};
use genie_chat::domain::conversation::Rating;
use genie_chat::domain::failure::{Code, Failure};
use genie_chat::domain::ids::TurnKey;
use genie_chat::domain::table::{Cells, Column, Table};
use genie_chat::domain::turn::{Rows, Turn, TurnState};
use genie_chat::report::{to_json, to_markdown, turn_to_markdown};

fn table(rows: usize) -> Table {
    let column = |name: &str, sql_type: &str| Column {
        name: name.into(),
        type_name: sql_type.into(),
        type_text: sql_type.into(),
    };
    let mut cells = Cells::default();
    for row in 0..rows {
        cells.push(Some(if row == 0 { "a|b" } else { "x" }));
        cells.push(if row == 1 { None } else { Some("12345678901234567890.10") });
        cells.end_row();
    }
    Table::new(vec![column("n", "STRING"), column("n", "DECIMAL(38,2)")], cells, Some(rows as u64), false)
}

fn answered(rows: usize) -> Turn {
    let mut turn = Turn::new(TurnKey(1), "i".into(), "How\nmuch?".into(), 7);
    turn.state = TurnState::Done;
    turn.message = Some("m".into());
    turn.answer = Answer {
        text: Some("It is **much**.\n".into()),
        query: Some(Query {
            title: Some("Much".into()),
            sql: Some("SELECT '```' AS n".into()),
            ..Query::default()
        }),
        earlier: vec![Query { sql: Some("SELECT 0".into()), ..Query::default() }],
        suggestions: vec!["More?".into()],
        ..Answer::default()
    };
    turn.rows = Rows::Ready(Arc::new(table(rows)));
    turn
}

#[test]
fn an_answer_is_copied_with_its_rows_and_sql() {
    let text = turn_to_markdown(&answered(2));
    assert_eq!(
        text,
        "It is **much**.\n\n**Much**\n\n| n | n |\n| --- | ---: |\n| a\\|b | 12345678901234567890.10 |\n| x | *NULL* |\n\n\
         ````sql\nSELECT '```' AS n\n````\n\n*Query 1, replaced since*\n\n```sql\nSELECT 0\n```\n"
    );
}

#[test]
fn a_long_table_says_how_much_was_left_out() {
    let text = turn_to_markdown(&answered(1_234));
    assert_eq!(text.matches("\n| x |").count(), 999);
    assert!(text.contains("… and 234 more rows"), "{}", &text[text.len() - 200..]);
}

#[test]
fn a_table_that_is_not_all_of_the_result_says_so() {
    let whole = table(2);
    let cut = Table::new(whole.columns().to_vec(), whole.cells().clone(), None, true);
    for (table, words, truncated) in [
        (cut, "2 rows · Genie cut this result at 2 rows.", "\"truncated\":true"),
        (table(2).with_more(true), "More than 2 rows", "\"truncated\":true"),
        (whole, "*NULL* |\n\n````sql", "\"truncated\":false"),
    ] {
        let mut turn = answered(2);
        turn.rows = Rows::Ready(Arc::new(table));
        let text = turn_to_markdown(&turn);
        assert!(text.contains(words), "{words}: {text}");
        let json = to_json(None, "t", &[Arc::new(turn)]);
        assert!(json.contains(truncated), "{words}: {json}");
    }
}

#[test]
fn a_conversation_has_a_heading_for_each_question_and_says_what_failed() {
    let mut failed = Turn::new(TurnKey(2), "i".into(), "# And?".into(), 8);
    failed.state = TurnState::Failed;
    failed.failure = Some(Failure::new(Code::Permission));
    let text = to_markdown("Sales", &[Arc::new(answered(1)), Arc::new(failed)]);
    assert!(text.starts_with("# Sales\n\n## How much?\n\nIt is **much**."), "{text}");
    let (_, end) = text.split_once("## # And?\n\n*").unwrap();
    assert!(end.ends_with("*\n") && end.len() > 20, "{end}");
}

#[test]
fn what_stands_beside_an_answer_is_copied_too() {
    let mut turn = answered(0);
    turn.answer.clarifying = Some("Which year?".into());
    turn.answer.corrected = vec!["It was 6.".into(), "*Wait.*".into()];
    turn.answer.earlier[0].description = Some("Counts nothing.".into());
    if let Some(query) = &mut turn.answer.query {
        query.description = Some("Adds up.".into());
        let parameter = |name: &str, value: Option<&str>| Parameter {
            name: name.into(),
            value: value.map(str::to_owned),
            sql_type: None,
        };
        query.parameters = vec![parameter("year", Some("20\n25")), parameter("none", None)];
    }
    let text = turn_to_markdown(&turn);
    assert_eq!(
        text.split_once("| --- | ---: |\n").unwrap().1,
        "\nAdds up.\n\n````sql\nSELECT '```' AS n\n````\n\n- :year = 20 25\n- :none = no value\n\n\
         *Query 1, replaced since*\n\nCounts nothing.\n\n```sql\nSELECT 0\n```\n\n\
         *Also said*\n\nIt was 6.\n\n*Also said*\n\n*Wait.*\n"
    );
    assert!(text.starts_with("It is **much**.\n\nWhich year?\n\n**Much**"), "{text}");
    // Where Genie says nothing else, the description is the answer and stands first, once.
    turn.answer.text = None;
    turn.answer.clarifying = None;
    let text = turn_to_markdown(&turn);
    assert!(text.starts_with("Adds up.\n\n**Much**") && text.matches("Adds up.").count() == 1, "{text}");
}

#[test]
fn json_keeps_every_value_as_it_was_sent() {
    let text = to_json(Some("c"), "Sal\"es", &[Arc::new(answered(2))]);
    let json: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!((json["conversation_id"].as_str(), json["title"].as_str()), (Some("c"), Some("Sal\"es")));
    let turn = &json["turns"][0];
    assert_eq!((turn["question"].as_str(), turn["asked_at"].as_u64()), (Some("How\nmuch?"), Some(7)));
    assert_eq!(turn["rows"], serde_json::json!([["a|b", "12345678901234567890.10"], ["x", null]]));
    assert_eq!(turn["columns"][1], serde_json::json!({"name": "n", "type": "DECIMAL(38,2)"}));
    assert_eq!(turn["queries"][0]["sql"], "SELECT 0");
    assert_eq!(turn["queries"][1]["title"], "Much");
    assert_eq!(turn["suggestions"][0], "More?");
}

#[test]
fn json_keeps_what_the_reader_can_open() {
    let mut turn = answered(0);
    let thought = |kind, text: &str| Thought { kind, text: text.into() };
    turn.answer.clarifying = Some("Which \"year\"?".into());
    turn.answer.corrected = vec!["It was 6.".into()];
    turn.answer.pictures = vec![Picture { title: Some("Much drawn".into()), ..Picture::default() }];
    turn.feedback.rating = Some(Rating::Negative);
    turn.feedback.comment = Some("No.".into());
    turn.failure = Some(Failure::new(Code::Sql).with_detail("SQL_EXECUTION_EXCEPTION: nope"));
    if let Some(query) = &mut turn.answer.query {
        query.parameters = vec![
            Parameter { name: "year".into(), value: Some("2025".into()), sql_type: Some("INT".into()) },
            Parameter { name: "none".into(), ..Parameter::default() },
        ];
        query.thoughts = vec![
            thought(ThoughtKind::Steps, "1. Add"),
            thought(ThoughtKind::Other("THOUGHT_TYPE_X".into()), "x"),
        ];
    }
    let json: serde_json::Value = serde_json::from_str(&to_json(None, "", &[Arc::new(turn)])).unwrap();
    let turn = &json["turns"][0];
    assert_eq!(turn["text"], "It is **much**.\n");
    assert_eq!(turn["clarifying_question"], "Which \"year\"?");
    assert_eq!(turn["corrected"], serde_json::json!(["It was 6."]));
    assert_eq!(turn["pictures"], serde_json::json!(["Much drawn"]));
    assert_eq!((turn["rating"].as_str(), turn["comment"].as_str()), (Some("negative"), Some("No.")));
    assert_eq!(turn["error"]["code"], "sql");
    assert_eq!(turn["error"]["detail"], "SQL_EXECUTION_EXCEPTION: nope");
    let query = &turn["queries"][1];
    assert_eq!(
        query["parameters"],
        serde_json::json!([
            {"name": "year", "value": "2025", "type": "INT"},
            {"name": "none", "value": null, "type": null},
        ])
    );
    assert_eq!(
        query["thoughts"],
        serde_json::json!([{"kind": "steps", "text": "1. Add"}, {"kind": "THOUGHT_TYPE_X", "text": "x"}])
    );
}
