//! A demo in process, with a clock that the test moves.

use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, LazyLock};

use axum::body::Body;
use axum::http::{Request, StatusCode};
use genie_relay::demo::{Demo, DemoOptions, router};
use serde_json::{Value, json};
use time::Date;
use time::macros::date;
use tower::ServiceExt;

pub const TODAY: Date = date!(2026 - 06 - 30);
pub const SPACE: &str = "01f1c0ffee0012349abc000000000001";
pub const START: i64 = 1_782_800_000_000;

/// One demo and its clock.
pub struct Bench {
    pub demo: Arc<Demo>,
    now: Arc<AtomicI64>,
}

/// A demo that answers at once, shared by tests that only ask.
pub static SHARED: LazyLock<Bench> = LazyLock::new(|| Bench::new(0));

impl Bench {
    pub fn new(answer_ms: u64) -> Self {
        Self::on(TODAY, answer_ms)
    }

    /// The same with data that end on another day.
    pub fn on(today: Date, answer_ms: u64) -> Self {
        let now = Arc::new(AtomicI64::new(START));
        let clock = Arc::clone(&now);
        let options = DemoOptions::new(today, answer_ms);
        let demo = Demo::with_clock(options, Arc::new(move || clock.load(Ordering::SeqCst))).unwrap();
        Self { demo: Arc::new(demo), now }
    }

    /// Sets the clock to `ms` after the start.
    pub fn at(&self, ms: i64) {
        self.now.store(START + ms, Ordering::SeqCst);
    }

    pub async fn send(&self, method: &str, path: &str, body: &str) -> (StatusCode, Value) {
        self.send_as("", method, path, body).await
    }

    /// The same as a caller of this name.
    pub async fn send_as(&self, caller: &str, method: &str, path: &str, body: &str) -> (StatusCode, Value) {
        let path = if path.starts_with("/genie") { path.to_owned() } else { format!("/api/2.0/genie{path}") };
        let request = Request::builder().method(method).uri(path).header("x-genie-session", caller);
        let request = request.body(Body::from(body.to_owned())).unwrap();
        let response = router(Arc::clone(&self.demo)).oneshot(request).await.unwrap();
        let status = response.status();
        let bytes = axum::body::to_bytes(response.into_body(), usize::MAX).await.unwrap();
        (status, serde_json::from_slice(&bytes).unwrap())
    }

    pub async fn get(&self, path: &str) -> (StatusCode, Value) {
        self.send("GET", path, "").await
    }

    pub async fn ok(&self, path: &str) -> Value {
        let (status, body) = self.get(path).await;
        assert_eq!(status, StatusCode::OK, "{path}: {body}");
        body
    }

    /// Starts a conversation and gives the reply to the POST.
    pub async fn start(&self, question: &str) -> Value {
        let body = json!({ "content": question }).to_string();
        let (status, reply) = self.send("POST", &format!("/spaces/{SPACE}/start-conversation"), &body).await;
        assert_eq!(status, StatusCode::OK, "{reply}");
        reply
    }

    /// Asks on in a conversation and gives the reply to the POST.
    pub async fn ask_on(&self, conversation: &str, question: &str) -> Value {
        let body = json!({ "content": question }).to_string();
        let path = format!("/spaces/{SPACE}/conversations/{conversation}/messages");
        let (status, reply) = self.send("POST", &path, &body).await;
        assert_eq!(status, StatusCode::OK, "{reply}");
        reply
    }
}

/// The path of a message.
pub fn message_path(message: &Value) -> String {
    format!(
        "/spaces/{SPACE}/conversations/{}/messages/{}",
        text(message, "conversation_id"),
        text(message, "message_id")
    )
}

/// The path of the result of a message's first attachment.
pub fn result_path(message: &Value) -> String {
    let attachment = message["attachments"][0]["attachment_id"].as_str().expect("an attachment id");
    format!("{}/attachments/{attachment}/query-result", message_path(message))
}

pub fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_else(|| panic!("no text {key} in {value}"))
}
