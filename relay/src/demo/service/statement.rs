//! The `statement_response` of a query: schema, counts and rows, every cell a
//! string or `null`.

use serde_json::{Value, json};

use super::super::table::{Field, Row};

/// A result that is complete.
pub(crate) fn succeeded(statement_id: &str, fields: &[Field], rows: &[Row], truncated: bool) -> Value {
    let count = rows.len();
    let mut manifest = json!({
        "format": "JSON_ARRAY",
        "schema": schema(fields),
        "total_chunk_count": usize::from(count > 0),
        "total_row_count": count,
        "truncated": truncated,
    });
    let mut result = json!({});
    if count > 0 {
        manifest["chunks"] = json!([{ "chunk_index": 0, "row_offset": 0, "row_count": count }]);
        result = json!({ "chunk_index": 0, "row_offset": 0, "row_count": count, "data_array": rows });
    }
    response(statement_id, &json!({ "state": "SUCCEEDED" }), Some((manifest, result)))
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
