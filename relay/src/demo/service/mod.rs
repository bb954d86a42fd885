//! The demo's endpoints on Databricks' own paths.

mod ids;
mod reply;
mod request;
mod result;
mod stage;
pub(crate) mod store;
mod turn;
mod wire;
mod work;

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::rejection::{BytesRejection, PathRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use axum::http::{Method, StatusCode, Uri};
use axum::routing::{any, delete, get, post};
use axum::{Json, Router};
use serde_json::{Value, json};

use super::Demo;
use super::semantics::statement::ColumnType;
use crate::api_error::ApiError;
use crate::endpoint::PREFIX;
use request::{Paging, Target, feedback, invalid, page, question};
use stage::Stage;
use store::{Conversation, Message};
use turn::Turn;
use work::internal;

/// What a handler gives.
type Answer<T> = Result<Json<T>, ApiError>;

/// Where both forms of a statement are found, so that any SQLite can recompute
/// an answer on the dumped data: a column with a `scale` is, in `run`, the whole
/// number of units of 10^-scale, and a BOOLEAN is 0 or 1.
pub const STATEMENT: &str = "/genie-relay/v1/demo/statements/{statement}";

/// The service for `demo`: Databricks' paths, and a GET of [`STATEMENT`].
pub fn router(demo: Arc<Demo>) -> Router {
    let spaces = format!("{PREFIX}spaces");
    let space = format!("{spaces}/{{space}}");
    let conversations = format!("{space}/conversations");
    let messages = format!("{conversations}/{{conversation}}/messages");
    let message = format!("{messages}/{{message}}");
    let attachment = format!("{message}/attachments/{{attachment}}");
    Router::new()
        .route(&spaces, get(list_spaces))
        .route(&space, get(get_space))
        .route(&format!("{space}/start-conversation"), post(start_conversation))
        .route(&conversations, get(list_conversations))
        .route(&messages, get(list_messages).post(create_message))
        .route(&format!("{conversations}/{{conversation}}"), delete(delete_conversation))
        .route(&message, get(get_message))
        .route(&format!("{message}/feedback"), post(give_feedback))
        .route(&format!("{attachment}/query-result"), get(query_result))
        .route(&format!("{attachment}/execute-query"), post(execute_query))
        .route(STATEMENT, get(get_statement))
        .route(&format!("{PREFIX}{{*rest}}"), any(unknown_endpoint))
        .method_not_allowed_fallback(unknown_endpoint)
        .with_state(demo)
}

async fn unknown_endpoint(method: Method, uri: Uri) -> ApiError {
    let path = uri.path().strip_prefix("/api/2.0").unwrap_or(uri.path());
    let message = format!("No API found for '{method} {path}'");
    ApiError::new(StatusCode::NOT_FOUND, "ENDPOINT_NOT_FOUND", message)
}

fn space_of(id: &'static str) -> wire::Space {
    wire::Space {
        space_id: id,
        title: "Food sales",
        description: "Demo data: orders of a food business over the last three years",
        warehouse_id: "de30000000000001",
    }
}

async fn list_spaces() -> Json<wire::Spaces> {
    Json(wire::Spaces { spaces: Demo::spaces().iter().map(|(_, id)| space_of(id)).collect() })
}

async fn get_space(target: Target) -> Json<wire::Space> {
    Json(space_of(target.space))
}

async fn start_conversation(
    State(demo): State<Arc<Demo>>,
    target: Target,
    body: Result<Bytes, BytesRejection>,
) -> Answer<wire::Started> {
    let question = question(body)?;
    let (turn, question) = demo.answer(question, None).await?;
    let now = (demo.clock)();
    let conversation = demo.store().start(target.space, &question, turn, now);
    let first = conversation.messages.front().ok_or_else(internal)?;
    Ok(Json(reply::started(&conversation, reply::message(first, now, demo.options.answer_ms))))
}

async fn create_message(
    State(demo): State<Arc<Demo>>,
    target: Target,
    body: Result<Bytes, BytesRejection>,
) -> Answer<wire::Message> {
    let question = question(body)?;
    let previous = target.conversation(&demo.store())?.last_intent().cloned();
    let (turn, question) = demo.answer(question, previous).await?;
    let now = (demo.clock)();
    let message = demo.store().add(target.space, &target.conversation, &question, turn, now);
    let message = message.ok_or_else(|| target.no_conversation())?;
    Ok(Json(reply::message(&message, now, demo.options.answer_ms)))
}

async fn get_message(State(demo): State<Arc<Demo>>, target: Target) -> Answer<wire::Message> {
    let store = demo.store();
    let message = target.message(&store)?;
    Ok(Json(reply::message(message, (demo.clock)(), demo.options.answer_ms)))
}

async fn list_messages(
    State(demo): State<Arc<Demo>>,
    target: Target,
    paging: Result<Query<Paging>, QueryRejection>,
) -> Answer<wire::Messages> {
    let store = demo.store();
    let newest_first = target.conversation(&store)?.messages.iter().rev().collect();
    let (messages, next_page_token) = page(newest_first, |message: &&Message| &message.id, paging)?;
    let now = (demo.clock)();
    let messages = messages.into_iter().map(|message| reply::message(message, now, demo.options.answer_ms));
    Ok(Json(wire::Messages { messages: messages.collect(), next_page_token }))
}

async fn list_conversations(
    State(demo): State<Arc<Demo>>,
    target: Target,
    paging: Result<Query<Paging>, QueryRejection>,
) -> Answer<wire::Conversations> {
    let store = demo.store();
    let newest_first = store.newest_first(target.space).collect();
    let (found, next_page_token) = page(newest_first, |one: &&Conversation| &one.id, paging)?;
    Ok(Json(wire::Conversations {
        conversations: found.into_iter().map(reply::summary).collect(),
        next_page_token,
    }))
}

async fn delete_conversation(State(demo): State<Arc<Demo>>, target: Target) -> Answer<Value> {
    let mut store = demo.store();
    target.conversation(&store)?;
    store.remove(target.space, &target.conversation);
    Ok(Json(json!({})))
}

async fn give_feedback(
    State(demo): State<Arc<Demo>>,
    target: Target,
    body: Result<Bytes, BytesRejection>,
) -> Answer<Value> {
    let feedback = feedback(body)?;
    let mut store = demo.store();
    target.message(&store)?;
    store.rate(target.space, &target.conversation, &target.message, feedback);
    Ok(Json(json!({})))
}

async fn query_result(State(demo): State<Arc<Demo>>, target: Target) -> Answer<Value> {
    demo.result(&target, Stage::ExecutingQuery).await
}

async fn execute_query(State(demo): State<Arc<Demo>>, target: Target) -> Answer<Value> {
    demo.result(&target, Stage::Done).await
}

async fn get_statement(
    State(demo): State<Arc<Demo>>,
    id: Result<Path<String>, PathRejection>,
) -> Answer<Value> {
    let Path(id) = id.map_err(|error| invalid(error.body_text()))?;
    let store = demo.store();
    let query = store.by_statement(&id).and_then(|message| match &message.turn {
        Turn::Query(query) => Some(&query.statement),
        Turn::Text { .. } => None,
    });
    let statement = query.ok_or_else(|| ApiError::missing(format!("Statement {id} does not exist.")))?;
    let columns = statement.columns.iter().map(|column| match column.kind {
        ColumnType::Decimal { scale, .. } => {
            json!({ "name": column.name, "type_text": column.kind.text(), "scale": scale })
        }
        kind => json!({ "name": column.name, "type_text": kind.text() }),
    });
    let columns: Vec<_> = columns.collect();
    Ok(Json(json!({ "run": statement.run, "shown": statement.shown, "columns": columns })))
}
