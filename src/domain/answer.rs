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
    /// Queries that Genie has put another one in place of, oldest first.
    pub earlier: Vec<Query>,
    /// What Genie said beside the answer, in its order, in Markdown; untrusted: words that it has
    /// corrected, scratch work, and texts that another one is the answer instead of.
    pub corrected: Vec<String>,
    /// Pictures that Genie drew; the wire tells what of, not what they show.
    pub pictures: Vec<Picture>,
    /// Questions that Genie suggests to go on with.
    pub suggestions: Vec<String>,
}

/// Which of an answer's queries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// The one that counts.
    Last,
    /// One that Genie has put another one in place of: its place among [`Answer::earlier`].
    Earlier(usize),
}

impl Answer {
    /// True where Genie has said something, be it only a part of an answer or beside it.
    pub fn says(&self) -> bool {
        self.answers() || !self.corrected.is_empty()
    }

    /// True where there is an answer, or a part of one.
    pub fn answers(&self) -> bool {
        self.text.is_some() || self.clarifying.is_some() || self.query.is_some()
    }

    /// One of its queries.
    pub fn which(&self, which: Which) -> Option<&Query> {
        match which {
            Which::Last => self.query.as_ref(),
            Which::Earlier(place) => self.earlier.get(place),
        }
    }
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
    /// Values that stand in the SQL by name: a prepared query answered.
    pub parameters: Vec<Parameter>,
    /// How Genie came to the query, in its order; kinds may repeat.
    pub thoughts: Vec<Thought>,
    /// Rows in the result as far as Genie has told.
    pub row_count: Option<u64>,
    /// True where Genie cut the result.
    pub truncated: bool,
}

impl Query {
    /// Its thoughts but for those that only repeat the description.
    pub fn steps(&self) -> impl Iterator<Item = &Thought> {
        let repeats = |text: &str| self.description.as_deref().map(str::trim) == Some(text.trim());
        let kept =
            move |thought: &&Thought| thought.kind != ThoughtKind::Description || !repeats(&thought.text);
        self.thoughts.iter().filter(kept)
    }
}

/// One value that the SQL names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Parameter {
    /// The name, as it stands in the SQL after a colon.
    pub name: String,
    /// The value as text; none where the service gives none.
    pub value: Option<String>,
    /// Its SQL type, e.g. `DATE`.
    pub sql_type: Option<String>,
}

/// One thing that Genie considered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Thought {
    /// What it is about.
    pub kind: ThoughtKind,
    /// Genie's words in Markdown; untrusted.
    pub text: String,
}

/// What a thought is about: an open set, as the API's documentation says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ThoughtKind {
    /// What the query does: the same words as [`Query::description`].
    Description,
    /// How Genie understood the question.
    Understanding,
    /// Which data it took.
    DataSourcing,
    /// Which instructions of the space it followed.
    Instructions,
    /// What it did, step by step.
    Steps,
    /// A kind that this version does not know, as the wire names it.
    Other(String),
}

/// A picture drawn from a query's rows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Picture {
    /// The attachment that it is.
    pub attachment: Option<AttachmentId>,
    /// The query attachment that it was drawn from.
    pub query: Option<AttachmentId>,
    /// Its title; often missing.
    pub title: Option<String>,
}
