//! Where the index lies on disk: numbered folders, and a pointer file that says which one counts.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use crate::Error;

const POINTER: &str = "current";
const PREFIX: &str = "index-";

/// Reads the name of the folder that counts; `None` when there is no pointer.
pub(crate) fn current(home: &Path) -> Result<Option<String>, Error> {
    let pointer = home.join(POINTER);
    match fs::read_to_string(&pointer) {
        Ok(name) => Ok(Some(name.trim().to_owned())),
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(e) if e.kind() == std::io::ErrorKind::InvalidData => Ok(Some(String::new())),
        Err(e) => Err(Error::disk("read", pointer)(e)),
    }
}

/// Whether a folder name belongs to the layout with this fingerprint.
pub(crate) fn is_ours(name: &str, fingerprint: &str) -> bool {
    name.strip_prefix(PREFIX)
        .and_then(|rest| rest.strip_prefix(fingerprint))
        .and_then(|rest| rest.strip_prefix('-'))
        .is_some_and(|number| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()))
}

/// Makes a new, empty folder beside the one that counts.
pub(crate) fn fresh(home: &Path, fingerprint: &str) -> Result<PathBuf, Error> {
    let highest = folders(home).iter().filter_map(|name| name.rsplit('-').next()?.parse::<u64>().ok()).max();
    let mut number = highest.unwrap_or(0);
    loop {
        number += 1;
        let place = home.join(format!("{PREFIX}{fingerprint}-{number}"));
        match fs::create_dir(&place) {
            Ok(()) => return Ok(place),
            Err(e) if e.kind() == std::io::ErrorKind::AlreadyExists => {}
            Err(e) => return Err(Error::disk("create", place)(e)),
        }
    }
}

/// Lets another folder count from now on; a crash leaves either the old or the new one, never none.
pub(crate) fn point_at(home: &Path, place: &Path) -> Result<(), Error> {
    let name = place.file_name().and_then(|n| n.to_str()).unwrap_or_default();
    let (pointer, draft) = (home.join(POINTER), home.join("current.new"));
    let write = || {
        let mut file = File::create(&draft)?;
        file.write_all(name.as_bytes())?;
        file.sync_all()?;
        fs::rename(&draft, &pointer)?;
        sync_folder(home)
    };
    write().map_err(Error::disk("write", &pointer))
}

#[cfg(unix)]
fn sync_folder(folder: &Path) -> std::io::Result<()> {
    File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
fn sync_folder(_: &Path) -> std::io::Result<()> {
    Ok(())
}

/// Removes every index folder but one: the old one after a swap, and what a crash left behind.
///
/// What cannot be removed now is removed after the next swap.
pub(crate) fn keep_only(home: &Path, place: &Path) {
    let kept = place.file_name().and_then(|n| n.to_str()).unwrap_or_default();
    for name in folders(home).iter().filter(|name| *name != kept) {
        drop(fs::remove_dir_all(home.join(name)));
    }
}

/// Takes the lock that lets one rebuild run at a time; it goes with the file.
pub(crate) fn rebuild_lock(home: &Path) -> Result<File, Error> {
    let path = home.join("rebuild.lock");
    let file = File::create(&path).map_err(Error::disk("create", &path))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(fs::TryLockError::WouldBlock) => Err(Error::Busy),
        Err(fs::TryLockError::Error(e)) => Err(Error::disk("lock", &path)(e)),
    }
}

/// Sums the bytes of the files in a folder.
pub(crate) fn bytes(place: &Path) -> u64 {
    let Ok(entries) = fs::read_dir(place) else { return 0 };
    entries.flatten().filter_map(|entry| entry.metadata().ok()).map(|meta| meta.len()).sum()
}

/// Lists what a folder holds; nothing when it cannot be read.
pub(crate) fn names(place: &Path) -> Vec<String> {
    let Ok(entries) = fs::read_dir(place) else { return Vec::new() };
    entries.flatten().filter_map(|entry| entry.file_name().into_string().ok()).collect()
}

fn folders(home: &Path) -> Vec<String> {
    names(home).into_iter().filter(|name| name.starts_with(PREFIX)).collect()
}
