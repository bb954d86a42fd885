//! What can go wrong with one request, and what it means for the reader.

use super::result::Statement;
use super::{advice, page, refusal, retry_after};
use crate::domain::failure::{Advice, Code, Failure};
use crate::domain::ids::Millis;

/// Longest part of a body that is kept for the details view, in bytes.
const DETAIL_BYTES: usize = 2_048;

/// One reply as it came, whatever its status.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reply {
    /// HTTP status.
    pub status: u16,
    /// The `Retry-After` header, if there was one.
    pub retry_after: Option<String>,
    /// The `Date` header, if there was one and CORS lets it be seen.
    pub date: Option<String>,
    /// When it came, by the caller's clock.
    pub received_at: Millis,
    /// The `X-Request-Id` header, if there was one.
    pub request_id: Option<String>,
    /// The `X-Genie-Queue-Position` header, if there was one.
    pub queue_position: Option<String>,
    /// True if genie-relay says that it is its reply (`X-Genie-Relay`).
    pub ours: bool,
    /// The body as text.
    pub body: String,
    /// In place of the body: what it said, where its rows were decoded while it was read.
    pub rows: Option<Result<Statement, String>>,
}

/// Why there was no reply at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lost {
    /// No connection, a refused preflight, or a connection that broke; browsers do not tell which.
    Network(String),
    /// The request's own time was up.
    Timeout,
    /// The request never left: the page's `headers` hook failed, or gave what cannot be sent.
    NotSent(String),
    /// A redirect came. A relay sends none: it is somebody's sign-in page, and the request was not taken.
    Redirected,
}

/// Why a request did not bring what it was sent for, told apart by what can be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ApiError {
    /// There was no reply.
    Lost(Lost),
    /// The service refused.
    Refused {
        /// HTTP status.
        status: u16,
        /// The service's own code, e.g. `PERMISSION_DENIED`; empty where it gave none.
        error_code: String,
        /// The service's own words.
        message: String,
        /// How long it asks to wait, in ms.
        retry_after_ms: Option<u64>,
        /// The question's place in the relay's queue, from 1.
        queue_position: Option<u64>,
        /// Its id of the request.
        request_id: Option<String>,
    },
    /// The reply could not be understood.
    Malformed {
        /// What was expected and the beginning of what came.
        detail: String,
        /// What it probably is instead.
        advice: Advice,
        /// The id of the request.
        request_id: Option<String>,
    },
}

/// The first bytes of a body, cut at a character.
pub fn beginning(body: &str) -> &str {
    let end = body.floor_char_boundary(DETAIL_BYTES);
    body.get(..end).unwrap_or_default()
}

impl ApiError {
    /// Reads a reply whose status says that it is not what was asked for.
    pub fn refused(reply: &Reply) -> Self {
        let told = refusal::read(reply);
        let header = reply
            .retry_after
            .as_deref()
            .and_then(|header| retry_after::retry_after_ms(header, reply.date.as_deref(), reply.received_at));
        Self::Refused {
            status: reply.status,
            error_code: told.error_code,
            message: told.message,
            // Zero is no hint: it would make a loop of requests of what is to be spread out.
            retry_after_ms: header.or(told.retry_after_ms).filter(|ms| *ms > 0),
            queue_position: reply.queue_position.as_deref().and_then(|place| place.parse().ok()),
            request_id: told.request_id,
        }
    }

    /// A body that is not what the endpoint promises.
    pub fn malformed(reply: &Reply, why: &str) -> Self {
        let advice = page::advice(&reply.body);
        let mut detail = String::from(why);
        detail.push_str("\n\n");
        if page::is_page(&reply.body) {
            detail.push_str(&page::words(&reply.body));
        } else {
            detail.push_str(beginning(&reply.body));
        }
        Self::Malformed { detail, advice, request_id: reply.request_id.clone() }
    }

    /// The HTTP status of a refusal.
    pub fn status(&self) -> Option<u16> {
        match self {
            Self::Refused { status, .. } => Some(*status),
            _ => None,
        }
    }

