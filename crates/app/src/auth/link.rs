//! One-time links: set-up, invitation, reset, and signing in to a demonstration.

use std::collections::BTreeSet;

use domain::account::{Account, AccountState, LinkPurpose, OneTimeLink, Role};
use domain::policy::Action;
use domain::{AccountId, Lang, LinkId, Secret};
use jiff::SignedDuration;

use super::password::Passwords;
use super::secret;
use super::session::SignedIn;
use store::Tx;

use crate::{App, Call, Error, Result};

const SET_UP_LASTS: SignedDuration = SignedDuration::from_hours(24);
const INVITATION_LASTS: SignedDuration = SignedDuration::from_hours(14 * 24);
const RESET_LASTS: SignedDuration = SignedDuration::from_hours(24);
const SIGN_IN_LASTS: SignedDuration = SignedDuration::from_hours(30 * 24);

/// Whom a person invites.
#[derive(Debug, Clone)]
pub struct Invitation {
    /// The mail address to sign in with.
    pub login: String,
    /// The name people see.
    pub name: String,
    /// The language of the first page.
    pub lang: Lang,
    /// What the person may be.
    pub roles: BTreeSet<Role>,
}

/// What a link that still works is for.
#[derive(Debug, Clone)]
pub struct LinkSeen {
    /// What it is for.
    pub purpose: LinkPurpose,
    /// Whose it is; nobody's for the set-up link.
    pub account: Option<Account>,
    /// When it stops working.
    pub expires_at: domain::Timestamp,
}

impl App {
    /// Makes the set-up link of an installation without accounts; `None` once there is one.
    pub async fn set_up_link(&self) -> Result<Option<Secret<String>>> {
        if self.store.count_accounts().await? > 0 {
            return Ok(None);
        }
        self.make_link(LinkPurpose::SetUp, None, SET_UP_LASTS).await.map(Some)
    }

    /// Makes a link that signs in to a demonstration account, once.
    pub async fn demo_link(&self, account: AccountId) -> Result<Secret<String>> {
        self.make_link(LinkPurpose::SignIn, Some(account), SIGN_IN_LASTS).await
    }

    /// Invites a person and returns the token of the invitation link.
    pub async fn invite(&self, call: &Call, invitation: Invitation) -> Result<(AccountId, Secret<String>)> {
        let outside_only = invitation.roles.iter().all(|r| match r {
            Role::Company { .. } | Role::Expert { .. } | Role::Liaison { .. } => true,
            Role::Broker | Role::Official | Role::Administrator => false,
        });
        self.permit(&call.actor, &Action::Invite { outside_only })?;
        let id: AccountId = self.clock.mint();
        let Invitation { login, name, lang, roles } = invitation;
        let changed = Account::invite(id, &login, &name, lang, roles)?;
        let act = call.act(self.clock.now(), None);
        self.store.write(async |tx: Tx| -> Result<Account> { Ok(tx.apply(changed, &act).await?) }).await?;
        let token = self.make_link(LinkPurpose::Invitation, Some(id), INVITATION_LASTS).await?;
        Ok((id, token))
    }

    /// Makes a link with which a person sets a new password.
    pub async fn reset(&self, call: &Call, account: AccountId) -> Result<Secret<String>> {
        self.permit(&call.actor, &Action::AdministerAccounts)?;
        self.store.account(account).await?.ok_or(Error::NotFound)?;
        self.make_link(LinkPurpose::Reset, Some(account), RESET_LASTS).await
    }

    /// Looks at a link without using it; a link that is unknown, used or expired is not found.
    pub async fn link(&self, token: &str) -> Result<LinkSeen> {
        let link = self.live_link(token).await?;
        let account = match link.account {
            Some(id) => self.store.account(id).await?,
            None => None,
        };
        Ok(LinkSeen { purpose: link.purpose, account, expires_at: link.expires_at })
    }

