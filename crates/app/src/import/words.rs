//! What the pages say about a plan, without knowing how files are read.

use domain::Lang;
use intake::plan::{Class, Of, Record};
use intake::problem::{Problem, Severity};
use intake::{Kind, Plan};
use serde_json::Value;

/// A row that would change a record, or that seems to be another entry of one.
#[derive(Debug, Clone)]
pub struct MovingRow {
    /// The row as the spreadsheet program shows it.
    pub row: u32,
    /// The record's name.
    pub name: String,
    /// The record's identifier, or the sheet and row of the same file.
    pub of: String,
    /// `updated` or `duplicate`.
    pub class: &'static str,
    /// The common key of a duplicate.
    pub because: String,
    /// Field, what is stored, what the file says.
    pub changes: Vec<(String, Value, Value)>,
}

/// Returns what a kind of complaint means, in Chinese and in English.
pub fn problem_words(kind: &str) -> (&'static str, &'static str) {
    intake::problem::words(kind)
}

/// Tells whether a complaint keeps its row from being applied.
pub fn is_error(problem: &Problem) -> bool {
    problem.severity == Severity::Error
}

/// Names a field of a kind of file; `None` for one nobody knows.
pub fn import_field(kind: Kind, field: &str, lang: Lang) -> Option<String> {
    kind.fields().iter().find(|f| f.field == field).map(|f| f.label(lang).to_owned())
}

/// Lists the rows of a plan that would change a record or seem to be another entry of one.
pub fn moving_rows(plan: &Plan) -> Vec<MovingRow> {
    plan.rows
        .iter()
        .filter_map(|row| {
            let name = name_of(&row.record);
            match &row.class {
                Class::Updated { of, changes } => Some(MovingRow {
                    row: row.row,
                    name,
                    of: of.clone(),
                    class: "updated",
                    because: String::new(),
                    changes: changes
                        .iter()
                        .map(|c| (c.field.clone(), c.from.clone(), c.to.clone()))
                        .collect(),
                }),
                Class::Duplicate { of, because, .. } => Some(MovingRow {
                    row: row.row,
                    name,
                    of: match of {
                        Of::Row(other) => format!("{}{}", other.sheet, other.row),
                        Of::Known(key) => key.clone(),
                    },
                    class: "duplicate",
                    because: because.clone(),
                    changes: Vec::new(),
                }),
                Class::New | Class::Unchanged { .. } | Class::Error => None,
            }
        })
        .collect()
}

fn name_of(record: &Record) -> String {
    match record {
        Record::Expert(row) => row.name.clone(),
        Record::Need(row) => row.title.clone(),
        Record::Company(row) => row.name.clone(),
        Record::Evidence(row) => row.title.clone(),
    }
}
