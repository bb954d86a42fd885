//! Head of the widget: what is asked, and starting over.

use leptos::prelude::*;

use super::icon;
use super::kit::{self, Look};
use crate::i18n::{self, Key};
use crate::state::event::Kind;
use crate::state::store::Store;

/// The heading, the demo badge and the button for another conversation.
#[component]
pub fn Header(store: Store) -> impl IntoView {
    let title = kit::text(move || {
        let title = store.model.with(|model| model.space_title.clone());
        title.unwrap_or_else(|| i18n::text(Key::Heading).to_owned())
    });
    let badge = kit::optional(move || {
        let demo = store.model.with(|model| model.demo);
        let badge = || view! { <span class="badge" title=i18n::text(Key::DemoHint)>{i18n::text(Key::DemoBadge)}</span> };
        demo.then(|| badge().into_any())
    });
    let again = kit::optional(move || {
        let begun = store.model.with(|model| model.conversation.is_some() || !model.turns.is_empty());
        let label = || view! { <span class="wide">{i18n::text(Key::NewConversation)}</span> };
        let look = Look { part: "", class: "button quiet new", icon: Some(icon::PLUS) };
        begun.then(|| {
            let act = move || store.dispatch(Kind::NewConversation);
            kit::button(look, Some(Key::NewConversation), label().into_any(), act)
        })
    });
    view! {
        <h2 part="heading" class="heading">{title}</h2>
        {badge}
        {again}
    }
}
