//! What can go wrong with the index, and what the operator can do about it.

use std::path::PathBuf;

use tantivy::TantivyError;
use tantivy::directory::error::LockError;

/// Why the finder could not do what it was asked; every message says what to do next.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The index cannot be used until it is rebuilt from the database.
    #[error(
        "the search index must be rebuilt: {0}. The server rebuilds it by itself; `techbroker index rebuild` does it at once"
    )]
    NeedsRebuild(Reason),
    /// Somebody else writes to the same index.
    #[error(
        "the search index is being written by another process. Stop it, or give this one a data folder of its own"
    )]
    Busy,
    /// The disk refused.
    #[error("cannot {doing} {}: {source}. Check free space and permissions of the data folder", path.display())]
    Disk {
        /// What was tried, as a verb.
        doing: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The engine refused.
    #[error(
        "the search engine failed to {doing}: {source}. If it happens again, run `techbroker index rebuild`"
    )]
    Engine {
        /// What was tried, as a verb.
        doing: &'static str,
        /// What the engine said.
        source: TantivyError,
    },
    /// A page mark was not one of ours.
    #[error("the page mark is not one that a search returned. Start again from the first page")]
    BadCursor,
}

/// Why an index cannot be used as it is.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Reason {
    /// There is no index yet.
    #[error("there is none yet")]
    Missing,
    /// Another version of the program wrote it.
    #[error("it was written by another version of the program")]
    OtherVersion,
    /// Its files are damaged.
    #[error("its files are damaged ({0})")]
    Damaged(String),
}

impl Error {
    pub(crate) fn disk(doing: &'static str, path: impl Into<PathBuf>) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.into();
        move |source| Self::Disk { doing, path, source }
    }

    pub(crate) fn engine(doing: &'static str) -> impl FnOnce(TantivyError) -> Self {
        move |source| match source {
            TantivyError::LockFailure(LockError::LockBusy, _) => Self::Busy,
            source => Self::Engine { doing, source },
        }
    }

    /// The reason to rebuild, when reading failed because files are gone or do not hold what they should.
    pub(crate) fn damage(&self) -> Option<Reason> {
        let Self::Engine { source, .. } = self else { return None };
        let damaged = matches!(
            source,
            TantivyError::OpenDirectoryError(_)
                | TantivyError::OpenReadError(_)
                | TantivyError::IoError(_)
                | TantivyError::DataCorruption(_)
                | TantivyError::DeserializeError(_)
                | TantivyError::IncompatibleIndex(_)
                | TantivyError::InternalError(_)
                | TantivyError::SchemaError(_)
        );
        damaged.then(|| Reason::Damaged(source.to_string()))
    }
}
