//! A question that comes twice with one id is handed on once.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use reqwest::Response;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::sync::Semaphore;

use crate::stub::{Answer, Stub};
use crate::support::{MESSAGE, Relay, demo_space, error, header};

const ASK: &str = "/api/2.0/genie/spaces/sales/start-conversation";
const FOLLOW_UP: &str = "/api/2.0/genie/spaces/sales/conversations/c1/messages";
const TAKEN: &str = r#"{"conversation_id":"c1","message_id":"m1"}"#;
const QUESTION: &str = r#"{"content":"What sold best?"}"#;

async fn ask(relay: &Relay, path: &str, id: &str, body: &str) -> Response {
    relay.post(path, body).header("idempotency-key", id).header("x-request-id", "r-1").send().await.unwrap()
}

/// A POST as a browser with a connection of its own sends it.
fn raw(relay: &Relay, path: &str, id: &str) -> String {
    format!(
        "POST {path} HTTP/1.1\r\nhost: {}\r\ncontent-type: application/json\r\nconnection: close\r\n\
         idempotency-key: {id}\r\ncontent-length: {}\r\n\r\n{QUESTION}",
        relay.address,
        QUESTION.len()
    )
}

#[tokio::test]
async fn the_demo_takes_a_question_once() {
    let relay = Relay::demo(&["--answer-ms", "0"]).await;
    let space = demo_space();
    let question = json!({ "content": "basket value by channel" }).to_string();
    let start = format!("{space}/start-conversation");
    let first = ask(&relay, &start, "start-1", &question).await.text().await.unwrap();
    let again = ask(&relay, &start, "start-1", &question).await;
    assert_eq!(again.status(), 200);
    assert_eq!(header(&again, "content-type"), "application/json");
    assert_eq!(again.text().await.unwrap(), first);
    let conversation = serde_json::from_str::<Value>(&first).unwrap()["conversation_id"].clone();
    let messages = format!("{space}/conversations/{}/messages", conversation.as_str().unwrap());
    let first = ask(&relay, &messages, "next-1", &question).await.text().await.unwrap();
    assert_eq!(ask(&relay, &messages, "next-1", &question).await.text().await.unwrap(), first);
    let count = async |path: String, list: &str| {
        let found: Value = relay.get(&path).send().await.unwrap().json().await.unwrap();
        found[list].as_array().unwrap().len()
    };
    assert_eq!(count(format!("{space}/conversations"), "conversations").await, 1);
    assert_eq!(count(messages, "messages").await, 2);
}

#[tokio::test]
async fn a_question_that_is_still_being_asked_is_waited_for() {
    let gate = Arc::new(Semaphore::new(0));
    let stub = Stub::start(Answer::json(200, TAKEN).behind(&gate)).await;
    let relay = Arc::new(Relay::over(&stub).await);
    for path in [ASK, FOLLOW_UP] {
        let asked = || {
            let relay = relay.clone();
            tokio::spawn(async move { ask(&relay, path, "same", QUESTION).await.text().await.unwrap() })
        };
        let first = asked();
        stub.arrival().await;
        let again = asked();
        tokio::time::sleep(Duration::from_millis(50)).await;
        assert!(!again.is_finished());
        gate.add_permits(1);
        assert_eq!((first.await.unwrap().as_str(), again.await.unwrap().as_str()), (TAKEN, TAKEN));
    }
    assert_eq!(stub.seen().len(), 2);
}

#[tokio::test]
async fn a_question_whose_connection_breaks_goes_on_and_is_found_again() {
    let gate = Arc::new(Semaphore::new(0));
    let stub = Stub::start(Answer::json(200, TAKEN).behind(&gate)).await;
    let relay = Relay::over(&stub).await;
    for (path, id, answered_before) in
        [(ASK, "a", true), (ASK, "b", false), (FOLLOW_UP, "c", true), (FOLLOW_UP, "d", false)]
    {
        let mut broken = TcpStream::connect(relay.address).await.unwrap();
        broken.write_all(raw(&relay, path, id).as_bytes()).await.unwrap();
        stub.arrival().await;
        drop(broken);
        // Time for the relay to see it.
        tokio::time::sleep(Duration::from_millis(50)).await;
        if answered_before {
            gate.add_permits(1);
        }
        let mut second = TcpStream::connect(relay.address).await.unwrap();
        second.write_all(raw(&relay, path, id).as_bytes()).await.unwrap();
        if !answered_before {
            tokio::time::sleep(Duration::from_millis(50)).await;
            gate.add_permits(1);
        }
        let mut reply = String::new();
        tokio::time::timeout(Duration::from_secs(10), second.read_to_string(&mut reply))
            .await
            .unwrap()
            .unwrap();
        assert!(reply.starts_with("HTTP/1.1 200") && reply.ends_with(TAKEN), "{reply}");
    }
    assert_eq!(stub.seen().len(), 4, "each question once");
}

