//! The house in action: use cases and workers through a world of their own.

mod discovery;
mod imports;
mod needs;
mod signing_in;
