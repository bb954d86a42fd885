//! What is seen of a request from outside: its id in the reply and in error
//! bodies, and one log line. Logs hold no path, query, header or body, hence
//! no question, SQL, cell or credential.

use std::io::IsTerminal;
use std::time::Instant;

use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;
use serde_json::{Value, json};
use tracing_subscriber::EnvFilter;

use crate::config::LogFormat;
use crate::endpoint::Endpoint;
use crate::request_id::{RequestId, X_REQUEST_ID};

/// Largest error body that is opened to add the id, in bytes; a larger one passes as it is.
const MAX_ERROR: u64 = 1024 * 1024;

/// The header by which a widget knows a reply of this relay from one of something on the way: only this relay knows a
/// question's attempt again.
pub const X_GENIE_RELAY: &str = "x-genie-relay";

const REQUEST_INFO: &str = "type.googleapis.com/google.rpc.RequestInfo";

/// The endpoint that answered, left in a reply for the log line.
#[derive(Debug, Clone, Copy)]
pub struct Answered(pub &'static Endpoint);

/// Starts logging to stderr, at the levels that `RUST_LOG` asks for (else `info`).
pub fn start(format: Option<LogFormat>) {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    let terminal = std::io::stderr().is_terminal();
    match format.unwrap_or(if terminal { LogFormat::Compact } else { LogFormat::Json }) {
        LogFormat::Json => log.json().flatten_event(true).init(),
        LogFormat::Compact => log.compact().with_ansi(terminal).init(),
    }
}

/// The outermost layer: gives the request its id and the reply its traces of it.
pub async fn trace(mut request: Request, next: Next) -> Response {
    let started = Instant::now();
    let id = RequestId::attach(&mut request);
    let method = request.method().clone();
    let mut response = with_request_info(next.run(request).await, &id).await;
    if let Some(value) = id.header() {
        response.headers_mut().insert(X_REQUEST_ID, value);
    }
    response.headers_mut().insert(X_GENIE_RELAY, HeaderValue::from_static("1"));
    let endpoint = response.extensions().get().map_or("-", |answered: &Answered| answered.0.path);
    tracing::info!(
        request_id = id.as_str(),
        %method,
        endpoint,
        status = response.status().as_u16(),
        ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX),
        "request"
    );
    response
}

/// Adds the id to a JSON error body that names none.
async fn with_request_info(response: Response, id: &RequestId) -> Response {
    let small =
        axum::body::HttpBody::size_hint(response.body()).upper().is_some_and(|size| size <= MAX_ERROR);
    let status = response.status();
    if !(status.is_client_error() || status.is_server_error()) || !is_json(response.headers()) || !small {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let Ok(bytes) = to_bytes(body, usize::MAX).await else {
        return Response::from_parts(parts, Body::empty());
    };
    match add(&bytes, id) {
        Some(added) => {
            parts.headers.remove(header::CONTENT_LENGTH);
            Response::from_parts(parts, Body::from(added))
        }
        None => Response::from_parts(parts, Body::from(bytes)),
    }
}

/// The error with the id among its details; `None` if it has one or is no object.
fn add(body: &[u8], id: &RequestId) -> Option<String> {
    let mut error: Value = serde_json::from_slice(body).ok()?;
    let details = error.as_object_mut()?.entry("details").or_insert_with(|| json!([])).as_array_mut()?;
    if details.iter().any(|detail| detail["@type"] == REQUEST_INFO) {
        return None;
    }
    details.push(json!({ "@type": REQUEST_INFO, "request_id": id.as_str(), "serving_data": "" }));
    Some(error.to_string())
}

fn is_json(headers: &HeaderMap) -> bool {
    headers.get(header::CONTENT_TYPE).is_some_and(|value| value.as_bytes().starts_with(b"application/json"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_names_its_request_once() {
        let headers = HeaderMap::from_iter([(
            axum::http::HeaderName::from_static(X_REQUEST_ID),
            axum::http::HeaderValue::from_static("r-1"),
        )]);
        let id = RequestId::of(&headers);
        let info =
            r#"{"@type":"type.googleapis.com/google.rpc.RequestInfo","request_id":"r-1","serving_data":""}"#;
        let cases = [
            (
                r#"{"error_code":"X","details":[]}"#,
                Some(format!(r#"{{"error_code":"X","details":[{info}]}}"#)),
            ),
            (r#"{"error":"x"}"#, Some(format!(r#"{{"error":"x","details":[{info}]}}"#))),
            (
                r#"{"details":[{"@type":"other"}]}"#,
                Some(format!(r#"{{"details":[{{"@type":"other"}},{info}]}}"#)),
            ),
            (
                r#"{"details":[{"@type":"type.googleapis.com/google.rpc.RequestInfo","request_id":"w"}]}"#,
                None,
            ),
            (r#"{"details":"none"}"#, None),
            ("[]", None),
            ("", None),
        ];
        for (body, expected) in cases {
            assert_eq!(add(body.as_bytes(), &id), expected, "{body}");
        }
    }
}
