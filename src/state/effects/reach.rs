//! Finding out why the relay cannot be reached, and telling those who built the page.

use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;

use super::Shell;
use crate::api::endpoint::Request;
use crate::api::fetch;
use crate::platform::presence;
use crate::state::event::Kind;
use crate::state::store::Store;

pub(super) fn probe(store: Store, shell: &Shell, request: Request) {
    let relay_url = shell.keep(|keep| keep.relay_url().to_owned()).unwrap_or_default();
    spawn_local(async move {
        let answers = fetch::answers(&relay_url, &request).await;
        store.dispatch(answers.map_or(Kind::Redirected, Kind::Probed));
    });
}

/// For those who built the page; the reader is told in the element.
pub(super) fn complain(shell: &Shell) {
    let relay_url = shell.keep(|keep| keep.relay_url().to_owned()).unwrap_or_default();
    let origin = presence::origin();
    let at = if relay_url.is_empty() { &origin } else { &relay_url };
    // A sandboxed frame has no origin that could be allowed.
    let (option, allowed) = match origin.as_str() {
        "null" => ("allow-same-origin in the frame's ", "sandbox"),
        _ => ("genie-relay's --allow-origin ", origin.as_str()),
    };
    let words = [
        "genie-chat: the relay at ",
        at,
        " cannot be used by this page. Check the reader's sign-in, relay-url, connect-src, the names in headers, and ",
        option,
        allowed,
    ];
    web_sys::console::error_1(&JsValue::from_str(&words.concat()));
}