#[tokio::test]
async fn what_differs_in_anything_is_another_question() {
    let stub = Stub::start(Answer::json(200, TAKEN)).await;
    let relay = Relay::over(&stub).await;
    let other = "/api/2.0/genie/spaces/sales/conversations/c2/messages";
    for (path, id, body) in [
        (ASK, "a", QUESTION),
        (ASK, "b", QUESTION),
        (ASK, "a", r#"{"content":"What else?"}"#),
        (FOLLOW_UP, "a", QUESTION),
        (other, "a", QUESTION),
    ] {
        for _ in 0..2 {
            assert_eq!(ask(&relay, path, id, body).await.status(), 200);
        }
    }
    assert_eq!(stub.seen().len(), 5);
}

#[tokio::test]
async fn without_an_id_of_its_own_every_question_is_new() {
    let stub = Stub::start(Answer::json(200, TAKEN)).await;
    let relay = Relay::over(&stub).await;
    for id in [None, Some("a b"), Some("")] {
        for _ in 0..2 {
            let asked = relay.post(ASK, QUESTION);
            let asked = id.into_iter().fold(asked, |asked, id| asked.header("idempotency-key", id));
            assert_eq!(asked.send().await.unwrap().status(), 200);
        }
    }
    assert_eq!(stub.seen().len(), 6);
}

#[tokio::test]
async fn a_refusal_is_not_remembered() {
    let stub = Stub::start(Answer::json(200, "{}")).await;
    let relay = Relay::over(&stub).await;
    for status in [400, 401, 403, 404, 409, 425, 429] {
        let before = stub.seen().len();
        stub.answer(Answer::json(status, "{}").with("retry-after", "1"));
        assert_eq!(ask(&relay, ASK, &status.to_string(), QUESTION).await.status(), status);
        stub.answer(Answer::json(200, TAKEN));
        for _ in 0..2 {
            assert_eq!(ask(&relay, ASK, &status.to_string(), QUESTION).await.text().await.unwrap(), TAKEN);
        }
        assert_eq!(stub.seen().len() - before, 2, "{status}");
    }
}

#[tokio::test]
async fn a_failure_that_leaves_the_question_open_is_remembered() {
    let stub = Stub::start(Answer::json(200, "{}")).await;
    let relay = Relay::over(&stub).await;
    for status in [408, 500, 503, 504] {
        let body = r#"{"error_code":"X","message":"x","details":[]}"#;
        stub.answer(Answer::json(status, body).with("retry-after", "7"));
        let first = ask(&relay, ASK, &status.to_string(), QUESTION).await.text().await.unwrap();
        stub.answer(Answer::json(200, TAKEN));
        let again = ask(&relay, ASK, &status.to_string(), QUESTION).await;
        assert_eq!((again.status().as_u16(), header(&again, "retry-after")), (status, "7"));
        assert_eq!(again.text().await.unwrap(), first);
    }
    assert_eq!(stub.seen().len(), 4);
}

#[tokio::test]
async fn a_connection_that_breaks_after_the_question_is_remembered() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let relay = Relay::forward(&format!("http://{}", listener.local_addr().unwrap()), &[]).await;
    let accepted = Arc::new(AtomicUsize::new(0));
    let count = accepted.clone();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            count.fetch_add(1, Ordering::SeqCst);
            stream.readable().await.unwrap();
        }
    });
    for _ in 0..2 {
        let (status, _, message) = error(ask(&relay, ASK, "a", QUESTION).await).await;
        assert_eq!((status, message.as_str()), (502, "The connection to the workspace broke off."));
    }
    assert_eq!(accepted.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn a_workspace_that_could_not_be_reached_is_tried_again() {
    // Bound and not listening: the port is kept, and connections are refused.
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let relay = Relay::forward(&format!("http://{}", socket.local_addr().unwrap()), &[]).await;
    let (status, _, message) = error(ask(&relay, ASK, "a", QUESTION).await).await;
    assert_eq!((status, message.as_str()), (502, "The workspace cannot be reached."));
    let stub = Stub::on(socket.listen(16).unwrap(), Answer::json(200, TAKEN));
    for _ in 0..2 {
        assert_eq!(ask(&relay, ASK, "a", QUESTION).await.text().await.unwrap(), TAKEN);
    }
    assert_eq!(stub.seen().len(), 1);
}

#[tokio::test]
async fn other_endpoints_are_asked_each_time() {
    let stub = Stub::start(Answer::json(200, "{}")).await;
    let relay = Relay::over(&stub).await;
    let attachment = format!("{MESSAGE}/attachments/a1");
    for _ in 0..2 {
        assert_eq!(ask(&relay, &format!("{attachment}/execute-query"), "a", "{}").await.status(), 200);
        for path in [MESSAGE, FOLLOW_UP, &format!("{attachment}/query-result")] {
            assert_eq!(relay.get(path).header("idempotency-key", "a").send().await.unwrap().status(), 200);
        }
    }
    assert_eq!(stub.seen().len(), 8);
}

#[tokio::test]
async fn a_thousand_questions_are_remembered() {
    let stub = Stub::start(Answer::json(200, TAKEN)).await;
    let relay = Relay::over(&stub).await;
    for number in 0..=1000 {
        assert_eq!(ask(&relay, ASK, &format!("q-{number}"), QUESTION).await.status(), 200);
    }
    for (id, seen) in [("q-1000", 1001), ("q-1", 1001), ("q-0", 1002), ("q-1", 1003)] {
        assert_eq!(ask(&relay, ASK, id, QUESTION).await.status(), 200);
        assert_eq!(stub.seen().len(), seen, "{id}");
    }
}
