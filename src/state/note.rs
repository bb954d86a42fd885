//! What tabs tell each other. It travels through memory only, never through the storage.

use crate::domain::ids::{ConversationId, Millis};

/// One piece of news.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Note {
    /// Genie has told something new of a message: the other tabs need not ask.
    Message {
        /// Whose message.
        conversation: ConversationId,
        /// The message as it came from the relay (`GenieMessage`).
        body: String,
    },
    /// A conversation is gone.
    Deleted(ConversationId),
    /// The service takes no questions until then.
    Quota(Millis),
}

impl Note {
    /// The form in which it travels.
    pub fn to_text(&self) -> String {
        match self {
            Self::Message { conversation, body } => ["m", conversation.as_str(), "\n", body].concat(),
            Self::Deleted(conversation) => ["d", conversation.as_str()].concat(),
            Self::Quota(until) => ["q", &until.to_string()].concat(),
        }
    }

    /// Reads it; `None` where another version of the widget has sent something else.
    pub fn parse(text: &str) -> Option<Self> {
        let (kind, rest) = text.split_at_checked(1)?;
        match kind {
            "m" => {
                let (conversation, body) = rest.split_once('\n')?;
                Some(Self::Message { conversation: conversation.into(), body: body.to_owned() })
            }
            "d" => Some(Self::Deleted(rest.into())),
            "q" => rest.parse().ok().map(Self::Quota),
            _ => None,
        }
    }
}
