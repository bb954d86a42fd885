//! All rows of a query as one CSV stream. The workspace makes a file, tells its
//! signature and then pre-signed links; all of these stay inside the relay, and
//! the page gets the rows as they arrive, whatever their number.
//!
//! A line ends with CR LF, the first one has the names of the columns. The
//! demo writes NULL as an empty field and an empty text as `""`; a workspace's
//! file is passed on as it is. Who asks for it gets a last line by which the end
//! is known ([`crate::end_line`]).

use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Version, header};
use axum::response::{IntoResponse, Response};
use http_body_util::BodyExt;
use http_body_util::channel::{Channel, Sender};
use reqwest::Url;
use serde_json::Value;
use tokio::time::Instant;

use crate::api::Backend;
use crate::api_error::{ApiError, Refusal};
use crate::call::Call;
use crate::csv;
use crate::end_line::EndLine;
use crate::endpoint::is_id;

/// How long the workspace may take to make the file.
const PATIENCE: Duration = Duration::from_secs(180);

/// The first and the longest wait between two looks.
const WAITS: [Duration; 2] = [Duration::from_millis(200), Duration::from_secs(2)];

/// A reply as it came, with its signatures and links: never to be passed on unfiltered.
pub struct Raw {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Bytes,
}

/// One part of the file.
#[derive(Debug, Clone)]
pub struct Link {
    chunk_index: u64,
    /// Where it is.
    pub external_link: Url,
    /// What the request has to carry.
    pub http_headers: HeaderMap,
}

impl Link {
    fn read(given: &Value) -> Option<Self> {
        let mut http_headers = HeaderMap::new();
        for (name, value) in given["http_headers"].as_object().into_iter().flatten() {
            let value = HeaderValue::from_str(value.as_str()?).ok()?;
            http_headers.insert(HeaderName::try_from(name).ok()?, value);
        }
        Some(Self {
            chunk_index: given["chunk_index"].as_u64().unwrap_or_default(),
            external_link: Url::parse(given["external_link"].as_str()?).ok()?,
            http_headers,
        })
    }
}

/// Answers with the rows of the query that the call names.
pub async fn answer(backend: &Backend, call: &Call) -> Response {
    rows(backend, call).await.unwrap_or_else(|refusal| *refusal)
}

async fn rows(backend: &Backend, call: &Call) -> Result<Response, Refusal> {
    let path = call.target.path();
    let attachment = path.strip_suffix("rows.csv").unwrap_or(path);
    let generated = ask(backend, call, Method::POST, format!("{attachment}downloads")).await?;
    let text = |name: &str| generated[name].as_str().unwrap_or_default();
    let (id, signature) = (text("download_id"), text("download_id_signature"));
    if !is_id(id) {
        return Err(no_file("it named no download").into());
    }
    // The host is never used: a URL is only the well-kept way to write a query.
    let mut url = Url::parse("http://relay.invalid").map_err(|error| no_file(&error.to_string()))?;
    url.query_pairs_mut().append_pair("download_id_signature", signature);
    let target = format!("{attachment}downloads/{id}?{}", url.query().unwrap_or_default());
    let done = finished(backend, call, &target).await?;
    let links = links(&done)?;
    let mut end = call.end_line.then(EndLine::default);
    let body = match links.split_first() {
        None => {
            let mut file = names(&done);
            if let Some(mut end) = end.take() {
                end.add(file.as_bytes());
                file.push_str(&end.finish());
            }
            Body::from(file)
        }
        Some((first, rest)) => {
            let opened = backend.open(first).await?;
            let (sender, body) = Channel::<Bytes, axum::Error>::new(1);
            tokio::spawn(stream(backend.clone(), opened, rest.to_vec(), end, sender));
            Body::new(body)
        }
    };
    let kind = match call.end_line {
        true => "text/csv; charset=utf-8; header=present; end=1",
        false => "text/csv; charset=utf-8; header=present",
    };
    let head =
        [(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, "attachment; filename=\"rows.csv\"")];
    Ok((StatusCode::OK, head, body).into_response())
}

/// Refuses a request of HTTP/1.0, where the end of a reply is the end of the connection: rows that were cut
/// on their way would look like all of them.
///
/// # Errors
/// 505 that says what to set.
pub fn needs_ends(version: Version) -> Result<(), ApiError> {
    if version >= Version::HTTP_11 {
        return Ok(());
    }
    let message = "Rows are streamed over HTTP/1.1 only: over HTTP/1.0 a reply that was cut looks whole. \
        In nginx, set `proxy_http_version 1.1;` and `proxy_buffering off;` for the relay.";
    Err(ApiError::new(StatusCode::HTTP_VERSION_NOT_SUPPORTED, "HTTP_VERSION_NOT_SUPPORTED", message))
}

