//! What happened, as the outbox and the audit trail keep it.

use serde::{Deserialize, Serialize};

use crate::{
    AccountId, BatchId, ConflictId, EvidenceId, ExpertId, FileId, MatchId, NeedId, OrganisationId, TeamId,
    TokenId,
};

/// What an event is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "kind", content = "id", rename_all = "snake_case")]
pub enum Subject {
    /// An account.
    Account(AccountId),
    /// An import batch.
    Batch(BatchId),
    /// A conflict of interest.
    Conflict(ConflictId),
    /// An evidence item.
    Evidence(EvidenceId),
    /// An expert.
    Expert(ExpertId),
    /// A stored file.
    File(FileId),
    /// A match.
    Match(MatchId),
    /// A need.
    Need(NeedId),
    /// An organisation.
    Organisation(OrganisationId),
    /// A team.
    Team(TeamId),
    /// A service token.
    Token(TokenId),
}

impl std::fmt::Display for Subject {
    /// Writes the identifier with its kind, such as `need_…`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Account(id) => id.fmt(f),
            Self::Batch(id) => id.fmt(f),
            Self::Conflict(id) => id.fmt(f),
            Self::Evidence(id) => id.fmt(f),
            Self::Expert(id) => id.fmt(f),
            Self::File(id) => id.fmt(f),
            Self::Match(id) => id.fmt(f),
            Self::Need(id) => id.fmt(f),
            Self::Organisation(id) => id.fmt(f),
            Self::Team(id) => id.fmt(f),
            Self::Token(id) => id.fmt(f),
        }
    }
}

impl Subject {
    /// Returns the kind as a stable code, such as `need`.
    pub const fn kind(self) -> &'static str {
        match self {
            Self::Account(_) => "account",
            Self::Batch(_) => "batch",
            Self::Conflict(_) => "conflict",
            Self::Evidence(_) => "evidence",
            Self::Expert(_) => "expert",
            Self::File(_) => "file",
            Self::Match(_) => "match",
            Self::Need(_) => "need",
            Self::Organisation(_) => "organisation",
            Self::Team(_) => "team",
            Self::Token(_) => "token",
        }
    }

    /// Returns the identifier without its kind, for a row.
    pub const fn uuid(self) -> uuid::Uuid {
        match self {
            Self::Account(id) => id.uuid(),
            Self::Batch(id) => id.uuid(),
            Self::Conflict(id) => id.uuid(),
            Self::Evidence(id) => id.uuid(),
            Self::Expert(id) => id.uuid(),
            Self::File(id) => id.uuid(),
            Self::Match(id) => id.uuid(),
            Self::Need(id) => id.uuid(),
            Self::Organisation(id) => id.uuid(),
            Self::Team(id) => id.uuid(),
            Self::Token(id) => id.uuid(),
        }
    }

    /// Builds a subject from a row's kind and identifier; `None` for an unknown kind.
    pub fn from_parts(kind: &str, id: uuid::Uuid) -> Option<Self> {
        Some(match kind {
            "account" => Self::Account(AccountId::from_uuid(id)),
            "batch" => Self::Batch(BatchId::from_uuid(id)),
            "conflict" => Self::Conflict(ConflictId::from_uuid(id)),
            "evidence" => Self::Evidence(EvidenceId::from_uuid(id)),
            "expert" => Self::Expert(ExpertId::from_uuid(id)),
            "file" => Self::File(FileId::from_uuid(id)),
            "match" => Self::Match(MatchId::from_uuid(id)),
            "need" => Self::Need(NeedId::from_uuid(id)),
            "organisation" => Self::Organisation(OrganisationId::from_uuid(id)),
            "team" => Self::Team(TeamId::from_uuid(id)),
            "token" => Self::Token(TokenId::from_uuid(id)),
            _ => return None,
        })
    }
}

/// One thing that happened to one subject; it carries names of things, never protected text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// What it happened to.
    pub subject: Subject,
    /// What happened, as a stable code in the past tense, such as `need.published`.
    pub what: String,
    /// Facts worth keeping beside the code: states, reason codes, identifiers; no protected text.
    #[serde(default, skip_serializing_if = "serde_json::Value::is_null")]
    pub facts: serde_json::Value,
}

impl Event {
    /// Builds an event without further facts.
    pub fn new(subject: Subject, what: impl Into<String>) -> Self {
        Self { subject, what: what.into(), facts: serde_json::Value::Null }
    }
    /// Adds facts to an event.
    #[must_use]
    pub fn with(mut self, facts: serde_json::Value) -> Self {
        self.facts = facts;
        self
    }
}
