//! The API: requests that the guard let in, matched against the table and
//! handed to whoever answers, the demo or the workspace.

use std::sync::Arc;

use axum::Json;
use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, Uri, header, uri};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use tower::ServiceExt;

use crate::api_error::ApiError;
use crate::call::Call;
use crate::config::Spaces;
use crate::endpoint::{self, MAX_QUESTION_CHARS};
use crate::forward::Forward;
use crate::observe::Answered;
use crate::once::Once;
use crate::request_id::X_REQUEST_ID;

/// What answers the API, and for which spaces.
#[derive(Debug)]
pub struct Api {
    /// The spaces that may be asked.
    pub spaces: Spaces,
    /// Who answers.
    pub backend: Backend,
    /// The questions of the last minutes.
    pub once: Arc<Once>,
}

/// Who answers.
#[derive(Debug)]
pub enum Backend {
    /// The embedded demo, on the same paths as a workspace.
    Demo(Router),
    /// A Databricks workspace.
    Forward(Box<Forward>),
}

/// Answers everything under `/api`.
pub async fn answer(State(api): State<Arc<Api>>, request: Request) -> Response {
    let path = request.uri().path().to_owned();
    let endpoint = match endpoint::find(request.method(), &path) {
        Ok(endpoint) => endpoint,
        Err(error) => return refuse(error, &path),
    };
    let mut response = match Call::new(endpoint, &api.spaces, request).await {
        Ok(call) => match api.once.key(&call) {
            Some(key) => {
                let working = api.clone();
                api.once.answer(key, async move { working.backend.answer(call).await }).await
            }
            None => api.backend.answer(call).await,
        },
        Err(error) => error.into_response(),
    };
    response.extensions_mut().insert(Answered(endpoint));
    response
}

/// Says what the relay is, so that the widget offers only what will work.
pub async fn info(State(api): State<Arc<Api>>) -> Json<Value> {
    let demo = matches!(api.backend, Backend::Demo(_));
    Json(json!({
        "version": env!("CARGO_PKG_VERSION"),
        "demo": demo,
        "runs_as": if demo { "demo" } else { "service" },
        "ownership": false,
        "download": false,
        "max_question_chars": MAX_QUESTION_CHARS,
    }))
}

/// What only the demo tells of itself: how a statement can be computed again elsewhere.
pub async fn demo_statement(State(api): State<Arc<Api>>, uri: Uri) -> Response {
    match &api.backend {
        Backend::Demo(router) => {
            // A request of its own: one that a router has matched already would
            // bring that router's path parameters along.
            let mut request = Request::new(Body::empty());
            *request.uri_mut() = uri;
            router.clone().oneshot(request).await.into_response()
        }
        Backend::Forward(_) => ApiError::no_endpoint().into_response(),
    }
}

/// 404 in the platform's shape, for whatever is not served at all.
pub async fn nothing_here() -> ApiError {
    ApiError::no_endpoint()
}

/// 405 in the platform's shape.
pub async fn wrong_method() -> ApiError {
    ApiError::wrong_method()
}

fn refuse(error: ApiError, path: &str) -> Response {
    let wrong_method = error.status == StatusCode::METHOD_NOT_ALLOWED;
    let mut response = error.into_response();
    if wrong_method && let Ok(methods) = HeaderValue::try_from(endpoint::methods(path)) {
        response.headers_mut().insert(header::ALLOW, methods);
    }
    response
}

impl Backend {
    async fn answer(&self, call: Call) -> Response {
        match self {
            Self::Forward(forward) => forward.answer(call).await,
            Self::Demo(router) => match demo_request(call) {
                Ok(request) => router.clone().oneshot(request).await.into_response(),
                Err(_) => {
                    ApiError::bad_request("MALFORMED_REQUEST", "The request cannot be read.").into_response()
                }
            },
        }
    }
}

/// The request that the demo sees: reduced exactly as one that goes to a workspace.
fn demo_request(call: Call) -> Result<Request, axum::http::Error> {
    let mut uri = uri::Parts::default();
    uri.path_and_query = Some(call.target);
    Request::builder()
        .method(call.endpoint.method.clone())
        .uri(Uri::from_parts(uri)?)
        .header(header::ACCEPT, "application/json")
        .header(header::CONTENT_TYPE, "application/json")
        .header(X_REQUEST_ID, call.request_id.as_str())
        .body(Body::from(call.body))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use axum::body::to_bytes;
    use time::macros::date;

    use super::*;
    use crate::demo::{self, Demo, DemoOptions};

    /// The table and the demo's router each list the endpoints: this keeps them together.
    #[tokio::test]
    async fn the_demo_has_every_endpoint_of_the_table() -> Result<(), Box<dyn std::error::Error>> {
        let demo = Demo::new(DemoOptions { today: date!(2026 - 03 - 31), answer_ms: 0 })?;
        let backend = Backend::Demo(demo::router(Arc::new(demo)));
        let mut codes = BTreeSet::new();
        for endpoint in &endpoint::ENDPOINTS {
            let path = endpoint.path.replace("{space}", Demo::spaces()[0].1).replace(['{', '}'], "");
            let call = Call {
                endpoint,
                target: format!("{}{path}", endpoint::PREFIX).parse()?,
                body: "{}".into(),
                attempt: None,
                request_id: crate::request_id::RequestId::generate(),
            };
            let body = to_bytes(backend.answer(call).await.into_body(), usize::MAX).await?;
            let body: Value = serde_json::from_slice(&body)?;
            codes.insert(body["error_code"].as_str().unwrap_or("found").to_owned());
        }
        let known = ["INVALID_PARAMETER_VALUE", "RESOURCE_DOES_NOT_EXIST", "found"];
        assert_eq!(codes.iter().map(String::as_str).collect::<Vec<_>>(), known);
        Ok(())
    }
}
