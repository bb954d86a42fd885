//! The answer's text, and a question that Genie asks back.

use std::sync::Arc;

use leptos::prelude::*;

use super::kit::{self, tag};
use super::markdown;
use crate::domain::turn::Turn;

/// What Genie says in words. Parsed again only when the words change.
pub fn answer(turn: Memo<Option<Arc<Turn>>>) -> AnyView {
    let words = Memo::new(move |_| turn.with(|turn| turn.as_deref().map(words).unwrap_or_default()));
    let answer = move || {
        let draw = move |target| words.with(|words| markdown::draw(target, words));
        tag("div", "answer").attr("part", "answer").drawn(draw).view()
    };
    kit::dynamic(move || words.with(|words| !words.is_empty()).then(answer))
}

fn words(turn: &Turn) -> String {
    let answer = &turn.answer;
    match (&answer.text, &answer.clarifying) {
        (Some(text), Some(asked)) => [text, "\n\n", asked].concat(),
        (Some(words), None) | (None, Some(words)) => words.clone(),
        // Older services answer with a query alone; then its description is all there is in words.
        (None, None) => answer.query.as_ref().and_then(|query| query.description.clone()).unwrap_or_default(),
    }
}
