//! Opening the database: one writer and a few readers on SQLite, a pool on PostgreSQL.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use migrations::{Migrator, MigratorTrait};
use sea_orm::sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbBackend, SqliteTransactionMode,
    Statement, TransactionOptions, TransactionTrait,
};
use tokio::sync::Mutex;

use crate::{Error, Result, Tx};

/// Names the advisory lock that migrations take; any number that nobody else uses.
const MIGRATION_LOCK: i64 = 0x7465_6368_0001;

/// How the database is opened.
#[derive(Debug, Clone)]
pub struct Options {
    /// `sqlite://path?mode=rwc` or `postgres://…`.
    pub url: String,
    /// Connections that read.
    pub readers: u32,
}

/// The memory; cheap to clone.
#[derive(Debug, Clone)]
pub struct Store(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    /// Reads on SQLite, everything on PostgreSQL.
    readers: DatabaseConnection,
    /// The one connection that writes on SQLite.
    writer: Option<Mutex<DatabaseConnection>>,
    backend: DbBackend,
    epoch: uuid::Uuid,
    path: Option<PathBuf>,
}

impl Store {
    /// Opens the database and brings it to this version; refuses one that a newer version made.
    pub async fn open(options: &Options) -> Result<Self> {
        let sqlite = options.url.starts_with("sqlite:");
        let readers = connect(options, if sqlite { options.readers } else { options.readers.max(8) }).await?;
        let backend = readers.get_database_backend();
        let writer = if sqlite { Some(connect(options, 1).await?) } else { None };
        migrate(writer.as_ref().unwrap_or(&readers), backend).await?;
        let epoch = crate::house::epoch(writer.as_ref().unwrap_or(&readers)).await?;
        Ok(Self(Arc::new(Inner {
            readers,
            writer: writer.map(Mutex::new),
            backend,
            epoch,
            path: file_of(&options.url),
        })))
    }

    /// Runs work in one transaction: `Ok` commits, `Err` rolls everything back.
    ///
    /// On SQLite there is one writer at a time, so the work never meets a busy database.
    pub async fn write<T, E, F, Fut>(&self, work: F) -> std::result::Result<T, E>
    where
        F: FnOnce(Tx) -> Fut + Send,
        Fut: Future<Output = std::result::Result<T, E>> + Send,
        E: From<Error>,
    {
        let turn = match &self.0.writer {
            Some(writer) => Some(writer.lock().await),
            None => None,
        };
        let connection: &DatabaseConnection = turn.as_deref().unwrap_or(&self.0.readers);
        let mode = turn.is_some().then_some(SqliteTransactionMode::Immediate);
        let options = TransactionOptions { sqlite_transaction_mode: mode, ..TransactionOptions::default() };
        let begun = connection.begin_with_options(options).await.map_err(|e| E::from(e.into()))?;
        let tx = Tx::new(begun, self.0.backend);
        // A failed or abandoned transaction rolls back when its handle is dropped.
        let value = work(tx.clone()).await?;
        tx.commit().await?;
        Ok(value)
    }

    /// Returns the database's name, which a restore changes.
    pub fn epoch(&self) -> uuid::Uuid {
        self.0.epoch
    }

    /// Returns the file the database lies in, on SQLite.
    pub fn path(&self) -> Option<&Path> {
        self.0.path.as_deref()
    }

    /// Asks the database for a sign of life.
    pub async fn healthy(&self) -> Result<()> {
        self.db().execute_raw(Statement::from_string(self.0.backend, "SELECT 1")).await?;
        Ok(())
    }

    /// Tells whether it is PostgreSQL, where several processes may serve.
    pub fn shared(&self) -> bool {
        self.0.writer.is_none()
    }

    pub(crate) fn db(&self) -> &DatabaseConnection {
        &self.0.readers
    }
}

/// Reads the file out of `sqlite://path?mode=rwc`.
fn file_of(url: &str) -> Option<PathBuf> {
    let rest = url.strip_prefix("sqlite:")?;
    let path = rest.strip_prefix("//").unwrap_or(rest);
    Some(PathBuf::from(path.split('?').next().unwrap_or(path)))
}

async fn connect(options: &Options, connections: u32) -> Result<DatabaseConnection> {
    let mut wanted = ConnectOptions::new(options.url.clone());
    wanted
        .max_connections(connections)
        .min_connections(1)
        .acquire_timeout(Duration::from_secs(8))
        .connect_timeout(Duration::from_secs(8))
        .sqlx_logging(false)
        // Every pooled connection gets these; a PRAGMA sent once would reach one of them.
        .map_sqlx_sqlite_opts(|o| {
            o.journal_mode(SqliteJournalMode::Wal)
                .synchronous(SqliteSynchronous::Full)
                .busy_timeout(Duration::from_secs(5))
                .foreign_keys(true)
        });
    Ok(Database::connect(wanted).await?)
}

async fn migrate(db: &DatabaseConnection, backend: DbBackend) -> Result<()> {
    let known: Vec<String> = Migrator::migrations().iter().map(|m| m.name().to_owned()).collect();
    if let Some(newer) =
        crate::house::applied(db, backend).await?.into_iter().find(|name| !known.contains(name))
    {
        return Err(Error::Newer(newer));
    }
    if backend == DbBackend::Postgres {
        // One connection holds the lock while the others wait; it ends with the transaction.
        let guard = db.begin().await?;
        let sql = format!("SELECT pg_advisory_xact_lock({MIGRATION_LOCK})");
        guard.execute_raw(Statement::from_string(backend, sql)).await?;
        Migrator::up(db, None).await?;
        guard.commit().await?;
        return Ok(());
    }
    Migrator::up(db, None).await?;
    Ok(())
}
