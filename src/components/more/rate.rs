//! Whether an answer helped, and why not.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlTextAreaElement, KeyboardEvent};

use super::{icon_button, text_button};
use crate::components::fold::TurnMemo;
use crate::components::icon::{self, Icon};
use crate::components::kit::{self, tag};
use crate::components::notice;
use crate::domain::conversation::Rating;
use crate::domain::ids::TurnKey;
use crate::domain::turn::Feedback;
use crate::i18n::more::{MoreKey, text};
use crate::platform::listener::Listener;
use crate::state::event::Kind;
use crate::state::store::Store;

fn feedback(turn: TurnMemo) -> Feedback {
    turn.with(|turn| turn.as_deref().map(|turn| turn.feedback.clone()).unwrap_or_default())
}

/// Two buttons; the one that is pressed takes its rating back.
pub(super) fn thumbs(store: Store, key: TurnKey, turn: TurnMemo) -> AnyView {
    let thumb = |icon: Icon, name: MoreKey, rating: Rating| {
        let pressed = move || feedback(turn).rating == Some(rating);
        let act = move || {
            let now = turn.with_untracked(|turn| turn.as_deref().and_then(|turn| turn.feedback.rating));
            let rating = if now == Some(rating) { None } else { Some(rating) };
            store.dispatch(Kind::Rated { turn: key, rating, comment: None });
        };
        icon_button(icon, name, act).live("aria-pressed", move || Some(pressed().to_string())).view()
    };
    tag("div", "row")
        .attr("role", "group")
        .attr("part", "feedback")
        .attr("aria-label", text(MoreKey::Rate))
        .child(thumb(icon::UP_THUMB, MoreKey::Helped, Rating::Positive))
        .child(thumb(icon::DOWN_THUMB, MoreKey::NotHelped, Rating::Negative))
        .view()
}

/// The states of the comment, as numbers: each type of signal costs its own code.
const ASKED: u64 = 0;
const CLOSED: u64 = 1;

/// After a rating: room for words, and what became of it.
pub(super) fn more(store: Store, key: TurnKey, turn: TurnMemo) -> AnyView {
    let state = RwSignal::new(CLOSED);
    let rated = Memo::new(move |before: Option<&String>| {
        let rating = feedback(turn).rating;
        let now = if rating.is_some() { format!("{rating:?}") } else { String::new() };
        // A rating that was there before is not asked about again.
        if before.is_some_and(|before| *before != now) && !now.is_empty() {
            state.set(ASKED);
        }
        now
    });
    let form = move || {
        let asked = rated.with(|rated| !rated.is_empty()) && state.get() == ASKED;
        asked.then(|| comment(store, key, turn, state))
    };
    let trouble = move || {
        let failed = feedback(turn);
        let again = move || {
            let now = turn.with_untracked(|turn| turn.as_deref().map(|turn| turn.feedback.clone()));
            let Feedback { rating, comment, .. } = now.unwrap_or_default();
            store.dispatch(Kind::Rated { turn: key, rating, comment });
        };
        let failure = failed.failure?;
        let again = text_button(MoreKey::SendAgain, again);
        Some(notice::notice(text(MoreKey::NotSent).into(), Some(failure), vec![again]))
    };
    tag("div", "").child(kit::dynamic(form)).child(kit::dynamic(trouble)).view()
}

fn comment(store: Store, key: TurnKey, turn: TurnMemo, state: RwSignal<u64>) -> AnyView {
    let input = StoredValue::new_local(None::<(HtmlTextAreaElement, Listener)>);
    let words = tag("textarea", "words")
        .attr("rows", "2")
        .attr("maxlength", "2000")
        .attr("aria-label", text(MoreKey::Comment))
        .attr("placeholder", text(MoreKey::CommentHint))
        .managed(move |element| {
            let Ok(element) = element.dyn_into::<HtmlTextAreaElement>() else { return };
            // Shortcuts of the host page are not for what is typed here.
            let kept = Listener::new(&element, "keydown", |event: KeyboardEvent| event.stop_propagation());
            input.set_value(Some((element, kept)));
        });
    let send = move || {
        let words = input.with_value(|input| input.as_ref().map(|(input, _)| input.value()));
        let words = words.unwrap_or_default().trim().to_owned();
        let rating = turn.with_untracked(|turn| turn.as_deref().and_then(|turn| turn.feedback.rating));
        if !words.is_empty() {
            store.dispatch(Kind::Rated { turn: key, rating, comment: Some(words) });
        }
        state.set(CLOSED);
    };
    let buttons = tag("div", "row")
        .child(text_button(MoreKey::SendComment, send))
        .child(text_button(MoreKey::NoComment, move || state.set(CLOSED)));
    tag("div", "remark")
        .child(tag("p", "").text(text(MoreKey::Comment)).view())
        .child(words.view())
        .child(buttons.view())
        .view()
}
