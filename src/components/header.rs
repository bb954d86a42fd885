//! Head of the widget: what is asked, and starting over.

use leptos::prelude::*;

use super::icon;
use crate::i18n::{self, Key};
use crate::state::event::Kind;
use crate::state::store::Store;

/// The heading, the demo badge and the button for another conversation.
#[component]
pub fn Header(store: Store) -> impl IntoView {
    let title = Memo::new(move |_| {
        let title = store.model.with(|model| model.space_title.clone());
        title.unwrap_or_else(|| i18n::text(Key::Heading).to_owned())
    });
    let demo = Memo::new(move |_| store.model.with(|model| model.demo));
    let begun =
        Memo::new(move |_| store.model.with(|model| model.conversation.is_some() || !model.turns.is_empty()));
    view! {
        <h2 part="heading" class="heading">{move || title.get()}</h2>
        {move || {
            demo.get().then(|| {
                view! {
                    <span class="badge" title=i18n::text(Key::DemoHint)>
                        {i18n::text(Key::DemoBadge)}
                    </span>
                }
            })
        }}
        <button
            type="button"
            class="button quiet new"
            title=i18n::text(Key::NewConversation)
            disabled=move || !begun.get()
            on:click=move |_| store.dispatch(Kind::NewConversation)
        >
            {icon::PLUS.view()}
            <span class="wide">{i18n::text(Key::NewConversation)}</span>
        </button>
    }
}
