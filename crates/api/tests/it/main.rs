//! The faces, asked the way strangers and machines ask them.

mod access;
mod bad_input;
mod cast;
mod contract;
mod forms;
mod headers;
mod hidden;
mod kill;
mod languages;
