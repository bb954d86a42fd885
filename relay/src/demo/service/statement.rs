//! The `statement_response` of a query: schema, counts and rows, every cell a
//! string or `null`.

use serde_json::{Value, json};

use super::super::table::{Field, Row};
use super::super::turn::Counted;

/// A result that is complete, with its first chunk of the rows.
pub(crate) fn succeeded(statement_id: &str, counted: &Counted, rows: &[Row]) -> Value {
    let most = counted.chunk_rows;
    let chunks: Vec<Value> = rows.chunks(most).enumerate().map(|(at, part)| listed(part, most, at)).collect();
    let mut manifest = json!({
        "format": "JSON_ARRAY",
        "schema": schema(&counted.table.fields),
        "total_chunk_count": chunks.len(),
        "total_row_count": rows.len(),
        "truncated": counted.truncated,
    });
    let first = chunk(rows, most, 0);
    if first.is_some() {
        manifest["chunks"] = chunks.into();
        manifest["total_byte_count"] = bytes(rows).into();
    }
    let result = first.unwrap_or_else(|| json!({}));
    response(statement_id, &json!({ "state": "SUCCEEDED" }), Some((manifest, result)))
}

/// The chunk at place `at`, of chunks with up to `most` rows, if there is one.
pub(crate) fn chunk(rows: &[Row], most: usize, at: usize) -> Option<Value> {
    let mut parts = rows.chunks(most).skip(at);
    let part = parts.next()?;
    let mut chunk = place(part, most, at);
    if parts.next().is_some() {
        chunk["next_chunk_index"] = (at + 1).into();
    }
    chunk["data_array"] = json!(part);
    Some(chunk)
}

/// A chunk as the manifest lists it.
fn listed(part: &[Row], most: usize, at: usize) -> Value {
    let mut chunk = place(part, most, at);
    chunk["byte_count"] = bytes(part).into();
    chunk
}

/// Where a chunk stands among all rows.
fn place(part: &[Row], most: usize, at: usize) -> Value {
    json!({ "chunk_index": at, "row_offset": at * most, "row_count": part.len() })
}

/// The size of the cells' text.
fn bytes(rows: &[Row]) -> usize {
    rows.iter().flatten().flatten().map(String::len).sum()
}

/// A result that is not there yet (`RUNNING`) or no more (`CLOSED`).
pub(crate) fn without_rows(statement_id: &str, state: &str) -> Value {
    response(statement_id, &json!({ "state": state }), None)
}

/// A query that went wrong; the service answers 200 to that.
pub(crate) fn failed(statement_id: &str, message: &str) -> Value {
    let error = json!({ "error_code": "BAD_REQUEST", "message": message });
    let status = json!({ "state": "FAILED", "error": error, "sql_state": sql_state(message) });
    response(statement_id, &status, None)
}

/// The SQLSTATE that a message names, or that of an internal error.
fn sql_state(message: &str) -> &str {
    let named = message.split_once("SQLSTATE: ").and_then(|(_, rest)| rest.get(..5));
    named.unwrap_or("XX000")
}

/// The envelope that all have in common.
pub(crate) fn response(statement_id: &str, status: &Value, done: Option<(Value, Value)>) -> Value {
    let mut response = json!({ "statement_id": statement_id, "status": status });
    if let Some((manifest, result)) = done {
        response["manifest"] = manifest;
        response["result"] = result;
    }
    json!({ "statement_response": response })
}

/// The columns with their types.
pub(crate) fn schema(fields: &[Field]) -> Value {
    let columns: Vec<_> = fields.iter().enumerate().map(|(at, field)| column(at, field)).collect();
    json!({ "column_count": fields.len(), "columns": columns })
}

fn column(position: usize, field: &Field) -> Value {
    let mut column = json!({
        "name": field.name,
        "type_text": field.type_text,
        "type_name": field.type_name(),
        "position": position,
    });
    if let Some((precision, scale)) = field.precision_and_scale() {
        column["type_precision"] = precision.into();
        column["type_scale"] = scale.into();
    }
    if let Some(interval) = field.interval() {
        column["type_interval_type"] = interval.into();
    }
    column
}
