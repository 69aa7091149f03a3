//! Evidence and its owners in rows.

use std::collections::BTreeMap;

use domain::evidence::{Evidence, EvidenceKind};
use domain::{EvidenceId, ExpertId, Lang};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use crate::persist::{Persist, insert_rows, update_row};
use crate::row::{evidence as row, evidence_owner as owner};
use crate::value::{code, json, moment, read, timestamp};
use crate::{Error, Result, Store, Tx};

impl From<&Evidence> for row::Model {
    fn from(e: &Evidence) -> Self {
        Self {
            id: e.id.uuid(),
            version: e.version,
            kind: e.kind.code().to_owned(),
            title: e.title.clone(),
            body: e.body.clone(),
            keywords: json(&e.keywords),
            year: e.year.map(i64::from),
            language: e.language.tag().to_owned(),
            identifier: e.identifier.clone(),
            source: e.source.clone(),
            verified: e.verified,
            created_at: moment(e.created_at),
        }
    }
}

fn value(r: row::Model, owners: Vec<(ExpertId, String)>) -> Result<Evidence> {
    const TABLE: &str = "evidence";
    Ok(Evidence {
        id: EvidenceId::from_uuid(r.id),
        version: r.version,
        kind: code(EvidenceKind::from_code(&r.kind), TABLE, "kind")?,
        title: r.title,
        body: r.body,
        keywords: read(&r.keywords, TABLE, "keywords")?,
        year: r.year.map(|y| i16::try_from(y).map_err(|_| Error::corrupt(TABLE, "year"))).transpose()?,
        language: code(Lang::from_tag(&r.language), TABLE, "language")?,
        identifier: r.identifier,
        source: r.source,
        verified: r.verified,
        owners,
        created_at: timestamp(r.created_at),
    })
}

fn owner_rows(e: &Evidence) -> impl Iterator<Item = owner::Model> + '_ {
    (0_i64..).zip(&e.owners).map(|(position, (expert, role))| owner::Model {
        evidence_id: e.id.uuid(),
        position,
        expert_id: expert.uuid(),
        role: role.clone(),
    })
}

impl Persist for Evidence {
    const WHAT: &'static str = "evidence";
    fn version(&self) -> i64 {
        self.version
    }
    async fn insert(all: &[Self], db: &DatabaseTransaction) -> Result<()> {
        insert_rows::<row::Entity, _>(all.iter().map(Into::into).collect(), db).await?;
        insert_rows::<owner::Entity, _>(all.iter().flat_map(owner_rows).collect(), db).await
    }
    async fn update(&self, db: &DatabaseTransaction) -> Result<bool> {
        let id = (row::Column::Id, self.id.uuid());
        if !update_row::<row::Entity, _>(self.into(), (row::Column::Version, self.version), id, db).await? {
            return Ok(false);
        }
        owner::Entity::delete_many().filter(owner::Column::EvidenceId.eq(self.id.uuid())).exec(db).await?;
        insert_rows::<owner::Entity, _>(owner_rows(self).collect(), db).await?;
        Ok(true)
    }
}

async fn whole<C: sea_orm::ConnectionTrait>(
    rows: Vec<row::Model>,
    all: bool,
    db: &C,
) -> Result<Vec<Evidence>> {
    let mut owners: BTreeMap<Uuid, Vec<(ExpertId, String)>> = BTreeMap::new();
    let mut found =
        owner::Entity::find().order_by_asc(owner::Column::EvidenceId).order_by_asc(owner::Column::Position);
    if !all {
        found = found.filter(owner::Column::EvidenceId.is_in(rows.iter().map(|r| r.id)));
    }
    for o in found.all(db).await? {
        owners.entry(o.evidence_id).or_default().push((ExpertId::from_uuid(o.expert_id), o.role));
    }
    rows.into_iter()
        .map(|r| {
            let (key, own) = (r.id, owners.remove(&r.id).unwrap_or_default());
            value(r, own).map_err(|e| e.in_row(key))
        })
        .collect()
}

impl Store {
    /// Reads an evidence item.
    pub async fn evidence(&self, id: EvidenceId) -> Result<Option<Evidence>> {
        let row: Vec<_> = row::Entity::find_by_id(id.uuid()).all(self.db()).await?;
        Ok(whole(row, false, self.db()).await?.pop())
    }

    /// Reads an expert's evidence, the newest year first.
    pub async fn evidence_of(&self, expert: ExpertId) -> Result<Vec<Evidence>> {
        let ids: Vec<Uuid> = owner::Entity::find()
            .filter(owner::Column::ExpertId.eq(expert.uuid()))
            .all(self.db())
            .await?
            .into_iter()
            .map(|o| o.evidence_id)
            .collect();
        let rows = row::Entity::find()
            .filter(row::Column::Id.is_in(ids))
            .order_by_desc(row::Column::Year)
            .order_by_asc(row::Column::Title)
            .all(self.db())
            .await?;
        whole(rows, false, self.db()).await
    }

    /// Reads evidence items by their names in the system, in no order.
    pub async fn evidence_by_ids(&self, ids: &[EvidenceId]) -> Result<Vec<Evidence>> {
        let rows = row::Entity::find()
            .filter(row::Column::Id.is_in(ids.iter().map(|i| i.uuid())))
            .all(self.db())
            .await?;
        whole(rows, false, self.db()).await
    }

    /// Reads all evidence.
    pub async fn all_evidence(&self) -> Result<Vec<Evidence>> {
        let rows = row::Entity::find().order_by_asc(row::Column::Id).all(self.db()).await?;
        whole(rows, true, self.db()).await
    }
}

impl Tx {
    /// Reads an evidence item inside the transaction.
    pub async fn evidence(&self, id: EvidenceId) -> Result<Option<Evidence>> {
        let row: Vec<_> = row::Entity::find_by_id(id.uuid()).all(self.db()).await?;
        Ok(whole(row, false, self.db()).await?.pop())
    }
}
