//! Accounts, roles, one-time links and service tokens.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::event::{Event, Subject};
use crate::{
    AccountId, Changed, ExpertId, Invalid, Lang, LinkId, OrganisationId, Refused, Secret, TeamId, TokenId,
    text,
};

/// What a person may be in the alliance; one account may be several things.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "role", rename_all = "snake_case")]
pub enum Role {
    /// A member of a company.
    Company {
        /// The company.
        organisation: OrganisationId,
        /// Whether the member answers for the company's other members.
        owner: bool,
    },
    /// An expert with an account.
    Expert {
        /// The expert's profile.
        expert: ExpertId,
    },
    /// A person who keeps profiles and answers for a team.
    Liaison {
        /// The team.
        team: TeamId,
        /// When the appointment ends.
        until: Option<Timestamp>,
    },
    /// A technology broker.
    Broker,
    /// An official of the bureau.
    Official,
    /// The administrator of the installation.
    Administrator,
}

impl Role {
    /// Returns the stable code of the role.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Company { .. } => "company",
            Self::Expert { .. } => "expert",
            Self::Liaison { .. } => "liaison",
            Self::Broker => "broker",
            Self::Official => "official",
            Self::Administrator => "administrator",
        }
    }
}

/// Whether an account can be used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum AccountState {
    /// Invited; a link waits to be opened.
    Invited,
    /// In use.
    Active,
    /// Switched off by an administrator; its sessions ended.
    Disabled {
        /// When.
        at: Timestamp,
    },
}

impl AccountState {
    /// Returns the stable code of the state.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Invited => "invited",
            Self::Active => "active",
            Self::Disabled { .. } => "disabled",
        }
    }
}

/// A person who can sign in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Its name.
    pub id: AccountId,
    /// Grows by one with every change.
    pub version: i64,
    /// Sign-in name: a mail address, lower case.
    pub login: String,
    /// The name people see.
    pub name: String,
    /// The language of mails and of the first page.
    pub lang: Lang,
    /// What the person may be.
    pub roles: BTreeSet<Role>,
    /// Whether it can be used.
    pub state: AccountState,
}

impl Account {
    /// Invites a person: checks the login and the name, and refuses an account without a role.
    pub fn invite(
        id: AccountId,
        login: &str,
        name: &str,
        lang: Lang,
        roles: BTreeSet<Role>,
    ) -> Result<Changed<Self>, Invalid> {
        let login = text::required("login", login, text::LINE)?.to_lowercase();
        if !plausible_mail(&login) {
            return Err(Invalid::new("login", "bad_email"));
        }
        let name = text::required("name", name, text::LINE)?;
        if roles.is_empty() {
            return Err(Invalid::new("roles", "required"));
        }
        let codes: Vec<_> = roles.iter().map(|r| r.code()).collect();
        let event =
            Event::new(Subject::Account(id), "account.invited").with(serde_json::json!({ "roles": codes }));
        Ok(Changed {
            next: Self { id, version: 1, login, name, lang, roles, state: AccountState::Invited },
            event,
        })
    }

    /// Makes an invited account usable, once its password is set.
    pub fn activate(self) -> Result<Changed<Self>, Refused> {
        match self.state {
            AccountState::Invited => Ok(self.moved(AccountState::Active, "account.activated")),
            AccountState::Active => Err(refused("active", "activate")),
            AccountState::Disabled { .. } => Err(refused("disabled", "activate")),
        }
    }

    /// Switches an account off.
    pub fn disable(self, at: Timestamp) -> Result<Changed<Self>, Refused> {
        match self.state {
            AccountState::Disabled { .. } => Err(refused("disabled", "disable")),
            AccountState::Invited | AccountState::Active => {
                Ok(self.moved(AccountState::Disabled { at }, "account.disabled"))
            }
        }
    }

    /// Switches a disabled account on again.
    pub fn enable(self) -> Result<Changed<Self>, Refused> {
        match self.state {
            AccountState::Disabled { .. } => Ok(self.moved(AccountState::Active, "account.enabled")),
            AccountState::Invited => Err(refused("invited", "enable")),
            AccountState::Active => Err(refused("active", "enable")),
        }
    }

