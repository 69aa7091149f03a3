//! The data folder: one process holds it, and it keeps the installation's key.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::Write;
use std::path::{Path, PathBuf};

use domain::Secret;

/// Why a data folder cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    /// It cannot be written.
    #[error("the data folder {} cannot be written ({source}): check its owner and permissions, or name another with --data", .path.display())]
    NotWritable {
        /// The folder.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// Another process holds it.
    #[error("another techbroker process holds the data folder {}: stop it first, or name another with --data", .0.display())]
    Held(PathBuf),
}

/// A data folder that this process may use.
#[derive(Debug)]
pub(crate) struct Folder {
    path: PathBuf,
    key: Secret<Vec<u8>>,
    /// Held until the process ends; the system releases it even after a crash.
    _lock: Option<File>,
}

impl Folder {
    /// Opens a folder, makes it where it is missing, and holds it when asked to.
    pub(crate) fn open(path: &Path, hold: bool) -> Result<Self, FolderError> {
        let unwritable = |source| FolderError::NotWritable { path: path.to_owned(), source };
        fs::create_dir_all(path.join("files")).map_err(unwritable)?;
        let lock = if hold { Some(lock(path)?) } else { None };
        let key = key(&path.join("key")).map_err(unwritable)?;
        Ok(Self { path: path.to_owned(), key: Secret::new(key), _lock: lock })
    }

    /// Returns the key that signs private links.
    pub(crate) const fn key(&self) -> &Secret<Vec<u8>> {
        &self.key
    }

    /// Returns the folder of the index.
    pub(crate) fn index(&self) -> PathBuf {
        self.path.join("index")
    }

    /// Returns the folder of stored files, outside the web root.
    pub(crate) fn files(&self) -> PathBuf {
        self.path.join("files")
    }
}

fn lock(path: &Path) -> Result<File, FolderError> {
    let unwritable = |source| FolderError::NotWritable { path: path.to_owned(), source };
    let file = OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .open(path.join("lock"))
        .map_err(unwritable)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(FolderError::Held(path.to_owned())),
        Err(TryLockError::Error(source)) => Err(unwritable(source)),
    }
}

fn key(path: &Path) -> std::io::Result<Vec<u8>> {
    if let Ok(key) = fs::read(path)
        && key.len() == 32
    {
        return Ok(key);
    }
    let mut bytes = vec![0u8; 32];
    getrandom::fill(&mut bytes).map_err(std::io::Error::other)?;
    let mut options = OpenOptions::new();
    options.create(true).truncate(true).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)?.write_all(&bytes)?;
    Ok(bytes)
}
