//! A notice: what happened, what can be done, and the details for those who help.

use leptos::prelude::*;

use crate::domain::failure::Failure;
use crate::i18n::{self, Key};

/// A sentence, buttons (the children), and the service's own words in a disclosure.
#[component]
pub fn Notice(
    /// The sentence.
    text: String,
    /// What failed.
    #[prop(optional)]
    failure: Option<Failure>,
    /// What can be done.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let (detail, request_id) = match failure {
        Some(failure) => (failure.detail, failure.request_id),
        None => (None, None),
    };
    let named = request_id.map(|id| i18n::fill(Key::RequestId, &[&id]));
    let details = (detail.is_some() || named.is_some()).then(|| {
        view! {
            <details class="details">
                <summary>{i18n::text(Key::Details)}</summary>
                {detail.map(|detail| view! { <pre tabindex=0.to_string()>{detail}</pre> })}
                {named.map(|named| view! { <p>{named}</p> })}
            </details>
        }
    });
    view! {
        <div part="notice" class="notice">
            <p>{text}</p>
            <div class="row">{children.map(|children| children())}</div>
            {details}
        </div>
    }
}

/// One thing that can be done about it.
pub fn button(key: Key, act: impl Fn() + 'static) -> AnyView {
    view! {
        <button type="button" class="button small" on:click=move |_| act()>
            {i18n::text(key)}
        </button>
    }
    .into_any()
}
