//! The memory: rows and the business, transactions, outbox, audit chain. The only crate that knows SQL.
//!
//! [`Store::write`] is the only way to write, and [`Tx::apply`] the only way to persist an aggregate: it writes the row,
//! its history, the outbox and the audit entry together.

mod account;
mod batch;
mod chain;
mod conflict;
mod digest;
mod errand;
mod error;
mod evidence;
mod expert;
mod file;
mod house;
mod matching;
mod need;
mod open;
mod organisation;
mod persist;
mod question;
mod reading;
#[expect(unreachable_pub, reason = "the entity derive wants public names inside a private room")]
mod row;
mod session;
mod team;
mod token;
mod tx;
mod value;

pub use batch::{Batch, BatchChange, BatchState};
pub use chain::{Happened, Heard};
pub use errand::{Claimed, Errand};
pub use error::{Error, Result};
pub use expert::ExpertQuery;
pub use file::StoredFile;
pub use house::Remembered;
pub use need::{NeedQuery, NeedScope};
pub use open::{Options, Store};
pub use organisation::OrganisationQuery;
pub use persist::Persist;
pub use session::{Session, SessionRow};
pub use tx::Tx;
