//! The finder: how texts become tokens, and where documents are found again.
//!
//! Search is for discovery; ranking experts for a need is the work of `matching`, which keeps the evidence in memory.
//! The index is disposable: the database is the truth, and a lost or damaged index is rebuilt from it.

pub mod analysis;
