//! The API: requests that the guard let in, matched against the table and
//! handed to whoever answers, the demo or the workspace.

use std::sync::Arc;

use axum::Json;
use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::uri::PathAndQuery;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, Version, header, uri};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tower::ServiceExt;

use crate::api_error::{ApiError, Refusal};
use crate::call::{Call, X_GENIE_SESSION};
use crate::chunk;
use crate::config::Spaces;
use crate::download::{self, Link, Raw, no_file};
use crate::endpoint::{self, MAX_QUESTION_CHARS, Rule};
use crate::forward::Forward;
use crate::observe::Answered;
use crate::once::Once;
use crate::request_id::{X_REQUEST_ID, harmless};

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
#[derive(Debug, Clone)]
pub enum Backend {
    /// The embedded demo, on the same paths as a workspace.
    Demo(Router),
    /// A Databricks workspace.
    Forward(Arc<Forward>),
}

/// Answers everything under `/api`.
pub async fn answer(State(api): State<Arc<Api>>, request: Request) -> Response {
    let path = request.uri().path().to_owned();
    let endpoint = match endpoint::find(request.method(), &path) {
        Ok(endpoint) => endpoint,
        Err(error) => return refuse(error, &path),
    };
    let streams = endpoint.rule == Rule::Download;
    let call = match download::needs_ends(request.version()) {
        Err(error) if streams => Err(error),
        _ => Call::new(endpoint, &api.spaces, request).await,
    };
    let mut response = match call {
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
pub async fn info(State(api): State<Arc<Api>>, headers: HeaderMap) -> Json<Value> {
    let demo = matches!(api.backend, Backend::Demo(_));
    let mut info = json!({
        "version": env!("CARGO_PKG_VERSION"),
        "demo": demo,
        "runs_as": if demo { "demo" } else { "service" },
        "ownership": demo,
        "download": true,
        "chunks": true,
        "visualization": true,
        "max_question_chars": MAX_QUESTION_CHARS,
    });
    if demo && let Some(session) = harmless(&headers, X_GENIE_SESSION) {
        info["caller"] = Value::String(caller(&session));
    }
    Json(info)
}

/// Names a caller without telling the session: a browser keeps this name among others that any
/// script of the page can read.
fn caller(session: &str) -> String {
    Sha256::digest(session).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// What only the demo has: how a statement can be computed again elsewhere, and the files of downloads.
pub async fn demo_extra(
    State(api): State<Arc<Api>>,
    uri: Uri,
    version: Version,
    headers: HeaderMap,
) -> Response {
    match &api.backend {
        Backend::Demo(router) => {
            // A request of its own: one that a router has matched already would
            // bring that router's path parameters along.
            let mut request = Request::new(Body::empty());
            (*request.uri_mut(), *request.headers_mut()) = (uri, headers);
            *request.version_mut() = version;
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
            _ if call.endpoint.rule == Rule::Download => download::answer(self, &call).await,
            _ if call.endpoint.rule == Rule::Chunk => chunk::answer(self, &call).await,
            Self::Forward(forward) => forward.answer(call).await,
            Self::Demo(router) => {
                let (method, target) = (call.endpoint.method.clone(), call.target.clone());
                ask_demo(router, &call, method, target, call.body.clone()).await
            }
        }
    }

    /// A further exchange on behalf of `call`, with the reply as it comes.
    ///
    /// # Errors
    /// A refusal, with what may pass of it; 502 or 504 where there is no reply.
    pub async fn ask(&self, call: &Call, method: Method, target: String) -> Result<Raw, Refusal> {
        let target = PathAndQuery::try_from(target)
            .map_err(|_| ApiError::bad_request("INVALID_PARAMETER_VALUE", "The path cannot be read."))?;
        let body = if method == Method::POST { Bytes::from_static(b"{}") } else { Bytes::new() };
        let raw = match self {
            Self::Forward(forward) => forward.exchange(call, method, target, body).await?,
            Self::Demo(router) => {
                let (head, body) = ask_demo(router, call, method, target, body).await.into_parts();
                let body = to_bytes(body, usize::MAX).await.unwrap_or_default();
                Raw { status: head.status, headers: head.headers, body }
            }
        };
        if raw.status.is_success() { Ok(raw) } else { Err(Box::new(self.filter(&raw))) }
    }

    /// What may pass of a reply.
    pub fn filter(&self, raw: &Raw) -> Response {
        match self {
            Self::Forward(forward) => forward.filter(raw),
            Self::Demo(_) => (raw.status, raw.headers.clone(), raw.body.clone()).into_response(),
        }
    }

    /// The rows behind a link.
    ///
    /// # Errors
    /// 502 where there are none, or where the link leads where none should.
    pub async fn open(&self, link: &Link) -> Result<Body, ApiError> {
        match self {
            Self::Forward(forward) => forward.open(link).await,
            Self::Demo(router) => {
                let url = &link.external_link;
                let request =
                    Request::builder().uri(format!("{}?{}", url.path(), url.query().unwrap_or_default()));
                let mut request =
                    request.body(Body::empty()).map_err(|_| no_file("a link cannot be read"))?;
                *request.headers_mut() = link.http_headers.clone();
                let response = router.clone().oneshot(request).await.into_response();
                if response.status().is_success() {
                    Ok(response.into_body())
                } else {
                    Err(no_file(&format!("a link answered {}", response.status())))
                }
            }
        }
    }
}

/// The demo sees a request that is reduced exactly as one that goes to a workspace,
/// and who asks under which address.
async fn ask_demo(
    router: &Router,
    call: &Call,
    method: Method,
    target: PathAndQuery,
    body: Bytes,
) -> Response {
    let mut uri = uri::Parts::default();
    uri.path_and_query = Some(target);
    let mut request = Request::builder()
        .method(method)
        .header(header::ACCEPT, "application/json")
        .header(header::CONTENT_TYPE, "application/json")
        .header(X_REQUEST_ID, call.request_id.as_str());
    if let Some(host) = &call.host {
        request = request.header(header::HOST, host);
    }
    if let Some(session) = &call.session {
        request = request.header(X_GENIE_SESSION, session);
    }
    if let Ok(uri) = Uri::from_parts(uri) {
        request = request.uri(uri);
    }
    match request.body(Body::from(body)) {
        Ok(request) => router.clone().oneshot(request).await.into_response(),
        Err(_) => ApiError::bad_request("MALFORMED_REQUEST", "The request cannot be read.").into_response(),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use time::macros::date;

    use super::*;
    use crate::demo::{self, Demo, DemoOptions};

    /// The table and the demo's router each list the endpoints: this keeps them together.
    #[tokio::test]
    async fn the_demo_has_every_endpoint_of_the_table() -> Result<(), Box<dyn std::error::Error>> {
        let demo = Demo::new(DemoOptions::new(date!(2026 - 03 - 31), 0))?;
        let backend = Backend::Demo(demo::router(Arc::new(demo)));
        let mut codes = BTreeSet::new();
        for endpoint in &endpoint::ENDPOINTS {
            let path = endpoint.path.replace("{space}", Demo::spaces()[0].1).replace(['{', '}'], "");
            let call = Call {
                endpoint,
                target: format!("{}{path}", endpoint::PREFIX).parse()?,
                body: "{}".into(),
                attempt: None,
                session: None,
                end_line: false,
                host: None,
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
