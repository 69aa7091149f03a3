//! What a use case answers when it cannot do what was asked: each variant says what the caller can do.

use domain::need::Trouble;
use domain::{Invalid, Refused};

/// Why a use case did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Fields cannot be taken; the caller corrects them (422).
    #[error("{}", sentence(.0))]
    Invalid(Vec<Invalid>),
    /// The present state does not allow it (409).
    #[error(transparent)]
    Refused(#[from] Refused),
    /// Somebody else changed the thing meanwhile; the caller reads it again (412).
    #[error("the {what} was changed meanwhile: read it again and repeat the change")]
    Stale {
        /// The kind of thing.
        what: &'static str,
    },
    /// The key was used before for another request (409).
    #[error("this idempotency key was used before for another request: use a new key")]
    KeyReused,
    /// The thing does not exist, or the caller may not know of it (404).
    #[error("there is no such thing")]
    NotFound,
    /// The caller knows of the thing and may not (403); the code says why.
    #[error("not allowed: {0}")]
    Forbidden(&'static str),
    /// The caller should sign in (401); the code says what was wrong.
    #[error("sign in first ({0})")]
    SignIn(&'static str),
    /// Too many attempts; the caller waits (429).
    #[error("too many attempts: wait {retry_after} seconds")]
    TooMany {
        /// Seconds to wait.
        retry_after: u64,
    },
    /// A file cannot be read (422), with the place.
    #[error(transparent)]
    Unreadable(#[from] intake::Refusal),
    /// The database or index cannot be used for now (503).
    #[error("the service is not available for a moment: try again")]
    Unavailable(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// A defect of ours (500); the source is logged once, with the request id.
    #[error("something went wrong on our side; nothing was changed")]
    Internal(#[source] Box<dyn std::error::Error + Send + Sync>),
}

/// What use cases return.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// Wraps a defect of ours.
    pub fn internal(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Internal(source.into())
    }

    /// Complains about one field.
    pub fn field(field: &str, why: &'static str) -> Self {
        Self::Invalid(vec![Invalid::new(field, why)])
    }
}

fn sentence(fields: &[Invalid]) -> String {
    fields.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}

impl From<Invalid> for Error {
    fn from(invalid: Invalid) -> Self {
        Self::Invalid(vec![invalid])
    }
}

impl From<Trouble> for Error {
    fn from(trouble: Trouble) -> Self {
        match trouble {
            Trouble::Invalid(invalid) => invalid.into(),
            Trouble::Refused(refused) => refused.into(),
        }
    }
}

impl From<store::Error> for Error {
    fn from(error: store::Error) -> Self {
        match error {
            store::Error::Conflict { what } => Self::Stale { what },
            store::Error::Taken { field } => Self::field(field, "taken"),
            store::Error::Dangling => Self::field("reference", "unknown"),
            store::Error::Unavailable(_) => Self::Unavailable(Box::new(error)),
            store::Error::Corrupt { .. } | store::Error::Newer(_) | store::Error::Other(_) => {
                Self::internal(error)
            }
        }
    }
}
