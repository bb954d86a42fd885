//! What tabs tell each other. It travels through memory only, never through the storage.

use crate::domain::ids::{ConversationId, Millis};

/// One piece of news.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Note {
    /// Genie has told something new of a message: the other tabs need not ask.
    Message {
        /// Whose message.
        conversation: ConversationId,
        /// The name of the question that made it; empty if this browser does not know.
        intent: String,
        /// The message as it came from the relay (`GenieMessage`).
        body: String,
    },
    /// A conversation is gone.
    Deleted(ConversationId),
    /// A conversation is not to be deleted after all.
    Undeleted(ConversationId),
    /// The service takes no questions until then.
    Quota(Millis),
    /// Another tab is asking that question.
    Taken(String),
    /// The reader is done with that question.
    Settled(String),
    /// A question is asked again, under another name.
    Again {
        /// Its name before.
        former: String,
        /// Its name now.
        intent: String,
    },
}

impl Note {
    /// The form in which it travels.
    pub fn to_text(&self) -> String {
        match self {
            Self::Message { conversation, intent, body } => {
                ["m", conversation.as_str(), "\n", intent, "\n", body].concat()
            }
            Self::Deleted(conversation) => ["d", conversation.as_str()].concat(),
            Self::Undeleted(conversation) => ["u", conversation.as_str()].concat(),
            Self::Quota(until) => ["q", &until.to_string()].concat(),
            Self::Taken(intent) => ["t", intent].concat(),
            Self::Settled(intent) => ["s", intent].concat(),
            Self::Again { former, intent } => ["a", former, "\n", intent].concat(),
        }
    }

    /// Reads it; `None` where another version of the widget has sent something else.
    pub fn parse(text: &str) -> Option<Self> {
        let (kind, rest) = text.split_at_checked(1)?;
        match kind {
            "m" => {
                let (conversation, rest) = rest.split_once('\n')?;
                let (intent, body) = rest.split_once('\n')?;
                let (conversation, intent) = (conversation.into(), intent.to_owned());
                Some(Self::Message { conversation, intent, body: body.to_owned() })
            }
            "d" => Some(Self::Deleted(rest.into())),
            "u" => Some(Self::Undeleted(rest.into())),
            "q" => rest.parse().ok().map(Self::Quota),
            "t" => Some(Self::Taken(rest.to_owned())),
            "s" => Some(Self::Settled(rest.to_owned())),
            "a" => {
                let (former, intent) = rest.split_once('\n')?;
                Some(Self::Again { former: former.to_owned(), intent: intent.to_owned() })
            }
            _ => None,
        }
    }
}
