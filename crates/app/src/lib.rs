//! The house in action: use cases, policy, workers, imports.
//!
//! Every use case takes a [`Call`] (who asks, under which request, with which key), asks the one policy in `domain`,
//! and writes through `store.write` alone. Nothing here knows HTTP.

mod account;
mod admin;
pub mod auth;
mod call;
mod candidates;
mod clock;
mod config;
pub mod data;
pub mod demo;
mod demo_seed;
mod directory;
mod discovery;
pub mod engine;
mod error;
mod export;
mod file;
mod folder;
mod import;
mod index;
mod need;
mod organisation;
pub mod rank;
mod trail;
mod workers;
mod write;

pub use account::AccountMove;
pub use admin::{AllianceFigures, Figures, PROMISE_DAYS, Settings};
pub use call::{Call, Done, IdempotencyKey};
pub use candidates::{Block, CandidatePage, CandidateSeen, Pick, Verdict, built_in_glossary};
pub use clock::Clock;
pub use config::Config;
pub use directory::{ConflictEntry, ExpertFilter, ExpertSeen, TeamSeen};
pub use discovery::{Found, FoundPage, SearchRequest, marks};
pub use error::{Error, Result};
pub use export::{ExportFormat, Exported};
pub use folder::FolderError;
pub use import::{
    BatchSeen, Mode, MovingRow, Progress, Receipt, import_field, is_error, moving_rows, problem_words,
};
pub use index::{IndexReport, IndexState};
pub use intake::{Kind as ImportKind, Refusal as Unreadable};
pub use need::{
    Move, NeedEntry, NeedFilter, NeedLevels, NeedPage, NeedReview, NeedRow, NeedSeen, ReaderSeen, ReadingSeen,
};
pub use organisation::{OrganisationFilter, OrganisationSeen};
pub use store::{Batch, BatchState, Happened};
pub use trail::{Names, about};

use std::sync::Arc;

use domain::policy::{Action, Actor, Decision, Permit, decide};
use store::Store;

/// The product, opened over one data folder and one database; cheap to clone.
#[derive(Clone)]
pub struct App {
    store: Store,
    clock: Clock,
    passwords: auth::Passwords,
    folder: Arc<folder::Folder>,
    finder: Arc<search::Finder>,
    bell: Arc<tokio::sync::Notify>,
    engine: Arc<std::sync::RwLock<Option<candidates::Built>>>,
    running: import::Running,
}

/// Why the product cannot start.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The data folder cannot be used.
    #[error(transparent)]
    Folder(#[from] FolderError),
    /// The database cannot be used.
    #[error("the database cannot be opened: {0}")]
    Store(#[from] store::Error),
    /// The index cannot be opened.
    #[error(transparent)]
    Search(#[from] search::Error),
}

impl std::fmt::Debug for App {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("App").field("folder", &self.folder).finish_non_exhaustive()
    }
}

impl App {
    /// Opens database and data folder; migrates the database.
    pub async fn open(config: &Config, clock: Clock) -> std::result::Result<Self, OpenError> {
        let folder = folder::Folder::open(&config.data, config.holds_folder)?;
        let store = Store::open(&store::Options { url: config.url(), readers: 4 }).await?;
        let finder = Arc::new(search::Finder::open(&folder.index())?);
        let passwords = auth::Passwords::new(config.weak_passwords);
        let bell = Arc::new(tokio::sync::Notify::new());
        Ok(Self {
            store,
            clock,
            passwords,
            folder: Arc::new(folder),
            finder,
            bell,
            engine: Arc::default(),
            running: import::Running::default(),
        })
    }

    /// Returns the App's clock.
    pub const fn clock(&self) -> &Clock {
        &self.clock
    }

    /// Tells the followers that there is something to follow.
    pub(crate) fn wake(&self) {
        self.bell.notify_one();
    }

    pub(crate) async fn woken(&self) {
        self.bell.notified().await;
    }

    /// Asks the policy and turns its no into an error.
    pub(crate) fn permit(&self, actor: &Actor, action: &Action) -> Result<Permit> {
        match decide(actor, action) {
            Decision::Permit(permit) => Ok(permit),
            no @ (Decision::Hide | Decision::Forbid(_) | Decision::SignIn) => Err(refuse(&no)),
        }
    }
}

/// Reads the code of a kind of import; `None` when there is no such kind.
pub fn import_kind(code: &str) -> Option<intake::Kind> {
    intake::Kind::from_code(code)
}

/// Turns a no of the policy into an error.
pub(crate) fn refuse(no: &Decision) -> Error {
    match no {
        Decision::Hide | Decision::Permit(_) => Error::NotFound,
        Decision::Forbid(code) => Error::Forbidden(code),
        Decision::SignIn => Error::SignIn("sign_in_first"),
    }
}
