//! Who may do what, to the field: one pure function, asked by every use case.
//!
//! Three ways of saying no. *Hide*: the actor may not know of the thing, and gets what a thing that does not exist gets.
//! *Forbid*: the actor knows of it, and hears why not. *Sign in*: the page exists for everybody, but not for strangers.

mod need;

pub use need::{NeedAction, NeedDecision, NeedFacts, NeedSight, decide_need};

use std::collections::BTreeSet;

use crate::account::{Role, Scope};
use crate::{AccountId, ExpertId, NeedId, OrganisationId, TeamId, Timestamp, TokenId};

/// Who asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Actor {
    /// Nobody who is known; perhaps the holder of the private link to a need that was entered without an account.
    Guest {
        /// The need the link opens.
        draft: Option<NeedId>,
    },
    /// A person with an active account.
    Person(Person),
    /// A program with a service token.
    Service {
        /// The token.
        token: TokenId,
        /// What it may do.
        scopes: BTreeSet<Scope>,
    },
    /// A timer or worker of the product itself, which makes reversible moves only.
    House,
}

/// A person with an active account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The account.
    pub account: AccountId,
    /// The roles that count now; expired appointments are left out.
    pub roles: BTreeSet<Role>,
    /// Whether one of the person's companies was verified, or another role vouches for the person.
    pub verified: bool,
    /// Whether the person answers from abroad, as an expert of a foreign team.
    pub foreign: bool,
}

impl Person {
    /// Keeps the roles that count at a time.
    pub fn new(
        account: AccountId,
        roles: &BTreeSet<Role>,
        verified: bool,
        foreign: bool,
        now: Timestamp,
    ) -> Self {
        let counts = |role: &&Role| match role {
            Role::Liaison { until, .. } => until.is_none_or(|end| end > now),
            Role::Company { .. }
            | Role::Expert { .. }
            | Role::Broker
            | Role::Official
            | Role::Administrator => true,
        };
        Self { account, roles: roles.iter().filter(counts).copied().collect(), verified, foreign }
    }
}

impl Actor {
    /// A stranger without any link.
    pub const STRANGER: Self = Self::Guest { draft: None };

    /// Returns the account, if a person asks.
    pub const fn account(&self) -> Option<AccountId> {
        match self {
            Self::Person(person) => Some(person.account),
            Self::Guest { .. } | Self::Service { .. } | Self::House => None,
        }
    }

    /// Returns the roles of a person; nobody else has any.
    pub fn roles(&self) -> impl Iterator<Item = Role> + '_ {
        let person = if let Self::Person(person) = self { Some(person) } else { None };
        person.into_iter().flat_map(|p| p.roles.iter().copied())
    }

    /// Tells whether the person is a broker.
    pub fn is_broker(&self) -> bool {
        self.roles().any(|r| r == Role::Broker)
    }

    /// Tells whether the person administers the installation.
    pub fn is_administrator(&self) -> bool {
        self.roles().any(|r| r == Role::Administrator)
    }

    /// Tells whether the person is an official.
    pub fn is_official(&self) -> bool {
        self.roles().any(|r| r == Role::Official)
    }

    /// Tells whether the person belongs to a company.
    pub fn is_member_of(&self, organisation: OrganisationId) -> bool {
        self.roles().any(|r| matches!(r, Role::Company { organisation: o, .. } if o == organisation))
    }

    /// Tells whether the person answers for a company's members.
    pub fn owns(&self, organisation: OrganisationId) -> bool {
        self.roles().any(|r| matches!(r, Role::Company { organisation: o, owner: true } if o == organisation))
    }

    /// Tells whether the person is that expert.
    pub fn is_expert(&self, expert: ExpertId) -> bool {
        self.roles().any(|r| matches!(r, Role::Expert { expert: e } if e == expert))
    }

    /// Tells whether the person keeps profiles and answers for a team.
    pub fn is_liaison_of(&self, team: TeamId) -> bool {
        self.roles().any(|r| matches!(r, Role::Liaison { team: t, .. } if t == team))
    }

    /// Tells whether a program may do something.
    pub fn has_scope(&self, scope: Scope) -> bool {
        match self {
            Self::Service { scopes, .. } => scopes.contains(&scope),
            Self::Guest { .. } | Self::Person(_) | Self::House => false,
        }
    }

    /// Tells whether the actor counts as a verified user (实名), who may read L1 texts.
    pub fn is_verified(&self) -> bool {
        match self {
            Self::Person(person) => person.verified,
            Self::Service { .. } => self.has_scope(Scope::DirectoryRead),
            Self::House => true,
            Self::Guest { .. } => false,
        }
    }

    /// Tells whether foreign rules apply to what the actor reads.
    pub const fn is_foreign(&self) -> bool {
        match self {
            Self::Person(person) => person.foreign,
            Self::Guest { .. } | Self::Service { .. } | Self::House => false,
        }
    }
}

/// What somebody wants to do, with the facts that decide it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// Read the directory of experts and teams as a list.
    ReadDirectory,
    /// Read one expert.
    ReadExpert(ExpertFacts),
    /// Enter or correct an expert or its evidence.
    EditExpert(ExpertFacts),
    /// Enter an expert or a team.
    EnterDirectory,
    /// Read one team; teams are no secret among verified users.
    ReadTeam,
    /// Correct a team.
    EditTeam(TeamId),
    /// Read one organisation.
    ReadOrganisation(OrganisationId),
    /// List organisations.
    ListOrganisations,
    /// Enter an organisation.
    EnterOrganisation,
    /// Correct an organisation.
    EditOrganisation(OrganisationId),
    /// Verify or suspend an organisation, or declare a conflict with it.
    VouchForOrganisation,
    /// Import files, read receipts, undo.
    Import,
    /// Ask for a matching preview or the candidates of a text.
    PreviewMatching,
    /// Read the broker's queue.
    ReadQueue,
    /// Invite an account with these roles.
    Invite {
        /// Whether only company, expert and liaison roles are given.
        outside_only: bool,
    },
    /// List, disable, enable, reset accounts and change roles.
    AdministerAccounts,
    /// Change settings, pick lists, tokens; look at the system.
    AdministerSystem,
    /// Read the audit trail.
    ReadAudit,
    /// Read the figures of the bureau.
    ReadFigures,
}

