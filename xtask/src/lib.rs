//! What the workspace does to itself: `cargo xtask tidy`, `ci` and `prove`.
//!
//! Nothing of the product depends on this crate.

pub mod programme;
pub mod tidy;
