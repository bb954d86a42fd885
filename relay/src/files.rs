//! The built widget and its page, served beside the API. These files are
//! public: any page may load them, and only they may be cached.

use std::path::Path;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use tower_http::services::ServeDir;

use crate::api_error::ApiError;
use crate::config::Origin;

/// What a page of the relay may do: its own scripts, its own wasm, its own API,
/// nothing else. Only the relay's own and the listed origins may frame it: a
/// page acts with the relay's credential, and a frame of a foreign page could
/// make a person click in it unseen.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; \
    style-src 'self'; img-src 'self' blob: data:; base-uri 'none'; form-action 'none'; \
    require-trusted-types-for 'script'; frame-ancestors 'self'";

/// A file whose name changes with its content never changes.
const FOREVER: &str = "public, max-age=31536000, immutable";

/// Any other file is asked for again each time (and mostly answered with 304).
const ASK_AGAIN: &str = "no-cache";

/// Fewest hexadecimal digits that count as a content hash.
const MIN_HASH: usize = 8;

/// The files of a directory, compressed where a `.br` or `.gz` stands beside them; `/` is `index.html`.
pub fn router(directory: &Path, origins: &[Origin]) -> Router {
    let files = ServeDir::new(directory).precompressed_br().precompressed_gzip();
    Router::new().fallback_service(files).layer(middleware::from_fn_with_state(policy(origins), add_headers))
}

/// [`POLICY`], with the listed origins among those that may frame a page.
fn policy(origins: &[Origin]) -> HeaderValue {
    let origins = origins.iter().map(|origin| format!(" {}", origin.as_str()));
    let policy = HeaderValue::try_from(format!("{POLICY}{}", origins.collect::<String>()));
    policy.unwrap_or(HeaderValue::from_static(POLICY))
}

async fn add_headers(State(policy): State<HeaderValue>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let hashed = has_hash(path);
    // A browser would read the redirect from `//sub` to `//sub/` as the way to a host called `sub`.
    let mut response = if path.starts_with("//") {
        ApiError::no_endpoint().into_response()
    } else {
        next.run(request).await
    };
    let found = response.status().is_success() || response.status() == StatusCode::NOT_MODIFIED;
    let headers = response.headers_mut();
    set(headers, header::CACHE_CONTROL, if hashed && found { FOREVER } else { ASK_AGAIN });
    set(headers, header::ACCESS_CONTROL_ALLOW_ORIGIN, "*");
    set(headers, header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(headers, HeaderName::from_static("cross-origin-resource-policy"), "cross-origin");
    let html =
        headers.get(header::CONTENT_TYPE).is_some_and(|value| value.as_bytes().starts_with(b"text/html"));
    if html {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
        set(headers, header::REFERRER_POLICY, "no-referrer");
    }
    response
}

fn set(headers: &mut HeaderMap, name: HeaderName, value: &'static str) {
    headers.insert(name, HeaderValue::from_static(value));
}

/// Whether a file's name holds a content hash, as Trunk writes it: `-`, at
/// least eight hexadecimal digits, then `.` or `_`.
fn has_hash(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    name.split('-').skip(1).any(|part| {
        let digits = part.bytes().take_while(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')).count();
        digits >= MIN_HASH && matches!(part.as_bytes().get(digits), Some(b'.' | b'_'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_content_hash_makes_a_name_permanent() {
        for name in
            ["/genie-chat-0123456789abcdef.js", "/genie-chat-0123456789abcdef_bg.wasm", "/a/x-01234567.css"]
        {
            assert!(has_hash(name), "{name}");
        }
        for name in [
            "/",
            "/index.html",
            "/embed.js",
            "/genie-chat.js",
            "/genie-chat-0123456.js",
            "/genie-chat-01234567",
            "/x-0123456789ABCDEF.js",
            "/x-01234567g.js",
            "/01234567.js",
            "/a-01234567.d/index.html",
        ] {
            assert!(!has_hash(name), "{name}");
        }
    }
}
