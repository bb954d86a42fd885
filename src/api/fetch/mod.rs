//! One request, one reply, no retry: the only place that talks to the network.
//!
//! gloo-net builds the request and wraps the reply. Its own `send` is not used:
//! it traps on a rejection that is not an `Error`, and pages do replace `fetch`.

pub mod rows;
pub mod stream;

use std::cell::Cell;
use std::rc::Rc;

use gloo_net::http::{Method as HttpMethod, RequestBuilder, Response};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, RequestInit};

use super::decode::Outcome;
use super::endpoint::{Method, Request};
use super::error::{Lost, Reply};
use super::rows::{Begun, Decoder};
use crate::platform::listener::Listener;
use crate::platform::{clock, hook, js};
use rows::{Next, Pieces, Reader};

/// Bytes of rows that are not worth being shown before all are here.
const SHORT: u32 = 1 << 15;
/// Milliseconds until it is told again that pieces come.
const PIECE_MS: u64 = 2_000;
/// Milliseconds until it is shown how many more rows have come.
const SHOWN_MS: u64 = 500;

/// Sends a request to the relay and brings what it replies.
///
/// `hook` is the page's `headers` hook: an object of headers, or a function that gives one or a
/// promise of one. `controller` aborts the request, whoever's time is up; one that is aborted before the hook has
/// answered never leaves. `heard` hears how it gets on.
///
/// # Errors
/// [`Lost`], where there was no reply.
pub async fn send(
    relay_url: &str,
    request: &Request,
    hook: JsValue,
    controller: AbortController,
    heard: &dyn Fn(Heard),
) -> Outcome {
    let headers = hook::entries(hook).await.map_err(|reason| Lost::NotSent(describe(&reason)))?;
    if controller.signal().aborted() {
        return Err(Lost::NotSent(String::new()));
    }
    let built = build(relay_url, request, &headers, &controller)?;
    heard(Heard::Left);
    let reply = exchange(built, request, heard).await.map_err(|reason| Lost::Network(describe(&reason)))?;
    // Only a redirect that was not followed has no status.
    if reply.status == 0 { Err(Lost::Redirected) } else { Ok(reply) }
}

/// How a request gets on.
pub enum Heard {
    /// The hook has answered: from here on it may arrive.
    Left,
    /// A piece of a long reply came.
    Piece,
    /// The first rows of a long reply, or more of them.
    Rows(Begun),
}

/// True if anything answers at a path, whether or not this page may read it; none if the page's policy forbids to go
/// there, or where a redirect leads.
pub async fn answers(relay_url: &str, request: &Request) -> Option<bool> {
    let document = web_sys::window().and_then(|window| window.document());
    let forbidden = Rc::new(Cell::new(false));
    let listener = document.map(|document| {
        let (forbidden, relay) = (Rc::clone(&forbidden), relay_url.to_owned());
        Listener::new(&document, "securitypolicyviolation", move |event: JsValue| {
            let blocked = js::get(&event, "blockedURI").as_string().unwrap_or_default();
            forbidden.set(forbidden.get() || blocked.starts_with(&relay));
        })
    });
    let init = RequestInit::new();
    js::set(&init, "mode", &JsValue::from_str("no-cors"));
    uncached(&init);
    let url = [relay_url, &request.path].concat();
    let answered = fetched(&[url.into(), init.into()]).await.is_ok();
    if !answered {
        // The policy's event comes a task later.
        clock::painted().await;
    }
    drop(listener);
    if forbidden.get() { None } else { Some(answered) }
}

fn build(
    relay_url: &str,
    request: &Request,
    headers: &[(String, String)],
    abort: &AbortController,
) -> Result<web_sys::Request, Lost> {
    let method = match request.method {
        Method::Get => HttpMethod::GET,
        Method::Post => HttpMethod::POST,
        Method::Delete => HttpMethod::DELETE,
    };
    let mut builder = RequestBuilder::new(&[relay_url, &request.path].concat())
        .method(method)
        .header("accept", "application/json")
        .abort_signal(Some(&abort.signal()));
    let attempt = request.attempt.as_deref().map(|attempt| ("idempotency-key", attempt));
    let own = request.body.as_ref().map(|_| ("content-type", "application/json")).into_iter().chain(attempt);
    let all = headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).chain(own);
    for (name, value) in all {
        // gloo-net ignores what `Headers` refuses; a token that is left out must not go unnoticed.
        if !is_header(name, value) {
            return Err(Lost::NotSent(["headers: ", name].concat()));
        }
        builder = builder.header(name, value);
    }
    let built = match request.body.as_deref() {
        Some(body) => builder.body(body),
        None => builder.build(),
    };
    built.map(Into::into).map_err(|error| Lost::NotSent(error.to_string()))
}

