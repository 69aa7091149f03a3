//! Experts in rows.

use domain::expert::{Expert, ExpertProfile, ExpertState};
use domain::{Date, ExpertId, Lang, OrganisationId, TeamId};
use sea_orm::{
    ColumnTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    Select,
};

use crate::persist::{Persist, insert_rows, update_row};
use crate::row::expert as row;
use crate::value::{code, day, json, moment, read, timestamp};
use crate::{Error, Result, Store, Tx};

/// Which experts a list holds.
#[derive(Debug, Clone, Default)]
pub struct ExpertQuery {
    /// One team's.
    pub team: Option<TeamId>,
    /// State code.
    pub state: Option<String>,
    /// Only those with a recorded consent who take part.
    pub consented_only: bool,
    /// Most rows.
    pub limit: u64,
    /// Where the page before ended.
    pub after: Option<ExpertId>,
}

impl From<&Expert> for row::Model {
    fn from(e: &Expert) -> Self {
        let p = &e.profile;
        let (state_at, leave_until) = match &e.state {
            ExpertState::Invited | ExpertState::Onboarding | ExpertState::Active => (None, None),
            ExpertState::OnLeave { until } => (None, until.as_ref().map(Date::to_string)),
            ExpertState::Stale { since } => (Some(moment(*since)), None),
            ExpertState::Left { at } => (Some(moment(*at)), None),
        };
        Self {
            id: e.id.uuid(),
            version: e.version,
            name: p.name.clone(),
            name_latin: p.name_latin.clone(),
            is_alias: p.alias,
            organisation_id: p.organisation.map(OrganisationId::uuid),
            organisation_name: p.organisation_name.clone(),
            post: p.post.clone(),
            team_id: p.team.map(TeamId::uuid),
            discipline: p.discipline.clone(),
            fields: json(&p.fields),
            specialities: json(&p.specialities),
            specialities_en: json(&p.specialities_en),
            problems: p.problems.clone(),
            industries: json(&p.industries),
            languages: json(&p.languages),
            service_forms: json(&p.service_forms),
            capacity_per_quarter: i64::from(p.capacity_per_quarter),
            phone: p.phone.clone(),
            email: p.email.clone(),
            consent_on: p.consent_on.as_ref().map(Date::to_string),
            confirmed_on: p.confirmed_on.as_ref().map(Date::to_string),
            language: p.language.map(|l| l.tag().to_owned()),
            region: p.region.clone(),
            notes: p.notes.clone(),
            state: e.state.code().to_owned(),
            state_at,
            leave_until,
            created_at: moment(e.created_at),
        }
    }
}

impl TryFrom<row::Model> for Expert {
    type Error = Error;

    fn try_from(r: row::Model) -> Result<Self> {
        let key = r.id;
        value(r).map_err(|e| e.in_row(key))
    }
}

