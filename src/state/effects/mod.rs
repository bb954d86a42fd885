//! Performs effects: requests, timers, locks, storage, the host page.

mod draft;
mod full;
mod lease;
mod locks;
mod reach;
mod stream;
mod web;

use std::any::Any;
use std::cell::{Cell, RefCell};

use gloo_timers::callback::{Interval, Timeout};
use leptos::prelude::WithValue;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use web_sys::AbortController;

pub use web::Keep;
use web::WebStorage;

use super::effect::{Effect, HostEvent, Place as Focus, RequestId, TimerId};
use super::event::Kind;
use super::model::{Model, StorageTrouble};
use super::store::Store;
use crate::api::endpoint::Request;
use crate::api::error::Lost;
use crate::api::fetch::{self, Heard};
use crate::config::Config;
use crate::domain::ids::MessageId;
use crate::platform::clock;
use crate::platform::presence;
use crate::platform::tabs::Channel;
use crate::state::keep::Owner;
use locks::{claim, lock};
use reach::{complain, probe};

/// How often countdowns and elapsed times are drawn again, in ms.
const TICK_MS: u32 = 1_000;
/// How long what one tab tells needs to reach the others, in ms.
const HEARD_MS: u32 = 250;

/// The element's public face, which stands above this module.
pub trait Face {
    /// Dispatches an event to the host page.
    fn tell(&self, event: HostEvent);
    /// Puts a text into the composer, unless it stands there already.
    fn compose(&self, text: &str);
    /// The text in the composer.
    fn typed(&self) -> String;
    /// Puts a text into the composer in place of what stands there.
    fn show(&self, text: &str);
    /// Puts the focus there.
    fn focus(&self, place: Focus);
    /// The page's `headers` hook, or undefined.
    fn headers(&self) -> JsValue;
}

/// Looks for something in the model; true when it was there. Without a model nothing comes any more.
pub type Look = Box<dyn FnMut(Option<&Model>) -> bool>;

/// What is acquired for one element, and given back when it is dropped.
pub struct Shell {
    face: Box<dyn Face>,
    /// A storage for `persist="none"`, which lives as long as the element.
    memory: JsValue,
    keep: RefCell<Option<Keep>>,
    /// The owner of the draft in the composer; none as long as that draft is of no place.
    draft: Cell<Option<Owner>>,
    /// False if what stands in the composer could not be stored.
    stored: Cell<bool>,
    requests: RefCell<Vec<Running>>,
    timers: RefCell<Vec<(TimerId, Timeout)>>,
    /// Locks or leases, given back when they are dropped.
    locks: RefCell<Vec<(MessageId, Box<dyn Any>)>>,
    /// True once the browser's locks have not answered.
    locks_hang: Cell<bool>,
    channel: RefCell<Option<Channel>>,
    /// Names this page among those that ask for a lease.
    me: String,
    /// True once the reader has been told that the storage refuses.
    refused: Cell<bool>,
    ticker: RefCell<Option<Interval>>,
    looks: RefCell<Vec<Look>>,
}

/// A request that is under way.
struct Running {
    id: RequestId,
    controller: AbortController,
    /// It goes on when the element ends.
    outlives: bool,
    /// Tells the state machine that its time is over.
    watch: Option<Timeout>,
}

impl Shell {
    pub(super) fn new(face: Box<dyn Face>, memory: JsValue) -> Self {
        Self {
            face,
            memory,
            keep: RefCell::new(None),
            draft: Cell::new(None),
            stored: Cell::new(true),
            requests: RefCell::new(Vec::new()),
            timers: RefCell::new(Vec::new()),
            locks: RefCell::new(Vec::new()),
            locks_hang: Cell::new(false),
            channel: RefCell::new(None),
            me: clock::random().to_string(),
            refused: Cell::new(false),
            ticker: RefCell::new(None),
            looks: RefCell::new(Vec::new()),
        }
    }

    pub(super) fn set_place(&self, store: Store, config: Option<&Config>) {
        let keep = config.map(|config| self.keep_of(config));
        let name = keep.as_ref().map(Keep::channel);
        *self.keep.borrow_mut() = keep;
        let heard = move |text: String| store.hear(&text);
        *self.channel.borrow_mut() = name.and_then(|name| Channel::open(&name, heard));
    }

    /// The stored state for these settings.
    pub(super) fn keep_of(&self, config: &Config) -> Keep {
        Keep::new(WebStorage::new(&self.memory, config.persist), config)
    }

    /// Tells the other tabs.
    pub(super) fn tell(&self, text: &str) {
        if let Some(channel) = self.channel.borrow().as_ref() {
            channel.send(text);
        }
    }

    pub(super) fn compose(&self, text: &str) {
        self.face.compose(text);
    }

    /// Calls `act` with what keeps this element's state; nothing without valid settings.
    pub(super) fn keep<T>(&self, act: impl FnOnce(&Keep) -> T) -> Option<T> {
        self.keep.borrow().as_ref().map(act)
    }

    pub(super) fn end(&self) {
        for running in self.requests.borrow_mut().drain(..).filter(|running| !running.outlives) {
            running.controller.abort();
        }
        self.timers.borrow_mut().clear();
        self.locks.borrow_mut().clear();
        self.channel.borrow_mut().take();
        self.ticker.borrow_mut().take();
        self.look(None);
    }

