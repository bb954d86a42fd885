//! The reply of query-result and execute-query: a statement's state and rows.

use std::sync::Arc;

use super::advice;
use super::error::beginning;
use super::json::Json;
use super::rows::JsonRows;
use crate::domain::failure::Failure;
use crate::domain::table::{Cells, Column, Table};

/// What the service says of a statement.
#[derive(Debug, Clone, PartialEq, Eq)]
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

/// Reads the body of query-result.
///
/// # Errors
/// A sentence on what is wrong where the body is not a statement response.
pub fn read(body: &str) -> Result<Statement, String> {
    let (body, cells) = JsonRows::whole(body)?;
    of(&body, cells)
}

/// What a statement's body says, and the rows that it held.
pub(super) fn of(body: &Json, cells: Cells) -> Result<Statement, String> {
    let response = body.get("statement_response");
    if !response.is_object() {
        return Err(String::from("there is no statement_response"));
    }
    let status = response.get("status");
    Ok(match status.get("state").text().unwrap_or_default() {
        "PENDING" | "RUNNING" => Statement::Running,
        state @ ("FAILED" | "CANCELED" | "CANCELLED") => Statement::Failed(failure(status, state)),
        "CLOSED" => Statement::Expired,
        // Neither a state nor rows nor what they would look like: nothing is known.
        "" if !response.get("manifest").is_object() && !response.get("result").is_object() => {
            return Err(String::from("the statement_response is empty"));
        }
        // SUCCEEDED, and whatever else carries rows. No rows is no error: services leave empty lists out.
        _ => Statement::Rows(Arc::new(table(response, cells))),
    })
}

/// The rows that are here of a statement's body whose others are on their way; `None` where it is not
/// known yet what they are.
pub(super) fn coming(body: &Json, cells: Cells) -> Option<Table> {
    match of(body, cells).ok()? {
        // Columns without names were made up for the cells.
        Statement::Rows(table) if table.columns().iter().any(|column| !column.name.is_empty()) => {
            Some(Arc::unwrap_or_clone(table).unfinished())
        }
        _ => None,
    }
}

fn failure(status: &Json, state: &str) -> Failure {
    let error = status.get("error");
    // A cancelled statement often has no error.
    let code = error.get("error_code").text().unwrap_or(state);
    let words = error.get("message").text().unwrap_or_default().trim();
    let detail = if words.is_empty() { code } else { beginning(words) };
    Failure::of(advice::of_statement(code, words)).with_detail(detail)
}

/// The member of that name, where it is a number that counts something.
pub(super) fn count(told: &Json, name: &str) -> Option<u64> {
    told.get(name).number().and_then(|count| u64::try_from(count).ok())
}

fn table(response: &Json, cells: Cells) -> Table {
    let (manifest, result) = (response.get("manifest"), response.get("result"));
    let column = |column: &Json| Column {
        name: column.string("name").unwrap_or_default(),
        type_name: column.string("type_name").unwrap_or_default(),
        type_text: column.string("type_text").unwrap_or_default(),
    };
    let columns = manifest.get("schema").get("columns").items().iter().map(column).collect();
    // The chunks tell as well how long the whole is.
    let chunks = manifest.get("chunks").items();
    let rows = chunks.iter().filter_map(|chunk| count(chunk, "row_count"));
    let total = count(manifest, "total_row_count").or_else(|| rows.reduce(u64::saturating_add));
    // These rows are chunk 0.
    let more = count(manifest, "total_chunk_count").is_some_and(|count| count > 1)
        || chunks.len() > 1
        || result.get("next_chunk_internal_link").text().is_some();
    let next = count(result, "next_chunk_index").or(more.then_some(1));
    Table::new(columns, cells, total, manifest.get("truncated").is_true()).with_next(next)
}
