//! Service tokens in rows.

use domain::account::ServiceToken;
use domain::event::{Event, Subject};
use domain::{Act, Secret, TokenId};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};

use crate::row::service_token as row;
use crate::value::{json, moment, read, timestamp};
use crate::{Error, Result, Store, Tx};

fn value(r: row::Model) -> Result<ServiceToken> {
    let hash: [u8; 32] =
        r.token_hash.try_into().map_err(|_| Error::corrupt("service_token", "token_hash").in_row(r.id))?;
    Ok(ServiceToken {
        id: TokenId::from_uuid(r.id),
        label: r.label,
        scopes: read(&r.scopes, "service_token", "scopes").map_err(|e| e.in_row(r.id))?,
        token_hash: Secret::new(hash),
        expires_at: r.expires_at.map(timestamp),
        revoked_at: r.revoked_at.map(timestamp),
    })
}

impl Store {
    /// Reads all tokens, the newest first.
    pub async fn tokens(&self) -> Result<Vec<ServiceToken>> {
        row::Entity::find()
            .order_by_desc(row::Column::Id)
            .all(self.db())
            .await?
            .into_iter()
            .map(value)
            .collect()
    }

    /// Reads the token of a hash, revoked or not.
    pub async fn service_token(&self, hash: [u8; 32]) -> Result<Option<ServiceToken>> {
        let found =
            row::Entity::find().filter(row::Column::TokenHash.eq(hash.to_vec())).one(self.db()).await?;
        found.map(value).transpose()
    }
}

impl Tx {
    /// Keeps a new token.
    pub async fn create_token(&self, token: &ServiceToken, act: &Act) -> Result<()> {
        let model = row::Model {
            id: token.id.uuid(),
            label: token.label.clone(),
            scopes: json(&token.scopes),
            token_hash: token.token_hash.reveal().to_vec(),
            created_at: moment(act.at),
            expires_at: token.expires_at.map(moment),
            revoked_at: None,
        };
        row::Entity::insert(model.into_active_model().reset_all()).exec_without_returning(self.db()).await?;
        self.note(Event::new(Subject::Token(token.id), "token.created"), act);
        Ok(())
    }

    /// Revokes a token.
    pub async fn revoke_token(&self, id: TokenId, act: &Act) -> Result<()> {
        let done = row::Entity::update_many()
            .col_expr(row::Column::RevokedAt, moment(act.at).into())
            .filter(row::Column::Id.eq(id.uuid()))
            .filter(row::Column::RevokedAt.is_null())
            .exec(self.db())
            .await?;
        if done.rows_affected == 0 {
            return Err(Error::Conflict { what: "token" });
        }
        self.note(Event::new(Subject::Token(id), "token.revoked"), act);
        Ok(())
    }
}
