//! The demo over HTTP: life cycle, answers, lists and refusals.

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::demo_support::{Bench, SHARED, SPACE, START, message_path, result_path, text};

const QUESTION: &str = "Which products generate the highest sales?";

#[tokio::test]
async fn the_states_pass_in_order_and_the_attachments_grow() {
    let bench = Bench::new(10_000);
    let started = bench.start(QUESTION).await;
    let path = message_path(&started["message"]);
    assert_eq!(started["message"]["status"], "SUBMITTED");
    let expected = [
        (0, "SUBMITTED", "", 0),
        (300, "FILTERING_CONTEXT", "", 300),
        (1_200, "FETCHING_METADATA", "", 1_200),
        (2_500, "ASKING_AI", "", 2_500),
        (3_500, "ASKING_AI", "description thoughts", 3_500),
        (5_000, "ASKING_AI", "description query thoughts title", 5_000),
        (6_000, "PENDING_WAREHOUSE", "description query thoughts title", 6_000),
        (
            8_999,
            "EXECUTING_QUERY",
            "description query query_result_metadata statement_id thoughts title",
            7_000,
        ),
        (9_000, "ASKING_AI", "description query query_result_metadata statement_id thoughts title", 9_000),
        (10_000, "COMPLETED", "description query query_result_metadata statement_id thoughts title", 10_000),
        (99_999, "COMPLETED", "description query query_result_metadata statement_id thoughts title", 10_000),
    ];
    for (at, status, keys, updated) in expected {
        bench.at(at);
        let message = bench.ok(&path).await;
        let query = message["attachments"][0]["query"].as_object();
        let mut found: Vec<_> = query.map(|query| query.keys().cloned().collect()).unwrap_or_default();
        found.sort_unstable();
        assert_eq!((message["status"].as_str(), found.join(" ").as_str()), (Some(status), keys), "at {at}");
        assert_eq!(message["last_updated_timestamp"], START + updated, "at {at}");
        let complete = status == "COMPLETED";
        assert_eq!(message.get("query_result").is_some(), complete);
        assert_eq!(
            message["attachments"].as_array().map_or(0, Vec::len),
            if complete { 3 } else { usize::from(!keys.is_empty()) }
        );
    }
}

