//! The house's own small things: epoch, settings, counters, repetition keys.

use domain::Timestamp;
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseConnection, DbBackend, EntityTrait, ExprTrait,
    IntoActiveModel, QueryFilter, Statement,
};
use uuid::Uuid;

use crate::row::{counter, idempotency, meta, setting};
use crate::value::moment;
use crate::{Error, Result, Store, Tx};

/// What a change did under a caller's key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remembered {
    /// SHA-256 of what was asked, in hexadecimal.
    pub fingerprint: String,
    /// What was answered, as JSON.
    pub outcome: String,
}

/// Reads the database's name, and gives it one the first time.
pub(crate) async fn epoch(db: &DatabaseConnection) -> Result<Uuid> {
    let fresh = meta::Model { key: "epoch".to_owned(), value: Uuid::from_u128(rand_bits()).to_string() };
    meta::Entity::insert(fresh.into_active_model().reset_all())
        .on_conflict(OnConflict::column(meta::Column::Key).do_nothing().to_owned())
        .exec_without_returning(db)
        .await
        .or_else(|e| if matches!(e, sea_orm::DbErr::RecordNotInserted) { Ok(0) } else { Err(e) })?;
    let row = meta::Entity::find_by_id("epoch".to_owned()).one(db).await?;
    let text = row.map(|r| r.value).unwrap_or_default();
    text.parse().map_err(|_| Error::corrupt("meta", "value").in_row("epoch"))
}

/// Returns random bits without a random number library: the standard library seeds its hashers from the system.
fn rand_bits() -> u128 {
    use std::hash::{BuildHasher, Hasher};
    let half = || std::hash::RandomState::new().build_hasher().finish();
    (u128::from(half()) << 64) | u128::from(half())
}

/// Lists the migrations that a database has seen.
pub(crate) async fn applied(db: &DatabaseConnection, backend: DbBackend) -> Result<Vec<String>> {
    let exists = match backend {
        DbBackend::Sqlite => {
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name = 'seaql_migrations'"
        }
        _ => {
            "SELECT table_name AS name FROM information_schema.tables WHERE table_name = 'seaql_migrations' AND table_schema = current_schema()"
        }
    };
    if db.query_one_raw(Statement::from_string(backend, exists)).await?.is_none() {
        return Ok(Vec::new());
    }
    let rows =
        db.query_all_raw(Statement::from_string(backend, "SELECT version FROM seaql_migrations")).await?;
    rows.iter().map(|r| r.try_get::<String>("", "version").map_err(Error::from)).collect()
}

impl Store {
    /// Reads a setting, as JSON.
    pub async fn setting(&self, key: &str) -> Result<Option<String>> {
        Ok(setting::Entity::find_by_id(key.to_owned()).one(self.db()).await?.map(|r| r.value))
    }
}

impl Tx {
    /// Sets a setting.
    pub async fn set_setting(&self, key: &str, value: &str) -> Result<()> {
        let model = setting::Model { key: key.to_owned(), value: value.to_owned() };
        setting::Entity::insert(model.into_active_model().reset_all())
            .on_conflict(
                OnConflict::column(setting::Column::Key).update_column(setting::Column::Value).to_owned(),
            )
            .exec_without_returning(self.db())
            .await?;
        Ok(())
    }

    /// Takes the next number of a need in a year, such as `2026-0317`.
    pub async fn next_need_number(&self, year: i16) -> Result<String> {
        let name = format!("need-{year}");
        let next = self.take_numbers(&name, 1).await?;
        Ok(format!("{year}-{next:04}"))
    }

    /// Takes several numbers of a counter at once and returns the last one.
    pub async fn take_numbers(&self, name: &str, many: i64) -> Result<i64> {
        let model = counter::Model { name: name.to_owned(), value: 0 };
        counter::Entity::insert(model.into_active_model().reset_all())
            .on_conflict(OnConflict::column(counter::Column::Name).do_nothing().to_owned())
            .exec_without_returning(self.db())
            .await
            .or_else(|e| if matches!(e, sea_orm::DbErr::RecordNotInserted) { Ok(0) } else { Err(e) })?;
        // The update takes the row's lock, so two transactions never read the same number.
        counter::Entity::update_many()
            .col_expr(counter::Column::Value, Expr::col(counter::Column::Value).add(many))
            .filter(counter::Column::Name.eq(name))
            .exec(self.db())
            .await?;
        let row = counter::Entity::find_by_id(name.to_owned()).one(self.db()).await?;
        row.map(|r| r.value).ok_or_else(|| Error::corrupt("counter", "name").in_row(name))
    }

    /// Reads what a caller's key did before.
    pub async fn idempotency(&self, caller: &str, key: &str) -> Result<Option<Remembered>> {
        let found =
            idempotency::Entity::find_by_id((caller.to_owned(), key.to_owned())).one(self.db()).await?;
        Ok(found.map(|r| Remembered { fingerprint: r.fingerprint, outcome: r.outcome }))
    }

    /// Remembers what a caller's key did.
    pub async fn remember(
        &self,
        caller: &str,
        key: &str,
        fingerprint: &str,
        outcome: &str,
        at: Timestamp,
    ) -> Result<()> {
        let model = idempotency::Model {
            caller: caller.to_owned(),
            key: key.to_owned(),
            fingerprint: fingerprint.to_owned(),
            outcome: outcome.to_owned(),
            at: moment(at),
        };
        idempotency::Entity::insert(model.into_active_model().reset_all())
            .exec_without_returning(self.db())
            .await?;
        Ok(())
    }

    /// Forgets keys that were used before a time.
    pub async fn forget_keys(&self, before: Timestamp) -> Result<u64> {
        let done = idempotency::Entity::delete_many()
            .filter(idempotency::Column::At.lt(moment(before)))
            .exec(self.db())
            .await?;
        Ok(done.rows_affected)
    }
}
