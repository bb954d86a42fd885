//! What passes of the workspace's reply: the status, `Retry-After` and JSON
//! without its secrets. Pages, plain text and redirects become errors in
//! Databricks' shape, so that a client reads one form only.

use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::{bad_gateway, passing, strip};
use crate::api_error::ApiError;
use crate::config::Token;

/// Longest plain text of the workspace that is passed on as an error's message, in characters.
const MAX_WORDS: usize = 300;

/// The reply for the page.
///
/// # Errors
/// 502 if a successful reply is no JSON object, or the workspace sends elsewhere.
pub fn filter(
    status: StatusCode,
    headers: &HeaderMap,
    body: &[u8],
    token: &Token,
) -> Result<Response, ApiError> {
    if !(status.is_success() || status.is_client_error() || status.is_server_error()) {
        let message = format!("The workspace answered with a redirect ({status}): check the workspace URL.");
        return Err(bad_gateway(message));
    }
    let text = std::str::from_utf8(body).ok();
    if !status.is_success() && token.is_in(&String::from_utf8_lossy(body)) {
        return Ok(error(status, headers, None));
    }
    match text.and_then(|text| strip::strip(text).ok()) {
        Some(json) => {
            let json_type = [(header::CONTENT_TYPE, HeaderValue::from_static("application/json"))];
            Ok((status, json_type, passing(headers), json.into_owned()).into_response())
        }
        None if status.is_success() => {
            Err(bad_gateway("The workspace answered with a page rather than JSON: check the workspace URL."))
        }
        None => Ok(error(status, headers, text)),
    }
}

/// How every PNG begins (RFC 2083, section 3.1).
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";

/// The picture for the page, byte for byte. Its type is what its bytes say, whatever the workspace calls it.
///
/// # Errors
/// 502 if it is no PNG.
pub fn picture(body: Bytes) -> Result<Response, ApiError> {
    if !body.starts_with(PNG) {
        return Err(bad_gateway("The workspace answered with something other than a picture."));
    }
    Ok(([(header::CONTENT_TYPE, HeaderValue::from_static("image/png"))], body).into_response())
}

/// An error that came without JSON, in the shape that it should have had.
fn error(status: StatusCode, headers: &HeaderMap, text: Option<&str>) -> Response {
    let plain =
        headers.get(header::CONTENT_TYPE).is_none_or(|value| !value.as_bytes().starts_with(b"text/html"));
    let words = text.map(str::trim).filter(|text| plain && !text.is_empty() && !text.starts_with('<'));
    let message = words.map_or_else(
        || format!("The workspace answered {status} without saying why."),
        |words| words.chars().take(MAX_WORDS).collect(),
    );
    (passing(headers), ApiError::new(status, code(status), message)).into_response()
}

/// The platform's `error_code` for a status.
fn code(status: StatusCode) -> &'static str {
    match status.as_u16() {
        401 => "UNAUTHENTICATED",
        403 => "PERMISSION_DENIED",
        404 => "NOT_FOUND",
        409 => "ABORTED",
        429 => "RESOURCE_EXHAUSTED",
        499 => "CANCELLED",
        400..=498 => "BAD_REQUEST",
        500 => "INTERNAL_ERROR",
        501 => "NOT_IMPLEMENTED",
        502 => "BAD_GATEWAY",
        503 => "TEMPORARILY_UNAVAILABLE",
        504 => "DEADLINE_EXCEEDED",
        _ => "UNKNOWN",
    }
}
