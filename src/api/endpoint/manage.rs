//! What is done about conversations and answers that are there: listed, deleted, rated, commented.

use super::path::Path;
use super::{Request, question};
use crate::api::json;
use crate::domain::conversation::Rating;
use crate::domain::ids::{ConversationId, MessageId, SpaceId};

/// `GET /spaces`: the spaces that the reader may see.
pub fn list_spaces(page_size: u32, page_token: Option<&str>) -> Request {
    Request::get(Path::spaces().page(page_size, page_token).0)
}

/// `GET /spaces/{space}/conversations`: the reader's own. The service gives 100 at most, 20 unless told.
pub fn list_conversations(space: &SpaceId, page_size: u32, page_token: Option<&str>) -> Request {
    Request::get(Path::space(space).word("conversations").page(page_size, page_token).0)
}

/// `DELETE …/conversations/{conversation}`, with all its messages.
pub fn delete_conversation(space: &SpaceId, conversation: &ConversationId) -> Request {
    Request::delete(Path::conversation(space, conversation).0)
}

/// `DELETE …/messages/{message}`: a question and its answer.
pub fn delete_message(space: &SpaceId, conversation: &ConversationId, message: &MessageId) -> Request {
    Request::delete(Path::message(space, conversation, message).0)
}

/// `POST …/messages/{message}/feedback`: `None` takes a rating back.
pub fn feedback(
    space: &SpaceId,
    conversation: &ConversationId,
    message: &MessageId,
    rating: Option<Rating>,
    comment: Option<&str>,
) -> Request {
    let rating = match rating {
        Some(Rating::Positive) => "POSITIVE",
        Some(Rating::Negative) => "NEGATIVE",
        None => "NONE",
    };
    let mut body = ["{\"rating\":\"", rating, "\""].concat();
    if let Some(comment) = comment {
        body.push_str(",\"comment\":");
        json::quote(comment, &mut body);
    }
    body.push('}');
    let path = Path::message(space, conversation, message).word("feedback");
    Request { outlives: true, ..Request::post(path.0, body) }
}

/// `POST …/messages/{message}/comments`: others who may see the message can read it.
pub fn create_comment(
    space: &SpaceId,
    conversation: &ConversationId,
    message: &MessageId,
    content: &str,
) -> Request {
    Request::post(Path::message(space, conversation, message).word("comments").0, question(content, false))
}

/// `GET …/messages/{message}/comments`.
pub fn list_comments(
    space: &SpaceId,
    conversation: &ConversationId,
    message: &MessageId,
    page_size: u32,
    page_token: Option<&str>,
) -> Request {
    Request::get(Path::message(space, conversation, message).word("comments").page(page_size, page_token).0)
}
