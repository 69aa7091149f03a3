//! The house in action: use cases, policy, workers, imports.
//!
//! Every use case takes a [`Call`] (who asks, under which request, with which key), asks the one policy in `domain`,
//! and writes through `store.write` alone. Nothing here knows HTTP.

mod account;
pub mod auth;
mod call;
mod clock;
mod config;
mod directory;
mod error;
mod folder;
mod need;
mod organisation;
mod write;

pub use account::AccountMove;
pub use call::{Call, Done, IdempotencyKey};
pub use clock::Clock;
pub use config::Config;
pub use directory::{ConflictEntry, ExpertFilter, ExpertSeen, TeamSeen};
pub use error::{Error, Result};
pub use folder::FolderError;
pub use need::{Move, NeedEntry, NeedFilter, NeedLevels, NeedPage, NeedReview, NeedRow, NeedSeen};
pub use organisation::{OrganisationFilter, OrganisationSeen};

use std::sync::Arc;

use domain::policy::{Action, Actor, Decision, Permit, decide};
use store::Store;

/// The product, opened over one data folder and one database; cheap to clone.
#[derive(Debug, Clone)]
pub struct App {
    store: Store,
    clock: Clock,
    passwords: auth::Passwords,
    folder: Arc<folder::Folder>,
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
}

impl App {
    /// Opens database and data folder; migrates the database.
    pub async fn open(config: &Config, clock: Clock) -> std::result::Result<Self, OpenError> {
        let folder = folder::Folder::open(&config.data, config.holds_folder)?;
        let store = Store::open(&store::Options { url: config.url(), readers: 4 }).await?;
        Ok(Self {
            store,
            clock,
            passwords: auth::Passwords::new(config.weak_passwords),
            folder: Arc::new(folder),
        })
    }

    /// Returns the App's clock.
    pub const fn clock(&self) -> &Clock {
        &self.clock
    }

    /// Asks the policy and turns its no into an error.
    pub(crate) fn permit(&self, actor: &Actor, action: &Action) -> Result<Permit> {
        match decide(actor, action) {
            Decision::Permit(permit) => Ok(permit),
            no @ (Decision::Hide | Decision::Forbid(_) | Decision::SignIn) => Err(refuse(&no)),
        }
    }
}

/// Turns a no of the policy into an error.
pub(crate) fn refuse(no: &Decision) -> Error {
    match no {
        Decision::Hide | Decision::Permit(_) => Error::NotFound,
        Decision::Forbid(code) => Error::Forbidden(code),
        Decision::SignIn => Error::SignIn("sign_in_first"),
    }
}
