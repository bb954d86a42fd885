//! Whether an answer helped, and why not.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlTextAreaElement, KeyboardEvent};

use super::{icon_button, text_button};
use crate::components::fold::TurnMemo;
use crate::components::icon::{self, Icon};
use crate::components::kit::{self, tag};
use crate::components::notice;
use crate::domain::conversation::Rating;
use crate::domain::ids::TurnKey;
use crate::domain::turn::Feedback;
use crate::i18n::more::{MoreKey, text};
use crate::platform::dom;
use crate::platform::js;
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
const CLOSED: u64 = 0;
/// The box came with the rating; the cursor stays where it is.
const ASKED: u64 = 1;
/// The reader has opened it.
const OPENED: u64 = 2;
/// What was in it was sent.
const SENT: u64 = 3;

/// What stands below the thumbs: the words that go with the rating, and what became of them.
#[derive(Clone, Copy)]
struct Remark {
    store: Store,
    key: TurnKey,
    turn: TurnMemo,
    state: RwSignal<u64>,
    /// Where it stands; the thumbs are beside it.
    place: StoredValue<Option<Element>, LocalStorage>,
}

/// After a rating: room for words, and what became of it.
pub(super) fn more(store: Store, key: TurnKey, turn: TurnMemo) -> AnyView {
    let state = RwSignal::new(CLOSED);
    let remark = Remark { store, key, turn, state, place: StoredValue::new_local(None) };
    let rated = Memo::new(move |before: Option<&String>| {
        let rating = feedback(turn).rating;
        let now = if rating.is_some() { format!("{rating:?}") } else { String::new() };
        // A rating that was there before is not asked about again.
        if before.is_some_and(|before| *before != now) {
            state.set(if now.is_empty() { CLOSED } else { ASKED });
        }
        now
    });
    let words = Memo::new(move |_| feedback(turn).comment.unwrap_or_default());
    let form = move || {
        let rated = rated.with(|rated| !rated.is_empty());
        rated.then(|| match state.get() {
            ASKED | OPENED => remark.form(),
            _ => remark.said(words.get()),
        })
    };
    // There before it says something: what comes with its words is not always read out.
    let told = kit::text(move || {
        let now = feedback(turn);
        match (state.get(), now.sending) {
            (SENT, true) => text(MoreKey::Sending).into(),
            (SENT, false) if now.failure.is_none() => text(MoreKey::Sent).into(),
            _ => "".into(),
        }
    });
    tag("div", "")
        .managed(move |element| remark.place.set_value(Some(element)))
        .child(kit::dynamic(form))
        .child(tag("p", "thanks").attr("role", "status").child(told).view())
        .child(kit::dynamic(move || remark.trouble()))
        .view()
}

impl Remark {
    fn send(self, rating: Option<Rating>, comment: Option<String>) {
        self.store.dispatch(Kind::Rated { turn: self.key, rating, comment });
    }

    fn now(self) -> Feedback {
        let now = self.turn.with_untracked(|turn| turn.as_deref().map(|turn| turn.feedback.clone()));
        now.unwrap_or_default()
    }

    /// Goes on without the box; what was used to close it is gone, so the focus goes to the thumb.
    fn close(self, state: u64) {
        self.state.set(state);
        let foot = self.place.with_value(|place| place.as_ref()?.closest(".foot").ok()?);
        let thumb = foot.and_then(|foot| foot.query_selector("[aria-pressed=true]").ok().flatten());
        dom::focus(thumb.as_ref());
    }

    /// The words that stand with the rating, and the way to change them.
    fn said(self, words: String) -> AnyView {
        let open = move || self.state.set(OPENED);
        let name = if words.is_empty() { MoreKey::AddComment } else { MoreKey::EditComment };
        let said = (!words.is_empty()).then(|| tag("q", "").text(words).view());
        tag("div", "said").children(said).child(text_button(name, open)).view()
    }

    fn trouble(self) -> Option<AnyView> {
        let failure = feedback(self.turn).failure?;
        let again = move || {
            let Feedback { rating, comment, .. } = self.now();
            self.send(rating, comment);
            self.close(SENT);
        };
        let again = text_button(MoreKey::SendAgain, again);
        Some(notice::notice(text(MoreKey::NotSent).into(), Some(failure), vec![again]))
    }

    fn form(self) -> AnyView {
        let input = StoredValue::new_local(None::<(HtmlTextAreaElement, Listener)>);
        let opened = self.state.get_untracked() == OPENED;
        let words = tag("textarea", "words")
            .attr("rows", "2")
            .attr("maxlength", "2000")
            .attr("aria-label", text(MoreKey::Comment))
            .attr("placeholder", text(MoreKey::CommentHint))
            .managed(move |element| {
                let Ok(element) = element.dyn_into::<HtmlTextAreaElement>() else { return };
                element.set_value(&self.now().comment.unwrap_or_default());
                if opened {
                    // It is in view.
                    drop(element.focus());
                }
                let kept = Listener::new(&element, "keydown", move |event: KeyboardEvent| {
                    if js::text(&event, "key") == "Escape" && !event.is_composing() {
                        event.prevent_default();
                        self.close(CLOSED);
                    }
                });
                input.set_value(Some((element, kept)));
            });
        let send = move || {
            let words = input.with_value(|input| input.as_ref().map(|(input, _)| input.value()));
            let words = words.unwrap_or_default().trim().to_owned();
            let now = self.now();
            if words == now.comment.unwrap_or_default() {
                return self.close(CLOSED);
            }
            self.send(now.rating, Some(words));
            self.close(SENT);
        };
        let buttons = tag("div", "row")
            .child(text_button(MoreKey::SendComment, send))
            .child(text_button(MoreKey::NoComment, move || self.close(CLOSED)));
        tag("div", "remark")
            .child(tag("p", "").text(text(MoreKey::Comment)).view())
            .child(words.view())
            .child(buttons.view())
            .view()
    }
}
