//! What passes of the workspace's replies, and what is never seen anywhere.

use reqwest::header::HeaderName;

use crate::stub::{Answer, Stub};
use crate::support::{MESSAGE, Relay, SPACE, TOKEN, error, header};

#[tokio::test]
async fn secrets_and_headers_stay_inside_and_values_stay_exact() {
    let body = concat!(
        r#"{"statement_response":{"statement_id":"s","statement_id_signature":"sig","manifest":{"total_row_count":9007199254740993},"#,
        r#""result":{"external_links":[{"external_link":"https://store.example/x","http_headers":{"k":"v"}}],"#,
        r#""data_array":[["12345678901234567890.10",null,"external_links"]]}},"ratio":1.10,"serialized_space":"{}"}"#
    );
    let answer = Answer::json(200, body)
        .with("set-cookie", "session=1")
        .with("server", "databricks")
        .with("x-databricks-org-id", "1")
        .with("www-authenticate", "Bearer");
    let relay = Relay::over(&Stub::start(answer).await).await;
    let response = relay.get(&format!("{MESSAGE}/attachments/a/query-result")).send().await.unwrap();
    let mut names: Vec<&str> = response.headers().keys().map(HeaderName::as_str).collect();
    names.sort_unstable();
    let expected = [
        "access-control-expose-headers",
        "cache-control",
        "content-length",
        "content-type",
        "date",
        "vary",
        "x-content-type-options",
        "x-genie-relay",
        "x-request-id",
    ];
    assert_eq!(names, expected);
    let expected = concat!(
        r#"{"statement_response":{"statement_id":"s","manifest":{"total_row_count":9007199254740993},"#,
        r#""result":{"data_array":[["12345678901234567890.10",null,"external_links"]]}},"ratio":1.10}"#
    );
    assert_eq!(response.text().await.unwrap(), expected);
}

