//! Data that leaves: as files and, in more than one form, through the clipboard.

use js_sys::{Array, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, ClipboardItem, HtmlAnchorElement, Url};

use crate::platform::{clipboard, clock, js};

/// Milliseconds until a download has surely begun and its address may be given back.
const KEEP_MS: u32 = 60_000;

/// Text that grows piece by piece, outside the WebAssembly's memory, which never shrinks.
pub struct Pieces(Array);

impl Default for Pieces {
    fn default() -> Self {
        Self(Array::new())
    }
}

impl Pieces {
    /// Appends a piece and empties it.
    pub fn take(&self, piece: &mut String) {
        self.0.push(&JsValue::from_str(piece));
        piece.clear();
    }

    /// Appends bytes (a `Uint8Array`) or a `Blob`.
    pub fn add(&self, bytes: &JsValue) {
        self.0.push(bytes);
    }

    /// Appends a few bytes; `None` where the browser refuses.
    pub fn add_bytes(&self, bytes: &[u8]) -> Option<()> {
        let list: Array = bytes.iter().map(|byte| JsValue::from_f64(f64::from(*byte))).collect();
        self.add(&js::make("Uint8Array", &[list.into()])?);
        Some(())
    }

    fn blob(&self, mime: &str) -> Option<Blob> {
        let options = BlobPropertyBag::new();
        options.set_type(mime);
        Blob::new_with_str_sequence_and_options(&self.0, &options).ok()
    }

    /// An address for it within this page; `None` where the browser refuses.
    pub fn address(&self, mime: &str) -> Option<Address> {
        Url::create_object_url_with_blob(&self.blob(mime)?).ok().map(Address)
    }

    /// Saves it as a file; false where the browser refuses.
    pub fn save(&self, name: &str, mime: &str) -> bool {
        let Some(address) = self.address(mime) else { return false };
        let saved = address.save(name);
        clock::later(KEEP_MS, move || drop(address));
        saved
    }
}

/// Where something lies in memory, as the page addresses it; given back when dropped.
#[derive(Debug)]
pub struct Address(String);

impl Address {
    /// The address as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Saves what lies there as a file; false where the browser refuses.
    pub fn save(&self, name: &str) -> bool {
        let document = web_sys::window().and_then(|window| window.document());
        let Some(link) = document.and_then(|document| document.create_element("a").ok()) else {
            return false;
        };
        let link: HtmlAnchorElement = link.unchecked_into();
        link.set_href(&self.0);
        link.set_download(name);
        link.click();
        true
    }
}

impl Drop for Address {
    fn drop(&mut self) {
        // Only an address that is none is refused.
        drop(Url::revoke_object_url(&self.0));
    }
}

/// Copies the same content in several forms, each with its type; false where the browser does not
/// allow it.
pub async fn copy(forms: &[(&str, &Pieces)]) -> bool {
    let record = Object::new();
    for (mime, pieces) in forms {
        let Some(blob) = pieces.blob(mime) else { return false };
        // Setting a property of a fresh plain object cannot fail.
        drop(Reflect::set(&record, &JsValue::from_str(mime), &blob));
    }
    let Ok(item) = ClipboardItem::new_with_record_from_str_to_blob_promise(&record) else { return false };
    clipboard::write("write", &Array::of1(&item).into()).await
}
