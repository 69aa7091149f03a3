//! Signing in and out, and finding out who asks.

use std::collections::BTreeSet;

use domain::account::{Account, AccountState, Role};
use domain::policy::{Actor, Person};
use domain::{NeedId, Secret, SessionId, Timestamp};
use jiff::SignedDuration;

use super::secret;
use store::Tx;

use crate::{App, Error, Result};

/// How long a session lasts without use.
pub const SESSION_IDLE: SignedDuration = SignedDuration::from_hours(12);

/// How long a session goes without its use being noted again.
const TOUCHED: SignedDuration = SignedDuration::from_mins(10);
/// Wrong passwords for one account or address before a pause.
pub const ATTEMPTS: i64 = 8;
/// How long the pause lasts.
pub const PAUSE: SignedDuration = SignedDuration::from_mins(15);

/// A fresh session: the token goes into the cookie and nowhere else.
#[derive(Debug)]
pub struct SignedIn {
    /// The cookie's value.
    pub token: Secret<String>,
    /// Whose it is.
    pub account: Account,
}

/// A session as its owner's list shows it.
#[derive(Debug, Clone)]
pub struct SessionSeen {
    /// Its name.
    pub id: SessionId,
    /// When it began.
    pub created_at: Timestamp,
    /// When it was last used.
    pub last_seen_at: Timestamp,
    /// The browser, as it named itself.
    pub label: String,
}

/// Who a session belongs to.
#[derive(Debug, Clone)]
pub struct Known {
    /// The session.
    pub session: SessionId,
    /// The account.
    pub account: Account,
    /// The actor that the policy judges.
    pub actor: Actor,
}

impl App {
    /// Signs in with login and password; the answer and its time are the same for unknown people.
    pub async fn sign_in(
        &self,
        login: &str,
        password: Secret<String>,
        address: &str,
        label: &str,
    ) -> Result<SignedIn> {
        let login = login.trim().to_lowercase();
        let keys = [format!("login:{login}"), format!("address:{address}")];
        self.refuse_after_many(&keys).await?;
        let account = self.store.account_by_login(&login).await?;
        let usable = account.filter(|a| matches!(a.state, AccountState::Active));
        let stored = match &usable {
            Some(account) => self.store.credential(account.id).await?,
            None => None,
        };
        let right = self.passwords.verify(password, stored).await?;
        match usable {
            Some(account) if right => self.begin_session(account, label).await,
            Some(_) | None => {
                self.count_attempt(&keys).await?;
                Err(Error::SignIn("wrong_credentials"))
            }
        }
    }

    /// Begins a session for an account that has proved itself.
    pub(crate) async fn begin_session(&self, account: Account, label: &str) -> Result<SignedIn> {
        let token = secret::token();
        let hash = secret::hash(token.reveal());
        let now = self.clock.now();
        let id: SessionId = self.clock.mint();
        let label: String = label.chars().take(120).collect();
        let who = account.id;
        self.store
            .write(async |tx: Tx| -> Result<()> {
                tx.create_session(
                    id,
                    who,
                    hash,
                    &label,
                    now,
                    now.saturating_add(SESSION_IDLE).map_err(Error::internal)?,
                )
                .await?;
                Ok(())
            })
            .await?;
        Ok(SignedIn { token, account })
    }

    /// Finds out whose session a cookie names; `None` when it has ended or expired, or the account is off.
    pub async fn known(&self, token: &str) -> Result<Option<Known>> {
        let Some(session) = self.store.session(secret::hash(token), self.clock.now()).await? else {
            return Ok(None);
        };
        let AccountState::Active = session.account.state else { return Ok(None) };
        let unused = self.clock.now().duration_since(session.last_seen_at);
        if unused >= TOUCHED {
            self.touch_session(session.id).await;
        }
        let actor = Actor::Person(self.person(&session.account).await?);
        Ok(Some(Known { session: session.id, account: session.account, actor }))
    }

    /// Works out what a person counts as now.
    pub async fn person(&self, account: &Account) -> Result<Person> {
        let (verified, foreign) = self.standing(&account.roles).await?;
        Ok(Person::new(account.id, &account.roles, verified, foreign, self.clock.now()))
    }

