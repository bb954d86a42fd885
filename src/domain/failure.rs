//! What went wrong, in the terms in which a reader and a host page can act on it.

pub use super::advice::{Advice, Remedy};

/// The stable code of a failure: a closed list, part of the public contract (`genie-error`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Code {
    /// An attribute of the element is missing or wrong.
    Config,
    /// This browser or page cannot run the widget.
    Unsupported,
    /// The widget's own files could not be loaded.
    Load,
    /// The relay could not be reached.
    Network,
    /// Nothing came within the time allowed.
    Timeout,
    /// A question left and no reply told whether it arrived.
    Unsure,
    /// Nobody is signed in, or the token is refused.
    SignIn,
    /// Signed in, but not allowed.
    Permission,
    /// The space, conversation, message or endpoint does not exist.
    NotFound,
    /// Too many questions for now.
    Quota,
    /// The SQL warehouse is missing, forbidden or not started.
    Warehouse,
    /// The question cannot be taken as it is.
    Input,
    /// A content filter refused.
    Content,
    /// The query failed.
    Sql,
    /// The rows are gone until the query is run again.
    Expired,
    /// The reader stopped waiting.
    Stopped,
    /// The browser refuses to store.
    Storage,
    /// Anything that should not happen.
    Internal,
}

/// All codes.
const CODES: [Code; 18] = [
    Code::Config,
    Code::Unsupported,
    Code::Load,
    Code::Network,
    Code::Timeout,
    Code::Unsure,
    Code::SignIn,
    Code::Permission,
    Code::NotFound,
    Code::Quota,
    Code::Warehouse,
    Code::Input,
    Code::Content,
    Code::Sql,
    Code::Expired,
    Code::Stopped,
    Code::Storage,
    Code::Internal,
];

impl Code {
    /// The code of that name; `None` if there is none.
    pub fn parse(name: &str) -> Option<Self> {
        CODES.into_iter().find(|code| code.as_str() == name)
    }

    /// The code as host pages see it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Config => "config",
            Self::Unsupported => "unsupported",
            Self::Load => "load",
            Self::Network => "network",
            Self::Timeout => "timeout",
            Self::Unsure => "unsure",
            Self::SignIn => "sign-in",
            Self::Permission => "permission",
            Self::NotFound => "not-found",
            Self::Quota => "quota",
            Self::Warehouse => "warehouse",
            Self::Input => "input",
            Self::Content => "content",
            Self::Sql => "sql",
            Self::Expired => "expired",
            Self::Stopped => "stopped",
            Self::Storage => "storage",
            Self::Internal => "internal",
        }
    }
}

/// One failure, ready to be shown: a code, the service's own words and how to find it in a log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// What kind of failure, as host pages are told.
    pub code: Code,
    /// What the reader is told: the code's own advice or one that says more.
    pub advice: Advice,
    /// The service's own words for the details view; untrusted, never a whole body.
    pub detail: Option<String>,
    /// The service's id of the failed request, for support.
    pub request_id: Option<String>,
    /// True where the same may work later without anything being changed.
    pub retryable: bool,
    /// How long the service asks to wait before the next try, in ms.
    pub retry_after_ms: Option<u64>,
}

impl Failure {
    /// A failure that has nothing to tell beyond its code.
    pub fn new(code: Code) -> Self {
        Self::of(Advice::Code(code))
    }

    /// A failure of which more is known than its code.
    pub fn of(advice: Advice) -> Self {
        Self {
            code: advice.code(),
            advice,
            detail: None,
            request_id: None,
            retryable: advice.is_retryable(),
            retry_after_ms: None,
        }
    }

    /// The same with the service's words, unless they are empty.
    #[must_use]
    pub fn with_detail(mut self, detail: impl Into<String>) -> Self {
        let detail = detail.into();
        self.detail = Some(detail).filter(|words| !words.trim().is_empty());
        self
    }
}
