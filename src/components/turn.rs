//! One turn: the question, how it is getting on, the answer or what went wrong.

use std::sync::Arc;

use leptos::prelude::*;

use super::answer::AnswerView;
use super::notice::{self, Notice};
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
    view! {
        <article
            part="turn"
            class="turn"
            data-state=move || read(|turn| Some(turn.state.as_str()))
            data-message-id=move || read(|turn| turn.message.as_ref().map(|id| id.as_str()))
        >
            <div part="question" class="question">
                <span class="unseen">{i18n::text(Key::YouAsked)}</span>
                {move || read(|turn| Some(&turn.question))}
            </div>
            <div class="reply">
                {move || progress(store, turn)}
                <AnswerView turn />
                <SqlView turn />
                <ResultView store key turn />
                {move || trouble(store, turn)}
            </div>
        </article>
    }
}

fn progress(store: Store, turn: Memo<Option<Arc<Turn>>>) -> Option<impl IntoView> {
    let turn = turn.get()?;
    let words = phrase::progress(&turn)?;
    let key = turn.key;
    let queued = turn.state == TurnState::Queued;
    Some(view! {
        <p part="status" class="progress">
            <span class="dots" aria-hidden=move || "true"></span>
            {words}
            {queued.then(|| notice::button(Key::Remove, move || store.dispatch(Kind::Stopped(key))))}
        </p>
    })
}

fn trouble(store: Store, turn: Memo<Option<Arc<Turn>>>) -> Option<impl IntoView> {
    let turn = turn.get()?;
    let key = turn.key;
    if select::is_blank(&turn) {
        let text = i18n::text(Key::NoAnswer).to_owned();
        return Some(view! { <Notice text failure=None buttons=Vec::new() /> });
    }
    let failure = turn.failure.clone()?;
    let text = phrase::trouble(&turn)?.to_owned();
    let choices = store.model.with_untracked(|model| select::choices(&turn, model));
    let button = move |choice| match choice {
        Choice::Check => notice::button(Key::CheckAgain, move || store.dispatch(Kind::CheckedAgain(key))),
        Choice::Ask => notice::button(Key::AskAgain, move || store.dispatch(Kind::AskedAgain(key))),
    };
    let buttons = choices.into_iter().map(button).collect();
    Some(view! { <Notice text failure=Some(failure) buttons /> })
}
