//! Spaces and conversations: list, get, start, delete.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::rejection::{BytesRejection, QueryRejection};
use axum::extract::{Query, State};
use serde_json::{Value, json};

use super::super::Demo;
use super::super::semantics::converse::Context;
use super::super::space::Space;
use super::request::{self, Paging, PagingQuery, question};
use super::store::{Conversation, Place};
use super::work::internal;
use super::{Answer, reply, wire};

fn described(space: Space) -> wire::Space {
    wire::Space {
        space_id: space.id(),
        title: space.title(),
        description: space.description(),
        warehouse_id: "de30000000000001",
    }
}

pub(super) async fn list_spaces(paging: PagingQuery) -> Answer<wire::Spaces> {
    let (spaces, next_page_token) =
        Paging::of(paging)?.cut(Space::ALL.to_vec(), |space: &Space| space.id())?;
    Ok(Json(wire::Spaces { spaces: spaces.into_iter().map(described).collect(), next_page_token }))
}

pub(super) async fn get_space(place: Place) -> Json<wire::Space> {
    Json(described(place.space))
}

/// The space as the newer API shows it; only the full view has a definition.
pub(super) async fn get_agent(
    place: Place,
    view: Result<Query<request::View>, QueryRejection>,
) -> Answer<wire::Agent> {
    let space = place.space;
    let sample = |(at, question)| wire::Sample { id: format!("{:032x}", at + 1), question };
    let definition = request::View::is_full(view)?.then(|| wire::Definition {
        config: wire::Config {
            sample_questions: space.samples().into_iter().enumerate().map(sample).collect(),
        },
    });
    Ok(Json(wire::Agent {
        name: format!("agents/{}", space.id()),
        display_name: space.title(),
        description: space.description(),
        definition,
    }))
}

pub(super) async fn start(
    State(demo): State<Arc<Demo>>,
    place: Place,
    body: Result<Bytes, BytesRejection>,
) -> Answer<wire::Started> {
    let asked = question(body)?;
    let (turn, question) = demo.answer(place.space, asked, Context::default()).await?;
    let now = (demo.clock)();
    let conversation = demo.store().start(&place, &question, turn, now);
    let first = conversation.messages.front().ok_or_else(internal)?;
    Ok(Json(reply::started(&conversation, reply::message(first, now, &demo.options))))
}

pub(super) async fn list(
    State(demo): State<Arc<Demo>>,
    place: Place,
    paging: PagingQuery,
) -> Answer<wire::Conversations> {
    let paging = Paging::of(paging)?;
    let store = demo.store();
    paging.own_only(&place.caller)?;
    let newest_first = store.newest_first(&place).collect();
    let (found, next_page_token) = paging.cut(newest_first, |one: &&Conversation| &one.id)?;
    Ok(Json(wire::Conversations {
        conversations: found.into_iter().map(reply::summary).collect(),
        next_page_token,
    }))
}

pub(super) async fn delete(State(demo): State<Arc<Demo>>, place: Place) -> Answer<Value> {
    if demo.store().remove(&place) { Ok(Json(json!({}))) } else { Err(place.no_conversation()) }
}
