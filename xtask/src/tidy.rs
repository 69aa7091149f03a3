//! Rules of the house that no compiler knows, each checked over a tree on disk.

pub mod addresses;
pub mod arrows;
pub mod budgets;
pub mod columns;
pub mod links;
pub mod locales;
pub mod metadata;
mod rust;
pub mod supply;
pub mod tree;

use std::fmt;
use std::path::{Path, PathBuf};

use metadata::Metadata;
use tree::Tree;

/// Says where a rule is broken and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// The file, relative to the root of the tree.
    pub path: PathBuf,
    /// The line, counted from 1.
    pub line: usize,
    /// What is wrong and what mends it.
    pub what: String,
}

impl Finding {
    /// Places a sentence at a line of a file.
    pub fn new(path: impl Into<PathBuf>, line: usize, what: impl Into<String>) -> Self {
        Self { path: path.into(), line, what: what.into() }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.path.display(), self.line, self.what)
    }
}

/// Runs every rule over the workspace at `root` and gives what is to mend, ordered by place.
pub fn run(root: &Path) -> Vec<Finding> {
    let tree = match Tree::read(root) {
        Ok(tree) => tree,
        Err(error) => return vec![Finding::new(".", 1, format!("the tree cannot be read: {error}"))],
    };
    let mut findings = [
        budgets::check(&tree),
        addresses::check(&tree),
        locales::check(&tree),
        links::check(&tree),
        columns::check(&tree),
    ]
    .concat();
    match Metadata::read(root) {
        Ok(metadata) => {
            findings.extend(arrows::check(&metadata));
            findings.extend(supply::check(&tree, &metadata));
        }
        Err(error) => findings.push(Finding::new("Cargo.toml", 1, error)),
    }
    findings.sort();
    findings
}
