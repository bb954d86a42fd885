//! The demo behind the relay's own door: what only shows over real HTTP.

use reqwest::Method;
use serde_json::{Value, json};

use crate::stub::{Answer, Stub};
use crate::support::{Relay, demo_space, error};

async fn start(relay: &Relay, question: &str) -> reqwest::Response {
    let body = json!({ "content": question }).to_string();
    relay.post(&format!("{}/start-conversation", demo_space()), &body).send().await.unwrap()
}

/// Both mounts once counted the path's ids together, and every statement was answered with 500.
#[tokio::test]
async fn both_forms_of_a_statement_can_be_read() {
    let relay = Relay::demo(&["--answer-ms", "0"]).await;
    let started: Value = start(&relay, "basket value by channel").await.json().await.unwrap();
    let query = &started["message"]["attachments"][0]["query"];
    let path = format!("/genie-relay/v1/demo/statements/{}", query["statement_id"].as_str().unwrap());
    let response = relay.get(&path).send().await.unwrap();
    assert_eq!(response.status(), 200);
    let statement: Value = response.json().await.unwrap();
    assert_eq!(statement["shown"], query["query"]);
    assert!(statement["run"].as_str().unwrap().contains("FROM order_lines AS ol"));
    let columns = json!([
        { "name": "channel", "type_text": "STRING" },
        { "name": "average_order_value", "type_text": "DECIMAL(21,2)", "scale": 2 },
    ]);
    assert_eq!(statement["columns"], columns);
    let (status, code, _) = error(relay.request(Method::POST, &path).send().await.unwrap()).await;
    assert_eq!((status, code.as_str()), (405, "METHOD_NOT_ALLOWED"));
}

#[tokio::test]
async fn what_the_demo_does_not_have_is_404_in_the_platforms_shape() {
    let relay = Relay::demo(&[]).await;
    let unknown = relay.get("/genie-relay/v1/demo/statements/none").send().await.unwrap();
    let message = "Statement none does not exist.".to_owned();
    assert_eq!(error(unknown).await, (404, "RESOURCE_DOES_NOT_EXIST".to_owned(), message));
    let (status, code, _) =
        error(relay.get("/genie-relay/v1/demo/statements/%ff").send().await.unwrap()).await;
    assert_eq!((status, code.as_str()), (400, "INVALID_PARAMETER_VALUE"));
    let nowhere = (404, "ENDPOINT_NOT_FOUND".to_owned(), "The relay has no such endpoint.".to_owned());
    for path in ["/genie-relay/v1/demo/other", "/genie-relay/v1/demo/statements/a/b"] {
        assert_eq!(error(relay.get(path).send().await.unwrap()).await, nowhere, "{path}");
    }
    let stub = Stub::start(Answer::json(200, "{}")).await;
    let forwarding = Relay::over(&stub).await;
    for path in ["/genie-relay/v1/demo/statements/none", "/genie-relay/v1/demo/other"] {
        assert_eq!(error(forwarding.get(path).send().await.unwrap()).await, nowhere, "{path}");
    }
    assert!(stub.seen().is_empty());
}

/// The relay said 10,000 characters, the demo counted 25,000 bytes, and a long
/// question in escapes was cut off by the limit on bodies before either.
#[tokio::test]
async fn the_longest_question_is_as_long_as_info_says() {
    let relay = Relay::demo(&["--answer-ms", "0"]).await;
    let info: Value = relay.get("/genie-relay/v1/info").send().await.unwrap().json().await.unwrap();
    let longest = usize::try_from(info["max_question_chars"].as_u64().unwrap()).unwrap();
    for character in ["x", "\u{e9}", "\u{1f600}"] {
        assert_eq!(start(&relay, &character.repeat(longest)).await.status(), 200, "{character}");
        let refused = start(&relay, &character.repeat(longest + 1)).await;
        let message = "content has 10001 characters: shorten it to 10000 at most.".to_owned();
        assert_eq!(error(refused).await, (400, "INVALID_PARAMETER_VALUE".to_owned(), message), "{character}");
    }
    let escaped = format!(r#"{{"content": "{}"}}"#, r"\ud83d\ude00".repeat(longest));
    let path = format!("{}/start-conversation", demo_space());
    assert_eq!(relay.post(&path, &escaped).send().await.unwrap().status(), 200);
}

#[tokio::test]
async fn callers_are_told_apart_by_their_session() {
    let relay = Relay::demo(&["--answer-ms", "0"]).await;
    let body = json!({ "content": "sales by region" }).to_string();
    let start = |caller: &'static str| {
        let post = relay.post(&format!("{}/start-conversation", demo_space()), &body);
        let sent = post.header("x-genie-session", caller).header("idempotency-key", "same").send();
        async { sent.await.unwrap().json::<Value>().await.unwrap()["conversation_id"].clone() }
    };
    let (anna, bert) = (start("anna").await, start("bert").await);
    assert_ne!(anna, bert, "one key of two callers names two questions");
    assert_eq!(anna, start("anna").await);
    let mut names = Vec::new();
    for caller in ["anna", "bert", "anna"] {
        let info = relay.get("/genie-relay/v1/info").header("x-genie-session", caller);
        let info: Value = info.send().await.unwrap().json().await.unwrap();
        names.push(info["caller"].as_str().unwrap().to_owned());
    }
    assert!(names[0] != names[1] && names[0] == names[2] && !names[0].contains("anna"), "{names:?}");
    for (caller, query, expected) in
        [("anna", "", vec![&anna]), ("bert", "", vec![&bert]), ("carl", "", vec![])]
    {
        let list = relay.get(&format!("{}/conversations{query}", demo_space()));
        let list: Value = list.header("x-genie-session", caller).send().await.unwrap().json().await.unwrap();
        let found = list["conversations"].as_array().map(Vec::as_slice).unwrap_or_default();
        let found: Vec<_> = found.iter().map(|one| &one["conversation_id"]).collect();
        assert_eq!(found, expected, "{caller}{query}");
    }
}
