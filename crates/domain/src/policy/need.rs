//! Who may read and move a need.

use super::{Actor, Decision as Plain};
use crate::account::Scope;
use crate::{AccountId, Level, NeedId, OrganisationId};

/// What somebody wants to do with a need.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NeedAction {
    /// Read it, as far as the sight goes.
    Read,
    /// Change its text or levels, answer questions, submit, pause, resume, renew, withdraw: the company's moves.
    ActAsCompany,
    /// Consent to the exact text.
    Consent,
    /// Take it, hand it over: any broker's moves.
    Handle,
    /// Return, approve, word, clear, publish, match, shortlist: the moves of the broker who answers for it.
    Review,
    /// See and sort the candidates.
    Match,
    /// Look up who outside the case read it.
    ReadLog,
}

/// What decides about a need.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NeedFacts {
    /// The need.
    pub need: NeedId,
    /// Whose it is.
    pub organisation: Option<OrganisationId>,
    /// Who entered it.
    pub created_by: Option<AccountId>,
    /// The broker who answers for it.
    pub broker: Option<AccountId>,
    /// Whether it is listed for everybody.
    pub listed: bool,
    /// Whether it is still a draft, which is nobody's business but the writer's.
    pub draft: bool,
    /// Whether the English abstract may be seen abroad.
    pub foreign_visible: bool,
}

/// How much of a need somebody may see.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one line of the access table, and they vary freely"
)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NeedSight {
    /// Sections up to this level.
    pub up_to: Level,
    /// Whether only the public text counts, without any section.
    pub public_only: bool,
    /// Whether only the English abstract counts, as abroad.
    pub english_only: bool,
    /// Whether the company's name is shown; its contact is a section of its own.
    pub identity: bool,
    /// Whether questions, history and the review are shown.
    pub review: bool,
    /// Whether it is the company's own need, or the broker's case, so that moves are offered.
    pub own: bool,
}

const EVERYTHING: NeedSight = NeedSight {
    up_to: Level::Case,
    public_only: false,
    english_only: false,
    identity: true,
    review: true,
    own: true,
};
const PUBLIC: NeedSight = NeedSight {
    up_to: Level::Public,
    public_only: true,
    english_only: false,
    identity: false,
    review: false,
    own: false,
};

impl NeedSight {
    /// Returns how much of a need an actor may see; `None` when the actor may not know of it.
    pub fn of(actor: &Actor, facts: &NeedFacts) -> Option<Self> {
        if is_company(actor, facts) {
            return Some(EVERYTHING);
        }
        if actor.is_broker() {
            return broker_sight(actor, facts);
        }
        if actor.is_official() && !facts.draft {
            return Some(Self { up_to: Level::Verified, public_only: false, identity: true, ..PUBLIC });
        }
        if !facts.listed {
            return None;
        }
        if actor.is_foreign() {
            return facts.foreign_visible.then_some(Self { english_only: true, ..PUBLIC });
        }
        if actor.is_verified() {
            return Some(Self { up_to: Level::Verified, public_only: false, ..PUBLIC });
        }
        match actor {
            Actor::House => Some(EVERYTHING),
            Actor::Guest { .. } | Actor::Person(_) | Actor::Service { .. } => Some(PUBLIC),
        }
    }
}

fn broker_sight(actor: &Actor, facts: &NeedFacts) -> Option<NeedSight> {
    let wrote = facts.created_by.is_some() && facts.created_by == actor.account();
    let named = facts.broker.is_some() && facts.broker == actor.account();
    // What a company has not sent yet is nobody's work, so no broker reads over its shoulder.
    if facts.draft && !wrote && !named {
        return None;
    }
    let mine = facts.broker.is_none() || named;
    if mine || wrote {
        return Some(EVERYTHING);
    }
    Some(NeedSight { up_to: Level::Undertaking, own: false, ..EVERYTHING })
}

fn is_company(actor: &Actor, facts: &NeedFacts) -> bool {
    let member = facts.organisation.is_some_and(|o| actor.is_member_of(o));
    let writer = facts.created_by.is_some() && facts.created_by == actor.account() && !actor.is_broker();
    let holder = match actor {
        Actor::Guest { draft } => *draft == Some(facts.need),
        Actor::Person(_) | Actor::Service { .. } | Actor::House => false,
    };
    member || writer || holder
}

/// What the policy says about a need.
pub type NeedDecision = Result<NeedSight, Plain>;

/// Decides whether an actor may do something with a need; the answer carries what may be seen.
pub fn decide_need(actor: &Actor, action: NeedAction, facts: &NeedFacts) -> NeedDecision {
    let Some(sight) = NeedSight::of(actor, facts) else { return Err(Plain::Hide) };
    let company = is_company(actor, facts);
    let on_the_case = actor.is_broker() && sight.own;
    let may = match action {
        NeedAction::Read => true,
        NeedAction::ActAsCompany | NeedAction::Consent | NeedAction::ReadLog => company || on_the_case,
        NeedAction::Handle => actor.is_broker(),
        NeedAction::Review => on_the_case,
        NeedAction::Match => on_the_case || actor.has_scope(Scope::MatchingRead),
    };
    match (may, actor) {
        (true, _) => Ok(sight),
        (false, _) if actor.is_broker() => Err(Plain::Forbid("not_your_case")),
        (false, Actor::Guest { .. }) => Err(Plain::SignIn),
        (false, Actor::Person(_) | Actor::Service { .. } | Actor::House) => Err(Plain::Forbid("not_allowed")),
    }
}
