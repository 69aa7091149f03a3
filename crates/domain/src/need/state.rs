//! Where a need stands; each state carries exactly the facts that exist in it.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::NeedId;

/// Why a need was not accepted; never because it is “fake” or “bad”.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NotAcceptedReason {
    /// Outside what the alliance serves, such as financing or a purchase.
    OutOfScope,
    /// The company cannot be reached.
    Unreachable,
    /// It cannot be handled here, for instance because secrets would be touched.
    CannotBeHandledHere,
    /// The company has solved it or no longer wants it.
    NoLongerWanted,
    /// Another reason, written beside it.
    Other,
}

impl NotAcceptedReason {
    /// All reasons, in the order pages show them.
    pub const ALL: [Self; 5] =
        [Self::OutOfScope, Self::Unreachable, Self::CannotBeHandledHere, Self::NoLongerWanted, Self::Other];
    /// Returns the stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::OutOfScope => "out_of_scope",
            Self::Unreachable => "unreachable",
            Self::CannotBeHandledHere => "cannot_be_handled_here",
            Self::NoLongerWanted => "no_longer_wanted",
            Self::Other => "other",
        }
    }
    /// Reads a code; `None` when there is no such reason.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.code() == code)
    }
}

/// The state a paused or expired need returns to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Resting {
    /// Published, not yet matching.
    Published,
    /// Matching in the open.
    Matching,
    /// Matching without being listed.
    PrivateMatching,
}

impl Resting {
    /// Returns the stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Published => "published",
            Self::Matching => "matching",
            Self::PrivateMatching => "private_matching",
        }
    }
    /// Reads a code; `None` when there is no such state.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Published, Self::Matching, Self::PrivateMatching].into_iter().find(|r| r.code() == code)
    }
    /// Returns the state itself, entered at a time.
    pub const fn state(self, since: Timestamp) -> NeedState {
        match self {
            Self::Published => NeedState::Published { since },
            Self::Matching => NeedState::Matching { since },
            Self::PrivateMatching => NeedState::PrivateMatching { since },
        }
    }
}

/// Where a need stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum NeedState {
    /// Being written.
    Draft,
    /// Waiting for a broker; the promise of an answer counts from here.
    Submitted {
        /// When it was last submitted.
        since: Timestamp,
    },
    /// Back with the company, with a question.
    Returned {
        /// Since when.
        since: Timestamp,
    },
    /// Not accepted.
    NotAccepted {
        /// When.
        since: Timestamp,
        /// Why.
        reason: NotAcceptedReason,
        /// Further words to the company.
        note: String,
    },
    /// A broker diagnoses it with the company.
    InDiagnosis {
        /// Since when.
        since: Timestamp,
    },
    /// Complete, with levels and a review-by date.
    Approved {
        /// When.
        since: Timestamp,
        /// Why it may go on without a checkable indicator, if it does.
        exemption: Option<String>,
    },
    /// Listed.
    Published {
        /// When.
        since: Timestamp,
    },
    /// Candidates are being looked for; listed.
    Matching {
        /// Since when.
        since: Timestamp,
    },
    /// Candidates are being looked for without the need ever being listed (定向对接).
    PrivateMatching {
        /// Since when.
        since: Timestamp,
    },
    /// Resting at the company's wish.
    Paused {
        /// Since when.
        since: Timestamp,
        /// Where it goes on.
        was: Resting,
        /// Why.
        reason: String,
    },
    /// Its review-by date has passed; renewable by one click.
    Expired {
        /// Since when.
        since: Timestamp,
        /// Where it goes on.
        was: Resting,
    },
    /// Taken back by the company.
    Withdrawn {
        /// When.
        since: Timestamp,
        /// Why.
        reason: String,
    },
    /// The same as an older need, which keeps the history.
    Merged {
        /// When.
        since: Timestamp,
        /// The older need.
        into: NeedId,
    },
}

