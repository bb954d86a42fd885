//! Keeps the newest turn in view while the reader looks at the end, and leaves a reader alone who has
//! scrolled up or opened something.

use std::cell::Cell;
use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event};

use crate::domain::ids::TurnKey;
use crate::platform::dom::Draw;
use crate::platform::listener::Listener;
use crate::platform::scroll;
use crate::platform::size::Size;
use crate::state::event::Kind;
use crate::state::model::Model;
use crate::state::store::Store;
use crate::state::thread::Older;

/// What changes the size of the transcript by the reader's own wish.
const OPENS: &str = "summary, button, select";
/// Deeper than charts and grids stand in the column.
const DEPTH: usize = 24;

struct Follow {
    viewport: Element,
    /// Whether the end is followed.
    on: Cell<bool>,
    /// Whether the reader has opened or pressed something since then.
    own: Cell<bool>,
    /// Where the viewport was left, in CSS pixels.
    top: Cell<i32>,
}

/// Follows the end of `column` as it grows, whatever makes it grow and however late. `viewport` is
/// what scrolls.
pub fn follow(store: Store, viewport: Element) -> impl Fn(Element) {
    let follow = Rc::new(Follow { viewport, on: Cell::new(true), own: Cell::new(false), top: Cell::new(0) });
    let newest = Rc::clone(&follow);
    Effect::new(move |before: Option<Option<(TurnKey, bool)>>| {
        let last =
            store.model.with(|model| model.open.turns.last().map(|turn| (turn.key, turn.state.is_active())));
        if let (Some(before), Some((key, active))) = (before, last)
            && before != last
        {
            let same = before.is_some_and(|(known, _)| known == key);
            // A new question is always shown, wherever the reader was, and the end of another
            // conversation, and an answer that the reader wants to wait for again.
            if !same || active && newest.own.get() {
                newest.on.set(true);
                newest.own.set(false);
                let newest = Rc::clone(&newest);
                // When the views have drawn it.
                request_animation_frame(move || newest.keep());
            }
        }
        last
    });
    let watching = StoredValue::new_local(None);
    move |column| {
        let viewport = follow.viewport.clone();
        let sized = |element: &Element| {
            let follow = Rc::clone(&follow);
            // Told between layout and painting: what is measured is known, and nothing is painted twice.
            Size::watch(element, move || follow.keep())
        };
        let heard = |name: &'static str, hear: fn(&Follow, &Event, Store)| {
            let follow = Rc::clone(&follow);
            Listener::new(&viewport, name, move |event: Event| hear(&follow, &event, store))
        };
        watching.set_value(Some((
            [probe(&column).and_then(|probe| sized(&probe)), sized(&viewport)],
            [
                heard("scroll", Follow::scrolled),
                heard("click", Follow::pressed),
                heard("change", Follow::pressed),
            ],
        )));
    }
}

/// What is as high as the column. Charts and grids draw when they are told of their size, and of what
/// changes by that a browser tells in the same frame only where it stands deeper: of the column itself it
/// would tell a frame later, when what moved has been seen.
fn probe(column: &Element) -> Option<Element> {
    let inner = Draw::new("div").class("depth");
    let probe = inner.element();
    let outer = (0..DEPTH).fold(inner, |inner, _| Draw::new("div").class("depth").child(inner));
    let outer = outer.element()?;
    column.append_child(&outer).ok()?;
    probe
}

impl Follow {
    /// Another size: goes on to the end, if it is followed.
    fn keep(&self) {
        if self.own.get() && !scroll::at_end(&self.viewport) {
            self.on.set(false);
        }
        if self.on.get() {
            // Without a turn there is nothing to follow: what stands there is read from its beginning.
            let newest = self.viewport.query_selector(".turns > :last-child > article").ok().flatten();
            if let Some(newest) = newest {
                self.top.set(scroll::follow(&self.viewport, &newest));
            }
        }
    }

    fn scrolled(&self, _: &Event, store: Store) {
        let top = self.viewport.scroll_top();
        let before = self.top.replace(top);
        if top == before {
            return;
        }
        // Upwards even a little is a wish; downwards it is enough to come near.
        let end = if top < before { scroll::is_end(&self.viewport) } else { scroll::at_end(&self.viewport) };
        self.on.set(end);
        if end {
            self.own.set(false);
        }
        let behind = |model: &Model| matches!(model.open.older, Older::Behind(_));
        if !end && scroll::at_start(&self.viewport) && store.model.with_untracked(behind) {
            store.dispatch(Kind::OlderWanted);
        }
    }

    fn pressed(&self, event: &Event, _: Store) {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        if target.is_some_and(|target| target.closest(OPENS).is_ok_and(|found| found.is_some())) {
            self.own.set(true);
        }
    }
}
