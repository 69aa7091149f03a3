//! Taking a batch back: what it made goes, what it changed is as before, unless somebody went on with it.

use domain::event::{Event, Subject};
use domain::{Act, BatchId};
use sea_orm::sea_query::{Alias, Expr, Query};
use sea_orm::{ActiveModelTrait, ConnectionTrait, EntityTrait, ExprTrait, IntoActiveModel, ModelTrait};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::BatchChange;
use crate::persist::insert_rows;
use crate::row::{
    evidence, evidence_owner, expert, import_batch, need, need_indicator, need_section_level, organisation,
    team,
};
use crate::value::{json, moment, read};
use crate::{Error, Result, Tx};

/// The rows of one thing, kept so that an undo restores them to the letter.
#[derive(Debug, Serialize, serde::Deserialize)]
struct Image {
    main: serde_json::Value,
    #[serde(default)]
    parts: Vec<serde_json::Value>,
    #[serde(default)]
    levels: Vec<serde_json::Value>,
}

fn table_of(subject: Subject) -> Result<&'static str> {
    match subject {
        Subject::Organisation(_) => Ok("organisation"),
        Subject::Team(_) => Ok("team"),
        Subject::Expert(_) => Ok("expert"),
        Subject::Evidence(_) => Ok("evidence"),
        Subject::Need(_) => Ok("need"),
        Subject::Account(_)
        | Subject::Batch(_)
        | Subject::Conflict(_)
        | Subject::File(_)
        | Subject::Match(_)
        | Subject::Token(_) => Err(Error::corrupt("batch_change", "subject_kind")),
    }
}

fn values<M: Serialize>(models: &[M]) -> Vec<serde_json::Value> {
    models.iter().map(|m| serde_json::to_value(m).unwrap_or_default()).collect()
}

fn back<M: DeserializeOwned>(values: Vec<serde_json::Value>) -> Result<Vec<M>> {
    let bad = |_| Error::corrupt("batch_change", "before");
    values.into_iter().map(|v| serde_json::from_value(v).map_err(bad)).collect()
}

impl Tx {
    /// Takes a picture of a thing's rows before a batch changes it.
    pub async fn image(&self, subject: Subject) -> Result<Option<String>> {
        let (id, db) = (subject.uuid(), self.db());
        let image = match table_of(subject)? {
            "organisation" => organisation::Entity::find_by_id(id).one(db).await?.map(|m| Image::of(&m)),
            "team" => team::Entity::find_by_id(id).one(db).await?.map(|m| Image::of(&m)),
            "expert" => expert::Entity::find_by_id(id).one(db).await?.map(|m| Image::of(&m)),
            "evidence" => {
                let parts = evidence_owner::of(id, db).await?;
                evidence::Entity::find_by_id(id)
                    .one(db)
                    .await?
                    .map(|m| Image { parts: values(&parts), ..Image::of(&m) })
            }
            _ => {
                let parts = values(&need_indicator::of(id, db).await?);
                let levels = values(&need_section_level::of(id, db).await?);
                need::Entity::find_by_id(id).one(db).await?.map(|m| Image { parts, levels, ..Image::of(&m) })
            }
        };
        Ok(image.map(|i| json(&i)))
    }

    /// Takes back one change of a batch; a thing that moved on since is a conflict.
    pub async fn take_back(&self, change: &BatchChange, act: &Act) -> Result<()> {
        let table = table_of(change.subject)?;
        let id = change.subject.uuid();
        let delete = Query::delete()
            .from_table(Alias::new(table))
            .and_where(Expr::col(Alias::new("id")).eq(id))
            .and_where(Expr::col(Alias::new("version")).eq(change.version_after))
            .to_owned();
        match &change.before {
            None => {
                if self.db().execute(&delete).await?.rows_affected() == 0 {
                    return Err(Error::Conflict { what: "batch" });
                }
            }
            Some(before) => {
                self.restore(table, id, change.version_after, read(before, "batch_change", "before")?)
                    .await?;
            }
        }
        self.note(Event::new(change.subject, "batch.taken_back"), act);
        Ok(())
    }

    async fn restore(&self, table: &'static str, id: uuid::Uuid, version: i64, image: Image) -> Result<()> {
        let db = self.db();
        let bad = |_| Error::corrupt("batch_change", "before");
        macro_rules! update {
            ($row:ident) => {{
                let model: $row::Model = serde_json::from_value(image.main).map_err(bad)?;
                crate::persist::update_row::<$row::Entity, _>(
                    model,
                    ($row::Column::Version, version + 1),
                    ($row::Column::Id, id),
                    db,
                )
                .await?
            }};
        }
        let done = match table {
            "organisation" => update!(organisation),
            "team" => update!(team),
            "expert" => update!(expert),
            "evidence" => {
                evidence_owner::clear(id, db).await?;
                insert_rows::<evidence_owner::Entity, _>(back(image.parts)?, db).await?;
                update!(evidence)
            }
            _ => {
                need_indicator::clear(id, db).await?;
                need_section_level::clear(id, db).await?;
                insert_rows::<need_indicator::Entity, _>(back(image.parts)?, db).await?;
                insert_rows::<need_section_level::Entity, _>(back(image.levels)?, db).await?;
                update!(need)
            }
        };
        if done { Ok(()) } else { Err(Error::Conflict { what: "batch" }) }
    }

    /// Notes that an applied batch was taken back.
    pub async fn batch_undone(&self, id: BatchId, act: &Act) -> Result<()> {
        let row = import_batch::Entity::find_by_id(id.uuid()).one(self.db()).await?;
        let Some(mut row) = row.filter(|r| r.state == "applied") else {
            return Err(Error::Conflict { what: "batch" });
        };
        "undone".clone_into(&mut row.state);
        row.undone_at = Some(moment(act.at));
        row.into_active_model().reset_all().update(self.db()).await?;
        self.note(Event::new(Subject::Batch(id), "batch.undone"), act);
        Ok(())
    }
}

impl Image {
    fn of<M: Serialize + ModelTrait>(model: &M) -> Self {
        Self { main: serde_json::to_value(model).unwrap_or_default(), parts: Vec::new(), levels: Vec::new() }
    }
}
