//! How the business says no, and how it says that something changed.

use serde::Serialize;

use crate::event::Event;

/// An aggregate together with the event that explains why it changed; the memory persists nothing else.
#[derive(Debug, Clone)]
#[must_use = "a change that is not applied never happened"]
pub struct Changed<T> {
    /// The aggregate as it is after the change.
    pub next: T,
    /// What happened, for the outbox and the audit trail.
    pub event: Event,
}

/// A move that the present state does not allow; becomes HTTP 409 with `code`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("cannot {action}: the {what} is {state}")]
pub struct Refused {
    /// The kind of aggregate, such as `need`.
    pub what: &'static str,
    /// The state it is in, as its code.
    pub state: &'static str,
    /// The move that was asked for, as its code.
    pub action: &'static str,
    /// Why, as a stable code; `state` when the state alone is the reason.
    pub code: &'static str,
}

/// A field whose value cannot be taken; becomes HTTP 422 with the field named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("{field}: {why}")]
pub struct Invalid {
    /// The field's name, as in JSON; list positions as `indicators.2.target`.
    pub field: String,
    /// Why, as a stable code that pages translate: `required`, `too_long`, `bad_code`, …
    pub why: &'static str,
}

impl Invalid {
    /// Builds a complaint about one field.
    pub fn new(field: impl Into<String>, why: &'static str) -> Self {
        Self { field: field.into(), why }
    }
}