#[tokio::test]
async fn a_space_tells_its_sample_questions_in_the_full_view_only() {
    let path = format!("/agents/{SPACE}");
    assert_eq!(SHARED.ok(&path).await.get("definition"), None);
    let full = SHARED.ok(&format!("{path}?view=GENIE_AGENT_VIEW_FULL")).await;
    let samples = full["definition"]["config"]["sample_questions"].as_array().unwrap();
    let texts: Vec<_> = samples.iter().map(|sample| text(sample, "question")).collect();
    assert_eq!((texts.len(), texts.first()), (6, Some(&"Which products generate the highest total sales?")));
    let showcase = SHARED.ok("/agents/01f1c0ffee0012349abc000000000002?view=GENIE_AGENT_VIEW_FULL").await;
    let offered = showcase["definition"]["config"]["sample_questions"].as_array().map(Vec::len);
    assert_eq!(offered, Some(12));
    assert_eq!(SHARED.get(&format!("{path}?view=ALL")).await.0, StatusCode::BAD_REQUEST);
    assert_eq!(SHARED.get("/agents/nobody").await.0, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_question_that_needs_no_query_skips_the_warehouse() {
    let bench = Bench::new(10_000);
    let path = message_path(&bench.start("hello").await["message"]);
    let mut states = Vec::new();
    for at in (0..12_000).step_by(100) {
        bench.at(at);
        let message = bench.ok(&path).await;
        if states.last() != Some(&message["status"]) {
            states.push(message["status"].clone());
        }
    }
    assert_eq!(
        json!(states),
        json!(["SUBMITTED", "FILTERING_CONTEXT", "FETCHING_METADATA", "ASKING_AI", "COMPLETED"])
    );
    let message = bench.ok(&path).await;
    assert_eq!(message["attachments"][0]["text"]["purpose"], "FOLLOW_UP_QUESTION");
    assert!(text(&message["attachments"][0]["text"], "content").starts_with("Hello!"));
    assert_eq!(message["attachments"][1]["suggested_questions"]["questions"].as_array().unwrap().len(), 3);
}

#[tokio::test]
async fn products_by_sales_and_then_the_top_three() {
    let bench = &*SHARED;
    let started = bench.start(QUESTION).await;
    let message = &started["message"];
    assert_eq!(message["status"], "COMPLETED");
    let attachments = message["attachments"].as_array().unwrap();
    assert!(attachments[1].get("attachment_id").is_none(), "the final text has no id");
    let rows = data(&bench.ok(&result_path(message)).await);
    let cents = |cell: &Value| cell.as_str().unwrap().replace('.', "").parse::<i64>().unwrap();
    assert_eq!(rows.len(), 24);
    assert!(rows.windows(2).all(|pair| cents(&pair[0][1]) >= cents(&pair[1][1])));
    let answer = text(&attachments[1]["text"], "content");
    assert!(answer.starts_with(&format!("**{}** leads with **$", rows[0][0].as_str().unwrap())), "{answer}");
    assert!(answer.replace(',', "").contains(&format!("**${}**", rows[0][1].as_str().unwrap())), "{answer}");
    assert!(answer.ends_with("; all 24 products are listed, highest first."), "{answer}");

    let next = bench.ask_on(text(&started, "conversation_id"), "What about the top 3 products?").await;
    assert_eq!(data(&bench.ok(&result_path(&next)).await), rows[..3]);
}

fn data(result: &Value) -> Vec<Value> {
    result["statement_response"]["result"]["data_array"].as_array().cloned().unwrap_or_default()
}

#[tokio::test]
async fn a_result_is_refused_then_running_then_there() {
    let bench = Bench::new(10_000);
    let started = bench.start(QUESTION).await;
    let path = message_path(&started["message"]);
    bench.at(4_000);
    let result = result_path(&bench.ok(&path).await);
    let execute = result.replace("query-result", "execute-query");
    let (status, body) = bench.get(&result).await;
    assert_eq!((status, &body["error_code"]), (StatusCode::BAD_REQUEST, &json!("INVALID_STATE")));
    bench.at(8_000);
    let running = bench.ok(&result).await;
    assert_eq!(running["statement_response"]["status"]["state"], "RUNNING");
    assert!(running["statement_response"].get("manifest").is_none());
    assert_eq!(bench.send("POST", &execute, "{}").await.0, StatusCode::BAD_REQUEST);
    bench.at(10_000);
    let mut done = bench.ok(&result).await;
    assert_eq!(done["statement_response"]["manifest"]["total_row_count"], 24);
    let (status, again) = bench.send("POST", &execute, "{}").await;
    assert_eq!(
        (status, &again["statement_response"]["status"]["state"]),
        (StatusCode::OK, &json!("RUNNING"))
    );
    bench.at(12_000);
    let again = bench.ok(&result).await;
    assert_ne!(done["statement_response"]["statement_id"], again["statement_response"]["statement_id"]);
    done["statement_response"]["statement_id"] = again["statement_response"]["statement_id"].clone();
    assert_eq!(done, again, "the same rows under a new statement");
}

#[tokio::test]
async fn five_thousand_rows_are_the_most_and_the_cut_is_told() {
    let bench = &*SHARED;
    let message = &bench.start("daily sales by product").await["message"];
    let metadata = &message["attachments"][0]["query"]["query_result_metadata"];
    assert_eq!(metadata, &json!({ "row_count": 5000, "is_truncated": true }));
    let result = bench.ok(&result_path(message)).await;
    assert_eq!(result["statement_response"]["manifest"]["truncated"], true);
    assert_eq!(data(&result).len(), 5000);
    let answer = text(&message["attachments"][1]["text"], "content");
    assert_eq!(answer, "The first 5,000 rows are listed, by day.");
}

#[tokio::test]
async fn lists_are_newest_first_and_come_in_pages() {
    let bench = Bench::new(0);
    let mut started = Vec::new();
    for index in 0..23 {
        bench.at(index);
        started.push(
            text(&bench.start(&format!("sales in {}", 2000 + index)).await, "conversation_id").to_owned(),
        );
    }
    started.reverse();
    let base = format!("/spaces/{SPACE}/conversations");
    let ids = |page: &Value| -> Vec<String> {
        let list = page["conversations"].as_array().unwrap();
        list.iter().map(|one| text(one, "conversation_id").to_owned()).collect()
    };
    let first = bench.ok(&base).await;
    assert_eq!(ids(&first), started[..20]);
    let second = bench.ok(&format!("{base}?page_token={}", text(&first, "next_page_token"))).await;
    assert_eq!(ids(&second), started[20..]);
    assert!(second.get("next_page_token").is_none());
    assert_eq!(ids(&bench.ok(&format!("{base}?page_size=1000")).await).len(), 23);

    for question in ["and by region?", "top 3"] {
        bench.ask_on(&started[0], question).await;
    }
    let messages = bench.ok(&format!("{base}/{}/messages?page_size=2", started[0])).await;
    let asked: Vec<_> =
        messages["messages"].as_array().unwrap().iter().map(|one| text(one, "content")).collect();
    assert_eq!(asked, ["top 3", "and by region?"]);
    for bad in ["page_size=-1", "page_size=many", "page_token=unknown"] {
        let (status, body) = bench.get(&format!("{base}?{bad}")).await;
        assert_eq!(
            (status, &body["error_code"]),
            (StatusCode::BAD_REQUEST, &json!("INVALID_PARAMETER_VALUE")),
            "{bad}"
        );
    }
}

#[tokio::test]
async fn bodies_are_checked() {
    let bench = &*SHARED;
    let path = format!("/spaces/{SPACE}/start-conversation");
    let cases = [
        ("{", "MALFORMED_REQUEST"),
        ("", "MALFORMED_REQUEST"),
        ("[]", "MALFORMED_REQUEST"),
        ("{}", "INVALID_PARAMETER_VALUE"),
        (r#"{"content":null}"#, "INVALID_PARAMETER_VALUE"),
        (r#"{"content":"  "}"#, "INVALID_PARAMETER_VALUE"),
        (r#"{"content":5}"#, "INVALID_PARAMETER_VALUE"),
        (r#"{"content":"sales","enable_visualization":"yes"}"#, "INVALID_PARAMETER_VALUE"),
    ];
    for (body, code) in cases {
        let (status, reply) = bench.send("POST", &path, body).await;
        assert_eq!((status, &reply["error_code"]), (StatusCode::BAD_REQUEST, &json!(code)), "{body}");
    }
    let extra = r#"{"content":"sales","enable_visualization":true,"unknown":[1]}"#;
    assert_eq!(bench.send("POST", &path, extra).await.0, StatusCode::OK);
}

#[tokio::test]
async fn what_does_not_exist_is_404() {
    let bench = &*SHARED;
    let message = bench.start(QUESTION).await["message"].clone();
    let path = message_path(&message);
    let conversation = text(&message, "conversation_id");
    let cases = [
        "/spaces/01f1c0ffee0012349abc000000000009".to_owned(),
        format!("/spaces/{SPACE}/conversations/nope/messages"),
        format!("/spaces/{SPACE}/conversations/{conversation}/messages/nope"),
        format!("{path}/attachments/nope/query-result"),
        "/genie-relay/v1/demo/statements/nope".to_owned(),
    ];
    for case in cases {
        let (status, body) = bench.get(&case).await;
        assert_eq!(
            (status, &body["error_code"]),
            (StatusCode::NOT_FOUND, &json!("RESOURCE_DOES_NOT_EXIST")),
            "{case}"
        );
    }
    for (method, case) in [("GET", "/spacez"), ("DELETE", "/spaces"), ("GET", "/spaces/x/y/z")] {
        let (status, body) = bench.send(method, case, "").await;
        let message = format!("No API found for '{method} /genie{case}'");
        assert_eq!(status, StatusCode::NOT_FOUND);
        assert_eq!(body, json!({ "error_code": "ENDPOINT_NOT_FOUND", "message": message, "details": [] }));
    }
}

#[tokio::test]
async fn both_forms_of_a_statement_can_be_looked_up() {
    let bench = &*SHARED;
    let message = &bench.start("basket value by channel").await["message"];
    let query = &message["attachments"][0]["query"];
    let statement =
        bench.ok(&format!("/genie-relay/v1/demo/statements/{}", text(query, "statement_id"))).await;
    assert_eq!(statement["shown"], query["query"]);
    assert!(text(&statement, "run").contains("FROM order_lines AS ol"));
    let columns = json!([
        { "name": "channel", "type_text": "STRING" },
        { "name": "average_order_value", "type_text": "DECIMAL(21,2)", "scale": 2 },
    ]);
    assert_eq!(statement["columns"], columns);
}

#[tokio::test]
async fn feedback_is_kept_replaced_and_taken_back() {
    let bench = &*SHARED;
    let path = message_path(&bench.start(QUESTION).await["message"]);
    let feedback = format!("{path}/feedback");
    let bodies = [
        (
            r#"{"rating":"NEGATIVE","comment":"Wrong month"}"#,
            json!({ "rating": "NEGATIVE", "comment": "Wrong month" }),
        ),
        (r#"{"rating":"POSITIVE"}"#, json!({ "rating": "POSITIVE" })),
        (r#"{"rating":"NONE"}"#, Value::Null),
    ];
    for (body, kept) in bodies {
        assert_eq!(bench.send("POST", &feedback, body).await, (StatusCode::OK, json!({})));
        assert_eq!(bench.ok(&path).await["feedback"], kept);
    }
    let (status, reply) = bench.send("POST", &feedback, r#"{"rating":"GREAT"}"#).await;
    assert_eq!((status, &reply["error_code"]), (StatusCode::BAD_REQUEST, &json!("INVALID_PARAMETER_VALUE")));
}

#[tokio::test]
async fn a_deleted_conversation_is_gone() {
    let bench = &*SHARED;
    let started = bench.start(QUESTION).await;
    let kept = bench.start(QUESTION).await;
    let path = format!("/spaces/{SPACE}/conversations/{}", text(&started, "conversation_id"));
    assert_eq!(bench.send("DELETE", &path, "").await, (StatusCode::OK, json!({})));
    assert_eq!(bench.send("DELETE", &path, "").await.0, StatusCode::NOT_FOUND);
    assert_eq!(bench.get(&message_path(&started["message"])).await.0, StatusCode::NOT_FOUND);
    assert_eq!(bench.get(&message_path(&kept["message"])).await.0, StatusCode::OK);
}
