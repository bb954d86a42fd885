//! Below an answer: where it is from, and what can be done with it.

use std::cell::RefCell;

use leptos::prelude::*;
use web_sys::Element;

use super::{icon_button, rate};
use crate::components::copy;
use crate::components::fold::TurnMemo;
use crate::components::icon;
use crate::components::kit::{self, Tag, tag};
use crate::domain::ids::{Millis, TurnKey};
use crate::domain::turn::{Turn, TurnState};
use crate::i18n::more::{MoreKey, text};
use crate::i18n::{self, Key};
use crate::platform::dom::Draw;
use crate::platform::{clock, intl};
use crate::report;
use crate::state::event::Kind;
use crate::state::model::Model;
use crate::state::store::Store;

/// One line of buttons, one of words, and what the reader says. Only an answer can be rated, and only
/// what Genie has said be copied.
pub(super) fn foot(store: Store, key: TurnKey, turn: TurnMemo) -> Tag {
    let now = turn.get_untracked();
    let is = |what: fn(&Turn) -> bool| now.as_deref().is_some_and(what);
    let (said, answered) = (is(Turn::has_words), is(Turn::is_answered));
    let copied =
        move || turn.with_untracked(|turn| turn.as_deref().map(report::turn_to_markdown)).unwrap_or_default();
    let edit = move || {
        let Some(turn) = turn.get_untracked() else { return };
        store.compose(&turn.question);
        // A question that Genie does not have goes on in the composer. This button goes with it.
        if turn.is_kept() && turn.state == TurnState::Failed {
            store.dispatch(Kind::Dismissed(key));
        }
    };
    let edit = || {
        let name = text(MoreKey::Edit);
        // Beside the thumbs it is one icon among others.
        if answered {
            return icon_button(icon::PENCIL, MoreKey::Edit, edit).view();
        }
        kit::button("button plain", Some(icon::PENCIL), None, Some(name.into_any()), edit).view()
    };
    let drawn = RefCell::new(Drawn::default());
    let origin = tag("p", "origin").managed(move |element| {
        let asked_at = turn.with(|turn| turn.as_deref().map(|turn| turn.asked_at));
        let mut drawn = drawn.borrow_mut();
        // The model changes with each event, and the browser takes its time to write a moment.
        if drawn.asked_at != asked_at {
            let locale = intl::locale(&element);
            drawn.moment = asked_at.map(|at| clock::moment(at, locale.as_deref())).unwrap_or_default();
            drawn.asked_at = asked_at;
        }
        let parts = store.model.with(|model| origin(model, &drawn.moment, said));
        // The same words are left alone: they may be selected.
        if drawn.parts != parts {
            draw(element, &parts);
            drawn.parts = parts;
        }
    });
    let copy = || copy::button("button plain", text(MoreKey::CopyAnswer), copied);
    // Nothing is asked where the conversation is only shown.
    let asks = !store.model.with_untracked(|model| model.open.read_only);
    let buttons = tag("div", "row")
        .children(answered.then(|| rate::thumbs(store, key, turn)))
        .children(said.then(copy))
        .children(asks.then(edit));
    tag("div", "foot")
        .child(buttons.view())
        .children(answered.then(|| rate::more(store, key, turn)))
        .child(origin.view())
        .child(kit::dynamic(move || request_id(turn)))
}

/// The words that the line shows.
#[derive(Default)]
struct Drawn {
    asked_at: Option<Millis>,
    moment: String,
    parts: Vec<String>,
}

/// Each part has a direction of its own: a title from right to left must not scramble the moment before it.
fn draw(line: Element, parts: &[String]) {
    let mut line = Draw::onto(line);
    for (place, words) in parts.iter().enumerate() {
        line = line.text(if place > 0 { " · " } else { "" }).child(Draw::new("bdi").text(words));
    }
    line.done();
}

/// Who says it, when, of which space, with whose rights.
fn origin(model: &Model, moment: &str, said: bool) -> Vec<String> {
    let rights = match model.runs_as.as_deref() {
        Some("service") => text(MoreKey::AsService),
        Some("user") => text(MoreKey::AsUser),
        Some("demo") => text(MoreKey::AsDemo),
        _ => "",
    };
    let title = model.space_title.as_deref().unwrap_or_default();
    let generated = if said { text(MoreKey::Generated) } else { "" };
    let parts = [generated, moment, title, rights];
    parts.into_iter().filter(|words| !words.is_empty()).map(str::to_owned).collect()
}

/// What to name to those who help; a notice names it by itself.
fn request_id(turn: TurnMemo) -> Option<AnyView> {
    let turn = turn.get().filter(|turn| turn.failure.is_none())?;
    let id = turn.request_id.clone()?;
    let words = tag("p", "").text(i18n::fill(Key::RequestId, &[&id])).view();
    Some(
        tag("details", "details")
            .child(tag("summary", "").text(i18n::text(Key::Details)).view())
            .child(words)
            .view(),
    )
}
