//! Stored files: what is known of them; the bytes lie in the data folder.

use domain::event::{Event, Subject};
use domain::{AccountId, Act, FileId, Timestamp};
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel};

use crate::row::stored_file as row;
use crate::value::{moment, timestamp};
use crate::{Result, Store, Tx};

/// A stored file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredFile {
    /// Its name in the system, and on disk.
    pub id: FileId,
    /// The name it came with.
    pub name: String,
    /// Its media type, by its bytes.
    pub media_type: String,
    /// SHA-256 of its bytes, in hexadecimal.
    pub checksum: String,
    /// Bytes.
    pub size: i64,
    /// Who stored it.
    pub by: Option<AccountId>,
    /// When.
    pub at: Timestamp,
}

impl Store {
    /// Reads what is known of a file.
    pub async fn stored_file(&self, id: FileId) -> Result<Option<StoredFile>> {
        let found = row::Entity::find_by_id(id.uuid()).one(self.db()).await?;
        Ok(found.map(|r| StoredFile {
            id: FileId::from_uuid(r.id),
            name: r.name,
            media_type: r.media_type,
            checksum: r.checksum,
            size: r.size,
            by: r.by_account.map(AccountId::from_uuid),
            at: timestamp(r.created_at),
        }))
    }
}

impl Tx {
    /// Keeps what is known of a file whose bytes are already on disk.
    pub async fn keep_file(&self, file: &StoredFile, act: &Act) -> Result<()> {
        let model = row::Model {
            id: file.id.uuid(),
            name: file.name.clone(),
            media_type: file.media_type.clone(),
            checksum: file.checksum.clone(),
            size: file.size,
            by_account: file.by.map(AccountId::uuid),
            created_at: moment(file.at),
        };
        row::Entity::insert(model.into_active_model().reset_all()).exec_without_returning(self.db()).await?;
        let event = Event::new(Subject::File(file.id), "file.stored")
            .with(serde_json::json!({ "sha256": file.checksum }));
        self.note(event, act);
        Ok(())
    }
}
