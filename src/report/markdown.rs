//! Markdown for people: what was asked, what Genie said, the rows, the SQL.

use std::sync::Arc;

use super::writer::write;
use crate::domain::answer::{Parameter, Query};
use crate::domain::failure::Failure;
use crate::domain::table::Table;
use crate::domain::turn::{Rows, Turn};
use crate::grid::export::{Export, Format, Options};
use crate::i18n::more::{self, MoreKey};
use crate::i18n::{self, Key, phrase};
use crate::text::markdown::{Block, Inline, parse};

/// Rows of a table that are written; a text is to be read.
const MOST_ROWS: usize = 1_000;
/// Columns of the widest table that is written: all of them.
const BUDGET: usize = usize::MAX;

/// One turn, without the question.
pub fn turn(turn: &Turn) -> String {
    let mut out = String::new();
    write_turn(turn, 0, &mut out);
    out
}

/// A conversation: its title, and each turn below its question. Headings of an answer stand below both.
pub fn conversation(title: &str, turns: &[Arc<Turn>]) -> String {
    let mut out = String::new();
    let head = |level, words: &str, out: &mut String| {
        write(&[Block::Heading { level, content: plain(&line(words)) }], 0, out);
    };
    head(1, title, &mut out);
    for one in turns {
        head(2, &one.question, &mut out);
        write_turn(one, 2, &mut out);
    }
    out
}

fn write_turn(turn: &Turn, down: u8, out: &mut String) {
    let answer = &turn.answer;
    let description = answer.query.as_ref().and_then(|query| query.description.as_ref());
    let words = [answer.text.as_ref(), answer.clarifying.as_ref()];
    let said = words.iter().any(Option::is_some);
    for words in words.into_iter().flatten().chain(description.filter(|_| !said)) {
        write(&parse(words), down, out);
    }
    if let Some(failure) = &turn.failure {
        write(&failed(failure), down, out);
    }
    match &turn.rows {
        Rows::Ready(table) => {
            if let Some(title) = answer.query.as_ref().and_then(|query| query.title.as_deref()) {
                write(&[Block::Paragraph(vec![Inline::Strong(plain(&line(title)))])], down, out);
            }
            if !out.is_empty() {
                out.push('\n');
            }
            out.push_str(&rows(table));
        }
        Rows::Failed(failure) => write(&failed(failure), down, out),
        _ => {}
    }
    if let Some(query) = &answer.query {
        listing(query, said, down, out);
    }
    for (index, query) in answer.earlier.iter().enumerate() {
        write(&[note(&more::fill(MoreKey::Earlier, &[&(index + 1).to_string()]))], down, out);
        listing(query, true, down, out);
    }
    for words in &answer.corrected {
        write(&[note(more::text(MoreKey::Corrected))], down, out);
        write(&parse(words), down, out);
    }
}

/// The failure, the service's own words, and the request id for support.
fn failed(failure: &Failure) -> Vec<Block> {
    let mut out = vec![note(i18n::advice(failure.advice))];
    out.extend(failure.detail.as_ref().map(|text| listed("", text)));
    let named = failure.request_id.as_ref().map(|id| i18n::fill(Key::RequestId, &[id]));
    out.extend(named.map(|named| Block::Paragraph(plain(&named))));
    out
}

/// Words of ours between those of Genie.
fn note(words: &str) -> Block {
    Block::Paragraph(vec![Inline::Emphasis(plain(words))])
}

fn plain(words: &str) -> Vec<Inline> {
    vec![Inline::Text(words.to_owned())]
}

fn listed(lang: &str, text: &str) -> Block {
    Block::Code { lang: lang.to_owned(), text: text.trim_end().to_owned() }
}

/// A query: what it does, unless that is said already, its SQL as a block of code, and the values that it names.
fn listing(query: &Query, describe: bool, down: u8, out: &mut String) {
    write(&parse(query.description.as_deref().filter(|_| describe).unwrap_or_default()), down, out);
    let mut blocks = Vec::new();
    blocks.extend(query.sql.as_deref().map(|sql| listed("sql", sql)));
    let items: Vec<_> = query
        .parameters
        .iter()
        .map(|Parameter { name, value, .. }| {
            let value = value.as_deref().map_or(more::text(MoreKey::NoValue).to_owned(), line);
            vec![Block::Paragraph(plain(&[":", name, " = ", &value].concat()))]
        })
        .collect();
    if !items.is_empty() {
        blocks.push(Block::List { ordered: false, start: 0, items });
    }
    write(&blocks, down, out);
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
    let lacking = match left {
        // How many the result has is not known.
        _ if table.known_total().is_none() => phrase::rows(table, count as u64, |count| count.to_string()),
        0 => return out,
        _ => more::fill(MoreKey::MoreRows, &[&left.to_string()]),
    };
    out.push('\n');
    out.push_str(&lacking);
    out.push('\n');
    out
}
