//! The names under which the relay may be addressed.

use std::net::SocketAddr;

use axum::http::uri::Authority;
use axum::http::{HeaderMap, header};

use crate::api_error::ApiError;
use crate::config::{self, HostRule};

/// A closed list of hosts: the address listened on, the names of this machine
/// at that port, and whatever was allowed on the command line.
#[derive(Debug)]
pub struct Hosts(Vec<HostRule>);

impl Hosts {
    /// The list for a relay that listens on `bound` (the real port, after binding).
    pub fn new(bound: SocketAddr, allowed: &[HostRule]) -> Self {
        let address = match bound {
            SocketAddr::V4(v4) => v4.ip().to_string(),
            SocketAddr::V6(v6) => format!("[{}]", v6.ip()),
        };
        let names = [address, "localhost".to_owned(), "127.0.0.1".to_owned(), "[::1]".to_owned()];
        let own = names.into_iter().map(|name| HostRule::exact(name, bound.port()));
        Self(own.chain(allowed.iter().cloned()).collect())
    }

    /// The address that the request was sent to, if it is one of the list.
    ///
    /// # Errors
    /// 403 for another address, for none, and for two that differ.
    pub fn check(&self, headers: &HeaderMap, target: Option<&Authority>) -> Result<Authority, ApiError> {
        single(headers)
            .filter(|host| target.is_none_or(|target| is_same(target, host)))
            .filter(|host| self.0.iter().any(|rule| rule.matches(host)))
            .ok_or_else(|| {
                ApiError::denied(
                    "The relay does not answer under this host name: start it with --allow-host HOST.",
                )
            })
    }
}

/// The one `Host` header of a request; `None` if it is missing, repeated or malformed.
pub fn single(headers: &HeaderMap) -> Option<Authority> {
    let mut values = headers.get_all(header::HOST).iter();
    let value = values.next().filter(|_| values.next().is_none())?;
    config::address(value.as_bytes())
}

/// True if the request line and `Host` name the same address; the scheme, and so the default port, may be either.
fn is_same(target: &Authority, host: &Authority) -> bool {
    let target = config::address(target.as_str().as_bytes());
    target.is_some_and(|target| [80, 443].into_iter().any(|default| config::is_same(&target, host, default)))
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn allowed(
        bound: SocketAddr,
        rules: &[HostRule],
        hosts: &[&'static str],
        target: Option<&'static str>,
    ) -> bool {
        let mut headers = HeaderMap::new();
        for host in hosts {
            headers.append(header::HOST, HeaderValue::from_static(host));
        }
        Hosts::new(bound, rules).check(&headers, target.map(Authority::from_static).as_ref()).is_ok()
    }

    #[test]
    fn only_the_relays_own_names_are_answered() {
        let bound = SocketAddr::from(([127, 0, 0, 1], 8080));
        let cases = [
            ("127.0.0.1:8080", true),
            ("localhost:8080", true),
            ("LocalHost:8080", true),
            ("[::1]:8080", true),
            ("localhost:8081", false),
            ("localhost", false),
            ("evil.test:8080", false),
            ("127.0.0.1.evil.test:8080", false),
            ("localhost.:8080", false),
            ("user@localhost:8080", false),
            ("localhost:", false),
            ("localhost:88080", false),
            ("localhost:8080/path", false),
            ("", false),
        ];
        for (host, expected) in cases {
            assert_eq!(allowed(bound, &[], &[host], None), expected, "{host}");
        }
        assert!(!allowed(bound, &[], &[], None), "no Host");
        assert!(!allowed(bound, &[], &["localhost:8080", "evil.test"], None), "two Hosts");
        assert!(
            !allowed(bound, &[], &["localhost:8080"], Some("evil.test")),
            "absolute form of another host"
        );
        assert!(allowed(bound, &[], &["localhost:8080"], Some("localhost:8080")));
        let rule = HostRule::parse("genie.example").into_iter().collect::<Vec<_>>();
        for (host, target, expected) in [
            ("genie.example", "genie.example:80", true),
            ("genie.example:443", "genie.example", true),
            ("genie.example:8443", "genie.example", false),
            ("genie.example", "me@genie.example", false),
        ] {
            assert_eq!(allowed(bound, &rule, &[host], Some(target)), expected, "{target} with {host}");
        }
    }

    #[test]
    fn an_allowed_host_and_the_default_port_need_no_port() {
        let rule = HostRule::parse("genie.example").into_iter().collect::<Vec<_>>();
        let bound = SocketAddr::from(([0, 0, 0, 0], 80));
        for host in ["genie.example", "GENIE.example:8443", "localhost", "0.0.0.0:80"] {
            assert!(allowed(bound, &rule, &[host], None), "{host}");
        }
        assert!(!allowed(bound, &rule, &["other.example"], None));
    }
}
