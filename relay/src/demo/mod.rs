//! The embedded stand-in for Databricks Genie: a Genie-compatible service on
//! Databricks' own paths that answers from generated data in SQLite. Access
//! control, CORS and the choice of spaces belong to the relay around it.

mod answer;
mod clarify;
mod data;
mod database;
pub mod decimal;
pub mod faults;
mod food;
mod picture;
pub mod semantics;
mod sentence;
mod service;
mod showcase;
mod space;
mod table;
mod turn;
mod words;

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use time::{Date, OffsetDateTime};

use database::Database;
use service::download::Downloads;
pub use service::download::{FILE, KEY};
use service::store::Store;
pub use service::{STATEMENT, router};
use space::Space;

/// Tells the time in milliseconds since 1970; replaced in tests.
pub type Clock = Arc<dyn Fn() -> i64 + Send + Sync>;

/// How long the rows of an answer can be read, unless told otherwise, in milliseconds: as long as Databricks keeps them.
pub const EXPIRE_MS: u64 = 60 * 60 * 1000;

/// How the demo behaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DemoOptions {
    /// The last day of the data, and the day that "last month" is seen from.
    pub today: Date,
    /// Milliseconds from a question to its complete answer; 0 answers at once.
    pub answer_ms: u64,
    /// Milliseconds for which the rows of an answer can be read.
    pub expire_ms: u64,
}

impl DemoOptions {
    /// A demo whose data end at `today`, and which answers within `answer_ms` milliseconds.
    #[must_use]
    pub const fn new(today: Date, answer_ms: u64) -> Self {
        Self { today, answer_ms, expire_ms: EXPIRE_MS }
    }
}

/// Why the demo could not start or could not write its data.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// SQLite refused.
    #[error("the demo's data could not be built")]
    Sqlite(#[from] rusqlite::Error),
    /// The file could not be written.
    #[error("the demo's data could not be written to {}", path.display())]
    Write {
        /// Where it should have gone.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
}

/// The data set and the conversations about it.
pub struct Demo {
    options: DemoOptions,
    clock: Clock,
    database: Database,
    store: Mutex<Store>,
    downloads: Mutex<Downloads>,
}

impl Demo {
    /// Fills the data set; takes a fraction of a second.
    ///
    /// # Errors
    ///
    /// [`DemoError::Sqlite`] when SQLite refuses, for lack of memory as a rule.
    pub fn new(options: DemoOptions) -> Result<Self, DemoError> {
        Self::with_clock(options, Arc::new(system_clock))
    }

    /// The same with another clock, so that tests need not wait.
    ///
    /// # Errors
    ///
    /// As [`Demo::new`].
    pub fn with_clock(options: DemoOptions, clock: Clock) -> Result<Self, DemoError> {
        let database = Database::new(options.today)?;
        let store = Mutex::new(Store::new());
        Ok(Self { options, clock, database, store, downloads: Mutex::default() })
    }

    /// Writes the data set as an SQLite file, for a look from outside.
    ///
    /// # Errors
    ///
    /// [`DemoError::Write`] when the file cannot be written.
    pub fn dump(&self, path: &Path) -> Result<(), DemoError> {
        self.database.dump(path)
    }

    /// The spaces that exist, as pairs of alias and id; the first is the default.
    #[must_use]
    pub fn spaces() -> [(&'static str, &'static str); 2] {
        Space::ALL.map(|space| (space.alias(), space.id()))
    }
}

fn system_clock() -> i64 {
    let now = OffsetDateTime::now_utc();
    now.unix_timestamp() * 1000 + i64::from(now.millisecond())
}
