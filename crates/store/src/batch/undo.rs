//! Taking a batch back: what it made goes, what it changed is as before, unless somebody went on with it.

use domain::event::{Event, Subject};
use domain::{Act, BatchId};
use sea_orm::sea_query::{Alias, Expr, LockType, Query};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, IntoActiveModel, ModelTrait,
    QueryFilter,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use super::BatchChange;
use crate::persist::{insert_rows, update_row};
use crate::row::{
    batch_change, evidence, evidence_owner, expert, import_batch, need, need_indicator, need_section_level,
    organisation, team,
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

/// Lists where rows may refer to a row without keeping it from being removed.
fn users_of(table: &str) -> &'static [(&'static str, &'static str)] {
    match table {
        "organisation" => &[("conflict", "organisation_id"), ("account_role", "organisation_id")],
        "team" => &[("need_match", "partner_id"), ("account_role", "team_id")],
        "expert" => &[
            ("evidence_owner", "expert_id"),
            ("conflict", "expert_id"),
            ("need_match", "partner_id"),
            ("account_role", "expert_id"),
        ],
        "need" => &[("question", "need_id"), ("need_match", "need_id")],
        _ => &[],
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
        let left = self.moved_to(change.subject, change.version_after);
        let delete = Query::delete()
            .from_table(Alias::new(table))
            .and_where(Expr::col(Alias::new("id")).eq(id))
            .and_where(Expr::col(Alias::new("version")).eq(left))
            .to_owned();
        match &change.before {
            None => {
                self.refuse_if_used(table, id).await?;
                if self.db().execute(&delete).await?.rows_affected() == 0 {
                    return Err(Error::Conflict { what: "batch" });
                }
            }
            Some(before) => {
                let image: Image = read(before, "batch_change", "before").map_err(|e| e.in_row(id))?;
                let was = self.restore(table, id, left, image).await?;
                self.follow(change.subject, was, left + 1).await?;
            }
        }
        self.note(Event::new(change.subject, "batch.taken_back"), act);
        Ok(())
    }

    /// Refuses to remove what others have used since: their rows would go with it.
    async fn refuse_if_used(&self, table: &'static str, id: Uuid) -> Result<()> {
        let one = |table: &'static str, column: &'static str| {
            Query::select()
                .expr(Expr::val(1))
                .from(Alias::new(table))
                .and_where(Expr::col(Alias::new(column)).eq(id))
                .limit(1)
                .to_owned()
        };
        // On PostgreSQL nobody can refer to the row from here on; SQLite has one writer.
        self.db().query_one(one(table, "id").lock(LockType::Update)).await?;
        for (used_by, column) in users_of(table) {
            if self.db().query_one(&one(used_by, column)).await?.is_some() {
                return Err(Error::Conflict { what: "batch" });
            }
        }
        Ok(())
    }

    /// Lets earlier changes of the same thing be taken back too: what they left is what stands there again.
    async fn follow(&self, subject: Subject, was: i64, now: i64) -> Result<()> {
        self.note_moved(subject, was, now);
        batch_change::Entity::update_many()
            .col_expr(batch_change::Column::VersionAfter, now.into())
            .filter(batch_change::Column::SubjectKind.eq(subject.kind()))
            .filter(batch_change::Column::SubjectId.eq(subject.uuid()))
            .filter(batch_change::Column::VersionAfter.eq(was))
            .exec(self.db())
            .await?;
        Ok(())
    }

    /// Puts a thing back under a version of its own and returns the version it had when it was like this.
    async fn restore(&self, table: &'static str, id: Uuid, version: i64, image: Image) -> Result<i64> {
        let db = self.db();
        let bad = |_| Error::corrupt("batch_change", "before");
        macro_rules! update {
            ($row:ident) => {{
                let mut model: $row::Model = serde_json::from_value(image.main).map_err(bad)?;
                let was = std::mem::replace(&mut model.version, version + 1);
                let version = ($row::Column::Version, version + 1);
                (was, update_row::<$row::Entity, _>(model, version, ($row::Column::Id, id), db).await?)
            }};
        }
        let (was, done) = match table {
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
        if done { Ok(was) } else { Err(Error::Conflict { what: "batch" }) }
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
