//! Reading the files people send: guards, tables, and what each cell means.
//!
//! Bytes come in, meaning goes out; nothing here touches a disk, a clock, a network or a database.
//! [`guard::open`] turns bytes into a [`book::Book`] or a [`refusal::Refusal`];
//! [`plan::plan`] turns a book and a snapshot of what exists into a [`plan::Plan`];
//! [`handoff`] turns its rows into what the house keeps, and back;
//! [`annotate::annotate`] gives the file back with the complaints beside its rows.

pub mod annotate;
pub mod book;
pub mod cells;
pub mod guard;
pub mod handoff;
pub mod headers;
pub mod plan;
pub mod problem;
pub mod refusal;
pub mod rows;
pub mod table;
pub mod template;

pub use guard::open;
pub use headers::Kind;
pub use plan::{Known, Plan, plan};
pub use refusal::Refusal;
