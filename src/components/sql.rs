//! The SQL that Genie ran, one key away.

use std::sync::Arc;

use leptos::html::Code;
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::icon;
use super::kit::{self, Look};
use crate::domain::turn::Turn;
use crate::i18n::{self, Key};
use crate::platform::clipboard;
use crate::platform::dom::Draw;
use crate::text::sql::{self, Kind};

/// A disclosure with the coloured SQL and a copy button.
#[component]
pub fn SqlView(turn: Memo<Option<Arc<Turn>>>) -> impl IntoView {
    let text = Memo::new(move |_| {
        let sql = |turn: &Turn| turn.answer.query.as_ref().and_then(|query| query.sql.clone());
        turn.with(|turn| turn.as_deref().and_then(sql).unwrap_or_default())
    });
    let label = RwSignal::new(Key::Copy);
    let copy = move || {
        let text = text.get_untracked();
        spawn_local(async move {
            let done = clipboard::copy(&text).await;
            label.try_set(if done { Key::Copied } else { Key::CopyFailed });
        });
    };
    let body = kit::drawn::<Code>(move |target| text.with(|text| draw(target, text)));
    let look = Look { part: "", class: "button small copy", icon: Some(icon::COPY) };
    let details = move || {
        let label = kit::text(move || i18n::text(label.get()).to_owned());
        view! {
            <details part="sql" class="sql">
                <summary>{icon::DOWN.view()} {i18n::text(Key::ShowSql)}</summary>
                <div class="code">
                    {kit::button(look, None, label, copy)}
                    <pre tabindex="0">
                        <code node_ref=body></code>
                    </pre>
                </div>
            </details>
        }
        .into_any()
    };
    kit::optional(move || text.with(|text| !text.is_empty()).then(details))
}

fn draw(target: Draw, sql: &str) {
    let tokens = sql::tokens(sql);
    let piece = |target: Draw, token: &sql::Token| {
        let text = sql.get(token.range.clone()).unwrap_or_default();
        match class(token.kind) {
            "" => target.text(text),
            class => target.child(Draw::new("span").class(class).text(text)),
        }
    };
    tokens.iter().fold(target, piece).done();
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
