//! Forwarding to a workspace: what goes out with the relay's credential, and
//! what to say when nothing sensible comes back. What may come back is
//! decided in [`reply`].

mod reply;
mod samples;
mod strip;

use axum::body::{Body, Bytes};
use axum::http::uri::PathAndQuery;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Version, header};
use axum::response::{IntoResponse, Response};
use reqwest::{Client, redirect, retry};

use crate::api_error::ApiError;
use crate::call::Call;
use crate::config::{ConfigError, Workspace, is_loopback};
use crate::download::{Link, Raw, no_file};
use crate::endpoint::Rule;
use crate::once::NotTaken;
use crate::request_id::X_REQUEST_ID;

/// Largest reply of the workspace, in bytes; a Genie result has at most 5,000 rows.
const MAX_REPLY: usize = 32 * 1024 * 1024;

/// Largest picture, in bytes; one of a chart has some hundred thousand.
const MAX_PICTURE: usize = 8 * 1024 * 1024;

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
    /// For the files of downloads, which may take as long as they keep coming.
    files: Client,
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
        let client = || {
            let client = Client::builder()
                .user_agent(concat!("genie-relay/", env!("CARGO_PKG_VERSION")))
                .redirect(redirect::Policy::none())
                .retry(retry::never())
                .connect_timeout(workspace.timeouts.connect);
            if is_loopback(&workspace.url) { client.no_proxy() } else { client }
        };
        let files = client().read_timeout(workspace.timeouts.get).build()?;
        Ok(Self { client: client().build()?, files, bearer: workspace.token.bearer()?, workspace })
    }

    /// Sends a call on and answers with what may pass of the reply, or with an error in the same shape.
    pub async fn answer(&self, call: Call) -> Response {
        match call.endpoint.rule {
            Rule::ListsEveryone => {
                let message = "The relay acts with one credential for all: it cannot list the conversations of one person.";
                return ApiError::denied(message).into_response();
            }
            Rule::DemoOnly(_) => return ApiError::no_endpoint().into_response(),
            _ => {}
        }
        let (method, target) = (call.endpoint.method.clone(), call.target.clone());
        let sent = self.send(&call, method, target, call.body.clone()).await;
        let filtered = sent.and_then(|mut raw| {
            if call.endpoint.rule == Rule::EmptyReply
                && raw.status.is_success()
                && raw.body.trim_ascii().is_empty()
            {
                raw.body = Bytes::from_static(b"{}");
            }
            if call.endpoint.rule == Rule::Picture && raw.status.is_success() {
                return Ok(reply::picture(raw.body)?);
            }
            if call.endpoint.rule == Rule::Samples && raw.status.is_success() {
                raw.body = samples::only(&raw.body)?;
            }
            Ok(reply::filter(raw.status, &raw.headers, &raw.body, &self.workspace.token)?)
        });
        filtered.unwrap_or_else(|failure| {
            let Failure { error, unsent } = failure;
            tracing::warn!(request_id = call.request_id.as_str(), failure = error.message, "forward");
            let mut response = error.into_response();
            if unsent {
                response.extensions_mut().insert(NotTaken);
            }
            response
        })
    }

    /// A further exchange on behalf of `call`, with the reply as it comes.
    ///
    /// # Errors
    /// 502 or 504 where there is no reply.
    pub async fn exchange(
        &self,
        call: &Call,
        method: Method,
        target: PathAndQuery,
        body: Bytes,
    ) -> Result<Raw, ApiError> {
        self.send(call, method, target, body).await.map_err(|failure| failure.error)
    }

    /// What may pass of a reply.
    pub fn filter(&self, raw: &Raw) -> Response {
        let filtered = reply::filter(raw.status, &raw.headers, &raw.body, &self.workspace.token);
        filtered.unwrap_or_else(ApiError::into_response)
    }

    /// The rows behind a link. Without the credential: the link is its own.
    ///
    /// # Errors
    /// 502 where there are none, or where the link would show them to the network.
    pub async fn open(&self, link: &Link) -> Result<Body, ApiError> {
        let url = &link.external_link;
        if url.scheme() != "https" && !(is_loopback(url) && is_loopback(&self.workspace.url)) {
            return Err(no_file("a link is not https"));
        }
        let request = self.files.get(url.clone()).headers(link.http_headers.clone());
        let response = request.send().await.map_err(|error| failure(&error))?;
        if response.status() != StatusCode::OK {
            return Err(no_file(&format!("a link answered {}", response.status())));
        }
        if !tells_its_end(&response) {
            return Err(no_file("a link's reply does not tell where it ends"));
        }
        let response: axum::http::Response<reqwest::Body> = response.into();
        Ok(Body::new(response.into_body()))
    }

    async fn send(
        &self,
        call: &Call,
        method: Method,
        target: PathAndQuery,
        body: Bytes,
    ) -> Result<Raw, Failure> {
        let mut url = self.workspace.url.clone();
        url.set_path(target.path());
        url.set_query(target.query());
        let is_post = method == Method::POST;
        let timeouts = self.workspace.timeouts;
        let (accepted, most) = match call.endpoint.rule {
            Rule::Picture => ("application/octet-stream", MAX_PICTURE),
            _ => ("application/json", MAX_REPLY),
        };
        // Built from nothing, so that no header of the browser can slip through.
        let mut request = self
            .client
            .request(method, url)
            .timeout(if is_post { timeouts.post } else { timeouts.get })
            .header(header::AUTHORIZATION, self.bearer.clone())
            .header(header::ACCEPT, accepted)
            .header(X_REQUEST_ID, call.request_id.as_str());
        if is_post {
            request = request.header(header::CONTENT_TYPE, "application/json").body(body);
        }
        let mut response = request
            .send()
            .await
            .map_err(|error| Failure { error: failure(&error), unsent: error.is_connect() })?;
        let (status, headers) = (response.status(), std::mem::take(response.headers_mut()));
        let body = collect(response, most).await?.into();
        Ok(Raw { status, headers, body })
    }
}

/// Whether a body that was cut can be told from a whole one: not where its end is the end of the connection.
fn tells_its_end(response: &reqwest::Response) -> bool {
    let headers = response.headers();
    response.version() > Version::HTTP_11
        || headers.contains_key(header::CONTENT_LENGTH)
        || headers.contains_key(header::TRANSFER_ENCODING)
}

/// The whole body, or an error as soon as it has more than `most` bytes.
async fn collect(mut response: reqwest::Response, most: usize) -> Result<Vec<u8>, ApiError> {
    let mut body: Vec<u8> = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|error| failure(&error))? {
        append(&mut body, &chunk, most)?;
    }
    Ok(body)
}

fn append(body: &mut Vec<u8>, chunk: &Bytes, most: usize) -> Result<(), ApiError> {
    if body.len() + chunk.len() > most {
        return Err(bad_gateway(format!("The workspace's reply is larger than {most} bytes.")));
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
        assert_eq!(append(&mut body, &Bytes::from_static(b"1"), MAX_REPLY), Ok(()));
        let refused = append(&mut body, &Bytes::from_static(b"2"), MAX_REPLY);
        assert_eq!(refused.map_err(|error| error.status.as_u16()), Err(502));
    }
}
