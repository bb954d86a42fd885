//! The scripted questions of Showcase, as the service sends their answers.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::demo_support::{Bench, SHARED, text};

const SHOWCASE: &str = "/spaces/01f1c0ffee0012349abc000000000002";

async fn ask(bench: &Bench, question: &str) -> Value {
    let body = json!({ "content": question }).to_string();
    let (status, started) = bench.send("POST", &format!("{SHOWCASE}/start-conversation"), &body).await;
    assert_eq!(status, StatusCode::OK, "{question}: {started}");
    started["message"].clone()
}

fn path(message: &Value) -> String {
    let (conversation, id) = (text(message, "conversation_id"), text(message, "message_id"));
    format!("{SHOWCASE}/conversations/{conversation}/messages/{id}")
}

/// The path of the result of the query attachment at place `at`.
fn result(message: &Value, at: usize) -> String {
    format!(
        "{}/attachments/{}/query-result",
        path(message),
        text(&message["attachments"][at], "attachment_id")
    )
}

async fn rows(bench: &Bench, question: &str) -> Value {
    let message = ask(bench, question).await;
    bench.ok(&result(&message, 0)).await["statement_response"].clone()
}

fn data(response: &Value) -> Vec<Value> {
    response["result"]["data_array"].as_array().cloned().unwrap_or_default()
}

/// Every question that the list names.
async fn questions(bench: &Bench) -> Vec<String> {
    let message = ask(bench, "What can I ask?").await;
    assert_eq!(message["attachments"][0]["text"]["purpose"], "FOLLOW_UP_QUESTION");
    let list = text(&message["attachments"][0]["text"], "content").to_owned();
    list.lines().filter_map(|line| line.strip_prefix("- ")).map(str::to_owned).collect()
}

#[tokio::test]
async fn every_question_is_answered_in_full() {
    let bench = &*SHARED;
    let questions = questions(bench).await;
    assert!(questions.len() > 40, "{}", questions.len());
    let mut ends = BTreeSet::new();
    for question in questions {
        let message = ask(bench, &question).await;
        ends.insert(text(&message, "status").to_owned());
        let attachments = message["attachments"].as_array().cloned().unwrap_or_default();
        for (at, attachment) in attachments.iter().enumerate() {
            if attachment.get("query").is_none() {
                continue;
            }
            let response = bench.ok(&result(&message, at)).await["statement_response"].clone();
            let columns = response["manifest"]["schema"]["columns"].as_array().map_or(0, Vec::len);
            for row in data(&response) {
                assert_eq!(row.as_array().unwrap().len(), columns, "{question}");
                assert!(row.as_array().unwrap().iter().all(|cell| cell.is_string() || cell.is_null()));
            }
        }
    }
    let expected = ["CANCELLED", "COMPLETED", "FAILED", "QUERY_RESULT_EXPIRED"];
    let cancelled = ask(bench, "Cancel this question").await;
    assert!(!cancelled.to_string().contains("row_count"), "{cancelled}");
    assert_eq!(ends.iter().map(String::as_str).collect::<Vec<_>>(), expected);
}

