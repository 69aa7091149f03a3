//! Teams in rows.

use std::collections::BTreeMap;

use domain::team::{Team, TeamProfile};
use domain::{OrganisationId, TeamId};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::persist::{Persist, insert_rows, update_row};
use crate::row::{expert, team as row};
use crate::value::{json, moment, read, timestamp};
use crate::{Error, Result, Store, Tx};

impl From<&Team> for row::Model {
    fn from(t: &Team) -> Self {
        let p = &t.profile;
        Self {
            id: t.id.uuid(),
            version: t.version,
            name: p.name.clone(),
            name_en: p.name_en.clone(),
            summary: p.summary.clone(),
            organisation_id: p.organisation.map(OrganisationId::uuid),
            organisation_name: p.organisation_name.clone(),
            is_foreign: p.foreign,
            country: p.country.clone(),
            fields: json(&p.fields),
            capacity_per_quarter: p.capacity_per_quarter.map(i64::from),
            demo: p.demo,
            created_at: moment(t.created_at),
        }
    }
}

impl TryFrom<row::Model> for Team {
    type Error = Error;

    fn try_from(r: row::Model) -> Result<Self> {
        let key = r.id;
        value(r).map_err(|e| e.in_row(key))
    }
}

fn value(r: row::Model) -> Result<Team> {
    let capacity = r
        .capacity_per_quarter
        .map(|n| i32::try_from(n).map_err(|_| Error::corrupt("team", "capacity_per_quarter")))
        .transpose()?;
    let profile = TeamProfile {
        name: r.name,
        name_en: r.name_en,
        summary: r.summary,
        organisation: r.organisation_id.map(OrganisationId::from_uuid),
        organisation_name: r.organisation_name,
        foreign: r.is_foreign,
        country: r.country,
        fields: read(&r.fields, "team", "fields")?,
        capacity_per_quarter: capacity,
        demo: r.demo,
    };
    Ok(Team { id: TeamId::from_uuid(r.id), version: r.version, profile, created_at: timestamp(r.created_at) })
}

impl Persist for Team {
    const WHAT: &'static str = "team";
    fn version(&self) -> i64 {
        self.version
    }
    async fn insert(all: &[Self], db: &DatabaseTransaction) -> Result<()> {
        insert_rows::<row::Entity, _>(all.iter().map(Into::into).collect(), db).await
    }
    async fn update(&self, db: &DatabaseTransaction) -> Result<bool> {
        let id = (row::Column::Id, self.id.uuid());
        update_row::<row::Entity, _>(self.into(), (row::Column::Version, self.version), id, db).await
    }
}

impl Store {
    /// Reads a team.
    pub async fn team(&self, id: TeamId) -> Result<Option<Team>> {
        row::Entity::find_by_id(id.uuid()).one(self.db()).await?.map(TryInto::try_into).transpose()
    }

    /// Reads all teams, by name.
    pub async fn all_teams(&self) -> Result<Vec<Team>> {
        let rows = row::Entity::find().order_by_asc(row::Column::Name).all(self.db()).await?;
        rows.into_iter().map(TryInto::try_into).collect()
    }

    /// Counts the members of every team who take part, all or only those with a recorded consent.
    pub async fn members_per_team(&self, consented_only: bool) -> Result<BTreeMap<TeamId, u64>> {
        let mut rows = expert::Entity::find()
            .select_only()
            .column(expert::Column::TeamId)
            .column_as(expert::Column::Id.count(), "members")
            .filter(expert::Column::TeamId.is_not_null())
            .filter(expert::Column::State.ne("left"))
            .group_by(expert::Column::TeamId);
        if consented_only {
            rows = rows.filter(expert::Column::ConsentOn.is_not_null());
        }
        let rows: Vec<(uuid::Uuid, i64)> = rows.into_tuple().all(self.db()).await?;
        Ok(rows.into_iter().map(|(id, n)| (TeamId::from_uuid(id), n.unsigned_abs())).collect())
    }
}

impl Tx {
    /// Reads a team inside the transaction.
    pub async fn team(&self, id: TeamId) -> Result<Option<Team>> {
        row::Entity::find_by_id(id.uuid()).one(self.db()).await?.map(TryInto::try_into).transpose()
    }
}
