//! A body of rows decoded in slices, so that the page stays quick however many rows there are.

use js_sys::JsString;

use crate::api::result::Statement;
use crate::api::rows::Decoder;
use crate::platform::clock;

/// Units of text that are taken over at once.
const PIECE: u32 = 1 << 16;
/// Milliseconds that a slice takes.
const SLICE_MS: u64 = 10;
/// Units of a body that could not be read, for the details of its failure.
pub(super) const BEGINNING: u32 = 2_048;

/// Decodes the body of query-result. Its text stays with the browser, piece by piece comes over.
pub(super) async fn decode(text: &JsString) -> Result<Statement, String> {
    let mut decoder = Decoder::json(Default::default());
    let (mut at, length) = (0, text.length());
    let mut breath = clock::now_ms() + SLICE_MS;
    while at < length {
        let mut end = length.min(at + PIECE);
        // The two halves of a character stay together.
        if matches!(text.char_code_at(end - 1) as u32, 0xD800..0xDC00) && end < length {
            end += 1;
        }
        decoder.push(text.slice(at, end).into());
        decoder.step(usize::MAX)?;
        at = end;
        if clock::now_ms() >= breath {
            clock::breath().await;
            breath = clock::now_ms() + SLICE_MS;
        }
    }
    decoder.end();
    decoder.step(usize::MAX)?;
    decoder.statement()
}
