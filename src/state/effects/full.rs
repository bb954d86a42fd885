//! What the relay streams: all rows of a query, into a table or as a file, further chunks, and pictures.
//!
//! Only parts call this, so that its code comes with them. A hop on the way may cut a reply and end it as if it
//! were whole: what is given here has been seen to its end.

use std::sync::Arc;

use js_sys::Uint8Array;
use leptos::prelude::WithUntracked;
use web_sys::AbortController;

use crate::api::endpoint::Request;
use crate::api::error::ApiError;
use crate::api::fetch::rows::{Next, Reader};
use crate::api::fetch::stream::{Form, Stream};
use crate::api::rows::Decoder;
use crate::domain::answer::Which;
use crate::domain::failure::{Advice, Code, Failure};
use crate::domain::ids::TurnKey;
use crate::domain::table::Table;
use crate::platform::clock;
use crate::platform::file::{Address, Pieces};
use crate::state::model::Model;
use crate::state::select;
use crate::state::store::Store;
use crate::text::csv_file::CsvFile;
use crate::text::png::Png;
use crate::text::whole::Whole;

/// Bytes of a picture at most.
const MOST_OF_PICTURE: u32 = 8 * 1024 * 1024;
/// Bytes of a file that are written in one go.
const PART: usize = 1 << 16;
/// Milliseconds of work until the page gets its turn.
const SLICE_MS: u64 = 10;

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
        let stream =
            self.begin(self.wanted(|model| select::all_rows(model, key, which)), Form::Csv, &abort).await?;
        let table = self.done(table(&stream, shown, most, tell).await, &stream, &abort)?;
        // More rows than there is room for may be on their way.
        abort.abort();
        Ok(table)
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
        let request = self.wanted(|model| select::chunk(model, key, which, index));
        let stream = self.begin(request, Form::Json, &abort).await?;
        let table = chunk(&stream, shown, index).await.map(Arc::new);
        self.done(table.map_err(ApiError::into_failure), &stream, &abort)
    }

    /// All rows of the query whose table is `shown` as a file, written anew by `rewrite` if there is one; `tell`
    /// hears how many bytes have come.
    ///
    /// # Errors
    /// What went wrong, also where it was ended.
    pub async fn all_rows_file(
        self,
        (key, which): (TurnKey, Which),
        shown: &Table,
        rewrite: Option<CsvFile>,
        abort: AbortController,
        tell: impl Fn(u64),
    ) -> Result<Pieces, Failure> {
        let stream =
            self.begin(self.wanted(|model| select::all_rows(model, key, which)), Form::Csv, &abort).await?;
        self.done(file(&stream, shown, rewrite, tell).await, &stream, &abort)
    }

    /// A turn's picture of that place, as an address within the page; `abort` ends it.
    ///
    /// # Errors
    /// What went wrong, also where it was ended.
    pub async fn picture(
        self,
        (key, place): (TurnKey, usize),
        abort: AbortController,
    ) -> Result<Address, Failure> {
        let request = self.wanted(|model| select::picture(model, key, place));
        let stream = self.begin(request, Form::Picture, &abort).await?;
        self.done(picture(&stream).await, &stream, &abort)
    }

    fn wanted(self, request: impl Fn(&Model) -> Option<Request>) -> Option<Request> {
        self.model.try_with_untracked(request).flatten()
    }

    fn done<T>(
        self,
        read: Result<T, Failure>,
        stream: &Stream,
        abort: &AbortController,
    ) -> Result<T, Failure> {
        read.inspect_err(|failure| self.failed(stream.id.clone(), failure, abort))
    }
}

async fn table(
    stream: &Stream,
    shown: &Table,
    most: usize,
    tell: impl Fn(usize),
) -> Result<Arc<Table>, Failure> {
    let malformed = |why: String| stream.malformed(&why).into_failure();
    let mut reader = Reader::new(Decoder::csv());
    let next = |decoder: &Decoder<_>, _| {
        let rows = decoder.cells().rows();
        tell(rows);
        if rows <= most { Next::On } else { Next::End }
    };
    let (mut whole, mut more) = (Whole::default(), false);
    while !more && let Some(piece) = stream.piece().await.map_err(ApiError::into_failure)? {
        let rows = Uint8Array::from(whole.take(&piece.to_vec()).as_slice());
        more = !reader.take(&rows, &next).await.map_err(malformed)?;
    }
    if !more {
        let rows = Uint8Array::from(end(&mut whole, shown)?.as_slice());
        more = !reader.take(&rows, &next).await.map_err(malformed)?;
    }
    if !more {
        reader.end().map_err(malformed)?;
    }
    has_columns(reader.decoder.header(), shown).map_err(malformed)?;
    let cells = reader.decoder.cells().clone();
    let table = Table::new(shown.columns().to_vec(), cells, Some(shown.total()), false);
    Ok(Arc::new(table.with_more(more)))
}

