//! One request, one reply, no retry: the only place that talks to the network.
//!
//! gloo-net builds the request and wraps the reply. Its own `send` is not used:
//! it traps on a rejection that is not an `Error`, and pages do replace `fetch`.

pub mod rows;
pub mod stream;

use std::cell::Cell;
use std::rc::Rc;

use gloo_net::http::{Method as HttpMethod, RequestBuilder, Response};
use gloo_timers::callback::Timeout;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, RequestInit};

use super::decode::Outcome;
use super::endpoint::{Method, Request};
use super::error::{Lost, Reply};
use super::rows::{Begun, Decoder};
use crate::platform::{clock, hook};
use rows::{Next, Pieces, Reader};

/// Bytes of rows that are not worth being shown before all are here.
const SHORT: u32 = 1 << 15;
/// Milliseconds until it is shown how many more rows have come.
const SHOWN_MS: u64 = 500;

/// Sends a request to the relay and brings what it replies.
///
/// `hook` is the page's `headers` hook: an object of headers, or a function that gives one or a
/// promise of one. `controller` aborts the request, which comes back as [`Lost::Network`]; when the
/// request's own time is up, this uses the same controller and says [`Lost::Timeout`]. `coming` hears of
/// the first rows of a long reply, and of more of them while they come.
///
/// # Errors
/// [`Lost`], where there was no reply.
pub async fn send(
    relay_url: &str,
    request: &Request,
    hook: JsValue,
    controller: AbortController,
    coming: &dyn Fn(Begun),
) -> Outcome {
    let late = Rc::new(Cell::new(false));
    let timer = Cell::new(None);
    let wait = || {
        let (late, controller) = (Rc::clone(&late), controller.clone());
        timer.set(Some(Timeout::new(request.timeout_ms, move || {
            late.set(true);
            controller.abort();
        })));
    };
    wait();
    let headers = hook::entries(hook).await.map_err(|reason| Lost::NotSent(describe(&reason)))?;
    let (outlives, decoded) = (request.method == Method::Delete, request.rows);
    let built = build(relay_url, request, &headers, &controller)?;
    let outcome = exchange(built, outlives, decoded.then_some(coming), &wait).await;
    drop(timer);
    outcome.map_err(|reason| if late.get() { Lost::Timeout } else { Lost::Network(describe(&reason)) })
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

/// A request that `outlives` the page goes on when that is left: a deletion must not be lost with it.
/// A reply whose rows are to be decoded while they are `coming` holds what they said in place of a body, and
/// has all the time that it takes as long as something of it comes: then `wait` begins anew.
async fn exchange(
    request: web_sys::Request,
    outlives: bool,
    coming: Option<&dyn Fn(Begun)>,
    wait: &dyn Fn(),
) -> Result<Reply, JsValue> {
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    let init = RequestInit::new();
    if outlives {
        js_sys::Reflect::set(&init, &JsValue::from_str("keepalive"), &JsValue::TRUE)?;
    }
    let promise = window.fetch_with_request_and_init(&request, &init);
    let raw: web_sys::Response = JsFuture::from(promise).await?.dyn_into()?;
    if let Some(coming) = coming.filter(|_| raw.ok()) {
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
                coming(table);
                due.set(now + SHOWN_MS);
                return Next::Shown;
            }
            Next::On
        };
        while let Some(piece) = pieces.next().await? {
            wait();
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
