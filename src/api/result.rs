//! The reply of query-result and execute-query: a statement's state and rows.

use std::sync::Arc;

use super::json::Json;
use crate::domain::failure::{Code, Failure};
use crate::domain::table::{Cells, Column, Table};

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

/// Reads the body of query-result.
///
/// # Errors
/// A sentence on what is wrong where the body is not a statement response.
pub fn read(body: &str) -> Result<Statement, String> {
    let (body, cells) = Json::parse(body)?;
    let response = body.get("statement_response");
    if !response.is_object() {
        return Err(String::from("there is no statement_response"));
    }
    let status = response.get("status");
    Ok(match status.get("state").text().unwrap_or_default() {
        "PENDING" | "RUNNING" => Statement::Running,
        "FAILED" | "CANCELED" | "CANCELLED" => {
            let words = status.get("error").string("message").unwrap_or_default();
            Statement::Failed(Failure::new(Code::Sql).with_detail(words.trim()))
        }
        "CLOSED" => Statement::Expired,
        // SUCCEEDED, and whatever else carries rows. No rows is no error: services leave empty lists out.
        _ => Statement::Rows(Arc::new(table(response.get("manifest"), cells))),
    })
}

fn table(manifest: &Json, cells: Cells) -> Table {
    let column = |column: &Json| Column {
        name: column.string("name").unwrap_or_default(),
        type_name: column.string("type_name").unwrap_or_default(),
        type_text: column.string("type_text").unwrap_or_default(),
    };
    let columns = manifest.get("schema").get("columns").items().iter().map(column).collect();
    let total = manifest.get("total_row_count").number().and_then(|count| u64::try_from(count).ok());
    Table::new(columns, cells, total, manifest.get("truncated").is_true())
}
