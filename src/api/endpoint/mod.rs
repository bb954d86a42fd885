//! The endpoints as pure request values.
//!
//! Paths are Databricks' own, so that any reverse proxy can stand in for the
//! relay: <https://docs.databricks.com/api/workspace/genie>.

mod manage;
mod path;
#[cfg(test)]
mod tests;

pub use self::manage::{
    create_comment, delete_conversation, delete_message, feedback, list_comments, list_conversations,
    list_spaces,
};

use self::path::Path;
use super::json;
use crate::domain::ids::{AttachmentId, ConversationId, MessageId, SpaceId};

/// How long a POST may take, in ms. Longer than a GET: it starts work.
const POST_TIMEOUT_MS: u32 = 60_000;
/// How long a GET or a DELETE may take, in ms.
const GET_TIMEOUT_MS: u32 = 30_000;
/// Messages asked for at a time when a conversation is opened.
const MESSAGES_PER_PAGE: u32 = 50;

/// The HTTP methods of the API.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Reads; may be repeated.
    Get,
    /// Asks or runs; never repeated by itself.
    Post,
    /// Deletes; a second time finds nothing.
    Delete,
}

impl Method {
    /// The method's name on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Delete => "DELETE",
        }
    }
}

/// One request to the relay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The HTTP method.
    pub method: Method,
    /// Path and query below the relay URL; begins with a slash.
    pub path: String,
    /// JSON body of a POST.
    pub body: Option<String>,
    /// When to give up, in ms.
    pub timeout_ms: u32,
    /// Names this attempt, so that a relay answers a request only once that the browser itself
    /// sends twice: Chromium does so when a kept-alive connection breaks.
    pub attempt: Option<String>,
    /// It goes on when the page is left: what the reader was told is done must not be lost with it.
    pub outlives: bool,
    /// The reply holds rows, perhaps very many: it is decoded in slices while it is read.
    pub rows: bool,
}

impl Request {
    fn get(path: String) -> Self {
        Self {
            method: Method::Get,
            path,
            body: None,
            timeout_ms: GET_TIMEOUT_MS,
            attempt: None,
            outlives: false,
            rows: false,
        }
    }

    fn post(path: String, body: String) -> Self {
        Self { method: Method::Post, body: Some(body), timeout_ms: POST_TIMEOUT_MS, ..Self::get(path) }
    }

    fn delete(path: String) -> Self {
        Self { method: Method::Delete, outlives: true, ..Self::get(path) }
    }
}

fn question(content: &str, pictures: bool) -> String {
    let mut body = String::from("{\"content\":");
    json::quote(content, &mut body);
    body.push_str(if pictures { ",\"enable_visualization\":true}" } else { "}" });
    body
}

/// `GET /genie-relay/v1/info`: what the relay is and offers; 404 means a plain proxy.
pub fn relay_info() -> Request {
    Request::get(String::from("/genie-relay/v1/info"))
}

/// `GET /spaces/{space}`: its title.
pub fn get_space(space: &SpaceId) -> Request {
    Request::get(Path::space(space).0)
}

/// `GET /agents/{space}`: its definition, of which the relay passes only the sample questions on.
pub fn get_agent(space: &SpaceId) -> Request {
    Request::get(Path::agent(space).query("view", "GENIE_AGENT_VIEW_FULL").0)
}

/// `POST /spaces/{space}/start-conversation`: a first question; with `pictures`, Genie may draw one.
/// Not idempotent.
pub fn start_conversation(space: &SpaceId, content: &str, pictures: bool) -> Request {
    Request::post(Path::space(space).word("start-conversation").0, question(content, pictures))
}

/// `POST …/conversations/{conversation}/messages`: a further question. Not idempotent.
pub fn create_message(
    space: &SpaceId,
    conversation: &ConversationId,
    content: &str,
    pictures: bool,
) -> Request {
    let path = Path::conversation(space, conversation).word("messages");
    Request::post(path.0, question(content, pictures))
}

/// `GET …/messages/{message}`: the state of a message and its answer.
pub fn get_message(space: &SpaceId, conversation: &ConversationId, message: &MessageId) -> Request {
    Request::get(Path::message(space, conversation, message).0)
}

/// `GET …/messages`: a page of a conversation's messages, newest first.
pub fn list_messages(space: &SpaceId, conversation: &ConversationId, page_token: Option<&str>) -> Request {
    let path = Path::conversation(space, conversation).word("messages");
    Request::get(path.page(MESSAGES_PER_PAGE, page_token).0)
}

/// One query of a message: where its rows are, and where it is run again.
#[derive(Debug, Clone, Copy)]
pub struct AboutQuery<'a> {
    /// The space.
    pub space: &'a SpaceId,
    /// The conversation.
    pub conversation: &'a ConversationId,
    /// The message.
    pub message: &'a MessageId,
    /// Its query attachment.
    pub attachment: &'a AttachmentId,
}

impl AboutQuery<'_> {
    fn at(self, word: &str) -> Path {
        let message = Path::message(self.space, self.conversation, self.message);
        message.word("attachments").id(self.attachment.as_str()).word(word)
    }

    fn path(self, word: &str) -> String {
        self.at(word).0
    }
}

/// `GET …/attachments/{attachment}/query-result`: the rows.
pub fn query_result(query: AboutQuery<'_>) -> Request {
    Request { rows: true, ..Request::get(query.path("query-result")) }
}

/// `POST …/attachments/{attachment}/downloads`: prepares all rows of a result that was cut. The
/// reply's id and signature are what [`get_download`] takes.
pub fn generate_download(query: AboutQuery<'_>) -> Request {
    Request::post(query.path("downloads"), String::from("{}"))
}

/// `GET …/downloads/{download}`: how the preparation is getting on, and the links to its parts. The
/// signature is a credential: it is neither logged nor kept.
pub fn get_download(query: AboutQuery<'_>, download: &str, signature: &str) -> Request {
    let path = query.at("downloads").id(download).query("download_id_signature", signature);
    Request::get(path.0)
}

/// `GET …/rows.csv`: all rows as the relay streams them, where its info says that it does.
pub fn rows_csv(query: AboutQuery<'_>) -> Request {
    Request::get(query.path("rows.csv"))
}

/// `GET …/attachments/{attachment}/chunks/{index}`: a further chunk of the rows of `query-result`, where
/// the relay's info says that it has them.
pub fn chunk(query: AboutQuery<'_>, index: u64) -> Request {
    Request::get(query.at("chunks").word(&index.to_string()).0)
}

/// `GET …/attachments/{attachment}/download-visualization`: a PNG of the chart that Genie drew,
/// where `query` names a viz attachment of a complete message.
pub fn download_visualization(query: AboutQuery<'_>) -> Request {
    Request::get(query.path("download-visualization"))
}

/// `POST …/attachments/{attachment}/execute-query`: runs it again, which costs warehouse time.
pub fn execute_query(query: AboutQuery<'_>) -> Request {
    Request { rows: true, ..Request::post(query.path("execute-query"), String::from("{}")) }
}
