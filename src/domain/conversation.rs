//! Conversations and spaces as lists tell of them, and what people say about a message.

use super::ids::{ConversationId, Millis, SpaceId};

/// One conversation of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conversation {
    /// Its id.
    pub id: ConversationId,
    /// Genie's title for it: at first the question that began it.
    pub title: Option<String>,
    /// When it began, where the service tells.
    pub created_at: Option<Millis>,
    /// Which protocol it speaks.
    pub kind: ConversationKind,
}

/// The protocol of a conversation. Only chat can be gone on with here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConversationKind {
    /// Chat mode; also where an old service says nothing.
    Chat,
    /// Agent mode.
    Agent,
    /// A kind that this version does not know.
    Other,
}

/// One space of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Space {
    /// Its id.
    pub id: SpaceId,
    /// Its title.
    pub title: Option<String>,
    /// What it is about.
    pub description: Option<String>,
}

/// What the reader says of an answer; saying nothing is `None`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rating {
    /// It helped.
    Positive,
    /// It did not.
    Negative,
}

impl Rating {
    /// The word for host pages and files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Positive => "positive",
            Self::Negative => "negative",
        }
    }
}

/// What somebody wrote about a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// Its id; opaque.
    pub id: String,
    /// The words; untrusted.
    pub text: String,
    /// When it was written, where the service tells.
    pub created_at: Option<Millis>,
}
