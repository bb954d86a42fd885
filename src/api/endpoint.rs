//! The endpoints as pure request values.
//!
//! Paths are Databricks' own, so that any reverse proxy can stand in for the
//! relay: <https://docs.databricks.com/api/workspace/genie>.

use super::json;
use crate::domain::ids::{AttachmentId, ConversationId, MessageId, SpaceId};

/// How long a POST may take, in ms. Longer than a GET: it starts work.
const POST_TIMEOUT_MS: u32 = 60_000;
/// How long a GET may take, in ms.
const GET_TIMEOUT_MS: u32 = 30_000;
/// Messages asked for at a time when a conversation is opened.
const MESSAGES_PER_PAGE: &str = "50";

/// The HTTP methods that the widget uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Reads; may be repeated.
    Get,
    /// Asks or runs; never repeated by itself.
    Post,
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
}

impl Request {
    fn get(path: String) -> Self {
        Self { method: Method::Get, path, body: None, timeout_ms: GET_TIMEOUT_MS }
    }

    fn post(path: String, body: String) -> Self {
        Self { method: Method::Post, path, body: Some(body), timeout_ms: POST_TIMEOUT_MS }
    }
}

/// Builds paths below one space.
struct Path(String);

impl Path {
    fn space(space: &SpaceId) -> Self {
        Self(String::from("/api/2.0/genie/spaces")).id(space.as_str())
    }

    fn message(space: &SpaceId, conversation: &ConversationId, message: &MessageId) -> Self {
        Self::space(space)
            .word("conversations")
            .id(conversation.as_str())
            .word("messages")
            .id(message.as_str())
    }

    fn word(mut self, word: &str) -> Self {
        self.0.push('/');
        self.0.push_str(word);
        self
    }

    fn id(mut self, id: &str) -> Self {
        self.0.push('/');
        encode(id, &mut self.0);
        self
    }
}

/// Percent-encodes everything but unreserved characters (RFC 3986, section 2.3): ids are opaque.
fn encode(text: &str, out: &mut String) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    for &byte in text.as_bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            out.push(char::from(byte));
        } else {
            out.push('%');
            out.push(char::from(HEX[usize::from(byte >> 4)]));
            out.push(char::from(HEX[usize::from(byte & 15)]));
        }
    }
}

fn question(content: &str) -> String {
    let mut body = String::from("{\"content\":");
    json::quote(content, &mut body);
    body.push('}');
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

/// `POST /spaces/{space}/start-conversation`: a first question. Not idempotent.
pub fn start_conversation(space: &SpaceId, content: &str) -> Request {
    Request::post(Path::space(space).word("start-conversation").0, question(content))
}

/// `POST …/conversations/{conversation}/messages`: a further question. Not idempotent.
pub fn create_message(space: &SpaceId, conversation: &ConversationId, content: &str) -> Request {
    let path = Path::space(space).word("conversations").id(conversation.as_str()).word("messages");
    Request::post(path.0, question(content))
}

/// `GET …/messages/{message}`: the state of a message and its answer.
pub fn get_message(space: &SpaceId, conversation: &ConversationId, message: &MessageId) -> Request {
    Request::get(Path::message(space, conversation, message).0)
}

/// `GET …/messages`: a page of a conversation's messages, newest first.
pub fn list_messages(space: &SpaceId, conversation: &ConversationId, page_token: Option<&str>) -> Request {
    let path = Path::space(space).word("conversations").id(conversation.as_str()).word("messages");
    let mut path = path.0;
    path.push_str("?page_size=");
    path.push_str(MESSAGES_PER_PAGE);
    if let Some(token) = page_token {
        path.push_str("&page_token=");
        encode(token, &mut path);
    }
    Request::get(path)
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
    fn path(self, word: &str) -> String {
        let message = Path::message(self.space, self.conversation, self.message);
        message.word("attachments").id(self.attachment.as_str()).word(word).0
    }
}

/// `GET …/attachments/{attachment}/query-result`: the rows.
pub fn query_result(query: AboutQuery<'_>) -> Request {
    Request::get(query.path("query-result"))
}

/// `POST …/attachments/{attachment}/execute-query`: runs it again, which costs warehouse time.
pub fn execute_query(query: AboutQuery<'_>) -> Request {
    Request::post(query.path("execute-query"), String::from("{}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_opaque_and_cannot_leave_their_place_in_the_path() {
        let request = get_message(&"a/b".into(), &"..?x=1".into(), &"m#ü".into());
        assert_eq!(request.path, "/api/2.0/genie/spaces/a%2Fb/conversations/..%3Fx%3D1/messages/m%23%C3%BC");
    }

    #[test]
    fn a_question_is_sent_as_json_content() {
        let request = start_conversation(&"s".into(), "say \"hi\"\n");
        assert_eq!(request.method, Method::Post);
        assert_eq!(request.path, "/api/2.0/genie/spaces/s/start-conversation");
        assert_eq!(request.body.as_deref(), Some(r#"{"content":"say \"hi\"\n"}"#));
    }

    #[test]
    fn page_tokens_are_encoded() {
        let request = list_messages(&"s".into(), &"c".into(), Some("a&b="));
        assert_eq!(
            request.path,
            "/api/2.0/genie/spaces/s/conversations/c/messages?page_size=50&page_token=a%26b%3D"
        );
    }
}
