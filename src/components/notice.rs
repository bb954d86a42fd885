//! A notice: what happened, what can be done, and the details for those who help.

use leptos::prelude::*;

use crate::domain::failure::Failure;
use crate::i18n::{self, Key};

/// A sentence, buttons, and the service's own words in a disclosure.
#[component]
pub fn Notice(
    /// The sentence.
    text: String,
    /// What failed.
    failure: Option<Failure>,
    /// What can be done.
    buttons: Vec<AnyView>,
) -> impl IntoView {
    let details =
        failure.filter(|failure| failure.detail.is_some() || failure.request_id.is_some()).map(|failure| {
            let named = failure.request_id.map(|id| i18n::fill(Key::RequestId, &[&id])).unwrap_or_default();
            view! {
                <details class="details">
                    <summary>{i18n::text(Key::Details)}</summary>
                    <pre tabindex="0">{failure.detail.unwrap_or_default()}</pre>
                    <p>{named}</p>
                </details>
            }
        });
    view! {
        <div part="notice" class="notice">
            <p>{text}</p>
            <div class="row">{buttons}</div>
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

/// A line about something that is on its way.
pub fn progress(key: Key) -> impl IntoView {
    view! {
        <p class="progress">
            <span class="dots" aria-hidden=move || "true"></span>
            {i18n::text(key)}
        </p>
    }
}
