//! The replies about conversations, spaces and comments.

use super::decode::{Outcome, json, list};
use super::error::ApiError;
use super::json::Json;
use super::message::{id, millis};
use crate::domain::conversation::{Comment, Conversation, ConversationKind, Space};

/// A page of a list.
#[derive(Debug, PartialEq, Eq)]
pub struct List<T> {
    /// In the service's order; what has no id is left out.
    pub items: Vec<T>,
    /// Token of the next page.
    pub next: Option<String>,
}

/// Reads `GenieListConversationsResponse`.
///
/// # Errors
/// The refusal, or [`ApiError::Malformed`].
pub fn conversations(outcome: Outcome) -> Result<List<Conversation>, ApiError> {
    read(outcome, "conversations", conversation)
}

/// Reads `GenieListSpacesResponse`.
///
/// # Errors
/// The refusal, or [`ApiError::Malformed`].
pub fn spaces(outcome: Outcome) -> Result<List<Space>, ApiError> {
    read(outcome, "spaces", space)
}

/// Reads `GenieListMessageCommentsResponse`.
///
/// # Errors
/// The refusal, or [`ApiError::Malformed`].
pub fn comments(outcome: Outcome) -> Result<List<Comment>, ApiError> {
    read(outcome, "comments", comment_of)
}

/// Reads the comment that was made.
///
/// # Errors
/// The refusal, or [`ApiError::Malformed`] where the id is missing.
pub fn comment(outcome: Outcome) -> Result<Comment, ApiError> {
    let (made, reply) = json(outcome)?;
    comment_of(&made).ok_or_else(|| ApiError::malformed(&reply, "message_comment_id is missing"))
}

fn read<T>(outcome: Outcome, name: &str, item: fn(&Json) -> Option<T>) -> Result<List<T>, ApiError> {
    let list = list(outcome, name)?;
    Ok(List {
        items: list.get(name).items().iter().filter_map(item).collect(),
        next: id(&list, "next_page_token"),
    })
}

fn conversation(told: &Json) -> Option<Conversation> {
    let kind = match told.get("agent_type").text() {
        None | Some("GENIE_CONVERSATION_TYPE_CHAT" | "GENIE_CONVERSATION_TYPE_UNSPECIFIED") => {
            ConversationKind::Chat
        }
        Some("GENIE_CONVERSATION_TYPE_AGENT") => ConversationKind::Agent,
        Some(_) => ConversationKind::Other,
    };
    Some(Conversation {
        id: id(told, "conversation_id").or_else(|| id(told, "id"))?.into(),
        title: told.string("title"),
        created_at: millis(told.get("created_timestamp")),
        kind,
    })
}

fn space(told: &Json) -> Option<Space> {
    Some(Space {
        id: id(told, "space_id")?.into(),
        title: told.string("title"),
        description: told.string("description"),
    })
}

fn comment_of(told: &Json) -> Option<Comment> {
    Some(Comment {
        id: id(told, "message_comment_id")?,
        text: told.string("content").unwrap_or_default(),
        created_at: millis(told.get("created_timestamp")),
    })
}
