//! The conversation: its turns, or what to do while there are none.

use leptos::html::Div;
use leptos::prelude::*;
use web_sys::Element;

use super::kit;
use super::notice;
use super::turn::TurnView;
use crate::config::{ConfigError, Problem};
use crate::domain::ids::TurnKey;
use crate::i18n::{self, Key, phrase};
use crate::platform::scroll;
use crate::state::event::Kind;
use crate::state::model::Opening;
use crate::state::store::Store;

/// Everything between header and composer; `viewport` is the loader's element that scrolls.
#[component]
pub fn Transcript(store: Store, viewport: Element) -> impl IntoView {
    let keys = Memo::new(move |_| {
        store.model.with(|model| model.turns.iter().map(|turn| turn.key).collect::<Vec<TurnKey>>())
    });
    let announcement = kit::text(move || {
        store
            .model
            .with(|model| model.turns.last().map(|turn| phrase::announcement(turn)))
            .unwrap_or_default()
    });
    let end = NodeRef::<Div>::new();
    follow(store, viewport, end, keys);
    view! {
        <div class="column" node_ref=end>
            {kit::dynamic(move || opening(store))}
            <For each=move || keys.get() key=|key| *key children=move |key| view! { <TurnView store key /> } />
        </div>
        <div class="unseen" role="status" aria-live="polite">
            {announcement}
        </div>
    }
}

/// What stands above the turns: a problem, a conversation on its way, or an invitation.
fn opening(store: Store) -> AnyView {
    let (problem, opening, empty) =
        store.model.with(|model| (model.problem.clone(), model.opening.clone(), model.turns.is_empty()));
    if let Some(problem) = problem {
        return notice::notice(wrong(&problem), None, Vec::new());
    }
    match opening {
        Opening::Loading => notice::progress(i18n::text(Key::LoadingConversation), None),
        Opening::Failed(failure) => {
            let text = [i18n::text(Key::LoadingFailed), " ", i18n::advice(failure.code)].concat();
            let again = kit::act(Key::TryAgain, move || store.dispatch(Kind::OpenedAgain));
            notice::notice(text, Some(failure), vec![again])
        }
        Opening::Idle if empty => view! {
            <div class="empty">
                <h3>{i18n::text(Key::EmptyTitle)}</h3>
                <p>{i18n::text(Key::EmptyHint)}</p>
            </div>
        }
        .into_any(),
        Opening::Idle => ().into_any(),
    }
}

/// What is wrong with an attribute, for the owner of the page.
fn wrong(error: &ConfigError) -> String {
    let name = error.attribute;
    let (key, allowed) = match error.problem {
        Problem::Missing => (Key::ConfigMissing, ""),
        Problem::NotAUrl => (Key::ConfigNotAUrl, ""),
        Problem::UrlWithExtras => (Key::ConfigUrlExtras, ""),
        Problem::NotAllowed(words) => (Key::ConfigNotAllowed, words),
        Problem::Unreadable => (Key::ConfigUnreadable, ""),
    };
    i18n::fill(key, &[name, allowed])
}

/// Keeps the newest turn in view while the reader looks at the end, and leaves a reader alone who
/// has scrolled up.
fn follow(store: Store, viewport: Element, end: NodeRef<Div>, keys: Memo<Vec<TurnKey>>) {
    let viewport = StoredValue::new_local(viewport);
    let following = StoredValue::new(true);
    let put_at = StoredValue::new(0);
    let scrolled = move |_: web_sys::Event| {
        viewport.try_with_value(|viewport| {
            if scroll::at_end(viewport) {
                following.set_value(true);
            } else if viewport.scroll_top() != put_at.get_value() {
                following.set_value(false);
            }
        });
    };
    let listener = viewport
        .try_with_value(|viewport| crate::platform::listener::Listener::new(viewport, "scroll", scrolled));
    let listener = StoredValue::new_local(listener);
    Effect::new(move |before: Option<usize>| {
        let count = keys.with(Vec::len);
        store.model.track();
        // A new question is always shown, wherever the reader was.
        if before.is_some_and(|before| count > before) {
            following.set_value(true);
        }
        request_animation_frame(move || {
            let _kept = listener.try_with_value(|_| ());
            if following.try_get_value() != Some(true) {
                return;
            }
            let last =
                end.get_untracked().and_then(|column| column.query_selector("article:last-of-type").ok()?);
            if let Some(top) = viewport.try_with_value(|viewport| scroll::follow(viewport, last.as_ref())) {
                put_at.set_value(top);
            }
        });
        count
    });
}
