//! How Genie came to its answer: thoughts, parameters, what it has corrected and said besides.

use leptos::prelude::*;

use crate::components::fold::{self, TurnMemo};
use crate::components::kit::{self, Tag, tag};
use crate::components::result::result;
use crate::components::{icon, markdown};
use crate::domain::answer::{Parameter, Query, Thought, ThoughtKind, Which};
use crate::domain::ids::TurnKey;
use crate::domain::turn::{Rows, Turn};
use crate::i18n::more::{MoreKey, fill, text};
use crate::platform::dom::Draw;
use crate::state::event::Kind;
use crate::state::select;
use crate::state::store::Store;

/// The steps of a turn so far.
pub(super) fn steps(store: Store, turn: TurnMemo) -> Tag {
    // Rows that come are no reason to draw all anew.
    let still = fold::kept(turn, |old, new| old.answer == new.answer);
    // How many queries were replaced, as text: each type of memo costs its own code.
    let count = Memo::new(move |_| {
        let count = still.with(|turn| turn.as_deref().map_or(0, |turn| turn.answer.earlier.len()));
        "+".repeat(count)
    });
    let replaced = kit::dynamic(move || {
        let places = 0..count.with(String::len);
        Some(tag("div", "group").children(places.map(|place| earlier(store, turn, still, place))).view())
    });
    let last = tag("div", "group").drawn(move |target| still.with(|turn| draw(target, turn.as_deref())));
    tag("div", "steps-list").child(replaced).child(last.view())
}

/// What Genie has said besides, and the query that counts.
fn draw(target: Draw, turn: Option<&Turn>) {
    let Some(turn) = turn else { return target.done() };
    let answer = &turn.answer;
    let mut target = target;
    for words in &answer.corrected {
        target = target.child(step(text(MoreKey::Corrected), markdown::drawn("div", words)));
    }
    if let Some(query) = &answer.query {
        target = thoughts(target, query);
    }
    target.done();
}

/// What Genie thought, and the values that it put into the SQL.
fn thoughts(target: Draw, query: &Query) -> Draw {
    let parameters = (!query.parameters.is_empty())
        .then(|| step(text(MoreKey::Parameters), parameters(&query.parameters)));
    target.children(query.steps().map(thought)).children(parameters)
}

/// A query that another one stands for now: its thoughts, its SQL, and its rows, if it was run.
fn earlier(store: Store, turn: TurnMemo, still: TurnMemo, place: usize) -> AnyView {
    let which = Which::Earlier(place);
    let said = move |target: Draw| {
        still.with(|turn| match turn.as_deref().and_then(|turn| turn.answer.which(which)) {
            Some(query) => draw_earlier(target, place, query),
            None => target.done(),
        });
    };
    let run = move || {
        let run = still.get().filter(|turn| select::replaced(turn, place).is_some())?;
        Some(rows(store, run.key, which, turn))
    };
    tag("div", "group").child(tag("div", "group").drawn(said).view()).child(kit::dynamic(run)).view()
}

/// The rows come when the reader opens this for the first time.
fn rows(store: Store, key: TurnKey, which: Which, turn: TurnMemo) -> AnyView {
    let opened = move |open| {
        let asked = turn
            .with_untracked(|turn| turn.as_deref().is_some_and(|turn| *turn.fetched(which) != Rows::None));
        if open && !asked {
            store.dispatch(Kind::RowsWanted(key, which));
        }
    };
    tag("details", "earlier")
        .toggled(opened)
        .child(tag("summary", "").child(icon::DOWN.view()).text(text(MoreKey::EarlierRows)).view())
        .child(tag("div", "inside").child(result(store, key, which, turn)).view())
        .view()
}

fn step(head: &str, content: Draw) -> Draw {
    Draw::new("section").child(Draw::new("p").class("head").text(head)).child(content)
}

fn draw_earlier(target: Draw, place: usize, query: &Query) {
    let sql = query.sql.as_deref().unwrap_or_default();
    let head = fill(MoreKey::Earlier, &[&(place + 1).to_string()]);
    let titled = query.title.as_deref().map(|title| Draw::new("strong").attr("dir", "auto").text(title));
    let described = query.description.as_deref().map(|words| markdown::drawn("div", words));
    let content = Draw::new("div").children(titled).children(described);
    thoughts(target, query)
        .child(step(&head, content.child(markdown::code(Draw::new("code").text(sql)))))
        .done();
}

fn thought(thought: &Thought) -> Draw {
    let head = match &thought.kind {
        ThoughtKind::Understanding => MoreKey::Understanding,
        ThoughtKind::DataSourcing => MoreKey::DataSourcing,
        ThoughtKind::Instructions => MoreKey::Instructions,
        ThoughtKind::Steps => MoreKey::Steps,
        ThoughtKind::Description | ThoughtKind::Other(_) => MoreKey::Thought,
    };
    step(text(head), markdown::drawn("div", &thought.text))
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
