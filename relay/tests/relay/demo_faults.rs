//! Faults on demand: each does what its name says, and nothing without being asked for.

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::support::{Relay, demo_space, error, header};

const FAULT: &str = "x-genie-demo-fault";

fn start(relay: &Relay) -> reqwest::RequestBuilder {
    let body = json!({ "content": "sales by region" }).to_string();
    relay.post(&format!("{}/start-conversation", demo_space()), &body)
}

/// How many conversations have begun.
async fn begun(relay: &Relay) -> usize {
    let list = relay.get(&format!("{}/conversations", demo_space())).send().await.unwrap();
    list.json::<Value>().await.unwrap()["conversations"].as_array().map_or(0, Vec::len)
}

#[tokio::test]
async fn the_header_does_nothing_unless_it_is_allowed() {
    let relay = Relay::demo(&["--answer-ms", "0"]).await;
    let reply = relay.get(&demo_space()).header(FAULT, "500").send().await.unwrap();
    assert_eq!(reply.status(), 200);
    let allowing = Relay::demo(&["--answer-ms", "0", "--demo-faults"]).await;
    assert_eq!(allowing.get(&demo_space()).send().await.unwrap().status(), 200);
    let unknown = allowing.get(&demo_space()).header(FAULT, "sunshine").send().await.unwrap();
    let message = "x-genie-demo-fault: sunshine is no fault.".to_owned();
    assert_eq!(error(unknown).await, (400, "INVALID_PARAMETER_VALUE".to_owned(), message));
}

#[tokio::test]
async fn refusals_have_their_status_code_and_wait() {
    let relay = Relay::demo(&["--answer-ms", "0", "--demo-faults"]).await;
    for (fault, status, code, wait) in [
        ("401", 401, json!(401), ""),
        ("403", 403, json!("PERMISSION_DENIED"), ""),
        ("429", 429, json!("RESOURCE_EXHAUSTED"), ""),
        ("429=12", 429, json!("RESOURCE_EXHAUSTED"), "12"),
        ("500", 500, json!("INTERNAL_ERROR"), ""),
        ("502", 502, json!("BAD_GATEWAY"), ""),
        ("503=3", 503, json!("TEMPORARILY_UNAVAILABLE"), "3"),
        ("504", 504, json!("DEADLINE_EXCEEDED"), ""),
    ] {
        let reply = start(&relay).header(FAULT, fault).send().await.unwrap();
        assert_eq!((reply.status().as_u16(), header(&reply, "retry-after")), (status, wait), "{fault}");
        let body: Value = reply.json().await.unwrap();
        assert_eq!(body["error_code"], code, "{fault}");
        assert_eq!(body["details"][0]["@type"], "type.googleapis.com/google.rpc.RequestInfo");
    }
    assert_eq!(begun(&relay).await, 0, "none of them took effect");
}

#[tokio::test]
async fn a_dropped_connection_gives_no_reply_and_has_or_has_not_had_its_effect() {
    let relay = Relay::demo(&["--answer-ms", "0", "--demo-faults"]).await;
    for (fault, effect) in [("drop-before", 0), ("drop-after", 1)] {
        let dropped = match start(&relay).header(FAULT, fault).send().await {
            Ok(reply) => reply.bytes().await.is_err(),
            Err(_) => true,
        };
        assert!(dropped, "{fault}");
        assert_eq!(begun(&relay).await, effect, "{fault}");
    }
}

/// Behind a dropped connection the relay still hands a repeated question on once.
#[tokio::test]
async fn a_question_repeated_after_a_drop_is_asked_once() {
    let relay = Relay::demo(&["--answer-ms", "0", "--demo-faults"]).await;
    let ask = || start(&relay).header("idempotency-key", "attempt-1");
    let dropped = ask().header(FAULT, "drop-after").send().await;
    assert!(dropped.is_err() || dropped.unwrap().bytes().await.is_err());
    assert_eq!(ask().send().await.unwrap().status(), 200);
    assert_eq!(begun(&relay).await, 1);
}

#[tokio::test]
async fn damaged_bodies_come_with_status_200() {
    let relay = Relay::demo(&["--answer-ms", "0", "--demo-faults"]).await;
    for (fault, media, begins) in [
        ("truncated", "application/json", "{\"space_id\":"),
        ("not-json", "text/plain; charset=utf-8", "upstream connect error"),
        ("html", "text/html; charset=utf-8", "<!doctype html>"),
    ] {
        let reply = relay.get(&demo_space()).header(FAULT, fault).send().await.unwrap();
        assert_eq!((reply.status(), header(&reply, "content-type")), (StatusCode::OK, media), "{fault}");
        let body = reply.text().await.unwrap();
        assert!(body.starts_with(begins), "{fault}: {body}");
        assert!(serde_json::from_str::<Value>(&body).is_err(), "{fault}: {body}");
    }
}

#[tokio::test]
async fn messages_can_stick_have_strange_states_and_lack_fields() {
    let relay = Relay::demo(&["--answer-ms", "0", "--demo-faults"]).await;
    let message = |fault: &'static str| {
        let request = start(&relay).header(FAULT, fault);
        async move { request.send().await.unwrap().json::<Value>().await.unwrap()["message"].clone() }
    };
    let whole = message("latency=1").await;
    assert_eq!(whole["status"], "COMPLETED");
    let stuck = message("stuck").await;
    assert_eq!(stuck["status"], "ASKING_AI");
    assert!(stuck.get("attachments").is_none());
    let thin = message("missing-fields").await;
    for kept in ["message_id", "conversation_id", "space_id", "content", "status", "attachments"] {
        assert!(thin.get(kept).is_some(), "{kept}");
    }
    assert!(thin.get("id").is_none() && whole.get("id").is_some());
    let slow = Relay::demo(&["--answer-ms", "60000", "--fault", "get:unknown-status"]).await;
    let started: Value = start(&slow).send().await.unwrap().json().await.unwrap();
    assert_eq!(started["message"]["status"], "SUBMITTED", "a POST is not hit");
    let list =
        format!("{}/conversations/{}/messages", demo_space(), started["conversation_id"].as_str().unwrap());
    let listed: Value = slow.get(&list).send().await.unwrap().json().await.unwrap();
    assert_eq!(listed["messages"][0]["status"], "CONSULTING_ORACLE");
}

#[tokio::test]
async fn a_quota_counts_questions_only() {
    let relay = Relay::demo(&["--answer-ms", "0", "--fault", "quota=2"]).await;
    for expected in [200, 200, 429] {
        let reply = start(&relay).send().await.unwrap();
        assert_eq!(reply.status(), expected);
        let wait: u64 = header(&reply, "retry-after").parse().unwrap_or(0);
        assert_eq!((1..=60).contains(&wait), expected == 429);
        assert_eq!(relay.get(&demo_space()).send().await.unwrap().status(), 200);
    }
}

#[tokio::test]
async fn every_nth_request_of_a_method_can_be_hit() {
    let relay = Relay::demo(&["--answer-ms", "0", "--fault", "get:503/2"]).await;
    for expected in [200, 503, 200, 503] {
        let reply = relay.get(&demo_space()).send().await.unwrap();
        assert_eq!(reply.status(), expected);
        assert_eq!(start(&relay).send().await.unwrap().status(), 200);
    }
    let health = relay.request(Method::GET, "/genie-relay/v1/info").send().await.unwrap();
    assert_eq!(health.status(), 200, "only the API is hit");
}
