//! Service tokens: shown once, stored as a hash, scoped and revocable.

use std::collections::BTreeSet;

use domain::account::{Scope, ServiceToken};
use domain::policy::{Action, Actor};
use domain::{Secret, Timestamp, TokenId, text};

use super::secret;
use store::Tx;

use crate::{App, Call, Error, Result};

impl App {
    /// Makes a token for a program and shows it this once.
    pub async fn create_token(
        &self,
        call: &Call,
        label: &str,
        scopes: BTreeSet<Scope>,
        expires_at: Option<Timestamp>,
    ) -> Result<(TokenId, Secret<String>)> {
        self.permit(&call.actor, &Action::AdministerSystem)?;
        let label = text::required("label", label, text::LINE)?;
        if scopes.is_empty() {
            return Err(Error::field("scopes", "required"));
        }
        let shown = Secret::new(format!("tb_{}", secret::token().reveal()));
        let id: TokenId = self.clock.mint();
        let token = ServiceToken {
            id,
            label,
            scopes,
            token_hash: Secret::new(secret::hash(shown.reveal())),
            expires_at,
            revoked_at: None,
        };
        let act = call.act(self.clock.now(), None);
        self.store.write(async |tx: Tx| -> Result<()> { Ok(tx.create_token(&token, &act).await?) }).await?;
        Ok((id, shown))
    }

    /// Revokes a token at once.
    pub async fn revoke_token(&self, call: &Call, id: TokenId) -> Result<()> {
        self.permit(&call.actor, &Action::AdministerSystem)?;
        let act = call.act(self.clock.now(), None);
        self.store.write(async |tx: Tx| -> Result<()> { Ok(tx.revoke_token(id, &act).await?) }).await
    }

    /// Lists the tokens, without what opens them.
    pub async fn tokens(&self, call: &Call) -> Result<Vec<ServiceToken>> {
        self.permit(&call.actor, &Action::AdministerSystem)?;
        Ok(self.store.tokens().await?)
    }

    /// Finds out which program a bearer token names; `None` when it is unknown, expired or revoked.
    pub async fn service(&self, token: &str) -> Result<Option<Actor>> {
        let now = self.clock.now();
        let found = self.store.service_token(secret::hash(token)).await?;
        Ok(found
            .filter(|t| t.revoked_at.is_none() && t.expires_at.is_none_or(|end| end > now))
            .map(|t| Actor::Service { token: t.id, scopes: t.scopes }))
    }
}
