//! Head of the widget: what is asked, and starting over.

use leptos::prelude::*;

use super::kit::{self, tag};
use super::{history, icon};
use crate::i18n::{self, Key};
use crate::state::event::Kind;
use crate::state::store::Store;

/// The heading, the demo badge, and the buttons for past conversations and for another one; `shown`
/// is whether the panel of past conversations is open.
pub fn header(store: Store, shown: RwSignal<u64>) -> Vec<AnyView> {
    let title = kit::text(move || {
        let title = store.model.with(|model| model.space_title.clone());
        title.map_or(i18n::text(Key::Heading).into(), Into::into)
    });
    let badge =
        || tag("span", "badge").attr("title", i18n::text(Key::DemoHint)).text(i18n::text(Key::DemoBadge));
    let again = move || {
        let label = tag("span", "wide").text(i18n::text(Key::NewConversation)).view();
        let act = move || store.dispatch(Kind::NewConversation);
        kit::button("button new", Some(icon::PLUS), Some(Key::NewConversation), Some(label), act)
    };
    vec![
        tag("h2", "heading").attr("part", "heading").attr("dir", "auto").child(title).view(),
        kit::dynamic(move || store.model.with(|model| model.demo).then(|| badge().view())),
        history::button(store, shown),
        kit::dynamic(move || {
            let begun =
                store.model.with(|model| model.open.conversation.is_some() || !model.open.turns.is_empty());
            begun.then(|| again().view())
        }),
    ]
}
