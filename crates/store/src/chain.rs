//! History, outbox and audit chain: one entry in each for every change, under one sequence.

use domain::event::{Event, Subject};
use domain::{AccountId, Act, OnBehalf, Timestamp};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, DbBackend, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect, Statement,
};
use serde_json::json;
use sha2::{Digest, Sha256};

use crate::persist::insert_rows;
use crate::row::{audit, event, outbox};
use crate::value::{hex, json as write, moment, read, timestamp};
use crate::{Result, Store};

/// Names the advisory lock under which sequence numbers are taken, so that their order is the order of commits.
const SEQUENCE_LOCK: i64 = 0x7465_6368_0002;

/// One entry of the outbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heard {
    /// Its place; gaps never close later.
    pub sequence: i64,
    /// What it is about; `None` for a kind this version does not know.
    pub subject: Option<Subject>,
    /// What happened, as a code.
    pub what: String,
}

/// One entry of a history.
#[derive(Debug, Clone, PartialEq)]
pub struct Happened {
    /// Its place.
    pub sequence: i64,
    /// What happened, as a code.
    pub what: String,
    /// Facts beside the code.
    pub facts: serde_json::Value,
    /// Who acted or recorded.
    pub by: Option<AccountId>,
    /// When.
    pub at: Timestamp,
    /// On whose behalf it was recorded.
    pub on_behalf: Option<OnBehalf>,
}

pub(crate) async fn append(
    db: &DatabaseTransaction,
    backend: DbBackend,
    entries: &[(Event, Act)],
    request_id: &str,
) -> Result<()> {
    if backend == DbBackend::Postgres {
        // Held until the commit: a reader that saw number n has seen every smaller number there will ever be.
        let sql = format!("SELECT pg_advisory_xact_lock({SEQUENCE_LOCK})");
        db.execute_raw(Statement::from_string(backend, sql)).await?;
    }
    let last = audit::Entity::find().order_by_desc(audit::Column::Sequence).limit(1).one(db).await?;
    let (mut sequence, mut previous) = last.map_or((0, String::new()), |row| (row.sequence, row.hash));
    let (mut events, mut outboxes, mut audits) = (Vec::new(), Vec::new(), Vec::new());
    // What was entered with its past is news all the same, and is kept as long as other news.
    let heard_at = entries.iter().map(|(_, act)| moment(act.at)).max();
    for (happened, act) in entries {
        sequence += 1;
        let (kind, id) = (happened.subject.kind().to_owned(), happened.subject.uuid());
        let entry = entry(sequence, happened, act, request_id);
        let hash = link(&previous, &entry);
        events.push(event::Model {
            sequence,
            subject_kind: kind.clone(),
            subject_id: id,
            what: happened.what.clone(),
            facts: happened.facts.to_string(),
            by_account: act.by.map(AccountId::uuid),
            at: moment(act.at),
            on_behalf: act.on_behalf.as_ref().map(write),
            request_id: request_id.to_owned(),
        });
        let what = happened.what.clone();
        outboxes.push(outbox::Model {
            sequence,
            subject_kind: kind,
            subject_id: id,
            what,
            at: heard_at.unwrap_or_else(|| moment(act.at)),
        });
        audits.push(audit::Model { sequence, previous, hash: hash.clone(), entry });
        previous = hash;
    }
    insert_rows::<event::Entity, _>(events, db).await?;
    insert_rows::<outbox::Entity, _>(outboxes, db).await?;
    insert_rows::<audit::Entity, _>(audits, db).await
}

/// Writes an entry of the chain: names of things and codes, never protected text.
fn entry(sequence: i64, event: &Event, act: &Act, request_id: &str) -> String {
    json!({
        "sequence": sequence,
        "subject": event.subject,
        "what": event.what,
        "facts": event.facts,
        "by": act.by,
        "at": act.at,
        "on_behalf": act.on_behalf,
        "request": request_id,
    })
    .to_string()
}

fn link(previous: &str, entry: &str) -> String {
    let mut hash = Sha256::new();
    hash.update(previous.as_bytes());
    hash.update([0]);
    hash.update(entry.as_bytes());
    hex(&hash.finalize())
}

