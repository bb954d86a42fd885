//! The few tests that need a real browser; everything else is tested natively.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::cell::Cell;
use std::rc::Rc;

use genie_chat::api::endpoint::{Method, Request};
use genie_chat::api::error::Lost;
use genie_chat::api::fetch::{self, Heard};
use genie_chat::element::create;
use genie_chat::platform::listener::Listener;
use genie_chat::platform::storage::{self, Area};
use genie_chat::platform::{clipboard, clock};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{AbortController, Document, Element, Event, HtmlElement, ShadowRoot};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen(inline_js = "
export function replaceFetch(fetch) { const old = window.fetch; window.fetch = fetch; return old; }
export function rejecting(reason) { return () => Promise.reject(reason); }
export function answering(status, body) {
  return async () => new Response(body, { status, headers: { 'Retry-After': '7', 'X-Request-Id': 'r1' } });
}
export function echoing(name) { return async (request) => new Response(request.headers.get(name)); }
export function hanging() {
  return (request) => new Promise((_, reject) => {
    if (request.signal.aborted) reject(request.signal.reason);
    request.signal.addEventListener('abort', () => reject(request.signal.reason));
  });
}
export function redirecting() { return async (request, init) => {
  if (init.redirect !== 'manual') throw new Error('followed');
  return Response.error();
}; }
export function foreignError() {
  const frame = document.createElement('iframe');
  document.body.append(frame);
  return new frame.contentWindow.TypeError('of another frame');
}
export function speaking(language) {
  Object.defineProperty(navigator, 'language', { configurable: true, get: () => language });
}
export function speechless() {
  const { toLocaleString } = Date.prototype;
  Date.prototype.toLocaleString = () => { throw new RangeError('no'); };
  return () => { Date.prototype.toLocaleString = toLocaleString; };
}
export function setClipboard(clipboard) {
  Object.defineProperty(navigator, 'clipboard', { configurable: true, get: () => clipboard });
}
export function refusing() { return { writeText() { throw new Error('no'); } }; }
export function hostileLists() {
  const refuse = () => { throw new Error('no'); };
  const { proxy, revoke } = Proxy.revocable([], {});
  revoke();
  return [proxy, new Proxy(['a?'], { get: refuse }), { length: 1e9 }, { length: 'x' }, Symbol.iterator, 7, null];
}
export function keyless() { return new Event('keydown', { bubbles: true }); }
export function shadow(host) { return host.attachShadow({ mode: 'open' }); }
")]
extern "C" {
    #[wasm_bindgen(js_name = replaceFetch)]
    fn replace_fetch(fetch: &JsValue) -> JsValue;
    fn rejecting(reason: &JsValue) -> JsValue;
    fn answering(status: u16, body: &str) -> JsValue;
    fn hanging() -> JsValue;
    fn redirecting() -> JsValue;
    fn echoing(name: &str) -> JsValue;
    #[wasm_bindgen(js_name = foreignError)]
    fn foreign_error() -> JsValue;
    fn speaking(language: &JsValue);
    fn speechless() -> js_sys::Function;
    #[wasm_bindgen(js_name = setClipboard)]
    fn set_clipboard(clipboard: &JsValue);
    fn refusing() -> JsValue;
    #[wasm_bindgen(js_name = hostileLists)]
    fn hostile_lists() -> js_sys::Array;
    fn keyless() -> Event;
    fn shadow(host: &Element) -> ShadowRoot;
}

fn document() -> Document {
    web_sys::window().unwrap().document().unwrap()
}

fn get() -> Request {
    Request {
        method: Method::Get,
        path: "/x".into(),
        body: None,
        timeout_ms: 1_000,
        attempt: None,
        outlives: false,
        rows: false,
    }
}

/// Sends a request while the page has this `fetch`.
async fn through(fake: &JsValue) -> genie_chat::api::decode::Outcome {
    let old = replace_fetch(fake);
    let outcome = fetch::send("", &get(), JsValue::UNDEFINED, AbortController::new().unwrap(), &drop).await;
    replace_fetch(&old);
    outcome
}

#[wasm_bindgen_test]
async fn a_reply_comes_with_its_headers_whatever_its_status() {
    let reply = through(&answering(429, "slow down")).await.unwrap();
    assert_eq!((reply.status, reply.body.as_str()), (429, "slow down"));
    assert_eq!(reply.retry_after.as_deref(), Some("7"));
    assert_eq!(reply.request_id.as_deref(), Some("r1"));
}

/// gloo-net's own `send` ends the whole instance when a page's replaced `fetch` rejects like this.
#[wasm_bindgen_test]
async fn a_rejection_that_is_no_error_is_a_lost_request_and_no_trap() {
    let object = js_sys::Object::new().into();
    for (reason, words) in [
        (JsValue::from_str("offline"), "offline"),
        (JsValue::UNDEFINED, ""),
        (object, ""),
        (foreign_error(), "of another frame"),
    ] {
        let lost = through(&rejecting(&reason)).await.unwrap_err();
        assert_eq!(lost, Lost::Network(words.into()));
    }
}

/// Its time is the state machine's, which aborts it.
#[wasm_bindgen_test]
async fn a_request_that_is_aborted_ends_and_one_aborted_before_the_hook_answers_never_leaves() {
    let controller = AbortController::new().unwrap();
    let left = Cell::new(0);
    let heard = |heard| {
        if matches!(heard, Heard::Left) {
            left.set(left.get() + 1);
            controller.abort();
        }
    };
    let old = replace_fetch(&hanging());
    let ended = fetch::send("", &get(), JsValue::UNDEFINED, controller.clone(), &heard).await;
    assert!(matches!(ended, Err(Lost::Network(_))));
    replace_fetch(&answering(200, "{}"));
    let late = fetch::send("", &get(), JsValue::UNDEFINED, controller.clone(), &heard).await;
    replace_fetch(&old);
    assert!(matches!(late, Err(Lost::NotSent(_))) && left.get() == 1);
}

/// A sign-in page of a portal whose session is over was followed, and taken for a broken connection.
#[wasm_bindgen_test]
async fn a_redirect_is_not_followed() {
    assert_eq!(through(&redirecting()).await.unwrap_err(), Lost::Redirected);
}

/// A POST that was never sent must not count as one of unknown fate.
#[wasm_bindgen_test]
async fn a_headers_hook_that_fails_or_gives_nonsense_sends_nothing() {
    let refusing = js_sys::Function::new_no_args("throw new Error('no token')");
    let nonsense = js_sys::Object::new();
    js_sys::Reflect::set(&nonsense, &"x-token".into(), &"a\nb".into()).unwrap();
    for (hook, words) in [(JsValue::from(refusing), "no token"), (nonsense.into(), "headers: x-token")] {
        let old = replace_fetch(&answering(200, "{}"));
        let outcome = fetch::send("", &get(), hook, AbortController::new().unwrap(), &drop).await;
        replace_fetch(&old);
        assert_eq!(outcome.unwrap_err(), Lost::NotSent(words.into()));
    }
}

#[wasm_bindgen_test]
async fn a_headers_hook_may_be_a_function_that_promises_an_object() {
    let hook = js_sys::Function::new_no_args("return Promise.resolve({ 'x-token': 'abc' })");
    let old = replace_fetch(&echoing("x-token"));
    let reply = fetch::send("", &get(), hook.into(), AbortController::new().unwrap(), &drop).await;
    replace_fetch(&old);
    assert_eq!(reply.unwrap().body, "abc");
}

#[wasm_bindgen_test]
fn a_dropped_listener_hears_nothing() {
    let target: Element = document().create_element("div").unwrap();
    let heard = Rc::new(Cell::new(0));
    let listener = Listener::new(&target, "ping", {
        let heard = Rc::clone(&heard);
        move |_: Event| heard.set(heard.get() + 1)
    });
    target.dispatch_event(&Event::new("ping").unwrap()).unwrap();
    drop(listener);
    target.dispatch_event(&Event::new("ping").unwrap()).unwrap();
    assert_eq!(heard.get(), 1);
}

/// 2026-02-28, at noon in UTC.
const NOON: u64 = 1_772_280_000_000;

#[wasm_bindgen_test]
fn times_are_told_whatever_language_the_browser_names() {
    for language in [
        JsValue::from_str("C"),
        JsValue::from_str(""),
        JsValue::from_str("en_US"),
        JsValue::from_str("x-invalid-!!"),
        JsValue::UNDEFINED,
        JsValue::from_f64(7.0),
    ] {
        speaking(&language);
        let named = language.as_string();
        for locale in [None, named.as_deref()] {
            let moment = clock::moment(NOON, locale);
            assert!(moment.contains("2026") && moment.contains(':'), "{language:?}");
            assert!(clock::long_date(NOON, locale).contains("2026"), "{language:?}");
        }
    }
    assert_eq!(clock::long_date(NOON, Some("de-DE")), "28. Februar 2026");
    let again = speechless();
    assert_eq!(
        (clock::moment(NOON, None), clock::long_date(NOON, None)),
        (clock::day(NOON), clock::day(NOON))
    );
    again.call0(&JsValue::UNDEFINED).unwrap();
    speaking(&JsValue::from_str("en-US"));
}

#[wasm_bindgen_test]
fn a_time_that_no_date_can_hold_is_told_by_nothing() {
    for ms in [8_640_000_000_000_001, 1_000_000_000_000_000_000, u64::MAX] {
        assert_eq!((clock::moment(ms, None), clock::long_date(ms, None)), Default::default());
        assert_eq!(clock::day(ms), "Invalid Date");
    }
    assert_eq!(clock::edge_of_day("2026-13-45", true), "2026-13-45");
}

#[wasm_bindgen_test]
async fn a_clipboard_that_is_missing_or_throws_copies_nothing() {
    for clipboard in [JsValue::UNDEFINED, js_sys::Object::new().into(), refusing()] {
        set_clipboard(&clipboard);
        assert!(!clipboard::copy("x").await);
    }
}

#[wasm_bindgen_test]
fn storage_keeps_and_forgets() {
    let tab = storage::open(Area::Session);
    assert!(storage::set(&tab, "k", "v"));
    assert_eq!(storage::get(&tab, "k").as_deref(), Some("v"));
    assert!(storage::remove(&tab, "k"));
    assert_eq!(storage::get(&tab, "k"), None);
}

/// Draws what the loader draws, as far as Rust looks at it.
fn shell(host: &Element) -> ShadowRoot {
    let root = shadow(host);
    let frame = document().create_element("div").unwrap();
    frame.set_attribute("part", "root").unwrap();
    root.append_child(&frame).unwrap();
    for (tag, part) in [("div", "header"), ("div", "transcript"), ("form", "composer")] {
        let element = document().create_element(tag).unwrap();
        element.set_attribute("part", part).unwrap();
        frame.append_child(&element).unwrap();
    }
    let form = root.query_selector("form").unwrap().unwrap();
    for (tag, name, value) in [("textarea", "part", "input"), ("div", "class", "actions")] {
        let element = document().create_element(tag).unwrap();
        element.set_attribute(name, value).unwrap();
        form.append_child(&element).unwrap();
    }
    root
}

#[wasm_bindgen_test]
fn an_element_is_taken_over_and_given_back() {
    let host: HtmlElement = document().create_element("div").unwrap().unchecked_into();
    document().body().unwrap().append_child(&host).unwrap();
    let root = shell(&host);
    let input = root.query_selector("textarea").unwrap().unwrap();
    let handle = create(host, &root).unwrap();
    assert!(root.query_selector("[part=send]").unwrap().is_some());
    let notice = root.query_selector("[part=notice]").unwrap().unwrap();
    assert_eq!(notice.text_content().unwrap(), "The attribute relay-url is missing.");
    assert_eq!(root.query_selector("textarea").unwrap().unwrap(), input, "the same text box");
    for list in hostile_lists().iter() {
        handle.starters(&list);
    }
    // As a browser's autofill fires it.
    input.dispatch_event(&keyless()).unwrap();
    handle.dispose();
    assert!(root.query_selector("[part=send], [part=notice]").unwrap().is_none());
}

#[wasm_bindgen_test]
fn a_shell_of_another_version_is_refused() {
    let host: HtmlElement = document().create_element("div").unwrap().unchecked_into();
    let root = shadow(&host);
    assert!(create(host, &root).is_none());
}
