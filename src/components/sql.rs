//! The SQL that Genie ran, one key away.

use std::sync::Arc;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::icon;
use super::kit::{self, tag};
use super::later::later;
use crate::domain::turn::Turn;
use crate::i18n::{self, Key};
use crate::platform::clipboard;
use crate::platform::dom::Draw;
use crate::text::sql::{self, Kind};

/// A disclosure with the SQL. What it is made of comes when the reader opens it for the first time.
pub fn sql(turn: Memo<Option<Arc<Turn>>>) -> AnyView {
    let text = Memo::new(move |_| {
        let sql = |turn: &Turn| turn.answer.query.as_ref().and_then(|query| query.sql.clone());
        turn.with(|turn| turn.as_deref().and_then(sql).unwrap_or_default())
    });
    let opened = RwSignal::new(0_u64);
    let details = move || {
        let block = move || (opened.get() != 0).then(|| coloured(plain, text));
        tag("details", "sql")
            .attr("part", "sql")
            .toggled(move |open| {
                if open && opened.get_untracked() == 0 {
                    opened.set(1);
                }
            })
            .child(tag("summary", "").child(icon::DOWN.view()).text(i18n::text(Key::ShowSql)).view())
            .child(tag("div", "code").child(kit::dynamic(block)).view())
            .view()
    };
    kit::dynamic(move || text.with(|text| !text.is_empty()).then(details))
}

/// The SQL without colours, so that it can be read at once and in any case.
fn plain(text: Memo<String>) -> AnyView {
    tag("pre", "").attr("tabindex", "0").child(kit::text(move || text.get().into())).view()
}

later! {
    /// The SQL in colours, and a button that copies it.
    fn coloured(text: Memo<String>) in sql {
        let label = RwSignal::new(0_u64);
        let copy = move || {
            let text = text.get_untracked();
            spawn_local(async move {
                let done = clipboard::copy(&text).await;
                label.try_set(if done { COPIED } else { FAILED });
            });
        };
        let label = kit::text(move || i18n::text(copy_label(label.get())).into());
        let code = tag("code", "").drawn(move |target| text.with(|text| draw(target, text)));
        tag("div", "")
            .child(kit::button("button small copy", Some(icon::COPY), None, Some(label), copy).view())
            .child(tag("pre", "").attr("tabindex", "0").child(code.view()).view())
            .view()
    }
}

/// The copy button's states, as numbers: each type of signal costs its own code.
const COPIED: u64 = 1;
const FAILED: u64 = 2;

fn copy_label(state: u64) -> Key {
    match state {
        COPIED => Key::Copied,
        FAILED => Key::CopyFailed,
        _ => Key::Copy,
    }
}

fn draw(target: Draw, text: &str) {
    let piece = |target: Draw, token: &sql::Token| {
        let word = text.get(token.range.clone()).unwrap_or_default();
        match class(token.kind) {
            "" => target.text(word),
            class => target.child(Draw::new("span").class(class).text(word)),
        }
    };
    sql::tokens(text).iter().fold(target, piece).done();
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
