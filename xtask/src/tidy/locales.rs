//! The three languages say the same things: equal keys in `web/locales`.

use std::collections::BTreeMap;
use std::path::Path;

use super::Finding;
use super::tree::Tree;

const FOLDER: &str = "web/locales";
const LANGUAGES: [&str; 3] = ["zh-Hans", "zh-Hant", "en"];

type Keys<'a> = BTreeMap<String, (&'a Path, usize)>;

/// Finds keys that one language has and another lacks, and keys said twice in one language.
pub fn check(tree: &Tree) -> Vec<Finding> {
    if !tree.has(Path::new(FOLDER)) {
        let pages = tree.texts("web/templates", &["html"]).next();
        return pages.map(|(path, _)| Finding::new(path, 1, "pages need web/locales")).into_iter().collect();
    }
    let mut findings = Vec::new();
    let languages = LANGUAGES.map(|language| keys(tree, language, &mut findings));
    for (language, have) in LANGUAGES.iter().zip(&languages) {
        for (other, theirs) in LANGUAGES.iter().zip(&languages) {
            for (key, (path, line)) in theirs.iter().filter(|(key, _)| !have.contains_key(*key)) {
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                let what =
                    format!("{key} is said in {other} and not in {language}: add it to {language}/{name}");
                findings.push(Finding::new(*path, *line, what));
            }
        }
    }
    findings
}

fn keys<'a>(tree: &'a Tree, language: &str, findings: &mut Vec<Finding>) -> Keys<'a> {
    let folder = format!("{FOLDER}/{language}");
    let mut keys = Keys::new();
    for (path, text) in tree.texts(&folder, &["ftl"]) {
        for (key, line) in messages(text) {
            if let Some((first, at)) = keys.insert(key.clone(), (path, line)) {
                let what = format!("{key} is said before, in {}:{at}: keep one", first.display());
                findings.push(Finding::new(path, line, what));
            }
        }
    }
    keys
}

/// Gives the identifiers of a Fluent file with their lines; attributes as `message.attribute`.
pub fn messages(text: &str) -> Vec<(String, usize)> {
    let mut found = Vec::new();
    let mut message = String::new();
    for (number, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
        let Some((left, _)) = line.split_once('=') else { continue };
        let name = left.trim();
        if let Some(attribute) = name.strip_prefix('.').filter(|name| is_identifier(name)) {
            found.push((format!("{message}.{attribute}"), number + 1));
        } else if !line.starts_with(char::is_whitespace) && is_identifier(name.trim_start_matches('-')) {
            name.clone_into(&mut message);
            found.push((message.clone(), number + 1));
        }
    }
    found
}

fn is_identifier(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
}
