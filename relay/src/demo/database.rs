//! Runs statements on the data set: one read-only connection, a time limit
//! and a limit of rows. It knows nothing of questions.

use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use rusqlite::types::ValueRef;
use rusqlite::{Connection, MAIN_DB};
use time::Date;

use super::semantics::statement::{Column, ColumnType, Statement};
use super::{DemoError, data, decimal};

/// The most rows that a result holds; the service cuts there as well.
pub(crate) const MAX_ROWS: usize = 5000;

/// A query that takes longer is stopped; the largest ones take about a tenth of it.
const TIME_LIMIT: Duration = Duration::from_secs(10);

/// How many steps of SQLite's virtual machine pass between two looks at the clock.
const STEPS: i32 = 10_000;

/// One value of a result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Cell {
    Null,
    Number(i64),
    Text(String),
}

/// The rows of one statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Rows {
    pub(crate) rows: Vec<Vec<Cell>>,
    /// Whether there were more than `MAX_ROWS`.
    pub(crate) truncated: bool,
}

/// The data set, ready for questions.
pub(crate) struct Database {
    connection: Mutex<Connection>,
    bytes: Vec<u8>,
}

impl Database {
    /// Builds the data set that ends at `today`.
    pub(crate) fn new(today: Date) -> Result<Self, DemoError> {
        let bytes = data::build(today)?;
        let mut connection = Connection::open_in_memory()?;
        connection.deserialize_read_exact(MAIN_DB, bytes.as_slice(), bytes.len(), true)?;
        Ok(Self { connection: Mutex::new(connection), bytes })
    }

    /// Writes the data set as an SQLite file.
    pub(crate) fn dump(&self, path: &Path) -> Result<(), DemoError> {
        std::fs::write(path, &self.bytes).map_err(|source| DemoError::Write { path: path.to_owned(), source })
    }

    /// Runs a statement. Blocks, for milliseconds as a rule.
    pub(crate) fn run(&self, statement: &Statement) -> rusqlite::Result<Rows> {
        self.run_within(statement, TIME_LIMIT)
    }

    fn run_within(&self, statement: &Statement, limit: Duration) -> rusqlite::Result<Rows> {
        // A panic elsewhere leaves a read-only connection as it was.
        let mut connection = self.connection.lock().unwrap_or_else(PoisonError::into_inner);
        let started = Instant::now();
        connection.progress_handler(STEPS, Some(move || started.elapsed() > limit))?;
        let mut prepared = connection.prepare(&statement.run)?;
        let width = prepared.column_count();
        let mut found = prepared.query([])?;
        let mut rows = Vec::new();
        while let Some(row) = found.next()? {
            if rows.len() == MAX_ROWS {
                return Ok(Rows { rows, truncated: true });
            }
            rows.push((0..width).map(|index| row.get_ref(index).map(cell)).collect::<rusqlite::Result<_>>()?);
        }
        Ok(Rows { rows, truncated: false })
    }
}

fn cell(value: ValueRef<'_>) -> Cell {
    match value {
        ValueRef::Integer(number) => Cell::Number(number),
        ValueRef::Text(text) => Cell::Text(String::from_utf8_lossy(text).into_owned()),
        // No statement of the layer gives a real number or a blob.
        ValueRef::Null | ValueRef::Real(_) | ValueRef::Blob(_) => Cell::Null,
    }
}

impl Cell {
    /// The text that a result carries for this value, `None` for NULL.
    pub(crate) fn wire(&self, column: &Column) -> Option<String> {
        match (self, column.kind) {
            (Self::Null, _) => None,
            (Self::Text(text), _) => Some(text.clone()),
            (Self::Number(number), ColumnType::Boolean) => Some((*number != 0).to_string()),
            (Self::Number(number), ColumnType::Decimal { scale, .. }) => {
                Some(decimal::format((*number).into(), scale))
            }
            (Self::Number(number), _) => Some(number.to_string()),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::time::Duration;

    use time::macros::date;

    use super::{Database, Statement};

    fn statement(run: &str) -> Statement {
        Statement { run: run.to_owned(), shown: String::new(), columns: Vec::new() }
    }

    #[test]
    fn stops_a_query_that_takes_too_long() {
        let database = Database::new(date!(2026 - 06 - 30)).unwrap();
        let endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT MAX(i) FROM n";
        let stopped = database.run_within(&statement(endless), Duration::from_millis(20)).unwrap_err();
        assert_eq!(stopped.to_string(), "interrupted");
        assert!(database.run(&statement("SELECT 1")).is_ok());
    }

    #[test]
    fn refuses_to_write() {
        let database = Database::new(date!(2026 - 06 - 30)).unwrap();
        let refused = database.run(&statement("DELETE FROM orders")).unwrap_err();
        assert_eq!(refused.to_string(), "attempt to write a readonly database");
    }

    #[test]
    fn cuts_after_five_thousand_rows_and_says_so() {
        let database = Database::new(date!(2026 - 06 - 30)).unwrap();
        let all = database.run(&statement("SELECT order_id FROM orders")).unwrap();
        assert_eq!((all.rows.len(), all.truncated), (5000, true));
        let exactly = database.run(&statement("SELECT order_id FROM orders LIMIT 5000")).unwrap();
        assert_eq!((exactly.rows.len(), exactly.truncated), (5000, false));
    }
}
