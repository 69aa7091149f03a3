//! Import batches: the plan, what applying it changed, and taking it back.

mod undo;

use domain::event::{Event, Subject};
use domain::{AccountId, Act, BatchId, Timestamp};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
};

use crate::persist::insert_rows;
use crate::row::{batch_change as change, import_batch as row, import_file as file};
use crate::value::{moment, timestamp};
use crate::{Error, Result, Store, Tx};

/// Where a batch stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BatchState {
    /// Read and compared; nothing was changed.
    Planned,
    /// Applied.
    Applied {
        /// When.
        at: Timestamp,
    },
    /// Applied and taken back.
    Undone {
        /// When.
        at: Timestamp,
    },
}

/// An import batch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batch {
    /// Its name.
    pub id: BatchId,
    /// `roster`, `needs`, `companies` or `evidence`.
    pub kind: String,
    /// The file's name.
    pub file_name: String,
    /// SHA-256 of the file, in hexadecimal.
    pub file_checksum: String,
    /// Where it stands.
    pub state: BatchState,
    /// The plan, as JSON.
    pub plan: String,
    /// The receipt, as JSON; empty before it is applied.
    pub receipt: String,
    /// Who sent it.
    pub by: Option<AccountId>,
    /// When it was read.
    pub created_at: Timestamp,
}

/// One thing that a batch made or changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BatchChange {
    /// The thing.
    pub subject: Subject,
    /// What it held before, as JSON; `None` when the batch made it.
    pub before: Option<String>,
    /// Its version after.
    pub version_after: i64,
}

fn value(r: row::Model) -> Result<Batch> {
    let state = match (r.state.as_str(), r.applied_at, r.undone_at) {
        ("planned", None, None) => BatchState::Planned,
        ("applied", Some(at), None) => BatchState::Applied { at: timestamp(at) },
        ("undone", Some(_), Some(at)) => BatchState::Undone { at: timestamp(at) },
        _ => return Err(Error::corrupt("import_batch", "state").in_row(r.id)),
    };
    Ok(Batch {
        id: BatchId::from_uuid(r.id),
        kind: r.kind,
        file_name: r.file_name,
        file_checksum: r.file_checksum,
        state,
        plan: r.plan,
        receipt: r.receipt,
        by: r.by_account.map(AccountId::from_uuid),
        created_at: timestamp(r.created_at),
    })
}

impl Store {
    /// Reads a batch.
    pub async fn batch(&self, id: BatchId) -> Result<Option<Batch>> {
        row::Entity::find_by_id(id.uuid()).one(self.db()).await?.map(value).transpose()
    }

    /// Reads the newest batches.
    pub async fn batches(&self, limit: u64) -> Result<Vec<Batch>> {
        let rows = row::Entity::find().order_by_desc(row::Column::Id).limit(limit).all(self.db()).await?;
        rows.into_iter().map(value).collect()
    }

    /// Reads the file a batch was read from.
    pub async fn batch_file(&self, id: BatchId) -> Result<Option<Vec<u8>>> {
        Ok(file::Entity::find_by_id(id.uuid()).one(self.db()).await?.map(|r| r.content))
    }
}

impl Tx {
    /// Keeps a planned batch with its file.
    pub async fn keep_batch(&self, batch: &Batch, content: &[u8], act: &Act) -> Result<()> {
        let model = row::Model {
            id: batch.id.uuid(),
            kind: batch.kind.clone(),
            file_name: batch.file_name.clone(),
            file_checksum: batch.file_checksum.clone(),
            state: "planned".to_owned(),
            plan: batch.plan.clone(),
            receipt: String::new(),
            by_account: batch.by.map(AccountId::uuid),
            created_at: moment(batch.created_at),
            applied_at: None,
            undone_at: None,
        };
        row::Entity::insert(model.into_active_model().reset_all()).exec_without_returning(self.db()).await?;
        let bytes = file::Model { batch_id: batch.id.uuid(), content: content.to_vec() };
        file::Entity::insert(bytes.into_active_model().reset_all()).exec_without_returning(self.db()).await?;
        self.note(Event::new(Subject::Batch(batch.id), "batch.planned"), act);
        Ok(())
    }

    /// Reads a batch inside the transaction.
    pub async fn batch(&self, id: BatchId) -> Result<Option<Batch>> {
        row::Entity::find_by_id(id.uuid()).one(self.db()).await?.map(value).transpose()
    }

    /// Notes that a planned batch was applied, with what it changed; a second time is a conflict.
    pub async fn batch_applied(
        &self,
        id: BatchId,
        receipt: &str,
        changes: &[BatchChange],
        act: &Act,
    ) -> Result<()> {
        let done = row::Entity::update_many()
            .col_expr(row::Column::State, "applied".into())
            .col_expr(row::Column::Receipt, receipt.into())
            .col_expr(row::Column::AppliedAt, moment(act.at).into())
            .filter(row::Column::Id.eq(id.uuid()))
            .filter(row::Column::State.eq("planned"))
            .exec(self.db())
            .await?;
        if done.rows_affected == 0 {
            return Err(Error::Conflict { what: "batch" });
        }
        let rows = (0_i64..)
            .zip(changes)
            .map(|(position, c)| change::Model {
                batch_id: id.uuid(),
                position,
                subject_kind: c.subject.kind().to_owned(),
                subject_id: c.subject.uuid(),
                before: c.before.clone(),
                version_after: c.version_after,
            })
            .collect();
        insert_rows::<change::Entity, _>(rows, self.db()).await?;
        self.note(Event::new(Subject::Batch(id), "batch.applied"), act);
        Ok(())
    }

    /// Reads what a batch changed, the last first.
    pub async fn batch_changes(&self, id: BatchId) -> Result<Vec<BatchChange>> {
        let rows = change::Entity::find()
            .filter(change::Column::BatchId.eq(id.uuid()))
            .order_by_desc(change::Column::Position)
            .all(self.db())
            .await?;
        rows.into_iter()
            .map(|r| {
                let subject = Subject::from_parts(&r.subject_kind, r.subject_id)
                    .ok_or_else(|| Error::corrupt("batch_change", "subject_kind").in_row(id))?;
                Ok(BatchChange { subject, before: r.before, version_after: r.version_after })
            })
            .collect()
    }
}