/// True where a name is a token and a value visible ASCII (RFC 9110, section 5).
fn is_header(name: &str, value: &str) -> bool {
    let token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    let visible = |byte: u8| byte == b'\t' || (b' '..=b'~').contains(&byte);
    !name.is_empty() && name.bytes().all(token) && value.bytes().all(visible)
}

/// Calls the page's `fetch`. Pages replace it, by one that throws or promises nothing, too.
async fn fetched(arguments: &[JsValue]) -> Result<JsValue, JsValue> {
    let promise = js::call(&js_sys::global(), "fetch", arguments).unwrap_or_default();
    JsFuture::from(js_sys::Promise::resolve(&promise)).await
}

/// Keeps replies out of the browser's cache: of a proxy's permanent redirects and 410s one would stay for good.
fn uncached(init: &RequestInit) {
    js::set(init, "cache", &JsValue::from_str("no-store"));
}

/// Sends, and gives what comes. A relay never redirects: what does is somebody's sign-in page, and is not followed.
/// One that outlives the page goes on when that is left.
pub(super) async fn response(
    request: &web_sys::Request,
    outlives: bool,
) -> Result<web_sys::Response, JsValue> {
    let init = RequestInit::new();
    js::set(&init, "redirect", &JsValue::from_str("manual"));
    uncached(&init);
    if outlives {
        js::set(&init, "keepalive", &JsValue::TRUE);
    }
    fetched(&[request.into(), init.into()]).await?.dyn_into()
}

/// A reply whose rows are to be decoded while they come holds what they said in place of a body.
async fn exchange(
    built: web_sys::Request,
    request: &Request,
    heard: &dyn Fn(Heard),
) -> Result<Reply, JsValue> {
    let raw = response(&built, request.outlives).await?;
    if request.rows && raw.ok() {
        let pieces = Pieces::of(&raw);
        let mut reader = Reader::new(Decoder::json(Default::default()));
        let mut told = Ok(true);
        let due = Cell::new(0);
        let next = |decoder: &Decoder, left: u32| {
            let (now, long) = (clock::now_ms(), left > SHORT || decoder.cells().bytes() > SHORT as usize);
            if long
                && now >= due.get()
                && let Some(table) = decoder.coming()
            {
                heard(Heard::Rows(table));
                due.set(now + SHOWN_MS);
                return Next::Shown;
            }
            Next::On
        };
        let mut piece_due = clock::now_ms() + PIECE_MS;
        while let Some(piece) = pieces.next().await? {
            if clock::now_ms() >= piece_due {
                heard(Heard::Piece);
                piece_due = clock::now_ms() + PIECE_MS;
            }
            if told.is_ok() {
                told = reader.take(&piece, &next).await;
            }
        }
        let told = told.and_then(|_| reader.end());
        let body = reader.beginning;
        let told = told.and_then(|()| reader.decoder.statement());
        return Ok(Reply { body, rows: Some(told), ..head(raw) });
    }
    let text = JsFuture::from(raw.text()?).await?;
    Ok(Reply { body: text.as_string().unwrap_or_default(), ..head(raw) })
}

/// A reply without its body.
fn head(raw: web_sys::Response) -> Reply {
    let reply = Response::from(raw);
    let header = |name: &str| reply.headers().get(name);
    Reply {
        status: reply.status(),
        retry_after: header("retry-after"),
        date: header("date"),
        received_at: clock::now_ms(),
        request_id: header("x-request-id"),
        queue_position: header("x-genie-queue-position"),
        ours: header("x-genie-relay").is_some(),
        body: String::new(),
        rows: None,
    }
}

/// A rejection in words, whatever it is: an `Error`, one of another frame, a string, anything.
fn describe(reason: &JsValue) -> String {
    if let Some(text) = reason.as_string() {
        return text;
    }
    let message = js_sys::Reflect::get(reason, &JsValue::from_str("message")).ok();
    message.and_then(|message| message.as_string()).unwrap_or_default()
}
