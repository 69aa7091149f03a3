//! The house in action: use cases and workers through a world of their own.

mod cast;
mod decisions;
mod discovery;
mod imports;
mod needs;
mod readers;
mod settings;
mod signing_in;
