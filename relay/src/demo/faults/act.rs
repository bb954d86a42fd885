//! Faults at work: before a request takes effect, and on its reply.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};
use http_body_util::channel::Channel;
use serde_json::json;
use tokio::time::Instant;

use super::{Fault, HEADER, Kind, damage};
use crate::api_error::ApiError;

/// What `quota` counts in.
const MINUTE: Duration = Duration::from_secs(60);

/// The faults of one demo.
#[derive(Debug, Default)]
pub struct Faults {
    given: Vec<(Fault, AtomicU64)>,
    on_request: bool,
    /// When the questions of the last minute came.
    asked: Mutex<VecDeque<Instant>>,
}

impl Faults {
    /// Faults for everybody, and whether a request may ask for more.
    pub fn new(given: &[Fault], on_request: bool) -> Self {
        let given = given.iter().map(|fault| (fault.clone(), AtomicU64::new(0))).collect();
        Self { given, on_request, asked: Mutex::default() }
    }

    /// What hits this request.
    fn hits(&self, method: &Method, headers: &HeaderMap) -> Result<Vec<Kind>, ApiError> {
        let is_for = |fault: &Fault| fault.method.as_ref().is_none_or(|wanted| wanted == method);
        let its_turn = |(fault, count): &&(Fault, AtomicU64)| {
            is_for(fault) && (count.fetch_add(1, Ordering::Relaxed) + 1).is_multiple_of(fault.every)
        };
        let mut hits: Vec<Kind> = self.given.iter().filter(its_turn).map(|(fault, _)| fault.kind).collect();
        let asked = headers.get(HEADER).filter(|_| self.on_request);
        for text in asked.and_then(|value| value.to_str().ok()).into_iter().flat_map(|text| text.split(',')) {
            let fault = Fault::parse(text.trim()).ok_or_else(|| {
                ApiError::bad_request("INVALID_PARAMETER_VALUE", format!("{HEADER}: {text} is no fault."))
            })?;
            hits.extend(is_for(&fault).then_some(fault.kind));
        }
        Ok(hits)
    }

    /// Seconds to wait until another question fits into `most` a minute, if it does not now.
    fn over(&self, most: usize) -> Option<u64> {
        let mut asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Instant::now();
        while asked.front().is_some_and(|first| now - *first >= MINUTE) {
            asked.pop_front();
        }
        if asked.len() < most {
            asked.push_back(now);
            return None;
        }
        let left = asked.front().map_or(MINUTE, |first| MINUTE - (now - *first));
        Some(left.as_secs() + 1)
    }
}

/// The layer around the API.
pub async fn act(State(faults): State<Arc<Faults>>, request: Request, next: Next) -> Response {
    let hits = match faults.hits(request.method(), request.headers()) {
        Ok(hits) => hits,
        Err(error) => return error.into_response(),
    };
    let path = request.uri().path();
    let asks = request.method() == Method::POST
        && (path.ends_with("/start-conversation") || path.ends_with("/messages"));
    for hit in &hits {
        match *hit {
            Kind::Latency(ms) => tokio::time::sleep(Duration::from_millis(ms)).await,
            Kind::Status(status, wait) => return refused(status, wait),
            Kind::Quota(most) if asks => {
                if let Some(wait) = faults.over(most) {
                    return refused(429, Some(wait));
                }
            }
            Kind::Html => return Html(LOGIN).into_response(),
            Kind::DropBefore => return broken(),
            _ => {}
        }
    }
    let mut response = next.run(request).await;
    for hit in hits {
        response = match hit {
            Kind::DropAfter => return broken(),
            Kind::Truncated => changed(response, |body| body.slice(..body.len() / 2)).await,
            Kind::NotJson => (response.status(), "upstream connect error").into_response(),
            Kind::Stuck => changed(response, |body| damage::json(&body, damage::stick)).await,
            Kind::UnknownStatus => changed(response, |body| damage::json(&body, damage::confuse)).await,
            Kind::MissingFields => changed(response, |body| damage::json(&body, damage::thin)).await,
            _ => response,
        };
    }
    response
}

const LOGIN: &str = "<!doctype html><title>Sign in</title><h1>Sign in</h1><form><input type=password></form>";

/// A refusal as a workspace or its gateway words it.
fn refused(status: u16, wait: Option<u64>) -> Response {
    let (code, message) = match status {
        401 => (json!(401), "Credential was not sent or was of an unsupported type for this API."),
        403 => (json!("PERMISSION_DENIED"), "You do not have CAN RUN permission on the Genie space."),
        429 => (json!("RESOURCE_EXHAUSTED"), "Too many requests. Please try again later."),
        502 => (json!("BAD_GATEWAY"), "The server is not reachable."),
        503 => (json!("TEMPORARILY_UNAVAILABLE"), "The service is temporarily unavailable."),
        504 => (json!("DEADLINE_EXCEEDED"), "The server did not answer in time."),
        _ => (json!("INTERNAL_ERROR"), ""),
    };
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let body = axum::Json(json!({ "error_code": code, "message": message, "details": [] }));
    let mut response = (status, body).into_response();
    if let Some(wait) = wait {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(wait));
    }
    response
}

/// A reply whose body fails before its first byte: the server closes the connection.
fn broken() -> Response {
    let (sender, body) = Channel::<Bytes, std::io::Error>::new(1);
    sender.abort(std::io::ErrorKind::ConnectionReset.into());
    Response::new(Body::new(body))
}

async fn changed(response: Response, change: impl FnOnce(Bytes) -> Bytes) -> Response {
    let (mut head, body) = response.into_parts();
    let body = to_bytes(body, usize::MAX).await.unwrap_or_default();
    head.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(head, Body::from(change(body)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_quota_is_over_after_so_many_questions_and_comes_back() {
        let faults = Faults::default();
        assert_eq!((faults.over(2), faults.over(2)), (None, None));
        tokio::time::advance(Duration::from_secs(20)).await;
        assert_eq!(faults.over(2), Some(41));
        tokio::time::advance(Duration::from_secs(41)).await;
        assert_eq!(faults.over(2), None);
    }

    #[test]
    fn every_third_means_the_third_the_sixth_and_so_on() {
        let faults = Faults::new(&Fault::parse("post:500/3").into_iter().collect::<Vec<_>>(), false);
        let mut asked = HeaderMap::new();
        asked.insert(HEADER, HeaderValue::from_static("502"));
        let hit = |method| faults.hits(method, &asked).map(|hits| hits.len());
        let hits: Vec<_> = (0..6).map(|_| hit(&Method::POST)).collect();
        assert_eq!(hits, [Ok(0), Ok(0), Ok(1), Ok(0), Ok(0), Ok(1)], "and the header is not listened to");
        assert_eq!(hit(&Method::GET), Ok(0));
    }
}
