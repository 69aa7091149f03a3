//! Stored files: checked by their bytes, kept outside the web root under a random name.

use domain::{Act, FileId};
use store::{StoredFile, Tx};

use crate::{App, Call, Error, Result};

/// Largest stored file.
pub(crate) const LARGEST: usize = 10 * 1024 * 1024;

/// What a file may be, by its first bytes.
const KINDS: [(&[u8], &str); 3] =
    [(b"%PDF-", "application/pdf"), (b"\x89PNG\r\n\x1a\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg")];

impl App {
    /// Keeps a scan or another proof: PDF, PNG or JPEG, at most 10 MiB; for brokers, since all files here are proofs.
    pub async fn keep_file(&self, call: &Call, name: &str, bytes: Vec<u8>) -> Result<FileId> {
        self.may_read_queue(call)?;
        if bytes.len() > LARGEST {
            return Err(Error::field("file", "too_large"));
        }
        let kind = KINDS.iter().find(|(magic, _)| bytes.starts_with(magic));
        let (_, media_type) = kind.ok_or_else(|| Error::field("file", "unknown_kind"))?;
        let now = self.clock.now();
        let file = StoredFile {
            id: self.clock.mint(),
            name: name.chars().filter(|c| !c.is_control() && !matches!(c, '/' | '\\')).take(200).collect(),
            media_type: (*media_type).to_owned(),
            checksum: crate::import::checksum(&bytes),
            size: i64::try_from(bytes.len()).map_err(Error::internal)?,
            by: call.actor.account(),
            at: now,
        };
        let path = self.folder.files().join(file.id.to_string());
        tokio::task::spawn_blocking(move || write_new(&path, &bytes))
            .await
            .map_err(Error::internal)?
            .map_err(Error::internal)?;
        let act = Act { by: call.actor.account(), at: now, on_behalf: None };
        let id = file.id;
        self.store.write(async |tx: Tx| -> Result<()> { Ok(tx.keep_file(&file, &act).await?) }).await?;
        Ok(id)
    }

    /// Reads a stored file with what is known of it; brokers only, since all files here are proofs.
    pub async fn read_file(&self, call: &Call, id: FileId) -> Result<(StoredFile, Vec<u8>)> {
        if !call.actor.is_broker() {
            return Err(Error::NotFound);
        }
        let file = self.store.stored_file(id).await?.ok_or(Error::NotFound)?;
        let path = self.folder.files().join(id.to_string());
        let bytes = tokio::task::spawn_blocking(move || std::fs::read(path))
            .await
            .map_err(Error::internal)?
            .map_err(Error::internal)?;
        Ok((file, bytes))
    }
}

/// Writes a file beside its place and moves it there once it is safe on disk.
fn write_new(path: &std::path::Path, bytes: &[u8]) -> std::io::Result<()> {
    let beside = path.with_extension("part");
    let mut file = std::fs::File::create(&beside)?;
    std::io::Write::write_all(&mut file, bytes)?;
    file.sync_all()?;
    std::fs::rename(&beside, path)
}