fn value(r: row::Model) -> Result<Expert> {
    const TABLE: &str = "expert";
    let bad = |column| Error::corrupt(TABLE, column);
    let state = match (r.state.as_str(), r.state_at) {
        ("invited", _) => ExpertState::Invited,
        ("onboarding", _) => ExpertState::Onboarding,
        ("active", _) => ExpertState::Active,
        ("on_leave", _) => {
            ExpertState::OnLeave { until: day(r.leave_until.as_deref(), TABLE, "leave_until")? }
        }
        ("stale", Some(at)) => ExpertState::Stale { since: timestamp(at) },
        ("left", Some(at)) => ExpertState::Left { at: timestamp(at) },
        _ => return Err(bad("state")),
    };
    let language = r.language.as_deref().map(|t| code(Lang::from_tag(t), TABLE, "language")).transpose()?;
    let profile = ExpertProfile {
        name: r.name,
        name_latin: r.name_latin,
        alias: r.is_alias,
        organisation: r.organisation_id.map(OrganisationId::from_uuid),
        organisation_name: r.organisation_name,
        post: r.post,
        team: r.team_id.map(TeamId::from_uuid),
        discipline: r.discipline,
        fields: read(&r.fields, TABLE, "fields")?,
        specialities: read(&r.specialities, TABLE, "specialities")?,
        specialities_en: read(&r.specialities_en, TABLE, "specialities_en")?,
        problems: r.problems,
        industries: read(&r.industries, TABLE, "industries")?,
        languages: read(&r.languages, TABLE, "languages")?,
        service_forms: read(&r.service_forms, TABLE, "service_forms")?,
        capacity_per_quarter: i32::try_from(r.capacity_per_quarter)
            .map_err(|_| bad("capacity_per_quarter"))?,
        phone: r.phone,
        email: r.email,
        consent_on: day(r.consent_on.as_deref(), TABLE, "consent_on")?,
        confirmed_on: day(r.confirmed_on.as_deref(), TABLE, "confirmed_on")?,
        language,
        region: r.region,
        notes: r.notes,
    };
    let id = ExpertId::from_uuid(r.id);
    Ok(Expert { id, version: r.version, profile, state, created_at: timestamp(r.created_at) })
}

impl Persist for Expert {
    const WHAT: &'static str = "expert";
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

fn wanted(query: &ExpertQuery) -> Select<row::Entity> {
    let mut rows = row::Entity::find();
    if let Some(team) = query.team {
        rows = rows.filter(row::Column::TeamId.eq(team.uuid()));
    }
    if let Some(state) = &query.state {
        rows = rows.filter(row::Column::State.eq(state));
    }
    if query.consented_only {
        rows = rows.filter(row::Column::ConsentOn.is_not_null()).filter(row::Column::State.ne("left"));
    }
    rows
}

fn values(rows: Vec<row::Model>) -> Result<Vec<Expert>> {
    rows.into_iter().map(TryInto::try_into).collect()
}

impl Store {
    /// Reads an expert.
    pub async fn expert(&self, id: ExpertId) -> Result<Option<Expert>> {
        row::Entity::find_by_id(id.uuid()).one(self.db()).await?.map(TryInto::try_into).transpose()
    }

    /// Reads experts by their names in the system, in no order.
    pub async fn experts_by_ids(&self, ids: &[ExpertId]) -> Result<Vec<Expert>> {
        let ids = ids.iter().map(|i| i.uuid());
        values(row::Entity::find().filter(row::Column::Id.is_in(ids)).all(self.db()).await?)
    }

    /// Lists experts in the order they were entered.
    pub async fn list_experts(&self, query: &ExpertQuery) -> Result<Vec<Expert>> {
        let mut rows = wanted(query).order_by_asc(row::Column::Id).limit(query.limit);
        if let Some(after) = query.after {
            rows = rows.filter(row::Column::Id.gt(after.uuid()));
        }
        values(rows.all(self.db()).await?)
    }

    /// Counts the experts of a list.
    pub async fn count_experts(&self, query: &ExpertQuery) -> Result<u64> {
        Ok(wanted(query).count(self.db()).await?)
    }

    /// Reads the members of a team, by name.
    pub async fn members_of(&self, team: TeamId) -> Result<Vec<Expert>> {
        let rows =
            row::Entity::find().filter(row::Column::TeamId.eq(team.uuid())).order_by_asc(row::Column::Name);
        values(rows.all(self.db()).await?)
    }

    /// Reads all experts.
    pub async fn all_experts(&self) -> Result<Vec<Expert>> {
        values(row::Entity::find().order_by_asc(row::Column::Id).all(self.db()).await?)
    }
}

impl Tx {
    /// Reads an expert inside the transaction.
    pub async fn expert(&self, id: ExpertId) -> Result<Option<Expert>> {
        row::Entity::find_by_id(id.uuid()).one(self.db()).await?.map(TryInto::try_into).transpose()
    }
}
