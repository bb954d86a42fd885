//! Messages: ask, get, list, delete, rate, and the rows and pictures of their queries.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::rejection::{BytesRejection, PathRejection};
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::super::Demo;
use super::request::{Paging, PagingQuery, feedback, invalid, question};
use super::store::{Message, Place};
use super::{Answer, reply, wire};
use crate::api_error::ApiError;

pub(super) async fn create(
    State(demo): State<Arc<Demo>>,
    place: Place,
    body: Result<Bytes, BytesRejection>,
) -> Answer<wire::Message> {
    let asked = question(body)?;
    let context = |message: &Message| message.turn.context.clone();
    let context = place.conversation(&demo.store())?.messages.back().and_then(context);
    let (turn, question) = demo.answer(place.space, asked, context.unwrap_or_default()).await?;
    let now = (demo.clock)();
    let message = demo.store().add(&place, &question, turn, now);
    let message = message.ok_or_else(|| place.no_conversation())?;
    Ok(Json(reply::message(&message, now, &demo.options)))
}

pub(super) async fn get(State(demo): State<Arc<Demo>>, place: Place) -> Answer<wire::Message> {
    let store = demo.store();
    let message = place.message(&store)?;
    Ok(Json(reply::message(message, (demo.clock)(), &demo.options)))
}

pub(super) async fn list(
    State(demo): State<Arc<Demo>>,
    place: Place,
    paging: PagingQuery,
) -> Answer<wire::Messages> {
    let store = demo.store();
    let newest_first = place.conversation(&store)?.messages.iter().rev().collect();
    let (messages, next_page_token) =
        Paging::of(paging)?.cut(newest_first, |message: &&Message| &message.id)?;
    let now = (demo.clock)();
    let messages = messages.into_iter().map(|message| reply::message(message, now, &demo.options));
    Ok(Json(wire::Messages { messages: messages.collect(), next_page_token }))
}

pub(super) async fn delete(State(demo): State<Arc<Demo>>, place: Place) -> Answer<Value> {
    let mut store = demo.store();
    let conversation = store.conversation_mut(&place).ok_or_else(|| place.no_conversation())?;
    if conversation.remove(&place.message) { Ok(Json(json!({}))) } else { Err(place.no_message()) }
}

pub(super) async fn rate(
    State(demo): State<Arc<Demo>>,
    place: Place,
    body: Result<Bytes, BytesRejection>,
) -> Answer<Value> {
    let feedback = feedback(body)?;
    place.message_mut(&mut demo.store())?.feedback = feedback;
    Ok(Json(json!({})))
}

pub(super) async fn query_result(State(demo): State<Arc<Demo>>, place: Place) -> Answer<Value> {
    demo.result(&place).await
}

/// By the statement alone, so that only the relay may ask for it.
pub(super) async fn chunk(
    State(demo): State<Arc<Demo>>,
    path: Result<Path<(String, usize)>, PathRejection>,
) -> Answer<Value> {
    let Path((statement, at)) = path.map_err(|error| invalid(error.body_text()))?;
    demo.chunk(&statement, at).await
}

pub(super) async fn execute_query(State(demo): State<Arc<Demo>>, place: Place) -> Answer<Value> {
    demo.execute(&place)?;
    demo.result(&place).await
}

pub(super) async fn picture(State(demo): State<Arc<Demo>>, place: Place) -> Result<Response, ApiError> {
    let png = demo.picture(&place).await?;
    Ok(([(header::CONTENT_TYPE, "image/png")], png).into_response())
}
