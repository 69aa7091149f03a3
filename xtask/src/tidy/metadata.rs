//! What `cargo metadata` says about the workspace and everything it links.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use serde::Deserialize;

/// Holds the packages of the workspace and of everything it links on this machine.
#[derive(Debug, Deserialize)]
pub struct Metadata {
    /// Every package.
    pub packages: Vec<Package>,
    workspace_members: BTreeSet<String>,
    /// The root folder of the workspace.
    pub workspace_root: PathBuf,
    resolve: Resolve,
}

/// Holds one package as its manifest describes it.
#[derive(Debug, Deserialize)]
pub struct Package {
    /// The name, as in a manifest.
    pub name: String,
    /// The version, as text.
    pub version: String,
    /// The SPDX expression, where the package declares one.
    pub license: Option<String>,
    /// The path of the manifest.
    pub manifest_path: PathBuf,
    /// What the manifest asks for.
    pub dependencies: Vec<Dependency>,
    id: String,
}

/// Holds one line of a manifest's dependencies.
#[derive(Debug, Deserialize)]
pub struct Dependency {
    /// The package's own name, whatever the manifest calls it.
    pub name: String,
    /// `dev` or `build`; nothing for an ordinary one.
    pub kind: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Resolve {
    nodes: Vec<Node>,
}

#[derive(Debug, Deserialize)]
struct Node {
    id: String,
    dependencies: Vec<String>,
}

impl Metadata {
    /// Asks cargo about the workspace at `root`, for this machine's platform; the error is a sentence.
    pub fn read(root: &Path) -> Result<Self, String> {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let mut command = Command::new(cargo);
        command.current_dir(root).args(["metadata", "--format-version", "1"]);
        if let Some(host) = host() {
            command.args(["--filter-platform", &host]);
        }
        let output = command.output().map_err(|error| format!("cargo metadata does not start: {error}"))?;
        if !output.status.success() {
            return Err(format!("cargo metadata: {}", String::from_utf8_lossy(&output.stderr).trim()));
        }
        serde_json::from_slice(&output.stdout).map_err(|error| format!("cargo metadata: {error}"))
    }

    /// Gives the packages that are written in this workspace.
    pub fn members(&self) -> impl Iterator<Item = &Package> {
        self.packages.iter().filter(|package| self.workspace_members.contains(&package.id))
    }

    /// Gives every package that some member really links, for tests too.
    pub fn linked(&self) -> Vec<&Package> {
        let arrows: BTreeMap<&str, &[String]> =
            self.resolve.nodes.iter().map(|node| (node.id.as_str(), node.dependencies.as_slice())).collect();
        let mut waiting: Vec<&str> = self.workspace_members.iter().map(String::as_str).collect();
        let mut seen = BTreeSet::new();
        while let Some(id) = waiting.pop() {
            if seen.insert(id) {
                waiting.extend(arrows.get(id).copied().unwrap_or_default().iter().map(String::as_str));
            }
        }
        self.packages.iter().filter(|package| seen.contains(package.id.as_str())).collect()
    }

    /// Gives the path of a package's manifest as seen from the root.
    pub fn manifest<'a>(&self, package: &'a Package) -> &'a Path {
        package.manifest_path.strip_prefix(&self.workspace_root).unwrap_or(&package.manifest_path)
    }
}

fn host() -> Option<String> {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output = Command::new(rustc).arg("-vV").output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    text.lines().find_map(|line| line.strip_prefix("host: ")).map(str::to_owned)
}
