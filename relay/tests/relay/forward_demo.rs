//! A forwarding relay in front of a demo relay: a whole conversation over two
//! hops of real HTTP, as between a page, a relay and a workspace.

use genie_relay::demo::Demo;
use reqwest::{Response, StatusCode};
use serde_json::{Value, json};

use crate::stub::{Answer, Stub};
use crate::support::{Relay, TOKEN, demo_space, error};

const SPACE: &str = "/api/2.0/genie/spaces/food";

/// The demo as the workspace, and the relay before it that knows its space as `food`.
async fn pair(answer_ms: &str) -> (Relay, Relay) {
    let demo = Relay::demo(&["--answer-ms", answer_ms]).await;
    let space = format!("food={}", Demo::spaces()[0].1);
    let relay = Relay::forward(&format!("http://{}", demo.address), &["--space", &space]).await;
    (demo, relay)
}

async fn json(response: Response) -> Value {
    assert_eq!(response.status(), StatusCode::OK);
    response.json().await.unwrap()
}

/// Asks a question and polls its message until it is done; gives back the reply
/// to the POST's own form (`message` for a first question), then the message.
async fn ask(relay: &Relay, path: &str, question: &str) -> Value {
    let reply =
        json(relay.post(path, &json!({ "content": question }).to_string()).send().await.unwrap()).await;
    let mut message = reply.get("message").unwrap_or(&reply).clone();
    let path = message_path(&message);
    while message["status"] != "COMPLETED" {
        assert!(["FAILED", "CANCELLED"].iter().all(|end| message["status"] != *end), "{message}");
        tokio::task::yield_now().await;
        message = json(relay.get(&path).send().await.unwrap()).await;
    }
    message
}

fn message_path(message: &Value) -> String {
    let id = |name: &str| message[name].as_str().unwrap().to_owned();
    format!("{SPACE}/conversations/{}/messages/{}", id("conversation_id"), id("message_id"))
}

async fn rows(relay: &Relay, message: &Value) -> Vec<Value> {
    let attachment = message["attachments"][0]["attachment_id"].as_str().unwrap();
    let path = format!("{}/attachments/{attachment}/query-result", message_path(message));
    let result = json(relay.get(&path).send().await.unwrap()).await;
    assert_eq!(result["statement_response"]["status"]["state"], "SUCCEEDED");
    result["statement_response"]["result"]["data_array"].as_array().unwrap().clone()
}

#[tokio::test]
async fn a_demo_relay_serves_as_the_workspace() {
    let (demo, relay) = pair("0").await;
    let direct = json(demo.get(&demo_space()).send().await.unwrap()).await;
    assert_eq!(json(relay.get(SPACE).send().await.unwrap()).await, direct);
    let info = json(relay.get("/genie-relay/v1/info").send().await.unwrap()).await;
    assert_eq!((&info["demo"], &info["runs_as"]), (&json!(false), &json!("service")));
    let refused = relay.get(&format!("{SPACE}/conversations")).send().await.unwrap();
    let (status, code, _) = error(refused).await;
    assert_eq!((status, code.as_str()), (403, "PERMISSION_DENIED"));
}

#[tokio::test]
async fn a_whole_conversation_goes_through_two_relays() {
    let (_demo, relay) = pair("60").await;
    let first = ask(&relay, &format!("{SPACE}/start-conversation"), "Which products sold best?").await;
    let products = rows(&relay, &first).await;
    assert_eq!(products.len(), 24);
    let messages = format!("{SPACE}/conversations/{}/messages", first["conversation_id"].as_str().unwrap());
    let second = ask(&relay, &messages, "What about the top 3 products?").await;
    assert_eq!(second["conversation_id"], first["conversation_id"]);
    assert_eq!(rows(&relay, &second).await, products[..3]);
    let listed = json(relay.get(&messages).send().await.unwrap()).await;
    assert_eq!(listed["messages"], json!([second, first]), "the newest first");
    let newest = json(relay.get(&format!("{messages}?page_size=1")).send().await.unwrap()).await;
    assert_eq!(newest["messages"], json!([second]), "the size of a page goes through");
}

#[tokio::test]
async fn the_browsers_credentials_stay_on_its_side_of_every_endpoint() {
    let stub = Stub::start(Answer::json(200, "{}")).await;
    let relay = Relay::over(&stub).await;
    let space = "/api/2.0/genie/spaces/sales";
    let message = format!("{space}/conversations/c/messages/m");
    let endpoints = [
        relay.get(space),
        relay.post(&format!("{space}/start-conversation"), "{}"),
        relay.get(&format!("{space}/conversations/c/messages")),
        relay.post(&format!("{space}/conversations/c/messages"), "{}"),
        relay.get(&message),
        relay.get(&format!("{message}/attachments/a/query-result")),
        relay.post(&format!("{message}/attachments/a/execute-query"), "{}"),
    ];
    let asked = endpoints.len();
    for request in endpoints {
        let request = request.header("authorization", "Bearer of-the-browser").header("cookie", "session=1");
        assert_eq!(request.send().await.unwrap().status(), 200);
    }
    let seen = stub.seen();
    assert_eq!(seen.len(), asked);
    for request in seen {
        let bearers: Vec<_> = request.headers.get_all("authorization").iter().collect();
        assert_eq!(bearers, [&format!("Bearer {TOKEN}")], "{}", request.uri);
        assert!(!request.headers.contains_key("cookie"), "{}", request.uri);
    }
}
