//! The demo's replies have the shapes of the recorded wire examples.

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::demo_support::{Bench, SHARED, SPACE, message_path, result_path, text};

fn fixture(name: &str) -> Value {
    let path = format!("{}/../tests/fixtures/wire/{name}.json", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// The shape of an example: a list has one element, which has the keys of all.
fn generalize(value: Value) -> Value {
    match value {
        Value::Object(fields) => {
            Value::Object(fields.into_iter().map(|(key, value)| (key, generalize(value))).collect())
        }
        Value::Array(items) => Value::Array(vec![items.into_iter().map(generalize).fold(Value::Null, union)]),
        other => other,
    }
}

/// Two shapes in one: every key of both.
fn union(left: Value, right: Value) -> Value {
    match (left, right) {
        (Value::Object(mut left), Value::Object(right)) => {
            for (key, value) in right {
                let merged = union(left.remove(&key).unwrap_or(Value::Null), value);
                left.insert(key, merged);
            }
            Value::Object(left)
        }
        (Value::Array(left), Value::Array(right)) => {
            Value::Array(vec![left.into_iter().chain(right).fold(Value::Null, union)])
        }
        (Value::Null, right) => right,
        (left, _) => left,
    }
}

fn shape(names: &[&str]) -> Value {
    names.iter().map(|name| generalize(fixture(name))).fold(Value::Null, union)
}

/// Whether every key of `value` occurs in `shape` with the same JSON type.
/// `null` stands only for a cell.
fn compare(value: &Value, shape: &Value, path: &str) -> Result<(), String> {
    match (value, shape) {
        (Value::Object(value), Value::Object(shape)) => value.iter().try_for_each(|(key, inner)| {
            let path = format!("{path}.{key}");
            let expected = shape.get(key).ok_or_else(|| format!("{path} is not in the shape"))?;
            compare(inner, expected, &path)
        }),
        (Value::Array(value), Value::Array(shape)) => {
            let expected = shape.first().unwrap_or(&Value::Null);
            value.iter().try_for_each(|inner| compare(inner, expected, &format!("{path}[]")))
        }
        (Value::Null, Value::String(_)) if path.contains("data_array") => Ok(()),
        (value, shape) if std::mem::discriminant(value) == std::mem::discriminant(shape) => Ok(()),
        (value, shape) => Err(format!("{path}: {value} where the shape has {shape}")),
    }
}

fn same(value: &Value, shape: &Value, required: &[&str]) {
    compare(value, shape, "").unwrap();
    for key in required {
        assert!(value.pointer(key).is_some_and(|found| !found.is_null()), "{key} is missing in {value}");
    }
}

#[test]
fn the_comparison_finds_strange_keys_and_types() {
    let expected = shape(&["message-completed"]);
    let mut value = fixture("message-completed");
    assert_eq!(compare(&value, &expected, ""), Ok(()));
    value["attachments"][0]["query"]["extra"] = 1.into();
    assert!(compare(&value, &expected, "").unwrap_err().starts_with(".attachments[].query.extra is not"));
    let mut value = fixture("message-completed");
    value["query_result"]["row_count"] = "4".into();
    assert!(compare(&value, &expected, "").unwrap_err().starts_with(".query_result.row_count: \"4\""));
    value["query_result"]["row_count"] = Value::Null;
    assert!(compare(&value, &expected, "").is_err());
}

const MESSAGE: [&str; 10] = [
    "/id",
    "/message_id",
    "/space_id",
    "/conversation_id",
    "/user_id",
    "/content",
    "/status",
    "/created_timestamp",
    "/last_updated_timestamp",
    "/auto_regenerate_count",
];

#[tokio::test]
async fn messages_have_the_recorded_shapes_at_every_moment() {
    let bench = Bench::new(1000);
    let recorded =
        shape(&["message-executing", "message-completed", "message-clarifying", "message-self-corrected"]);
    // Typed by the SDKs, but true in no recording.
    let expected = union(recorded, json!({ "query_result": { "is_truncated": true } }));
    for question in ["sales by region", "hello", "sales by product in 2019", "daily sales by product"] {
        bench.at(0);
        let started = bench.start(question).await;
        same(
            &started,
            &fixture("start-conversation"),
            &["/conversation_id", "/message_id", "/conversation/title", "/conversation/id"],
        );
        assert_eq!(started["conversation"].as_object().unwrap().len(), 7);
        let path = message_path(&started["message"]);
        for at in (0..=1000).step_by(50) {
            bench.at(at);
            same(&bench.ok(&path).await, &expected, &MESSAGE);
        }
        let (status, list) = bench.get(&path[..path.rfind('/').unwrap()]).await;
        assert_eq!(status, StatusCode::OK);
        same(&list["messages"][0], &expected, &MESSAGE);
    }
}

#[tokio::test]
async fn a_clarifying_turn_is_the_recorded_one_and_suggestions() {
    let bench = &*SHARED;
    let mut message = bench.start("Show performance").await["message"].clone();
    let attachments = message["attachments"].as_array_mut().unwrap();
    assert!(attachments.pop().unwrap().get("suggested_questions").is_some());
    let expected = union(fixture("message-clarifying"), fixture("start-conversation")["message"].clone());
    same(
        &message,
        &expected,
        &["/attachments/0/attachment_id", "/attachments/0/text/content", "/attachments/0/text/purpose"],
    );
}

#[tokio::test]
async fn results_have_the_recorded_shapes() {
    let bench = &*SHARED;
    let common = [
        "/statement_id",
        "/status/state",
        "/manifest/format",
        "/manifest/schema/column_count",
        "/manifest/truncated",
        "/manifest/total_row_count",
        "/manifest/total_chunk_count",
        "/result",
    ];
    for question in ["sales by month", "sales by loyalty tier and delivery", "orders by year"] {
        let message = &bench.start(question).await["message"];
        let result = bench.ok(&result_path(message)).await;
        compare(&result, &shape(&["query-result-types"]), "").unwrap();
        let response = &result["statement_response"];
        same(response, &shape(&["query-result-types"])["statement_response"], &common);
        same(
            response,
            &shape(&["query-result-types"])["statement_response"],
            &[
                "/manifest/chunks/0/row_count",
                "/result/row_count",
                "/result/row_offset",
                "/result/chunk_index",
                "/result/data_array",
            ],
        );
    }
    let message = &bench.start("sales by product in 2019").await["message"];
    let empty = bench.ok(&result_path(message)).await;
    let fixture_keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    let recorded = fixture("query-result-empty");
    compare(&empty, &shape(&["query-result-empty", "query-result-types"]), "").unwrap();
    for at in ["/statement_response", "/statement_response/manifest", "/statement_response/result"] {
        assert_eq!(
            fixture_keys(empty.pointer(at).unwrap()),
            fixture_keys(recorded.pointer(at).unwrap()),
            "{at}"
        );
    }
    assert_eq!(message["attachments"][0]["query"]["query_result_metadata"], json!({}));
}

#[tokio::test]
async fn lists_have_the_recorded_shapes() {
    let bench = Bench::new(0);
    let none = bench.ok(&format!("/spaces/{SPACE}/conversations")).await;
    assert_eq!(none, json!({}));
    for _ in 0..2 {
        bench.start("sales").await;
    }
    let conversations = bench.ok(&format!("/spaces/{SPACE}/conversations?page_size=1")).await;
    let keys = [
        "/next_page_token",
        "/conversations/0/conversation_id",
        "/conversations/0/title",
        "/conversations/0/created_timestamp",
    ];
    same(&conversations, &fixture("list-conversations"), &keys);
    assert_eq!(conversations["conversations"][0]["agent_type"], "GENIE_CONVERSATION_TYPE_CHAT");
    let spaces = bench.ok("/spaces").await;
    same(&spaces, &fixture("list-spaces"), &["/spaces/0/space_id", "/spaces/0/title"]);
}

#[tokio::test]
async fn refusals_are_the_recorded_ones() {
    let bench = &*SHARED;
    let expected = shape(&["error-400-text-attachment"]);
    let message = &bench.start("hello").await["message"];
    for index in [0, 1] {
        let id = text(&message["attachments"][index], "attachment_id");
        let (status, body) =
            bench.get(&format!("{}/attachments/{id}/query-result", message_path(message))).await;
        assert_eq!(status, StatusCode::BAD_REQUEST);
        same(&body, &expected, &["/error_code", "/message"]);
        let recorded = fixture("error-400-text-attachment");
        let wording = text(&recorded, "message").replace("01f1d0aa19cc1f33a4b5001122334455", id);
        assert_eq!(
            (text(&body, "message"), &body["error_code"]),
            (wording.as_str(), &recorded["error_code"])
        );
    }
    let (status, mut body) = bench.get("/spaces/01f1c0ffee0012349abc000000000009").await;
    body.as_object_mut().unwrap().remove("details");
    assert_eq!((status, body), (StatusCode::NOT_FOUND, fixture("error-404-space")));
    let (_, mut body) = bench.get("/spacez").await;
    body.as_object_mut().unwrap().remove("details");
    assert_eq!(body, fixture("error-404-endpoint"));
}
