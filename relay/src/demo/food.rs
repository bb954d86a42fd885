//! Answers in the space Food sales: question → intent → statement → rows.

use super::database::{Database, Rows};
use super::semantics::converse::Context;
use super::semantics::intent::Intent;
use super::semantics::interpret::Reading;
use super::semantics::statement::Statement;
use super::semantics::suggest;
use super::table::Table;
use super::turn::{Counted, End, Query, Text, Thought, Turn};
use super::{answer, clarify};

/// Answers `question`, asked after `context`. Blocks while SQLite works.
pub(crate) fn turn(question: &str, mut context: Context, today: time::Date, database: &Database) -> Turn {
    let mut turn = match context.read(question, today) {
        Reading::Clarify(reason) => {
            let mut turn = Turn::words(Text::question(clarify::text(&reason)));
            turn.suggestions = suggest::instead(&context, today);
            turn
        }
        Reading::Ask(intent) => {
            let statement = Statement::new(&intent);
            match database.run(&statement) {
                Ok(rows) => answered(&intent, statement, &rows, today),
                Err(error) => failed(&intent, statement, error.to_string()),
            }
        }
    };
    turn.context = Some(context);
    turn
}

fn answered(intent: &Intent, statement: Statement, rows: &Rows, today: time::Date) -> Turn {
    let sql = statement.shown.clone();
    let counted = Counted::new(Table::of(statement), rows.rows.len());
    let counted = Counted { truncated: rows.truncated, ..counted };
    let mut turn = Turn::query(query(intent, sql, Ok(counted)));
    turn.texts = vec![Text::answer(answer::text(intent, rows))];
    turn.suggestions = suggest::follow_ups(intent, today);
    turn
}

fn failed(intent: &Intent, statement: Statement, error: String) -> Turn {
    let mut turn = Turn::query(query(intent, statement.shown, Err(error.clone())));
    turn.end = End::Failed { kind: "SQL_EXECUTION_EXCEPTION".to_owned(), error: Some(error) };
    turn
}

fn query(intent: &Intent, sql: String, result: Result<Counted, String>) -> Query {
    let description = answer::description(intent);
    let thought = |kind, content, early| Thought { kind, content, early };
    Query {
        title: answer::title(intent),
        thoughts: vec![
            thought("THOUGHT_TYPE_DESCRIPTION", description.clone(), true),
            thought("THOUGHT_TYPE_UNDERSTANDING", answer::understanding(intent), true),
            thought("THOUGHT_TYPE_DATA_SOURCING", answer::data_sourcing(intent), false),
            thought("THOUGHT_TYPE_INSTRUCTIONS", answer::instructions(intent), false),
            thought("THOUGHT_TYPE_STEPS", answer::steps(intent), false),
        ],
        description,
        sql,
        parameters: Vec::new(),
        result,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::panic)]

    use time::macros::date;

    use super::super::semantics::interpret::interpret;
    use super::*;

    #[test]
    fn a_query_that_goes_wrong_ends_as_failed_and_keeps_its_sql() {
        let Reading::Ask(intent) = interpret("sales by region", None, date!(2026 - 06 - 30)) else {
            panic!("an intent");
        };
        let statement = Statement::new(&intent);
        let shown = statement.shown.clone();
        let turn = failed(&intent, statement, "interrupted".to_owned());
        assert_eq!(turn.queries[0].sql, shown);
        assert!(matches!(&turn.end, End::Failed { kind, error: Some(error) }
            if kind == "SQL_EXECUTION_EXCEPTION" && error == "interrupted"));
        assert!(turn.texts.is_empty());
    }
}