impl NeedState {
    /// All codes, in the order of the life cycle.
    pub const CODES: [&'static str; 13] = [
        "draft",
        "submitted",
        "returned",
        "not_accepted",
        "in_diagnosis",
        "approved",
        "published",
        "matching",
        "private_matching",
        "paused",
        "expired",
        "withdrawn",
        "merged",
    ];

    /// Returns the stable code of the state.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Submitted { .. } => "submitted",
            Self::Returned { .. } => "returned",
            Self::NotAccepted { .. } => "not_accepted",
            Self::InDiagnosis { .. } => "in_diagnosis",
            Self::Approved { .. } => "approved",
            Self::Published { .. } => "published",
            Self::Matching { .. } => "matching",
            Self::PrivateMatching { .. } => "private_matching",
            Self::Paused { .. } => "paused",
            Self::Expired { .. } => "expired",
            Self::Withdrawn { .. } => "withdrawn",
            Self::Merged { .. } => "merged",
        }
    }

    /// Returns since when it stands there; a draft has no such time.
    pub const fn since(&self) -> Option<Timestamp> {
        match self {
            Self::Draft => None,
            Self::Submitted { since }
            | Self::Returned { since }
            | Self::NotAccepted { since, .. }
            | Self::InDiagnosis { since }
            | Self::Approved { since, .. }
            | Self::Published { since }
            | Self::Matching { since }
            | Self::PrivateMatching { since }
            | Self::Paused { since, .. }
            | Self::Expired { since, .. }
            | Self::Withdrawn { since, .. }
            | Self::Merged { since, .. } => Some(*since),
        }
    }

    /// Tells whether the text may still be changed.
    pub const fn editable(&self) -> bool {
        match self {
            Self::Draft
            | Self::Submitted { .. }
            | Self::Returned { .. }
            | Self::InDiagnosis { .. }
            | Self::Approved { .. } => true,
            Self::NotAccepted { .. }
            | Self::Published { .. }
            | Self::Matching { .. }
            | Self::PrivateMatching { .. }
            | Self::Paused { .. }
            | Self::Expired { .. }
            | Self::Withdrawn { .. }
            | Self::Merged { .. } => false,
        }
    }

    /// Tells whether everybody may know of the need through its public text.
    pub const fn listed(&self) -> bool {
        match self {
            Self::Published { .. } | Self::Matching { .. } => true,
            Self::Draft
            | Self::Submitted { .. }
            | Self::Returned { .. }
            | Self::NotAccepted { .. }
            | Self::InDiagnosis { .. }
            | Self::Approved { .. }
            | Self::PrivateMatching { .. }
            | Self::Paused { .. }
            | Self::Expired { .. }
            | Self::Withdrawn { .. }
            | Self::Merged { .. } => false,
        }
    }

    /// Tells whether nothing can follow.
    pub const fn is_final(&self) -> bool {
        match self {
            Self::NotAccepted { .. } | Self::Withdrawn { .. } | Self::Merged { .. } => true,
            Self::Draft
            | Self::Submitted { .. }
            | Self::Returned { .. }
            | Self::InDiagnosis { .. }
            | Self::Approved { .. }
            | Self::Published { .. }
            | Self::Matching { .. }
            | Self::PrivateMatching { .. }
            | Self::Paused { .. }
            | Self::Expired { .. } => false,
        }
    }

    pub(crate) const fn resting(&self) -> Option<Resting> {
        match self {
            Self::Published { .. } => Some(Resting::Published),
            Self::Matching { .. } => Some(Resting::Matching),
            Self::PrivateMatching { .. } => Some(Resting::PrivateMatching),
            Self::Draft
            | Self::Submitted { .. }
            | Self::Returned { .. }
            | Self::NotAccepted { .. }
            | Self::InDiagnosis { .. }
            | Self::Approved { .. }
            | Self::Paused { .. }
            | Self::Expired { .. }
            | Self::Withdrawn { .. }
            | Self::Merged { .. } => None,
        }
    }
}
