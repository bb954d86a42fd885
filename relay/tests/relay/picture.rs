//! Genie's own pictures: drawn by the demo where they are asked for, passed on by the relay as bytes.

use reqwest::Response;
use serde_json::{Value, json};

use crate::demo_support::{Bench, text};
use crate::stub::{Answer, Stub};
use crate::support::{MESSAGE, Relay, SHOWCASE, TOKEN, error, header};

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n and what follows: \xff\x00 {\"statement_id_signature\":\"s\"}";
const DRAWN: &str = "Draw revenue by category";

fn picture() -> String {
    format!("{MESSAGE}/attachments/v/download-visualization")
}

/// Asks a question, with the flag where there is one, and gives the message.
async fn ask(relay: &Relay, flag: Option<Value>) -> Value {
    let mut body = json!({ "content": DRAWN });
    if let Some(flag) = flag {
        body["enable_visualization"] = flag;
    }
    let path = format!("{SHOWCASE}/start-conversation");
    let reply: Value = relay.post(&path, &body.to_string()).send().await.unwrap().json().await.unwrap();
    reply["message"].clone()
}

fn path(message: &Value, attachment: &str) -> String {
    let (conversation, id) = (text(message, "conversation_id"), text(message, "message_id"));
    let message = format!("{SHOWCASE}/conversations/{conversation}/messages/{id}");
    format!("{message}/attachments/{attachment}/download-visualization")
}

fn drawn(message: &Value) -> Vec<&Value> {
    message["attachments"].as_array().unwrap().iter().filter(|one| one.get("viz").is_some()).collect()
}

async fn got(relay: &Relay, path: &str) -> Response {
    relay.get(path).send().await.unwrap()
}

#[tokio::test]
async fn a_picture_passes_byte_for_byte_and_as_nothing_but_a_picture() {
    let answer = Answer::json(200, PNG).with("content-type", "text/html").with("set-cookie", "a=b");
    let stub = Stub::start(answer).await;
    let relay = Relay::over(&stub).await;
    let reply = got(&relay, &picture()).await;
    assert_eq!(reply.status(), 200);
    assert_eq!(header(&reply, "content-type"), "image/png");
    assert_eq!(header(&reply, "x-content-type-options"), "nosniff");
    assert_eq!(header(&reply, "cache-control"), "no-store");
    assert_eq!(header(&reply, "set-cookie"), "");
    assert_eq!(reply.bytes().await.unwrap(), PNG);
    let seen = stub.seen().pop().unwrap();
    assert_eq!(seen.headers["accept"], "application/octet-stream");
    assert_eq!(seen.headers["authorization"], format!("Bearer {TOKEN}"));
    assert!(seen.uri.path().ends_with("/messages/m1/attachments/v/download-visualization"));
}

#[tokio::test]
async fn what_is_no_picture_does_not_pass_as_one() {
    let stub = Stub::start(Answer::json(200, "")).await;
    let relay = Relay::over(&stub).await;
    let other = "The workspace answered with something other than a picture.";
    let large = "The workspace's reply is larger than 8388608 bytes.";
    let endless = [PNG, &vec![0; 8 * 1024 * 1024]].concat();
    for (body, words) in
        [(Vec::new(), other), (b"<svg/>".to_vec(), other), (b"{}".to_vec(), other), (endless, large)]
    {
        stub.answer(Answer::json(200, body).with("content-type", "image/png"));
        let told = error(got(&relay, &picture()).await).await;
        assert_eq!(told, (502, "BAD_GATEWAY".to_owned(), words.to_owned()));
    }
    let missing = r#"{"error_code":"ENDPOINT_NOT_FOUND","message":"No API found"}"#;
    stub.answer(Answer::json(404, missing));
    let told = error(got(&relay, &picture()).await).await;
    assert_eq!(told, (404, "ENDPOINT_NOT_FOUND".to_owned(), "No API found".to_owned()));
}

#[tokio::test]
async fn the_demo_draws_where_it_was_asked_to_and_nowhere_else() {
    let relay = Relay::demo(&["--answer-ms", "0"]).await;
    for flag in [None, Some(Value::Null), Some(json!(false))] {
        assert!(drawn(&ask(&relay, flag).await).is_empty());
    }
    let message = ask(&relay, Some(json!(true))).await;
    let [viz] = drawn(&message)[..] else { panic!("one picture in {message}") };
    let query = &message["attachments"][0];
    assert_eq!(viz["viz"]["query_attachment_id"], query["attachment_id"]);
    let reply = got(&relay, &path(&message, text(viz, "attachment_id"))).await;
    assert_eq!(header(&reply, "content-type"), "image/png");
    let bytes = reply.bytes().await.unwrap();
    // Width and height stand behind the signature and the first chunk's head (RFC 2083, section 4.1.1).
    assert!(bytes.starts_with(&PNG[..8]) && bytes[16..24] == [0, 0, 6, 64, 0, 0, 3, 132]);
    assert!(bytes.len() < 200_000, "{}", bytes.len());

    let no_picture = |id: &str| format!("Attachment with ID {id} is not a valid visualization attachment.");
    let id = text(query, "attachment_id");
    let told = error(got(&relay, &path(&message, id)).await).await;
    assert_eq!(told, (400, "BAD_REQUEST".to_owned(), no_picture(id)));
    let rows = path(&message, text(viz, "attachment_id")).replace("download-visualization", "query-result");
    assert_eq!(error(got(&relay, &rows).await).await.0, 400, "a picture has no rows");
    assert_eq!(error(got(&relay, &path(&message, "unknown")).await).await.0, 404);
    let other = error(relay.post(&path(&message, id), "{}").send().await.unwrap()).await;
    assert_eq!(other.0, 405);
}

#[tokio::test]
async fn nothing_is_drawn_before_the_message_is_complete() {
    let bench = Bench::new(1000);
    let space = "/spaces/01f1c0ffee0012349abc000000000002";
    let body = json!({ "content": DRAWN, "enable_visualization": true }).to_string();
    let (_, started) = bench.send("POST", &format!("{space}/start-conversation"), &body).await;
    let message = format!(
        "{space}/conversations/{}/messages/{}",
        text(&started, "conversation_id"),
        text(&started, "message_id")
    );
    bench.at(1000);
    let complete = bench.ok(&message).await;
    let id = text(drawn(&complete)[0], "attachment_id").to_owned();
    bench.at(999);
    assert!(drawn(&bench.ok(&message).await).is_empty());
    let (status, refused) = bench.get(&format!("{message}/attachments/{id}/download-visualization")).await;
    assert_eq!((status.as_u16(), text(&refused, "error_code")), (400, "BAD_REQUEST"));
}
