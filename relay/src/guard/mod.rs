//! Who may come in: decided here for every request, not left to the browser,
//! because a browser enforces nothing on behalf of a server that it only calls.

mod host;
mod origin;

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::HeaderMap;
use axum::http::uri::Authority;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

pub use host::Hosts;

use crate::api_error::ApiError;
use crate::config::Origin;

/// The lists that requests are checked against.
#[derive(Debug)]
pub struct Guard {
    /// Hosts under which the relay may be addressed.
    pub hosts: Hosts,
    /// Origins whose pages may call the API, besides the relay's own.
    pub origins: Vec<Origin>,
}

impl Guard {
    /// Whether a listed page sends this `Origin`; only such a page may send its cookies.
    pub fn is_listed(&self, origin: &[u8]) -> bool {
        self.origins.iter().any(|listed| listed.is(origin))
    }

    /// Whether a page with this `Origin` may read replies: a listed one, or the relay's own.
    pub fn may_read(&self, origin: &[u8], headers: &HeaderMap) -> bool {
        let own = || host::single(headers).is_some_and(|host| origin::is_own(origin, &host));
        self.is_listed(origin) || own()
    }

    /// Checks the address that the request was sent to.
    ///
    /// # Errors
    /// 403: a name that is not the relay's may be an attacker's, pointed at
    /// this address (DNS rebinding), and would make a foreign page same-origin.
    pub fn check_host(&self, request: &Request) -> Result<Authority, ApiError> {
        self.hosts.check(request.headers(), request.uri().authority())
    }
}

/// Refuses requests under a foreign host name; for everything that is served.
pub async fn by_host(State(guard): State<Arc<Guard>>, request: Request, next: Next) -> Response {
    match guard.check_host(&request) {
        Ok(_) => next.run(request).await,
        Err(error) => error.into_response(),
    }
}

/// Refuses requests from foreign pages; for the API, which acts with a credential.
pub async fn by_origin(State(guard): State<Arc<Guard>>, request: Request, next: Next) -> Response {
    let checked = guard
        .check_host(&request)
        .and_then(|host| origin::check(request.headers(), &host, |origin| guard.is_listed(origin)));
    match checked {
        Ok(()) => next.run(request).await,
        Err(error) => error.into_response(),
    }
}
