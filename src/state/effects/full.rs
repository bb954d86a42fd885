//! All rows of a query, as the relay streams them: into a table, or as a file.
//!
//! Only the grid's part calls this, so that its code comes with that.

use std::sync::Arc;

use leptos::prelude::{WithUntracked, WithValue};
use web_sys::AbortController;

use crate::api::error::ApiError;
use crate::api::fetch::rows::Reader;
use crate::api::fetch::stream::{self, Stream};
use crate::api::rows::Decoder;
use crate::domain::failure::{Code, Failure};
use crate::domain::ids::TurnKey;
use crate::domain::table::Table;
use crate::platform::file::Pieces;
use crate::state::select;
use crate::state::store::Store;

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
    let mut reader = Reader::new(Decoder::csv());
    let go_on = |rows: usize| {
        tell(rows);
        rows <= most
    };
    let mut more = false;
    while !more && let Some(piece) = stream.piece().await? {
        more = !reader.take(&piece, &go_on).await.map_err(malformed)?;
    }
    if !more {
        reader.end().map_err(malformed)?;
    }
    let decoder = reader.decoder;
    if decoder.header().len() != shown.columns().len() {
        return Err(malformed(String::from("the file has other columns than the table")));
    }
    let total = Some(shown.total()).filter(|_| more);
    let table = Table::new(shown.columns().to_vec(), decoder.cells().clone(), total, false);
    Ok(Arc::new(table.with_more(more)))
}