#[tokio::test]
async fn of_a_space_only_its_sample_questions_pass() {
    let body = r#"{"name":"agents/01ef","warehouse_id":"w","definition":{"config":{"sample_questions":[{"id":"1","question":"What sold best?"}]},"instructions":"secret"}}"#;
    let stub = Stub::start(Answer::json(200, body)).await;
    let relay = Relay::over(&stub).await;
    let path = "/api/2.0/genie/agents/sales?view=GENIE_AGENT_VIEW_FULL&include=all";
    let passed = relay.get(path).send().await.unwrap().text().await.unwrap();
    assert_eq!(
        passed,
        r#"{"definition":{"config":{"sample_questions":[{"id":"1","question":"What sold best?"}]}}}"#
    );
    let asked = stub.seen().pop().unwrap().uri.to_string();
    assert_eq!(asked, format!("/api/2.0/genie/agents/{SPACE}?view=GENIE_AGENT_VIEW_FULL"));

    let other = relay.get("/api/2.0/genie/agents/other?view=GENIE_AGENT_VIEW_FULL").send().await.unwrap();
    assert_eq!(other.status(), 404);
    assert_eq!(stub.seen().len(), 1, "a space that is not listed was asked for");

    stub.answer(Answer::json(404, r#"{"error_code":"FEATURE_DISABLED","message":"Off"}"#));
    let (status, code, _) = error(relay.get(path).send().await.unwrap()).await;
    assert_eq!((status, code.as_str()), (404, "FEATURE_DISABLED"));
}

#[tokio::test]
async fn a_json_error_passes_with_its_wait_and_its_words() {
    let body = r#"{"error_code":"RESOURCE_EXHAUSTED","message":"Slow down","details":[{"@type":"type.googleapis.com/google.rpc.RetryInfo","retry_delay":"42.5s"}]}"#;
    let stub = Stub::start(Answer::json(429, body).with("retry-after", "43")).await;
    let relay = Relay::over(&stub).await;
    let response = relay.get(MESSAGE).send().await.unwrap();
    assert_eq!(header(&response, "retry-after"), "43");
    let (status, code, message) = error(response).await;
    assert_eq!((status, code.as_str(), message.as_str()), (429, "RESOURCE_EXHAUSTED", "Slow down"));

    stub.answer(Answer::json(403, r#"{"error_code":403,"message":"Invalid access token."}"#));
    let text = relay.get(MESSAGE).header("x-request-id", "r-1").send().await.unwrap().text().await.unwrap();
    let details =
        r#"[{"@type":"type.googleapis.com/google.rpc.RequestInfo","request_id":"r-1","serving_data":""}]"#;
    assert_eq!(
        text,
        format!(r#"{{"error_code":403,"message":"Invalid access token.","details":{details}}}"#)
    );
}

#[tokio::test]
async fn whatever_is_not_json_becomes_an_error_in_the_same_shape() {
    let stub = Stub::start(Answer::json(200, "")).await;
    let relay = Relay::over(&stub).await;
    let page = "The workspace answered with a page rather than JSON: check the workspace URL.";
    let long = "x".repeat(1000);
    let cases = [
        (200, "text/html", "<html>Sign in</html>", 502, "BAD_GATEWAY", page),
        (200, "application/json", "", 502, "BAD_GATEWAY", page),
        (200, "application/json", "[1]", 502, "BAD_GATEWAY", page),
        (
            403,
            "text/plain",
            "Invalid scope, required scopes: genie",
            403,
            "PERMISSION_DENIED",
            "Invalid scope, required scopes: genie",
        ),
        (
            401,
            "text/plain",
            "",
            401,
            "UNAUTHENTICATED",
            "The workspace answered 401 Unauthorized without saying why.",
        ),
        (
            404,
            "text/html",
            "plain words",
            404,
            "NOT_FOUND",
            "The workspace answered 404 Not Found without saying why.",
        ),
        (
            429,
            "text/html",
            "<pre>x</pre>",
            429,
            "RESOURCE_EXHAUSTED",
            "The workspace answered 429 Too Many Requests without saying why.",
        ),
        (500, "application/json", "{", 500, "INTERNAL_ERROR", "{"),
        (503, "text/plain", "\u{e9}tat", 503, "TEMPORARILY_UNAVAILABLE", "\u{e9}tat"),
        (504, "text/plain", long.as_str(), 504, "DEADLINE_EXCEEDED", &long[..300]),
        (418, "text/plain", "teapot", 418, "BAD_REQUEST", "teapot"),
        (599, "text/plain", "odd", 599, "UNKNOWN", "odd"),
    ];
    for (status, media, body, expected, code, message) in cases {
        stub.answer(
            Answer::json(status, body.to_owned()).with("content-type", media).with("retry-after", "7"),
        );
        let response = relay.get(MESSAGE).send().await.unwrap();
        assert_eq!(header(&response, "retry-after"), if expected == status { "7" } else { "" });
        assert_eq!(error(response).await, (expected, code.to_owned(), message.to_owned()), "{status} {body}");
    }
}

#[tokio::test]
async fn a_reply_without_end_is_cut_off() {
    let mut body = vec![b' '; 32 * 1024 * 1024 - 1];
    body.extend_from_slice(b"{}");
    let relay = Relay::over(&Stub::start(Answer::json(200, body)).await).await;
    let (status, code, message) = error(relay.get(MESSAGE).send().await.unwrap()).await;
    assert_eq!((status, code.as_str()), (502, "BAD_GATEWAY"));
    assert_eq!(message, "The workspace's reply is larger than 33554432 bytes.");
}

#[tokio::test]
async fn an_echoed_credential_and_the_address_behind_stay_inside() {
    let stub = Stub::start(Answer::json(200, "{}")).await;
    let relay = Relay::over(&stub).await;
    let echo = format!(r#"{{"message":"no access for Bearer {TOKEN}"}}"#);
    for media in ["application/json", "text/plain", "text/html"] {
        for body in [echo.clone(), format!("denied: Bearer {TOKEN}")] {
            stub.answer(Answer::json(403, body).with("content-type", media));
            let (status, code, message) = error(relay.get(MESSAGE).send().await.unwrap()).await;
            assert_eq!((status, code.as_str()), (403, "PERMISSION_DENIED"));
            assert_eq!(message, "The workspace answered 403 Forbidden without saying why.");
        }
    }
    let nowhere = Relay::forward("http://127.0.0.1:1", &[]).await;
    let text = nowhere.get(MESSAGE).send().await.unwrap().text().await.unwrap();
    assert!(!text.contains(TOKEN) && !text.contains("127.0.0.1"), "{text}");
}
