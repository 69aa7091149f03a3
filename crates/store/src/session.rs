//! Sessions, one-time links and sign-in attempts in rows.

use domain::account::{Account, LinkPurpose, OneTimeLink};
use domain::{AccountId, LinkId, Secret, SessionId, Timestamp};
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, EntityTrait, ExprTrait, IntoActiveModel, QueryFilter,
    QueryOrder,
};

use crate::row::{account, one_time_link as link, session as row, sign_in_attempt as attempt};
use crate::value::{code, moment, timestamp};
use crate::{Error, Result, Store, Tx};

/// A session that is alive, with its account.
#[derive(Debug, Clone)]
pub struct Session {
    /// Its name.
    pub id: SessionId,
    /// Whose it is.
    pub account: Account,
    /// When it was last used.
    pub last_seen_at: Timestamp,
}

/// A session as a list shows it.
#[derive(Debug, Clone)]
pub struct SessionRow {
    /// Its name.
    pub id: SessionId,
    /// When it began.
    pub created_at: Timestamp,
    /// When it was last used.
    pub last_seen_at: Timestamp,
    /// The browser, as it named itself.
    pub label: String,
}

impl Store {
    /// Reads the session of a token, if it is alive at a time.
    pub async fn session(&self, hash: [u8; 32], now: Timestamp) -> Result<Option<Session>> {
        let found = row::Entity::find()
            .filter(row::Column::TokenHash.eq(hash.to_vec()))
            .filter(row::Column::EndedAt.is_null())
            .filter(row::Column::ExpiresAt.gt(moment(now)))
            .one(self.db())
            .await?;
        let Some(found) = found else { return Ok(None) };
        let rows: Vec<_> = account::Entity::find_by_id(found.account_id).all(self.db()).await?;
        let owner = crate::account::whole(rows, self.db()).await?.pop();
        Ok(owner.map(|account| Session {
            id: SessionId::from_uuid(found.id),
            account,
            last_seen_at: timestamp(found.last_seen_at),
        }))
    }

    /// Reads the living sessions of an account, the newest first.
    pub async fn sessions(&self, account: AccountId, now: Timestamp) -> Result<Vec<SessionRow>> {
        let rows = row::Entity::find()
            .filter(row::Column::AccountId.eq(account.uuid()))
            .filter(row::Column::EndedAt.is_null())
            .filter(row::Column::ExpiresAt.gt(moment(now)))
            .order_by_desc(row::Column::LastSeenAt)
            .all(self.db())
            .await?;
        Ok(rows
            .into_iter()
            .map(|r| SessionRow {
                id: SessionId::from_uuid(r.id),
                created_at: timestamp(r.created_at),
                last_seen_at: timestamp(r.last_seen_at),
                label: r.label,
            })
            .collect())
    }

    /// Reads the link of a token, used or not.
    pub async fn link(&self, hash: [u8; 32]) -> Result<Option<OneTimeLink>> {
        let found =
            link::Entity::find().filter(link::Column::TokenHash.eq(hash.to_vec())).one(self.db()).await?;
        found
            .map(|r| {
                Ok(OneTimeLink {
                    id: LinkId::from_uuid(r.id),
                    purpose: code(LinkPurpose::from_code(&r.purpose), "one_time_link", "purpose")
                        .map_err(|e| e.in_row(r.id))?,
                    account: r.account_id.map(AccountId::from_uuid),
                    token_hash: Secret::new(hash),
                    expires_at: timestamp(r.expires_at),
                    used_at: r.used_at.map(timestamp),
                })
            })
            .transpose()
    }

    /// Reads how often something was tried, and since when it is counted.
    pub async fn attempts(&self, key: &str) -> Result<Option<(i64, Timestamp)>> {
        let found = attempt::Entity::find_by_id(key.to_owned()).one(self.db()).await?;
        Ok(found.map(|r| (r.count, timestamp(r.since_at))))
    }
}

impl Tx {
    /// Begins a session.
    pub async fn create_session(
        &self,
        id: SessionId,
        account: AccountId,
        hash: [u8; 32],
        label: &str,
        now: Timestamp,
        until: Timestamp,
    ) -> Result<()> {
        let model = row::Model {
            id: id.uuid(),
            account_id: account.uuid(),
            token_hash: hash.to_vec(),
            label: label.to_owned(),
            created_at: moment(now),
            last_seen_at: moment(now),
            expires_at: moment(until),
            ended_at: None,
        };
        row::Entity::insert(model.into_active_model().reset_all()).exec_without_returning(self.db()).await?;
        Ok(())
    }

