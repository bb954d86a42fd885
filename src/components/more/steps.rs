//! How Genie came to its answer: thoughts, parameters, what it has corrected.

use crate::components::markdown;
use crate::domain::answer::{Parameter, Query, Thought, ThoughtKind};
use crate::domain::turn::Turn;
use crate::i18n::more::{MoreKey, fill, text};
use crate::platform::dom::Draw;

/// Draws the steps of a turn so far.
pub(super) fn draw(target: Draw, turn: Option<&Turn>) {
    let Some(turn) = turn else { return target.done() };
    let answer = &turn.answer;
    let mut target = target;
    for (index, query) in answer.earlier.iter().enumerate() {
        target = earlier(target, index, query);
    }
    for words in &answer.corrected {
        target = target.child(step(text(MoreKey::Corrected), markdown::drawn("div", words)));
    }
    if let Some(query) = &answer.query {
        target = target.children(query.thoughts.iter().filter_map(thought));
        if !query.parameters.is_empty() {
            target = target.child(step(text(MoreKey::Parameters), parameters(&query.parameters)));
        }
    }
    target.done();
}

fn step(head: &str, content: Draw) -> Draw {
    Draw::new("section").child(Draw::new("h4").text(head)).child(content)
}

/// A query that another one stands for now: its thoughts and its SQL.
fn earlier(target: Draw, index: usize, query: &Query) -> Draw {
    let sql = query.sql.as_deref().unwrap_or_default();
    let head = fill(MoreKey::Earlier, &[&(index + 1).to_string()]);
    let described = query.description.as_deref().map(|words| markdown::drawn("div", words));
    let content = Draw::new("div").children(described);
    target
        .children(query.thoughts.iter().filter_map(thought))
        .child(step(&head, content.child(markdown::code(Draw::new("code").text(sql)))))
}

/// The description stands beside the SQL already.
fn thought(thought: &Thought) -> Option<Draw> {
    let head = match &thought.kind {
        ThoughtKind::Description => return None,
        ThoughtKind::Understanding => MoreKey::Understanding,
        ThoughtKind::DataSourcing => MoreKey::DataSourcing,
        ThoughtKind::Instructions => MoreKey::Instructions,
        ThoughtKind::Steps => MoreKey::Steps,
        ThoughtKind::Other(_) => MoreKey::Thought,
    };
    Some(step(text(head), markdown::drawn("div", &thought.text)))
}

fn parameters(list: &[Parameter]) -> Draw {
    Draw::new("dl").children(list.iter().flat_map(|parameter| {
        let name = Draw::new("dt").child(Draw::new("code").text(&[":", &parameter.name].concat()));
        let value = match &parameter.value {
            Some(value) => Draw::new("dd").text(value),
            None => Draw::new("dd").child(Draw::new("i").text(text(MoreKey::NoValue))),
        };
        let kind = parameter.sql_type.as_deref().map(|kind| Draw::new("small").text(kind));
        [name, value.text(" ").children(kind)]
    }))
}
