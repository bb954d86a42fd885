//! Comments on messages, which the widget does not use and SDKs do.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;

use super::super::Demo;
use super::request::{Paging, PagingQuery, comment};
use super::store::Place;
use super::{Answer, reply, wire};

pub(super) async fn create(
    State(demo): State<Arc<Demo>>,
    place: Place,
    body: Result<Bytes, BytesRejection>,
) -> Answer<wire::Comment> {
    let content = comment(body)?;
    let now = (demo.clock)();
    let mut store = demo.store();
    let comment = wire::Comment {
        message_comment_id: store.ids.next(now),
        space_id: place.space.id(),
        conversation_id: place.conversation.clone(),
        message_id: place.message.clone(),
        user_id: reply::USER_ID,
        content,
        created_timestamp: now,
    };
    place.message_mut(&mut store)?.comment(comment.clone());
    Ok(Json(comment))
}

pub(super) async fn of_message(
    State(demo): State<Arc<Demo>>,
    place: Place,
    paging: PagingQuery,
) -> Answer<wire::Comments> {
    let store = demo.store();
    let newest_first = place.message(&store)?.comments.iter().rev().cloned().collect();
    page(newest_first, paging)
}

pub(super) async fn of_conversation(
    State(demo): State<Arc<Demo>>,
    place: Place,
    paging: PagingQuery,
) -> Answer<wire::Comments> {
    let store = demo.store();
    let messages = place.conversation(&store)?.messages.iter().rev();
    page(messages.flat_map(|message| message.comments.iter().rev()).cloned().collect(), paging)
}

fn page(newest_first: Vec<wire::Comment>, paging: PagingQuery) -> Answer<wire::Comments> {
    let (comments, next_page_token) =
        Paging::of(paging)?.cut(newest_first, |comment: &wire::Comment| &comment.message_comment_id)?;
    Ok(Json(wire::Comments { comments, next_page_token }))
}
