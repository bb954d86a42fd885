//! Errors in the shape that Databricks' REST APIs answer with, so that a
//! client reads the relay's refusals exactly as it reads the workspace's.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::json;

/// One refused request: an HTTP status, a stable `error_code` and a sentence for people.
///
/// The body follows the platform's error form: `error_code`, `message` and
/// `details` (the request id is added by the outermost layer as a
/// `google.rpc.RequestInfo`, because only that layer knows it).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiError {
    /// HTTP status of the reply.
    pub status: StatusCode,
    /// Stable machine-readable code, e.g. `RESOURCE_DOES_NOT_EXIST`.
    pub code: &'static str,
    /// What happened and what to do, for a person.
    pub message: String,
}

impl ApiError {
    /// An error with any status and code.
    pub fn new(status: StatusCode, code: &'static str, message: impl Into<String>) -> Self {
        Self { status, code, message: message.into() }
    }

    /// 404 `ENDPOINT_NOT_FOUND`: a path that is not served at all.
    pub fn no_endpoint() -> Self {
        Self::new(StatusCode::NOT_FOUND, "ENDPOINT_NOT_FOUND", "The relay has no such endpoint.")
    }

    /// 405 `METHOD_NOT_ALLOWED`: a path that is served, with another method.
    pub fn wrong_method() -> Self {
        let message = "The relay does not take this method here.";
        Self::new(StatusCode::METHOD_NOT_ALLOWED, "METHOD_NOT_ALLOWED", message)
    }

    /// 404 `RESOURCE_DOES_NOT_EXIST`: an unknown space, conversation, message or attachment.
    pub fn missing(message: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, "RESOURCE_DOES_NOT_EXIST", message)
    }

    /// 403 `PERMISSION_DENIED`.
    pub fn denied(message: impl Into<String>) -> Self {
        Self::new(StatusCode::FORBIDDEN, "PERMISSION_DENIED", message)
    }

    /// 400 with the given code, e.g. `INVALID_PARAMETER_VALUE` or `MALFORMED_REQUEST`.
    pub fn bad_request(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, code, message)
    }
}

/// A reply in place of what was asked for; boxed because it is large.
pub type Refusal = Box<Response>;

impl From<ApiError> for Refusal {
    fn from(error: ApiError) -> Self {
        Self::new(error.into_response())
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        (self.status, Json(json!({ "error_code": self.code, "message": self.message, "details": [] })))
            .into_response()
    }
}
