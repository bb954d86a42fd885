//! One request, one reply, no retry: the only place that talks to the network.
//!
//! gloo-net builds the request and wraps the reply. Its own `send` is not used:
//! it traps on a rejection that is not an `Error`, and pages do replace `fetch`.

use std::cell::Cell;
use std::rc::Rc;

use gloo_net::http::{Method as HttpMethod, RequestBuilder, Response};
use gloo_timers::callback::Timeout;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::AbortController;

use super::decode::Outcome;
use super::endpoint::{Method, Request};
use super::error::{Lost, Reply};
use crate::platform::clock;

/// Sends a request to the relay and brings what it replies.
///
/// `controller` aborts it, which comes back as [`Lost::Network`]; when the
/// request's own time is up, this uses the same controller and says [`Lost::Timeout`].
///
/// # Errors
/// [`Lost`], where there was no reply.
pub async fn send(relay_url: &str, request: &Request, controller: AbortController) -> Outcome {
    let late = Rc::new(Cell::new(false));
    let timer = Timeout::new(request.timeout_ms, {
        let late = Rc::clone(&late);
        let controller = controller.clone();
        move || {
            late.set(true);
            controller.abort();
        }
    });
    let outcome = exchange(relay_url, request, &controller).await;
    drop(timer);
    outcome.map_err(|reason| if late.get() { Lost::Timeout } else { Lost::Network(describe(&reason)) })
}

async fn exchange(relay_url: &str, request: &Request, abort: &AbortController) -> Result<Reply, JsValue> {
    let mut url = String::from(relay_url);
    url.push_str(&request.path);
    let builder =
        RequestBuilder::new(&url).header("accept", "application/json").abort_signal(Some(&abort.signal()));
    let built = match request.method {
        Method::Get => builder.method(HttpMethod::GET).build(),
        Method::Post => {
            let body = request.body.as_deref().unwrap_or_default();
            builder.method(HttpMethod::POST).header("content-type", "application/json").body(body)
        }
        Method::Delete => builder.method(HttpMethod::DELETE).build(),
    };
    let built = built.map_err(|error| JsValue::from_str(&error.to_string()))?;
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    let promise = window.fetch_with_request(&web_sys::Request::from(built));
    let raw: web_sys::Response = JsFuture::from(promise).await?.dyn_into()?;
    let text = JsFuture::from(raw.text()?).await?;
    let reply = Response::from(raw);
    let header = |name: &str| reply.headers().get(name);
    Ok(Reply {
        status: reply.status(),
        retry_after: header("retry-after"),
        date: header("date"),
        received_at: clock::now_ms(),
        request_id: header("x-request-id"),
        body: text.as_string().unwrap_or_default(),
    })
}

/// A rejection in words, whatever it is: an `Error`, one of another frame, a string, anything.
fn describe(reason: &JsValue) -> String {
    if let Some(text) = reason.as_string() {
        return text;
    }
    let message = js_sys::Reflect::get(reason, &JsValue::from_str("message")).ok();
    message.and_then(|message| message.as_string()).unwrap_or_default()
}
