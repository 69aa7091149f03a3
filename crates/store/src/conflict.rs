//! Conflicts of interest in rows.

use domain::conflict::{Conflict, ConflictKind};
use domain::{ConflictId, Date, ExpertId, OrganisationId};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder};

use crate::persist::{Persist, insert_rows};
use crate::row::conflict as row;
use crate::value::{code, day, moment, timestamp};
use crate::{Error, Result, Store};

impl From<&Conflict> for row::Model {
    fn from(c: &Conflict) -> Self {
        Self {
            id: c.id.uuid(),
            expert_id: c.expert.uuid(),
            organisation_id: c.organisation.uuid(),
            kind: c.kind.code().to_owned(),
            since_on: c.since.as_ref().map(Date::to_string),
            until_on: c.until.as_ref().map(Date::to_string),
            note: c.note.clone(),
            declared_at: moment(c.declared_at),
        }
    }
}

impl TryFrom<row::Model> for Conflict {
    type Error = Error;

    fn try_from(r: row::Model) -> Result<Self> {
        let key = r.id;
        value(r).map_err(|e| e.in_row(key))
    }
}

fn value(r: row::Model) -> Result<Conflict> {
    Ok(Conflict {
        id: ConflictId::from_uuid(r.id),
        expert: ExpertId::from_uuid(r.expert_id),
        organisation: OrganisationId::from_uuid(r.organisation_id),
        kind: code(ConflictKind::from_code(&r.kind), "conflict", "kind")?,
        since: day(r.since_on.as_deref(), "conflict", "since_on")?,
        until: day(r.until_on.as_deref(), "conflict", "until_on")?,
        note: r.note,
        declared_at: timestamp(r.declared_at),
    })
}

impl Persist for Conflict {
    const WHAT: &'static str = "conflict";
    /// A declaration is never rewritten, so it is always new.
    fn version(&self) -> i64 {
        1
    }
    async fn insert(all: &[Self], db: &DatabaseTransaction) -> Result<()> {
        insert_rows::<row::Entity, _>(all.iter().map(Into::into).collect(), db).await
    }
    async fn update(&self, _: &DatabaseTransaction) -> Result<bool> {
        Ok(false)
    }
}

impl Store {
    /// Reads a conflict.
    pub async fn conflict(&self, id: ConflictId) -> Result<Option<Conflict>> {
        row::Entity::find_by_id(id.uuid()).one(self.db()).await?.map(TryInto::try_into).transpose()
    }

    /// Reads the conflicts of an expert, the newest first.
    pub async fn conflicts_of_expert(&self, expert: ExpertId) -> Result<Vec<Conflict>> {
        let rows = row::Entity::find().filter(row::Column::ExpertId.eq(expert.uuid()));
        rows.order_by_desc(row::Column::Id).all(self.db()).await?.into_iter().map(TryInto::try_into).collect()
    }

    /// Reads the conflicts with an organisation.
    pub async fn conflicts_with(&self, organisation: OrganisationId) -> Result<Vec<Conflict>> {
        let rows = row::Entity::find().filter(row::Column::OrganisationId.eq(organisation.uuid()));
        rows.order_by_desc(row::Column::Id).all(self.db()).await?.into_iter().map(TryInto::try_into).collect()
    }
}
