//! The full result of a query: made on demand, then fetched from links that
//! need no credential but a signature, a header and haste.

use std::collections::VecDeque;
use std::sync::{Arc, MutexGuard, PoisonError};

use axum::Json;
use axum::body::{Body, Bytes};
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Version, header};
use axum::response::{IntoResponse, Response};
use http_body_util::channel::{Channel, Sender};
use serde::Deserialize;
use serde_json::{Value, json};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use super::super::Demo;
use super::super::table::{Row, Table};
use super::reply::progress_of;
use super::request::invalid;
use super::stage::execution;
use super::store::Place;
use super::work::internal;
use super::{Answer, statement, wire};
use crate::api_error::ApiError;
use crate::csv;
use crate::download::needs_ends;

/// Where the parts of a download are fetched, as the external links say.
pub const FILE: &str = "/genie-relay/v1/demo/files/{download}";

/// The header that a link asks for.
pub const KEY: &str = "x-genie-demo-key";

/// Most downloads that are remembered; the oldest makes room.
const MAX_DOWNLOADS: usize = 100;

/// Rows behind one link.
const PART: usize = 100_000;

/// How long a link can be used, in milliseconds.
const LINK_MS: i64 = 15 * 60 * 1000;

/// One download that was asked for.
pub(crate) struct Download {
    id: String,
    signature: String,
    statement: String,
    key: String,
    attachment: String,
    created: i64,
    table: Arc<Table>,
}

/// All that are remembered, the oldest first.
pub(crate) type Downloads = VecDeque<Download>;

impl Demo {
    fn downloads(&self) -> MutexGuard<'_, Downloads> {
        self.downloads.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

pub(super) async fn generate(State(demo): State<Arc<Demo>>, place: Place) -> Answer<wire::Download> {
    let now = (demo.clock)();
    let mut store = demo.store();
    let [id, signature, more, key] = [(); 4].map(|()| store.ids.next(now));
    let statement = store.ids.statement(now);
    let message = place.message(&store)?;
    let at = place.query(message)?;
    if !progress_of(message, now, &demo.options).is_done() {
        return Err(place.not_executed());
    }
    let counted = message.turn.queries.get(at).and_then(|query| query.result.as_ref().ok());
    let Some(counted) = counted else {
        let message = format!("The query of attachment {} has no result.", place.attachment);
        return Err(ApiError::bad_request("INVALID_STATE", message));
    };
    let download = Download {
        id,
        signature: format!("{signature}{more}"),
        statement,
        key,
        attachment: place.attachment,
        created: now,
        table: Arc::new(counted.table.clone()),
    };
    let reply = wire::Download {
        download_id: download.id.clone(),
        download_id_signature: download.signature.clone(),
    };
    drop(store);
    let mut downloads = demo.downloads();
    downloads.push_back(download);
    if downloads.len() > MAX_DOWNLOADS {
        downloads.pop_front();
    }
    Ok(Json(reply))
}

/// The query of the endpoint that tells how far a download is.
#[derive(Deserialize)]
pub(crate) struct Signed {
    download_id_signature: Option<String>,
}

pub(super) async fn get(
    State(demo): State<Arc<Demo>>,
    place: Place,
    signed: Result<Query<Signed>, QueryRejection>,
    headers: HeaderMap,
) -> Answer<Value> {
    let Query(signed) = signed.map_err(|error| invalid(error.body_text()))?;
    let given = signed.download_id_signature.ok_or_else(|| invalid("download_id_signature is required."))?;
    place.message(&demo.store())?;
    let now = (demo.clock)();
    let (statement_id, key, signature, table, ready) = {
        let downloads = demo.downloads();
        let found = downloads
            .iter()
            .find(|download| download.id == place.download && download.attachment == place.attachment);
        let download =
            found.ok_or_else(|| ApiError::missing(format!("Download {} does not exist.", place.download)))?;
        if download.signature != given {
            return Err(ApiError::denied("The signature does not belong to this download."));
        }
        let ready = download.created.saturating_add_unsigned(execution(demo.options.answer_ms));
        let Download { statement, key, signature, table, .. } = download;
        (statement.clone(), key.clone(), signature.clone(), table.clone(), ready)
    };
    if now < ready {
        return Ok(Json(statement::without_rows(&statement_id, "RUNNING")));
    }
    let (counting, working) = (table.clone(), demo.clone());
    let count = tokio::task::spawn_blocking(move || counting.count(&working.database));
    let count = count.await.map_err(|_| internal())?.map_err(|_| internal())?;
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).ok_or_else(internal)?;
    let url = format!("http://{host}{}?signature={signature}", FILE.replace("{download}", &place.download));
    let done = file_of(&table, count, &url, &key, &expiration(now)?);
    Ok(Json(statement::response(&statement_id, &json!({ "state": "SUCCEEDED" }), Some(done))))
}

