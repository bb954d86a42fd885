//! All rows of a query, as the relay streams them: into a table, or as a file.
//!
//! Only the grid's part calls this, so that its code comes with that.

use std::sync::Arc;

use leptos::prelude::{WithUntracked, WithValue};
use web_sys::AbortController;

use crate::api::error::ApiError;
use crate::api::fetch::stream::{self, Stream};
use crate::api::rows::{Decoder, Progress};
use crate::domain::failure::{Code, Failure};
use crate::domain::ids::TurnKey;
use crate::domain::table::Table;
use crate::platform::clock;
use crate::platform::file::Pieces;
use crate::state::select;
use crate::state::store::Store;

/// Bytes that are decoded before the clock is looked at, and milliseconds that a slice takes.
const BUDGET: usize = 1 << 15;
const SLICE_MS: f64 = 10.0;

impl Store {
    /// All rows of a turn's query as a table like `shown`, `most` of them at most: a table that lacks
    /// some says that it is partial. `tell` hears how many rows there are so far; `abort` ends it.
    ///
    /// # Errors
    /// What went wrong, also where it was ended.
    pub async fn all_rows(
        self,
        key: TurnKey,
        shown: &Table,
        most: usize,
        abort: AbortController,
        tell: impl Fn(usize),
    ) -> Result<Arc<Table>, Failure> {
        let stream = self.begin(key, &abort).await?;
        let cut = match read(&stream, shown, most, tell).await {
            Ok(table) => table,
            Err(error) => return Err(error.into_failure()),
        };
        abort.abort();
        Ok(cut)
    }

    /// The same as a file; `tell` hears how many bytes have come.
    ///
    /// # Errors
    /// What went wrong, also where it was ended.
    pub async fn all_rows_file(
        self,
        key: TurnKey,
        abort: AbortController,
        tell: impl Fn(u64),
    ) -> Result<Pieces, Failure> {
        let stream = self.begin(key, &abort).await?;
        let (pieces, mut bytes) = (Pieces::default(), 0);
        while let Some(piece) = stream.piece().await.map_err(ApiError::into_failure)? {
            bytes += u64::from(piece.length());
            pieces.add(&piece);
            tell(bytes);
        }
        Ok(pieces)
    }

    async fn begin(self, key: TurnKey, abort: &AbortController) -> Result<Stream, Failure> {
        let request = self.model.try_with_untracked(|model| select::all_rows(model, key)).flatten();
        let of_shell = |shell: &super::Shell| {
            (shell.keep(|keep| keep.relay_url().to_owned()).unwrap_or_default(), shell.face.headers())
        };
        let (Some(request), Some((relay_url, hook))) = (request, self.shell.try_with_value(of_shell)) else {
            return Err(Failure::new(Code::NotFound));
        };
        stream::open(&relay_url, &request, hook, abort).await.map_err(ApiError::into_failure)
    }
}

async fn read(
    stream: &Stream,
    shown: &Table,
    most: usize,
    tell: impl Fn(usize),
) -> Result<Arc<Table>, ApiError> {
    let malformed = |why: String| stream.malformed(&why);
    let mut decoder = Decoder::csv();
    let mut bytes = Vec::new();
    let mut breath = clock::elapsed_ms() + SLICE_MS;
    loop {
        let piece = stream.piece().await?;
        match &piece {
            Some(piece) => bytes.extend(piece.to_vec()),
            None => decoder.end(),
        }
        decoder.push(whole(&mut bytes).map_err(malformed)?);
        let mut progress = Progress::More;
        while progress == Progress::More && decoder.cells().rows() < most {
            progress = decoder.step(BUDGET).map_err(malformed)?;
            if clock::elapsed_ms() >= breath {
                tell(decoder.cells().rows());
                clock::breath().await;
                breath = clock::elapsed_ms() + SLICE_MS;
            }
        }
        if !decoder.header().is_empty() && decoder.header().len() != shown.columns().len() {
            return Err(malformed(String::from("the file has other columns than the table")));
        }
        let more = progress == Progress::More;
        if more || piece.is_none() {
            let total = Some(shown.total()).filter(|_| more);
            let table = Table::new(shown.columns().to_vec(), decoder.cells().clone(), total, false);
            return Ok(Arc::new(table.with_more(more)));
        }
    }
}

/// Takes the characters that have come as a whole out of `bytes`.
fn whole(bytes: &mut Vec<u8>) -> Result<String, String> {
    let rest = match std::str::from_utf8(bytes) {
        Ok(_) => Vec::new(),
        Err(error) if error.error_len().is_none() => bytes.split_off(error.valid_up_to()),
        Err(_) => return Err(String::from("the file is not UTF-8")),
    };
    let text = String::from_utf8(std::mem::replace(bytes, rest));
    text.map_err(|_| String::from("the file is not UTF-8"))
}
