//! The panel of past conversations: opened from the header, beside the transcript or over it.
//!
//! The frame is made of views; the list is drawn by hand, and one listener of each kind serves all
//! its rows: a hundred rows of views and closures would cost time and bytes. The code comes when the
//! panel is opened for the first time.

mod act;
mod list;
mod save;

use std::rc::Rc;

use leptos::prelude::*;
use web_sys::{Element, Event, KeyboardEvent};

use super::icon;
use super::kit::{self, Tag, tag};
use super::later::later;
use crate::i18n::{self, Key};
use crate::platform::dom;
use crate::platform::listener::Listener;
use crate::state::store::Store;
use act::Panel;

/// The button in the header.
const OPENER: &str = "past";
const RULES: &str = include_str!(concat!(env!("OUT_DIR"), "/history.css"));

const CLOSED: u64 = 0;
const OPEN: u64 = 1;

/// The header's button; `shown` is whether the panel is open, as a number: each type of signal costs
/// its own code.
pub fn button(store: Store, shown: RwSignal<u64>) -> AnyView {
    let act = move || {
        if shown.get_untracked() == OPEN {
            return shown.set(CLOSED);
        }
        shown.set(OPEN);
        store.show_history();
    };
    kit::button("button past", Some(icon::PAST), Some(Key::History), None, act)
        .live("aria-expanded", move || Some((shown.get() == OPEN).to_string()))
        .view()
}

/// The panel, while it is open.
pub fn panel(store: Store, shown: RwSignal<u64>) -> AnyView {
    kit::dynamic(move || (shown.get() == OPEN).then(|| open(coming, store, shown)))
}

/// What is there until the panel's code and its style sheet are: to be heard, not to be seen.
fn coming(_: Store, _: RwSignal<u64>) -> AnyView {
    tag("div", "unseen").attr("role", "status").text(i18n::text(Key::LoadingHistory)).view()
}

later! {
    /// The panel itself.
    fn open(store: Store, shown: RwSignal<u64>) in history {
        frame(store, shown)
    }
}

fn frame(store: Store, shown: RwSignal<u64>) -> AnyView {
    let panel = Rc::new(Panel::new(store, shown));
    // First of all the style sheet: what takes the focus before has no place yet.
    let outer = listening(kit::styled(tag("div", "history"), RULES), Rc::clone(&panel));
    let close = {
        let panel = Rc::clone(&panel);
        move || panel.close()
    };
    let head = tag("div", "bar")
        .child(tag("h3", "heading").text(i18n::text(Key::History)).view())
        .child(kit::button("button plain", Some(icon::CLOSE), Some(Key::CloseHistory), None, close).view());
    let search = tag("input", "field")
        .attr("type", "search")
        .attr("placeholder", i18n::text(Key::SearchHistory))
        .attr("aria-label", i18n::text(Key::SearchHistory))
        .managed(|input| dom::focus(Some(&input)));
    let list = tag("div", "list").managed(move |list| panel.draw(list));
    outer
        .attr("part", "history")
        .attr("role", "dialog")
        .attr("aria-label", i18n::text(Key::History))
        .child(head.view())
        .child(search.view())
        .child(list.view())
        .child(save::save(store))
        .child(forget(store, shown))
        .view()
}

/// One listener of each kind, for as long as the panel is open.
fn listening(frame: Tag, panel: Rc<Panel>) -> Tag {
    let listeners = StoredValue::new_local(Vec::new());
    frame.managed(move |frame: Element| {
        let on = |name, act: fn(&Panel, &Event)| {
            let panel = Rc::clone(&panel);
            Listener::new(&frame, name, move |event: Event| act(&panel, &event))
        };
        let pressed = {
            let panel = Rc::clone(&panel);
            Listener::new(&frame, "keydown", move |event: KeyboardEvent| panel.pressed(&event))
        };
        let list = frame.query_selector(".list").ok().flatten();
        let scrolled = list.map(|list| {
            let panel = Rc::clone(&panel);
            Listener::new(&list.clone(), "scroll", move |_: Event| panel.scrolled(&list))
        });
        let mut all = vec![
            on("click", Panel::clicked),
            on("input", Panel::typed),
            on("focusout", Panel::left),
            pressed,
        ];
        all.extend(scrolled);
        listeners.set_value(all);
        panel.placed(frame.clone());
    })
}

/// The way to remove all that this browser keeps. Opening it is one step, doing it another.
fn forget(store: Store, shown: RwSignal<u64>) -> AnyView {
    let forget = move || {
        shown.set(CLOSED);
        store.forget();
    };
    tag("details", "forget")
        .child(tag("summary", "").child(icon::DOWN.view()).text(i18n::text(Key::Forget)).view())
        .child(tag("p", "").text(i18n::text(Key::ForgetHint)).view())
        .child(kit::act(Key::ForgetNow, forget))
        .view()
}
