//! The pages that may call the API.

use axum::http::uri::Authority;
use axum::http::{HeaderMap, HeaderValue, header};

use crate::api_error::ApiError;
use crate::config;

/// Checks where a request comes from.
///
/// A request without `Origin` is a same-origin GET, or no browser at all;
/// where a browser says by `Sec-Fetch-Site` that it is neither, it is refused.
/// So is an own `Origin` that a browser calls foreign: the page has the relay's
/// name, but another scheme, as a forger on the way can serve it over http.
///
/// # Errors
/// 403 for a page that is neither the relay's own nor listed.
pub fn check(headers: &HeaderMap, host: &Authority, listed: impl Fn(&[u8]) -> bool) -> Result<(), ApiError> {
    let mut sites = headers.get_all("sec-fetch-site").iter();
    let foreign = sites.any(|site| matches!(site.as_bytes(), b"cross-site" | b"same-site"));
    let own = |origin| !foreign && is_own(origin, host);
    let mut origins = headers.get_all(header::ORIGIN).iter().map(HeaderValue::as_bytes).peekable();
    let allowed = match origins.peek() {
        Some(_) => origins.all(|origin| own(origin) || listed(origin)),
        None => !foreign,
    };
    if allowed {
        return Ok(());
    }
    Err(ApiError::denied("Pages of this origin may not call the relay: start it with --allow-origin ORIGIN."))
}

/// Whether `origin` is a page of the relay itself, by http or (behind a proxy) https.
pub fn is_own(origin: &[u8], host: &Authority) -> bool {
    config::split(origin).is_some_and(|(default, own)| config::is_same(&own, host, default))
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderName;

    use super::*;

    #[test]
    fn an_own_page_needs_no_default_port_and_neither_does_the_host() {
        let cases = [
            ("https://genie.example", "genie.example:443", true),
            ("https://genie.example:443", "genie.example", true),
            ("http://genie.example", "genie.example:80", true),
            ("http://genie.example", "GENIE.example", true),
            ("https://genie.example", "genie.example:80", false),
            ("https://genie.example", "genie.example:8443", false),
            ("https://genie.example:8443", "genie.example", false),
            ("https://genie.example@evil.test", "evil.test", false),
            ("https://genie.example:443:443", "genie.example", false),
        ];
        for (origin, host, expected) in cases {
            assert_eq!(
                is_own(origin.as_bytes(), &Authority::from_static(host)),
                expected,
                "{origin} at {host}"
            );
        }
    }

    #[test]
    fn only_own_and_listed_pages_pass() {
        let cases: [(&[(&'static str, &'static str)], bool); 18] = [
            (&[], true),
            (&[("origin", "http://localhost:8080")], true),
            (&[("origin", "https://localhost:8080")], true),
            (&[("origin", "https://portal.example")], true),
            (&[("origin", "https://portal.example"), ("sec-fetch-site", "cross-site")], true),
            (&[("origin", "https://portal.example.evil.test")], false),
            (&[("origin", "http://portal.example")], false),
            (&[("origin", "https://portal.example:444")], false),
            (&[("origin", "http://localhost:3000")], false),
            (&[("origin", "null")], false),
            (&[("origin", "")], false),
            (&[("origin", "https://portal.example"), ("origin", "https://evil.test")], false),
            (&[("origin", "https://localhost:8080"), ("sec-fetch-site", "same-origin")], true),
            // A page of the relay's own name, but served over http by somebody on the way.
            (&[("origin", "http://localhost:8080"), ("sec-fetch-site", "cross-site")], false),
            (&[("origin", "http://localhost:8080"), ("sec-fetch-site", "same-site")], false),
            (&[("sec-fetch-site", "same-origin")], true),
            (&[("sec-fetch-site", "cross-site")], false),
            (&[("sec-fetch-site", "same-site")], false),
        ];
        for (pairs, expected) in cases {
            let mut headers = HeaderMap::new();
            for (name, value) in pairs {
                headers.append(HeaderName::from_static(name), HeaderValue::from_static(value));
            }
            let host = Authority::from_static("localhost:8080");
            let checked = check(&headers, &host, |origin| origin == b"https://portal.example");
            assert_eq!(checked.is_ok(), expected, "{pairs:?}");
        }
    }
}
