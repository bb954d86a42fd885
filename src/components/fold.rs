//! A disclosure whose content is made when the reader opens it for the first time.

use std::sync::Arc;

use leptos::prelude::*;

use super::icon;
use super::kit::{self, tag};
use crate::domain::turn::Turn;
use crate::i18n::{self, Key};

/// A turn as views follow it.
pub type TurnMemo = Memo<Option<Arc<Turn>>>;

/// What a disclosure of a turn is about.
#[derive(Debug, Clone, Copy)]
pub struct Folded {
    /// Its part, and its class.
    pub part: &'static str,
    /// Its head.
    pub head: Key,
    /// The turn.
    pub turn: TurnMemo,
    /// What it is made of; it is there as long as this is not empty.
    pub text: Memo<String>,
    /// Makes what is in it.
    pub make: fn(TurnMemo, Memo<String>) -> AnyView,
}

impl Folded {
    /// The disclosure.
    pub fn view(self) -> AnyView {
        let Self { part, head, turn, text, make } = self;
        let opened = RwSignal::new(0_u64);
        let details = move || {
            let content = move || (opened.get() != 0).then(|| make(turn, text));
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
