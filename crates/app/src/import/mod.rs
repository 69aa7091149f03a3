//! Imports: a file becomes a plan, the plan is applied as a batch, and a batch can be taken back.
//!
//! The same code serves the command line, the JSON interface and the page.

mod apply;
mod known;
mod running;
mod words;

pub use words::{MovingRow, import_field, is_error, moving_rows, problem_words};

use std::sync::Arc;

use domain::event::Subject;
use domain::policy::Action;
use domain::{BatchId, Lang};
use intake::{Kind, Plan};
use serde::{Deserialize, Serialize};
use store::{Batch, BatchState, Tx};

use crate::{App, Call, Done, Error, Result};

pub(crate) use running::Running;

/// Tells how far a long piece of work has come: done, and of how many.
pub type Progress = Arc<dyn Fn(usize, usize) + Send + Sync>;

/// How a plan is applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// Rows without an error; the others stay in the batch for repair.
    #[default]
    ValidRows,
    /// All rows, or none when one has an error.
    AllOrNothing,
}

/// What applying a batch did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Receipt {
    /// Things that were made.
    pub new: usize,
    /// Things that were changed.
    pub updated: usize,
    /// Rows that told nothing new.
    pub unchanged: usize,
    /// Rows that wait for a person.
    pub duplicate: usize,
    /// Rows that cannot be applied.
    pub error: usize,
    /// Teams that were made.
    pub teams: usize,
}

/// A batch with its plan and receipt read.
#[derive(Debug, Clone)]
pub struct BatchSeen {
    /// The batch.
    pub batch: Batch,
    /// What it would do, or did.
    pub plan: Plan,
    /// What applying it did.
    pub receipt: Option<Receipt>,
}

impl App {
    /// Reads a file and works out what importing it would do; nothing but the plan is kept.
    pub async fn plan_import(
        &self,
        call: &Call,
        kind: Kind,
        file_name: &str,
        content: Vec<u8>,
    ) -> Result<BatchSeen> {
        self.permit(&call.actor, &Action::Import)?;
        let known = self.known_for(call, kind).await?;
        let now = self.clock.now();
        let name: String = file_name.chars().take(200).collect();
        let (plan, content) = tokio::task::spawn_blocking({
            let name = name.clone();
            move || {
                let book = intake::open(&name, &content)?;
                Ok::<_, intake::Refusal>((known.plan(&book, kind, now)?, content))
            }
        })
        .await
        .map_err(Error::internal)??;
        let batch = Batch {
            id: self.clock.mint(),
            kind: kind.code().to_owned(),
            file_name: name,
            file_checksum: checksum(&content),
            state: BatchState::Planned,
            plan: serde_json::to_string(&plan).map_err(Error::internal)?,
            receipt: String::new(),
            by: call.actor.account(),
            created_at: now,
        };
        let act = call.act(now, None);
        let kept = batch.clone();
        self.change(call, async move |tx: Tx| {
            tx.keep_batch(&kept, &content, &act).await?;
            Ok(Done { subject: Subject::Batch(kept.id), version: 1 })
        })
        .await?;
        Ok(BatchSeen { batch, plan, receipt: None })
    }

    /// Applies a planned batch in one transaction; a batch that no longer fits what exists is planned anew first.
    pub async fn apply_import(
        &self,
        call: &Call,
        id: BatchId,
        mode: Mode,
        progress: Option<Progress>,
    ) -> Result<Receipt> {
        self.permit(&call.actor, &Action::Import)?;
        let seen = self.batch(call, id).await?;
        if !matches!(seen.batch.state, BatchState::Planned) {
            return Err(domain::Refused {
                what: "batch",
                state: state_code(&seen.batch.state),
                action: "apply",
                code: "state",
            }
            .into());
        }
        let plan = self.replan(call, &seen).await?;
        if mode == Mode::AllOrNothing && plan.summary.error > 0 {
            return Err(domain::Refused {
                what: "batch",
                state: "planned",
                action: "apply",
                code: "rows_with_errors",
            }
            .into());
        }
        let receipt = self.run_plan(call, id, plan, progress).await?;
        self.wake();
        Ok(receipt)
    }