/// What decides about an expert.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ExpertFacts {
    /// The expert.
    pub expert: ExpertId,
    /// The expert's team.
    pub team: Option<TeamId>,
    /// Whether a consent is recorded; without it only brokers may know of the expert.
    pub consented: bool,
    /// Whether the expert takes part at all (not left).
    pub present: bool,
}

/// What the policy says.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use = "a decision that is not looked at protects nobody"]
pub enum Decision {
    /// It may be done.
    Permit(Permit),
    /// The thing does not exist for the actor.
    Hide,
    /// The actor knows of it and may not; the code says why.
    Forbid(&'static str),
    /// The actor should sign in.
    SignIn,
}

/// What of a thing may be seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Permit {
    /// Phone and mail address.
    pub contacts: bool,
    /// What brokers keep for themselves: conflicts, capacity used, provenance.
    pub internal: bool,
}

const PLAIN: Permit = Permit { contacts: false, internal: false };
const FULL: Permit = Permit { contacts: true, internal: true };

/// Decides whether an actor may do something that is not about a need.
pub fn decide(actor: &Actor, action: &Action) -> Decision {
    match action {
        Action::ReadDirectory | Action::ReadTeam => directory(actor),
        Action::ReadExpert(facts) => read_expert(actor, facts),
        Action::EditExpert(facts) => edit_expert(actor, facts),
        Action::EnterDirectory | Action::EnterOrganisation | Action::VouchForOrganisation => {
            permit_if(actor, actor.is_broker(), FULL)
        }
        Action::EditTeam(team) => permit_if(actor, actor.is_broker() || actor.is_liaison_of(*team), FULL),
        Action::ReadOrganisation(organisation) => {
            if actor.is_broker() || actor.is_member_of(*organisation) {
                Decision::Permit(FULL)
            } else if actor.is_official() || actor.is_administrator() {
                Decision::Permit(PLAIN)
            } else {
                Decision::Hide
            }
        }
        Action::EditOrganisation(organisation) => {
            if actor.is_broker() || actor.owns(*organisation) {
                Decision::Permit(FULL)
            } else if actor.is_member_of(*organisation) || actor.is_official() || actor.is_administrator() {
                Decision::Forbid("not_allowed")
            } else {
                Decision::Hide
            }
        }
        Action::ListOrganisations => {
            permit_if(actor, actor.is_broker() || actor.is_official() || actor.is_administrator(), PLAIN)
        }
        Action::Import => {
            let may = actor.is_broker() || actor.is_administrator() || actor.has_scope(Scope::ImportsWrite);
            permit_if(actor, may, FULL)
        }
        Action::PreviewMatching => {
            permit_if(actor, actor.is_broker() || actor.has_scope(Scope::MatchingRead), PLAIN)
        }
        Action::ReadQueue => permit_if(actor, actor.is_broker(), FULL),
        Action::Invite { outside_only } => {
            permit_if(actor, actor.is_administrator() || (actor.is_broker() && *outside_only), FULL)
        }
        Action::AdministerAccounts | Action::AdministerSystem => {
            permit_if(actor, actor.is_administrator(), FULL)
        }
        Action::ReadAudit => permit_if(actor, actor.is_administrator() || actor.is_official(), PLAIN),
        Action::ReadFigures => permit_if(actor, actor.is_official() || actor.is_broker(), PLAIN),
    }
}

fn permit_if(actor: &Actor, may: bool, permit: Permit) -> Decision {
    match actor {
        _ if may => Decision::Permit(permit),
        Actor::House => Decision::Permit(permit),
        Actor::Guest { .. } => Decision::SignIn,
        Actor::Person(_) | Actor::Service { .. } => Decision::Forbid("not_allowed"),
    }
}

fn directory(actor: &Actor) -> Decision {
    let internal = actor.is_broker();
    let may = actor.is_verified() || internal || actor.is_official() || actor.is_administrator();
    permit_if(actor, may, Permit { contacts: internal, internal })
}

fn read_expert(actor: &Actor, facts: &ExpertFacts) -> Decision {
    let own = actor.is_expert(facts.expert) || facts.team.is_some_and(|t| actor.is_liaison_of(t));
    if actor.is_broker() || own {
        return Decision::Permit(Permit { contacts: true, internal: actor.is_broker() });
    }
    if !facts.consented || !facts.present {
        return Decision::Hide;
    }
    match directory(actor) {
        Decision::Permit(_) => Decision::Permit(PLAIN),
        Decision::Hide | Decision::Forbid(_) | Decision::SignIn => Decision::Hide,
    }
}

fn edit_expert(actor: &Actor, facts: &ExpertFacts) -> Decision {
    if actor.is_broker()
        || actor.is_expert(facts.expert)
        || facts.team.is_some_and(|t| actor.is_liaison_of(t))
    {
        return Decision::Permit(Permit { contacts: true, internal: actor.is_broker() });
    }
    match read_expert(actor, facts) {
        Decision::Permit(_) => Decision::Forbid("not_allowed"),
        other @ (Decision::Hide | Decision::Forbid(_) | Decision::SignIn) => other,
    }
}
