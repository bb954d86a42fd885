//! The SQL that Genie ran, one key away.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::icon;
use crate::i18n::{self, Key};
use crate::platform::clipboard;
use crate::text::sql::{self, Kind};

/// A disclosure with the coloured SQL and a copy button.
#[component]
pub fn SqlView(sql: String) -> impl IntoView {
    let label = RwSignal::new(Key::Copy);
    let text = sql.clone();
    let copy = move |_| {
        let text = text.clone();
        spawn_local(async move {
            let done = clipboard::copy(&text).await;
            label.try_set(if done { Key::Copied } else { Key::CopyFailed });
        });
    };
    let tokens = sql::tokens(&sql)
        .into_iter()
        .map(|token| {
            let text = sql.get(token.range).unwrap_or_default().to_owned();
            match class(token.kind) {
                "" => text.into_any(),
                class => view! { <span class=class>{text}</span> }.into_any(),
            }
        })
        .collect_view();
    view! {
        <details part="sql" class="sql">
            <summary>{icon::DOWN.view()} {i18n::text(Key::ShowSql)}</summary>
            <div class="code">
                <button type="button" class="button small copy" on:click=copy>
                    {icon::COPY.view()}
                    {move || i18n::text(label.get())}
                </button>
                <pre tabindex=0.to_string()><code>{tokens}</code></pre>
            </div>
        </details>
    }
}

fn class(kind: Kind) -> &'static str {
    match kind {
        Kind::Keyword => "keyword",
        Kind::String => "string",
        Kind::Number => "literal",
        Kind::Comment => "comment",
        Kind::Parameter => "parameter",
        Kind::Identifier | Kind::Quoted | Kind::Operator | Kind::Punctuation | Kind::Space => "",
    }
}