    /// True where the service said no before taking a question, or was never asked. A time-out, a broken connection, a
    /// reply that cannot be read and any 5xx say nothing about whether it was taken.
    pub fn is_refusal(&self) -> bool {
        matches!(self, Self::Lost(Lost::NotSent(_) | Lost::Redirected))
            || self.status().is_some_and(|status| (400..500).contains(&status) && status != 408)
    }

    /// True where a GET may bring it later without anything being changed.
    pub fn is_passing(&self) -> bool {
        match self {
            Self::Lost(_) => true,
            // What is not implemented stays so.
            Self::Refused { status, .. } => {
                matches!(status, 408 | 425 | 429 | 500 | 502..) || self.is_of_a_proxy()
            }
            // A login page or a cut reply may be gone with the next try.
            Self::Malformed { .. } => true,
        }
    }

    /// True for a refusal that the service itself sent: it names a code.
    pub fn is_of_service(&self) -> bool {
        matches!(self, Self::Refused { error_code, .. } if !error_code.is_empty())
    }

    /// True for a 404 that the service did not send: Databricks always names a code, so a proxy on the way has
    /// lost its route to it for the moment.
    pub fn is_of_a_proxy(&self) -> bool {
        matches!(self, Self::Refused { status: 404, error_code, .. } if error_code.is_empty())
    }

    /// True if what answers is no relay of ours: it does not know what only ours has.
    pub fn is_plain(&self) -> bool {
        self.is_of_a_proxy() || matches!(self, Self::Malformed { .. })
    }

    /// True if the service itself says that what the request is about does not exist.
    pub fn is_gone(&self) -> bool {
        self.status() == Some(404) && self.clone().into_failure().advice == Advice::Code(Code::NotFound)
    }

    /// How long the service asks to wait, in ms.
    pub fn retry_after_ms(&self) -> Option<u64> {
        match self {
            Self::Refused { retry_after_ms, .. } => *retry_after_ms,
            _ => None,
        }
    }

    /// The question's place in the relay's queue.
    pub fn queue_position(&self) -> Option<u64> {
        match self {
            Self::Refused { queue_position, .. } => *queue_position,
            _ => None,
        }
    }

    /// The failure to show.
    pub fn into_failure(self) -> Failure {
        let passing = self.is_passing();
        let retry_after_ms = self.retry_after_ms();
        let (advice, detail, request_id) = match self {
            Self::Lost(Lost::Network(detail)) => (Advice::Code(Code::Network), detail, None),
            Self::Lost(Lost::NotSent(detail)) => (Advice::Hook, detail, None),
            Self::Lost(Lost::Redirected) => (Advice::Session, String::new(), None),
            Self::Lost(Lost::Timeout) => (Advice::Code(Code::Timeout), String::new(), None),
            Self::Malformed { detail, advice, request_id } => (advice, detail, request_id),
            Self::Refused { status, error_code, message, request_id, .. } => {
                let mut detail = status.to_string();
                for part in [&error_code, &message] {
                    if !part.is_empty() {
                        detail.push_str(" · ");
                        detail.push_str(part);
                    }
                }
                (advice::of_refusal(status, &error_code, &message), detail, request_id)
            }
        };
        let failure = Failure::of(advice).with_detail(detail);
        // What nobody understands may go as it came; what is understood has said so itself.
        let retryable = failure.retryable || (passing && advice == Advice::Code(Code::Internal));
        Failure { request_id, retryable, retry_after_ms, ..failure }
    }
}

/// Where `words` begins in `text`, whatever the case. The search of the standard library is
/// faster on long texts and costs 4 kB of code.
pub(super) fn find(text: &str, words: &str) -> Option<usize> {
    // `windows` takes no zero; no words are found nowhere.
    let windows = &mut text.as_bytes().windows(words.len().max(1));
    windows.position(|part| part.eq_ignore_ascii_case(words.as_bytes()))
}

/// True where `words` occurs in `text`, whatever the case.
pub(super) fn mentions(text: &str, words: &str) -> bool {
    find(text, words).is_some()
}
