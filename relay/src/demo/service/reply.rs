//! A stored message as the service would send it at a given moment.

use super::super::answer;
use super::stage::{Progress, Stage, progress};
use super::store::{self, Conversation};
use super::turn::{Outcome, Query, Turn};
use super::wire;

/// The one user that the demo knows.
const USER_ID: u64 = 1_000_000_000_000_001;

/// How far the answer to `message` is at `now`, if answers take `answer_ms`.
pub(crate) fn progress_of(message: &store::Message, now: i64, answer_ms: u64) -> Progress {
    let elapsed = u64::try_from(now - message.created).unwrap_or(0);
    progress(elapsed, answer_ms, matches!(message.turn, Turn::Query(_)))
}

/// A conversation that has just begun, with its first message.
pub(crate) fn started(conversation: &Conversation, message: wire::Message) -> wire::Started {
    wire::Started {
        conversation_id: conversation.id.clone(),
        message_id: message.message_id.clone(),
        conversation: wire::Conversation {
            id: conversation.id.clone(),
            space_id: conversation.space,
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
pub(crate) fn message(message: &store::Message, now: i64, answer_ms: u64) -> wire::Message {
    let progress = progress_of(message, now, answer_ms);
    let mut reply = wire::Message {
        id: message.id.clone(),
        space_id: message.space,
        conversation_id: message.conversation.clone(),
        user_id: USER_ID,
        created_timestamp: message.created,
        last_updated_timestamp: message.created.saturating_add_unsigned(progress.since),
        status: progress.stage.status(),
        content: message.question.clone(),
        attachments: Vec::new(),
        error: None,
        feedback: message.feedback.clone(),
        query_result: None,
        auto_regenerate_count: 0,
        message_id: message.id.clone(),
    };
    match &message.turn {
        Turn::Query(query) => add_query(&mut reply, message, query, progress),
        Turn::Text { text, suggestions } if progress.stage == Stage::Done => {
            let text = wire::TextAttachment { content: text.clone(), purpose: Some("FOLLOW_UP_QUESTION") };
            reply.attachments.push(wire::Attachment {
                attachment_id: Some(message.main_attachment.clone()),
                content: wire::Content::Text(text),
            });
            reply.attachments.extend(suggested(message, suggestions));
        }
        Turn::Text { .. } => {}
    }
    reply
}

fn add_query(reply: &mut wire::Message, message: &store::Message, query: &Query, progress: Progress) {
    if !progress.thinking {
        return;
    }
    let done = progress.stage == Stage::Done;
    let executed = progress.stage >= Stage::ExecutingQuery;
    let outcome = query.outcome.as_ref().ok().filter(|_| done);
    let attachment = wire::QueryAttachment {
        title: progress.written.then(|| answer::title(&query.intent)),
        query: progress.written.then(|| query.statement.shown.clone()),
        description: answer::description(&query.intent),
        statement_id: executed.then(|| message.statement_id.clone()),
        query_result_metadata: executed.then(|| wire::ResultMetadata {
            row_count: outcome.map_or(0, |outcome| outcome.row_count),
            is_truncated: outcome.is_some_and(|outcome| outcome.truncated),
        }),
        thoughts: thoughts(query, progress.written),
    };
    reply.attachments.push(wire::Attachment {
        attachment_id: Some(message.main_attachment.clone()),
        content: wire::Content::Query(attachment),
    });
    match &query.outcome {
        Ok(outcome) if done => complete(reply, message, outcome),
        Err(error) if done => {
            reply.status = "FAILED";
            reply.error = Some(wire::Failure { error: error.clone(), kind: "SQL_EXECUTION_EXCEPTION" });
        }
        _ => {}
    }
}

/// The answer itself. As in captures, the final text carries no id of its own.
fn complete(reply: &mut wire::Message, message: &store::Message, outcome: &Outcome) {
    let text = wire::TextAttachment { content: outcome.text.clone(), purpose: None };
    reply.attachments.push(wire::Attachment { attachment_id: None, content: wire::Content::Text(text) });
    reply.attachments.extend(suggested(message, &outcome.suggestions));
    reply.query_result = Some(wire::ResultTwin {
        statement_id: message.statement_id.clone(),
        row_count: outcome.row_count,
        is_truncated: outcome.truncated,
    });
}

fn suggested(message: &store::Message, suggestions: &[String]) -> Option<wire::Attachment> {
    let questions = wire::SuggestedQuestions { questions: suggestions.to_vec() };
    (!suggestions.is_empty()).then(|| wire::Attachment {
        attachment_id: Some(message.suggestions_attachment.clone()),
        content: wire::Content::SuggestedQuestions(questions),
    })
}

fn thoughts(query: &Query, written: bool) -> Vec<wire::Thought> {
    let intent = &query.intent;
    let thought = |thought_type, content| wire::Thought { thought_type, content };
    let mut thoughts = vec![
        thought("THOUGHT_TYPE_DESCRIPTION", answer::description(intent)),
        thought("THOUGHT_TYPE_UNDERSTANDING", answer::understanding(intent)),
    ];
    if written {
        thoughts.push(thought("THOUGHT_TYPE_DATA_SOURCING", answer::data_sourcing(intent)));
        thoughts.push(thought("THOUGHT_TYPE_INSTRUCTIONS", answer::instructions(intent)));
        thoughts.push(thought("THOUGHT_TYPE_STEPS", answer::steps(intent)));
    }
    thoughts
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic)]

    use serde_json::json;
    use time::macros::date;

    use super::super::super::semantics::interpret::{Reading, interpret};
    use super::super::super::semantics::statement::Statement;
    use super::super::store::Store;
    use super::super::turn::{Query, Turn};
    use super::message;

    #[test]
    fn a_query_that_goes_wrong_ends_as_failed_and_keeps_its_sql() {
        let Reading::Ask(intent) = interpret("sales by region", None, date!(2026 - 06 - 30)) else {
            panic!("an intent");
        };
        let statement = Statement::new(&intent);
        let shown = statement.shown.clone();
        let query = Query { intent, statement, outcome: Err("interrupted".to_owned()) };
        let turn = Turn::Query(Box::new(query));
        let conversation = Store::new().start("space", "sales by region", turn, 0);
        let at = |now| serde_json::to_value(message(&conversation.messages[0], now, 1000)).unwrap();
        assert_eq!(at(999)["status"], "EXECUTING_QUERY");
        assert!(at(999).get("error").is_none());
        let failed = at(1000);
        assert_eq!(failed["status"], "FAILED");
        assert_eq!(failed["error"], json!({ "error": "interrupted", "type": "SQL_EXECUTION_EXCEPTION" }));
        let attachments = failed["attachments"].as_array().unwrap();
        assert_eq!(attachments.len(), 1);
        assert_eq!(attachments[0]["query"]["query"], shown.as_str());
        assert!(failed.get("query_result").is_none());
    }
}
