//! The rows of a query: columns with their types, and where the cells come
//! from. A cell is the string that the service sends, or `None` for NULL.

use std::borrow::Cow;

use super::database::{Database, MAX_ROWS};
use super::semantics::statement::Statement;

/// One row, a cell for each column.
pub(crate) type Row = Vec<Option<String>>;

/// One column of a result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Field {
    /// Its name, which another column may have as well.
    pub(crate) name: Cow<'static, str>,
    /// Its type as SQL spells it, e.g. `DECIMAL(20,2)`.
    pub(crate) type_text: Cow<'static, str>,
}

/// A result with its cells still to be read.
#[derive(Debug, Clone)]
pub(crate) struct Table {
    pub(crate) fields: Vec<Field>,
    pub(crate) source: Source,
}

/// Where the cells come from.
#[derive(Debug, Clone)]
pub(crate) enum Source {
    /// SQLite, asked anew for every reading.
    Sql(Statement),
    /// These rows.
    Given(&'static [&'static [Option<&'static str>]]),
    /// As many rows as said, each made from its number.
    Made { count: usize, row: fn(usize) -> Row },
}

impl Field {
    /// A column of a type as SQL spells it.
    pub(crate) fn new(name: impl Into<Cow<'static, str>>, type_text: impl Into<Cow<'static, str>>) -> Self {
        Self { name: name.into(), type_text: type_text.into() }
    }

    /// The type's name in a result's schema, e.g. `LONG` for `BIGINT`.
    pub(crate) fn type_name(&self) -> &str {
        let head = self.type_text.split(['(', '<', ' ']).next().unwrap_or_default();
        match head {
            "TINYINT" => "BYTE",
            "SMALLINT" => "SHORT",
            "BIGINT" => "LONG",
            "VOID" => "NULL",
            other => other,
        }
    }

    /// Precision and scale of a DECIMAL.
    pub(crate) fn precision_and_scale(&self) -> Option<(u32, u32)> {
        let (precision, scale) =
            self.type_text.strip_prefix("DECIMAL(")?.strip_suffix(')')?.split_once(',')?;
        Some((precision.trim().parse().ok()?, scale.trim().parse().ok()?))
    }

    /// The units of an INTERVAL, e.g. `DAY TO SECOND`.
    pub(crate) fn interval(&self) -> Option<&str> {
        self.type_text.strip_prefix("INTERVAL ")
    }
}

impl Table {
    /// The result of a statement.
    pub(crate) fn of(statement: Statement) -> Self {
        let fields = statement.columns.iter();
        let fields = fields.map(|column| Field::new(column.name, column.kind.text())).collect();
        Self { fields, source: Source::Sql(statement) }
    }

    /// Up to [`MAX_ROWS`] rows from row `from` on. Blocks while SQLite works.
    pub(crate) fn page(&self, database: &Database, from: usize) -> rusqlite::Result<Vec<Row>> {
        let rows = match &self.source {
            Source::Given(rows) => rows.iter().skip(from).take(MAX_ROWS).map(|row| owned(row)).collect(),
            Source::Made { count, row } => (from..*count).take(MAX_ROWS).map(row).collect(),
            Source::Sql(statement) => {
                let found = if from == 0 {
                    database.run(statement)?
                } else {
                    // Every statement orders its rows completely, so that pages fit together.
                    let run = format!("SELECT * FROM ({}) LIMIT {MAX_ROWS} OFFSET {from}", statement.run);
                    database.run(&Statement { run, ..statement.clone() })?
                };
                let cells = |row: &Vec<_>| {
                    row.iter()
                        .zip(&statement.columns)
                        .map(|(cell, column): (&super::database::Cell, _)| cell.wire(column))
                        .collect()
                };
                found.rows.iter().map(cells).collect()
            }
        };
        Ok(rows)
    }

    /// How many rows there are in all. Blocks while SQLite works.
    pub(crate) fn count(&self, database: &Database) -> rusqlite::Result<usize> {
        match &self.source {
            Source::Given(rows) => Ok(rows.len()),
            Source::Made { count, .. } => Ok(*count),
            Source::Sql(statement) => {
                let run = format!("SELECT COUNT(*) FROM ({})", statement.run);
                let counted = database.run(&Statement { run, ..statement.clone() })?;
                match counted.rows.first().and_then(|row| row.first()) {
                    Some(super::database::Cell::Number(count)) => Ok(usize::try_from(*count).unwrap_or(0)),
                    _ => Ok(0),
                }
            }
        }
    }
}

fn owned(row: &[Option<&'static str>]) -> Row {
    row.iter().map(|cell| cell.map(str::to_owned)).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use time::macros::date;

    use super::*;

    #[test]
    fn a_type_is_told_in_all_its_forms() {
        let cases = [
            ("BIGINT", "LONG", None, None),
            ("TINYINT", "BYTE", None, None),
            ("SMALLINT", "SHORT", None, None),
            ("VOID", "NULL", None, None),
            ("DECIMAL(38,18)", "DECIMAL", Some((38, 18)), None),
            ("ARRAY<INT>", "ARRAY", None, None),
            ("STRUCT<zip: INT>", "STRUCT", None, None),
            ("TIMESTAMP_NTZ", "TIMESTAMP_NTZ", None, None),
            ("INTERVAL DAY TO SECOND", "INTERVAL", None, Some("DAY TO SECOND")),
        ];
        for (text, name, decimal, interval) in cases {
            let field = Field::new("c", text);
            let found = (field.type_name(), field.precision_and_scale(), field.interval());
            assert_eq!(found, (name, decimal, interval), "{text}");
        }
    }

    #[test]
    fn pages_of_every_source_fit_together() {
        let database = Database::new(date!(2026 - 06 - 30)).unwrap();
        let run = "SELECT order_id FROM orders ORDER BY order_id".to_owned();
        let kind = super::super::semantics::statement::ColumnType::Long;
        let columns = vec![super::super::semantics::statement::Column { name: "n", kind }];
        let sql = Table::of(Statement { run, shown: String::new(), columns });
        let made = Table {
            fields: vec![Field::new("n", "BIGINT")],
            source: Source::Made { count: 12_345, row: |at| vec![Some(at.to_string())] },
        };
        for table in [sql, made] {
            let count = table.count(&database).unwrap();
            let mut rows: Vec<Row> = Vec::new();
            while rows.len() < count {
                rows.extend(table.page(&database, rows.len()).unwrap());
            }
            assert!(count > 2 * MAX_ROWS && rows.len() == count);
            let number = |row: &Row| row[0].as_ref().unwrap().parse::<u64>().unwrap();
            assert!(rows.windows(2).all(|pair| number(&pair[0]) < number(&pair[1])));
        }
    }
}
