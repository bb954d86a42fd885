//! From a message on the wire to a turn's answer.

use super::error::beginning;
use super::json::Json;
use super::{advice, query, retry_after};
use crate::domain::answer::{Answer, Picture};
use crate::domain::conversation::Rating;
use crate::domain::failure::{Advice, Code, Failure};
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
    /// How often Genie began anew by itself; the service does not document it.
    pub regenerated: u32,
    /// What the reader said of the answer.
    pub rating: Option<Rating>,
    /// The words that went with it.
    pub comment: Option<String>,
    /// The answer so far.
    pub answer: Answer,
    /// Why it failed, where it did.
    pub failure: Option<Failure>,
}

/// A string that names something: an empty one names nothing.
pub(super) fn id(json: &Json, name: &str) -> Option<String> {
    json.string(name).filter(|id| !id.is_empty())
}

/// The last moment that a `Date` can hold.
const LAST_MS: u64 = 8_640_000_000_000_000;

/// Seconds or milliseconds, told apart by size: documents show the one, services send the other.
pub(super) fn millis(time: &Json) -> Option<Millis> {
    let time = time.number().and_then(|time| u64::try_from(time).ok()).filter(|time| *time > 0)?;
    let ms = if time < 100_000_000_000 { time * 1_000 } else { time };
    Some(ms).filter(|ms| *ms <= LAST_MS)
}

/// Reads a message (`GenieMessage`); `None` where it has no id, because nothing can be done with it then.
///
/// `id` is the deprecated twin of `message_id`; `fallback` is an id that stands elsewhere.
pub(super) fn read(message: &Json, fallback: Option<String>) -> Option<Told> {
    let name = id(message, "message_id").or_else(|| id(message, "id")).or(fallback)?;
    let status = MessageStatus::parse(message.get("status").text().unwrap_or_default());
    let failure = matches!(status, MessageStatus::Failed | MessageStatus::Cancelled)
        .then(|| failure(message.get("error"), &status));
    Some(Told {
        message: name.into(),
        conversation: id(message, "conversation_id").map(Into::into),
        question: message.string("content").unwrap_or_default(),
        status,
        created_at: millis(message.get("created_timestamp")),
        regenerated: message
            .get("auto_regenerate_count")
            .number()
            .and_then(|count| u32::try_from(count).ok())
            .unwrap_or_default(),
        rating: match message.get("feedback").get("rating").text() {
            Some("POSITIVE") => Some(Rating::Positive),
            Some("NEGATIVE") => Some(Rating::Negative),
            _ => None,
        },
        comment: id(message.get("feedback"), "comment"),
        answer: answer(message.get("attachments").items()),
        failure,
    })
}

/// How much a text is the answer: the best of a message is, the others are told beside it.
mod rank {
    /// Scratch work, or corrected since.
    pub(super) const NEVER: u8 = 0;
    pub(super) const UNMARKED: u8 = 1;
    /// The final summary has no id (databricks-ai-bridge, pull request 443).
    pub(super) const SUMMARY: u8 = 2;
    pub(super) const STATED: u8 = 4;
}