impl Store {
    /// Returns the outbox past a place, in order.
    pub async fn heard_after(&self, sequence: i64, limit: u64) -> Result<Vec<Heard>> {
        let rows = outbox::Entity::find()
            .filter(outbox::Column::Sequence.gt(sequence))
            .order_by_asc(outbox::Column::Sequence)
            .limit(limit)
            .all(self.db())
            .await?;
        Ok(rows
            .into_iter()
            .map(|r| Heard {
                sequence: r.sequence,
                subject: Subject::from_parts(&r.subject_kind, r.subject_id),
                what: r.what,
            })
            .collect())
    }

    /// Returns the last sequence number, or 0.
    pub async fn last_sequence(&self) -> Result<i64> {
        let last =
            audit::Entity::find().order_by_desc(audit::Column::Sequence).limit(1).one(self.db()).await?;
        Ok(last.map_or(0, |r| r.sequence))
    }

    /// Returns the first sequence number the outbox still holds, or one past the last.
    pub async fn first_heard(&self) -> Result<i64> {
        let first =
            outbox::Entity::find().order_by_asc(outbox::Column::Sequence).limit(1).one(self.db()).await?;
        match first {
            Some(row) => Ok(row.sequence),
            None => Ok(self.last_sequence().await? + 1),
        }
    }

    /// Returns the history of one thing, the oldest first.
    pub async fn history(&self, subject: Subject) -> Result<Vec<Happened>> {
        let rows = event::Entity::find()
            .filter(event::Column::SubjectKind.eq(subject.kind()))
            .filter(event::Column::SubjectId.eq(subject.uuid()))
            .order_by_asc(event::Column::Sequence)
            .all(self.db())
            .await?;
        rows.into_iter().map(happened).collect()
    }

    /// Returns the newest entries of all histories before a place, with their subjects, for the audit page.
    pub async fn recent(&self, before: i64, limit: u64) -> Result<Vec<(Option<Subject>, Happened)>> {
        let rows = event::Entity::find()
            .filter(event::Column::Sequence.lt(before))
            .order_by_desc(event::Column::Sequence)
            .limit(limit)
            .all(self.db())
            .await?;
        rows.into_iter()
            .map(|row| Ok((Subject::from_parts(&row.subject_kind, row.subject_id), happened(row)?)))
            .collect()
    }

    /// Walks the audit chain; returns how many entries fit and the sequence of the first that does not.
    pub async fn verify_audit(&self) -> Result<(u64, Option<i64>)> {
        let (mut previous, mut expected, mut fitting) = (String::new(), 1_i64, 0_u64);
        loop {
            let rows = audit::Entity::find()
                .filter(audit::Column::Sequence.gte(expected))
                .order_by_asc(audit::Column::Sequence)
                .limit(1000)
                .all(self.db())
                .await?;
            if rows.is_empty() {
                // A chain cut off at its end still fits; the history beside it tells.
                let happened = event::Entity::find().order_by_desc(event::Column::Sequence).limit(1);
                let longer = happened.one(self.db()).await?.is_some_and(|e| e.sequence >= expected);
                return Ok((fitting, longer.then_some(expected)));
            }
            for row in rows {
                if row.sequence != expected
                    || row.previous != previous
                    || link(&previous, &row.entry) != row.hash
                {
                    return Ok((fitting, Some(expected)));
                }
                previous = row.hash;
                expected += 1;
                fitting += 1;
            }
        }
    }

    /// Removes outbox entries that are older than a time; followers that fell behind rebuild.
    pub async fn prune_outbox(&self, before: Timestamp) -> Result<u64> {
        self.write(async move |tx| {
            let done = outbox::Entity::delete_many()
                .filter(outbox::Column::At.lt(moment(before)))
                .exec(tx.db())
                .await?;
            Ok(done.rows_affected)
        })
        .await
    }
}

fn happened(row: event::Model) -> Result<Happened> {
    let key = row.sequence;
    let bad = |e: crate::Error| e.in_row(key);
    Ok(Happened {
        sequence: row.sequence,
        what: row.what,
        facts: read(&row.facts, "event", "facts").map_err(bad)?,
        by: row.by_account.map(AccountId::from_uuid),
        at: timestamp(row.at),
        on_behalf: row.on_behalf.map(|t| read(&t, "event", "on_behalf")).transpose().map_err(bad)?,
    })
}
