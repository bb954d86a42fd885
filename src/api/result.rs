//! The reply of query-result and execute-query: a statement's state and rows.

use std::sync::Arc;

use serde::Deserialize;

use super::cells::Rows;
use super::wire::Int;
use crate::domain::failure::{Code, Failure};
use crate::domain::table::{Column, Table};

/// What the service says of a statement.
#[derive(Debug, Clone, PartialEq)]
pub enum Statement {
    /// It runs; ask again.
    Running,
    /// Here are its rows.
    Rows(Arc<Table>),
    /// It failed or was cancelled; the HTTP status is 200 all the same.
    Failed(Failure),
    /// It succeeded and its rows are gone.
    Expired,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Body {
    statement_response: Option<Response>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Response {
    status: Option<Status>,
    manifest: Option<Manifest>,
    result: Option<Data>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Status {
    state: Option<String>,
    error: Option<StatementError>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct StatementError {
    message: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Manifest {
    schema: Option<Schema>,
    total_row_count: Option<Int>,
    truncated: Option<bool>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Schema {
    columns: Option<Vec<ColumnInfo>>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct ColumnInfo {
    name: Option<String>,
    type_name: Option<String>,
    type_text: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Data {
    data_array: Option<Rows>,
    data_typed_array: Option<Rows>,
}

/// Reads the body of query-result.
///
/// # Errors
/// A sentence on what is wrong where the body is not a statement response.
pub fn read(body: &str) -> Result<Statement, String> {
    let body: Body = serde_json::from_str(body).map_err(|error| error.to_string())?;
    let Some(response) = body.statement_response else {
        return Err(String::from("there is no statement_response"));
    };
    let status = response.status.unwrap_or_default();
    Ok(match status.state.as_deref().unwrap_or_default() {
        "PENDING" | "RUNNING" => Statement::Running,
        "FAILED" | "CANCELED" | "CANCELLED" => {
            let words = status.error.and_then(|error| error.message).unwrap_or_default();
            Statement::Failed(Failure::new(Code::Sql).with_detail(words.trim()))
        }
        "CLOSED" => Statement::Expired,
        // SUCCEEDED, and whatever else carries rows.
        _ => Statement::Rows(Arc::new(table(response.manifest, response.result))),
    })
}

/// No `data_array` means no rows, not an error: services leave empty lists out.
fn table(manifest: Option<Manifest>, data: Option<Data>) -> Table {
    let manifest = manifest.unwrap_or_default();
    let data = data.unwrap_or_default();
    let columns = manifest.schema.unwrap_or_default().columns.unwrap_or_default();
    let columns = columns.into_iter().map(|column| Column {
        name: column.name.unwrap_or_default(),
        type_name: column.type_name.unwrap_or_default(),
        type_text: column.type_text.unwrap_or_default(),
    });
    let cells = data.data_array.or(data.data_typed_array).unwrap_or_default().0;
    let total = manifest.total_row_count.and_then(|count| u64::try_from(count.0).ok());
    Table::new(columns.collect(), cells, total, manifest.truncated.unwrap_or_default())
}
