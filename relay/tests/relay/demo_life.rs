//! What happens to answers over time, and to whom they belong.

use std::sync::Arc;

use axum::http::StatusCode;
use genie_relay::demo::EXPIRE_MS;
use serde_json::{Value, json};

use crate::demo_support::{Bench, SHARED, SPACE, START, message_path, result_path, text};

const QUESTION: &str = "sales by region";

fn state(result: &Value) -> &str {
    text(&result["statement_response"]["status"], "state")
}

#[tokio::test]
async fn rows_expire_and_the_query_brings_them_back() {
    let bench = Bench::new(1000);
    let path = message_path(&bench.start(QUESTION).await["message"]);
    let hour = i64::try_from(EXPIRE_MS).unwrap();
    bench.at(hour + 999);
    let message = bench.ok(&path).await;
    assert_eq!(message["status"], "COMPLETED");
    let result = result_path(&message);
    bench.at(hour + 1000);
    let expired = bench.ok(&path).await;
    assert_eq!(expired["status"], "QUERY_RESULT_EXPIRED");
    let updated = |message: &Value| message["last_updated_timestamp"].as_i64().unwrap() - START;
    assert_eq!((updated(&message), updated(&expired)), (1000, hour + 1000));
    assert_eq!(expired["attachments"], message["attachments"], "text and SQL stay");
    assert_eq!(state(&bench.ok(&result).await), "CLOSED");

    let execute = result.replace("query-result", "execute-query");
    let (_, running) = bench.send("POST", &execute, "{}").await;
    assert_eq!(state(&running), "RUNNING");
    assert_eq!(bench.ok(&path).await["status"], "COMPLETED");
    bench.at(hour + 1200);
    let again = bench.ok(&result).await;
    assert_eq!(state(&again), "SUCCEEDED");
    let statement = &bench.ok(&path).await["attachments"][0]["query"]["statement_id"];
    assert_eq!(statement, &again["statement_response"]["statement_id"]);
    assert_ne!(statement, &message["attachments"][0]["query"]["statement_id"]);
    assert_eq!(updated(&bench.ok(&path).await), hour + 1200);
    bench.at(2 * hour + 1200);
    assert_eq!(updated(&bench.ok(&path).await), 2 * hour + 1200);
    assert_eq!(state(&bench.ok(&result).await), "CLOSED");
}

#[tokio::test]
async fn the_rows_are_there_before_the_answer() {
    let bench = Bench::new(1000);
    let path = message_path(&bench.start(QUESTION).await["message"]);
    bench.at(899);
    let message = bench.ok(&path).await;
    assert_eq!(message["attachments"][0]["query"]["query_result_metadata"], json!({}));
    bench.at(900);
    let message = bench.ok(&path).await;
    assert_eq!(message["status"], "ASKING_AI");
    assert_eq!(message["attachments"].as_array().unwrap().len(), 1, "no text and no suggestions yet");
    let count = &message["attachments"][0]["query"]["query_result_metadata"]["row_count"];
    let result = bench.ok(&result_path(&message)).await;
    assert_eq!(&result["statement_response"]["manifest"]["total_row_count"], count);
    bench.at(1000);
    let texts: Vec<_> = bench.ok(&path).await["attachments"].as_array().unwrap()[1..]
        .iter()
        .map(|attachment| attachment["text"]["purpose"].clone())
        .collect();
    assert_eq!(texts, [json!("TEXT_ATTACHMENT_PURPOSE_ANSWER"), Value::Null]);
}

#[tokio::test]
async fn thoughts_come_before_the_sql_and_grow_with_it() {
    let bench = Bench::new(1000);
    let path = message_path(&bench.start(QUESTION).await["message"]);
    for (at, thoughts, has_sql) in [(400, 2, false), (500, 4, true)] {
        bench.at(at);
        let query = &bench.ok(&path).await["attachments"][0]["query"];
        let found = query["thoughts"].as_array().unwrap().len();
        assert!(if has_sql { found >= thoughts } else { found == thoughts }, "{found} at {at}");
        assert_eq!(query.get("query").is_some(), has_sql, "at {at}");
    }
}

