//! Requests that no page sends and no honest client either, as bytes.

use crate::stub::{Answer, Stub};
use crate::support::{MESSAGE, Relay};

async fn relay() -> (Stub, Relay) {
    let stub = Stub::start(Answer::json(200, "{}")).await;
    let relay = Relay::over(&stub).await;
    (stub, relay)
}

#[tokio::test]
async fn the_relay_is_no_open_proxy() {
    let (stub, relay) = relay().await;
    let own = relay.address.to_string();
    let elsewhere = stub.url.trim_start_matches("http://");
    for (line, host) in [
        (format!("CONNECT {elsewhere}"), elsewhere),
        (format!("CONNECT {elsewhere}"), own.as_str()),
        (format!("CONNECT {own}"), own.as_str()),
        (format!("GET {}{MESSAGE}", stub.url), elsewhere),
        (format!("GET {}{MESSAGE}", stub.url), own.as_str()),
        (format!("GET http://{own}{MESSAGE}"), elsewhere),
        (format!("GET http://user@{own}{MESSAGE}"), own.as_str()),
        (format!("GET ftp://{own}{MESSAGE}/"), own.as_str()),
        ("OPTIONS *".to_owned(), own.as_str()),
    ] {
        let reply = relay.raw(&format!("{line} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n\r\n")).await;
        assert!(reply.starts_with("HTTP/1.1 4"), "{line} to {host}: {reply}");
    }
    assert!(stub.seen().is_empty());
    let own_form = format!("GET http://{own}{MESSAGE} HTTP/1.1\r\nhost: {own}\r\nconnection: close\r\n\r\n");
    assert!(relay.raw(&own_form).await.starts_with("HTTP/1.1 200"), "its own name in full is its own");
}

#[tokio::test]
async fn no_spelling_of_a_path_reaches_another_endpoint_of_the_workspace() {
    let (stub, relay) = relay().await;
    let own = relay.address;
    for path in [
        "//api/2.0/genie/spaces/sales",
        "/api//2.0/genie/spaces/sales",
        "/api/2.0/genie//spaces/sales",
        "/%61pi/2.0/genie/spaces/sales",
        "/api/2.0/%67enie/spaces/sales",
        "/api/2.0/genie%2Fspaces/sales",
        "/api/2.0/genie/spaces/sales%2Fconversations",
        "/api/2.0/genie/spaces/sales%3Fa=b",
        "/api/2.0/genie/spaces/sales%23",
        "/api/2.0/genie/spaces/sales/",
        "/api/2.0/genie/spaces/./sales",
        "/api/2.0/genie/spaces/sales/..%2f..%2fsecrets",
        "/api/2.0/genie/spaces/sales/conversations/%2e%2e/messages",
        "/api/2.0/genie/spaces/sales/conversations/../messages",
        "/api/2.0/genie/../secrets/list",
        "/API/2.0/genie/spaces/sales",
    ] {
        let reply =
            relay.raw(&format!("GET {path} HTTP/1.1\r\nhost: {own}\r\nconnection: close\r\n\r\n")).await;
        assert!(reply.starts_with("HTTP/1.1 40"), "{path}: {reply}");
    }
    assert!(stub.seen().is_empty());
}

#[tokio::test]
async fn oversized_and_doubled_heads_are_refused() {
    let (stub, relay) = relay().await;
    let own = relay.address;
    let many: String = (0..200).map(|index| format!("x-{index}: y\r\n")).collect();
    let large = format!("x-large: {}\r\n", "y".repeat(1024 * 1024));
    let long = format!("{MESSAGE}?page_token={}", "y".repeat(70_000));
    for (path, extra) in [
        (MESSAGE, many.as_str()),
        (MESSAGE, large.as_str()),
        (long.as_str(), ""),
        (MESSAGE, "host: evil.test\r\n"),
        (MESSAGE, "content-length: 1\r\ncontent-length: 2\r\n"),
    ] {
        let request = format!("GET {path} HTTP/1.1\r\nhost: {own}\r\nconnection: close\r\n{extra}\r\n");
        let reply = relay.raw(&request).await;
        assert!(reply.starts_with("HTTP/1.1 4"), "{}: {reply}", &extra[..extra.len().min(20)]);
    }
    assert!(stub.seen().is_empty());
}
