//! The house in action: use cases, policy, workers, import and export.

pub mod engine;
pub mod rank;