/// When a link made at `now` is over, as RFC 3339 writes it.
fn expiration(now: i64) -> Result<String, ApiError> {
    let nanoseconds = i128::from(now + LINK_MS) * 1_000_000;
    let at = OffsetDateTime::from_unix_timestamp_nanos(nanoseconds).map_err(|_| internal())?;
    at.format(&Rfc3339).map_err(|_| internal())
}

/// Manifest and result of a file with `count` rows whose parts are found at `url`.
fn file_of(table: &Table, count: usize, url: &str, key: &str, expiration: &str) -> (Value, Value) {
    let chunk = |at: usize| {
        let offset = at * PART;
        json!({ "chunk_index": at, "row_offset": offset, "row_count": PART.min(count - offset) })
    };
    let chunks: Vec<Value> = (0..count.div_ceil(PART)).map(chunk).collect();
    let link = |mut chunk: Value| {
        chunk["external_link"] = format!("{url}&part={}", chunk["chunk_index"]).into();
        chunk["expiration"] = expiration.into();
        chunk["http_headers"] = json!({ KEY: key });
        chunk
    };
    let mut manifest = json!({
        "format": "CSV",
        "schema": statement::schema(&table.fields),
        "total_chunk_count": chunks.len(),
        "total_row_count": count,
        "truncated": false,
    });
    if chunks.is_empty() {
        return (manifest, json!({}));
    }
    let links: Vec<Value> = chunks.iter().cloned().map(link).collect();
    manifest["chunks"] = chunks.into();
    (manifest, json!({ "external_links": links }))
}

/// The query of a link.
#[derive(Deserialize)]
pub(crate) struct Part {
    part: usize,
    signature: String,
}

/// The rows behind one link. Like a store of files, it takes no credential.
pub(super) async fn file(
    State(demo): State<Arc<Demo>>,
    Path(id): Path<String>,
    query: Result<Query<Part>, QueryRejection>,
    version: Version,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    needs_ends(version)?;
    let Query(query) = query.map_err(|error| invalid(error.body_text()))?;
    if headers.contains_key(header::AUTHORIZATION) {
        return Err(invalid("A pre-signed link takes no Authorization header."));
    }
    let table = {
        let downloads = demo.downloads();
        let key = headers.get(KEY).map(HeaderValue::as_bytes);
        let found = downloads.iter().find(|download| {
            download.id == id
                && download.signature == query.signature
                && Some(download.key.as_bytes()) == key
                && (demo.clock)() < download.created + LINK_MS
        });
        found.ok_or_else(|| ApiError::denied("The link is not valid, or not any more."))?.table.clone()
    };
    let (sender, body) = Channel::<Bytes, rusqlite::Error>::new(1);
    tokio::spawn(send(demo, table, query.part.saturating_mul(PART), sender));
    let head = [(header::CONTENT_TYPE, "text/csv; charset=utf-8")];
    Ok((StatusCode::OK, head, Body::new(body)).into_response())
}

/// The line with the names of the columns.
fn names(table: &Table) -> String {
    let mut out = String::new();
    csv::line(table.fields.iter().map(|field| Some(field.name.as_ref())), &mut out);
    out
}

fn lines(rows: &[Row]) -> String {
    let mut out = String::new();
    for row in rows {
        csv::line(row.iter().map(Option::as_deref), &mut out);
    }
    out
}

/// Sends one part, a page at a time, for as long as somebody reads.
async fn send(demo: Arc<Demo>, table: Arc<Table>, from: usize, mut to: Sender<Bytes, rusqlite::Error>) {
    if from == 0 && to.send_data(names(&table).into()).await.is_err() {
        return;
    }
    let mut at = from;
    while at < from.saturating_add(PART) {
        let (reading, table) = (demo.clone(), table.clone());
        match tokio::task::spawn_blocking(move || table.page(&reading.database, at)).await {
            Ok(Ok(rows)) if rows.is_empty() => return,
            Ok(Ok(rows)) => {
                at += rows.len();
                if to.send_data(lines(&rows).into()).await.is_err() {
                    return;
                }
            }
            Ok(Err(error)) => return to.abort(error),
            Err(_) => return to.abort(rusqlite::Error::InvalidQuery),
        }
    }
}
