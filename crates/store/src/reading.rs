//! Readings of needs in rows.

use domain::event::{Event, Subject};
use domain::need::{ReadPart, Reader, Reading};
use domain::{AccountId, Act, NeedId, ReadingId, TokenId};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, Select, TryInsertResult,
};

use crate::row::need_reading as row;
use crate::value::{day, moment, timestamp};
use crate::{Error, Result, Store, Tx};

const TABLE: &str = "need_reading";

impl From<&Reading> for row::Model {
    fn from(r: &Reading) -> Self {
        let (account_id, token_id) = match r.reader {
            Reader::Account(id) => (Some(id.uuid()), None),
            Reader::Token(id) => (None, Some(id.uuid())),
        };
        Self {
            id: r.id.uuid(),
            need_id: r.need.uuid(),
            need_version: r.version,
            account_id,
            token_id,
            part: r.part.code().to_owned(),
            day: r.day.to_string(),
            at: moment(r.at),
        }
    }
}

impl TryFrom<row::Model> for Reading {
    type Error = Error;

    fn try_from(r: row::Model) -> Result<Self> {
        let reader = match (r.account_id, r.token_id) {
            (Some(id), None) => Reader::Account(AccountId::from_uuid(id)),
            (None, Some(id)) => Reader::Token(TokenId::from_uuid(id)),
            _ => return Err(Error::corrupt(TABLE, "account_id")),
        };
        Ok(Self {
            id: ReadingId::from_uuid(r.id),
            need: NeedId::from_uuid(r.need_id),
            version: r.need_version,
            reader,
            part: ReadPart::from_code(&r.part).ok_or_else(|| Error::corrupt(TABLE, "part"))?,
            day: day(Some(&r.day), TABLE, "day")?.ok_or_else(|| Error::corrupt(TABLE, "day"))?,
            at: timestamp(r.at),
        })
    }
}

fn same(r: &Reading) -> Select<row::Entity> {
    let who = match r.reader {
        Reader::Account(id) => row::Column::AccountId.eq(id.uuid()),
        Reader::Token(id) => row::Column::TokenId.eq(id.uuid()),
    };
    row::Entity::find()
        .filter(row::Column::NeedId.eq(r.need.uuid()))
        .filter(who)
        .filter(row::Column::NeedVersion.eq(r.version))
        .filter(row::Column::Part.eq(r.part.code()))
        .filter(row::Column::Day.eq(r.day.to_string()))
}

impl Store {
    /// Tells whether this reader's look at this version is noted for this day already.
    pub async fn has_reading(&self, reading: &Reading) -> Result<bool> {
        Ok(same(reading).count(self.db()).await? > 0)
    }

    /// Reads who read a need, the latest first, from before a reading on.
    pub async fn readings_of(
        &self,
        need: NeedId,
        before: Option<ReadingId>,
        limit: u64,
    ) -> Result<Vec<Reading>> {
        let mut rows = row::Entity::find().filter(row::Column::NeedId.eq(need.uuid()));
        if let Some(before) = before {
            rows = rows.filter(row::Column::Id.lt(before.uuid()));
        }
        let rows = rows.order_by_desc(row::Column::Id).limit(limit).all(self.db()).await?;
        rows.into_iter().map(TryInto::try_into).collect()
    }

    /// Counts the readings of a need.
    pub async fn count_readings(&self, need: NeedId) -> Result<u64> {
        Ok(row::Entity::find().filter(row::Column::NeedId.eq(need.uuid())).count(self.db()).await?)
    }
}

impl Tx {
    /// Enters a reading of a seeded past.
    pub async fn keep_reading(&self, reading: &Reading) -> Result<()> {
        let model = row::Model::from(reading).into_active_model().reset_all();
        row::Entity::insert(model).exec_without_returning(self.db()).await?;
        Ok(())
    }

    /// Notes a reading; one that is noted for the day already stays as it is.
    pub async fn note_reading(&self, reading: &Reading, act: &Act) -> Result<()> {
        let done = row::Entity::insert(row::Model::from(reading).into_active_model().reset_all())
            .on_conflict_do_nothing()
            .exec_without_returning(self.db())
            .await?;
        if matches!(done, TryInsertResult::Inserted(_)) {
            let event = Event::new(Subject::Need(reading.need), "need.read");
            let facts = serde_json::json!({ "version": reading.version, "part": reading.part.code() });
            self.note(event.with(facts), act);
        }
        Ok(())
    }
}
