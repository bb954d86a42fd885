//! The query of a message: its SQL, what is known of its rows, and how Genie came to it.

use super::json::Json;
use super::message::id;
use crate::domain::answer::{Parameter, Query, Thought, ThoughtKind};

/// Reads a query attachment (`GenieAttachment` with `query`).
///
/// The attachment's own id is the path to the rows; the `id` within `query` is of no use in paths.
pub(super) fn read(attachment: &Json) -> Query {
    let query = attachment.get("query");
    let metadata = query.get("query_result_metadata");
    Query {
        attachment: id(attachment, "attachment_id").map(Into::into),
        statement: id(query, "statement_id").map(Into::into),
        title: query.string("title"),
        description: query.string("description"),
        sql: query.string("query"),
        parameters: query.get("parameters").items().iter().filter_map(parameter).collect(),
        thoughts: query.get("thoughts").items().iter().filter_map(thought).collect(),
        row_count: metadata.get("row_count").number().and_then(|count| u64::try_from(count).ok()),
        truncated: metadata.get("is_truncated").is_true(),
    }
}

fn parameter(told: &Json) -> Option<Parameter> {
    Some(Parameter {
        name: id(told, "keyword")?,
        value: told.string("value"),
        sql_type: id(told, "sql_type"),
    })
}

fn thought(told: &Json) -> Option<Thought> {
    let text = told.string("content").filter(|text| !text.trim().is_empty())?;
    let kind = match told.get("thought_type").text().unwrap_or_default() {
        "THOUGHT_TYPE_DESCRIPTION" => ThoughtKind::Description,
        "THOUGHT_TYPE_UNDERSTANDING" => ThoughtKind::Understanding,
        "THOUGHT_TYPE_DATA_SOURCING" => ThoughtKind::DataSourcing,
        "THOUGHT_TYPE_INSTRUCTIONS" => ThoughtKind::Instructions,
        "THOUGHT_TYPE_STEPS" => ThoughtKind::Steps,
        other => ThoughtKind::Other(other.to_owned()),
    };
    Some(Thought { kind, text })
}
