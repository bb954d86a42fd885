//! What goes out to the workspace, and how often.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use reqwest::Method;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;

use crate::stub::{Answer, Stub};
use crate::support::{MESSAGE, Relay, SPACE, TOKEN, error};

const ASK: &str = "/api/2.0/genie/spaces/sales/start-conversation";

#[tokio::test]
async fn nothing_of_the_browser_goes_out_but_the_question() {
    let stub = Stub::start(Answer::json(200, "{}")).await;
    let relay = Relay::over(&stub).await;
    let question = r#"{"content":"What sold best?"}"#;
    let request = relay
        .post(&format!("{ASK}?o=1"), question)
        .header("authorization", "Bearer of-the-browser")
        .header("cookie", "session=1")
        .header("x-forwarded-for", "10.0.0.1")
        .header("x-forwarded-access-token", "forged")
        .header("forwarded", "for=10.0.0.1")
        .header("user-agent", "browser")
        .header("accept", "text/html")
        .header("x-databricks-org-id", "1")
        .header("x-request-id", "page-1");
    assert_eq!(request.send().await.unwrap().status(), 200);
    let seen = stub.seen().pop().unwrap();
    assert_eq!((seen.method, seen.body.as_ref()), (Method::POST, question.as_bytes()));
    assert_eq!(seen.uri.to_string(), format!("/api/2.0/genie/spaces/{SPACE}/start-conversation"));
    let mut sent: Vec<(&str, &str)> =
        seen.headers.iter().map(|(name, value)| (name.as_str(), value.to_str().unwrap())).collect();
    sent.sort_unstable();
    let bearer = format!("Bearer {TOKEN}");
    let agent = format!("genie-relay/{}", env!("CARGO_PKG_VERSION"));
    let host = stub.url.trim_start_matches("http://");
    let expected = [
        ("accept", "application/json"),
        ("authorization", bearer.as_str()),
        ("content-length", "29"),
        ("content-type", "application/json"),
        ("host", host),
        ("user-agent", agent.as_str()),
        ("x-request-id", "page-1"),
    ];
    assert_eq!(sent, expected);
}

#[tokio::test]
async fn only_the_listed_query_parameters_go_out() {
    let stub = Stub::start(Answer::json(200, "{}")).await;
    let relay = Relay::over(&stub).await;
    let list = "/api/2.0/genie/spaces/sales/conversations/c/messages";
    for (path, query) in [
        (
            format!("{list}?page_size=5&include_all=true&page_token=a%2Bb"),
            Some("page_size=5&page_token=a%2Bb"),
        ),
        ("/api/2.0/genie/spaces/sales?include_serialized_space=true".to_owned(), None),
        (format!("{MESSAGE}?page_size=5"), None),
    ] {
        assert_eq!(relay.get(&path).send().await.unwrap().status(), 200);
        assert_eq!(stub.seen().last().unwrap().uri.query(), query, "{path}");
    }
}

#[tokio::test]
async fn a_shared_credential_lists_nobodys_conversations() {
    let stub = Stub::start(Answer::json(200, "{}")).await;
    let relay = Relay::over(&stub).await;
    let refused = relay.get("/api/2.0/genie/spaces/sales/conversations").send().await.unwrap();
    let message =
        "The relay acts with one credential for all: it cannot list the conversations of one person.";
    assert_eq!(error(refused).await, (403, "PERMISSION_DENIED".to_owned(), message.to_owned()));
    assert!(stub.seen().is_empty());
}

#[tokio::test]
async fn a_question_is_sent_once_whatever_the_workspace_answers() {
    let stub = Stub::start(Answer::json(503, "{}").with("retry-after", "0")).await;
    let relay = Relay::over(&stub).await;
    for status in [429, 500, 503, 504] {
        stub.answer(Answer::json(status, "{}").with("retry-after", "0"));
        assert_eq!(relay.post(ASK, "{}").send().await.unwrap().status(), status);
    }
    assert_eq!(stub.seen().len(), 4);
}

#[tokio::test]
async fn a_question_is_not_sent_again_when_the_connection_breaks() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let accepted = Arc::new(AtomicUsize::new(0));
    let count = accepted.clone();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            count.fetch_add(1, Ordering::SeqCst);
            stream.readable().await.unwrap();
            drop(stream);
        }
    });
    let relay = Relay::forward(&url, &[]).await;
    let (status, code, message) = error(relay.post(ASK, "{}").send().await.unwrap()).await;
    assert_eq!((status, code.as_str()), (502, "BAD_GATEWAY"));
    assert_eq!(message, "The connection to the workspace broke off.");
    assert_eq!(accepted.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let elsewhere = Stub::start(Answer::json(200, "{}")).await;
    let mut redirect = Answer::json(302, "{}");
    let location: &'static str = elsewhere.url.clone().leak();
    redirect = redirect.with("location", location);
    let relay = Relay::over(&Stub::start(redirect).await).await;
    let (status, code, message) = error(relay.get(MESSAGE).send().await.unwrap()).await;
    assert_eq!((status, code.as_str()), (502, "BAD_GATEWAY"));
    assert_eq!(message, "The workspace answered with a redirect (302 Found): check the workspace URL.");
    assert!(elsewhere.seen().is_empty());
}

#[tokio::test]
async fn a_workspace_that_is_slow_or_gone_is_named_as_such() {
    let closed = Arc::new(Semaphore::new(0));
    let stub = Stub::start(Answer::json(200, "{}").behind(&closed)).await;
    let (soon, never) = (Duration::from_millis(50), Duration::from_secs(3600));
    let late = (504, "DEADLINE_EXCEEDED".to_owned(), "The workspace did not answer in time.".to_owned());
    let get = Relay::impatient(&stub.url, soon, never).await;
    let post = Relay::impatient(&stub.url, never, soon).await;
    for request in [get.get(MESSAGE), post.post(ASK, "{}")] {
        let response = request.timeout(Duration::from_secs(10)).send().await.unwrap();
        assert_eq!(error(response).await, late);
    }
    let free = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", free.local_addr().unwrap());
    drop(free);
    let relay = Relay::forward(&url, &[]).await;
    let gone = (502, "BAD_GATEWAY".to_owned(), "The workspace cannot be reached.".to_owned());
    assert_eq!(error(relay.get(MESSAGE).send().await.unwrap()).await, gone);
}

#[tokio::test]
async fn what_is_answered_with_nothing_reaches_the_page_as_an_empty_object() {
    let stub = Stub::start(Answer::json(200, "")).await;
    let relay = Relay::over(&stub).await;
    let conversation = MESSAGE.rsplit_once("/messages").unwrap().0;
    let rating = r#"{"rating":"NEGATIVE","comment":"Wrong month"}"#;
    for (request, method, body) in [
        (relay.request(Method::DELETE, conversation), Method::DELETE, ""),
        (relay.request(Method::DELETE, MESSAGE), Method::DELETE, ""),
        (relay.post(&format!("{MESSAGE}/feedback"), rating), Method::POST, rating),
    ] {
        let reply = request.send().await.unwrap();
        assert_eq!((reply.status().as_u16(), reply.text().await.unwrap().as_str()), (200, "{}"));
        let seen = stub.seen().pop().unwrap();
        assert_eq!((seen.method, seen.body.as_ref()), (method, body.as_bytes()));
    }
    let (status, ..) = error(relay.get(MESSAGE).send().await.unwrap()).await;
    assert_eq!(status, 502, "nothing is no message");
}
