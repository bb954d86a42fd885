//! One question with its prepared answer. The answer is worked out when the
//! question comes in and becomes visible as time passes.

use super::super::database::{Database, Rows};
use super::super::semantics::intent::Intent;
use super::super::semantics::interpret::{Reading, interpret};
use super::super::semantics::statement::Statement;
use super::super::semantics::suggest;
use super::super::{answer, clarify};

/// What a message answers.
#[derive(Debug, Clone)]
pub(crate) enum Turn {
    /// A query and its result.
    Query(Box<Query>),
    /// Text only: the question could not be turned into a query.
    Text { text: String, suggestions: Vec<String> },
}

/// A question that became a query.
#[derive(Debug, Clone)]
pub(crate) struct Query {
    pub(crate) intent: Intent,
    pub(crate) statement: Statement,
    pub(crate) outcome: Result<Outcome, String>,
}

/// What remains of a result in memory: the rows are read again on demand.
#[derive(Debug, Clone)]
pub(crate) struct Outcome {
    pub(crate) row_count: usize,
    pub(crate) truncated: bool,
    pub(crate) text: String,
    pub(crate) suggestions: Vec<String>,
}

/// Answers `question`, asked after `previous`. Blocks while SQLite works.
pub(crate) fn answer(
    question: &str,
    previous: Option<&Intent>,
    today: time::Date,
    database: &Database,
) -> Turn {
    match interpret(question, previous, today) {
        Reading::Clarify(reason) => {
            Turn::Text { text: clarify::text(&reason), suggestions: suggest::starters() }
        }
        Reading::Ask(intent) => {
            let statement = Statement::new(&intent);
            let outcome = database.run(&statement);
            let outcome =
                outcome.map(|rows| outcome_of(&intent, &rows, today)).map_err(|error| error.to_string());
            Turn::Query(Box::new(Query { intent, statement, outcome }))
        }
    }
}

fn outcome_of(intent: &Intent, rows: &Rows, today: time::Date) -> Outcome {
    Outcome {
        row_count: rows.rows.len(),
        truncated: rows.truncated,
        text: answer::text(intent, rows),
        suggestions: suggest::follow_ups(intent, today),
    }
}
