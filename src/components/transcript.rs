//! The conversation: its turns, or what to do while there are none.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::mount::mount_to;
use leptos::prelude::*;
use web_sys::Element;

use super::follow::follow;
use super::kit::{self, tag};
use super::notice;
use super::turn::{offered, reload, turn};
use crate::config::{ConfigError, Problem};
use crate::domain::failure::{Code, Failure};
use crate::domain::ids::TurnKey;
use crate::domain::turn::TurnState;
use crate::i18n::{self, Key, phrase};
use crate::platform::dom::Slot;
use crate::platform::scroll::Anchor;
use crate::platform::sight::Sight;
use crate::state::event::Kind;
use crate::state::model::{Opening, StorageTrouble};
use crate::state::select;
use crate::state::store::Store;
use crate::state::thread::Older;

/// Everything between header and composer; `viewport` is the loader's element that scrolls.
pub fn transcript(store: Store, viewport: Element) -> Vec<AnyView> {
    let announcement = kit::text(move || {
        let words = store.model.with(|model| {
            let turn = model.open.turns.last()?;
            let queued = turn.state == TurnState::Queued;
            Some(if queued { super::turn::queued(model, turn.key) } else { phrase::announcement(turn) })
        });
        words.unwrap_or_default().into()
    });
    let hold = Rc::new(Hold { viewport: viewport.clone(), anchor: RefCell::new(None) });
    let turns = tag("div", "turns").managed(turns(store, Rc::clone(&hold)));
    let column = tag("div", "column").managed(follow(store, viewport)).children([
        kit::dynamic(move || opening(store)),
        kit::dynamic(older(store, hold)),
        turns.view(),
        kit::dynamic(move || read_only(store)),
    ]);
    let status = tag("div", "unseen").attr("role", "status").attr("aria-live", "polite").child(announcement);
    vec![
        kit::dynamic(move || storage(store)),
        kit::dynamic(move || reach(store)),
        column.view(),
        status.view(),
    ]
}

/// Mounts each turn on its own and leaves it alone until it goes. A keyed `For` would do the same
/// and costs 5 kB; a transcript only grows at its ends, loses one, or is cleared.
fn turns(store: Store, hold: Rc<Hold>) -> impl Fn(Element) {
    // A turn lives as long as the transcript, not until the next change of the list.
    let owner = Owner::current().unwrap_or_default();
    let mounted = RefCell::new(Vec::new());
    move |list| {
        let keys: Vec<TurnKey> =
            store.model.with(|model| model.open.turns.iter().map(|turn| turn.key).collect());
        let mut mounted = mounted.borrow_mut();
        mounted.retain(|(key, slot, ..): &(TurnKey, Slot, _, _)| {
            let kept = keys.contains(key);
            if !kept {
                slot.remove();
            }
            kept
        });
        for (place, key) in keys.into_iter().enumerate() {
            if mounted.iter().any(|(known, ..)| *known == key) {
                continue;
            }
            let next = mounted.get(place).map(|(_, slot, ..)| slot);
            if next.is_some() {
                stay(&hold);
            }
            if let Some(slot) = Slot::new(&list, next) {
                let handle = owner.with(|| mount_to(slot.element(), move || turn(store, key)));
                let article = slot.element().first_element_child();
                let seen = move || store.dispatch(Kind::Seen(key));
                let sight = article.and_then(|article| Sight::new(&article, &hold.viewport, seen));
                mounted.insert(place, (key, slot, handle, sight));
            }
        }
    }
}

/// The way to older messages than those shown. Scrolling up to it takes it, too. Whatever comes in
/// here, a line or a page, comes above what the reader looks at, which stays where it is.
fn older(store: Store, hold: Rc<Hold>) -> impl Fn() -> Option<AnyView> + Send {
    let hold = StoredValue::new_local(hold);
    let last = StoredValue::new(0);
    move || {
        let older = store.model.with(|model| model.open.older.clone());
        let kind = match older {
            Older::None => 0,
            Older::Behind(_) => 1,
            Older::Loading => 2,
            Older::Failed(_) => 3,
        };
        if last.try_get_value() != Some(kind) {
            last.set_value(kind);
            // The line is not in the page yet.
            hold.with_value(stay);
        }
        older_line(store, &older)
    }
}

/// The element that the reader sees while content arrives above it. The line and the page of older turns
/// come in any order within a frame: the first of them takes the anchor, for both.
struct Hold {
    viewport: Element,
    anchor: RefCell<Option<Anchor>>,
}

/// Keeps the first turn where it is, whatever comes in before it until the next frame.
fn stay(hold: &Rc<Hold>) {
    let mut anchor = hold.anchor.borrow_mut();
    if anchor.is_some() {
        return;
    }
    *anchor = hold.viewport.query_selector("article").ok().flatten().map(Anchor::at);
    if anchor.is_some() {
        let hold = Rc::clone(hold);
        request_animation_frame(move || {
            if let Some(anchor) = hold.anchor.take() {
                anchor.restore(&hold.viewport);
            }
        });
    }
}

fn older_line(store: Store, older: &Older) -> Option<AnyView> {
    let want = move || store.dispatch(Kind::OlderWanted);
    let view = match older {
        Older::None => return None,
        Older::Behind(_) => kit::act(Key::Older, want),
        Older::Loading => notice::progress(i18n::text(Key::LoadingOlder)).view(),
        Older::Failed(_) => {
            notice::notice(i18n::text(Key::OlderFailed).into(), None, vec![kit::act(Key::TryAgain, want)])
        }
    };
    Some(tag("div", "older").child(view).view())
}

/// Says that a conversation is only shown, where that is so.
fn read_only(store: Store) -> Option<AnyView> {
    let again = move || kit::act(Key::NewConversation, move || store.dispatch(Kind::NewConversation));
    let line = || tag("p", "line").text(i18n::text(Key::ReadOnly)).child(again()).view();
    store.model.with(|model| model.open.read_only).then(line)
}

/// Says once what is wrong with the storage.
fn storage(store: Store) -> Option<AnyView> {
    let words = match store.model.with(|model| model.storage)? {
        StorageTrouble::Refused => i18n::advice(Failure::new(Code::Storage).advice),
        StorageTrouble::Damaged => i18n::text(Key::StorageDamaged),
    };
    let seen = kit::act(Key::Dismiss, move || store.dispatch(Kind::StorageNoticed));
    Some(tag("p", "line told").attr("role", "status").text(words).child(seen).view())
}

/// Says that the relay cannot be reached, or does not let this page in, as long as that is so.
fn reach(store: Store) -> Option<AnyView> {
    let failure = store.model.with(|model| model.reach.clone())?;
    let mut buttons = vec![kit::act(Key::TryAgain, move || store.dispatch(Kind::ReachAgain))];
    if select::reloads(failure.advice) {
        buttons.push(reload());
    }
    let words = i18n::advice(failure.advice).to_owned();
    Some(
        tag("div", "reach").attr("role", "alert").child(notice::notice(words, Some(failure), buttons)).view(),
    )
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
                .children(offered(
                    store,
                    Key::Starters,
                    store.model.with(|model| select::starters(model).to_vec()),
                ))
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
