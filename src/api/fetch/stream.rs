//! A reply read piece by piece, for what is too long to be held as one text.

use std::cell::Cell;
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::rc::Rc;
use std::task::Poll;

use gloo_timers::callback::Timeout;
use js_sys::{Promise, Uint8Array};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::AbortController;

use super::rows::Pieces;
use super::{build, describe, head, response};
use crate::api::endpoint::Request;
use crate::api::error::{ApiError, Lost, Reply};
use crate::platform::hook;

/// How long the page's `headers` hook may take, in ms.
const HOOK_MS: u32 = 10_000;
/// How long a reply may come without a byte, in ms.
const IDLE_MS: u32 = 30_000;

/// The forms that a streamed reply can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// CSV, with the relay's line at its end.
    Csv,
    /// JSON.
    Json,
    /// A picture.
    Picture,
}

impl Form {
    /// True where a reply of that type may be it. Services call pictures and JSON many names; a page is neither.
    fn may_be(self, mime: &str) -> bool {
        let mime = mime.trim_start().to_ascii_lowercase();
        match self {
            Self::Csv => mime.starts_with("text/csv"),
            _ => !mime.starts_with("text/html"),
        }
    }
}

/// Ends a request that takes too long.
struct Limit {
    controller: AbortController,
    late: Rc<Cell<bool>>,
}

impl Limit {
    /// Ends it after some milliseconds, unless what this gives is dropped before.
    fn after(&self, ms: u32) -> Timeout {
        let (late, controller) = (Rc::clone(&self.late), self.controller.clone());
        Timeout::new(ms, move || {
            late.set(true);
            controller.abort();
        })
    }

    fn lost(&self, reason: &JsValue) -> ApiError {
        ApiError::Lost(if self.late.get() { Lost::Timeout } else { Lost::Network(describe(reason)) })
    }
}

/// A reply whose body is still on its way, whatever it is.
pub struct Opened {
    raw: web_sys::Response,
    head: Reply,
    limit: Limit,
}

/// Sends a request, which `controller` aborts; where its time is up, this uses the same controller and says
/// [`Lost::Timeout`].
///
/// # Errors
/// [`ApiError::Lost`] where there was no reply.
pub async fn open(
    relay_url: &str,
    request: &Request,
    form: Form,
    hook: JsValue,
    controller: &AbortController,
) -> Result<Opened, ApiError> {
    let limit = Limit { controller: controller.clone(), late: Rc::default() };
    let not_sent = |why: String| ApiError::Lost(Lost::NotSent(why));
    let late = || not_sent(String::from("the headers hook took more than 10 s"));
    let headers = within(HOOK_MS, hook::entries(hook)).await.ok_or_else(late)?;
    let headers = headers.map_err(|reason| not_sent(describe(&reason)))?;
    let built = build(relay_url, request, &headers, controller).map_err(ApiError::Lost)?;
    if form == Form::Csv {
        // A header that needs no preflight. Without the line, the number of rows has to tell.
        drop(built.headers().set("accept", "text/csv; end=1"));
    }
    let timer = limit.after(request.timeout_ms);
    let raw = response(&built, false).await.map_err(|reason| limit.lost(&reason))?;
    drop(timer);
    let head = head(Clone::clone(&raw));
    // Only a redirect that was not followed has no status.
    if head.status == 0 { Err(ApiError::Lost(Lost::Redirected)) } else { Ok(Opened { head, raw, limit }) }
}

/// What `work` comes to, unless that takes longer.
async fn within<T>(ms: u32, work: impl Future<Output = T>) -> Option<T> {
    let mut timer = None;
    let over = Promise::new(&mut |resolve, _| {
        timer = Some(Timeout::new(ms, move || drop(resolve.call0(&JsValue::UNDEFINED))));
    });
    let (mut work, mut over) = (pin!(work), pin!(JsFuture::from(over)));
    let done = poll_fn(|context| match work.as_mut().poll(context) {
        Poll::Ready(done) => Poll::Ready(Some(done)),
        Poll::Pending => over.as_mut().poll(context).map(|_| None),
    });
    let done = done.await;
    drop(timer);
    done
}

impl Opened {
    /// The HTTP status.
    pub fn status(&self) -> u16 {
        self.head.status
    }

    /// The body, where the reply is what was asked for; `id` names the request.
    ///
    /// # Errors
    /// [`ApiError::Refused`] where it is a refusal, [`ApiError::Malformed`] where it is something else; and the
    /// request's name again.
    pub async fn body(self, form: Form, id: String) -> Result<Stream, (ApiError, String)> {
        let refused = !(200..300).contains(&self.head.status);
        let mime = self.raw.headers().get("content-type").ok().flatten().unwrap_or_default();
        if !refused && form.may_be(&mime) {
            return Ok(Stream { id, pieces: Pieces::of(&self.raw), head: self.head, limit: self.limit });
        }
        let error = match self.text().await {
            Ok(body) => {
                let head = Reply { body, ..self.head };
                match refused {
                    true => ApiError::refused(&head),
                    false => ApiError::malformed(&head, &["the reply is of another type: ", &mime].concat()),
                }
            }
            Err(reason) => self.limit.lost(&reason),
        };
        Err((error, id))
    }

    async fn text(&self) -> Result<String, JsValue> {
        let _late = self.limit.after(IDLE_MS);
        Ok(JsFuture::from(self.raw.text()?).await?.as_string().unwrap_or_default())
    }
}

/// A body that is still on its way.
pub struct Stream {
    /// The name by which the log knows the request.
    pub id: String,
    pieces: Pieces,
    head: Reply,
    limit: Limit,
}

impl Stream {
    /// The next piece; `None` at the end.
    ///
    /// # Errors
    /// [`ApiError::Lost`] where the connection broke, nothing came for too long, or the request was aborted.
    pub async fn piece(&self) -> Result<Option<Uint8Array>, ApiError> {
        let _late = self.limit.after(IDLE_MS);
        self.pieces.next().await.map_err(|reason| self.limit.lost(&reason))
    }

    /// What is wrong with what came.
    pub fn malformed(&self, why: &str) -> ApiError {
        ApiError::malformed(&self.head, why)
    }
}
