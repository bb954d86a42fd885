//! From a message on the wire to a turn's answer.

use super::wire::{Message, MessageError, Text};
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

/// Reads a message; `None` where it has no id, because nothing can be done with it then.
pub(super) fn read(message: Message) -> Option<Told> {
    let id = message.message_id.or(message.id)?;
    let status = MessageStatus::parse(message.status.as_deref().unwrap_or_default());
    let failure = (status == MessageStatus::Failed || status == MessageStatus::Cancelled)
        .then(|| failure(message.error, &status));
    let attachments = message.attachments.unwrap_or_default();
    let mut answer = Answer::default();
    let mut texts: Vec<(bool, usize, Text)> = Vec::new();
    let mut queries: Vec<usize> = Vec::new();
    for (index, attachment) in attachments.into_iter().enumerate() {
        let named = attachment.attachment_id.is_some();
        if let Some(text) = attachment.text {
            texts.push((named, index, text));
        }
        if let Some(query) = attachment.query {
            queries.push(index);
            let metadata = query.query_result_metadata.unwrap_or_default();
            answer.query = Some(Query {
                attachment: attachment.attachment_id.map(Into::into),
                statement: query.statement_id.map(Into::into),
                title: query.title,
                description: query.description,
                sql: query.query,
                row_count: metadata.row_count.and_then(|count| u64::try_from(count.0).ok()),
                truncated: metadata.is_truncated.unwrap_or_default(),
            });
        }
        if let Some(suggestions) = attachment.suggested_questions {
            answer.suggestions = suggestions.questions.unwrap_or_default();
        }
    }
    choose_text(&mut answer, texts, &queries);
    Some(Told {
        message: id.into(),
        conversation: message.conversation_id.map(Into::into),
        question: message.content.unwrap_or_default(),
        status,
        created_at: message.created_timestamp.and_then(|time| millis(time.0)),
        answer,
        failure,
    })
}

/// Which text is the answer: the one whose purpose says so; else the one without an attachment id,
/// which is the final summary; else all of them but what stands between two queries, which Genie
/// has corrected since (databricks-ai-bridge, pull requests 432 and 443).
fn choose_text(answer: &mut Answer, texts: Vec<(bool, usize, Text)>, queries: &[usize]) {
    let mut stated = None;
    let mut summary = None;
    let mut rest: Vec<String> = Vec::new();
    for (named, index, text) in texts {
        let Some(content) = text.content.filter(|content| !content.trim().is_empty()) else { continue };
        if text.phase.is_some() {
            continue;
        }
        match text.purpose.as_deref() {
            Some("FOLLOW_UP_QUESTION") => answer.clarifying = Some(content),
            Some("TEXT_ATTACHMENT_PURPOSE_ANSWER" | "ANSWER") => stated = Some(content),
            _ if !named => summary = Some(content),
            _ => {
                let corrected = queries.first().is_some_and(|first| index > *first)
                    && queries.last().is_some_and(|last| index < *last);
                if !corrected {
                    rest.push(content);
                }
            }
        }
    }
    answer.text = stated.or(summary).or_else(|| if rest.is_empty() { None } else { Some(rest.join("\n\n")) });
}

/// Seconds or milliseconds, told apart by size: documents show the one, services send the other.
fn millis(time: i64) -> Option<Millis> {
    let time = u64::try_from(time).ok().filter(|time| *time > 0)?;
    Some(if time < 100_000_000_000 { time * 1_000 } else { time })
}

/// The error of a failed message. The set of types is open, so words in the type decide.
fn failure(error: Option<MessageError>, status: &MessageStatus) -> Failure {
    let error = error.unwrap_or_default();
    let kind = error.kind.unwrap_or_default();
    let has = |words: &[&str]| words.iter().any(|word| kind.contains(word));
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
    if let Some(words) = error.error.filter(|words| !words.trim().is_empty()) {
        if !detail.is_empty() {
            detail.push_str(": ");
        }
        detail.push_str(words.trim());
    }
    Failure { retryable, ..Failure::new(code).with_detail(detail) }
}
