//! Every column of the database says what it holds about a person.
//!
//! `migrations/schema.txt` is the snapshot that a test of `store` keeps, one `table.column` a line;
//! `data/columns.toml` gives each column its class, one table a section.

use std::collections::BTreeMap;

use super::Finding;
use super::tree::Tree;

/// The snapshot of the schema.
pub const SCHEMA: &str = "migrations/schema.txt";
/// The classes of its columns.
pub const CLASSES: &str = "data/columns.toml";

/// What a column can hold, from nothing about anybody to what nobody may read.
const KNOWN: &[&str] = &["none", "technical", "identifier", "personal", "contact", "protected", "secret"];

/// Finds columns without a class, classes without a column, and classes that do not exist.
pub fn check(tree: &Tree) -> Vec<Finding> {
    match (tree.text(SCHEMA), tree.text(CLASSES)) {
        (Some(schema), Some(classes)) => compare(&columns(schema), classes),
        (None, None) => Vec::new(),
        (Some(_), None) => {
            vec![Finding::new(CLASSES, 1, "is missing: give every column of the schema a class")]
        }
        (None, Some(_)) => {
            vec![Finding::new(
                SCHEMA,
                1,
                "is missing: run UPDATE_SCHEMA=1 cargo test -p store the_written_schema",
            )]
        }
    }
}

/// Reads the snapshot: `(table, column)` of each line.
pub fn columns(schema: &str) -> Vec<(&str, &str)> {
    let names = schema.lines().filter(|line| !line.starts_with('#'));
    names.filter_map(|line| line.split_whitespace().next()?.split_once('.')).collect()
}

/// Compares a schema, as `(table, column)` pairs, with the text of `data/columns.toml`.
pub fn compare(schema: &[(&str, &str)], classes: &str) -> Vec<Finding> {
    let classes_by_table: BTreeMap<String, BTreeMap<String, String>> = match toml::from_str(classes) {
        Ok(tables) => tables,
        Err(error) => return vec![Finding::new(CLASSES, 1, error.to_string())],
    };
    let mut findings = Vec::new();
    for (table, column) in schema {
        let class = classes_by_table.get(*table).and_then(|columns| columns.get(*column));
        if class.is_none() {
            let what = format!(
                "{table}.{column} has no class: add it to [{table}] with one of {}",
                KNOWN.join(", ")
            );
            findings.push(Finding::new(CLASSES, line_of(classes, table, None), what));
        }
    }
    for (table, columns) in &classes_by_table {
        for (column, class) in columns {
            let line = line_of(classes, table, Some(column));
            if !schema.contains(&(table, column)) {
                let what = format!("{table}.{column} is not in the schema: drop the line");
                findings.push(Finding::new(CLASSES, line, what));
            }
            if !KNOWN.contains(&class.as_str()) {
                let what = format!("{class:?} is not a class: use one of {}", KNOWN.join(", "));
                findings.push(Finding::new(CLASSES, line, what));
            }
        }
    }
    findings
}

fn line_of(classes: &str, table: &str, column: Option<&str>) -> usize {
    let section = format!("[{table}]");
    let start = classes.lines().position(|line| line.trim() == section).unwrap_or(0);
    let offset = column.and_then(|column| {
        classes
            .lines()
            .skip(start)
            .position(|line| line.split('=').next().is_some_and(|name| name.trim() == column))
    });
    start + offset.unwrap_or(0) + 1
}
