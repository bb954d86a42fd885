//! The answer's text, and a question that Genie asks back.

use std::sync::Arc;

use leptos::prelude::*;

use super::markdown;
use super::turn::part;
use crate::domain::turn::Turn;
use crate::i18n::{self, Key};

/// What Genie says in words. Parsed again only when the words change.
#[component]
pub fn AnswerView(turn: Memo<Option<Arc<Turn>>>) -> impl IntoView {
    let text = part(turn, |turn| turn.answer.text.clone());
    let clarifying = part(turn, |turn| turn.answer.clarifying.clone());
    let description = part(turn, |turn| {
        // Older services answer with a query alone; then its description is all there is in words.
        let silent = turn.answer.text.is_none() && turn.answer.clarifying.is_none();
        turn.answer.query.as_ref().filter(|_| silent).and_then(|query| query.description.clone())
    });
    let shown = move |words: Memo<Option<Option<String>>>| {
        move || {
            words.get().flatten().map(|words| {
                view! {
                    <div part="answer" class="answer">
                        <span class="unseen">{i18n::text(Key::GenieAnswered)}</span>
                        {markdown::view(&words)}
                    </div>
                }
            })
        }
    };
    (shown(text), shown(description), shown(clarifying))
}
