//! JSON for programs: every value as the string that Genie sent.

use std::sync::Arc;

use crate::domain::answer::{Query, ThoughtKind};
use crate::domain::conversation::Rating;
use crate::domain::failure::Failure;
use crate::domain::ids::{MessageId, StatementId};
use crate::domain::table::Table;
use crate::domain::turn::{Rows, Turn};
use crate::grid::cell::quote;
use crate::i18n;

/// The version of the form, which `docs/conversation.schema.json` describes. It grows when a member changes its
/// meaning or goes; new members do not change it.
const VERSION: &str = "1";

/// A conversation, as `docs/conversation.schema.json` describes it.
pub fn conversation(id: Option<&str>, title: &str, turns: &[Arc<Turn>]) -> String {
    let mut out = ["{\"version\":", VERSION, ",\"conversation_id\":"].concat();
    text(id, &mut out);
    member("title", &mut out);
    quote(title, &mut out);
    member("turns", &mut out);
    list(turns, &mut out, |one, out| turn(one, out));
    out.push_str("}\n");
    out
}

fn turn(turn: &Turn, out: &mut String) {
    out.push_str("\n{\"question\":");
    quote(&turn.question, out);
    member("state", out);
    quote(turn.state.as_str(), out);
    member("message_id", out);
    text(turn.message.as_ref().map(MessageId::as_str), out);
    member("asked_at", out);
    out.push_str(&turn.asked_at.to_string());
    let answer = &turn.answer;
    member("text", out);
    text(answer.text.as_deref(), out);
    member("clarifying_question", out);
    text(answer.clarifying.as_deref(), out);
    member("corrected", out);
    list(&answer.corrected, out, |words, out| quote(words, out));
    member("error", out);
    error(turn.failure.as_ref(), out);
    member("queries", out);
    let queries: Vec<&Query> = answer.earlier.iter().chain(&answer.query).collect();
    list(&queries, out, |query, out| written(query, out));
    match &turn.rows {
        Rows::Ready(rows) => table(rows, out),
        Rows::Failed(failure) => {
            member("rows_error", out);
            error(Some(failure), out);
        }
        _ => {}
    }
    member("pictures", out);
    list(&answer.pictures, out, |picture, out| text(picture.title.as_deref(), out));
    member("suggestions", out);
    list(&answer.suggestions, out, |question, out| quote(question, out));
    member("rating", out);
    text(turn.feedback.rating.map(Rating::as_str), out);
    member("comment", out);
    text(turn.feedback.comment.as_deref(), out);
    out.push('}');
}

fn error(failure: Option<&Failure>, out: &mut String) {
    let Some(failure) = failure else { return out.push_str("null") };
    out.push_str("{\"code\":");
    quote(failure.code.as_str(), out);
    member("message", out);
    quote(i18n::advice(failure.advice), out);
    member("detail", out);
    text(failure.detail.as_deref(), out);
    member("request_id", out);
    text(failure.request_id.as_deref(), out);
    out.push('}');
}

fn written(query: &Query, out: &mut String) {
    out.push_str("{\"title\":");
    text(query.title.as_deref(), out);
    member("description", out);
    text(query.description.as_deref(), out);
    member("sql", out);
    text(query.sql.as_deref(), out);
    member("statement_id", out);
    text(query.statement.as_ref().map(StatementId::as_str), out);
    member("parameters", out);
    list(&query.parameters, out, |parameter, out| {
        out.push_str("{\"name\":");
        quote(&parameter.name, out);
        member("value", out);
        text(parameter.value.as_deref(), out);
        member("type", out);
        text(parameter.sql_type.as_deref(), out);
        out.push('}');
    });
    member("thoughts", out);
    list(&query.thoughts, out, |thought, out| {
        out.push_str("{\"kind\":");
        quote(kind(&thought.kind), out);
        member("text", out);
        quote(&thought.text, out);
        out.push('}');
    });
    out.push('}');
}

fn kind(kind: &ThoughtKind) -> &str {
    match kind {
        ThoughtKind::Description => "description",
        ThoughtKind::Understanding => "understanding",
        ThoughtKind::DataSourcing => "data_sourcing",
        ThoughtKind::Instructions => "instructions",
        ThoughtKind::Steps => "steps",
        ThoughtKind::Other(name) => name,
    }
}

fn table(table: &Table, out: &mut String) {
    member("columns", out);
    list(table.columns(), out, |column, out| {
        out.push_str("{\"name\":");
        quote(&column.name, out);
        member("type", out);
        quote(column.sql_type(), out);
        out.push('}');
    });
    member("rows", out);
    let rows: Vec<usize> = (0..table.rows()).collect();
    let columns: Vec<usize> = (0..table.columns().len()).collect();
    list(&rows, out, |row, out| list(&columns, out, |column, out| text(table.cell(*row, *column), out)));
    member("total_rows", out);
    out.push_str(&table.total().to_string());
    member("truncated", out);
    let whole = table.known_total() == Some(table.rows() as u64);
    out.push_str(if whole { "false" } else { "true" });
}

fn member(name: &str, out: &mut String) {
    out.push_str(",\"");
    out.push_str(name);
    out.push_str("\":");
}

fn text(value: Option<&str>, out: &mut String) {
    match value {
        Some(value) => quote(value, out),
        None => out.push_str("null"),
    }
}

fn list<T>(items: &[T], out: &mut String, write: impl Fn(&T, &mut String)) {
    out.push('[');
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        write(item, out);
    }
    out.push(']');
}
