//! What browsers are told about pages of other origins.

use reqwest::Method;

use crate::stub::{Answer, Stub};
use crate::support::{MESSAGE, Relay, header};

const PORTAL: &str = "https://portal.example";

async fn relay() -> (Stub, Relay) {
    let stub = Stub::start(Answer::json(200, "{}")).await;
    let relay = Relay::forward(&stub.url, &["--allow-origin", PORTAL]).await;
    (stub, relay)
}

#[tokio::test]
async fn a_preflight_is_answered_for_listed_origins_only() {
    let (stub, relay) = relay().await;
    for path in [MESSAGE, "/genie-relay/v1/info"] {
        let preflight = |origin: &str| {
            relay
                .request(Method::OPTIONS, path)
                .header("origin", origin)
                .header("access-control-request-method", "POST")
                .header("access-control-request-headers", "content-type,x-evil")
        };
        let allowed = preflight(PORTAL).send().await.unwrap();
        assert_eq!(allowed.status(), 200);
        for (name, value) in [
            ("access-control-allow-origin", PORTAL),
            ("access-control-allow-credentials", "true"),
            ("access-control-allow-methods", "GET,POST,DELETE"),
            (
                "access-control-allow-headers",
                "content-type,authorization,x-genie-session,x-request-id,idempotency-key",
            ),
            ("access-control-max-age", "600"),
            ("vary", "origin"),
        ] {
            assert_eq!(header(&allowed, name), value, "{name}");
        }
        for origin in
            ["https://evil.test", "https://portal.example.evil.test", "http://portal.example", "null"]
        {
            let denied = preflight(origin).send().await.unwrap();
            assert_eq!(denied.status(), 403, "{origin}");
            assert!(!denied.headers().keys().any(|name| name.as_str().starts_with("access-control-")));
        }
    }
    assert!(stub.seen().is_empty(), "a preflight goes no further");
}

#[tokio::test]
async fn replies_and_errors_are_readable_for_listed_pages() {
    let (stub, relay) = relay().await;
    stub.answer(Answer::json(429, "{}").with("access-control-allow-origin", "*"));
    let media = ("content-type", "text/plain");
    for (method, path, status) in [
        (Method::GET, MESSAGE, 429),
        (Method::GET, "/api/2.0/genie/nothing", 404),
        (Method::PATCH, MESSAGE, 405),
        (Method::POST, "/api/2.0/genie/spaces/sales/start-conversation", 415),
        (Method::GET, "/genie-relay/v1/info", 200),
    ] {
        let request = relay.request(method.clone(), path).header("origin", PORTAL).header(media.0, media.1);
        let response = request.send().await.unwrap();
        assert_eq!(response.status(), status, "{method} {path}");
        assert_eq!(header(&response, "access-control-allow-origin"), PORTAL, "{method} {path}");
        assert_eq!(header(&response, "access-control-allow-credentials"), "true");
        assert_eq!(
            header(&response, "access-control-expose-headers"),
            "retry-after,x-request-id,x-genie-session,x-genie-queue-position,x-genie-relay"
        );
        assert_eq!(header(&response, "x-genie-relay"), "1", "{method} {path}");
        assert_eq!(header(&response, "vary"), "origin");
        assert_eq!(header(&response, "cache-control"), "no-store");
    }
}

#[tokio::test]
async fn the_relays_own_page_sends_no_cookies_across_origins() {
    let (_stub, relay) = relay().await;
    let own = format!("http://{}", relay.address);
    let response = relay.get(MESSAGE).header("origin", &own).send().await.unwrap();
    assert_eq!(header(&response, "access-control-allow-origin"), own);
    assert_eq!(header(&response, "access-control-allow-credentials"), "");
}

#[tokio::test]
async fn a_page_may_send_the_headers_that_the_operator_allows_and_they_go_no_further() {
    let stub = Stub::start(Answer::json(200, "{}")).await;
    let names = ["--allow-header", "X-Portal-Token", "--allow-header", "Authorization"];
    let relay = Relay::forward(&stub.url, &[&["--allow-origin", PORTAL][..], &names].concat()).await;
    let preflight = relay
        .request(Method::OPTIONS, MESSAGE)
        .header("origin", PORTAL)
        .header("access-control-request-method", "GET")
        .header("access-control-request-headers", "x-portal-token");
    let allowed = preflight.send().await.unwrap();
    assert_eq!(
        header(&allowed, "access-control-allow-headers"),
        "content-type,authorization,x-genie-session,x-request-id,idempotency-key,x-portal-token"
    );
    let request = relay.get(MESSAGE).header("origin", PORTAL).header("x-portal-token", "secret");
    assert_eq!(request.send().await.unwrap().status(), 200);
    assert!(!stub.seen().last().unwrap().headers.contains_key("x-portal-token"));
}
