//! What the database holds before an import, as far as an import compares it.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::{Class, Plan, Record};
use crate::cells::text::fold;
use crate::rows::company::CompanyRow;
use crate::rows::evidence::EvidenceRow;
use crate::rows::expert::ExpertRow;
use crate::rows::need::NeedRow;

/// A stored record with the key the caller knows it by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept<T> {
    /// The caller's key, such as an id.
    pub key: String,
    /// The record in the form of an import row.
    pub row: T,
}

/// A snapshot of what exists.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Known {
    /// Experts.
    pub experts: Vec<Kept<ExpertRow>>,
    /// Names of teams.
    pub teams: Vec<String>,
    /// Organisations.
    pub organisations: Vec<Kept<CompanyRow>>,
    /// Needs.
    pub needs: Vec<Kept<NeedRow>>,
    /// Evidence.
    pub evidence: Vec<Kept<EvidenceRow>>,
    /// Fields the caller does not store; they are never compared, so they make no row "updated".
    pub not_stored: Vec<String>,
}

impl Known {
    /// Returns what would exist after a plan was applied; new records get keys such as `new:Sheet1!4`.
    #[must_use]
    pub fn after(&self, plan: &Plan) -> Self {
        let mut next = self.clone();
        for row in &plan.rows {
            match &row.class {
                Class::New => next.add(format!("new:{}!{}", row.sheet, row.row), &row.record),
                Class::Updated { of, .. } => next.update(of, &row.record),
                Class::Unchanged { .. } | Class::Duplicate { .. } | Class::Error => {}
            }
        }
        for team in &plan.teams {
            if !next.teams.iter().any(|own| fold(own) == fold(&team.name)) {
                next.teams.push(team.name.clone());
            }
        }
        next
    }

    fn add(&mut self, key: String, record: &Record) {
        match record {
            Record::Expert(row) => self.experts.push(Kept { key, row: (**row).clone() }),
            Record::Need(row) => self.needs.push(Kept { key, row: (**row).clone() }),
            Record::Company(row) => self.organisations.push(Kept { key, row: (**row).clone() }),
            Record::Evidence(row) => self.evidence.push(Kept { key, row: (**row).clone() }),
        }
    }

    fn update(&mut self, key: &str, record: &Record) {
        match record {
            Record::Expert(row) => overlay(&mut self.experts, key, row.as_ref()),
            Record::Need(row) => overlay(&mut self.needs, key, row.as_ref()),
            Record::Company(row) => overlay(&mut self.organisations, key, row.as_ref()),
            Record::Evidence(row) => overlay(&mut self.evidence, key, row.as_ref()),
        }
    }
}

fn overlay<T: Serialize + for<'de> Deserialize<'de>>(kept: &mut [Kept<T>], key: &str, row: &T) {
    let Some(own) = kept.iter_mut().find(|own| own.key == key) else { return };
    let mut fields = super::diff::fields(&own.row);
    fields.extend(super::diff::fields(row).into_iter().filter(|(_, value)| !super::diff::blank(value)));
    if let Ok(merged) = serde_json::from_value(serde_json::Value::Object(fields)) {
        own.row = merged;
    }
}

/// Positions of records by their matching keys.
pub(super) struct Index(HashMap<(&'static str, String), usize>);

impl Index {
    pub(super) fn of(keys: impl Iterator<Item = (usize, Vec<(&'static str, String)>)>) -> Self {
        let mut index = HashMap::new();
        for (at, keys) in keys {
            for key in keys {
                index.entry(key).or_insert(at);
            }
        }
        Self(index)
    }

    pub(super) fn get(&self, key: &(&'static str, String)) -> Option<usize> {
        self.0.get(key).copied()
    }
}
