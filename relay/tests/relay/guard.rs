//! Who may come in, over real HTTP.

use genie_relay::demo::Demo;
use reqwest::Method;
use serde_json::Value;

use crate::stub::{Answer, Stub};
use crate::support::{MESSAGE, Relay, SPACE, demo_space, error, header};

const INFO: &str = "/genie-relay/v1/info";

#[tokio::test]
async fn a_foreign_host_name_is_refused_everywhere_but_for_health() {
    let directory = tempfile::tempdir().unwrap();
    std::fs::write(directory.path().join("index.html"), "page").unwrap();
    let serve = directory.path().to_str().unwrap();
    let relay = Relay::demo(&["--serve", serve, "--allow-host", "genie.example"]).await;
    let port = relay.address.port();
    for path in [demo_space().as_str(), INFO, "/"] {
        for (host, expected) in [
            (format!("localhost:{port}"), 200),
            (format!("LOCALHOST:{port}"), 200),
            (format!("[::1]:{port}"), 200),
            ("genie.example".to_owned(), 200),
            ("localhost:1".to_owned(), 403),
            (format!("evil.test:{port}"), 403),
        ] {
            let response = relay.get(path).header("host", &host).send().await.unwrap();
            assert_eq!(response.status(), expected, "{path} under {host}");
        }
    }
    let refused = relay.get(INFO).header("host", "evil.test").send().await.unwrap();
    let message = "The relay does not answer under this host name: start it with --allow-host HOST.";
    assert_eq!(error(refused).await, (403, "PERMISSION_DENIED".to_owned(), message.to_owned()));
    let health = relay.get("/healthz").header("host", "10.0.0.7").send().await.unwrap();
    assert_eq!((health.status().as_u16(), health.text().await.unwrap().as_str()), (200, "ok"));
}

#[tokio::test]
async fn foreign_pages_are_refused_on_every_method_before_anything_is_forwarded() {
    let stub = Stub::start(Answer::json(200, "{}")).await;
    let relay = Relay::over(&stub).await;
    let foreign = [
        ("origin", "https://evil.test"),
        ("origin", "null"),
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
    ];
    for (name, value) in foreign {
        for method in [Method::GET, Method::POST, Method::DELETE, Method::OPTIONS, Method::HEAD] {
            if method == Method::OPTIONS && name != "origin" {
                continue;
            }
            let request = relay.request(method.clone(), MESSAGE).header(name, value);
            let response =
                request.header("content-type", "application/json").body("{}").send().await.unwrap();
            assert_eq!(response.status(), 403, "{method} with {name}: {value}");
            assert_eq!(header(&response, "access-control-allow-origin"), "");
        }
        assert_eq!(relay.get(INFO).header(name, value).send().await.unwrap().status(), 403);
    }
    assert!(stub.seen().is_empty());
    let own = format!("http://{}", relay.address);
    let forged = relay.get(MESSAGE).header("origin", &own).header("sec-fetch-site", "cross-site");
    assert_eq!(forged.send().await.unwrap().status(), 403, "the relay's name under another scheme");
    assert!(stub.seen().is_empty());
    for (name, value) in
        [("origin", own.as_str()), ("sec-fetch-site", "same-origin"), ("sec-fetch-site", "none")]
    {
        assert_eq!(
            relay.get(MESSAGE).header(name, value).send().await.unwrap().status(),
            200,
            "{name}: {value}"
        );
    }
}

#[tokio::test]
async fn only_json_within_the_limit_is_posted() {
    let stub = Stub::start(Answer::json(200, "{}")).await;
    let relay = Relay::over(&stub).await;
    let start = "/api/2.0/genie/spaces/sales/start-conversation";
    let large = "x".repeat(128_192 + 1);
    let limit = "x".repeat(128_192);
    let cases = [
        (start, Some("application/json"), "{}", 200),
        (start, Some("Application/JSON; charset=utf-8"), "{}", 200),
        (start, Some("application/json"), limit.as_str(), 200),
        (start, Some("application/json"), large.as_str(), 413),
        (start, Some("text/plain"), "{}", 415),
        (start, Some("application/x-www-form-urlencoded"), "content=x", 415),
        (start, Some("application/jsonp"), "{}", 415),
        (start, None, "{}", 415),
        (start, None, "", 415),
        (&format!("{MESSAGE}/attachments/a/execute-query"), None, "", 200),
        (&format!("{MESSAGE}/attachments/a/execute-query"), None, "{}", 415),
        (&format!("{MESSAGE}/attachments/a/execute-query"), Some("text/plain"), "", 415),
    ];
    let passed = cases.iter().filter(|case| case.3 == 200).count();
    for (path, media, body, expected) in cases {
        let mut request = relay.request(Method::POST, path).body(body.to_owned());
        if let Some(media) = media {
            request = request.header("content-type", media);
        }
        let response = request.send().await.unwrap();
        if expected == 200 {
            assert_eq!(response.status(), 200, "{path} {media:?}");
        } else {
            let (status, code, _) = error(response).await;
            assert_eq!((status, code.as_str()), (expected, "INVALID_PARAMETER_VALUE"), "{path} {media:?}");
        }
    }
    assert_eq!(stub.seen().len(), passed);
    assert_eq!(stub.seen().last().unwrap().body, "{}", "a missing body goes on as an empty object");
}

