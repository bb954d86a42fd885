//! What can go wrong with one request, and what it means for the reader.

use super::backoff;
use super::json::Json;
use crate::domain::failure::{Code, Failure};

/// Longest part of a body that is kept for the details view, in bytes.
const DETAIL_BYTES: usize = 2_048;

/// One reply as it came, whatever its status.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reply {
    /// HTTP status.
    pub status: u16,
    /// The `Retry-After` header, if there was one.
    pub retry_after: Option<String>,
    /// The `X-Request-Id` header, if there was one.
    pub request_id: Option<String>,
    /// The body as text.
    pub body: String,
}

/// Why there was no reply at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lost {
    /// No connection, a refused preflight, or a connection that broke; browsers do not tell which.
    Network(String),
    /// The request's own time was up.
    Timeout,
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
        /// Its id of the request.
        request_id: Option<String>,
    },
    /// The reply could not be understood.
    Malformed {
        /// What was expected and the beginning of what came.
        detail: String,
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
        let body = Json::parse(&reply.body).unwrap_or_default().0;
        // `{"error_code":…, "message":…}` is the platform's form, `{"error":…}` an older one.
        let message = body.string("message").or_else(|| body.string("error"));
        let told = body.get("details").items().iter().find_map(|detail| detail.string("request_id"));
        Self::Refused {
            status: reply.status,
            // An integer where a gateway answers; only words say more than the status.
            error_code: body.string("error_code").unwrap_or_default(),
            message: message.unwrap_or_else(|| beginning(&reply.body).to_owned()),
            retry_after_ms: reply.retry_after.as_deref().and_then(backoff::retry_after_ms),
            request_id: told.or_else(|| reply.request_id.clone()),
        }
    }

    /// A body that is not what the endpoint promises.
    pub fn malformed(reply: &Reply, why: &str) -> Self {
        let mut detail = String::from(why);
        detail.push_str("\n\n");
        detail.push_str(beginning(&reply.body));
        Self::Malformed { detail, request_id: reply.request_id.clone() }
    }

    /// The HTTP status of a refusal.
    pub fn status(&self) -> Option<u16> {
        match self {
            Self::Refused { status, .. } => Some(*status),
            _ => None,
        }
    }

    /// True where the service said no before taking a question. A time-out, a broken connection, a
    /// reply that cannot be read and any 5xx say nothing about whether it was taken.
    pub fn is_refusal(&self) -> bool {
        self.status().is_some_and(|status| (400..500).contains(&status) && status != 408)
    }

    /// True where a GET may bring it later without anything being changed.
    pub fn is_passing(&self) -> bool {
        match self {
            Self::Lost(_) => true,
            Self::Refused { status, .. } => matches!(status, 408 | 425 | 429 | 500..),
            // A login page or a cut reply may be gone with the next try.
            Self::Malformed { .. } => true,
        }
    }

    /// How long the service asks to wait, in ms.
    pub fn retry_after_ms(&self) -> Option<u64> {
        match self {
            Self::Refused { retry_after_ms, .. } => *retry_after_ms,
            _ => None,
        }
    }

    /// The failure to show.
    pub fn into_failure(self) -> Failure {
        let retryable = self.is_passing();
        let (code, detail, request_id) = match self {
            Self::Lost(Lost::Network(detail)) => (Code::Network, detail, None),
            Self::Lost(Lost::Timeout) => (Code::Timeout, String::new(), None),
            Self::Malformed { detail, request_id } => (Code::Internal, detail, request_id),
            Self::Refused { status, error_code, message, request_id, .. } => {
                let code = code_of(status, &message);
                let mut detail = status.to_string();
                for part in [&error_code, &message] {
                    if !part.is_empty() {
                        detail.push_str(" · ");
                        detail.push_str(part);
                    }
                }
                (code, detail, request_id)
            }
        };
        Failure { request_id, retryable, ..Failure::new(code).with_detail(detail) }
    }
}

/// True where `words` occurs in `text`, whatever the case. The search of the standard library is
/// faster on long texts and costs 4 kB of code.
pub(super) fn mentions(text: &str, words: &str) -> bool {
    text.as_bytes().windows(words.len()).any(|part| part.eq_ignore_ascii_case(words.as_bytes()))
}

fn code_of(status: u16, message: &str) -> Code {
    match status {
        401 => Code::SignIn,
        // A refused token comes as 403 with an integer error_code.
        403 if mentions(message, "access token") => Code::SignIn,
        403 => Code::Permission,
        404 | 410 => Code::NotFound,
        400 | 409 | 413 | 415 | 422 => Code::Input,
        408 | 504 => Code::Timeout,
        429 => Code::Quota,
        502 | 503 => Code::Network,
        _ => Code::Internal,
    }
}
