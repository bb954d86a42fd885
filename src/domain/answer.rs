//! What Genie answered: text, a query, suggestions.

use super::ids::{AttachmentId, StatementId};

/// The answering half of a turn, collected from a message's attachments.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answer {
    /// The answer in Markdown; untrusted.
    pub text: Option<String>,
    /// A question that Genie asks back, in Markdown; untrusted.
    pub clarifying: Option<String>,
    /// The query that counts: the last one, because Genie corrects itself.
    pub query: Option<Query>,
    /// Questions that Genie suggests to go on with.
    pub suggestions: Vec<String>,
}

/// One query that Genie wrote and ran.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    /// Path to the rows; without it there are none to fetch.
    pub attachment: Option<AttachmentId>,
    /// The run whose rows they are.
    pub statement: Option<StatementId>,
    /// Genie's name for the result.
    pub title: Option<String>,
    /// What the query does, in Genie's words.
    pub description: Option<String>,
    /// The SQL text.
    pub sql: Option<String>,
    /// Rows in the result as far as Genie has told.
    pub row_count: Option<u64>,
    /// True where Genie cut the result.
    pub truncated: bool,
}
