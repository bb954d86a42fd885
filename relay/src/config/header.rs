//! Request headers that pages may send, besides those that the widget itself sends.

use axum::http::HeaderName;

use super::ConfigError;

/// Headers that belong to a connection, to the browser, or to the proxies on the way. A page that could set them
/// could pass for another caller, another page or another request.
const FORBIDDEN: [&str; 27] = [
    "cdn-loop",
    "connection",
    "content-encoding",
    "content-length",
    "cookie",
    "cookie2",
    "date",
    "dnt",
    "expect",
    "forwarded",
    "from",
    "host",
    "http2-settings",
    "keep-alive",
    "max-forwards",
    "origin",
    "referer",
    "set-cookie",
    "te",
    "trailer",
    "transfer-encoding",
    "true-client-ip",
    "upgrade",
    "user-agent",
    "via",
    "x-http-method",
    "x-real-ip",
];

/// The same for every header whose name begins like this.
const FORBIDDEN_FAMILIES: [&str; 14] = [
    "accept-",
    "access-control-",
    "cf-",
    "fastly-",
    "proxy-",
    "sec-",
    "x-amzn-",
    "x-client-",
    "x-cluster-client-",
    "x-envoy-",
    "x-forwarded",
    "x-http-method-",
    "x-method-",
    "x-original-",
];

/// Reads the name of one header.
pub fn parse(given: &str) -> Result<HeaderName, ConfigError> {
    let bad = |_| ConfigError::BadHeader(given.to_owned());
    let name = HeaderName::from_bytes(given.as_bytes()).map_err(bad)?;
    let text = name.as_str();
    if text == "*" {
        // Browsers read it as a name of its own where credentials are sent, and as every name elsewhere.
        return Err(ConfigError::BadHeader(given.to_owned()));
    }
    // Some servers read `_` as `-`.
    let spelled = text.replace('_', "-");
    let family = FORBIDDEN_FAMILIES.iter().any(|family| spelled.starts_with(family));
    if family || FORBIDDEN.contains(&spelled.as_str()) {
        return Err(ConfigError::ForbiddenHeader(given.to_owned()));
    }
    Ok(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_may_send_its_own_headers_and_none_that_others_rely_on() {
        for good in
            ["x-portal-token", "X-CSRF-Token", "authorization", "traceparent", "x-api-key", "x-forward"]
        {
            assert_eq!(parse(good).map(|name| name.to_string()), Ok(good.to_ascii_lowercase()));
        }
        for bad in ["", "*", "a b", "a:b", "x-token,cookie", "x\r\ny", "ü"] {
            assert_eq!(parse(bad), Err(ConfigError::BadHeader(bad.to_owned())));
        }
        for forbidden in FORBIDDEN.into_iter().chain([
            "Host",
            "COOKIE",
            "x_forwarded_for",
            "X-Forwarded-For",
            "x-forwarded",
            "Proxy-Authorization",
            "proxy-connection",
            "Sec-Fetch-Site",
            "access-control-request-headers",
            "x-original-url",
            "x-http-method-override",
            "accept-encoding",
        ]) {
            assert_eq!(parse(forbidden), Err(ConfigError::ForbiddenHeader(forbidden.to_owned())));
        }
    }
}
