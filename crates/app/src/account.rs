//! Accounts as the administrator keeps them.

use std::collections::BTreeSet;

use domain::account::{Account, Role};
use domain::event::Subject;
use domain::policy::Action;
use domain::{AccountId, Changed, Lang};

use store::Tx;

use crate::{App, Call, Done, Error, Result};

/// A change an administrator makes to an account.
#[derive(Debug, Clone)]
pub enum AccountMove {
    /// Switches it off and ends its sessions.
    Disable,
    /// Switches it on again.
    Enable,
    /// Replaces the roles.
    Assign(BTreeSet<Role>),
}

impl App {
    /// Lists accounts by login.
    pub async fn accounts(&self, call: &Call) -> Result<Vec<Account>> {
        self.permit(&call.actor, &Action::AdministerAccounts)?;
        Ok(self.store.accounts().await?)
    }

    /// Lists the brokers, so that a need can be handed over.
    pub async fn brokers(&self, call: &Call) -> Result<Vec<Account>> {
        self.permit(&call.actor, &Action::ReadQueue)?;
        Ok(self.store.accounts().await?.into_iter().filter(|a| a.roles.contains(&Role::Broker)).collect())
    }

    /// Reads the account of a sign-in name.
    pub async fn account_named(&self, call: &Call, login: &str) -> Result<Account> {
        self.permit(&call.actor, &Action::AdministerAccounts)?;
        self.store.account_by_login(login).await?.ok_or_else(|| Error::field("login", "unknown"))
    }

    /// Returns the names of accounts, for histories and cases.
    pub async fn account_names(
        &self,
        ids: &[AccountId],
    ) -> Result<std::collections::BTreeMap<AccountId, String>> {
        let mut names = std::collections::BTreeMap::new();
        for id in ids.iter().collect::<BTreeSet<_>>() {
            if let Some(account) = self.store.account(*id).await? {
                names.insert(*id, account.name);
            }
        }
        Ok(names)
    }

    /// Changes an account; an administrator cannot lock the last administrator out.
    pub async fn change_account(
        &self,
        call: &Call,
        id: AccountId,
        seen: Option<i64>,
        step: AccountMove,
    ) -> Result<Done> {
        self.permit(&call.actor, &Action::AdministerAccounts)?;
        let act = call.act(self.clock.now(), None);
        let keeps = matches!(&step, AccountMove::Enable)
            || matches!(&step, AccountMove::Assign(r) if r.contains(&Role::Administrator));
        if !keeps && call.actor.account() == Some(id) {
            return Err(Error::Forbidden("not_yourself"));
        }
        self.change(call, async move |tx: Tx| {
            let account = tx.account(id).await?.ok_or(Error::NotFound)?;
            if seen.is_some_and(|v| v != account.version) {
                return Err(Error::Stale { what: "account" });
            }
            let ends = matches!(step, AccountMove::Disable);
            let changed: Changed<Account> = match step {
                AccountMove::Disable => account.disable(act.at)?,
                AccountMove::Enable => account.enable()?,
                AccountMove::Assign(roles) => account.assign(roles)?,
            };
            let next = tx.apply(changed, &act).await?;
            if ends {
                tx.end_sessions(id, act.at).await?;
            }
            Ok(Done { subject: Subject::Account(next.id), version: next.version })
        })
        .await
    }

    /// Changes one's own language.
    pub async fn set_language(&self, account: &Account, lang: Lang) -> Result<()> {
        let id = account.id;
        self.store.write(async |tx: Tx| -> Result<()> { Ok(tx.set_language(id, lang).await?) }).await
    }
}
