//! What can go wrong with the memory, in words for the operator.

use sea_orm::{DbErr, RuntimeErr, SqlErr};

/// Why the memory could not do something.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Somebody else changed the row meanwhile; nothing was written.
    #[error("the {what} was changed by somebody else meanwhile")]
    Conflict {
        /// The kind of thing.
        what: &'static str,
    },
    /// A unique value is taken; the field is named as forms name it.
    #[error("the value of {field} is taken")]
    Taken {
        /// The field.
        field: &'static str,
    },
    /// A row points at one that is not there.
    #[error("a row points at another that does not exist")]
    Dangling,
    /// A row holds what no code could have written.
    #[error("the row {row} of {table} is damaged in {column}: restore the database from a backup")]
    Corrupt {
        /// The table.
        table: &'static str,
        /// The key of the row, or of the row it hangs on; empty where there is none.
        row: String,
        /// The column.
        column: &'static str,
    },
    /// The database was made by a newer version of the product.
    #[error(
        "the database was made by a newer version of techbroker ({0}): start that version, or restore an older backup"
    )]
    Newer(String),
    /// The database does not answer, or is busy.
    #[error("the database does not answer: {0}")]
    Unavailable(String),
    /// Anything else the database said.
    #[error("the database refused: {0}")]
    Other(#[source] DbErr),
}

impl Error {
    /// Builds a `Corrupt` whose row is not known yet; see [`Error::in_row`].
    pub(crate) const fn corrupt(table: &'static str, column: &'static str) -> Self {
        Self::Corrupt { table, row: String::new(), column }
    }

    /// Names the row of a `Corrupt` that has none yet.
    pub(crate) fn in_row(mut self, key: impl std::fmt::Display) -> Self {
        if let Self::Corrupt { row, .. } = &mut self
            && row.is_empty()
        {
            *row = key.to_string();
        }
        self
    }
}

/// Unique indexes, with the field each one stands for.
const UNIQUE: [(&str, &str); 14] = [
    ("account_login", "login"),
    ("account.login", "login"),
    ("organisation_credit_code", "credit_code"),
    ("organisation.credit_code", "credit_code"),
    ("need_number", "number"),
    ("need.number", "number"),
    ("match_partner", "partner"),
    ("need_match.need_id", "partner"),
    ("idempotency_pkey", "idempotency_key"),
    ("idempotency.caller", "idempotency_key"),
    ("errand_key", "key"),
    ("errand.key", "key"),
    ("session_token", "token"),
    ("link_token", "token"),
];

impl From<DbErr> for Error {
    fn from(error: DbErr) -> Self {
        match error.sql_err() {
            Some(SqlErr::UniqueConstraintViolation(words)) => {
                let field =
                    UNIQUE.iter().find(|(index, _)| words.contains(index)).map_or("id", |(_, field)| field);
                return Self::Taken { field };
            }
            Some(SqlErr::ForeignKeyConstraintViolation(_)) => return Self::Dangling,
            Some(_) | None => {}
        }
        match &error {
            DbErr::ConnectionAcquire(_) | DbErr::Conn(_) => Self::Unavailable(error.to_string()),
            DbErr::Exec(RuntimeErr::SqlxError(inner)) | DbErr::Query(RuntimeErr::SqlxError(inner))
                if transient(&inner.to_string()) =>
            {
                Self::Unavailable(error.to_string())
            }
            _ => Self::Other(error),
        }
    }
}

/// Tells whether trying again later may help: a locked file, a closed connection, a server that goes away.
fn transient(words: &str) -> bool {
    [
        "database is locked",
        "connection",
        "broken pipe",
        "pool timed out",
        "terminating",
        "shutting down",
        "deadlock",
    ]
    .iter()
    .any(|sign| words.to_lowercase().contains(sign))
}

/// What the memory returns.
pub type Result<T> = std::result::Result<T, Error>;
