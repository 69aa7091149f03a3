//! Files of the `rank` contract: experts and needs as JSON lines.

mod read;

pub use read::{BadLine, experts, needs};
