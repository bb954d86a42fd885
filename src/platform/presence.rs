//! Whether the page can be seen, and whether the browser has a connection.

use wasm_bindgen::JsValue;
use web_sys::{Event, EventTarget, VisibilityState};

use super::js;
use super::listener::Listener;

/// True while the page cannot be seen.
pub fn is_hidden() -> bool {
    let document = web_sys::window().and_then(|window| window.document());
    document.is_some_and(|document| document.visibility_state() == VisibilityState::Hidden)
}

/// True while the browser says that it has no connection.
pub fn is_offline() -> bool {
    web_sys::window().is_some_and(|window| !window.navigator().on_line())
}

/// The page's own origin, as a relay has to allow it.
pub fn origin() -> String {
    let window = web_sys::window().map(JsValue::from).unwrap_or_default();
    js::get(&window, "origin").as_string().unwrap_or_default()
}

/// Loads the page again.
pub fn reload() {
    if let Some(window) = web_sys::window() {
        // A page that forbids it stays as it is.
        drop(js::call(&js::get(&window, "location"), "reload", &[]));
    }
}

/// Calls `leaving` when the page is being left, perhaps for good.
pub fn on_leaving(leaving: impl Fn() + 'static) -> Option<Listener> {
    let window = web_sys::window()?;
    Some(Listener::new(&window, "pagehide", move |_: Event| leaving()))
}

/// Calls `changed` whenever one of the two may have changed.
pub fn watch(changed: impl Fn() + Clone + 'static) -> Vec<Listener> {
    let Some(window) = web_sys::window() else { return Vec::new() };
    let listen = |target: &EventTarget, name| {
        let changed = changed.clone();
        Listener::new(target, name, move |_: Event| changed())
    };
    let mut listeners: Vec<Listener> =
        ["online", "offline", "pageshow"].into_iter().map(|name| listen(&window, name)).collect();
    listeners.extend(window.document().map(|document| listen(&document, "visibilitychange")));
    listeners
}
