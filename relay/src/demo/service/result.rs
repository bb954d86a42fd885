//! The `statement_response` of a query: schema, counts and rows, every cell a
//! string or `null`.

use serde_json::{Value, json};

use super::super::database::{Cell, Rows};
use super::super::semantics::statement::{Column, ColumnType, Statement};

/// A result that is complete.
pub(crate) fn succeeded(statement_id: &str, statement: &Statement, rows: &Rows) -> Value {
    let width = statement.columns.len();
    let columns: Vec<_> =
        statement.columns.iter().enumerate().map(|(at, column)| schema(at, column)).collect();
    let count = rows.rows.len();
    let mut manifest = json!({
        "format": "JSON_ARRAY",
        "schema": { "column_count": width, "columns": columns },
        "total_chunk_count": usize::from(count > 0),
        "total_row_count": count,
        "truncated": rows.truncated,
    });
    let mut result = json!({});
    if count > 0 {
        let cells = |row: &Vec<_>| {
            row.iter().zip(&statement.columns).map(|(cell, column): (&Cell, _)| cell.wire(column)).collect()
        };
        let data: Vec<Vec<Option<String>>> = rows.rows.iter().map(cells).collect();
        manifest["chunks"] = json!([{ "chunk_index": 0, "row_offset": 0, "row_count": count }]);
        result = json!({ "chunk_index": 0, "row_offset": 0, "row_count": count, "data_array": data });
    }
    json!({ "statement_response": {
        "statement_id": statement_id,
        "status": { "state": "SUCCEEDED" },
        "manifest": manifest,
        "result": result,
    } })
}

/// A result that is not there yet.
pub(crate) fn running(statement_id: &str) -> Value {
    json!({ "statement_response": { "statement_id": statement_id, "status": { "state": "RUNNING" } } })
}

/// A query that went wrong; the service answers 200 to that.
pub(crate) fn failed(statement_id: &str, message: &str) -> Value {
    let error = json!({ "error_code": "BAD_REQUEST", "message": message });
    json!({ "statement_response": {
        "statement_id": statement_id,
        "status": { "state": "FAILED", "error": error },
    } })
}

fn schema(position: usize, column: &Column) -> Value {
    let mut schema = json!({
        "name": column.name,
        "type_text": column.kind.text(),
        "type_name": column.kind.name(),
        "position": position,
    });
    if let ColumnType::Decimal { precision, scale } = column.kind {
        schema["type_precision"] = precision.into();
        schema["type_scale"] = scale.into();
    }
    schema
}
