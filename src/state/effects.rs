//! Performs effects: requests, timers, storage, events for the host page.

use std::cell::RefCell;

use gloo_timers::callback::Timeout;
use wasm_bindgen_futures::spawn_local;

use super::effect::{Effect, HostEvent, Place as Focus, RequestId, TimerId};
use super::event::Kind;
use super::store::Store;
use crate::api::endpoint::Request;
use crate::api::error::Lost;
use crate::api::fetch;
use crate::config::{Config, Persist};
use crate::platform::abort::AbortGuard;
use crate::platform::storage::{self, Place};

/// The element's public face, which stands above this module.
pub trait Face {
    /// Dispatches an event to the host page.
    fn tell(&self, event: HostEvent);
    /// Puts the focus there, if the element has it or had it.
    fn focus(&self, place: Focus);
}

/// What is acquired for one element, and given back when it is dropped.
pub struct Shell {
    face: Box<dyn Face>,
    place: RefCell<Option<Kept>>,
    requests: RefCell<Vec<(RequestId, AbortGuard)>>,
    timers: RefCell<Vec<(TimerId, Timeout)>>,
}

/// Where this element's state is kept.
#[derive(Debug)]
struct Kept {
    relay_url: String,
    place: Option<Place>,
    key: String,
}

impl Shell {
    pub(super) fn new(face: Box<dyn Face>) -> Self {
        Self {
            face,
            place: RefCell::new(None),
            requests: RefCell::new(Vec::new()),
            timers: RefCell::new(Vec::new()),
        }
    }

    pub(super) fn set_place(&self, config: Option<&Config>) {
        *self.place.borrow_mut() = config.map(|config| Kept {
            relay_url: config.relay_url.clone(),
            place: match config.persist {
                Persist::Local => Some(Place::Local),
                Persist::Session => Some(Place::Session),
                Persist::None => None,
            },
            key: [&config.relay_url, config.space.as_str(), &config.widget].join("|"),
        });
    }

    /// Calls `act` with the storage and the key for `what`, unless nothing is to be kept.
    fn kept<T>(&self, what: &str, act: impl FnOnce(Place, &str) -> T) -> Option<T> {
        let place = self.place.borrow();
        let kept = place.as_ref()?;
        Some(act(kept.place?, &["genie-chat:", what, ":", &kept.key].concat()))
    }

    pub(super) fn stored(&self) -> Option<String> {
        self.kept("state", storage::get).flatten()
    }

    /// A draft belongs to a tab, wherever conversations are kept.
    pub(super) fn draft(&self) -> Option<String> {
        self.kept("draft", |_, key| storage::get(Place::Session, key)).flatten()
    }

    pub(super) fn keep_draft(&self, text: &str) {
        self.kept("draft", |_, key| {
            if text.is_empty() {
                storage::remove(Place::Session, key)
            } else {
                storage::set(Place::Session, key, text)
            }
        });
    }

    pub(super) fn end(&self) {
        self.requests.borrow_mut().clear();
        self.timers.borrow_mut().clear();
    }

    pub(super) fn finished(&self, id: RequestId) {
        self.requests.borrow_mut().retain(|(known, _)| *known != id);
    }
}

pub(super) fn perform(store: Store, shell: &Shell, effect: Effect) {
    match effect {
        Effect::Send { id, request } => send(store, shell, id, request),
        Effect::Abort(id) => shell.finished(id),
        Effect::Wait { id, ms } => {
            let ms = u32::try_from(ms).unwrap_or(u32::MAX).min(i32::MAX as u32);
            let timer = Timeout::new(ms, move || store.dispatch(Kind::Fired(id)));
            let mut timers = shell.timers.borrow_mut();
            timers.push((id, timer));
        }
        Effect::Unwait(id) => shell.timers.borrow_mut().retain(|(known, _)| *known != id),
        Effect::Save(state) => {
            shell.kept("state", |place, key| storage::set(place, key, &state));
        }
        Effect::Forget => {
            shell.kept("state", storage::remove);
        }
        Effect::Focus(place) => shell.face.focus(place),
        Effect::Emit(event) => shell.face.tell(event),
    }
}

fn send(store: Store, shell: &Shell, id: RequestId, request: Request) {
    let relay_url = shell.place.borrow().as_ref().map(|kept| kept.relay_url.clone()).unwrap_or_default();
    let guard = AbortGuard::new();
    let controller = guard.as_ref().map(AbortGuard::controller);
    if let Some(guard) = guard {
        shell.requests.borrow_mut().push((id, guard));
    }
    spawn_local(async move {
        let outcome = match controller {
            Some(controller) => fetch::send(&relay_url, &request, controller).await,
            None => Err(Lost::Network(String::new())),
        };
        store.finished(id);
        store.dispatch(Kind::Replied { request: id, outcome });
    });
}
