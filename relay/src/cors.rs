//! What a browser is told about pages of other origins. The guard has refused
//! foreign pages by then; these headers let the others read what they get.

use std::sync::Arc;
use std::time::Duration;

use axum::http::{HeaderName, Method, header};
use tower_http::cors::{AllowCredentials, AllowOrigin, CorsLayer};

use crate::call::{IDEMPOTENCY_KEY, X_GENIE_SESSION};
use crate::guard::Guard;
use crate::observe::X_GENIE_RELAY;

/// How long a browser may remember a preflight.
const MAX_AGE: Duration = Duration::from_secs(600);

/// The layer for the API: exact origins only, never `*`, cookies for listed origins only. `headers` are those that
/// the operator allows besides the widget's own; they reach this relay and whatever stands before it, and go no further.
pub fn layer(guard: &Arc<Guard>, headers: &[HeaderName]) -> CorsLayer {
    let header = HeaderName::from_static;
    let own = [
        header::CONTENT_TYPE,
        header::AUTHORIZATION,
        header(X_GENIE_SESSION),
        header("x-request-id"),
        header(IDEMPOTENCY_KEY),
    ];
    let more = headers.iter().filter(|name| !own.contains(name)).cloned();
    let allowed: Vec<HeaderName> = own.iter().cloned().chain(more).collect();
    let (readers, listed) = (guard.clone(), guard.clone());
    CorsLayer::new()
        .allow_origin(AllowOrigin::predicate(move |origin, parts| {
            readers.may_read(origin.as_bytes(), &parts.headers)
        }))
        .allow_credentials(AllowCredentials::predicate(move |origin, _| listed.is_listed(origin.as_bytes())))
        .allow_methods([Method::GET, Method::POST, Method::DELETE])
        .allow_headers(allowed)
        .expose_headers([
            header::RETRY_AFTER,
            header("x-request-id"),
            header(X_GENIE_SESSION),
            header("x-genie-queue-position"),
            header(X_GENIE_RELAY),
        ])
        .max_age(MAX_AGE)
        .vary([header::ORIGIN])
}