    /// Notes that a session was used.
    pub async fn touch_session(&self, id: SessionId, now: Timestamp, until: Timestamp) -> Result<()> {
        row::Entity::update_many()
            .col_expr(row::Column::LastSeenAt, moment(now).into())
            .col_expr(row::Column::ExpiresAt, moment(until).into())
            .filter(row::Column::Id.eq(id.uuid()))
            .filter(row::Column::EndedAt.is_null())
            .exec(self.db())
            .await?;
        Ok(())
    }

    /// Ends one session.
    pub async fn end_session(&self, id: SessionId, now: Timestamp) -> Result<()> {
        self.end_where(Condition::all().add(row::Column::Id.eq(id.uuid())), now).await
    }

    /// Ends all sessions of an account.
    pub async fn end_sessions(&self, account: AccountId, now: Timestamp) -> Result<()> {
        self.end_where(Condition::all().add(row::Column::AccountId.eq(account.uuid())), now).await
    }

    /// Ends all sessions of an account but one.
    pub async fn end_other_sessions(
        &self,
        account: AccountId,
        keep: SessionId,
        now: Timestamp,
    ) -> Result<()> {
        let others = Condition::all()
            .add(row::Column::AccountId.eq(account.uuid()))
            .add(row::Column::Id.ne(keep.uuid()));
        self.end_where(others, now).await
    }

    async fn end_where(&self, which: Condition, now: Timestamp) -> Result<()> {
        row::Entity::update_many()
            .col_expr(row::Column::EndedAt, moment(now).into())
            .filter(which)
            .filter(row::Column::EndedAt.is_null())
            .exec(self.db())
            .await?;
        Ok(())
    }

    /// Makes a one-time link; an older one for the same purpose and account stops working.
    pub async fn create_link(&self, link: &OneTimeLink, now: Timestamp) -> Result<()> {
        let older = link::Entity::update_many()
            .col_expr(link::Column::UsedAt, moment(now).into())
            .filter(link::Column::Purpose.eq(link.purpose.code()))
            .filter(link::Column::UsedAt.is_null());
        match link.account {
            Some(account) => older.filter(link::Column::AccountId.eq(account.uuid())),
            None => older.filter(link::Column::AccountId.is_null()),
        }
        .exec(self.db())
        .await?;
        let model = link::Model {
            id: link.id.uuid(),
            purpose: link.purpose.code().to_owned(),
            account_id: link.account.map(AccountId::uuid),
            token_hash: link.token_hash.reveal().to_vec(),
            created_at: moment(now),
            expires_at: moment(link.expires_at),
            used_at: link.used_at.map(moment),
        };
        link::Entity::insert(model.into_active_model().reset_all()).exec_without_returning(self.db()).await?;
        Ok(())
    }

    /// Uses a link; a second use, also a simultaneous one, is a conflict.
    pub async fn use_link(&self, id: LinkId, now: Timestamp) -> Result<()> {
        let done = link::Entity::update_many()
            .col_expr(link::Column::UsedAt, moment(now).into())
            .filter(link::Column::Id.eq(id.uuid()))
            .filter(link::Column::UsedAt.is_null())
            .exec(self.db())
            .await?;
        if done.rows_affected == 1 { Ok(()) } else { Err(Error::Conflict { what: "link" }) }
    }

    /// Counts one more attempt; a count that began before `since` starts anew.
    pub async fn count_attempt(&self, key: &str, now: Timestamp, since: Timestamp) -> Result<()> {
        let grown = attempt::Entity::update_many()
            .col_expr(attempt::Column::Count, sea_orm::sea_query::Expr::col(attempt::Column::Count).add(1))
            .filter(attempt::Column::Key.eq(key))
            .filter(attempt::Column::SinceAt.gte(moment(since)))
            .exec(self.db())
            .await?;
        if grown.rows_affected == 1 {
            return Ok(());
        }
        let model = attempt::Model { key: key.to_owned(), count: 1, since_at: moment(now) };
        attempt::Entity::insert(model.into_active_model().reset_all())
            .on_conflict(
                OnConflict::column(attempt::Column::Key)
                    .update_columns([attempt::Column::Count, attempt::Column::SinceAt])
                    .to_owned(),
            )
            .exec_without_returning(self.db())
            .await?;
        Ok(())
    }
}
