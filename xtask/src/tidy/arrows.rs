//! Which room may know which: the picture in ARCHITECTURE.md as a table.

use super::Finding;
use super::metadata::{Metadata, Package};

/// Says which members of the workspace a room may name, in code and in its tests.
struct Room {
    name: &'static str,
    knows: &'static [&'static str],
    tests_know: &'static [&'static str],
}

const ROOMS: &[Room] = &[
    Room { name: "domain", knows: &[], tests_know: &[] },
    Room { name: "migrations", knows: &[], tests_know: &[] },
    Room { name: "store", knows: &["domain", "migrations"], tests_know: &[] },
    Room { name: "search", knows: &["domain"], tests_know: &[] },
    Room { name: "matching", knows: &["domain"], tests_know: &[] },
    Room { name: "intake", knows: &["domain"], tests_know: &[] },
    Room {
        name: "app",
        knows: &["domain", "intake", "matching", "search", "store"],
        tests_know: &["testkit"],
    },
    Room { name: "api", knows: &["app", "domain"], tests_know: &["testkit"] },
    Room { name: "testkit", knows: &["app", "domain"], tests_know: &[] },
    Room { name: "xtask", knows: &[], tests_know: &[] },
];

/// Libraries that one room alone may name: the rest of the house asks that room; tests may look from outside.
const KEEPERS: &[(&str, &[&str])] = &[
    ("axum", &["api"]),
    ("chrono", &["store"]),
    ("sea-orm", &["store"]),
    ("sea-orm-migration", &["migrations"]),
    ("sqlx", &["store"]),
    ("tantivy", &["search"]),
];

/// Finds rooms that are not in the picture and arrows that are not.
pub fn check(metadata: &Metadata) -> Vec<Finding> {
    let members: Vec<&str> = metadata.members().map(|package| package.name.as_str()).collect();
    metadata.members().flat_map(|package| of(metadata, package, &members)).collect()
}

fn of(metadata: &Metadata, package: &Package, members: &[&str]) -> Vec<Finding> {
    let manifest = metadata.manifest(package);
    let name = package.name.as_str();
    let Some(room) = ROOMS.iter().find(|room| room.name == name) else {
        let what = format!("crate {name} is not in the picture: write an ADR and add it to xtask's arrows");
        return vec![Finding::new(manifest, 1, what)];
    };
    let mut findings = Vec::new();
    for dependency in &package.dependencies {
        let other = dependency.name.as_str();
        let in_tests = dependency.kind.as_deref() == Some("dev");
        let known = room.knows.contains(&other) || in_tests && room.tests_know.contains(&other);
        let keepers = KEEPERS.iter().find(|(library, _)| *library == other).map(|(_, keepers)| *keepers);
        if members.contains(&other) && !known {
            let what = format!("{name} must not know {other}: move the code, or go through a room between");
            findings.push(Finding::new(manifest, 1, what));
        } else if let Some(keepers) = keepers.filter(|keepers| !in_tests && !keepers.contains(&name)) {
            let what =
                format!("only {} knows {other}: ask it instead of linking {other}", keepers.join(", "));
            findings.push(Finding::new(manifest, 1, what));
        }
    }
    findings
}
