//! The demo's endpoints on Databricks' own paths.

mod comments;
mod conversations;
pub(crate) mod download;
mod ids;
mod messages;
mod reply;
mod request;
mod stage;
mod statement;
pub(crate) mod store;
mod wire;
mod work;

use std::sync::Arc;

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::{Method, StatusCode, Uri};
use axum::routing::{any, get, post};
use axum::{Json, Router};
use serde_json::{Value, json};

use super::Demo;
use super::semantics::statement::ColumnType;
use super::table::Source;
use crate::api_error::ApiError;
use crate::endpoint::{PREFIX, STATEMENT_CHUNK};
use request::invalid;

/// What a handler gives.
type Answer<T> = Result<Json<T>, ApiError>;

/// Where both forms of a statement are found, so that any SQLite can recompute
/// an answer on the dumped data: a column with a `scale` is, in `run`, the whole
/// number of units of 10^-scale, and a BOOLEAN is 0 or 1.
pub const STATEMENT: &str = "/genie-relay/v1/demo/statements/{statement}";

/// The service for `demo`: Databricks' paths (of which the relay lets those of its table through, and asks
/// for [`STATEMENT_CHUNK`] itself), and a GET of [`STATEMENT`] and of [`download::FILE`].
pub fn router(demo: Arc<Demo>) -> Router {
    let spaces = format!("{PREFIX}spaces");
    let space = format!("{spaces}/{{space}}");
    let all = format!("{space}/conversations");
    let conversation = format!("{all}/{{conversation}}");
    let asked = format!("{conversation}/messages");
    let message = format!("{asked}/{{message}}");
    let attachment = format!("{message}/attachments/{{attachment}}");
    Router::new()
        .route(&spaces, get(conversations::list_spaces))
        .route(&space, get(conversations::get_space))
        .route(&format!("{PREFIX}agents/{{space}}"), get(conversations::get_agent))
        .route(&format!("{space}/start-conversation"), post(conversations::start))
        .route(&all, get(conversations::list))
        .route(&conversation, axum::routing::delete(conversations::delete))
        .route(&format!("{conversation}/list-comments"), get(comments::of_conversation))
        .route(&asked, get(messages::list).post(messages::create))
        .route(&message, get(messages::get).delete(messages::delete))
        .route(&format!("{message}/feedback"), post(messages::rate))
        .route(&format!("{message}/comments"), get(comments::of_message).post(comments::create))
        .route(&format!("{attachment}/query-result"), get(messages::query_result))
        .route(&format!("{attachment}/execute-query"), post(messages::execute_query))
        .route(&format!("{attachment}/download-visualization"), get(messages::picture))
        .route(&format!("{attachment}/downloads"), post(download::generate))
        .route(&format!("{attachment}/downloads/{{download}}"), get(download::get))
        .route(STATEMENT_CHUNK, get(messages::chunk))
        .route(STATEMENT, get(get_statement))
        .route(download::FILE, get(download::file))
        .route(&format!("{PREFIX}{{*rest}}"), any(unknown_endpoint))
        .method_not_allowed_fallback(unknown_endpoint)
        .with_state(demo)
}

async fn unknown_endpoint(method: Method, uri: Uri) -> ApiError {
    let path = uri.path().strip_prefix("/api/2.0").unwrap_or(uri.path());
    let message = format!("No API found for '{method} {path}'");
    ApiError::new(StatusCode::NOT_FOUND, "ENDPOINT_NOT_FOUND", message)
}

async fn get_statement(
    State(demo): State<Arc<Demo>>,
    id: Result<Path<String>, PathRejection>,
) -> Answer<Value> {
    let Path(id) = id.map_err(|error| invalid(error.body_text()))?;
    let store = demo.store();
    let query = store.by_statement(&id).and_then(|(message, at)| message.turn.queries.get(at));
    let source = query.and_then(|query| query.result.as_ref().ok()).map(|counted| &counted.table.source);
    let Some(Source::Sql(statement)) = source else {
        return Err(ApiError::missing(format!("Statement {id} does not exist.")));
    };
    let columns = statement.columns.iter().map(|column| match column.kind {
        ColumnType::Decimal { scale, .. } => {
            json!({ "name": column.name, "type_text": column.kind.text(), "scale": scale })
        }
        kind => json!({ "name": column.name, "type_text": kind.text() }),
    });
    let columns: Vec<_> = columns.collect();
    Ok(Json(json!({ "run": statement.run, "shown": statement.shown, "columns": columns })))
}
