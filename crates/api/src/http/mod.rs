//! What every request meets: who asks, how a no is said, which headers go out, and the one registry of routes.

pub mod caller;
pub mod cookie;
pub mod failure;
pub mod guard;
pub mod health;
pub mod input;
pub mod registry;
pub mod server;

pub use caller::Caller;
pub use failure::Failure;
pub use registry::{Access, Registry};
pub use server::{Options, Server};

/// What handlers return.
pub type Answer<T> = Result<T, Failure>;
