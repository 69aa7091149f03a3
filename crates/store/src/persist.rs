//! How an aggregate becomes rows.

use sea_orm::{
    ActiveModelTrait, ColumnTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, Iterable, QueryFilter,
};

use crate::Result;

/// Closes [`Persist`] to other crates.
pub trait Sealed {}

impl Sealed for domain::account::Account {}
impl Sealed for domain::conflict::Conflict {}
impl Sealed for domain::evidence::Evidence {}
impl Sealed for domain::expert::Expert {}
impl Sealed for domain::matching::Match {}
impl Sealed for domain::need::Need {}
impl Sealed for domain::organisation::Organisation {}
impl Sealed for domain::question::Question {}
impl Sealed for domain::team::Team {}

/// An aggregate that [`crate::Tx::apply`] can persist; only the memory implements it.
pub trait Persist: Sealed + Sized + Send + Sync {
    /// The word for it in a conflict.
    const WHAT: &'static str;
    /// Returns its version.
    fn version(&self) -> i64;
    /// Inserts new rows.
    fn insert(all: &[Self], db: &DatabaseTransaction) -> impl Future<Output = Result<()>> + Send;
    /// Updates the row of the version before; `false` when there is none.
    fn update(&self, db: &DatabaseTransaction) -> impl Future<Output = Result<bool>> + Send;
}

/// Most values one statement takes on both databases.
const VALUES: usize = 30_000;

/// Inserts rows in as few statements as the databases take.
pub(crate) async fn insert_rows<E, A>(models: Vec<E::Model>, db: &DatabaseTransaction) -> Result<()>
where
    E: EntityTrait<ActiveModel = A>,
    E::Model: IntoActiveModel<A>,
    A: ActiveModelTrait<Entity = E> + Send,
{
    let chunk = (VALUES / E::Column::iter().count().max(1)).max(1);
    let mut rest = models;
    while !rest.is_empty() {
        let later = rest.split_off(chunk.min(rest.len()));
        let rows = rest.into_iter().map(|m| m.into_active_model().reset_all());
        E::insert_many(rows).exec_without_returning(db).await?;
        rest = later;
    }
    Ok(())
}

/// Updates one row where its version is the one before; tells whether there was such a row.
pub(crate) async fn update_row<E, A>(
    model: E::Model,
    version: (E::Column, i64),
    id: (E::Column, uuid::Uuid),
    db: &DatabaseTransaction,
) -> Result<bool>
where
    E: EntityTrait<ActiveModel = A>,
    E::Model: IntoActiveModel<A>,
    A: ActiveModelTrait<Entity = E> + Send,
{
    let done = E::update_many()
        .set(model.into_active_model().reset_all())
        .filter(id.0.eq(id.1))
        .filter(version.0.eq(version.1 - 1))
        .exec(db)
        .await?;
    Ok(done.rows_affected == 1)
}
