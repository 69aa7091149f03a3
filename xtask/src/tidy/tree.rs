//! The files of a workspace, read once for all rules.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

/// Folders that hold what tools make.
const MADE: &[&str] = &[".git", ".playwright", "node_modules", "target"];

/// Holds the text of every UTF-8 file of a tree, and the name of every file.
#[derive(Debug, Default)]
pub struct Tree {
    files: BTreeMap<PathBuf, Option<String>>,
}

impl Tree {
    /// Reads everything below `root` but what tools make; fails when a folder or file cannot be read.
    pub fn read(root: &Path) -> io::Result<Self> {
        let mut tree = Self::default();
        tree.descend(root, Path::new(""))?;
        Ok(tree)
    }

    fn descend(&mut self, root: &Path, below: &Path) -> io::Result<()> {
        for entry in std::fs::read_dir(root.join(below))? {
            let entry = entry?;
            let name = entry.file_name();
            let path = below.join(&name);
            let kind = entry.file_type()?;
            if kind.is_dir() && !MADE.iter().any(|made| name == *made) {
                self.descend(root, &path)?;
            } else if kind.is_file() {
                let text = String::from_utf8(std::fs::read(root.join(&path))?).ok();
                self.files.insert(path, text);
            }
        }
        Ok(())
    }

    /// Gives the text of a file, if it is there and is text.
    pub fn text(&self, path: impl AsRef<Path>) -> Option<&str> {
        self.files.get(path.as_ref())?.as_deref()
    }

    /// Says whether a file or a folder with files lies at `path`.
    pub fn has(&self, path: &Path) -> bool {
        path.as_os_str().is_empty()
            || self.files.contains_key(path)
            || self.files.keys().any(|file| file.starts_with(path))
    }

    /// Gives the text files below a folder whose name ends in one of `extensions`, in order of their paths.
    pub fn texts<'a, 'asked>(
        &'a self,
        folder: &'asked str,
        extensions: &'asked [&'asked str],
    ) -> impl Iterator<Item = (&'a Path, &'a str)> {
        self.files.iter().filter_map(move |(path, text)| {
            let extension = path.extension()?.to_str()?;
            let wanted = path.starts_with(folder) && extensions.contains(&extension);
            wanted.then(|| text.as_deref().map(|text| (path.as_path(), text)))?
        })
    }
}
