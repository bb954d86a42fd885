//! From a message on the wire to a turn's answer.

use super::error;
use super::json::Json;
use crate::domain::answer::{Answer, Query};
use crate::domain::failure::{Code, Failure};
use crate::domain::ids::{ConversationId, MessageId, Millis};
use crate::domain::status::MessageStatus;

/// One message, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// Its id.
    pub message: MessageId,
    /// The conversation it belongs to, where the message says so.
    pub conversation: Option<ConversationId>,
    /// The reader's question: `content` is never the answer.
    pub question: String,
    /// Where Genie is with it; no status counts as in progress.
    pub status: MessageStatus,
    /// When it was asked, where the service tells.
    pub created_at: Option<Millis>,
    /// The answer so far.
    pub answer: Answer,
    /// Why it failed, where it did.
    pub failure: Option<Failure>,
}

/// Reads a message (`GenieMessage`); `None` where it has no id, because nothing can be done with it then.
///
/// `id` is the deprecated twin of `message_id`; `fallback` is an id that stands elsewhere.
pub(super) fn read(message: &Json, fallback: Option<String>) -> Option<Told> {
    let id = message.string("message_id").or_else(|| message.string("id")).or(fallback)?;
    let status = MessageStatus::parse(message.get("status").text().unwrap_or_default());
    let failure = matches!(status, MessageStatus::Failed | MessageStatus::Cancelled)
        .then(|| failure(message.get("error"), &status));
    Some(Told {
        message: id.into(),
        conversation: message.string("conversation_id").map(Into::into),
        question: message.string("content").unwrap_or_default(),
        status,
        created_at: message.get("created_timestamp").number().and_then(millis),
        answer: answer(message.get("attachments").items()),
        failure,
    })
}

/// Collects the answer from the attachments, whose order tells nothing.
fn answer(attachments: &[Json]) -> Answer {
    let mut answer = Answer::default();
    let is_query = |attachment: &Json| attachment.get("query").is_object();
    // What stands between two queries was corrected since (databricks-ai-bridge, pull request 432).
    let first = attachments.iter().position(is_query);
    let last = attachments.iter().rposition(is_query);
    let corrected =
        |index: usize| first.is_some_and(|first| first < index) && last.is_some_and(|last| index < last);
    let mut stated = None;
    let mut summary = None;
    let mut rest: Vec<String> = Vec::new();
    for (index, attachment) in attachments.iter().enumerate() {
        if last == Some(index) {
            answer.query = Some(query(attachment));
        }
        let suggested = attachment.get("suggested_questions").get("questions").items();
        answer.suggestions.extend(suggested.iter().filter_map(Json::text).map(str::to_owned));
        let text = attachment.get("text");
        let Some(content) = text.string("content").filter(|content| !content.trim().is_empty()) else {
            continue;
        };
        // A phase marks scratch work; it was published for a few weeks only.
        if text.get("phase").text().is_some() {
            continue;
        }
        match text.get("purpose").text() {
            Some("FOLLOW_UP_QUESTION") => answer.clarifying = Some(content),
            Some("TEXT_ATTACHMENT_PURPOSE_ANSWER" | "ANSWER") => stated = Some(content),
            // The final summary is the text without an id (databricks-ai-bridge, pull request 443).
            _ if attachment.get("attachment_id").text().is_none() => summary = Some(content),
            _ if corrected(index) => {}
            _ => rest.push(content),
        }
    }
    answer.text = stated.or(summary).or_else(|| if rest.is_empty() { None } else { Some(rest.join("\n\n")) });
    answer
}

fn query(attachment: &Json) -> Query {
    let query = attachment.get("query");
    let metadata = query.get("query_result_metadata");
    Query {
        attachment: attachment.string("attachment_id").map(Into::into),
        statement: query.string("statement_id").map(Into::into),
        title: query.string("title"),
        description: query.string("description"),
        sql: query.string("query"),
        row_count: metadata.get("row_count").number().and_then(|count| u64::try_from(count).ok()),
        truncated: metadata.get("is_truncated").is_true(),
    }
}

/// Seconds or milliseconds, told apart by size: documents show the one, services send the other.
fn millis(time: i64) -> Option<Millis> {
    let time = u64::try_from(time).ok().filter(|time| *time > 0)?;
    Some(if time < 100_000_000_000 { time * 1_000 } else { time })
}

/// The error of a failed message. The set of types is open, so words in the type decide.
fn failure(told: &Json, status: &MessageStatus) -> Failure {
    let kind = told.string("type").unwrap_or_default();
    let has = |words: &[&str]| words.iter().any(|word| error::mentions(&kind, word));
    let code = if *status == MessageStatus::Cancelled {
        Code::Stopped
    } else if has(&["RATE_LIMIT", "BUDGET"]) {
        Code::Quota
    } else if has(&["WAREHOUSE"]) {
        Code::Warehouse
    } else if has(&["CONTENT_FILTER"]) {
        Code::Content
    } else if has(&["PERMISSION", "TABLES_MISSING", "NO_TABLES", "UC_SCHEMA"]) {
        Code::Permission
    } else if has(&["CONTEXT_EXCEEDED", "MAX_TOKEN_LENGTH", "TOO_LONG"]) {
        Code::Input
    } else if has(&["SQL", "QUERY"]) {
        Code::Sql
    } else if has(&["TIMEOUT"]) {
        Code::Timeout
    } else {
        Code::Internal
    };
    let retryable = matches!(code, Code::Quota | Code::Timeout) || has(&["RETRYABLE", "NETWORK", "SERVICE"]);
    let mut detail = kind.clone();
    if let Some(words) = told.get("error").text().filter(|words| !words.trim().is_empty()) {
        if !detail.is_empty() {
            detail.push_str(": ");
        }
        detail.push_str(words.trim());
    }
    Failure { retryable, ..Failure::new(code).with_detail(detail) }
}
