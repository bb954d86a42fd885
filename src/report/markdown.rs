//! Markdown for people: what was asked, what Genie said, the rows, the SQL.

use std::sync::Arc;

use crate::domain::answer::{Parameter, Query};
use crate::domain::table::Table;
use crate::domain::turn::{Rows, Turn};
use crate::grid::export::{Export, Format, Options};
use crate::i18n;
use crate::i18n::more::{self, MoreKey};

/// Rows of a table that are written; a text is to be read.
const MOST_ROWS: usize = 1_000;
/// Columns of the widest table that is written: all of them.
const BUDGET: usize = usize::MAX;

/// One turn, without the question.
pub fn turn(turn: &Turn) -> String {
    let mut out = String::new();
    let answer = &turn.answer;
    let description = answer.query.as_ref().and_then(|query| query.description.as_ref());
    let words = [answer.text.as_ref(), answer.clarifying.as_ref()];
    let said = words.iter().any(Option::is_some);
    for words in words.into_iter().flatten().chain(description.filter(|_| !said)) {
        paragraph(words, &mut out);
    }
    if let Some(failure) = &turn.failure {
        head(i18n::advice(failure.advice), &mut out);
    }
    let title = answer.query.as_ref().and_then(|query| query.title.as_deref());
    if let Rows::Ready(table) = &turn.rows {
        if let Some(title) = title {
            paragraph(&["**", title, "**"].concat(), &mut out);
        }
        paragraph(&rows(table), &mut out);
    }
    if let Some(query) = &answer.query {
        listing(query, said, &mut out);
    }
    for (index, query) in answer.earlier.iter().enumerate() {
        head(&more::fill(MoreKey::Earlier, &[&(index + 1).to_string()]), &mut out);
        listing(query, true, &mut out);
    }
    for words in &answer.corrected {
        head(more::text(MoreKey::Corrected), &mut out);
        paragraph(words, &mut out);
    }
    out
}

fn head(words: &str, out: &mut String) {
    paragraph(&["*", words, "*"].concat(), out);
}

/// A query: what it does, unless that is said already, its SQL as a block of code, and the values that it names.
fn listing(query: &Query, describe: bool, out: &mut String) {
    paragraph(query.description.as_deref().filter(|_| describe).unwrap_or_default(), out);
    if let Some(sql) = query.sql.as_deref() {
        // Longer than any run of backticks in it, which could end the block.
        let fence = "`".repeat(longest_run(sql).max(2) + 1);
        paragraph(&[&fence, "sql\n", sql.trim_end(), "\n", &fence].concat(), out);
    }
    let mut list = String::new();
    for Parameter { name, value, .. } in &query.parameters {
        let value = value.as_deref().map_or(more::text(MoreKey::NoValue).to_owned(), line);
        list.push_str(&["- :", name, " = ", &value, "\n"].concat());
    }
    paragraph(&list, out);
}

/// A conversation: its title, and each turn below its question.
pub fn conversation(title: &str, turns: &[Arc<Turn>]) -> String {
    let mut out = String::new();
    paragraph(&["# ", &line(title)].concat(), &mut out);
    for one in turns {
        paragraph(&["## ", &line(&one.question)].concat(), &mut out);
        paragraph(&turn(one), &mut out);
    }
    out
}

fn paragraph(words: &str, out: &mut String) {
    let words = words.trim();
    if !words.is_empty() {
        if !out.is_empty() {
            out.push('\n');
        }
        out.push_str(words);
        out.push('\n');
    }
}

/// A heading has one line.
fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn rows(table: &Table) -> String {
    let count = table.rows().min(MOST_ROWS);
    let columns: Vec<usize> = (0..table.columns().len()).collect();
    let shown = Arc::new((0..count).filter_map(|row| u32::try_from(row).ok()).collect());
    let mut out = String::new();
    Export::new(table, shown, &columns, Format::Markdown, Options::default()).step(table, BUDGET, &mut out);
    let left = table.total().saturating_sub(count as u64);
    if left > 0 {
        out.push('\n');
        out.push_str(&more::fill(MoreKey::MoreRows, &[&left.to_string()]));
    }
    out
}

fn longest_run(text: &str) -> usize {
    text.split(|letter| letter != '`').map(str::len).max().unwrap_or_default()
}
