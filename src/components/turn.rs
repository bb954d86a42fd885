//! One turn: the question, how it is getting on, the answer or what went wrong.

use std::sync::Arc;

use leptos::prelude::*;

use super::answer::AnswerView;
use super::kit::{self, Look};
use super::notice;
use super::result::ResultView;
use super::sql::SqlView;
use crate::domain::ids::TurnKey;
use crate::domain::turn::{Turn, TurnState};
use crate::i18n::{self, Key, phrase};
use crate::state::event::Kind;
use crate::state::select::{self, Choice};
use crate::state::store::Store;

/// One turn of the transcript.
#[component]
pub fn TurnView(store: Store, key: TurnKey) -> impl IntoView {
    // A turn is replaced as a whole when anything of it changes; the parts compare what they show.
    let turn: Memo<Option<Arc<Turn>>> = Memo::new_with_compare(
        move |_| store.model.with(|model| model.turn(key).cloned()),
        |old, new| match (old.and_then(Option::as_ref), new.and_then(Option::as_ref)) {
            (Some(old), Some(new)) => !Arc::ptr_eq(old, new),
            _ => true,
        },
    );
    let read = move |of: fn(&Turn) -> Option<&str>| {
        turn.with(|turn| turn.as_deref().and_then(of).map(str::to_owned))
    };
    // A turn's question never changes.
    let question = turn.with_untracked(|turn| turn.as_deref().map(|turn| turn.question.clone()));
    view! {
        <article
            part="turn"
            class="turn"
            data-state=move || read(|turn| Some(turn.state.as_str()))
            data-message-id=move || read(|turn| turn.message.as_ref().map(|id| id.as_str()))
        >
            <div part="question" class="question">
                <span class="unseen">{i18n::text(Key::YouAsked)}</span>
                {question}
            </div>
            <div class="reply">
                {kit::optional(move || progress(store, turn))}
                <AnswerView turn />
                <SqlView turn />
                <ResultView store key turn />
                {kit::optional(move || trouble(store, turn))}
                {kit::optional(move || suggestions(store, key))}
            </div>
        </article>
    }
}

fn progress(store: Store, turn: Memo<Option<Arc<Turn>>>) -> Option<AnyView> {
    let turn = turn.get()?;
    let words = phrase::progress(&turn)?;
    let key = turn.key;
    let line = notice::progress(words, Some("status"));
    if turn.state != TurnState::Queued {
        return Some(line);
    }
    let remove = kit::act(Key::Remove, move || store.dispatch(Kind::Stopped(key)));
    Some(view! { <div class="row">{line} {remove}</div> }.into_any())
}

fn trouble(store: Store, turn: Memo<Option<Arc<Turn>>>) -> Option<AnyView> {
    let turn = turn.get()?;
    let key = turn.key;
    if select::is_blank(&turn) {
        return Some(notice::notice(i18n::text(Key::NoAnswer).to_owned(), None, Vec::new()));
    }
    let text = phrase::trouble(&turn)?.to_owned();
    let choices = store.model.with_untracked(|model| select::choices(&turn, model));
    let button = move |choice| match choice {
        Choice::Check => kit::act(Key::CheckAgain, move || store.dispatch(Kind::CheckedAgain(key))),
        Choice::Ask => kit::act(Key::AskAgain, move || store.dispatch(Kind::AskedAgain(key))),
    };
    Some(notice::notice(text, turn.failure.clone(), choices.into_iter().map(button).collect()))
}

/// Suggestions are offered by the last turn only: elsewhere they are out of date.
fn suggestions(store: Store, key: TurnKey) -> Option<AnyView> {
    let questions = store.model.with(|model| select::suggestions(model, key));
    let look = Look { part: "suggestion", class: "suggestion", icon: None };
    let item = move |question: String| {
        let asked = question.clone();
        let ask = move || store.dispatch(Kind::Suggested(asked.clone()));
        view! { <li>{kit::button(look, None, question.into_any(), ask)}</li> }.into_any()
    };
    let list = |questions: Vec<String>| {
        let items = questions.into_iter().map(item).collect_view();
        view! {
            <ul part="suggestions" class="suggestions" aria-label=i18n::text(Key::Suggestions)>
                {items}
            </ul>
        }
        .into_any()
    };
    (!questions.is_empty()).then(|| list(questions))
}