#[tokio::test]
async fn nothing_but_the_listed_endpoints_exists() {
    let stub = Stub::start(Answer::json(200, "{}")).await;
    let relay = Relay::over(&stub).await;
    let space = "/api/2.0/genie/spaces/sales";
    let cases = [
        (Method::GET, "/api", 404, "ENDPOINT_NOT_FOUND"),
        (Method::GET, "/api/", 404, "ENDPOINT_NOT_FOUND"),
        (Method::GET, "/api/2.0/secrets/list", 404, "ENDPOINT_NOT_FOUND"),
        (Method::GET, "/api/2.0/genie/spaces", 404, "ENDPOINT_NOT_FOUND"),
        (Method::DELETE, space, 405, "METHOD_NOT_ALLOWED"),
        (Method::PUT, MESSAGE, 405, "METHOD_NOT_ALLOWED"),
        (Method::GET, "/api/2.0/genie/spaces/a%2Fb", 400, "INVALID_PARAMETER_VALUE"),
        (Method::GET, "/api/2.0/genie/spaces/other", 404, "RESOURCE_DOES_NOT_EXIST"),
        (Method::GET, "/genie-relay/v2/info", 404, "ENDPOINT_NOT_FOUND"),
        (Method::POST, INFO, 405, "METHOD_NOT_ALLOWED"),
        (Method::GET, "/elsewhere", 404, "ENDPOINT_NOT_FOUND"),
    ];
    for (method, path, status, code) in cases {
        let response = relay.request(method.clone(), path).send().await.unwrap();
        assert_eq!(header(&response, "allow").is_empty(), status != 405, "{method} {path}");
        let (got, got_code, _) = error(response).await;
        assert_eq!((got, got_code.as_str()), (status, code), "{method} {path}");
    }
    for path in [
        "/api/2.0/genie/spaces/..",
        "/api/2.0/genie/spaces/sales/../../../secrets",
        "/api/2.0/genie/spaces/%2e%2e",
    ] {
        let host = relay.address;
        let reply =
            relay.raw(&format!("GET {path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n\r\n")).await;
        assert!(reply.starts_with("HTTP/1.1 40"), "{path}: {reply}");
    }
    let foreign = format!(
        "GET http://evil.test{space} HTTP/1.1\r\nhost: {}\r\nconnection: close\r\n\r\n",
        relay.address
    );
    assert!(relay.raw(&foreign).await.starts_with("HTTP/1.1 403"));
    assert!(stub.seen().is_empty());
}

#[tokio::test]
async fn a_space_goes_on_by_its_id_whatever_it_was_called() {
    let stub = Stub::start(Answer::json(200, "{}")).await;
    let relay = Relay::over(&stub).await;
    for name in [SPACE, "sales", "default"] {
        let path = format!("/api/2.0/genie/spaces/{name}/conversations/c/messages");
        assert_eq!(relay.get(&path).send().await.unwrap().status(), 200);
        let real = format!("/api/2.0/genie/spaces/{SPACE}/conversations/c/messages");
        assert_eq!(stub.seen().last().unwrap().uri.path(), real, "{name}");
    }
    let demo = Relay::demo(&[]).await;
    for name in ["default", Demo::spaces()[0].0] {
        let found = demo.get(&format!("/api/2.0/genie/spaces/{name}")).send().await.unwrap();
        let space: Value = found.json().await.unwrap();
        assert_eq!(space["space_id"], Demo::spaces()[0].1, "{name}");
    }
}

#[tokio::test]
async fn the_relays_own_page_behind_a_proxy_may_ask_whichever_way_the_port_is_told() {
    let relay = Relay::demo(&["--allow-host", "genie.example"]).await;
    for (host, origin, expected) in [
        ("genie.example:443", "https://genie.example", 200),
        ("genie.example", "https://genie.example", 200),
        ("genie.example:80", "http://genie.example", 200),
        ("genie.example:443", "https://genie.example:8443", 403),
        ("genie.example:443", "https://evil.test", 403),
    ] {
        let request = relay.get(INFO).header("host", host).header("origin", origin);
        let response = request.send().await.unwrap();
        assert_eq!(response.status(), expected, "{origin} at {host}");
        let readable = if expected == 200 { origin } else { "" };
        assert_eq!(header(&response, "access-control-allow-origin"), readable, "{origin} at {host}");
    }
}
