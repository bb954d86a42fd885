//! The open conversation as a file, for people or for programs.

use leptos::prelude::*;

use crate::components::kit::{self, tag};
use crate::domain::ids::ConversationId;
use crate::i18n::more::{MoreKey, text};
use crate::i18n::{self, Key};
use crate::platform::file::Pieces;
use crate::report;
use crate::state::model::Model;
use crate::state::store::Store;
use crate::text::file_name::file_name;

/// Two buttons, as long as there is something to save.
pub(super) fn save(store: Store) -> AnyView {
    let some = move || store.model.with(|model| !model.open.turns.is_empty());
    let button = move |name, ending: &'static str, mime: &'static str, write: fn(&Model) -> String| {
        let act = move || {
            let (file, mut content) =
                store.model.with_untracked(|model| (file_name(title(model), ending), write(model)));
            let pieces = Pieces::default();
            pieces.take(&mut content);
            pieces.save(&file, mime);
        };
        kit::button("button small", None, None, Some(text(name).into_any()), act).view()
    };
    let row = move || {
        tag("div", "row save")
            .attr("role", "group")
            .attr("aria-label", text(MoreKey::Save))
            .child(tag("span", "").text(text(MoreKey::Save)).view())
            .child(button(MoreKey::SaveMarkdown, "md", "text/markdown;charset=utf-8", |model| {
                report::to_markdown(title(model), &model.open.turns)
            }))
            .child(button(MoreKey::SaveJson, "json", "application/json", |model| {
                let id = model.open.conversation.as_ref().map(ConversationId::as_str);
                report::to_json(id, title(model), &model.open.turns)
            }))
            .view()
    };
    kit::dynamic(move || some().then(row))
}

/// The conversation's title: at first the question that began it.
fn title(model: &Model) -> &str {
    let first = || model.open.turns.first().map(|turn| turn.question.as_str());
    model.open.title.as_deref().or_else(first).unwrap_or(i18n::text(Key::Untitled))
}
