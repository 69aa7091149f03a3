//! How the business says no, and how it says that something changed.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::ops::RangeInclusive;

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
#[error("{field}: {why}{}", bounds(.facts))]
pub struct Invalid {
    /// The field's name, as in JSON; list positions as `indicators.2.target`.
    pub field: String,
    /// Why, as a stable code that pages translate: `required`, `too_long`, `bad_code`, …
    pub why: &'static str,
    /// What the sentence needs beside the code, such as `min` and `max`.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub facts: BTreeMap<&'static str, String>,
}

impl Invalid {
    /// Builds a complaint about one field.
    pub fn new(field: impl Into<String>, why: &'static str) -> Self {
        Self { field: field.into(), why, facts: BTreeMap::new() }
    }

    /// Complains that a number lies outside its bounds, and names them.
    pub fn outside(field: impl Into<String>, bounds: &RangeInclusive<i64>) -> Self {
        Self::new(field, "out_of_range").with("min", bounds.start()).with("max", bounds.end())
    }

    /// Adds a fact of the sentence.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Display) -> Self {
        self.facts.insert(name, value.to_string());
        self
    }

    /// Complains about another field in the same words, where a form calls the field by another name.
    #[must_use]
    pub fn about(mut self, field: impl Into<String>) -> Self {
        self.field = field.into();
        self
    }
}

fn bounds(facts: &BTreeMap<&'static str, String>) -> String {
    match (facts.get("min"), facts.get("max")) {
        (Some(min), Some(max)) => format!(" ({min} to {max})"),
        _ => String::new(),
    }
}
