//! One id for each request, in its reply, its error body, its log line and its
//! way on to the workspace, so that a person can name what went wrong.

use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue};
use uuid::Uuid;

/// The header that carries the id in both directions.
pub const X_REQUEST_ID: &str = "x-request-id";

/// Longest id that is taken over from a caller, in bytes.
const MAX: usize = 64;

/// The id of one request: `[A-Za-z0-9-]{1,64}`, so that it is safe in a header, a log and a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestId(String);

/// The value of a header where it is `[A-Za-z0-9-]{1,64}`.
pub fn harmless(headers: &HeaderMap, name: &str) -> Option<String> {
    let id = headers.get(name)?.to_str().ok()?;
    let safe = id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    ((1..=MAX).contains(&id.len()) && safe).then(|| id.to_owned())
}

impl RequestId {
    /// The caller's id where it is harmless, else a fresh one.
    pub fn of(headers: &HeaderMap) -> Self {
        harmless(headers, X_REQUEST_ID).map_or_else(Self::generate, Self)
    }

    /// A fresh random id.
    pub fn generate() -> Self {
        Self(Uuid::new_v4().to_string())
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The id as a header value; `None` cannot happen for an id of harmless characters.
    pub fn header(&self) -> Option<HeaderValue> {
        HeaderValue::try_from(&self.0).ok()
    }

    /// Reads the id of a request and keeps it with the request, for whoever handles it.
    pub fn attach(request: &mut Request) -> Self {
        let id = Self::of(request.headers());
        request.extensions_mut().insert(id.clone());
        id
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_harmless_id_is_kept_and_any_other_replaced() {
        for (given, kept) in [
            ("a-1", true),
            ("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", true),
            ("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0", false),
            ("", false),
            ("a b", false),
            ("a_b", false),
            ("<b>", false),
        ] {
            let headers = HeaderMap::from_iter(
                [(X_REQUEST_ID.parse().ok(), HeaderValue::from_static(given))]
                    .into_iter()
                    .filter_map(|(name, value)| name.map(|name| (name, value))),
            );
            let id = RequestId::of(&headers);
            assert_eq!(id.as_str() == given, kept, "{given}");
            assert!((1..=MAX).contains(&id.as_str().len()));
        }
    }
}
