//! Conflicts of interest (利益冲突 / 回避) between an expert and an organisation.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use crate::event::{Event, Subject};
use crate::{Changed, ConflictId, ExpertId, Invalid, OrganisationId, text};

/// What makes the conflict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConflictKind {
    /// Employed there now or in the last years.
    Employment,
    /// Holds shares.
    Shareholding,
    /// Paid advice.
    PaidAdvice,
    /// The company asked to avoid this partner.
    Avoided,
}

impl ConflictKind {
    /// Returns the stable code of rows and JSON.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Employment => "employment",
            Self::Shareholding => "shareholding",
            Self::PaidAdvice => "paid_advice",
            Self::Avoided => "avoided",
        }
    }
    /// Reads a code; `None` when there is no such kind.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Employment, Self::Shareholding, Self::PaidAdvice, Self::Avoided]
            .into_iter()
            .find(|k| k.code() == code)
    }
}

/// A declared conflict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// Its name in the system.
    pub id: ConflictId,
    /// The expert.
    pub expert: ExpertId,
    /// The organisation.
    pub organisation: OrganisationId,
    /// What makes it.
    pub kind: ConflictKind,
    /// First day, if known.
    pub since: Option<Date>,
    /// Last day, if it ended.
    pub until: Option<Date>,
    /// Further words.
    pub note: String,
    /// When it was declared.
    pub declared_at: Timestamp,
}

impl Conflict {
    /// Declares a conflict.
    pub fn declare(mut self) -> Result<Changed<Self>, Invalid> {
        self.note = text::within("note", &self.note, text::PARAGRAPHS)?;
        let event = Event::new(Subject::Conflict(self.id), "conflict.declared")
            .with(serde_json::json!({ "expert": self.expert, "organisation": self.organisation }));
        Ok(Changed { next: self, event })
    }

    /// Tells whether the conflict still counts on a day: open-ended, or ended less than three years before.
    pub fn counts_on(&self, day: Date) -> bool {
        self.until.is_none_or(|until| {
            until.checked_add(jiff::Span::new().years(3)).map_or(true, |limit| limit >= day)
        })
    }
}
