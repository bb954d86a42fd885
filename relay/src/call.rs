//! One request that was let in, reduced to what may go on: an endpoint of the
//! table, a path with the real id of the space, the query and body that belong to it.

use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::http::uri::PathAndQuery;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use reqwest::Url;

use crate::api_error::ApiError;
use crate::config::Spaces;
use crate::end_line;
use crate::endpoint::{self, Endpoint, MAX_QUESTION_CHARS};
use crate::request_id::{self, RequestId};

/// Largest body of a POST, in bytes: room for the longest question even where
/// every character is spelled with two `\u` escapes, as Python writes an emoji.
pub const MAX_BODY: usize = 12 * MAX_QUESTION_CHARS + 8 * 1024;

/// The header that names an attempt. Not `x-request-id`: proxies set that one anew for each request,
/// and a browser's own repetition would look like another.
pub const IDEMPOTENCY_KEY: &str = "idempotency-key";

/// The header that tells the demo's callers apart.
pub const X_GENIE_SESSION: &str = "x-genie-session";

/// How long a POST may take to arrive, so that nobody holds a place by sending nothing.
const BODY_TIME: Duration = Duration::from_secs(30);

/// A request as it goes on to the demo or to the workspace.
#[derive(Debug)]
pub struct Call {
    /// Which endpoint.
    pub endpoint: &'static Endpoint,
    /// Path with real ids, and the query parameters that pass.
    pub target: PathAndQuery,
    /// JSON for a POST, else empty.
    pub body: Bytes,
    /// Names the attempt to ask, where the caller does: one that comes again is the same.
    pub attempt: Option<String>,
    /// Who asks, as the caller says; only the demo goes by it.
    pub session: Option<String>,
    /// Whether rows are to end with a line that says so ([`crate::end_line`]).
    pub end_line: bool,
    /// The address that the caller used, which the guard has checked.
    pub host: Option<HeaderValue>,
    /// The id that all logs of this request share.
    pub request_id: RequestId,
}

impl Call {
    /// Reduces a request for an endpoint that [`endpoint::find`] has found.
    ///
    /// # Errors
    /// 404 for a space that is not listed, 415, 413 and 400 for a body that cannot go on.
    pub async fn new(
        endpoint: &'static Endpoint,
        spaces: &Spaces,
        request: Request,
    ) -> Result<Self, ApiError> {
        let (parts, body) = request.into_parts();
        let path = parts.uri.path();
        // The same words for a space that is not there and one that is not listed: which exist is not told.
        let missing = || ApiError::missing("There is no such space, or it is not open here.");
        let path = match endpoint::space_of(path) {
            Some(name) => endpoint::with_space(path, spaces.resolve(name).ok_or_else(missing)?),
            None => path.to_owned(),
        };
        let target = target(endpoint, &path, parts.uri.query())?;
        let body = if endpoint.method == Method::POST {
            read(endpoint, &parts.headers, body).await?
        } else {
            Bytes::new()
        };
        let request_id = parts.extensions.get().cloned().unwrap_or_else(RequestId::generate);
        let attempt = request_id::harmless(&parts.headers, IDEMPOTENCY_KEY);
        let session = request_id::harmless(&parts.headers, X_GENIE_SESSION);
        let end_line = end_line::is_wanted(&parts.headers);
        let host = parts.headers.get(header::HOST).cloned();
        Ok(Self { endpoint, target, body, attempt, session, end_line, host, request_id })
    }
}

/// Path and query, the latter reduced to the endpoint's own parameters, each once.
fn target(endpoint: &Endpoint, path: &str, query: Option<&str>) -> Result<PathAndQuery, ApiError> {
    let invalid = |_| ApiError::bad_request("INVALID_PARAMETER_VALUE", "The path or query cannot be read.");
    // The host is never used: a URL is only the well-kept way to read and write a query.
    let mut url = Url::parse("http://relay.invalid").map_err(|error| invalid(error.to_string()))?;
    url.set_query(query);
    let given: Vec<(String, String)> = url.query_pairs().into_owned().collect();
    url.set_query(None);
    for name in endpoint.query {
        if let Some((_, value)) = given.iter().find(|(key, _)| key == name) {
            url.query_pairs_mut().append_pair(name, value);
        }
    }
    let text = url.query().map_or_else(|| path.to_owned(), |query| format!("{path}?{query}"));
    PathAndQuery::try_from(text).map_err(|error| invalid(error.to_string()))
}