    /// Replaces the roles; refuses an empty set.
    pub fn assign(self, roles: BTreeSet<Role>) -> Result<Changed<Self>, Invalid> {
        if roles.is_empty() {
            return Err(Invalid::new("roles", "required"));
        }
        let codes: Vec<_> = roles.iter().map(|r| r.code()).collect();
        let event = Event::new(Subject::Account(self.id), "account.roles_changed")
            .with(serde_json::json!({ "roles": codes }));
        Ok(Changed { next: Self { roles, version: self.version + 1, ..self }, event })
    }

    fn moved(self, state: AccountState, what: &str) -> Changed<Self> {
        let event = Event::new(Subject::Account(self.id), what);
        Changed { next: Self { state, version: self.version + 1, ..self }, event }
    }
}

fn refused(state: &'static str, action: &'static str) -> Refused {
    Refused { what: "account", state, action, code: "state" }
}

/// Tells whether a text has the form of a mail address: one `@`, a dotted host, no blanks.
pub fn plausible_mail(text: &str) -> bool {
    let Some((user, host)) = text.split_once('@') else { return false };
    !user.is_empty()
        && host.contains('.')
        && !host.contains('@')
        && host.split('.').all(|part| !part.is_empty())
        && !text.chars().any(char::is_whitespace)
}

/// What a one-time link is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkPurpose {
    /// The first administrator's set-up link, printed on first start.
    SetUp,
    /// An invitation: the person sets a password.
    Invitation,
    /// A reset by an administrator: the person sets a new password.
    Reset,
    /// A one-time sign-in of a demo role.
    SignIn,
}

impl LinkPurpose {
    /// Returns the stable code of rows.
    pub const fn code(self) -> &'static str {
        match self {
            Self::SetUp => "set_up",
            Self::Invitation => "invitation",
            Self::Reset => "reset",
            Self::SignIn => "sign_in",
        }
    }
    /// Reads a code; `None` when there is no such purpose.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::SetUp, Self::Invitation, Self::Reset, Self::SignIn].into_iter().find(|p| p.code() == code)
    }
}

/// A link that works once, until it expires; only the hash of its token is stored.
#[derive(Debug, Clone)]
pub struct OneTimeLink {
    /// Its name.
    pub id: LinkId,
    /// What it is for.
    pub purpose: LinkPurpose,
    /// Whose it is; `None` for the set-up link.
    pub account: Option<AccountId>,
    /// SHA-256 of the token.
    pub token_hash: Secret<[u8; 32]>,
    /// When it stops working.
    pub expires_at: Timestamp,
    /// When it was used, if it was.
    pub used_at: Option<Timestamp>,
}

/// What a program with a service token may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Scope {
    /// Read what a verified user may read: the directory, published needs, search.
    #[serde(rename = "directory:read")]
    DirectoryRead,
    /// Import files and read the receipts.
    #[serde(rename = "imports:write")]
    ImportsWrite,
    /// Ask for matching previews.
    #[serde(rename = "matching:read")]
    MatchingRead,
}

impl Scope {
    /// All scopes.
    pub const ALL: [Self; 3] = [Self::DirectoryRead, Self::ImportsWrite, Self::MatchingRead];
    /// Returns the stable code, such as `directory:read`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::DirectoryRead => "directory:read",
            Self::ImportsWrite => "imports:write",
            Self::MatchingRead => "matching:read",
        }
    }
    /// Reads a code; `None` when there is no such scope.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }
}

/// A bearer token for a program, shown once and stored as a hash.
#[derive(Debug, Clone)]
pub struct ServiceToken {
    /// Its name.
    pub id: TokenId,
    /// What it is for, in the administrator's words.
    pub label: String,
    /// What it may do.
    pub scopes: BTreeSet<Scope>,
    /// SHA-256 of the token.
    pub token_hash: Secret<[u8; 32]>,
    /// When it stops working, if it does by itself.
    pub expires_at: Option<Timestamp>,
    /// When it was revoked, if it was.
    pub revoked_at: Option<Timestamp>,
}
