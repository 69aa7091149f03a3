//! Every row in exactly one class: duplicates inside the file first, then against what is known.

use std::collections::HashMap;

use super::diff::{blank, changes, fields};
use super::known::Index;
use super::subject::{Fit, Key, Subject};
use super::{Class, Known, Of, PlanRow, RowRef};
use crate::problem::Severity;

/// A row that was read and waits for its class.
pub(super) struct Draft<T> {
    pub(super) place: PlanRow,
    pub(super) row: T,
}

/// How many rows with the same key are compared; more share it only in a hostile or senseless file.
const COMPARED_PER_KEY: usize = 8;

pub(super) fn classify<T: Subject>(drafts: Vec<Draft<T>>, known: &Known) -> Vec<PlanRow> {
    let failed: Vec<bool> = drafts.iter().map(|draft| failed(&draft.place)).collect();
    let inside = inside(&drafts, &failed);
    let own = T::known(known);
    let index = Index::of(own.iter().enumerate().map(|(at, kept)| (at, kept.row.all_keys())));
    let mut taken: HashMap<String, RowRef> = HashMap::new();
    let mut classes = Vec::with_capacity(drafts.len());
    for (at, draft) in drafts.iter().enumerate() {
        classes.push(if failed[at] {
            Class::Error
        } else if let Some((of, because)) = inside.get(&at) {
            duplicate(&drafts[*of], draft, because)
        } else {
            against(&draft.row, known, own, &index, &mut taken, &draft.place)
        });
    }
    let finish =
        |(draft, class): (Draft<T>, Class)| PlanRow { class, record: draft.row.record(), ..draft.place };
    drafts.into_iter().zip(classes).map(finish).collect()
}

fn failed(place: &PlanRow) -> bool {
    place.problems.iter().any(|problem| problem.severity == Severity::Error)
}

fn place_of(place: &PlanRow) -> RowRef {
    RowRef { sheet: place.sheet.clone(), row: place.row }
}

fn duplicate<T: Subject>(of: &Draft<T>, own: &Draft<T>, because: &'static str) -> Class {
    let kind = if of.row == own.row { "identical" } else { T::SAME };
    Class::Duplicate { of: Of::Row(place_of(&of.place)), kind: kind.into(), because: because.into() }
}

fn against<T: Subject>(
    row: &T,
    known: &Known,
    own: &[super::Kept<T>],
    index: &Index,
    taken: &mut HashMap<String, RowRef>,
    place: &PlanRow,
) -> Class {
    for key in row.keys() {
        let Some(kept) = index.get(&key).map(|at| &own[at]) else { continue };
        let suspect = |of| Class::Duplicate { of, kind: T::SAME.into(), because: key.0.into() };
        match row.fit(&kept.row, key.0) {
            Fit::No => {}
            Fit::Suspect => return suspect(Of::Known(kept.key.clone())),
            Fit::Same => {
                if let Some(earlier) = taken.get(&kept.key) {
                    return suspect(Of::Row(earlier.clone()));
                }
                taken.insert(kept.key.clone(), place_of(place));
                let changes = changes(&kept.row, row, &known.not_stored);
                let of = kept.key.clone();
                return if changes.is_empty() {
                    Class::Unchanged { of }
                } else {
                    Class::Updated { of, changes }
                };
            }
        }
    }
    Class::New
}

/// Finds rows that speak of the same thing: for each poorer row, the richest of its group and the common key.
fn inside<T: Subject>(drafts: &[Draft<T>], failed: &[bool]) -> HashMap<usize, (usize, &'static str)> {
    let mut seen: HashMap<Key, Vec<usize>> = HashMap::new();
    let mut group: Vec<usize> = (0..drafts.len()).collect();
    let mut linked: HashMap<usize, &'static str> = HashMap::new();
    for at in (0..drafts.len()).filter(|at| !failed[*at]) {
        let row = &drafts[at].row;
        for key in row.keys() {
            for other in seen.get(&key).into_iter().flatten() {
                if row.fit(&drafts[*other].row, key.0) != Fit::No {
                    let (a, b) = (root(&mut group, at), root(&mut group, *other));
                    group[a.max(b)] = a.min(b);
                    linked.entry(at).or_insert(key.0);
                    linked.entry(*other).or_insert(key.0);
                }
            }
        }
        for key in row.all_keys() {
            let rows = seen.entry(key).or_default();
            if rows.len() < COMPARED_PER_KEY {
                rows.push(at);
            }
        }
    }
    let mut members: HashMap<usize, Vec<usize>> = HashMap::new();
    for at in linked.keys().copied() {
        members.entry(root(&mut group, at)).or_default().push(at);
    }
    let mut found = HashMap::new();
    for mut rows in members.into_values() {
        rows.sort_unstable();
        let richest = richest(drafts, &rows);
        for at in rows.into_iter().filter(|at| *at != richest) {
            let shared = shared_key(&drafts[at].row, &drafts[richest].row).unwrap_or(linked[&at]);
            found.insert(at, (richest, shared));
        }
    }
    found
}

fn root(group: &mut [usize], at: usize) -> usize {
    let mut at = at;
    while group[at] != at {
        group[at] = group[group[at]];
        at = group[at];
    }
    at
}

fn shared_key<T: Subject>(row: &T, other: &T) -> Option<&'static str> {
    let others = other.all_keys();
    row.keys().into_iter().find(|key| others.contains(key)).map(|key| key.0)
}

// The row that tells more is the record, the poorer one the suspected duplicate; of equals the earlier one stays.
fn richest<T: Subject>(drafts: &[Draft<T>], rows: &[usize]) -> usize {
    let score = |at: &usize| {
        let row = &drafts[*at].row;
        let told = fields(row)
            .iter()
            .filter(|(field, value)| field.as_str() != "other_name" && !blank(value))
            .count();
        (told, row.weight(), std::cmp::Reverse(*at))
    };
    rows.iter().copied().max_by_key(|at| score(at)).unwrap_or(0)
}
