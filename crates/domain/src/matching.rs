//! Matches (供需对接): a need and an expert or a team, from suggestion to the shortlist.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::event::{Event, Subject};
use crate::{AccountId, Changed, ExpertId, Invalid, MatchId, NeedId, Refused, TeamId, text};

/// Whom a need is matched with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(tag = "kind", content = "id", rename_all = "snake_case")]
pub enum Partner {
    /// One expert.
    Expert(ExpertId),
    /// A whole team.
    Team(TeamId),
}

/// How sure the evidence makes us, as people read it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Band {
    /// 待核实.
    ToVerify,
    /// 可能.
    Possible,
    /// 很可能.
    Strong,
}

impl Band {
    /// Returns the stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::ToVerify => "to_verify",
            Self::Possible => "possible",
            Self::Strong => "strong",
        }
    }
    /// Reads a code; `None` when there is no such band.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::ToVerify, Self::Possible, Self::Strong].into_iter().find(|b| b.code() == code)
    }
}

/// Why a broker leaves a candidate out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExclusionReason {
    /// Another direction.
    OtherDirection,
    /// The evidence does not carry it.
    EvidenceTooThin,
    /// A conflict of interest.
    Conflict,
    /// Asked too often this quarter.
    Overloaded,
    /// The company does not want it.
    CompanyDeclines,
    /// Another reason, written beside it.
    Other,
}

impl ExclusionReason {
    /// All reasons, in the order pages show them.
    pub const ALL: [Self; 6] = [
        Self::OtherDirection,
        Self::EvidenceTooThin,
        Self::Conflict,
        Self::Overloaded,
        Self::CompanyDeclines,
        Self::Other,
    ];
    /// Returns the stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::OtherDirection => "other_direction",
            Self::EvidenceTooThin => "evidence_too_thin",
            Self::Conflict => "conflict",
            Self::Overloaded => "overloaded",
            Self::CompanyDeclines => "company_declines",
            Self::Other => "other",
        }
    }
    /// Reads a code; `None` when there is no such reason.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.code() == code)
    }
}

/// Where a match stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum MatchState {
    /// Proposed by the software or by a person.
    Suggested,
    /// Chosen by a broker for the company.
    Shortlisted {
        /// When.
        since: Timestamp,
        /// Who chose.
        by: AccountId,
    },
    /// Left out by a broker, with a reason; can be taken in again.
    Excluded {
        /// When.
        since: Timestamp,
        /// Who left it out.
        by: AccountId,
        /// Why.
        reason: ExclusionReason,
        /// Further words.
        note: String,
    },
}

impl MatchState {
    /// Returns the stable code of the state.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Suggested => "suggested",
            Self::Shortlisted { .. } => "shortlisted",
            Self::Excluded { .. } => "excluded",
        }
    }
}

/// A need and a partner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match {
    /// Its name in the system.
    pub id: MatchId,
    /// Grows by one with every change.
    pub version: i64,
    /// The need.
    pub need: NeedId,
    /// The partner.
    pub partner: Partner,
    /// Where it stands.
    pub state: MatchState,
    /// Whether a person added it by hand (人工加入).
    pub by_hand: bool,
    /// The band when it was suggested.
    pub band: Option<Band>,
    /// When it was entered.
    pub created_at: Timestamp,
}

impl Match {
    /// Suggests a partner for a need.
    pub fn suggest(
        id: MatchId,
        need: NeedId,
        partner: Partner,
        band: Option<Band>,
        by_hand: bool,
        at: Timestamp,
    ) -> Changed<Self> {
        let next = Self {
            id,
            version: 1,
            need,
            partner,
            state: MatchState::Suggested,
            by_hand,
            band,
            created_at: at,
        };
        let event = Event::new(Subject::Match(id), "match.suggested")
            .with(serde_json::json!({ "need": need, "partner": partner }));
        Changed { next, event }
    }

    /// Puts the partner on the shortlist.
    pub fn shortlist(self, by: AccountId, at: Timestamp) -> Result<Changed<Self>, Refused> {
        match self.state {
            MatchState::Suggested | MatchState::Excluded { .. } => {
                Ok(self.moved(MatchState::Shortlisted { since: at, by }, "match.shortlisted"))
            }
            MatchState::Shortlisted { .. } => Err(self.refused("shortlist")),
        }
    }

    /// Leaves the partner out, with a reason; `other` wants words.
    pub fn exclude(
        self,
        by: AccountId,
        reason: ExclusionReason,
        note: &str,
        at: Timestamp,
    ) -> Result<Changed<Self>, crate::need::Trouble> {
        let note = text::within("note", note, text::PARAGRAPHS)?;
        if matches!(reason, ExclusionReason::Other) && note.is_empty() {
            return Err(Invalid::new("note", "required").into());
        }
        match self.state {
            MatchState::Suggested | MatchState::Shortlisted { .. } => {
                Ok(self.moved(MatchState::Excluded { since: at, by, reason, note }, "match.excluded"))
            }
            MatchState::Excluded { .. } => Err(self.refused("exclude").into()),
        }
    }

    /// Takes back a shortlisting or an exclusion, while nothing followed from it.
    pub fn undo(self) -> Result<Changed<Self>, Refused> {
        match self.state {
            MatchState::Shortlisted { .. } | MatchState::Excluded { .. } => {
                Ok(self.moved(MatchState::Suggested, "match.undone"))
            }
            MatchState::Suggested => Err(self.refused("undo")),
        }
    }

    fn refused(&self, action: &'static str) -> Refused {
        Refused { what: "match", state: self.state.code(), action, code: "state" }
    }

    fn moved(self, state: MatchState, what: &str) -> Changed<Self> {
        let event = Event::new(Subject::Match(self.id), what).with(
            serde_json::json!({ "from": self.state.code(), "to": state.code(), "need": self.need, "partner": self.partner }),
        );
        Changed { next: Self { state, version: self.version + 1, ..self }, event }
    }
}
