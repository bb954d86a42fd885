//! A turn as its views follow it, and a disclosure whose content is made when the reader opens it for the
//! first time.

use std::sync::Arc;

use leptos::prelude::*;

use super::icon;
use super::kit::{self, tag};
use crate::domain::ids::TurnKey;
use crate::domain::turn::Turn;
use crate::i18n::{self, Key};
use crate::state::store::Store;

/// A turn as views follow it.
pub type TurnMemo = Memo<Option<Arc<Turn>>>;

/// A turn by its key. It is replaced as a whole when anything of it changes.
pub fn of(store: Store, key: TurnKey) -> TurnMemo {
    Memo::new_with_compare(move |_| store.model.with(|model| model.turn(key).cloned()), other)
}

/// The turn as it was when it last was not the `same` in what a part shows: each poll brings another one.
pub fn kept(turn: TurnMemo, same: impl Fn(&Turn, &Turn) -> bool + Send + Sync + 'static) -> TurnMemo {
    let kept = move |old: Option<&Option<Arc<Turn>>>| {
        let new = turn.get();
        match (old.and_then(Option::as_ref), &new) {
            (Some(old), Some(new)) if same(old, new) => Some(Arc::clone(old)),
            _ => new,
        }
    };
    Memo::new_with_compare(kept, other)
}

fn other(old: Option<&Option<Arc<Turn>>>, new: Option<&Option<Arc<Turn>>>) -> bool {
    match (old.and_then(Option::as_ref), new.and_then(Option::as_ref)) {
        (Some(old), Some(new)) => !Arc::ptr_eq(old, new),
        _ => true,
    }
}

/// What a disclosure of a turn is about.
#[derive(Debug, Clone, Copy)]
pub struct Folded {
    /// Its part, and its class.
    pub part: &'static str,
    /// Its head.
    pub head: Key,
    /// Where the turn is.
    pub store: Store,
    /// The turn.
    pub turn: TurnMemo,
    /// What it is made of; it is there as long as this is not empty.
    pub text: Memo<String>,
    /// Makes what is in it.
    pub make: fn(Store, TurnMemo, Memo<String>) -> AnyView,
}

impl Folded {
    /// The disclosure.
    pub fn view(self) -> AnyView {
        let Self { part, head, store, turn, text, make } = self;
        let opened = RwSignal::new(0_u64);
        let details = move || {
            let content = move || (opened.get() != 0).then(|| make(store, turn, text));
            tag("details", part)
                .attr("part", part)
                .toggled(move |open| {
                    if open && opened.get_untracked() == 0 {
                        opened.set(1);
                    }
                })
                .child(tag("summary", "").child(icon::DOWN.view()).text(i18n::text(head)).view())
                .child(tag("div", "inside").child(kit::dynamic(content)).view())
                .view()
        };
        kit::dynamic(move || text.with(|text| !text.is_empty()).then(details))
    }
}
