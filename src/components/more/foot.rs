//! Below an answer: where it is from, and what can be done with it.

use leptos::prelude::*;

use super::{icon_button, rate};
use crate::components::copy;
use crate::components::fold::TurnMemo;
use crate::components::icon;
use crate::components::kit::{self, Tag, tag};
use crate::domain::ids::TurnKey;
use crate::i18n::more::{MoreKey, text};
use crate::i18n::{self, Key};
use crate::platform::clock;
use crate::report;
use crate::state::model::Model;
use crate::state::store::Store;

/// One line of buttons, one of words, and what the reader says.
pub(super) fn foot(store: Store, key: TurnKey, turn: TurnMemo) -> Tag {
    let copied =
        move || turn.with_untracked(|turn| turn.as_deref().map(report::turn_to_markdown)).unwrap_or_default();
    let edit = move || {
        if let Some(turn) = turn.get_untracked() {
            store.compose(&turn.question);
        }
    };
    let origin = kit::text(move || {
        let asked_at = turn.with(|turn| turn.as_deref().map(|turn| turn.asked_at));
        store.model.with(|model| origin(model, asked_at)).into()
    });
    let buttons = tag("div", "row")
        .child(rate::thumbs(store, key, turn))
        .child(copy::button("button plain", text(MoreKey::CopyAnswer), copied))
        .child(icon_button(icon::PENCIL, MoreKey::Edit, edit).view());
    tag("div", "foot")
        .child(buttons.view())
        .child(rate::more(store, key, turn))
        .child(tag("p", "origin").child(origin).view())
        .child(kit::dynamic(move || request_id(turn)))
}

/// Who says it, when, of which space, with whose rights.
fn origin(model: &Model, asked_at: Option<u64>) -> String {
    let rights = match model.runs_as.as_deref() {
        Some("service") => text(MoreKey::AsService),
        Some("user") => text(MoreKey::AsUser),
        Some("demo") => text(MoreKey::AsDemo),
        _ => "",
    };
    let moment = asked_at.map(clock::moment).unwrap_or_default();
    let title = model.space_title.as_deref().unwrap_or_default();
    let mut out = String::new();
    for words in [text(MoreKey::Generated), &moment, title, rights] {
        if !out.is_empty() && !words.is_empty() {
            out.push_str(" · ");
        }
        out.push_str(words);
    }
    out
}

/// What to name to those who help.
fn request_id(turn: TurnMemo) -> Option<AnyView> {
    let turn = turn.get()?;
    let id = turn.request_id.clone()?;
    let words = tag("p", "").text(i18n::fill(Key::RequestId, &[&id])).view();
    Some(
        tag("details", "details")
            .child(tag("summary", "").text(i18n::text(Key::Details)).view())
            .child(words)
            .view(),
    )
}