    /// Uses the set-up link: makes the first administrator and signs in.
    pub async fn set_up(
        &self,
        token: &str,
        login: &str,
        name: &str,
        password: Secret<String>,
        label: &str,
    ) -> Result<SignedIn> {
        let link = self.live_link(token).await?;
        if link.purpose != LinkPurpose::SetUp {
            return Err(Error::NotFound);
        }
        Passwords::check(&password, &[login, name])?;
        let hash = self.passwords.hash(password).await?;
        let id: AccountId = self.clock.mint();
        let roles = BTreeSet::from([Role::Administrator, Role::Broker]);
        let invited = Account::invite(id, login, name, Lang::default(), roles)?;
        let act = domain::Act::own(id, self.clock.now());
        let account = self
            .store
            .write(async |tx: Tx| -> Result<Account> {
                tx.use_link(link.id, act.at).await?;
                let account = tx.apply(invited, &act).await?;
                tx.set_credential(id, &hash, act.at).await?;
                Ok(tx.apply(account.activate()?, &act).await?)
            })
            .await?;
        self.begin_session(account, label).await
    }

    /// Uses an invitation or a reset: sets the password, ends older sessions, and signs in.
    pub async fn set_password_by_link(
        &self,
        token: &str,
        password: Secret<String>,
        label: &str,
    ) -> Result<SignedIn> {
        let link = self.live_link(token).await?;
        let owner = link.account.ok_or(Error::NotFound)?;
        match link.purpose {
            LinkPurpose::Invitation | LinkPurpose::Reset => {}
            LinkPurpose::SetUp | LinkPurpose::SignIn => return Err(Error::NotFound),
        }
        let account = self.store.account(owner).await?.ok_or(Error::NotFound)?;
        Passwords::check(&password, &[&account.login, &account.name])?;
        let hash = self.passwords.hash(password).await?;
        let act = domain::Act::own(owner, self.clock.now());
        let account = self
            .store
            .write(async |tx: Tx| -> Result<Account> {
                tx.use_link(link.id, act.at).await?;
                tx.set_credential(owner, &hash, act.at).await?;
                tx.end_sessions(owner, act.at).await?;
                let account = tx.account(owner).await?.ok_or(Error::NotFound)?;
                match account.state {
                    AccountState::Invited => Ok(tx.apply(account.activate()?, &act).await?),
                    AccountState::Active => Ok(account),
                    AccountState::Disabled { .. } => Err(Error::NotFound),
                }
            })
            .await?;
        self.begin_session(account, label).await
    }

    /// Uses a sign-in link of a demonstration.
    pub async fn sign_in_by_link(&self, token: &str, label: &str) -> Result<SignedIn> {
        let link = self.live_link(token).await?;
        if link.purpose != LinkPurpose::SignIn {
            return Err(Error::NotFound);
        }
        let account =
            self.store.account(link.account.ok_or(Error::NotFound)?).await?.ok_or(Error::NotFound)?;
        let now = self.clock.now();
        self.store.write(async |tx: Tx| -> Result<()> { Ok(tx.use_link(link.id, now).await?) }).await?;
        self.begin_session(account, label).await
    }

    /// Changes one's own password and ends the other sessions.
    pub async fn change_password(
        &self,
        account: &Account,
        old: Secret<String>,
        new: Secret<String>,
        keep: domain::SessionId,
    ) -> Result<()> {
        let stored = self.store.credential(account.id).await?;
        if !self.passwords.verify(old, stored).await? {
            return Err(Error::field("old_password", "wrong"));
        }
        Passwords::check(&new, &[&account.login, &account.name])?;
        let hash = self.passwords.hash(new).await?;
        let (id, now) = (account.id, self.clock.now());
        self.store
            .write(async |tx: Tx| -> Result<()> {
                tx.set_credential(id, &hash, now).await?;
                tx.end_other_sessions(id, keep, now).await?;
                Ok(())
            })
            .await
    }

    async fn make_link(
        &self,
        purpose: LinkPurpose,
        account: Option<AccountId>,
        lasts: SignedDuration,
    ) -> Result<Secret<String>> {
        let token = secret::token();
        let now = self.clock.now();
        let id: LinkId = self.clock.mint();
        let link = OneTimeLink {
            id,
            purpose,
            account,
            token_hash: Secret::new(secret::hash(token.reveal())),
            expires_at: now.saturating_add(lasts).map_err(Error::internal)?,
            used_at: None,
        };
        self.store.write(async |tx: Tx| -> Result<()> { Ok(tx.create_link(&link, now).await?) }).await?;
        Ok(token)
    }

    async fn live_link(&self, token: &str) -> Result<OneTimeLink> {
        let link = self.store.link(secret::hash(token)).await?.ok_or(Error::NotFound)?;
        if link.used_at.is_some() || link.expires_at <= self.clock.now() {
            return Err(Error::NotFound);
        }
        Ok(link)
    }
}