    pub(super) fn wait(&self, look: Look) {
        self.looks.borrow_mut().push(look);
    }

    pub(super) fn look(&self, model: Option<&Model>) {
        self.looks.borrow_mut().retain_mut(|look| !look(model));
    }

    /// Gives a lock back. Not before the other tabs have heard what was told of the message: the one
    /// that gets the lock next would ask for it once more. A page that cannot be seen may be frozen
    /// before any time is over.
    fn unlock(&self, message: &MessageId) {
        let mut locks = self.locks.borrow_mut();
        while let Some(index) = locks.iter().position(|(known, _)| known == message) {
            let (_, lock) = locks.swap_remove(index);
            if !presence::is_hidden() {
                Timeout::new(HEARD_MS, move || drop(lock)).forget();
            }
        }
    }

    /// Ends a request; false if it has ended before, by itself or with the element.
    pub(super) fn finished(&self, id: RequestId) -> bool {
        let mut requests = self.requests.borrow_mut();
        let index = requests.iter().position(|running| running.id == id);
        if let Some(index) = index {
            requests.swap_remove(index).controller.abort();
        }
        index.is_some()
    }

    fn watch(&self, store: Store, id: RequestId, ms: u64) {
        let mut requests = self.requests.borrow_mut();
        if let Some(running) = requests.iter_mut().find(|running| running.id == id) {
            running.watch = Some(Timeout::new(millis(ms), move || store.dispatch(Kind::Due(id))));
        }
    }

    pub(super) fn forget_timer(&self, id: TimerId) {
        self.timers.borrow_mut().retain(|(known, _)| *known != id);
    }

    /// Lets the clock tick while something is counted, and only then.
    pub(super) fn tick(&self, store: Store, needed: bool) {
        let mut ticker = self.ticker.borrow_mut();
        if !needed {
            ticker.take();
        } else if ticker.is_none() {
            *ticker = Some(Interval::new(TICK_MS, move || store.tick()));
        }
    }
}

pub(super) fn perform(store: Store, shell: &Shell, effect: Effect) {
    match effect {
        Effect::Send { id, request } => send(store, shell, id, request),
        Effect::Watch { id, ms } => shell.watch(store, id, ms),
        Effect::Abort(id) => {
            shell.finished(id);
        }
        Effect::Probe(request) => probe(store, shell, request),
        Effect::Complain => complain(shell),
        Effect::Wait { id, ms } => {
            let timer = Timeout::new(millis(ms), move || store.fired(id));
            shell.timers.borrow_mut().push((id, timer));
        }
        Effect::Unwait(id) => shell.forget_timer(id),
        Effect::Keep { record, text } => {
            let kept = shell.keep(|keep| keep.keep(&record, &text));
            if kept == Some(false) && !shell.refused.replace(true) {
                spawn_local(async move { store.dispatch(Kind::StorageFailed(StorageTrouble::Refused)) });
            }
        }
        Effect::Forget { intent, spot } => {
            shell.keep(|keep| keep.forget_question(&intent, &spot));
        }
        Effect::Tell(note) => shell.tell(&note.to_text()),
        Effect::Claim { turn, intent, locked } => claim(store, shell, (turn, intent), locked),
        Effect::Lock(message) => lock(store, shell, message),
        Effect::Unlock(message) => shell.unlock(&message),
        Effect::Caller(caller) => spawn_local(async move { store.belongs_to(caller) }),
        Effect::Focus(place) => shell.face.focus(place),
        Effect::Emit(event) => shell.face.tell(event),
    }
}

/// The longest time that a timer of the browser takes is that of an `i32`.
fn millis(ms: u64) -> u32 {
    u32::try_from(ms).unwrap_or(u32::MAX).min(i32::MAX as u32)
}

fn send(store: Store, shell: &Shell, id: RequestId, request: Request) {
    let relay_url = shell.keep(|keep| keep.relay_url().to_owned()).unwrap_or_default();
    // A request that outlives its place has that one's headers. A page may set the next place's a moment after its address.
    let hook = request.outlives.then(|| shell.face.headers());
    let controller = AbortController::new().ok();
    if let Some(controller) = controller.clone() {
        let outlives = request.outlives;
        shell.requests.borrow_mut().push(Running { id, controller, outlives, watch: None });
    }
    let unknown = controller.is_none();
    spawn_local(async move {
        let outcome = match controller {
            Some(controller) => {
                let heard = |heard| {
                    store.dispatch(match heard {
                        Heard::Left => Kind::Left(id),
                        Heard::Piece => Kind::Progress(id),
                        Heard::Rows(table) => Kind::RowsCame { request: id, table },
                    });
                };
                let set_now = || store.shell.try_with_value(|shell| shell.face.headers());
                let hook = hook.or_else(set_now).unwrap_or_default();
                fetch::send(&relay_url, &request, hook, controller, &heard).await
            }
            None => Err(Lost::NotSent(String::new())),
        };
        // A request that was aborted with the element, or by its time limit, has no reply.
        if store.finished(id) || unknown {
            store.dispatch(Kind::Replied { request: id, outcome });
        }
    });
}
