//! The finder: how texts become tokens, and where documents are found again.
//!
//! Search is for discovery; ranking experts for a need is the work of `matching`, which keeps the evidence in memory.
//! The index is disposable: the database is the truth, and a lost or damaged index is rebuilt from it.
//! No other crate knows the engine.

pub mod analysis;
mod doc;
mod error;
mod finder;
mod health;
mod place;
mod query;
mod rebuild;
mod schema;
mod tokeniser;

pub use doc::{Audience, Bookmark, Change, Doc, DocKey, Kind, Part, Text};
pub use error::{Error, Reason};
pub use finder::{Finder, Stats};
pub use query::{Cursor, Filters, Hit, MOST_HITS, Page, Query, Sort, Visibility, highlight};
pub use rebuild::Rebuild;
