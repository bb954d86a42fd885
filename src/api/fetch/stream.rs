//! A reply read piece by piece, for what is too long to be held as one text.

use js_sys::{Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, ReadableStreamDefaultReader};

use super::{build, describe, head};
use crate::api::endpoint::Request;
use crate::api::error::{ApiError, Lost, Reply};
use crate::platform::hook;

/// A reply whose body is still on its way.
pub struct Stream {
    reader: ReadableStreamDefaultReader,
    head: Reply,
}

/// Sends a request, which `controller` aborts. Nothing else ends it: a file that is being made takes
/// its time, and the reader can cancel.
///
/// # Errors
/// [`ApiError::Lost`] where there was no reply, [`ApiError::Refused`] where it is a refusal.
pub async fn open(
    relay_url: &str,
    request: &Request,
    hook: JsValue,
    controller: &AbortController,
) -> Result<Stream, ApiError> {
    let not_sent = |reason: JsValue| ApiError::Lost(Lost::NotSent(describe(&reason)));
    let headers = hook::entries(hook).await.map_err(not_sent)?;
    let request = build(relay_url, request, &headers, controller).map_err(ApiError::Lost)?;
    let raw = exchange(&request).await.map_err(|reason| lost(&reason))?;
    let mut head = head(Clone::clone(&raw));
    let body = raw.body();
    if !(200..300).contains(&head.status) {
        let text = JsFuture::from(raw.text().map_err(|reason| lost(&reason))?).await;
        head.body = text.ok().and_then(|text| text.as_string()).unwrap_or_default();
        return Err(ApiError::refused(&head));
    }
    let reader = body.map(|body| body.get_reader().unchecked_into());
    Ok(Stream { reader: reader.ok_or_else(|| lost(&JsValue::NULL))?, head })
}

async fn exchange(request: &web_sys::Request) -> Result<web_sys::Response, JsValue> {
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    JsFuture::from(window.fetch_with_request(request)).await?.dyn_into()
}

fn lost(reason: &JsValue) -> ApiError {
    ApiError::Lost(Lost::Network(describe(reason)))
}

impl Stream {
    /// The next piece; `None` at the end.
    ///
    /// # Errors
    /// [`ApiError::Lost`] where the connection broke, or the request was aborted.
    pub async fn piece(&self) -> Result<Option<Uint8Array>, ApiError> {
        let read = JsFuture::from(self.reader.read()).await.map_err(|reason| lost(&reason))?;
        let of = |name| Reflect::get(&read, &JsValue::from_str(name)).unwrap_or_default();
        Ok(if of("done").is_truthy() { None } else { Some(of("value").unchecked_into()) })
    }

    /// What is wrong with what came.
    pub fn malformed(&self, why: &str) -> ApiError {
        ApiError::malformed(&self.head, why)
    }
}
