//! Organisations in rows.

use crate::value::containing;
use domain::organisation::{Organisation, OrganisationKind, OrganisationProfile, OrganisationState};
use domain::{AccountId, OrganisationId};
use sea_orm::{
    ColumnTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    Select,
};

use crate::persist::{Persist, insert_rows, update_row};
use crate::row::organisation as row;
use crate::value::{code, json, moment, read, timestamp};
use crate::{Error, Result, Store, Tx};

/// Which organisations a list holds.
#[derive(Debug, Clone, Default)]
pub struct OrganisationQuery {
    /// State code.
    pub state: Option<String>,
    /// Kind code.
    pub kind: Option<String>,
    /// Part of the name, lower case.
    pub name_contains: String,
    /// Most rows.
    pub limit: u64,
    /// Where the page before ended.
    pub after: Option<OrganisationId>,
}

impl From<&Organisation> for row::Model {
    fn from(o: &Organisation) -> Self {
        let p = &o.profile;
        let (state_at, state_by, state_reason) = match &o.state {
            OrganisationState::Pending => (None, None, String::new()),
            OrganisationState::Verified { by, at } => (Some(moment(*at)), Some(by.uuid()), String::new()),
            OrganisationState::Suspended { at, reason } => (Some(moment(*at)), None, reason.clone()),
        };
        Self {
            id: o.id.uuid(),
            version: o.version,
            name: p.name.clone(),
            name_folded: p.name.to_lowercase(),
            name_en: p.name_en.clone(),
            former_names: json(&p.former_names),
            kind: p.kind.code().to_owned(),
            credit_code: p.credit_code.clone(),
            industry: p.industry.clone(),
            region: p.region.clone(),
            address: p.address.clone(),
            contact_name: p.contact_name.clone(),
            contact_phone: p.contact_phone.clone(),
            contact_email: p.contact_email.clone(),
            staff: p.staff,
            founded: p.founded.map(i64::from),
            tags: json(&p.tags),
            is_foreign: p.foreign,
            state: o.state.code().to_owned(),
            state_at,
            state_by,
            state_reason,
            created_at: moment(o.created_at),
        }
    }
}

impl TryFrom<row::Model> for Organisation {
    type Error = Error;

    fn try_from(r: row::Model) -> Result<Self> {
        let key = r.id;
        value(r).map_err(|e| e.in_row(key))
    }
}

fn value(r: row::Model) -> Result<Organisation> {
    let bad = |column| Error::corrupt("organisation", column);
    let state = match (r.state.as_str(), r.state_at, r.state_by) {
        ("pending", None, _) => OrganisationState::Pending,
        ("verified", Some(at), Some(by)) => {
            OrganisationState::Verified { by: AccountId::from_uuid(by), at: timestamp(at) }
        }
        ("suspended", Some(at), _) => {
            OrganisationState::Suspended { at: timestamp(at), reason: r.state_reason }
        }
        _ => return Err(bad("state")),
    };
    let profile = OrganisationProfile {
        name: r.name,
        name_en: r.name_en,
        former_names: read(&r.former_names, "organisation", "former_names")?,
        kind: code(OrganisationKind::from_code(&r.kind), "organisation", "kind")?,
        credit_code: r.credit_code,
        industry: r.industry,
        region: r.region,
        address: r.address,
        contact_name: r.contact_name,
        contact_phone: r.contact_phone,
        contact_email: r.contact_email,
        staff: r.staff,
        founded: r.founded.map(|y| i16::try_from(y).map_err(|_| bad("founded"))).transpose()?,
        tags: read(&r.tags, "organisation", "tags")?,
        foreign: r.is_foreign,
    };
    let id = OrganisationId::from_uuid(r.id);
    Ok(Organisation { id, version: r.version, profile, state, created_at: timestamp(r.created_at) })
}

impl Persist for Organisation {
    const WHAT: &'static str = "organisation";
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

fn wanted(query: &OrganisationQuery) -> Select<row::Entity> {
    let mut rows = row::Entity::find();
    if let Some(state) = &query.state {
        rows = rows.filter(row::Column::State.eq(state));
    }
    if let Some(kind) = &query.kind {
        rows = rows.filter(row::Column::Kind.eq(kind));
    }
    if !query.name_contains.is_empty() {
        rows = rows.filter(row::Column::NameFolded.like(containing(&query.name_contains)));
    }
    rows
}

impl Store {
    /// Reads an organisation.
    pub async fn organisation(&self, id: OrganisationId) -> Result<Option<Organisation>> {
        row::Entity::find_by_id(id.uuid()).one(self.db()).await?.map(TryInto::try_into).transpose()
    }

    /// Reads organisations by their names in the system, in no order.
    pub async fn organisations_by_ids(&self, ids: &[OrganisationId]) -> Result<Vec<Organisation>> {
        let ids = ids.iter().map(|i| i.uuid());
        let rows = row::Entity::find().filter(row::Column::Id.is_in(ids)).all(self.db()).await?;
        rows.into_iter().map(TryInto::try_into).collect()
    }

    /// Reads the organisations of these names as written; for linking imports.
    pub async fn organisations_named(&self, names: &[String]) -> Result<Vec<Organisation>> {
        let folded = names.iter().map(|n| n.to_lowercase());
        let rows = row::Entity::find().filter(row::Column::NameFolded.is_in(folded)).all(self.db()).await?;
        rows.into_iter().map(TryInto::try_into).collect()
    }

    /// Lists organisations, the newest first.
    pub async fn list_organisations(&self, query: &OrganisationQuery) -> Result<Vec<Organisation>> {
        let mut rows = wanted(query).order_by_desc(row::Column::Id).limit(query.limit);
        if let Some(after) = query.after {
            rows = rows.filter(row::Column::Id.lt(after.uuid()));
        }
        rows.all(self.db()).await?.into_iter().map(TryInto::try_into).collect()
    }

    /// Counts the organisations of a list.
    pub async fn count_organisations(&self, query: &OrganisationQuery) -> Result<u64> {
        Ok(wanted(query).count(self.db()).await?)
    }

    /// Reads all organisations; for imports and the index.
    pub async fn all_organisations(&self) -> Result<Vec<Organisation>> {
        let rows = row::Entity::find().order_by_asc(row::Column::Id).all(self.db()).await?;
        rows.into_iter().map(TryInto::try_into).collect()
    }
}

impl Tx {
    /// Reads an organisation inside the transaction.
    pub async fn organisation(&self, id: OrganisationId) -> Result<Option<Organisation>> {
        row::Entity::find_by_id(id.uuid()).one(self.db()).await?.map(TryInto::try_into).transpose()
    }
}
