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
    let said = [answer.text.as_deref(), answer.clarifying.as_deref()];
    let said: Vec<&str> = said.into_iter().flatten().collect();
    if said.is_empty() {
        // Older services answer with a query alone; then its description is all there is in words.
        return answer.query.as_ref().and_then(|query| query.description.clone()).unwrap_or_default();
    }
    said.join("\n\n")
}
