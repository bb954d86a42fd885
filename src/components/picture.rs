//! The pictures that Genie draws of a result: below it, as they came.
//!
//! A part of its own (`later!`), which comes with the first picture.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, Event};

use super::kit::{self, tag};
use super::later::later;
use crate::domain::failure::{Code, Failure};
use crate::domain::ids::TurnKey;
use crate::i18n::picture::{PictureKey, fill, text};
use crate::i18n::{self, Key};
use crate::platform::abort::AbortGuard;
use crate::platform::file::Address;
use crate::platform::listener::Listener;
use crate::state::select;
use crate::state::store::Store;
use crate::text::file_name::file_name;

const RULES: &str = include_str!(concat!(env!("OUT_DIR"), "/picture.css"));

/// The states of a picture, as numbers: each type of signal costs its own code.
const COMING: u64 = 0;
const HERE: u64 = 1;
const LOST: u64 = 2;
/// It is coming, for another time.
const AGAIN: u64 = 3;

/// The pictures of a turn, once its answer is complete.
pub fn pictures(store: Store, key: TurnKey) -> AnyView {
    let some = Memo::new(move |_| {
        let some = store.model.with(|model| select::pictures(model, key)) > 0;
        if some { "+".to_owned() } else { String::new() }
    });
    let coming = |_, _| tag("span", "").view();
    kit::dynamic(move || some.with(|some| !some.is_empty()).then(|| drawn(coming, store, key)))
}

later! {
    /// The pictures themselves.
    fn drawn(store: Store, key: TurnKey) in picture {
        let count = store.model.try_with_untracked(|model| select::pictures(model, key)).unwrap_or_default();
        let figures = (0..count).map(|place| figure(store, (key, place)));
        kit::styled(tag("div", "pictures").children(figures), RULES).view()
    }
}

/// What a figure holds; given back with its view.
#[derive(Clone, Copy)]
struct Figure {
    store: Store,
    /// Which turn's picture, and its place among those.
    of: (TurnKey, usize),
    state: RwSignal<u64>,
    /// What is told where it could not be had.
    why: StoredValue<String, LocalStorage>,
    request: StoredValue<Option<AbortGuard>, LocalStorage>,
    picture: StoredValue<Option<Address>, LocalStorage>,
    title: StoredValue<String, LocalStorage>,
}

fn figure(store: Store, of: (TurnKey, usize)) -> AnyView {
    let title = store.model.try_with_untracked(|model| select::picture_title(model, of.0, of.1)).flatten();
    let title = title.unwrap_or_else(|| text(PictureKey::Untitled).to_owned());
    let figure = Figure {
        store,
        of,
        state: RwSignal::new(COMING),
        why: StoredValue::new_local(String::new()),
        request: StoredValue::new_local(None),
        picture: StoredValue::new_local(None),
        title: StoredValue::new_local(title.clone()),
    };
    figure.fetch(COMING);
    let state = figure.state;
    let without = move || (state.get() == LOST).then(String::new);
    let words = kit::text(move || match state.get() {
        HERE => text(PictureKey::DrawnBy).into(),
        LOST => figure.why.get_value().into(),
        _ => text(PictureKey::Coming).into(),
    });
    // One button for both, so that the focus stays on it when a second try succeeds.
    let name = kit::text(move || match state.get() {
        HERE => text(PictureKey::Save).into(),
        _ => i18n::text(Key::TryAgain).into(),
    });
    let button = kit::button("button small", None, None, Some(name), move || figure.pressed());
    let button = button.live("hidden", move || (state.get() == COMING).then(String::new));
    let caption = tag("figcaption", "row")
        .child(tag("strong", "").text(title).view())
        .child(tag("span", "").attr("role", "status").child(words).view())
        .child(button.view());
    tag("figure", "picture")
        .attr("part", "picture")
        .child(tag("div", "sheet").live("hidden", without).child(kit::dynamic(move || figure.image())).view())
        .child(caption.view())
        .view()
}

impl Figure {
    /// Fetches the picture; `state` is what is told meanwhile.
    fn fetch(self, state: u64) {
        self.state.set(state);
        let Some(guard) = AbortGuard::new() else { return };
        let controller = guard.controller();
        self.request.set_value(Some(guard));
        spawn_local(async move {
            match self.store.picture(self.of, controller).await {
                Ok(picture) => {
                    // Where the figure is gone, the address is given back at once.
                    self.picture.try_set_value(Some(picture));
                    self.state.try_set(HERE);
                }
                Err(failure) => self.lost(&failure),
            }
        });
    }

    fn lost(self, failure: &Failure) {
        let why = match failure.code {
            Code::NotFound => text(PictureKey::Absent).to_owned(),
            _ => fill(PictureKey::Lost, &[i18n::advice(failure.advice)]),
        };
        self.why.try_set_value(why);
        self.state.try_set(LOST);
    }

    fn pressed(self) {
        match self.state.get_untracked() {
            LOST => self.fetch(AGAIN),
            HERE => {
                let name = self.title.with_value(|title| file_name(title, "png"));
                self.picture.with_value(|picture| picture.as_ref().map(|picture| picture.save(&name)));
            }
            _ => {}
        }
    }

    /// The image, once it is here. What the browser cannot draw was no picture.
    fn image(self) -> Option<AnyView> {
        if self.state.get() != HERE {
            return None;
        }
        let address =
            self.picture.with_value(|picture| picture.as_ref().map(|picture| picture.as_str().to_owned()))?;
        let broken = move |element: Element| {
            let lost = move |_: Event| self.lost(&Failure::new(Code::Internal));
            // The listener ends with the view.
            StoredValue::new_local(Listener::new(&element, "error", lost));
        };
        let title = self.title.get_value();
        Some(tag("img", "").attr("alt", title).attr("src", address).managed(broken).view())
    }
}
