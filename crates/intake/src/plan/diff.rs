//! Field-level differences: what an import would change, and never what it would erase.

use serde::Serialize;
use serde_json::{Map, Value};

use super::Change;
use crate::cells::contact::phone_key;
use crate::cells::indicator::IndicatorRow;
use crate::cells::text::fold;

/// Fields that follow from others or from the day, and are never compared.
const DERIVED: [&str; 10] = [
    "state",
    "alias",
    "other_name",
    "language",
    "contacts_in_text",
    "proposal",
    "review_by_proposed",
    "person",
    "agent",
    "other_modes",
];

pub(super) fn fields<T: Serialize>(row: &T) -> Map<String, Value> {
    match serde_json::to_value(row) {
        Ok(Value::Object(fields)) => fields,
        Ok(_) | Err(_) => Map::new(),
    }
}

/// Tells a value that says nothing.
pub(super) fn blank(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(object) => object.get("kind").and_then(Value::as_str) == Some("not_given"),
        Value::Bool(true) | Value::Number(_) => false,
    }
}

/// Returns what `next` would change in `own`.
pub(super) fn changes<T: Serialize>(own: &T, next: &T, not_stored: &[String]) -> Vec<Change> {
    let own = fields(own);
    let compared = |field: &String| !DERIVED.contains(&field.as_str()) && !not_stored.contains(field);
    fields(next)
        .into_iter()
        .filter(|(field, value)| compared(field) && !blank(value))
        .filter_map(|(field, to)| {
            let from = own.get(&field).cloned().unwrap_or(Value::Null);
            (!same(&field, &from, &to)).then_some(Change { field, from, to })
        })
        .collect()
}

fn same(field: &str, from: &Value, to: &Value) -> bool {
    match (field, from, to) {
        _ if from == to => true,
        ("email", Value::String(a), Value::String(b)) => a.eq_ignore_ascii_case(b),
        ("name" | "team" | "company", Value::String(a), Value::String(b)) => fold(a) == fold(b),
        // Only the year of a founding is kept.
        ("founded", Value::String(a), Value::String(b)) => {
            a.starts_with(b.as_str()) || (a.len() == 4 && b.starts_with(a.as_str()))
        }
        ("indicators", a, b) => {
            let stored = |list: &Value| {
                let rows = serde_json::from_value::<Vec<IndicatorRow>>(list.clone()).unwrap_or_default();
                rows.iter().map(IndicatorRow::stored).collect::<Vec<_>>()
            };
            stored(a) == stored(b)
        }
        ("entered" | "confirmed" | "consent" | "published", Value::String(a), Value::String(b)) => {
            // A coarser date than the one known changes nothing.
            !b.is_empty() && a.starts_with(b.as_str())
        }
        ("phone", Value::Array(a), Value::Array(b)) => {
            let keys =
                |list: &[Value]| list.iter().filter_map(Value::as_str).map(phone_key).collect::<Vec<_>>();
            keys(a) == keys(b)
        }
        _ => false,
    }
}
