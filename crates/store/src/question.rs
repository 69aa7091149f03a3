//! Questions in rows.

use std::collections::BTreeMap;

use domain::question::{Answer, Question};
use domain::{AccountId, MessageId, NeedId};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder};

use crate::persist::{Persist, insert_rows, update_row};
use crate::row::question as row;
use crate::value::{json, moment, read, timestamp};
use crate::{Error, Result, Store, Tx};

impl From<&Question> for row::Model {
    fn from(q: &Question) -> Self {
        Self {
            id: q.id.uuid(),
            version: q.version,
            need_id: q.need.uuid(),
            field: q.field.clone(),
            words: q.text.clone(),
            asked_by: q.asked_by.uuid(),
            asked_at: moment(q.asked_at),
            answer_words: q.answer.as_ref().map(|a| a.text.clone()),
            answer_act: q.answer.as_ref().map(|a| json(&a.act)),
        }
    }
}

impl TryFrom<row::Model> for Question {
    type Error = Error;

    fn try_from(r: row::Model) -> Result<Self> {
        let key = r.id;
        value(r).map_err(|e| e.in_row(key))
    }
}

fn value(r: row::Model) -> Result<Question> {
    let answer = match (r.answer_words, r.answer_act) {
        (Some(text), Some(act)) => Some(Answer { text, act: read(&act, "question", "answer_act")? }),
        (None, None) => None,
        (Some(_), None) | (None, Some(_)) => {
            return Err(Error::corrupt("question", "answer_act"));
        }
    };
    Ok(Question {
        id: MessageId::from_uuid(r.id),
        version: r.version,
        need: NeedId::from_uuid(r.need_id),
        field: r.field,
        text: r.words,
        asked_by: AccountId::from_uuid(r.asked_by),
        asked_at: timestamp(r.asked_at),
        answer,
    })
}

impl Persist for Question {
    const WHAT: &'static str = "question";
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
    /// Reads a question.
    pub async fn question(&self, id: MessageId) -> Result<Option<Question>> {
        row::Entity::find_by_id(id.uuid()).one(self.db()).await?.map(TryInto::try_into).transpose()
    }

    /// Reads the questions on a need, the oldest first.
    pub async fn questions_of(&self, need: NeedId) -> Result<Vec<Question>> {
        let rows = row::Entity::find()
            .filter(row::Column::NeedId.eq(need.uuid()))
            .order_by_asc(row::Column::AskedAt);
        rows.all(self.db()).await?.into_iter().map(TryInto::try_into).collect()
    }

    /// Counts the questions without an answer on each of these needs.
    pub async fn open_questions(&self, needs: &[NeedId]) -> Result<BTreeMap<NeedId, usize>> {
        let rows = row::Entity::find()
            .filter(row::Column::NeedId.is_in(needs.iter().map(|n| n.uuid())))
            .filter(row::Column::AnswerWords.is_null())
            .all(self.db())
            .await?;
        let mut open = BTreeMap::new();
        for row in rows {
            *open.entry(NeedId::from_uuid(row.need_id)).or_insert(0) += 1;
        }
        Ok(open)
    }
}

impl Tx {
    /// Reads a question inside the transaction.
    pub async fn question(&self, id: MessageId) -> Result<Option<Question>> {
        row::Entity::find_by_id(id.uuid()).one(self.db()).await?.map(TryInto::try_into).transpose()
    }
}
