//! One question with its prepared answer, whatever the space. The answer is
//! worked out when the question comes in and becomes visible as time passes.

use super::database::MAX_ROWS;
use super::semantics::converse::Context;
use super::table::Table;

/// What a message answers.
#[derive(Debug, Clone)]
pub(crate) struct Turn {
    /// How it passes.
    pub(crate) course: Course,
    /// How it ends.
    pub(crate) end: End,
    /// The queries, the one that counts last.
    pub(crate) queries: Vec<Query>,
    pub(crate) texts: Vec<Text>,
    pub(crate) suggestions: Vec<String>,
    /// The title of a picture of the last query's rows, for questions that ask for pictures.
    pub(crate) picture: Option<&'static str>,
    /// What a question after this one builds upon.
    pub(crate) context: Option<Context>,
}

/// Which states a message passes, and how fast.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Course {
    /// Without a warehouse.
    Text,
    /// With one query.
    Query,
    /// With a query that goes wrong and another one.
    Corrected,
    /// With a warehouse that has to start first, which takes four times as long.
    SlowWarehouse,
}

/// How a message ends.
#[derive(Debug, Clone)]
pub(crate) enum End {
    Completed,
    Failed {
        kind: String,
        error: Option<String>,
    },
    Cancelled,
    /// Completed, with rows that are gone until the query is executed again.
    Expired,
}

/// A query attachment.
#[derive(Debug, Clone)]
pub(crate) struct Query {
    pub(crate) title: String,
    pub(crate) description: String,
    /// The SQL as a reader sees it.
    pub(crate) sql: String,
    pub(crate) thoughts: Vec<Thought>,
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) result: Result<Counted, String>,
}

/// One step of the reasoning.
#[derive(Debug, Clone)]
pub(crate) struct Thought {
    pub(crate) kind: &'static str,
    pub(crate) content: String,
    /// Whether it is there before the SQL.
    pub(crate) early: bool,
}

/// A value that the SQL takes from outside.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Parameter {
    pub(crate) keyword: &'static str,
    pub(crate) value: &'static str,
    pub(crate) sql_type: &'static str,
}

/// What remains of a result in memory: the rows are read again on demand.
#[derive(Debug, Clone)]
pub(crate) struct Counted {
    pub(crate) table: Table,
    pub(crate) row_count: usize,
    pub(crate) truncated: bool,
    /// Rows that come in one piece.
    pub(crate) chunk_rows: usize,
}

/// A text attachment.
#[derive(Debug, Clone)]
pub(crate) struct Text {
    pub(crate) content: String,
    /// Empty where the service does not tell.
    pub(crate) purpose: &'static str,
    /// As in captures, the final text beside a query has no id of its own.
    pub(crate) has_id: bool,
}

impl Turn {
    /// An answer with a query.
    pub(crate) fn query(query: Query) -> Self {
        Self {
            course: Course::Query,
            end: End::Completed,
            queries: vec![query],
            texts: Vec::new(),
            suggestions: Vec::new(),
            picture: None,
            context: None,
        }
    }

    /// An answer in words.
    pub(crate) fn words(text: Text) -> Self {
        Self {
            course: Course::Text,
            end: End::Completed,
            queries: Vec::new(),
            texts: vec![text],
            suggestions: Vec::new(),
            picture: None,
            context: None,
        }
    }
}

impl Counted {
    /// A result of which all rows are known, cut where the service cuts.
    pub(crate) fn new(table: Table, count: usize) -> Self {
        let (row_count, truncated) = (count.min(MAX_ROWS), count > MAX_ROWS);
        Self { table, row_count, truncated, chunk_rows: MAX_ROWS }
    }
}

impl Text {
    /// The final text beside a query.
    pub(crate) fn answer(content: impl Into<String>) -> Self {
        Self { content: content.into(), purpose: "TEXT_ATTACHMENT_PURPOSE_ANSWER", has_id: false }
    }

    /// A text of which the service does not tell what it is for.
    pub(crate) fn unmarked(content: impl Into<String>, has_id: bool) -> Self {
        Self { content: content.into(), purpose: "", has_id }
    }

    /// A question back.
    pub(crate) fn question(content: impl Into<String>) -> Self {
        Self { content: content.into(), purpose: "FOLLOW_UP_QUESTION", has_id: true }
    }
}
