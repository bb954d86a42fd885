//! From a reply to what it was asked for, or to an error that keeps what came instead.

use serde::de::DeserializeOwned;

use super::error::{ApiError, Lost, Reply};
use super::message::{self, Told};
use super::result::{self, Statement};
use super::wire;
use crate::domain::ids::ConversationId;

/// What a request came to: a reply, whatever its status, or none.
pub type Outcome = Result<Reply, Lost>;

/// A page of a conversation's messages.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// Newest first.
    pub messages: Vec<Told>,
    /// Token of the next, older page.
    pub next: Option<String>,
}

fn body(outcome: Outcome) -> Result<Reply, ApiError> {
    let reply = outcome.map_err(ApiError::Lost)?;
    if (200..300).contains(&reply.status) { Ok(reply) } else { Err(ApiError::refused(&reply)) }
}

fn json<T: DeserializeOwned>(outcome: Outcome) -> Result<(T, Reply), ApiError> {
    let reply = body(outcome)?;
    match serde_json::from_str(&reply.body) {
        Ok(value) => Ok((value, reply)),
        Err(error) => Err(ApiError::malformed(&reply, &error.to_string())),
    }
}

/// Reads start-conversation: the conversation and its first message.
///
/// # Errors
/// The refusal, or [`ApiError::Malformed`] where an id is missing.
pub fn started(outcome: Outcome) -> Result<(ConversationId, Told), ApiError> {
    let (start, reply) = json::<wire::StartReply>(outcome)?;
    let conversation = start.conversation.unwrap_or_default();
    let mut first = start.message.unwrap_or_default();
    first.message_id = first.message_id.or(start.message_id);
    let id = start
        .conversation_id
        .or(conversation.conversation_id)
        .or(conversation.id)
        .or(first.conversation_id.clone());
    match (id, message::read(first)) {
        (Some(id), Some(told)) => Ok((id.into(), told)),
        _ => Err(ApiError::malformed(&reply, "an id is missing")),
    }
}

/// Reads one message.
///
/// # Errors
/// The refusal, or [`ApiError::Malformed`] where the id is missing.
pub fn told(outcome: Outcome) -> Result<Told, ApiError> {
    let (message, reply) = json::<wire::Message>(outcome)?;
    message::read(message).ok_or_else(|| ApiError::malformed(&reply, "message_id is missing"))
}

/// Reads a page of messages.
///
/// # Errors
/// The refusal, or [`ApiError::Malformed`].
pub fn page(outcome: Outcome) -> Result<Page, ApiError> {
    let (list, _) = json::<wire::MessageList>(outcome)?;
    Ok(Page {
        messages: list.messages.unwrap_or_default().into_iter().filter_map(message::read).collect(),
        next: list.next_page_token.filter(|token| !token.is_empty()),
    })
}

/// Reads a query result.
///
/// # Errors
/// The refusal, or [`ApiError::Malformed`].
pub fn statement(outcome: Outcome) -> Result<Statement, ApiError> {
    let reply = body(outcome)?;
    result::read(&reply.body).map_err(|why| ApiError::malformed(&reply, &why))
}

/// Reads the title of a space.
///
/// # Errors
/// The refusal, or [`ApiError::Malformed`].
pub fn space_title(outcome: Outcome) -> Result<Option<String>, ApiError> {
    json::<wire::Space>(outcome).map(|(space, _)| space.title.filter(|title| !title.is_empty()))
}

/// Reads the relay's own description of itself: is it a demo?
///
/// # Errors
/// The refusal (404 from a plain proxy), or [`ApiError::Malformed`].
pub fn is_demo(outcome: Outcome) -> Result<bool, ApiError> {
    json::<wire::RelayInfo>(outcome).map(|(info, _)| info.demo.unwrap_or_default())
}