#[tokio::test]
async fn a_conversation_belongs_to_the_caller_who_began_it() {
    let bench = Arc::new(Bench::new(0));
    let list = format!("/spaces/{SPACE}/conversations");
    let start = format!("/spaces/{SPACE}/start-conversation");
    let body = json!({ "content": QUESTION }).to_string();
    let (_, annas) = bench.send_as("anna", "POST", &start, &body).await;
    bench.start(QUESTION).await;
    let path = message_path(&annas["message"]);
    let conversation = path.split("/messages").next().unwrap();
    assert_eq!(bench.send_as("anna", "GET", &path, "").await.0, StatusCode::OK);
    for (caller, method, path) in [
        ("", "GET", path.as_str()),
        ("bert", "GET", &path),
        ("bert", "GET", &format!("{conversation}/messages")),
        ("bert", "GET", &result_path(&annas["message"])),
        ("bert", "DELETE", &path),
        ("bert", "DELETE", conversation),
    ] {
        let (status, reply) = bench.send_as(caller, method, path, "").await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{caller} {method} {path}: {reply}");
    }
    for (caller, query, count) in
        [("anna", "", 1), ("bert", "", 0), ("", "?include_all=false", 1), ("", "?include_all=true", 1)]
    {
        let (_, reply) = bench.send_as(caller, "GET", &format!("{list}{query}"), "").await;
        let found = reply["conversations"].as_array().map_or(0, Vec::len);
        assert_eq!(found, count, "{caller}{query}");
    }
    assert_eq!(bench.get(&format!("{list}?include_all=yes")).await.0, StatusCode::BAD_REQUEST);
    let (status, reply) = bench.send_as("bert", "GET", &format!("{list}?include_all=true"), "").await;
    assert_eq!((status, text(&reply, "error_code")), (StatusCode::FORBIDDEN, "PERMISSION_DENIED"));
}

#[tokio::test]
async fn a_deleted_message_is_gone_and_the_others_stay() {
    let bench = &*SHARED;
    let started = bench.start(QUESTION).await;
    let next = bench.ask_on(text(&started, "conversation_id"), "top 3").await;
    let (first, second) = (message_path(&started["message"]), message_path(&next));
    assert_eq!(bench.send("DELETE", &first, "").await, (StatusCode::OK, json!({})));
    assert_eq!(bench.send("DELETE", &first, "").await.0, StatusCode::NOT_FOUND);
    assert_eq!(bench.get(&first).await.0, StatusCode::NOT_FOUND);
    assert_eq!(bench.get(&second).await.0, StatusCode::OK);
}

#[tokio::test]
async fn a_page_goes_on_where_its_last_item_was_deleted() {
    let bench = Bench::new(0);
    let started = bench.start(QUESTION).await;
    let id = text(&started, "conversation_id");
    let mut paths = vec![message_path(&started["message"])];
    for question in ["top 3", "top 4", "top 5"] {
        paths.push(message_path(&bench.ask_on(id, question).await));
    }
    let list = format!("/spaces/{SPACE}/conversations/{id}/messages");
    let first = bench.ok(&format!("{list}?page_size=2")).await;
    let token = text(&first, "next_page_token");
    assert!(paths[2].ends_with(token));
    assert_eq!(bench.send("DELETE", &paths[2], "").await.0, StatusCode::OK);
    let rest = bench.ok(&format!("{list}?page_token={token}")).await;
    let rest: Vec<_> = rest["messages"].as_array().unwrap().iter().map(message_path).collect();
    assert_eq!(rest, [paths[1].as_str(), &paths[0]]);
}

#[tokio::test]
async fn comments_are_kept_and_listed_newest_first() {
    let bench = &*SHARED;
    let message = &bench.start(QUESTION).await["message"];
    let path = message_path(message);
    let mut ids = Vec::new();
    for content in ["first", "second", "third"] {
        let body = json!({ "content": content }).to_string();
        let (status, comment) = bench.send("POST", &format!("{path}/comments"), &body).await;
        assert_eq!((status, text(&comment, "content")), (StatusCode::OK, content));
        assert_eq!(comment["message_id"], message["message_id"]);
        ids.insert(0, comment["message_comment_id"].clone());
    }
    let listed = |list: &Value| -> Vec<Value> {
        let comments = list["comments"].as_array().unwrap();
        comments.iter().map(|comment| comment["message_comment_id"].clone()).collect()
    };
    let conversation = path.split("/messages").next().unwrap();
    for list in [format!("{path}/comments"), format!("{conversation}/list-comments")] {
        assert_eq!(listed(&bench.ok(&list).await), ids, "{list}");
        let page = bench.ok(&format!("{list}?page_size=2")).await;
        assert_eq!(listed(&page), ids[..2]);
        let rest = bench.ok(&format!("{list}?page_token={}", text(&page, "next_page_token"))).await;
        assert_eq!(listed(&rest), ids[2..]);
    }
    let (status, _) = bench.send("POST", &format!("{path}/comments"), r#"{"content":""}"#).await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn spaces_come_in_pages_and_each_alone() {
    let bench = &*SHARED;
    let first = bench.ok("/spaces?page_size=1").await;
    assert_eq!(first["spaces"][0]["title"], "Food sales");
    let second = bench.ok(&format!("/spaces?page_token={}", text(&first, "next_page_token"))).await;
    assert_eq!(second["spaces"][0]["title"], "Showcase");
    assert!(second.get("next_page_token").is_none());
    let id = text(&second["spaces"][0], "space_id");
    assert_eq!(bench.ok(&format!("/spaces/{id}")).await, second["spaces"][0]);
}
