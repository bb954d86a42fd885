//! A workspace that remembers what it was asked and answers what it is told to.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, Uri};
use axum::response::Response;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;

/// One request as it arrived.
#[derive(Debug, Clone)]
pub struct Seen {
    pub method: Method,
    pub uri: Uri,
    pub headers: HeaderMap,
    pub body: Bytes,
}

/// What the workspace answers.
#[derive(Debug, Clone)]
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(&'static str, &'static str)>,
    pub body: Bytes,
    /// Where it waits for leave to come, if it does.
    pub gate: Option<Arc<Semaphore>>,
}

impl Answer {
    /// A JSON text with a status.
    pub fn json(status: u16, body: impl Into<Bytes>) -> Self {
        let headers = vec![("content-type", "application/json")];
        Self { status, headers, body: body.into(), gate: None }
    }

    /// The same, once `gate` gives leave.
    pub fn behind(mut self, gate: &Arc<Semaphore>) -> Self {
        self.gate = Some(gate.clone());
        self
    }

    /// The same with one header more.
    pub fn with(mut self, name: &'static str, value: &'static str) -> Self {
        self.headers.retain(|(known, _)| *known != name);
        self.headers.push((name, value));
        self
    }
}

#[derive(Clone)]
struct Shared {
    answer: Arc<Mutex<Answer>>,
    /// Answers to what begins with these paths, in place of the other.
    below: Arc<Mutex<Vec<(&'static str, Answer)>>>,
    seen: Arc<Mutex<Vec<Seen>>>,
    arrived: Arc<Semaphore>,
}

impl Shared {
    fn answer_to(&self, path: &str) -> Answer {
        let below = self.below.lock().unwrap();
        let special = below.iter().find(|(start, _)| path.starts_with(start));
        special.map_or_else(|| self.answer.lock().unwrap().clone(), |(_, answer)| answer.clone())
    }
}

/// The serving stub.
pub struct Stub {
    pub url: String,
    shared: Shared,
}

impl Stub {
    /// Serves on a free port and answers `answer` to everything.
    pub async fn start(answer: Answer) -> Self {
        Self::on(TcpListener::bind("127.0.0.1:0").await.unwrap(), answer)
    }

    /// The same on a port of the caller's choice.
    pub fn on(listener: TcpListener, answer: Answer) -> Self {
        let shared = Shared {
            answer: Arc::new(Mutex::new(answer)),
            below: Arc::default(),
            seen: Arc::default(),
            arrived: Arc::new(Semaphore::new(0)),
        };
        let url = format!("http://{}", listener.local_addr().unwrap());
        let app = Router::new().fallback(reply).with_state(shared.clone());
        tokio::spawn(async { axum::serve(listener, app).await });
        Self { url, shared }
    }

    /// Changes the answer.
    pub fn answer(&self, answer: Answer) {
        *self.shared.answer.lock().unwrap() = answer;
    }

    /// Answers something else below a path from now on.
    pub fn answer_below(&self, path: &'static str, answer: Answer) {
        self.shared.below.lock().unwrap().insert(0, (path, answer));
    }

    /// Waits for the next request.
    pub async fn arrival(&self) {
        self.shared.arrived.acquire().await.unwrap().forget();
    }

    /// All requests so far.
    pub fn seen(&self) -> Vec<Seen> {
        self.shared.seen.lock().unwrap().clone()
    }
}

async fn reply(State(shared): State<Shared>, parts: Parts, body: Bytes) -> Response {
    let Parts { method, uri, headers, .. } = parts;
    let answer = shared.answer_to(uri.path());
    shared.seen.lock().unwrap().push(Seen { method, uri, headers, body });
    shared.arrived.add_permits(1);
    if let Some(gate) = answer.gate {
        gate.acquire().await.unwrap().forget();
    }
    let mut response = Response::builder().status(answer.status);
    for (name, value) in answer.headers {
        response = response.header(name, value);
    }
    response.body(Body::from(answer.body)).unwrap()
}
