//! A transaction: what it changed is remembered and flushed into history, outbox and audit chain before the commit.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use domain::event::{Event, Subject};
use domain::{Act, Changed};
use sea_orm::{DatabaseTransaction, DbBackend};

use crate::persist::Persist;
use crate::{Error, Result, chain};

/// One transaction; a handle that is cheap to clone and ends with [`crate::Store::write`].
#[derive(Debug, Clone)]
pub struct Tx(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    db: DatabaseTransaction,
    backend: DbBackend,
    pending: Mutex<Pending>,
}

#[derive(Debug, Default)]
struct Pending {
    request_id: String,
    entries: Vec<(Event, Act)>,
    /// What things entered with their past bring along.
    past: Vec<(Event, Act)>,
    /// Versions that taking back moved on: what stood at the one stands at the other.
    moved: HashMap<(Subject, i64), i64>,
}

impl Tx {
    pub(crate) fn new(db: DatabaseTransaction, backend: DbBackend) -> Self {
        Self(Arc::new(Inner { db, backend, pending: Mutex::default() }))
    }

    /// Names the request in history and audit trail.
    pub fn set_request_id(&self, id: &str) {
        id.clone_into(&mut self.pending().request_id);
    }

    /// Persists a change: the row, its history, the outbox and the audit entry.
    ///
    /// # Errors
    /// `Conflict` when the row is no longer at the version the change started from.
    pub async fn apply<T: Persist>(&self, changed: Changed<T>, act: &Act) -> Result<T> {
        let Changed { next, event } = changed;
        if next.version() == 1 {
            T::insert(std::slice::from_ref(&next), self.db()).await?;
        } else if !next.update(self.db()).await? {
            return Err(Error::Conflict { what: T::WHAT });
        }
        self.note(event, act);
        Ok(next)
    }

    /// Persists many new things of one kind at once; for seeds and imports.
    pub async fn enter_all<T: Persist>(&self, news: Vec<Changed<T>>, act: &Act) -> Result<()> {
        let (values, events): (Vec<T>, Vec<Event>) = news.into_iter().map(|c| (c.next, c.event)).unzip();
        T::insert(&values, self.db()).await?;
        for event in events {
            self.note(event, act);
        }
        Ok(())
    }

    /// Persists things that bring their past along, such as a demonstration's.
    ///
    /// The pasts of one transaction go into history and audit trail in the order of their times, before everything
    /// else the transaction does.
    pub async fn enter_past<T: Persist>(&self, values: &[T], past: Vec<(Event, Act)>) -> Result<()> {
        T::insert(values, self.db()).await?;
        self.pending().past.extend(past);
        Ok(())
    }

    /// Remembers an event that has no row of its own.
    pub fn note(&self, event: Event, act: &Act) {
        self.pending().entries.push((event, act.clone()));
    }

    pub(crate) fn db(&self) -> &DatabaseTransaction {
        &self.0.db
    }

    pub(crate) fn note_moved(&self, subject: Subject, was: i64, now: i64) {
        self.pending().moved.insert((subject, was), now);
    }

    pub(crate) fn moved_to(&self, subject: Subject, was: i64) -> i64 {
        self.pending().moved.get(&(subject, was)).copied().unwrap_or(was)
    }

    fn pending(&self) -> std::sync::MutexGuard<'_, Pending> {
        self.0.pending.lock().expect("nothing panics while it holds the list")
    }

    pub(crate) async fn commit(self) -> Result<()> {
        let Pending { request_id, entries, mut past, .. } = std::mem::take(&mut *self.pending());
        past.sort_by_key(|(_, act)| act.at);
        past.extend(entries);
        if !past.is_empty() {
            chain::append(self.db(), self.0.backend, &past, &request_id).await?;
        }
        let inner = Arc::try_unwrap(self.0)
            .map_err(|_| Error::Unavailable("a transaction was still in use at its commit".to_owned()))?;
        Ok(inner.db.commit().await?)
    }
}
