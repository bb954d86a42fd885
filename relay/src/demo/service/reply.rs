//! A stored message as the service would send it at a given moment.

use super::super::DemoOptions;
use super::super::turn::{Counted, End, Query, Turn};
use super::stage::{Progress, Sees, execution, progress};
use super::store::{Conversation, Message, QueryIds};
use super::wire;

/// The one user that the demo knows.
pub(crate) const USER_ID: u64 = 1_000_000_000_000_001;

/// Whether the rows of a query can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Readable {
    /// The statement has not been handed to the warehouse.
    NotExecuted,
    Running,
    Yes,
    /// They could be read, for a while.
    Expired,
}

/// How far the answer to `message` is at `now`.
pub(crate) fn progress_of(message: &Message, now: i64, options: &DemoOptions) -> Progress {
    let elapsed = u64::try_from(now - message.created).unwrap_or(0);
    progress(elapsed, options.answer_ms, message.turn.course)
}

/// Whether the rows of the query at place `at` can be read at `now`.
pub(crate) fn readable(message: &Message, at: usize, now: i64, options: &DemoOptions) -> Readable {
    let progress = progress_of(message, now, options);
    let again = message.queries.get(at).and_then(|ids| ids.executed_again);
    let Some(again) = again else {
        return match progress.of_query(at) {
            Sees::Nothing | Sees::Thoughts | Sees::Sql => Readable::NotExecuted,
            Sees::Statement => Readable::Running,
            _ if progress.is_done()
                && is_over(message, message.created + signed(progress.since), now, options) =>
            {
                Readable::Expired
            }
            _ => Readable::Yes,
        };
    };
    let done = again + signed(execution(options.answer_ms));
    if now < done {
        Readable::Running
    } else if now >= done.saturating_add(signed(options.expire_ms)) {
        Readable::Expired
    } else {
        Readable::Yes
    }
}

/// Whether rows that could be read from `since` on, at the first execution, are gone.
fn is_over(message: &Message, since: i64, now: i64, options: &DemoOptions) -> bool {
    matches!(message.turn.end, End::Expired) || now >= since.saturating_add(signed(options.expire_ms))
}

fn signed(ms: u64) -> i64 {
    i64::try_from(ms).unwrap_or(i64::MAX / 4)
}

/// A conversation that has just begun, with its first message.
pub(crate) fn started(conversation: &Conversation, message: wire::Message) -> wire::Started {
    wire::Started {
        conversation_id: conversation.id.clone(),
        message_id: message.message_id.clone(),
        conversation: wire::Conversation {
            id: conversation.id.clone(),
            space_id: conversation.space.id(),
            user_id: USER_ID,
            created_timestamp: conversation.created,
            last_updated_timestamp: conversation.created,
            title: conversation.title.clone(),
            conversation_id: conversation.id.clone(),
        },
        message,
    }
}

/// One line of the list of conversations.
pub(crate) fn summary(conversation: &Conversation) -> wire::Summary {
    wire::Summary {
        conversation_id: conversation.id.clone(),
        title: conversation.title.clone(),
        created_timestamp: conversation.created,
        agent_type: "GENIE_CONVERSATION_TYPE_CHAT",
    }
}

/// The message with what is visible of its answer at `now`.
pub(crate) fn message(message: &Message, now: i64, options: &DemoOptions) -> wire::Message {
    let progress = progress_of(message, now, options);
    let queries = message.turn.queries.iter().zip(&message.queries).enumerate();
    let mut attachments: Vec<_> = queries
        .filter_map(|(at, (query, ids))| {
            // What was cancelled has no rows to count.
            let counted = query.result.as_ref().ok().filter(|_| !matches!(message.turn.end, End::Cancelled));
            query_attachment(query, counted, ids, progress.of_query(at))
        })
        .collect();
    if progress.is_done() {
        attachments.extend(texts(message));
        attachments.extend(picture(message));
        attachments.extend(suggested(message));
    }
    let expired = message.queries.len().checked_sub(1).map(|last| readable(message, last, now, options));
    let completed = matches!(message.turn.end, End::Completed | End::Expired);
    let mut reply = wire::Message {
        id: message.id.clone(),
        space_id: message.space.id(),
        conversation_id: message.conversation.clone(),
        user_id: USER_ID,
        created_timestamp: message.created,
        last_updated_timestamp: updated(message, progress, now, options),
        status: progress.status,
        content: message.question.clone(),
        attachments,
        error: None,
        feedback: message.feedback.clone(),
        query_result: None,
        auto_regenerate_count: 0,
        message_id: message.id.clone(),
    };
    if !progress.is_done() {
        return reply;
    }
    match &message.turn.end {
        End::Failed { kind, error } => {
            reply.status = "FAILED";
            reply.error = Some(wire::Failure { error: error.clone(), kind: kind.clone() });
        }
        End::Cancelled => reply.status = "CANCELLED",
        End::Completed | End::Expired if expired == Some(Readable::Expired) => {
            reply.status = "QUERY_RESULT_EXPIRED";
        }
        End::Completed | End::Expired => {}
    }
    reply.query_result = result_twin(message).filter(|_| completed);
    reply
}

