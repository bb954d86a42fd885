//! What a scene is, and the parts that scenes are made of.

use super::super::table::{Field, Row, Source, Table};
use super::super::turn::{Counted, Query, Text, Thought, Turn};

/// One question of the list and what answers it.
pub(super) struct Scene {
    pub(super) question: &'static str,
    pub(super) turn: fn() -> Turn,
}

/// Cells that stand in the source.
pub(super) type Cells = &'static [&'static [Option<&'static str>]];

/// Columns as pairs of name and type.
fn fields(columns: &[(&'static str, &'static str)]) -> Vec<Field> {
    columns.iter().map(|&(name, kind)| Field::new(name, kind)).collect()
}

/// A result whose rows stand in the source.
pub(super) fn given(columns: &[(&'static str, &'static str)], rows: Cells) -> Counted {
    Counted::new(Table { fields: fields(columns), source: Source::Given(rows) }, rows.len())
}

/// A result whose rows are made from their numbers.
pub(super) fn made(columns: &[(&'static str, &'static str)], count: usize, row: fn(usize) -> Row) -> Counted {
    wide(fields(columns), count, row)
}

/// The same with columns that are made as well.
pub(super) fn wide(fields: Vec<Field>, count: usize, row: fn(usize) -> Row) -> Counted {
    Counted::new(Table { fields, source: Source::Made { count, row } }, count)
}

/// A query attachment with thoughts of all kinds.
pub(super) fn query(title: &str, sql: &str, result: Result<Counted, String>) -> Query {
    let description = format!("{title}, as the script of this space has it.");
    let thought = |kind, content: String, early| Thought { kind, content, early };
    let plain = |content: &str| content.to_owned();
    Query {
        title: plain(title),
        sql: plain(sql),
        thoughts: vec![
            thought("THOUGHT_TYPE_DESCRIPTION", description.clone(), true),
            thought("THOUGHT_TYPE_UNDERSTANDING", format!("You want to see: {title}."), true),
            thought("THOUGHT_TYPE_DATA_SOURCING", plain("- main.showcase.scenes"), false),
            thought("THOUGHT_TYPE_INSTRUCTIONS", plain("- *Follow the script to the letter.*"), false),
            thought("THOUGHT_TYPE_STEPS", plain("- Find the scene.\n- Read its rows."), false),
        ],
        description,
        parameters: Vec::new(),
        result,
    }
}

/// An answer with rows and a sentence.
pub(super) fn rows(title: &str, sql: &str, result: Counted, text: &str) -> Turn {
    let mut turn = Turn::query(query(title, sql, Ok(result)));
    turn.texts = vec![Text::answer(text)];
    turn
}

/// The value itself, for a row that is made.
pub(super) fn cell(value: &impl ToString) -> Option<String> {
    Some(value.to_string())
}
