//! Paths below one space, safe whatever an id holds.

use crate::domain::ids::{ConversationId, MessageId, SpaceId};

/// Where all spaces are.
const SPACES: &str = "/api/2.0/genie/spaces";

/// Where the newer API has them: a space is an agent there, of the same id.
const AGENTS: &str = "/api/2.0/genie/agents";

/// A path, and a query once a parameter is added.
pub(super) struct Path(pub(super) String);

impl Path {
    pub(super) fn spaces() -> Self {
        Self(SPACES.to_owned())
    }

    pub(super) fn agent(space: &SpaceId) -> Self {
        Self(AGENTS.to_owned()).id(space.as_str())
    }

    pub(super) fn space(space: &SpaceId) -> Self {
        Self::spaces().id(space.as_str())
    }

    pub(super) fn conversation(space: &SpaceId, conversation: &ConversationId) -> Self {
        Self::space(space).word("conversations").id(conversation.as_str())
    }

    pub(super) fn message(space: &SpaceId, conversation: &ConversationId, message: &MessageId) -> Self {
        Self::conversation(space, conversation).word("messages").id(message.as_str())
    }

    pub(super) fn word(mut self, word: &str) -> Self {
        self.0.push('/');
        self.0.push_str(word);
        self
    }

    pub(super) fn id(mut self, id: &str) -> Self {
        self.0.push('/');
        encode(id, &mut self.0);
        self
    }

    /// Adds the only query parameter.
    pub(super) fn query(mut self, name: &str, value: &str) -> Self {
        self.0.push('?');
        self.0.push_str(name);
        self.0.push('=');
        encode(value, &mut self.0);
        self
    }

    /// Asks for a page of a list: so many items, from where the token points to.
    pub(super) fn page(mut self, size: u32, token: Option<&str>) -> Self {
        self.0.push_str("?page_size=");
        self.0.push_str(&size.to_string());
        if let Some(token) = token {
            self.0.push_str("&page_token=");
            encode(token, &mut self.0);
        }
        self
    }
}

/// Percent-encodes everything but unreserved characters (RFC 3986, section 2.3): ids are opaque.
fn encode(text: &str, out: &mut String) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    // Browsers resolve `.` and `..` away, encoded or not; no id is called so, and none is called `...`.
    if !text.is_empty() && text.len() < 3 && text.bytes().all(|byte| byte == b'.') {
        out.push_str("%2E%2E%2E");
        return;
    }
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
