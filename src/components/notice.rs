//! A notice: what happened, what can be done, and the details for those who help.

use leptos::prelude::*;

use crate::domain::failure::Failure;
use crate::i18n::{self, Key};

/// A sentence, buttons for what can be done, and the service's own words in a disclosure.
pub fn notice(text: String, failure: Option<Failure>, buttons: Vec<AnyView>) -> AnyView {
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
    .into_any()
}

/// A line about something that is on its way; `part` where it has one.
pub fn progress(words: &'static str, part: Option<&'static str>) -> AnyView {
    view! {
        <p part=part class="progress">
            {words}
        </p>
    }
    .into_any()
}
