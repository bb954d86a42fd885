//! The conversation: its turns, or what to do while there are none.

use std::cell::RefCell;

use leptos::mount::mount_to;
use leptos::prelude::*;
use web_sys::Element;

use super::kit::{self, tag};
use super::notice;
use super::turn::turn;
use crate::config::{ConfigError, Problem};
use crate::domain::ids::TurnKey;
use crate::i18n::{self, Key, phrase};
use crate::platform::dom::Slot;
use crate::platform::listener::Listener;
use crate::platform::scroll;
use crate::state::event::Kind;
use crate::state::model::Opening;
use crate::state::store::Store;

/// Everything between header and composer; `viewport` is the loader's element that scrolls.
pub fn transcript(store: Store, viewport: Element) -> Vec<AnyView> {
    let announcement = kit::text(move || {
        let words = store.model.with(|model| model.open.turns.last().map(|turn| phrase::announcement(turn)));
        words.unwrap_or_default().into()
    });
    follow(store, viewport);
    let turns = tag("div", "turns").managed(turns(store));
    let column = tag("div", "column").child(kit::dynamic(move || opening(store))).child(turns.view());
    let status = tag("div", "unseen").attr("role", "status").attr("aria-live", "polite").child(announcement);
    vec![column.view(), status.view()]
}

/// Mounts each turn on its own and leaves it alone until it goes. A keyed `For` would do the same
/// and costs 5 kB; a transcript only grows at its end, loses one, or is cleared.
fn turns(store: Store) -> impl Fn(Element) {
    // A turn lives as long as the transcript, not until the next change of the list.
    let owner = Owner::current().unwrap_or_default();
    let mounted = RefCell::new(Vec::new());
    move |list| {
        let keys: Vec<TurnKey> =
            store.model.with(|model| model.open.turns.iter().map(|turn| turn.key).collect());
        let mut mounted = mounted.borrow_mut();
        mounted.retain(|(key, slot, _): &(TurnKey, Slot, _)| {
            let kept = keys.contains(key);
            if !kept {
                slot.remove();
            }
            kept
        });
        for key in keys {
            if mounted.iter().all(|(known, ..)| *known != key)
                && let Some(slot) = Slot::new(&list)
            {
                let handle = owner.with(|| mount_to(slot.element(), move || turn(store, key)));
                mounted.push((key, slot, handle));
            }
        }
    }
}

/// What stands above the turns: a problem, a conversation on its way, or an invitation.
fn opening(store: Store) -> Option<AnyView> {
    let (problem, opening, empty) = store
        .model
        .with(|model| (model.problem.clone(), model.open.opening.clone(), model.open.turns.is_empty()));
    if let Some(problem) = problem {
        return Some(notice::notice(wrong(&problem), None, Vec::new()));
    }
    match opening {
        Opening::Loading => Some(notice::progress(i18n::text(Key::LoadingConversation)).view()),
        Opening::Failed(failure) => {
            let text = [i18n::text(Key::LoadingFailed), " ", i18n::advice(failure.advice)].concat();
            let again = kit::act(Key::TryAgain, move || store.dispatch(Kind::OpenedAgain));
            Some(notice::notice(text, Some(failure), vec![again]))
        }
        Opening::Idle => empty.then(|| {
            tag("div", "empty")
                .child(tag("h3", "").text(i18n::text(Key::EmptyTitle)).view())
                .child(tag("p", "").text(i18n::text(Key::EmptyHint)).view())
                .view()
        }),
    }
}

/// What is wrong with an attribute, for the owner of the page.
fn wrong(error: &ConfigError) -> String {
    let name = error.attribute;
    let (key, allowed) = match error.problem {
        Problem::Missing => (Key::ConfigMissing, ""),
        Problem::NotAUrl => (Key::ConfigNotAUrl, ""),
        Problem::UrlWithExtras => (Key::ConfigUrlExtras, ""),
        Problem::NotAllowed(words) => (Key::ConfigNotAllowed, words),
        Problem::Unreadable => (Key::ConfigUnreadable, ""),
        Problem::NotSeconds => (Key::ConfigNotSeconds, ""),
    };
    i18n::fill(key, &[name, allowed])
}

/// Keeps the newest turn in view while the reader looks at the end, and leaves a reader alone who
/// has scrolled up.
fn follow(store: Store, viewport: Element) {
    let following = StoredValue::new(true);
    let put_at = StoredValue::new(0);
    let scrolled = {
        let viewport = viewport.clone();
        move |_: web_sys::Event| {
            if scroll::at_end(&viewport) {
                following.set_value(true);
            } else if Some(viewport.scroll_top()) != put_at.try_get_value() {
                following.set_value(false);
            }
        }
    };
    let listener = StoredValue::new_local(Listener::new(&viewport, "scroll", scrolled));
    Effect::new(move |before: Option<usize>| {
        let count = store.model.with(|model| model.open.turns.len());
        // A new question is always shown, wherever the reader was.
        if before.is_some_and(|before| count > before) {
            following.set_value(true);
        }
        let viewport = viewport.clone();
        // When the views have drawn what changed.
        request_animation_frame(move || {
            if following.try_get_value() == Some(true) && listener.try_with_value(|_| ()).is_some() {
                let last = viewport.query_selector(".turns > :last-child > article").ok().flatten();
                put_at.set_value(scroll::follow(&viewport, last.as_ref()));
            }
        });
        count
    });
}
