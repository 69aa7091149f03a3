//! Needs with their indicators and levels in rows.

mod list;
mod rows;

pub use list::{NeedQuery, NeedScope};

use std::collections::BTreeMap;

use domain::NeedId;
use domain::need::Need;
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use crate::persist::{Persist, insert_rows, update_row};
use crate::row::{need as row, need_indicator as indicator, need_section_level as section};
use crate::{Result, Store, Tx};

impl Persist for Need {
    const WHAT: &'static str = "need";
    fn version(&self) -> i64 {
        self.version
    }
    async fn insert(all: &[Self], db: &DatabaseTransaction) -> Result<()> {
        insert_rows::<row::Entity, _>(all.iter().map(rows::main).collect(), db).await?;
        insert_rows::<indicator::Entity, _>(all.iter().flat_map(rows::indicators).collect(), db).await?;
        insert_rows::<section::Entity, _>(all.iter().flat_map(rows::sections).collect(), db).await
    }
    async fn update(&self, db: &DatabaseTransaction) -> Result<bool> {
        let id = self.id.uuid();
        let version = (row::Column::Version, self.version);
        if !update_row::<row::Entity, _>(rows::main(self), version, (row::Column::Id, id), db).await? {
            return Ok(false);
        }
        indicator::Entity::delete_many().filter(indicator::Column::NeedId.eq(id)).exec(db).await?;
        section::Entity::delete_many().filter(section::Column::NeedId.eq(id)).exec(db).await?;
        insert_rows::<indicator::Entity, _>(rows::indicators(self).collect(), db).await?;
        insert_rows::<section::Entity, _>(rows::sections(self).collect(), db).await?;
        Ok(true)
    }
}

/// Completes rows of needs with their indicators and levels, keeping the order.
pub(crate) async fn whole<C: ConnectionTrait>(found: Vec<row::Model>, db: &C) -> Result<Vec<Need>> {
    let ids: Vec<Uuid> = found.iter().map(|r| r.id).collect();
    let mut indicators: BTreeMap<Uuid, Vec<indicator::Model>> = BTreeMap::new();
    for one in indicator::Entity::find()
        .filter(indicator::Column::NeedId.is_in(ids.clone()))
        .order_by_asc(indicator::Column::Position)
        .all(db)
        .await?
    {
        indicators.entry(one.need_id).or_default().push(one);
    }
    let mut sections: BTreeMap<Uuid, Vec<section::Model>> = BTreeMap::new();
    for one in section::Entity::find().filter(section::Column::NeedId.is_in(ids)).all(db).await? {
        sections.entry(one.need_id).or_default().push(one);
    }
    found
        .into_iter()
        .map(|r| {
            let key = r.id;
            let own = indicators.remove(&key).unwrap_or_default();
            let levels = sections.remove(&key).unwrap_or_default();
            rows::value(r, own, levels).map_err(|e| e.in_row(key))
        })
        .collect()
}

impl Store {
    /// Reads a need.
    pub async fn need(&self, id: NeedId) -> Result<Option<Need>> {
        let rows: Vec<_> = row::Entity::find_by_id(id.uuid()).all(self.db()).await?;
        Ok(whole(rows, self.db()).await?.pop())
    }

    /// Reads the need of a number.
    pub async fn need_numbered(&self, number: &str) -> Result<Option<Need>> {
        let rows = row::Entity::find().filter(row::Column::Number.eq(number)).all(self.db()).await?;
        Ok(whole(rows, self.db()).await?.pop())
    }

    /// Reads needs by their names in the system, in no order.
    pub async fn needs_by_ids(&self, ids: &[NeedId]) -> Result<Vec<Need>> {
        let rows = row::Entity::find()
            .filter(row::Column::Id.is_in(ids.iter().map(|i| i.uuid())))
            .all(self.db())
            .await?;
        whole(rows, self.db()).await
    }

    /// Reads all needs; for imports, the index and exports.
    pub async fn all_needs(&self) -> Result<Vec<Need>> {
        let rows = row::Entity::find().order_by_asc(row::Column::Id).all(self.db()).await?;
        let mut needs = Vec::new();
        let mut rest = rows;
        // SQLite takes a bounded number of values in one list.
        while !rest.is_empty() {
            let later = rest.split_off(5_000.min(rest.len()));
            needs.extend(whole(rest, self.db()).await?);
            rest = later;
        }
        Ok(needs)
    }
}

impl Tx {
    /// Reads a need inside the transaction.
    pub async fn need(&self, id: NeedId) -> Result<Option<Need>> {
        let rows: Vec<_> = row::Entity::find_by_id(id.uuid()).all(self.db()).await?;
        Ok(whole(rows, self.db()).await?.pop())
    }
}