async fn file(
    stream: &Stream,
    shown: &Table,
    mut rewrite: Option<CsvFile>,
    tell: impl Fn(u64),
) -> Result<Pieces, Failure> {
    let malformed = |why: String| stream.malformed(&why).into_failure();
    let (pieces, mut whole, mut bytes) = (Pieces::default(), Whole::default(), 0);
    let mut breath = clock::now_ms() + SLICE_MS;
    while let Some(piece) = stream.piece().await.map_err(ApiError::into_failure)? {
        bytes += u64::from(piece.length());
        // Not behind a breath, in which the reader may have ended it.
        tell(bytes);
        for part in whole.take(&piece.to_vec()).chunks(PART) {
            put(&pieces, part, rewrite.as_mut());
            if clock::now_ms() >= breath {
                clock::breath().await;
                breath = clock::now_ms() + SLICE_MS;
            }
        }
    }
    put(&pieces, &end(&mut whole, shown)?, rewrite.as_mut());
    let mut last = String::new();
    if let Some(rewrite) = &mut rewrite {
        rewrite.end(&mut last);
    }
    put(&pieces, last.as_bytes(), None);
    let mut decoder = Decoder::csv();
    decoder.push(whole.first().unwrap_or_default().to_owned());
    decoder.end();
    decoder.step(usize::MAX).map_err(malformed)?;
    has_columns(decoder.header(), shown).map_err(malformed)?;
    Ok(pieces)
}

/// Appends bytes of a file, as they are or written anew.
fn put(pieces: &Pieces, bytes: &[u8], rewrite: Option<&mut CsvFile>) {
    let Some(rewrite) = rewrite else { return pieces.add(&Uint8Array::from(bytes)) };
    let mut out = String::new();
    rewrite.take(bytes, &mut out);
    put(pieces, out.as_bytes(), None);
}

/// The end of a file with all rows of `shown`, which has some of them.
fn end(whole: &mut Whole, shown: &Table) -> Result<Vec<u8>, Failure> {
    let total = shown.known_total();
    let why = "The reply lacks its end. A proxy before the relay has to speak HTTP/1.1 to it and to pass what \
        comes at once; in nginx: proxy_http_version 1.1; proxy_buffering off;";
    let cut = || Failure::of(Advice::Cut).with_detail(why);
    whole.end(total.unwrap_or(shown.rows() as u64), total).ok_or_else(cut)
}

/// A file with other columns is not that of this table.
fn has_columns(header: &[String], table: &Table) -> Result<(), String> {
    let columns = table.columns();
    let mut pairs = header.iter().zip(columns);
    // Columns without a name were made up for the cells.
    let same = pairs.all(|(name, column)| column.name.is_empty() || *name == column.name);
    let same = same && header.len() == columns.len();
    same.then_some(()).ok_or_else(|| String::from("the file has other columns than the table"))
}

async fn chunk(stream: &Stream, shown: &Table, index: u64) -> Result<Table, ApiError> {
    let malformed = |why: String| stream.malformed(&why);
    let mut reader = Reader::new(Decoder::json(shown.cells().clone()));
    while let Some(piece) = stream.piece().await? {
        reader.take(&piece, &|_, _| Next::On).await.map_err(malformed)?;
    }
    reader.end().map_err(malformed)?;
    let (cells, next) = reader.decoder.chunk(index).map_err(malformed)?;
    // There was to be a chunk, and there are none without rows: an answer to something else.
    if cells.rows() == shown.rows() {
        return Err(malformed(String::from("the chunk has no rows")));
    }
    // Each chunk brings the index of a later one, so that this comes to an end.
    Ok(shown.clone().with_cells(cells).with_next(next.filter(|next| *next > index)))
}

async fn picture(stream: &Stream) -> Result<Address, Failure> {
    let malformed = |why: &str| stream.malformed(why).into_failure();
    let (pieces, mut png, mut left) = (Pieces::default(), Png::default(), MOST_OF_PICTURE);
    while let Some(piece) = stream.piece().await.map_err(ApiError::into_failure)? {
        let rest = left.checked_sub(piece.length());
        left = rest.ok_or_else(|| malformed("the picture is too large"))?;
        png.take(&piece.to_vec());
        pieces.add(&piece);
    }
    if !png.is_one() {
        return Err(malformed("it is no picture"));
    }
    if !png.is_whole() {
        return Err(Failure::of(Advice::Cut));
    }
    // Whatever it is called: as an image, nothing in it can do anything.
    pieces.address("image/png").ok_or(Failure::new(Code::Internal))
}
