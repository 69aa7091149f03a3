//! What may be linked: licences, banned crates and crates of which there must be one.

use std::path::Path;

use serde::Deserialize;

use super::Finding;
use super::metadata::{Metadata, Package};
use super::tree::Tree;

const LIST: &str = "deny.toml";

#[derive(Deserialize)]
struct Rules {
    licenses: Licences,
    bans: Bans,
}

#[derive(Deserialize)]
struct Licences {
    allow: Vec<String>,
}

#[derive(Deserialize)]
struct Bans {
    deny: Vec<Ban>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Ban {
    #[serde(rename = "crate")]
    name: String,
    reason: String,
    #[serde(default)]
    deny_multiple_versions: bool,
}

/// Finds what `deny.toml` does not allow among everything the workspace links.
pub fn check(tree: &Tree, metadata: &Metadata) -> Vec<Finding> {
    let Some(text) = tree.text(LIST) else {
        return vec![Finding::new(
            LIST,
            1,
            "is missing: list the allowed licences and the banned crates in it",
        )];
    };
    let rules: Rules = match toml::from_str(text) {
        Ok(rules) => rules,
        Err(error) => return vec![Finding::new(LIST, 1, error.to_string())],
    };
    let linked = metadata.linked();
    let mut findings = Vec::new();
    for package in &linked {
        findings.extend(licence(package, &rules.licenses.allow));
    }
    for ban in &rules.bans.deny {
        let mut versions: Vec<&str> = linked
            .iter()
            .filter(|package| package.name == ban.name)
            .map(|package| &*package.version)
            .collect();
        versions.sort_unstable();
        let most = usize::from(ban.deny_multiple_versions);
        if versions.len() > most {
            let what = format!(
                "{} {} is linked, {}: see `cargo tree -i {}` for who brings it",
                ban.name,
                versions.join(" and "),
                ban.reason,
                ban.name
            );
            findings.push(Finding::new("Cargo.lock", 1, what));
        }
    }
    findings
}

fn licence(package: &Package, allowed: &[String]) -> Option<Finding> {
    let who = format!("{} {}", package.name, package.version);
    let place = Path::new("Cargo.lock");
    let Some(expression) = &package.license else {
        return Some(Finding::new(place, 1, format!("{who} declares no licence: choose another crate")));
    };
    let fits = permits(expression, allowed);
    (!fits).then(|| {
        let what =
            format!("{who} is under {expression}: choose another crate, or allow the licence in {LIST}");
        Finding::new(place, 1, what)
    })
}

/// Says whether an SPDX expression (or the older form with slashes) can be met by allowed licences alone.
pub fn permits(expression: &str, allowed: &[String]) -> bool {
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut at = 0;
    let fits = either(&words, &mut at, allowed);
    fits && at == words.len()
}

fn either(words: &[&str], at: &mut usize, allowed: &[String]) -> bool {
    let mut fits = all_of(words, at, allowed);
    while words.get(*at) == Some(&"OR") {
        *at += 1;
        fits |= all_of(words, at, allowed);
    }
    fits
}

fn all_of(words: &[&str], at: &mut usize, allowed: &[String]) -> bool {
    let mut fits = one(words, at, allowed);
    while words.get(*at) == Some(&"AND") {
        *at += 1;
        fits &= one(words, at, allowed);
    }
    fits
}

fn one(words: &[&str], at: &mut usize, allowed: &[String]) -> bool {
    let Some(word) = words.get(*at) else { return false };
    *at += 1;
    if *word == "(" {
        let fits = either(words, at, allowed);
        let closed = words.get(*at) == Some(&")");
        *at += 1;
        return fits && closed;
    }
    let mut name = (*word).to_owned();
    if words.get(*at) == Some(&"WITH") {
        name = format!("{name} WITH {}", words.get(*at + 1).unwrap_or(&""));
        *at += 2;
    }
    allowed.contains(&name)
}
