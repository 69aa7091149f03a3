//! Errands: work that is claimed by one worker at a time, with a lease and a claim number.

use std::time::Duration;

use domain::Timestamp;
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, EntityTrait, ExprTrait, IntoActiveModel, QueryFilter,
    QueryOrder,
};
use uuid::Uuid;

use crate::row::errand as row;
use crate::value::moment;
use crate::{Error, Result, Store, Tx};

/// An errand to be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Errand {
    /// Its name.
    pub id: Uuid,
    /// What makes it one of a kind: the same key is never entered twice.
    pub key: String,
    /// What is to be done, as a code.
    pub kind: String,
    /// With what, as JSON.
    pub payload: String,
    /// Not before this time.
    pub due_at: Timestamp,
}

/// An errand that this worker holds until its lease ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claimed {
    /// The errand's name.
    pub id: Uuid,
    /// What is to be done.
    pub kind: String,
    /// With what.
    pub payload: String,
    /// How often it was tried, this time included.
    pub attempts: i64,
    /// The claim number; a result counts only under the claim that is still the last.
    pub claim: i64,
}

impl Tx {
    /// Enters an errand in the transaction of what caused it; the same key a second time is nothing.
    pub async fn enqueue(&self, errand: &Errand) -> Result<()> {
        let model = row::Model {
            id: errand.id,
            key: errand.key.clone(),
            kind: errand.kind.clone(),
            payload: errand.payload.clone(),
            due_at: moment(errand.due_at),
            attempts: 0,
            claim: 0,
            leased_until: None,
            done_at: None,
            result: String::new(),
        };
        row::Entity::insert(model.into_active_model().reset_all())
            .on_conflict(OnConflict::column(row::Column::Key).do_nothing().to_owned())
            .exec_without_returning(self.db())
            .await
            .or_else(|e| if matches!(e, sea_orm::DbErr::RecordNotInserted) { Ok(0) } else { Err(e) })?;
        Ok(())
    }
}

impl Store {
    /// Claims the next errand that is due for a lease, if nobody else does at the same time.
    ///
    /// The lease runs by the database's clock on PostgreSQL, where workers on several machines disagree about the time.
    pub async fn claim_errand(&self, now: Timestamp, lease: Duration) -> Result<Option<Claimed>> {
        let shared = self.shared();
        self.write(async move |tx: Tx| {
            let (clock, lease_until) = if shared {
                let until = format!("clock_timestamp() + interval '{} microseconds'", lease.as_micros());
                (Expr::cust("clock_timestamp()"), Expr::cust(until))
            } else {
                let now = moment(now);
                (Expr::val(now), Expr::val(now + lease))
            };
            let free = Condition::any()
                .add(row::Column::LeasedUntil.is_null())
                .add(Expr::col(row::Column::LeasedUntil).lt(clock));
            let next = row::Entity::find()
                .filter(row::Column::DoneAt.is_null())
                .filter(row::Column::DueAt.lte(moment(now)))
                .filter(free)
                .order_by_asc(row::Column::DueAt)
                .one(tx.db())
                .await?;
            let Some(next) = next else { return Ok(None) };
            let done = row::Entity::update_many()
                .col_expr(row::Column::Claim, Expr::col(row::Column::Claim).add(1))
                .col_expr(row::Column::Attempts, Expr::col(row::Column::Attempts).add(1))
                .col_expr(row::Column::LeasedUntil, lease_until)
                .filter(row::Column::Id.eq(next.id))
                .filter(row::Column::Claim.eq(next.claim))
                .exec(tx.db())
                .await?;
            if done.rows_affected == 0 {
                return Ok(None);
            }
            let (attempts, claim) = (next.attempts + 1, next.claim + 1);
            Ok(Some(Claimed { id: next.id, kind: next.kind, payload: next.payload, attempts, claim }))
        })
        .await
    }

    /// Notes the result of an errand under its claim; a claim that was taken over is a conflict.
    pub async fn finish_errand(&self, claimed: &Claimed, result: &str, at: Timestamp) -> Result<()> {
        let (id, claim, result) = (claimed.id, claimed.claim, result.to_owned());
        self.write(async move |tx: Tx| {
            let done = row::Entity::update_many()
                .col_expr(row::Column::DoneAt, moment(at).into())
                .col_expr(row::Column::Result, result.into())
                .filter(row::Column::Id.eq(id))
                .filter(row::Column::Claim.eq(claim))
                .filter(row::Column::DoneAt.is_null())
                .exec(tx.db())
                .await?;
            if done.rows_affected == 1 { Ok(()) } else { Err(Error::Conflict { what: "errand" }) }
        })
        .await
    }
}