/// Collects the answer from the attachments, whose order tells nothing. No text of them is left out.
fn answer(attachments: &[Json]) -> Answer {
    let mut answer = Answer::default();
    let is_query = |attachment: &Json| attachment.get("query").is_object();
    // What stands between two queries was corrected since (databricks-ai-bridge, pull request 432).
    let first = attachments.iter().position(is_query);
    let last = attachments.iter().rposition(is_query);
    let mut said = Vec::new();
    let mut unmarked = 0;
    for (index, attachment) in attachments.iter().enumerate() {
        if last == Some(index) {
            answer.query = Some(query::read(attachment));
        } else if is_query(attachment) {
            answer.earlier.push(query::read(attachment));
        }
        suggestions(attachment.get("suggested_questions"), &mut answer.suggestions);
        let viz = attachment.get("viz");
        if viz.is_object() {
            answer.pictures.push(Picture {
                attachment: id(attachment, "attachment_id").map(Into::into),
                query: id(viz, "query_attachment_id").map(Into::into),
                title: viz.string("title"),
            });
        }
        let text = attachment.get("text");
        let Some(content) = text.string("content").filter(|content| !content.trim().is_empty()) else {
            continue;
        };
        let corrected = first.is_some_and(|first| first < index) && last.is_some_and(|last| index < last);
        let (phase, purpose) = (text.get("phase").text(), text.get("purpose").text());
        unmarked += usize::from(phase.or(purpose).is_none());
        let rank = match purpose {
            // A phase marks scratch work; it was published for a few weeks only.
            _ if phase.is_some() => rank::NEVER,
            Some("FOLLOW_UP_QUESTION") => {
                join(&mut answer.clarifying, content);
                continue;
            }
            Some("TEXT_ATTACHMENT_PURPOSE_ANSWER" | "ANSWER") => rank::STATED + u8::from(!corrected),
            _ if id(attachment, "attachment_id").is_none() => rank::SUMMARY + u8::from(!corrected),
            _ if corrected => rank::NEVER,
            _ => rank::UNMARKED,
        };
        said.push((rank, content));
    }
    let best = said.iter().fold(rank::UNMARKED, |best, (rank, _)| best.max(*rank));
    for (rank, content) in said {
        if rank == best {
            join(&mut answer.text, content);
        } else {
            answer.corrected.push(content);
        }
    }
    let only = best < rank::STATED && unmarked == 1 && last.is_none() && answer.clarifying.is_none();
    // Older services do not say what a text is for. A question that is all they say waits for a reply.
    if only && answer.text.as_deref().is_some_and(asks) {
        answer.clarifying = answer.text.take();
    }
    answer
}

/// Adds a paragraph.
fn join(text: &mut Option<String>, more: String) {
    match text {
        Some(text) => {
            text.push_str("\n\n");
            text.push_str(&more);
        }
        None => *text = Some(more),
    }
}

/// True where a text ends in a question mark of whatever script, marked up or not.
fn asks(text: &str) -> bool {
    let end = text.trim_end_matches(|char: char| {
        char.is_whitespace() || "*_~\"'`)”’»）」』".chars().any(|mark| mark == char)
    });
    end.ends_with(['?', '？', '؟', '\u{37E}', '՞', '⸮'])
}

/// Adds the questions of an attachment, each once. `followup_questions` was their name for a month.
fn suggestions(attachment: &Json, out: &mut Vec<String>) {
    for name in ["questions", "followup_questions"] {
        for question in attachment.get(name).items() {
            offer(question, out);
        }
    }
}

/// Adds a question, each once.
pub(super) fn offer(question: &Json, out: &mut Vec<String>) {
    let question = question.text().unwrap_or_default().trim();
    if !question.is_empty() && out.iter().all(|known| known != question) {
        out.push(question.to_owned());
    }
}

/// The error of a message that failed or was cancelled.
fn failure(told: &Json, status: &MessageStatus) -> Failure {
    let kind = told.string("type").unwrap_or_default();
    let words = told.get("error").text().unwrap_or_default().trim();
    let advice = match advice::of_message(&kind) {
        advice if *status != MessageStatus::Cancelled || advice == Advice::Deleted => advice,
        _ => Advice::Cancelled,
    };
    let mut detail = kind;
    if !words.is_empty() {
        if !detail.is_empty() {
            detail.push_str(": ");
        }
        detail.push_str(beginning(words));
    }
    let failure = Failure::of(advice).with_detail(detail);
    // Genie's model has its own limits, and tells the wait in words only.
    let wait = if failure.code == Code::Quota { retry_after::in_words(words) } else { None };
    Failure { retry_after_ms: wait.filter(|ms| *ms > 0), ..failure }
}
