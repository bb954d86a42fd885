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

    /// True if an `Origin` header names this origin, with or without the scheme's default port.
    pub fn is(&self, sent: &[u8]) -> bool {
        let same = |listed: (u16, Authority), sent: (u16, Authority)| {
            listed.0 == sent.0 && is_same(&listed.1, &sent.1, sent.0)
        };
        split(self.0.as_bytes()).zip(split(sent)).is_some_and(|(listed, sent)| same(listed, sent))
    }
}

/// The default port of an origin's scheme, and the origin's host and port.
pub fn split(origin: &[u8]) -> Option<(u16, Authority)> {
    [(&b"http://"[..], 80), (b"https://", 443)].into_iter().find_map(|(scheme, default)| {
        let authority = address(origin.strip_prefix(scheme)?)?;
        Some((default, authority))
    })
}

/// Reads `HOST` or `HOST:PORT`; `None` with a user name, or with a port that is not a number of 16 bits.
pub fn address(text: &[u8]) -> Option<Authority> {
    let authority = Authority::try_from(text).ok()?;
    let has_port = authority.as_str().len() > authority.host().len();
    let readable = !authority.as_str().contains('@') && has_port == authority.port_u16().is_some();
    readable.then_some(authority)
}

/// True if two addresses are the same when the port may be left out where it is `default`.
pub fn is_same(one: &Authority, other: &Authority, default: u16) -> bool {
    let port = |address: &Authority| address.port_u16().unwrap_or(default);
    one.host().eq_ignore_ascii_case(other.host()) && port(one) == port(other)
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
        let readable = |authority: &Authority| !authority.host().is_empty() && !given.contains('*');
        let authority = address(given.as_bytes()).filter(readable);
        let authority = authority.ok_or_else(|| ConfigError::BadHost(given.to_owned()))?;
        Ok(Self { host: authority.host().to_ascii_lowercase(), port: authority.port_u16() })
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
    fn an_origin_is_the_same_with_its_default_port_and_without() {
        let cases = [
            ("https://portal.example", "https://portal.example", true),
            ("https://portal.example", "https://portal.example:443", true),
            ("https://portal.example", "https://portal.example:80", false),
            ("https://portal.example", "http://portal.example:443", false),
            ("http://[::1]", "http://[::1]:80", true),
            ("http://portal.example:8080", "http://portal.example:8080", true),
            ("http://portal.example:8080", "http://portal.example", false),
            ("http://portal.example:8080", "http://portal.example:8080:80", false),
            ("https://portal.example", "https://me@portal.example", false),
            ("https://portal.example", "https://portal.example:", false),
            ("https://portal.example", "https://portal.example/", false),
            ("https://portal.example", "null", false),
        ];
        for (listed, sent, expected) in cases {
            let same = Origin::parse(listed).map(|origin| origin.is(sent.as_bytes()));
            assert_eq!(same, Ok(expected), "{sent} for {listed}");
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
