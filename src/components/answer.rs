//! The answer's text, and a question that Genie asks back.

use leptos::prelude::*;

use super::fold::TurnMemo;
use super::kit::{self, tag};
use super::markdown;
use crate::domain::turn::Turn;

/// What Genie says in words. Parsed again only when the words change.
pub fn answer(turn: TurnMemo) -> AnyView {
    let said = Memo::new(move |_| turn.with(|turn| turn.as_deref().map(said).unwrap_or_default()));
    let asked = Memo::new(move |_| {
        let asked = |turn: &Turn| turn.answer.clarifying.clone();
        turn.with(|turn| turn.as_deref().and_then(asked).unwrap_or_default())
    });
    let words = move |class: &'static str, words: Memo<String>| {
        let draw = move |target| words.with(|words| markdown::draw(target, words));
        kit::dynamic(move || {
            words.with(|words| !words.is_empty()).then(|| tag("div", class).drawn(draw).view())
        })
    };
    let answer = move || {
        tag("div", "answer").attr("part", "answer").child(words("", said)).child(words("asks", asked))
    };
    let some = move || said.with(|words| !words.is_empty()) || asked.with(|words| !words.is_empty());
    kit::dynamic(move || some().then(|| answer().view()))
}

fn said(turn: &Turn) -> String {
    let answer = &turn.answer;
    match (&answer.text, &answer.clarifying) {
        (Some(words), _) => words.clone(),
        (None, Some(_)) => String::new(),
        // Older services answer with a query alone; then its description is all there is in words.
        (None, None) => answer.query.as_ref().and_then(|query| query.description.clone()).unwrap_or_default(),
    }
}
