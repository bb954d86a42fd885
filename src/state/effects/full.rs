//! What the relay streams: all rows of a query, into a table or as a file, further chunks, and pictures.
//!
//! Only parts call this, so that its code comes with them.

use std::sync::Arc;

use gloo_timers::callback::Timeout;
use leptos::prelude::{WithUntracked, WithValue};
use web_sys::AbortController;

use crate::api::endpoint::Request;
use crate::api::error::ApiError;
use crate::api::fetch::rows::{Next, Reader};
use crate::api::fetch::stream::{self, Stream};
use crate::api::rows::Decoder;
use crate::domain::answer::Which;
use crate::domain::failure::{Code, Failure};
use crate::domain::ids::TurnKey;
use crate::domain::table::Table;
use crate::platform::file::{Address, Pieces};
use crate::state::model::Model;
use crate::state::select;
use crate::state::store::Store;

/// How long a picture may take, in ms.
const PICTURE_MS: u32 = 30_000;
/// Bytes of a picture at most.
const MOST_OF_PICTURE: u32 = 8 * 1024 * 1024;

impl Store {
    /// All rows of one of a turn's queries as a table like `shown`, `most` of them at most: a table that lacks
    /// some says that it is partial. `tell` hears how many rows there are so far; `abort` ends it.
    ///
    /// # Errors
    /// What went wrong, also where it was ended.
    pub async fn all_rows(
        self,
        (key, which): (TurnKey, Which),
        shown: &Table,
        most: usize,
        abort: AbortController,
        tell: impl Fn(usize),
    ) -> Result<Arc<Table>, Failure> {
        let stream = self.begin(|model| select::all_rows(model, key, which), &abort).await?;
        let cut = match read(&stream, shown, most, tell).await {
            Ok(table) => table,
            Err(error) => return Err(error.into_failure()),
        };
        abort.abort();
        Ok(cut)
    }

    /// A table with the rows that follow those of `shown`: the next chunk of the result.
    ///
    /// # Errors
    /// What went wrong, also where it was ended.
    pub async fn next_chunk(
        self,
        (key, which): (TurnKey, Which),
        shown: &Table,
        abort: AbortController,
    ) -> Result<Arc<Table>, Failure> {
        let index = shown.next_chunk().unwrap_or_default();
        let stream = self.begin(|model| select::chunk(model, key, which, index), &abort).await?;
        chunk(&stream, shown, index).await.map(Arc::new).map_err(ApiError::into_failure)
    }

    /// The same as a file; `tell` hears how many bytes have come.
    ///
    /// # Errors
    /// What went wrong, also where it was ended.
    pub async fn all_rows_file(
        self,
        (key, which): (TurnKey, Which),
        abort: AbortController,
        tell: impl Fn(u64),
    ) -> Result<Pieces, Failure> {
        let stream = self.begin(|model| select::all_rows(model, key, which), &abort).await?;
        let (pieces, mut bytes) = (Pieces::default(), 0);
        while let Some(piece) = stream.piece().await.map_err(ApiError::into_failure)? {
            bytes += u64::from(piece.length());
            pieces.add(&piece);
            tell(bytes);
        }
        Ok(pieces)
    }

    /// A turn's picture of that place, as an address within the page; `abort` ends it, as does the time
    /// that a request has.
    ///
    /// # Errors
    /// What went wrong, also where it was ended.
    pub async fn picture(
        self,
        (key, place): (TurnKey, usize),
        abort: AbortController,
    ) -> Result<Address, Failure> {
        let _late = Timeout::new(PICTURE_MS, {
            let abort = abort.clone();
            move || abort.abort()
        });
        let request = |model: &Model| select::picture(model, key, place);
        let mut again = false;
        let stream = loop {
            match self.begin(request, &abort).await {
                // The host's `headers` hook is asked again: a fresh token may do.
                Err(failure) if failure.code == Code::SignIn && !again => again = true,
                begun => break begun?,
            }
        };
        let (pieces, mut left) = (Pieces::default(), MOST_OF_PICTURE);
        while let Some(piece) = stream.piece().await.map_err(ApiError::into_failure)? {
            let rest = left.checked_sub(piece.length());
            left = rest.ok_or_else(|| stream.malformed("the picture is too large").into_failure())?;
            pieces.add(&piece);
        }
        // Whatever it is called: as an image, nothing in it can do anything.
        pieces.address("image/png").ok_or(Failure::new(Code::Internal))
    }

    async fn begin(
        self,
        request: impl Fn(&Model) -> Option<Request>,
        abort: &AbortController,
    ) -> Result<Stream, Failure> {
        let request = self.model.try_with_untracked(request).flatten();
        let of_shell = |shell: &super::Shell| {
            (shell.keep(|keep| keep.relay_url().to_owned()).unwrap_or_default(), shell.face.headers())
        };
        let (Some(request), Some((relay_url, hook))) = (request, self.shell.try_with_value(of_shell)) else {
            return Err(Failure::new(Code::NotFound));
        };
        stream::open(&relay_url, &request, hook, abort).await.map_err(ApiError::into_failure)
    }
}

async fn chunk(stream: &Stream, shown: &Table, index: u64) -> Result<Table, ApiError> {
    let malformed = |why: String| stream.malformed(&why);
    let mut reader = Reader::new(Decoder::json(shown.cells().clone()));
    while let Some(piece) = stream.piece().await? {
        reader.take(&piece, &|_, _| Next::On).await.map_err(malformed)?;
    }
    reader.end().map_err(malformed)?;
    let (cells, next) = reader.decoder.chunk(index).map_err(malformed)?;
    // Each chunk brings rows and the index of a later one, so that this comes to an end.
    let next = next.filter(|next| *next > index && cells.rows() > shown.rows());
    Ok(shown.clone().with_cells(cells).with_next(next))
}

async fn read(
    stream: &Stream,
    shown: &Table,
    most: usize,
    tell: impl Fn(usize),
) -> Result<Arc<Table>, ApiError> {
    let malformed = |why: String| stream.malformed(&why);
    let mut reader = Reader::new(Decoder::csv());
    let next = |decoder: &Decoder<_>, _| {
        let rows = decoder.cells().rows();
        tell(rows);
        if rows <= most { Next::On } else { Next::End }
    };
    let mut more = false;
    while !more && let Some(piece) = stream.piece().await? {
        more = !reader.take(&piece, &next).await.map_err(malformed)?;
    }
    if !more {
        reader.end().map_err(malformed)?;
    }
    let decoder = reader.decoder;
    if decoder.header().len() != shown.columns().len() {
        return Err(malformed(String::from("the file has other columns than the table")));
    }
    let cells = decoder.cells().clone();
    // All rows are no fewer than some of them: the file was cut on its way, at the end of a row.
    if cells.rows() < shown.rows() {
        return Err(malformed(String::from("the file has fewer rows than the table")));
    }
    let table = Table::new(shown.columns().to_vec(), cells, Some(shown.total()), false);
    Ok(Arc::new(table.with_more(more)))
}
