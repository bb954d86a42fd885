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
    let state = part(turn, |turn| turn.state);
    let message = part(turn, |turn| turn.message.as_ref().map(|id| id.as_str().to_owned()));
    let question = part(turn, |turn| turn.question.clone());
    let progress = part(turn, phrase::progress);
    let sql = part(turn, |turn| turn.answer.query.as_ref().and_then(|query| query.sql.clone()));
    view! {
        <article
            part="turn"
            class="turn"
            data-state=move || state.get().map(TurnState::as_str)
            data-message-id=move || message.get().flatten()
        >
            <div part="question" class="question">
                <span class="unseen">{i18n::text(Key::YouAsked)}</span>
                {move || question.get()}
            </div>
            <div class="reply">
                {move || progress.get().flatten().map(|words| progress_view(store, key, words))}
                <AnswerView turn />
                {move || sql.get().flatten().map(|sql| view! { <SqlView sql /> })}
                <ResultView store key turn />
                {move || trouble(store, turn)}
            </div>
        </article>
    }
}

/// A part of the turn that tells its readers only when it has changed.
pub(super) fn part<T: PartialEq + Send + Sync + 'static>(
    turn: Memo<Option<Arc<Turn>>>,
    of: impl Fn(&Turn) -> T + Send + Sync + 'static,
) -> Memo<Option<T>> {
    Memo::new(move |_| turn.with(|turn| turn.as_deref().map(&of)))
}

fn progress_view(store: Store, key: TurnKey, words: &'static str) -> impl IntoView {
    let queued = store
        .model
        .with_untracked(|model| model.turn(key).is_some_and(|turn| turn.state == TurnState::Queued));
    view! {
        <p part="status" class="progress">
            <span class="dots" aria-hidden=true.to_string()></span>
            {words}
            {queued.then(|| notice::button(Key::Remove, move || store.dispatch(Kind::Stopped(key))))}
        </p>
    }
}

fn trouble(store: Store, turn: Memo<Option<Arc<Turn>>>) -> Option<impl IntoView> {
    let turn = turn.get()?;
    let key = turn.key;
    if select::is_blank(&turn) {
        return Some(view! { <Notice text=i18n::text(Key::NoAnswer).to_owned() /> }.into_any());
    }
    let failure = turn.failure.clone()?;
    let text = phrase::trouble(&turn)?.to_owned();
    let choices = store.model.with_untracked(|model| select::choices(&turn, model));
    let button = move |choice| match choice {
        Choice::Check => notice::button(Key::CheckAgain, move || store.dispatch(Kind::CheckedAgain(key))),
        Choice::Ask => notice::button(Key::AskAgain, move || store.dispatch(Kind::AskedAgain(key))),
    };
    Some(view! { <Notice text failure>{choices.into_iter().map(button).collect_view()}</Notice> }.into_any())
}
