//! Origins of pages and names of hosts, parsed once and compared exactly.

use axum::http::uri::Authority;
use reqwest::Url;

use super::ConfigError;

/// An origin exactly as browsers send it: `scheme://host[:port]`, lower case, default port left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin(String);

impl Origin {
    /// Reads what was typed. Wildcards, `null`, paths and other spellings of
    /// an origin are refused with the spelling that a browser would send.
    pub fn parse(given: &str) -> Result<Self, ConfigError> {
        let bad = || ConfigError::BadOrigin(given.to_owned());
        let url = Url::parse(given).map_err(|_| bad())?;
        let host = url.host_str().filter(|host| !host.contains(['*', ';', ','])).ok_or_else(bad)?;
        let plain = matches!(url.scheme(), "http" | "https") && !host.is_empty();
        if !plain || !url.username().is_empty() || url.password().is_some() {
            return Err(bad());
        }
        let canonical = url.origin().ascii_serialization();
        if given.eq_ignore_ascii_case(&canonical) {
            Ok(Self(canonical))
        } else {
            Err(ConfigError::OtherOrigin { given: given.to_owned(), canonical })
        }
    }

    /// The origin as it stands in an `Origin` header.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A host under which the relay may be addressed; without a port, any port.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HostRule {
    host: String,
    port: Option<u16>,
}

impl HostRule {
    /// A rule for one host and one port, both as they stand in a `Host` header.
    pub fn exact(host: impl Into<String>, port: u16) -> Self {
        Self { host: host.into(), port: Some(port) }
    }

    /// Reads `HOST` or `HOST:PORT`; no scheme, path, wildcard or user name.
    pub fn parse(given: &str) -> Result<Self, ConfigError> {
        let bad = || ConfigError::BadHost(given.to_owned());
        let authority: Authority = given.parse().map_err(|_| bad())?;
        let (host, port) = (authority.host(), authority.port_u16());
        let has_port = authority.as_str().len() > host.len();
        if host.is_empty() || given.contains(['@', '*']) || (has_port && port.is_none()) {
            return Err(bad());
        }
        Ok(Self { host: host.to_ascii_lowercase(), port })
    }

    /// Whether a request addressed to `authority` is meant. A request without
    /// a port came to the default port of http, or of https behind a proxy.
    pub fn matches(&self, authority: &Authority) -> bool {
        let port = match (self.port, authority.port_u16()) {
            (None, _) => true,
            (Some(rule), Some(asked)) => rule == asked,
            (Some(rule), None) => rule == 80 || rule == 443,
        };
        port && self.host.eq_ignore_ascii_case(authority.host())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_spelling_of_a_browser_is_an_origin() {
        for good in
            ["https://portal.example", "http://localhost:3000", "http://[::1]:8080", "HTTPS://Portal.Example"]
        {
            assert_eq!(Origin::parse(good).map(|origin| origin.0), Ok(good.to_ascii_lowercase()));
        }
        for bad in [
            "*",
            "null",
            "",
            "portal.example",
            "https://*.example",
            "https://a;script-src",
            "ftp://x.example",
            "https://u:p@x.example",
            "file:///a",
        ] {
            assert_eq!(Origin::parse(bad), Err(ConfigError::BadOrigin(bad.to_owned())));
        }
        for (given, canonical) in [
            ("https://portal.example/", "https://portal.example"),
            ("https://portal.example/app", "https://portal.example"),
            ("https://portal.example:443", "https://portal.example"),
            ("http://x.example?a=b", "http://x.example"),
        ] {
            let error = ConfigError::OtherOrigin { given: given.to_owned(), canonical: canonical.to_owned() };
            assert_eq!(Origin::parse(given), Err(error));
        }
    }

    #[test]
    fn a_host_without_a_port_stands_for_every_port() {
        let cases = [
            ("genie.example", "genie.example", true),
            ("genie.example", "GENIE.example:8443", true),
            ("genie.example:8443", "genie.example:8443", true),
            ("genie.example:8443", "genie.example", false),
            ("genie.example:443", "genie.example", true),
            ("genie.example", "genie.example.evil.test", false),
            ("[::1]:80", "[::1]", true),
        ];
        for (rule, asked, expected) in cases {
            let matched = HostRule::parse(rule).map(|rule| rule.matches(&Authority::from_static(asked)));
            assert_eq!(matched, Ok(expected), "{rule} against {asked}");
        }
        for bad in ["", "https://genie.example", "a@b", "*.example", "genie.example:", "genie.example/x"] {
            assert_eq!(HostRule::parse(bad), Err(ConfigError::BadHost(bad.to_owned())));
        }
    }
}
