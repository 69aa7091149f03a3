//! Links in prose lead somewhere: relative targets exist, with their headings.

use std::path::{Component, Path, PathBuf};

use super::Finding;
use super::tree::Tree;

/// Finds relative links in Markdown whose file or heading does not exist.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (path, text) in tree.texts("", &["md"]) {
        for (target, line) in targets(text) {
            if let Some(what) = dead(tree, path, text, &target) {
                findings.push(Finding::new(path, line, format!("{target} {what}: mend or drop the link")));
            }
        }
    }
    findings
}

fn dead(tree: &Tree, page: &Path, text: &str, target: &str) -> Option<&'static str> {
    if target.contains("://") || target.starts_with("mailto:") {
        return None;
    }
    let (file, heading) =
        target.split_once('#').map_or((target, None), |(file, heading)| (file, Some(heading)));
    let (place, text) = if file.is_empty() {
        (Some(page.to_owned()), Some(text))
    } else {
        let place = within(page.parent().unwrap_or(Path::new("")), file);
        let text = place.as_deref().and_then(|place| tree.text(place));
        (place, text)
    };
    match place {
        None => return Some("leads out of the repository"),
        Some(place) if !tree.has(&place) => return Some("does not exist"),
        Some(_) => {}
    }
    let heading = heading?;
    let known = text.is_some_and(|text| headings(text).any(|slug| slug == heading));
    (!known).then_some("has no such heading")
}

/// Gives the path that a link means, or nothing when it leaves the tree.
fn within(folder: &Path, link: &str) -> Option<PathBuf> {
    let mut place = PathBuf::new();
    for part in folder.join(link.trim_end_matches('/')).components() {
        match part {
            Component::Normal(name) => place.push(name),
            Component::ParentDir => {
                if !place.pop() {
                    return None;
                }
            }
            Component::CurDir => {}
            Component::RootDir | Component::Prefix(_) => return None,
        }
    }
    Some(place)
}

/// Gives the targets of links and images with their lines, code left out.
pub fn targets(text: &str) -> Vec<(String, usize)> {
    let mut found = Vec::new();
    for (line, number) in prose(text) {
        let line = without_code(line);
        for opener in ["](", "src=\"", "href=\""] {
            let close = if opener == "](" { ')' } else { '"' };
            for (at, _) in line.match_indices(opener) {
                let rest = &line[at + opener.len()..];
                let target = rest.split([close, ' ']).next().unwrap_or_default();
                if !target.is_empty() {
                    found.push((target.to_owned(), number));
                }
            }
        }
    }
    found
}

fn headings(text: &str) -> impl Iterator<Item = String> {
    prose(text).filter_map(|(line, _)| {
        let title = line.trim_start_matches('#');
        (title.len() < line.len() && title.starts_with(' ')).then(|| slug(title.trim()))
    })
}

fn slug(title: &str) -> String {
    let kept = title.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.collect::<String>().to_lowercase().replace(' ', "-")
}

/// Gives the lines outside fenced code, numbered from 1.
fn prose(text: &str) -> impl Iterator<Item = (&str, usize)> {
    let mut fenced = false;
    text.lines().zip(1..).filter(move |(line, _)| {
        let fence = line.trim_start().starts_with("```");
        fenced ^= fence;
        !fenced && !fence
    })
}

fn without_code(line: &str) -> String {
    line.split('`').step_by(2).collect::<Vec<_>>().join(" ")
}
