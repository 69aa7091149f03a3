//! Matches in rows.

use std::collections::BTreeMap;

use domain::matching::{Band, ExclusionReason, Match, MatchState, Partner};
use domain::{AccountId, ExpertId, MatchId, NeedId, TeamId, Timestamp};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::persist::{Persist, insert_rows, update_row};
use crate::row::need_match as row;
use crate::value::{code, moment, timestamp};
use crate::{Error, Result, Store, Tx};

const TABLE: &str = "need_match";

fn partner_parts(partner: Partner) -> (&'static str, Uuid) {
    match partner {
        Partner::Expert(id) => ("expert", id.uuid()),
        Partner::Team(id) => ("team", id.uuid()),
    }
}

fn partner(kind: &str, id: Uuid) -> Result<Partner> {
    match kind {
        "expert" => Ok(Partner::Expert(ExpertId::from_uuid(id))),
        "team" => Ok(Partner::Team(TeamId::from_uuid(id))),
        _ => Err(Error::corrupt(TABLE, "partner_kind")),
    }
}

impl From<&Match> for row::Model {
    fn from(m: &Match) -> Self {
        let (partner_kind, partner_id) = partner_parts(m.partner);
        let (state_at, state_by, exclusion_reason, exclusion_note) = match &m.state {
            MatchState::Suggested => (None, None, None, String::new()),
            MatchState::Shortlisted { since, by } => {
                (Some(moment(*since)), Some(by.uuid()), None, String::new())
            }
            MatchState::Excluded { since, by, reason, note } => {
                (Some(moment(*since)), Some(by.uuid()), Some(reason.code().to_owned()), note.clone())
            }
        };
        Self {
            id: m.id.uuid(),
            version: m.version,
            need_id: m.need.uuid(),
            partner_kind: partner_kind.to_owned(),
            partner_id,
            state: m.state.code().to_owned(),
            state_at,
            state_by,
            exclusion_reason,
            exclusion_note,
            by_hand: m.by_hand,
            band: m.band.map(|b| b.code().to_owned()),
            created_at: moment(m.created_at),
        }
    }
}

impl TryFrom<row::Model> for Match {
    type Error = Error;

    fn try_from(r: row::Model) -> Result<Self> {
        let key = r.id;
        value(r).map_err(|e| e.in_row(key))
    }
}

fn value(r: row::Model) -> Result<Match> {
    let by = r.state_by.map(AccountId::from_uuid);
    let reason = r.exclusion_reason.as_deref().and_then(ExclusionReason::from_code);
    let state = match (r.state.as_str(), r.state_at, by, reason) {
        ("suggested", None, _, None) => MatchState::Suggested,
        ("shortlisted", Some(at), Some(by), None) => MatchState::Shortlisted { since: timestamp(at), by },
        ("excluded", Some(at), Some(by), Some(reason)) => {
            MatchState::Excluded { since: timestamp(at), by, reason, note: r.exclusion_note }
        }
        _ => return Err(Error::corrupt(TABLE, "state")),
    };
    let partner = partner(&r.partner_kind, r.partner_id)?;
    Ok(Match {
        id: MatchId::from_uuid(r.id),
        version: r.version,
        need: NeedId::from_uuid(r.need_id),
        partner,
        state,
        by_hand: r.by_hand,
        band: r.band.as_deref().map(|b| code(Band::from_code(b), TABLE, "band")).transpose()?,
        created_at: timestamp(r.created_at),
    })
}

impl Persist for Match {
    const WHAT: &'static str = "match";
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
    /// Reads a match.
    pub async fn found_match(&self, id: MatchId) -> Result<Option<Match>> {
        row::Entity::find_by_id(id.uuid()).one(self.db()).await?.map(TryInto::try_into).transpose()
    }

    /// Reads the matches of a need, the oldest first.
    pub async fn matches_of(&self, need: NeedId) -> Result<Vec<Match>> {
        let rows =
            row::Entity::find().filter(row::Column::NeedId.eq(need.uuid())).order_by_asc(row::Column::Id);
        rows.all(self.db()).await?.into_iter().map(TryInto::try_into).collect()
    }

    /// Reads the matches of a partner, the newest first.
    pub async fn matches_with(&self, partner: Partner) -> Result<Vec<Match>> {
        let (kind, id) = partner_parts(partner);
        let rows = row::Entity::find()
            .filter(row::Column::PartnerKind.eq(kind))
            .filter(row::Column::PartnerId.eq(id))
            .order_by_desc(row::Column::Id);
        rows.all(self.db()).await?.into_iter().map(TryInto::try_into).collect()
    }

    /// Counts the shortlistings of each partner since a time, whatever the need.
    pub async fn shortlisted_since(&self, from: Timestamp) -> Result<BTreeMap<Partner, u32>> {
        let rows: Vec<(String, Uuid, i64)> = row::Entity::find()
            .select_only()
            .column(row::Column::PartnerKind)
            .column(row::Column::PartnerId)
            .column_as(row::Column::Id.count(), "times")
            .filter(row::Column::State.eq("shortlisted"))
            .filter(row::Column::StateAt.gte(moment(from)))
            .group_by(row::Column::PartnerKind)
            .group_by(row::Column::PartnerId)
            .into_tuple()
            .all(self.db())
            .await?;
        let count = |(kind, id, times): (String, Uuid, i64)| {
            Ok((partner(&kind, id)?, u32::try_from(times).unwrap_or(u32::MAX)))
        };
        rows.into_iter().map(count).collect()
    }

    /// Counts the shortlisted partners of each of these needs.
    pub async fn shortlisted_for(&self, needs: &[NeedId]) -> Result<BTreeMap<NeedId, usize>> {
        let rows: Vec<(Uuid, i64)> = row::Entity::find()
            .select_only()
            .column(row::Column::NeedId)
            .column_as(row::Column::Id.count(), "many")
            .filter(row::Column::NeedId.is_in(needs.iter().map(|n| n.uuid())))
            .filter(row::Column::State.eq("shortlisted"))
            .group_by(row::Column::NeedId)
            .into_tuple()
            .all(self.db())
            .await?;
        let count = |(id, many): (Uuid, i64)| (NeedId::from_uuid(id), usize::try_from(many).unwrap_or(0));
        Ok(rows.into_iter().map(count).collect())
    }

    /// Reads all matches that are shortlisted or excluded; for exports and learning.
    pub async fn all_matches(&self) -> Result<Vec<Match>> {
        let rows = row::Entity::find().order_by_asc(row::Column::Id);
        rows.all(self.db()).await?.into_iter().map(TryInto::try_into).collect()
    }
}

impl Tx {
    /// Reads a match inside the transaction.
    pub async fn found_match(&self, id: MatchId) -> Result<Option<Match>> {
        row::Entity::find_by_id(id.uuid()).one(self.db()).await?.map(TryInto::try_into).transpose()
    }

    /// Reads the match of a need and a partner inside the transaction.
    pub async fn match_with(&self, need: NeedId, partner: Partner) -> Result<Option<Match>> {
        let (kind, id) = partner_parts(partner);
        row::Entity::find()
            .filter(row::Column::NeedId.eq(need.uuid()))
            .filter(row::Column::PartnerKind.eq(kind))
            .filter(row::Column::PartnerId.eq(id))
            .one(self.db())
            .await?
            .map(TryInto::try_into)
            .transpose()
    }
}
