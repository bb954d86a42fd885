//! Where Genie is with a message.

/// `MessageStatus` of the Genie API: an open set, because services add to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MessageStatus {
    /// The question has arrived.
    Submitted,
    /// Genie reads the description of the data.
    FetchingMetadata,
    /// Genie chooses what of the data is relevant.
    FilteringContext,
    /// The model writes SQL or an answer.
    AskingAi,
    /// The SQL warehouse is starting.
    PendingWarehouse,
    /// The query runs.
    ExecutingQuery,
    /// The answer is complete.
    Completed,
    /// Genie gave up; the message carries an error.
    Failed,
    /// Somebody or something cancelled the message.
    Cancelled,
    /// The answer stands, its rows are gone until the query is run again.
    QueryResultExpired,
    /// A status this version does not know; it counts as in progress.
    Other(String),
}

impl MessageStatus {
    /// Reads the wire's word; `CANCELED` with one L occurs as well.
    pub fn parse(word: &str) -> Self {
        match word {
            "SUBMITTED" => Self::Submitted,
            "FETCHING_METADATA" => Self::FetchingMetadata,
            "FILTERING_CONTEXT" => Self::FilteringContext,
            "ASKING_AI" => Self::AskingAi,
            "PENDING_WAREHOUSE" => Self::PendingWarehouse,
            "EXECUTING_QUERY" => Self::ExecutingQuery,
            "COMPLETED" => Self::Completed,
            "FAILED" => Self::Failed,
            "CANCELLED" | "CANCELED" => Self::Cancelled,
            "QUERY_RESULT_EXPIRED" => Self::QueryResultExpired,
            other => Self::Other(other.to_owned()),
        }
    }

    /// The wire's word.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Submitted => "SUBMITTED",
            Self::FetchingMetadata => "FETCHING_METADATA",
            Self::FilteringContext => "FILTERING_CONTEXT",
            Self::AskingAi => "ASKING_AI",
            Self::PendingWarehouse => "PENDING_WAREHOUSE",
            Self::ExecutingQuery => "EXECUTING_QUERY",
            Self::Completed => "COMPLETED",
            Self::Failed => "FAILED",
            Self::Cancelled => "CANCELLED",
            Self::QueryResultExpired => "QUERY_RESULT_EXPIRED",
            Self::Other(word) => word,
        }
    }

    /// True where Genie will not change the message by itself any more.
    ///
    /// The official waiters stop only on COMPLETED and FAILED and so poll a
    /// cancelled message until their time is up.
    pub fn is_terminal(&self) -> bool {
        matches!(self, Self::Completed | Self::Failed | Self::Cancelled | Self::QueryResultExpired)
    }
}