    /// Takes an applied batch back; refused when something it made or changed has moved on.
    pub async fn undo_import(&self, call: &Call, id: BatchId) -> Result<Done> {
        self.permit(&call.actor, &Action::Import)?;
        let act = call.act(self.clock.now(), None);
        let done = self
            .change(call, async move |tx: Tx| {
                let batch = tx.batch(id).await?.ok_or(Error::NotFound)?;
                let BatchState::Applied { .. } = batch.state else {
                    return Err(domain::Refused {
                        what: "batch",
                        state: state_code(&batch.state),
                        action: "undo",
                        code: "state",
                    }
                    .into());
                };
                for change in tx.batch_changes(id).await? {
                    tx.take_back(&change, &act).await.map_err(|e| match e {
                        store::Error::Conflict { .. } | store::Error::Dangling => {
                            Error::Refused(domain::Refused {
                                what: "batch",
                                state: "applied",
                                action: "undo",
                                code: "rows_moved_on",
                            })
                        }
                        other => other.into(),
                    })?;
                }
                tx.batch_undone(id, &act).await?;
                Ok(Done { subject: Subject::Batch(id), version: 1 })
            })
            .await?;
        self.wake();
        Ok(done)
    }

    /// Reads a batch with its plan and receipt.
    pub async fn batch(&self, call: &Call, id: BatchId) -> Result<BatchSeen> {
        self.permit(&call.actor, &Action::Import)?;
        let batch = self.store.batch(id).await?.ok_or(Error::NotFound)?;
        let plan = serde_json::from_str(&batch.plan).map_err(Error::internal)?;
        let receipt = if batch.receipt.is_empty() {
            None
        } else {
            serde_json::from_str(&batch.receipt).map_err(Error::internal)?
        };
        Ok(BatchSeen { batch, plan, receipt })
    }

    /// Lists the newest batches.
    pub async fn batches(&self, call: &Call) -> Result<Vec<Batch>> {
        self.permit(&call.actor, &Action::Import)?;
        Ok(self.store.batches(50).await?)
    }

    /// Returns the batch's file again with a column of complaints; also its name.
    pub async fn annotated_file(&self, call: &Call, id: BatchId) -> Result<(String, Vec<u8>)> {
        let seen = self.batch(call, id).await?;
        let content = self.store.batch_file(id).await?.ok_or(Error::NotFound)?;
        let name = seen.batch.file_name.clone();
        let bytes = tokio::task::spawn_blocking(move || {
            let book = intake::open(&name, &content)?;
            intake::annotate::annotate(&book, &seen.plan).map_err(Error::internal)
        })
        .await
        .map_err(Error::internal)??;
        let ending = if bytes.starts_with(b"PK") { "xlsx" } else { "csv" };
        let stem =
            seen.batch.file_name.rsplit_once('.').map_or(seen.batch.file_name.as_str(), |(stem, _)| stem);
        Ok((format!("{stem}-错误说明.{ending}"), bytes))
    }

    /// Returns an empty workbook with the columns of a kind.
    pub fn import_template(kind: Kind, lang: Lang) -> Result<Vec<u8>> {
        intake::template::template(kind, lang).map_err(Error::internal)
    }

    /// Plans a kept file anew against what exists now, so that two imports in a row do not enter a thing twice.
    async fn replan(&self, call: &Call, seen: &BatchSeen) -> Result<Plan> {
        let kind = seen.plan.kind;
        let known = self.known_for(call, kind).await?;
        let content = self.store.batch_file(seen.batch.id).await?.ok_or(Error::NotFound)?;
        let (name, clock) = (seen.batch.file_name.clone(), seen.plan.clock);
        let plan = tokio::task::spawn_blocking(move || {
            let book = intake::open(&name, &content)?;
            known.plan(&book, kind, clock)
        })
        .await
        .map_err(Error::internal)??;
        Ok(plan)
    }
}

pub(crate) fn state_code(state: &BatchState) -> &'static str {
    match state {
        BatchState::Planned => "planned",
        BatchState::Applied { .. } => "applied",
        BatchState::Undone { .. } => "undone",
    }
}

pub(crate) fn checksum(content: &[u8]) -> String {
    use sha2::Digest;
    data_encoding::HEXLOWER.encode(&sha2::Sha256::digest(content))
}
