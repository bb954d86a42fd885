//! A body of rows decoded in slices while it comes, so that the page stays quick however many rows there
//! are, and their text never lies in memory as a whole.

use js_sys::{Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{ReadableStreamDefaultReader, Response};

use crate::api::rows::{Decoder, Form};
use crate::platform::{clock, js};

/// Bytes that are taken over at once.
const PIECE: u32 = 1 << 16;
/// The same at first: a browser runs code slowly that it has not run yet, and these rows are waited for.
const FIRST: u32 = 1 << 14;
/// Milliseconds that a slice takes: short, because what was shown before it is not painted until it ends.
const SLICE_MS: u64 = 5;

/// What follows a slice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// The next one.
    On,
    /// The next one, once is painted what was shown.
    Shown,
    /// None.
    End,
}

/// The pieces of a body as they come.
pub(super) struct Pieces(Option<ReadableStreamDefaultReader>);

impl Pieces {
    pub(super) fn of(raw: &Response) -> Self {
        // One that the page has taken is locked, and throws.
        let reader = raw.body().and_then(|body| js::call(&body, "getReader", &[]));
        Self(reader.map(JsCast::unchecked_into))
    }

    /// The next piece; `None` at the end.
    pub(super) async fn next(&self) -> Result<Option<Uint8Array>, JsValue> {
        let Some(reader) = &self.0 else { return Ok(None) };
        let read = JsFuture::from(reader.read()).await?;
        let of = |name| Reflect::get(&read, &JsValue::from_str(name)).unwrap_or_default();
        Ok(if of("done").is_truthy() { None } else { Some(of("value").unchecked_into()) })
    }
}

/// Takes bytes over, decodes them, and lets the browser breathe when it is time.
pub struct Reader<F> {
    /// What has been decoded.
    pub decoder: Decoder<F>,
    /// How the text begins: for the details, where it is not what it should be.
    pub beginning: String,
    /// The beginning of a character whose end has not come yet.
    bytes: Vec<u8>,
    breath: u64,
}

impl<F: Form> Reader<F> {
    /// Nothing is decoded yet.
    pub fn new(decoder: Decoder<F>) -> Self {
        Self { decoder, beginning: String::new(), bytes: Vec::new(), breath: clock::now_ms() + SLICE_MS }
    }

    /// Decodes a piece; `next` is asked before each slice of it, and told how many bytes there are of it.
    /// False where it said that none follows.
    ///
    /// # Errors
    /// A sentence on what is wrong.
    pub async fn take(
        &mut self,
        piece: &Uint8Array,
        next: &dyn Fn(&Decoder<F>, u32) -> Next,
    ) -> Result<bool, String> {
        let (mut at, length) = (0, piece.length());
        while at < length {
            let pause = match next(&self.decoder, length - at) {
                Next::End => return Ok(false),
                Next::Shown => {
                    clock::painted().await;
                    true
                }
                Next::On if clock::now_ms() >= self.breath => {
                    clock::breath().await;
                    true
                }
                Next::On => false,
            };
            if pause {
                self.breath = clock::now_ms() + SLICE_MS;
            }
            let end = length.min(at + if self.beginning.is_empty() { FIRST } else { PIECE });
            self.bytes.extend(piece.subarray(at, end).to_vec());
            at = end;
            let text = whole(&mut self.bytes)?;
            if self.beginning.is_empty() {
                self.beginning.clone_from(&text);
            }
            self.decoder.push(text);
            self.decoder.step(usize::MAX)?;
        }
        Ok(true)
    }

    /// Nothing follows.
    ///
    /// # Errors
    /// A sentence on what is wrong.
    pub fn end(&mut self) -> Result<(), String> {
        self.decoder.end();
        self.decoder.step(usize::MAX).map(drop)
    }
}

/// Takes the characters that have come as a whole out of `bytes`.
fn whole(bytes: &mut Vec<u8>) -> Result<String, &'static str> {
    String::from_utf8(std::mem::take(bytes)).or_else(|error| {
        let why = error.utf8_error();
        let mut all = error.into_bytes();
        // What is wrong may only be that the end has not come yet.
        if why.error_len().is_none() {
            *bytes = all.split_off(why.valid_up_to());
        }
        String::from_utf8(all).map_err(|_| "it is not UTF-8")
    })
}