#[tokio::test]
async fn every_type_comes_with_its_name_and_its_exact_text() {
    let response = rows(&SHARED, "Show every type").await;
    let columns = response["manifest"]["schema"]["columns"].as_array().unwrap();
    let at = |name: &str| columns.iter().position(|column| column["name"] == name).unwrap();
    for (name, type_name, type_text) in [
        ("byte", "BYTE", "TINYINT"),
        ("long", "LONG", "BIGINT"),
        ("local_time", "TIMESTAMP_NTZ", "TIMESTAMP_NTZ"),
        ("list", "ARRAY", "ARRAY<INT>"),
        ("nothing", "NULL", "VOID"),
    ] {
        let column = &columns[at(name)];
        assert_eq!((text(column, "type_name"), text(column, "type_text")), (type_name, type_text));
    }
    let exact = &columns[at("exact")];
    assert_eq!((&exact["type_precision"], &exact["type_scale"]), (&json!(38), &json!(18)));
    assert_eq!(columns[at("duration")]["type_interval_type"], "DAY TO SECOND");
    let rows = data(&response);
    for (name, cell) in [
        ("long", "9007199254740993"),
        ("exact", "0.100000000000000001"),
        ("double", "4.2049561E7"),
        ("at", "2026-02-28T23:59:59.000Z"),
        ("bytes", "3q2+7w=="),
        ("variant", r#"{"k":[1,2.50,"x",null],"big":9007199254740993}"#),
    ] {
        assert_eq!(rows[0][at(name)], cell, "{name}");
    }
    assert!(rows[3].as_array().unwrap().iter().all(Value::is_null));
}

#[tokio::test]
async fn sizes_are_as_told() {
    let bench = &*SHARED;
    for (question, columns, count, truncated) in [
        ("Show 5,000 rows", 5, 5000, false),
        ("Show 200,000 rows", 5, 5000, true),
        ("Show 60 columns", 60, 200, false),
        ("Show a single number", 1, 1, false),
        ("Show no rows", 2, 0, false),
    ] {
        let message = ask(bench, question).await;
        let metadata = &message["attachments"][0]["query"]["query_result_metadata"];
        assert_eq!(metadata.get("row_count").map_or(0, |count| count.as_u64().unwrap()), count, "{question}");
        assert_eq!(metadata.get("is_truncated").is_some(), truncated, "{question}");
        let response = bench.ok(&result(&message, 0)).await["statement_response"].clone();
        let manifest = &response["manifest"];
        assert_eq!(manifest["schema"]["column_count"], columns, "{question}");
        assert_eq!(
            (&manifest["total_row_count"], &manifest["truncated"]),
            (&json!(count), &json!(truncated))
        );
        assert_eq!(data(&response).len() as u64, count, "{question}");
    }
}

#[tokio::test]
async fn a_corrected_turn_shows_both_queries_and_the_last_one_counts() {
    let bench = Bench::new(1000);
    let started = ask(&bench, "Correct yourself").await;
    let mut states = Vec::new();
    for at in (0..=1000).step_by(10) {
        bench.at(at);
        states.push(text(&bench.ok(&path(&started)).await, "status").to_owned());
    }
    states.dedup();
    let expected = [
        "SUBMITTED",
        "FILTERING_CONTEXT",
        "ASKING_AI",
        "PENDING_WAREHOUSE",
        "EXECUTING_QUERY",
        "ASKING_AI",
        "EXECUTING_QUERY",
        "ASKING_AI",
        "COMPLETED",
    ];
    assert_eq!(states, expected);
    let message = bench.ok(&path(&started)).await;
    let first = bench.ok(&result(&message, 0)).await;
    assert_eq!(first["statement_response"]["status"]["state"], "FAILED");
    assert_eq!(first["statement_response"]["status"]["sql_state"], "42703");
    let last = bench.ok(&result(&message, 1)).await["statement_response"].clone();
    assert_eq!(last["statement_id"], message["query_result"]["statement_id"]);
    assert_eq!(data(&last).len(), 4);
    let texts = &message["attachments"];
    assert_eq!(texts[2]["text"]["purpose"], "FOLLOW_UP_QUESTION");
    assert!(texts[2].get("attachment_id").is_some() && texts[3].get("attachment_id").is_none());
}

#[tokio::test]
async fn a_replaced_query_keeps_its_rows() {
    let bench = &*SHARED;
    let message = ask(bench, "Replace a query that had rows").await;
    for (at, rows) in [(0, 1), (1, 4)] {
        let response = bench.ok(&result(&message, at)).await["statement_response"].clone();
        assert_eq!(data(&response).len(), rows);
        assert_eq!(response["statement_id"], message["attachments"][at]["query"]["statement_id"]);
    }
}

#[tokio::test]
async fn a_slow_warehouse_is_waited_for() {
    let bench = Bench::new(1000);
    let started = ask(&bench, "Start a slow warehouse").await;
    for (at, status) in [(500, "PENDING_WAREHOUSE"), (3_590, "PENDING_WAREHOUSE"), (4_000, "COMPLETED")] {
        bench.at(at);
        assert_eq!(bench.ok(&path(&started)).await["status"], status, "at {at}");
    }
}

#[tokio::test]
async fn an_expired_result_comes_back_when_executed_again() {
    let bench = &*SHARED;
    let message = ask(bench, "Show an expired result").await;
    assert_eq!(message["status"], "QUERY_RESULT_EXPIRED");
    assert!(text(&message["attachments"][1]["text"], "content").starts_with("Four weeks"));
    let closed = bench.ok(&result(&message, 0)).await;
    assert_eq!(closed["statement_response"]["status"]["state"], "CLOSED");
    let execute = result(&message, 0).replace("query-result", "execute-query");
    let (_, again) = bench.send("POST", &execute, "{}").await;
    assert_eq!(data(&again["statement_response"]).len(), 4);
    assert_eq!(bench.ok(&path(&message)).await["status"], "COMPLETED");
}

#[tokio::test]
async fn failures_have_the_type_that_was_asked_for() {
    let bench = &*SHARED;
    for (question, error, attachments) in [
        (
            "Fail with WAREHOUSE_ACCESS_MISSING_EXCEPTION",
            json!({ "error": "You do not have permission to use the SQL warehouse.", "type": "WAREHOUSE_ACCESS_MISSING_EXCEPTION" }),
            0,
        ),
        ("Fail with BUDGET_EXCEEDED_EXCEPTION", json!({ "type": "BUDGET_EXCEEDED_EXCEPTION" }), 0),
        (
            "fail with SOMETHING_NEW",
            json!({ "error": "The script asked for this error.", "type": "SOMETHING_NEW" }),
            0,
        ),
        (
            "Fail and suggest other questions",
            json!({ "error": "I could not find a table that holds what the question asks for.", "type": "NO_TABLES_TO_QUERY_EXCEPTION" }),
            1,
        ),
    ] {
        let message = ask(bench, question).await;
        assert_eq!((text(&message, "status"), &message["error"]), ("FAILED", &error));
        assert_eq!(message["attachments"].as_array().map_or(0, Vec::len), attachments, "{question}");
    }
    let sql = ask(bench, "Fail with SQL_EXECUTION_EXCEPTION").await;
    let failed = bench.ok(&result(&sql, 0)).await;
    assert_eq!(failed["statement_response"]["status"]["state"], "FAILED");
    assert_eq!(failed["statement_response"]["status"]["error"]["message"], sql["error"]["error"]);
}

#[tokio::test]
async fn odd_answers_keep_their_form() {
    let bench = &*SHARED;
    assert!(ask(bench, "Answer with nothing").await.get("attachments").is_none());
    let rows_only = ask(bench, "Answer without a text").await;
    assert_eq!(rows_only["attachments"].as_array().unwrap().len(), 1);
    let cancelled = ask(bench, "Cancel this question").await;
    assert!(cancelled.get("error").is_none() && cancelled.get("query_result").is_none());
    let parameters = ask(bench, "Use parameters").await;
    let expected = json!({ "keyword": "since", "value": "2026-06-01", "sql_type": "DATE" });
    assert_eq!(parameters["attachments"][0]["query"]["parameters"][0], expected);
    let kinds: Vec<_> = parameters["attachments"][0]["query"]["thoughts"]
        .as_array()
        .unwrap()
        .iter()
        .map(|thought| thought["thought_type"].as_str().unwrap())
        .collect();
    assert_eq!(kinds.len(), 5);
    let names = rows(bench, "Show columns of the same name").await;
    let columns = names["manifest"]["schema"]["columns"].as_array().unwrap();
    assert_eq!(columns.iter().filter(|column| column["name"] == "id").count(), 2);
    let hostile = rows(bench, "Show hostile text").await;
    assert_eq!(hostile["result"]["data_array"][0][1], "<script>alert(1)</script>");
}