/// The body of a POST, as JSON text within the limit.
async fn read(endpoint: &Endpoint, headers: &HeaderMap, body: Body) -> Result<Bytes, ApiError> {
    let is_json = headers.get(header::CONTENT_TYPE).map(|value| {
        let media = value.as_bytes().split(|&byte| byte == b';').next().unwrap_or_default();
        media.trim_ascii().eq_ignore_ascii_case(b"application/json")
    });
    if is_json == Some(false) || (is_json.is_none() && !endpoint.rule.takes_no_body()) {
        return Err(unsupported());
    }
    let arriving = tokio::time::timeout(BODY_TIME, Limited::new(body, MAX_BODY).collect());
    let arrived = arriving.await.map_err(|_| {
        ApiError::new(StatusCode::REQUEST_TIMEOUT, "DEADLINE_EXCEEDED", "The body did not arrive in time.")
    })?;
    let bytes = arrived.map_err(|error| {
        if error.is::<LengthLimitError>() {
            let message = format!("The body is larger than {MAX_BODY} bytes.");
            return ApiError::new(StatusCode::PAYLOAD_TOO_LARGE, "INVALID_PARAMETER_VALUE", message);
        }
        ApiError::bad_request("MALFORMED_REQUEST", "The body broke off.")
    })?;
    let bytes = bytes.to_bytes();
    match is_json {
        None if bytes.is_empty() => Ok(Bytes::from_static(b"{}")),
        None => Err(unsupported()),
        Some(_) => Ok(bytes),
    }
}

/// 415: a page of another origin can send a form or plain text unasked, but not JSON.
fn unsupported() -> ApiError {
    let message = "Send the body as application/json.";
    ApiError::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "INVALID_PARAMETER_VALUE", message)
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use http_body_util::channel::Channel;

    use super::*;

    /// The endpoint of the table with this method and path.
    fn endpoint(method: &Method, rest: &str) -> Result<&'static Endpoint, ApiError> {
        endpoint::find(method, &format!("{}{rest}", endpoint::PREFIX))
    }

    #[test]
    fn only_the_listed_parameters_pass_and_each_once() -> Result<(), ApiError> {
        let list = endpoint(&Method::GET, "spaces/s/conversations/c/messages")?;
        let all = endpoint(&Method::GET, "spaces/s/conversations")?;
        let space = endpoint(&Method::GET, "spaces/s")?;
        let cases = [
            (
                list,
                Some("page_size=20&include_all=true&page_token=a%2Fb"),
                "/p?page_size=20&page_token=a%2Fb",
            ),
            (list, Some("page_size=1&page_size=2"), "/p?page_size=1"),
            (list, Some("page%5Fsize=3"), "/p?page_size=3"),
            (list, Some("include_all=true"), "/p"),
            (all, Some("include_all=true&other=1"), "/p?include_all=true"),
            (list, None, "/p"),
            (space, Some("include_serialized_space=true&page_size=1"), "/p"),
        ];
        for (endpoint, query, expected) in cases {
            let text = target(endpoint, "/p", query).map(|target| target.to_string());
            assert_eq!(text, Ok(expected.to_owned()), "{query:?}");
        }
        Ok(())
    }

    #[tokio::test(start_paused = true)]
    async fn a_body_that_never_comes_is_not_waited_for() -> Result<(), ApiError> {
        let (_silent, never) = Channel::<Bytes, Infallible>::new(1);
        let json = HeaderValue::from_static("application/json");
        let headers = HeaderMap::from_iter([(header::CONTENT_TYPE, json)]);
        let start = endpoint(&Method::POST, "spaces/s/start-conversation")?;
        let refused = read(start, &headers, Body::new(never)).await;
        assert_eq!(refused.map_err(|error| error.status.as_u16()), Err(408));
        Ok(())
    }
}