    /// Returns whether somebody vouches for the roles, and whether all of them lie abroad.
    async fn standing(&self, roles: &BTreeSet<Role>) -> Result<(bool, bool)> {
        let mut verified = false;
        let mut at_home = false;
        for role in roles {
            match role {
                Role::Company { organisation, .. } => {
                    let organisation = self.store.organisation(*organisation).await?;
                    if let Some(organisation) = organisation {
                        verified |= organisation.state.code() == "verified";
                        at_home |= !organisation.profile.foreign;
                    }
                }
                Role::Expert { expert } => {
                    verified = true;
                    let team = self.store.expert(*expert).await?.and_then(|e| e.profile.team);
                    at_home |= !self.is_foreign_team(team).await?;
                }
                Role::Liaison { team, .. } => {
                    verified = true;
                    at_home |= !self.is_foreign_team(Some(*team)).await?;
                }
                Role::Broker | Role::Official | Role::Administrator => {
                    verified = true;
                    at_home = true;
                }
            }
        }
        Ok((verified, !at_home))
    }

    async fn is_foreign_team(&self, team: Option<domain::TeamId>) -> Result<bool> {
        let Some(team) = team else { return Ok(false) };
        Ok(self.store.team(team).await?.is_some_and(|t| t.profile.foreign))
    }

    /// Ends one session.
    pub async fn sign_out(&self, session: SessionId) -> Result<()> {
        let now = self.clock.now();
        self.store.write(async |tx: Tx| -> Result<()> { Ok(tx.end_session(session, now).await?) }).await
    }

    /// Ends all sessions of an account but one.
    pub async fn end_other_sessions(&self, account: &Account, keep: SessionId) -> Result<()> {
        let (id, now) = (account.id, self.clock.now());
        self.store
            .write(async |tx: Tx| -> Result<()> { Ok(tx.end_other_sessions(id, keep, now).await?) })
            .await
    }

    /// Notes that a session was used, so that it does not end under somebody's hands; a failure only shortens it.
    async fn touch_session(&self, session: SessionId) {
        let now = self.clock.now();
        let Ok(until) = now.saturating_add(SESSION_IDLE) else { return };
        let written = self
            .store
            .write(async |tx: Tx| -> Result<()> { Ok(tx.touch_session(session, now, until).await?) })
            .await;
        if let Err(error) = written {
            tracing::warn!(%error, "the use of a session could not be noted");
        }
    }

    /// Lists the sessions of an account that are alive.
    pub async fn sessions(&self, account: domain::AccountId) -> Result<Vec<SessionSeen>> {
        let rows = self.store.sessions(account, self.clock.now()).await?;
        Ok(rows
            .into_iter()
            .map(|s| SessionSeen {
                id: s.id,
                created_at: s.created_at,
                last_seen_at: s.last_seen_at,
                label: s.label,
            })
            .collect())
    }

    /// Returns the signed name of a need that was entered without an account, for a private link and its cookie.
    pub fn draft_pass(&self, need: NeedId) -> String {
        format!("{need}.{}", secret::sign(self.folder.key().reveal(), &format!("draft:{need}")))
    }

    /// Reads such a signed name; `None` when the signature does not fit.
    pub fn read_draft_pass(&self, pass: &str) -> Option<NeedId> {
        let (need, signature) = pass.split_once('.')?;
        let id: NeedId = need.parse().ok()?;
        secret::verify(self.folder.key().reveal(), &format!("draft:{id}"), signature).then_some(id)
    }

    async fn refuse_after_many(&self, keys: &[String]) -> Result<()> {
        let now = self.clock.now();
        for key in keys {
            if let Some((count, since)) = self.store.attempts(key).await? {
                let waited = now.duration_since(since);
                if count >= ATTEMPTS && waited < PAUSE {
                    let left = (PAUSE - waited).as_secs().max(1);
                    return Err(Error::TooMany { retry_after: left.unsigned_abs() });
                }
            }
        }
        Ok(())
    }

    async fn count_attempt(&self, keys: &[String]) -> Result<()> {
        let now = self.clock.now();
        let since = now.saturating_sub(PAUSE).map_err(Error::internal)?;
        self.store
            .write(async |tx: Tx| -> Result<()> {
                for key in keys {
                    tx.count_attempt(key, now, since).await?;
                }
                Ok(())
            })
            .await
    }
}
