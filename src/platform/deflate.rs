//! Compression by the browser itself: raw DEFLATE (RFC 1951), piece by piece.

use js_sys::Promise;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Blob;

use super::js;

/// A stream of text, which is compressed as UTF-8. Dropped before its end, it is given up.
pub struct Deflate {
    encoder: JsValue,
    writer: JsValue,
    packed: JsFuture,
}

impl Deflate {
    /// Begins a stream; `None` where the browser has none.
    pub fn begin() -> Option<Self> {
        let stream = js::make("CompressionStream", &["deflate-raw".into()])?;
        let writer = js::call(&js::get(&stream, "writable"), "getWriter", &[])?;
        // It is read from the beginning on: a stream that nobody reads takes nothing in.
        let response = js::make("Response", &[js::get(&stream, "readable")])?;
        let packed: Promise = js::call(&response, "blob", &[])?.dyn_into().ok()?;
        Some(Self { encoder: js::make("TextEncoder", &[])?, writer, packed: packed.into() })
    }

    /// Compresses a piece, and comes back when that is done; `None` where it failed.
    pub async fn write(&self, piece: &str) -> Option<()> {
        let bytes = js::call(&self.encoder, "encode", &[piece.into()])?;
        done(js::call(&self.writer, "write", &[bytes])?).await
    }

    /// All that was compressed; `None` where it failed.
    pub async fn finish(mut self) -> Option<Blob> {
        done(js::call(&self.writer, "close", &[])?).await?;
        (&mut self.packed).await.ok()?.dyn_into().ok()
    }
}

impl Drop for Deflate {
    fn drop(&mut self) {
        // It does nothing to a stream that has ended.
        js::call(&self.writer, "abort", &[]);
    }
}

async fn done(promise: JsValue) -> Option<()> {
    JsFuture::from(Promise::resolve(&promise)).await.ok().map(drop)
}
