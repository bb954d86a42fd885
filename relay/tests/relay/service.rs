//! What the relay says about itself, and how a request is named.

use std::sync::Arc;

use serde_json::{Value, json};
use tokio::sync::Semaphore;

use crate::stub::{Answer, Stub};
use crate::support::{MESSAGE, Relay, demo_space, header};

#[tokio::test]
async fn info_tells_the_widget_what_will_work() {
    let stub = Stub::start(Answer::json(200, "{}")).await;
    for (relay, demo, runs_as) in
        [(Relay::demo(&[]).await, true, "demo"), (Relay::over(&stub).await, false, "service")]
    {
        let response = relay.get("/genie-relay/v1/info").send().await.unwrap();
        let expected = json!({
            "version": env!("CARGO_PKG_VERSION"),
            "demo": demo,
            "runs_as": runs_as,
            "ownership": demo,
            "download": true,
            "chunks": true,
            "visualization": true,
            "max_question_chars": 10000,
        });
        assert_eq!(response.json::<Value>().await.unwrap(), expected);
    }
}

#[tokio::test]
async fn every_reply_names_its_request() {
    let relay = Relay::demo(&[]).await;
    for path in [demo_space().as_str(), "/genie-relay/v1/info", "/healthz", "/api/none", "/none"] {
        let kept = relay.get(path).header("x-request-id", "page-42").send().await.unwrap();
        assert_eq!(header(&kept, "x-request-id"), "page-42", "{path}");
        for bad in ["", "two words", "<script>", &"a".repeat(65)] {
            let fresh = relay.get(path).header("x-request-id", bad).send().await.unwrap();
            let id = header(&fresh, "x-request-id");
            assert!(id != bad && id.len() == 36, "{path}: {id}");
        }
    }
    let ids = [relay.get("/healthz").send().await.unwrap(), relay.get("/healthz").send().await.unwrap()];
    assert_ne!(header(&ids[0], "x-request-id"), header(&ids[1], "x-request-id"));
}

#[tokio::test]
async fn the_demo_database_is_written_on_request() {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("demo.db");
    let relay = Relay::demo(&["--dump-db", file.to_str().unwrap()]).await;
    assert!(file.metadata().unwrap().len() > 0);
    assert_eq!(relay.get("/healthz").send().await.unwrap().status(), 200);
}

#[tokio::test]
async fn a_request_in_flight_is_answered_after_the_relay_was_told_to_stop() {
    let gate = Arc::new(Semaphore::new(0));
    let stub = Stub::start(Answer::json(200, "{}").behind(&gate)).await;
    let relay = Relay::over(&stub).await;
    let asked = tokio::spawn(relay.get(MESSAGE).send());
    stub.arrival().await;
    let serving = relay.stop().await;
    assert!(!serving.is_finished(), "the relay ends before its last answer");
    gate.add_permits(1);
    assert_eq!(asked.await.unwrap().unwrap().status(), 200);
    serving.await.unwrap();
}
