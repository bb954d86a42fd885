//! The answer's text, whose Markdown is a part of its own; what a query does while there is none; and a question that
//! Genie asks back.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::fold::TurnMemo;
use super::kit::{self, Tag, tag};
use super::later::later;
use super::markdown;
use crate::domain::turn::{Turn, TurnState};
use crate::i18n::{self, Key, phrase};
use crate::platform::part;

/// What Genie says in words. Parsed again only when the words change.
pub fn answer(turn: TurnMemo) -> AnyView {
    let said = words(turn, |turn| turn.answer.text.clone());
    if said.with_untracked(String::is_empty) {
        // Genie's work leaves time to load it. If that fails, the answer says so.
        spawn_local(async { drop(part::load("words").await) });
    }
    shown(said, Box::new(move || part(tag("div", "answer")).child(drawn(read, "", said))))
}

/// What the query does, as long as that is all there is in words: older services say no more.
pub fn description(turn: TurnMemo) -> AnyView {
    let does = words(turn, described);
    let head = || tag("p", "head").text(i18n::text(Key::Described)).view();
    shown(
        does,
        Box::new(move || part(tag("div", "answer described")).child(head()).child(drawn(read, "", does))),
    )
}

/// A question that waits for the reader: the last thing of an answer, next to where the reply is typed.
pub fn question(turn: TurnMemo) -> AnyView {
    let asked = words(turn, |turn| turn.answer.clarifying.clone());
    let alone = move || turn.with(|turn| turn.as_deref().is_some_and(|turn| turn.answer.text.is_none()));
    let view = move || {
        let answer = tag("div", "answer").live("part", move || alone().then(|| "answer".to_owned()));
        answer.child(drawn(read, "asks", asked))
    };
    shown(asked, Box::new(view))
}

fn words(turn: TurnMemo, of: fn(&Turn) -> Option<String>) -> Memo<String> {
    Memo::new(move |_| turn.with(|turn| turn.as_deref().and_then(of).unwrap_or_default()))
}

fn shown(words: Memo<String>, view: Box<dyn Fn() -> Tag + Send>) -> AnyView {
    kit::dynamic(move || words.with(|words| !words.is_empty()).then(|| view().view()))
}

fn part(tag: Tag) -> Tag {
    tag.attr("part", "answer")
}

later! {
    /// Words with their marks, as Markdown has them.
    fn drawn(class: &'static str, words: Memo<String>) in words {
        tag("div", class).drawn(move |target| words.with(|words| markdown::draw(target, words))).view()
    }
}

/// The same words, before it is known what their marks mean.
fn read(class: &'static str, words: Memo<String>) -> AnyView {
    tag("p", class)
        .attr("dir", "auto")
        .child(kit::text(move || words.with(|words| phrase::spoken(words)).into()))
        .view()
}

/// A query that failed, or that nobody waits for any more, has nothing to show for its description.
fn described(turn: &Turn) -> Option<String> {
    let answer = &turn.answer;
    let silent = answer.text.is_none() && answer.clarifying.is_none();
    let under_way = matches!(turn.state, TurnState::Waiting | TurnState::Done | TurnState::Expired);
    answer.query.as_ref().filter(|_| silent && under_way).and_then(|query| query.description.clone())
}