/// Hands all parts on, and the line that ends them. Where one breaks off, the page sees its connection break
/// off, so that it cannot take the beginning for the whole.
async fn stream(
    backend: Backend,
    first: Body,
    rest: Vec<Link>,
    mut end: Option<EndLine>,
    mut to: Sender<Bytes, axum::Error>,
) {
    let mut part = first;
    let mut rest = rest.iter();
    while pass(&mut part, &mut end, &mut to).await {
        let Some(next) = rest.next() else {
            if let Some(end) = end {
                // Nobody may be reading any more.
                drop(to.send_data(end.finish().into()).await);
            }
            return;
        };
        match backend.open(next).await {
            Ok(opened) => part = opened,
            Err(_) => break,
        }
    }
    to.abort(axum::Error::new("a part of the file broke off"));
}

/// Hands a part on; false where it broke off or nobody reads any more.
async fn pass(part: &mut Body, end: &mut Option<EndLine>, to: &mut Sender<Bytes, axum::Error>) -> bool {
    while let Some(frame) = part.frame().await {
        let Ok(frame) = frame else { return false };
        let Ok(data) = frame.into_data() else { continue };
        if let Some(end) = end {
            end.add(&data);
        }
        if to.send_data(data).await.is_err() {
            return false;
        }
    }
    true
}

/// The statement response of a file that is ready.
async fn finished(backend: &Backend, call: &Call, target: &str) -> Result<Value, Refusal> {
    let (deadline, mut wait) = (Instant::now() + PATIENCE, WAITS[0]);
    loop {
        let mut reply = ask(backend, call, Method::GET, target.to_owned()).await?;
        let response = reply["statement_response"].take();
        let status = &response["status"];
        match status["state"].as_str().unwrap_or_default() {
            "SUCCEEDED" => return Ok(response),
            "PENDING" | "RUNNING" if Instant::now() + wait < deadline => tokio::time::sleep(wait).await,
            "PENDING" | "RUNNING" => {
                let message = "The workspace took too long to prepare the rows: try again later.";
                let error = ApiError::new(StatusCode::GATEWAY_TIMEOUT, "DEADLINE_EXCEEDED", message);
                return Err(error.into());
            }
            state => {
                let words = status["error"]["message"].as_str().unwrap_or(state);
                let message = format!("The rows could not be prepared: {words}");
                return Err(ApiError::bad_request("ABORTED", message).into());
            }
        }
        wait = (wait * 2).min(WAITS[1]);
    }
}

/// The links in their order.
fn links(response: &Value) -> Result<Vec<Link>, ApiError> {
    let manifest = &response["manifest"];
    if manifest["format"].as_str().is_some_and(|format| format != "CSV") {
        return Err(no_file("the file is not CSV"));
    }
    let given = response["result"]["external_links"].as_array().into_iter().flatten();
    let links: Option<Vec<_>> = given.map(Link::read).collect();
    let mut links = links.ok_or_else(|| no_file("a link cannot be read"))?;
    // Fewer rows than there are must not look like all of them.
    let parts = manifest["total_chunk_count"].as_u64().unwrap_or_default();
    let empty = manifest["total_row_count"].as_u64().unwrap_or_default() == 0;
    if u64::try_from(links.len()).unwrap_or_default() < parts || (links.is_empty() && !empty) {
        return Err(no_file("a part of the file has no link"));
    }
    links.sort_by_key(|link| link.chunk_index);
    Ok(links)
}

/// The header line of a result without rows, for which there is no file.
fn names(response: &Value) -> String {
    let columns = response["manifest"]["schema"]["columns"].as_array();
    let mut out = String::new();
    csv::line(columns.into_iter().flatten().map(|column| column["name"].as_str()), &mut out);
    out
}

async fn ask(backend: &Backend, call: &Call, method: Method, target: String) -> Result<Value, Refusal> {
    let raw = backend.ask(call, method, target).await?;
    serde_json::from_slice(&raw.body).map_err(|_| no_file("its reply is not JSON").into())
}

/// 502 `BAD_GATEWAY`.
pub fn no_file(why: &str) -> ApiError {
    let message = format!("The workspace gave no file with the rows: {why}.");
    ApiError::new(StatusCode::BAD_GATEWAY, "BAD_GATEWAY", message)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_file_that_lacks_a_part_is_refused() {
        let link = |at: u64| json!({ "chunk_index": at, "external_link": "https://store.example/x" });
        let cases = [
            (json!({ "total_chunk_count": 2, "total_row_count": 9 }), vec![link(1), link(0)], Ok(vec![0, 1])),
            (json!({ "total_chunk_count": 2, "total_row_count": 9 }), vec![link(0)], Err(502)),
            (json!({ "total_chunk_count": 0, "total_row_count": 9 }), vec![], Err(502)),
            (json!({ "total_chunk_count": 0, "total_row_count": 0 }), vec![], Ok(vec![])),
            (json!({ "format": "ARROW_STREAM" }), vec![link(0)], Err(502)),
            (json!({}), vec![json!({ "external_link": "not a URL" })], Err(502)),
        ];
        for (manifest, given, expected) in cases {
            let response = json!({ "manifest": manifest, "result": { "external_links": given } });
            let order = |links: Vec<Link>| links.iter().map(|link| link.chunk_index).collect();
            assert_eq!(
                links(&response).map(order).map_err(|error| error.status.as_u16()),
                expected,
                "{response}"
            );
        }
    }
}
