//! What a browser is told about pages of other origins. The guard has refused
//! foreign pages by then; these headers let the others read what they get.

use std::sync::Arc;
use std::time::Duration;

use axum::http::{HeaderName, Method, header};
use tower_http::cors::{AllowCredentials, AllowOrigin, CorsLayer};

use crate::call::{IDEMPOTENCY_KEY, X_GENIE_SESSION};
use crate::guard::Guard;

/// How long a browser may remember a preflight.
const MAX_AGE: Duration = Duration::from_secs(600);

/// The layer for the API: exact origins only, never `*`, cookies for listed origins only.
pub fn layer(guard: &Arc<Guard>) -> CorsLayer {
    let header = HeaderName::from_static;
    let (readers, listed) = (guard.clone(), guard.clone());
    CorsLayer::new()
        .allow_origin(AllowOrigin::predicate(move |origin, parts| {
            readers.may_read(origin.as_bytes(), &parts.headers)
        }))
        .allow_credentials(AllowCredentials::predicate(move |origin, _| listed.is_listed(origin.as_bytes())))
        .allow_methods([Method::GET, Method::POST, Method::DELETE])
        .allow_headers([
            header::CONTENT_TYPE,
            header::AUTHORIZATION,
            header(X_GENIE_SESSION),
            header("x-request-id"),
            header(IDEMPOTENCY_KEY),
        ])
        .expose_headers([
            header::RETRY_AFTER,
            header("x-request-id"),
            header(X_GENIE_SESSION),
            header("x-genie-queue-position"),
        ])
        .max_age(MAX_AGE)
        .vary([header::ORIGIN])
}