/// When something about the message changed last: its answer, the end of its
/// rows, or another execution of its last query.
fn updated(message: &Message, progress: Progress, now: i64, options: &DemoOptions) -> i64 {
    let answered = message.created.saturating_add_unsigned(progress.since);
    let again = message.queries.last().and_then(|ids| ids.executed_again);
    let done = again.map_or(answered, |again| again + signed(execution(options.answer_ms)));
    let gone = done.saturating_add(signed(options.expire_ms));
    let has_rows = progress.is_done() && !message.queries.is_empty();
    let scripted = matches!(message.turn.end, End::Expired) && again.is_none();
    let moments = [again, Some(done), Some(gone).filter(|_| has_rows && !scripted)];
    moments.into_iter().flatten().filter(|moment| *moment <= now).max().unwrap_or(answered)
}

fn query_attachment(
    query: &Query,
    counted: Option<&Counted>,
    ids: &QueryIds,
    sees: Sees,
) -> Option<wire::Attachment> {
    let counted = counted.filter(|_| sees >= Sees::Rows);
    let thoughts = query.thoughts.iter().filter(|thought| thought.early || sees >= Sees::Sql);
    let thoughts = thoughts
        .map(|thought| wire::Thought { thought_type: thought.kind, content: thought.content.clone() });
    let parameters = query.parameters.iter().filter(|_| sees >= Sees::Sql);
    let parameters = parameters.map(|parameter| wire::Parameter {
        keyword: parameter.keyword,
        value: parameter.value,
        sql_type: parameter.sql_type,
    });
    let attachment = wire::QueryAttachment {
        title: (sees >= Sees::Sql).then(|| query.title.clone()),
        query: (sees >= Sees::Sql).then(|| query.sql.clone()),
        description: query.description.clone(),
        statement_id: (sees >= Sees::Statement).then(|| ids.statement.clone()),
        query_result_metadata: (sees >= Sees::Statement).then(|| wire::ResultMetadata {
            row_count: counted.map_or(0, |counted| counted.row_count),
            is_truncated: counted.is_some_and(|counted| counted.truncated),
        }),
        parameters: parameters.collect(),
        thoughts: thoughts.collect(),
    };
    (sees >= Sees::Thoughts).then(|| wire::Attachment {
        attachment_id: Some(ids.attachment.clone()),
        content: wire::Content::Query(attachment),
    })
}

fn texts(message: &Message) -> impl Iterator<Item = wire::Attachment> {
    message.turn.texts.iter().zip(&message.texts).map(|(text, id)| {
        let content = wire::TextAttachment { content: text.content.clone(), purpose: text.purpose };
        wire::Attachment {
            attachment_id: text.has_id.then(|| id.clone()),
            content: wire::Content::Text(content),
        }
    })
}

fn picture(message: &Message) -> Option<wire::Attachment> {
    let drawn_from = message.queries.last()?;
    Some(wire::Attachment {
        attachment_id: Some(message.picture.clone()?),
        content: wire::Content::Viz(wire::VizAttachment {
            query_attachment_id: drawn_from.attachment.clone(),
            title: message.turn.picture?,
        }),
    })
}

fn suggested(message: &Message) -> Option<wire::Attachment> {
    let questions = wire::SuggestedQuestions { questions: message.turn.suggestions.clone() };
    (!questions.questions.is_empty()).then(|| wire::Attachment {
        attachment_id: Some(message.suggestions.clone()),
        content: wire::Content::SuggestedQuestions(questions),
    })
}

/// The deprecated twin of the last query's counts, which is still sent.
fn result_twin(message: &Message) -> Option<wire::ResultTwin> {
    let Turn { queries, .. } = &message.turn;
    let counted = queries.last()?.result.as_ref().ok()?;
    Some(wire::ResultTwin {
        statement_id: message.queries.last()?.statement.clone(),
        row_count: counted.row_count,
        is_truncated: counted.truncated,
    })
}
