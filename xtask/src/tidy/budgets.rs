//! Sizes of files and functions, kept on the tail rather than on every one.

use std::path::Path;

use super::tree::Tree;
use super::{Finding, rust};

/// The 95th percentile of files has at most this many lines.
pub const FILE: usize = 400;
/// No file has more lines than this.
pub const FILE_HARD: usize = 800;
/// The 95th percentile of functions has at most this many lines.
pub const FUNCTION: usize = 50;

const CODE: &[&str] = &["css", "html", "js", "mjs", "rs"];

/// Marks a file that a program wrote, in one of its first lines.
const GENERATED: &str = "@generated";

/// Finds files over the hard stop, and everything over budget when more than one in twenty is.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let written: Vec<(&Path, &str)> = tree
        .texts("", CODE)
        .filter(|(path, text)| !path.starts_with("data") && !text.lines().take(5).any(is_generated))
        .collect();
    let files = written.iter().map(|(path, text)| Sized {
        path,
        line: 1,
        lines: text.lines().count(),
        name: "the file".into(),
    });
    let files: Vec<Sized> = files.collect();
    let mut findings: Vec<Finding> = files
        .iter()
        .filter(|file| file.lines > FILE_HARD)
        .map(|file| file.finding(&format!("the hard stop is {FILE_HARD}; split it by sub-resource")))
        .collect();
    findings.extend(tail(&files, FILE, "split it by sub-resource"));
    let functions: Vec<Sized> = written
        .iter()
        .filter(|(path, _)| path.extension().is_some_and(|extension| extension == "rs"))
        .flat_map(|(path, text)| rust::functions(text).into_iter().map(|function| (*path, function)))
        .map(|(path, f)| Sized { path, line: f.line, lines: f.lines, name: format!("fn {}", f.name) })
        .collect();
    findings.extend(tail(&functions, FUNCTION, "name its parts as functions"));
    findings
}

fn is_generated(line: &str) -> bool {
    line.contains(GENERATED)
}

struct Sized<'a> {
    path: &'a Path,
    line: usize,
    lines: usize,
    name: String,
}

impl Sized<'_> {
    fn finding(&self, advice: &str) -> Finding {
        Finding::new(self.path, self.line, format!("{} has {} lines: {advice}", self.name, self.lines))
    }
}

/// Gives everything over the budget when that is more than one in twenty.
fn tail(all: &[Sized], budget: usize, advice: &str) -> Vec<Finding> {
    let over: Vec<&Sized> = all.iter().filter(|one| one.lines > budget).collect();
    if over.len() * 20 <= all.len() {
        return Vec::new();
    }
    let share = format!("{} of {} are over {budget}, one in twenty may be; {advice}", over.len(), all.len());
    over.iter().map(|one| one.finding(&share)).collect()
}
