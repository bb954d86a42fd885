//! Forwarding to a workspace: what goes out with the relay's credential, and
//! what to say when nothing sensible comes back. What may come back is
//! decided in [`reply`].

mod reply;
mod strip;

use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use reqwest::{Client, redirect, retry};

use crate::api_error::ApiError;
use crate::call::Call;
use crate::config::{ConfigError, Workspace, is_loopback};
use crate::endpoint::Rule;
use crate::once::NotTaken;
use crate::request_id::X_REQUEST_ID;

/// Largest reply of the workspace, in bytes; a Genie result has at most 5,000 rows.
const MAX_REPLY: usize = 32 * 1024 * 1024;

/// Why forwarding could not start.
#[derive(Debug, thiserror::Error)]
pub enum ForwardError {
    /// The token cannot be sent.
    #[error(transparent)]
    Token(#[from] ConfigError),
    /// The HTTP client could not be made, for want of TLS roots for example.
    #[error("the HTTP client could not be made")]
    Client(#[from] reqwest::Error),
}

/// Why a call has no reply of the workspace.
struct Failure {
    error: ApiError,
    /// Whether there was no connection that the request could have gone out on.
    unsent: bool,
}

impl From<ApiError> for Failure {
    fn from(error: ApiError) -> Self {
        Self { error, unsent: false }
    }
}

/// The way to one workspace.
#[derive(Debug)]
pub struct Forward {
    client: Client,
    workspace: Workspace,
    bearer: HeaderValue,
}

impl Forward {
    /// A client for the workspace: no redirects, for they would carry the
    /// token elsewhere, and no retries, for a repeated POST asks the question twice.
    ///
    /// # Errors
    /// If the client cannot be made.
    pub fn new(workspace: Workspace) -> Result<Self, ForwardError> {
        let mut client = Client::builder()
            .user_agent(concat!("genie-relay/", env!("CARGO_PKG_VERSION")))
            .redirect(redirect::Policy::none())
            .retry(retry::never())
            .connect_timeout(workspace.timeouts.connect);
        if is_loopback(&workspace.url) {
            client = client.no_proxy();
        }
        Ok(Self { client: client.build()?, bearer: workspace.token.bearer()?, workspace })
    }

    /// Sends a call on and answers with what may pass of the reply, or with an error in the same shape.
    pub async fn answer(&self, call: Call) -> Response {
        if call.endpoint.rule == Rule::ListsEveryone {
            let message =
                "The relay acts with one credential for all: it cannot list the conversations of one person.";
            return ApiError::denied(message).into_response();
        }
        let request_id = call.request_id.clone();
        self.send(call).await.unwrap_or_else(|failure| {
            let Failure { error, unsent } = failure;
            tracing::warn!(request_id = request_id.as_str(), failure = error.message, "forward");
            let mut response = error.into_response();
            if unsent {
                response.extensions_mut().insert(NotTaken);
            }
            response
        })
    }

    async fn send(&self, call: Call) -> Result<Response, Failure> {
        let mut url = self.workspace.url.clone();
        url.set_path(call.target.path());
        url.set_query(call.target.query());
        let is_post = call.endpoint.method == Method::POST;
        let timeouts = self.workspace.timeouts;
        // Built from nothing, so that no header of the browser can slip through.
        let mut request = self
            .client
            .request(call.endpoint.method.clone(), url)
            .timeout(if is_post { timeouts.post } else { timeouts.get })
            .header(header::AUTHORIZATION, self.bearer.clone())
            .header(header::ACCEPT, "application/json")
            .header(X_REQUEST_ID, call.request_id.as_str());
        if is_post {
            request = request.header(header::CONTENT_TYPE, "application/json").body(call.body);
        }
        let mut response = request
            .send()
            .await
            .map_err(|error| Failure { error: failure(&error), unsent: error.is_connect() })?;
        let (status, headers) = (response.status(), std::mem::take(response.headers_mut()));
        let body = collect(response).await?;
        Ok(reply::filter(status, &headers, &body, &self.workspace.token)?)
    }
}

/// The whole body, or an error as soon as it is larger than allowed.
async fn collect(mut response: reqwest::Response) -> Result<Vec<u8>, ApiError> {
    let mut body: Vec<u8> = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|error| failure(&error))? {
        append(&mut body, &chunk)?;
    }
    Ok(body)
}

fn append(body: &mut Vec<u8>, chunk: &Bytes) -> Result<(), ApiError> {
    if body.len() + chunk.len() > MAX_REPLY {
        return Err(bad_gateway(format!("The workspace's reply is larger than {MAX_REPLY} bytes.")));
    }
    body.extend_from_slice(chunk);
    Ok(())
}

/// A failed exchange in words of our own: a library's text may hold the URL or a header.
fn failure(error: &reqwest::Error) -> ApiError {
    if error.is_timeout() {
        let message = "The workspace did not answer in time.";
        return ApiError::new(StatusCode::GATEWAY_TIMEOUT, "DEADLINE_EXCEEDED", message);
    }
    bad_gateway(if error.is_connect() {
        "The workspace cannot be reached."
    } else {
        "The connection to the workspace broke off."
    })
}

/// 502 `BAD_GATEWAY`: the workspace is at fault, or the way to it.
fn bad_gateway(message: impl Into<String>) -> ApiError {
    ApiError::new(StatusCode::BAD_GATEWAY, "BAD_GATEWAY", message)
}

/// The headers of a reply that pass to the page: a wait that was asked for, and nothing else.
fn passing(headers: &HeaderMap) -> HeaderMap {
    let mut passed = HeaderMap::new();
    if let Some(wait) = headers.get(header::RETRY_AFTER) {
        passed.insert(header::RETRY_AFTER, wait.clone());
    }
    passed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reply_over_the_limit_is_refused() {
        let mut body = vec![0; MAX_REPLY - 1];
        assert_eq!(append(&mut body, &Bytes::from_static(b"1")), Ok(()));
        let refused = append(&mut body, &Bytes::from_static(b"2"));
        assert_eq!(refused.map_err(|error| error.status.as_u16()), Err(502));
    }
}
