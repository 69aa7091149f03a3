//! Who outside the case read a need: what its company may always look up.

use jiff::civil::Date;

use crate::policy::{Actor, NeedFacts, NeedSight};
use crate::{AccountId, Level, NeedId, ReadingId, Timestamp, TokenId};

/// Somebody who read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reader {
    /// A person who had signed in.
    Account(AccountId),
    /// A program with a service token.
    Token(TokenId),
}

/// What was shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReadPart {
    /// The text that anybody may read.
    PublicText,
    /// The English abstract, as abroad.
    Abstract,
    /// The sections up to a level.
    Sections(Level),
}

impl ReadPart {
    /// Returns the stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::PublicText | Self::Sections(Level::Public) => "public_text",
            Self::Abstract => "abstract",
            Self::Sections(level) => level.code(),
        }
    }

    /// Finds a part by its code.
    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            "public_text" => Some(Self::PublicText),
            "abstract" => Some(Self::Abstract),
            _ => Level::ALL.into_iter().find(|level| level.code() == code).map(Self::Sections),
        }
    }
}

/// One reading; a reader, a version and a day have one for what was shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading {
    /// Its name in the system.
    pub id: ReadingId,
    /// The need.
    pub need: NeedId,
    /// Which version of it was shown.
    pub version: i64,
    /// Who.
    pub reader: Reader,
    /// What.
    pub part: ReadPart,
    /// On which day of the market's calendar.
    pub day: Date,
    /// When, for the first time on that day.
    pub at: Timestamp,
}

/// Tells whose reading is to be noted, and of what: the company's own people, the case's brokers, the product
/// itself and people nobody knows leave none.
pub fn noted(actor: &Actor, facts: &NeedFacts, sight: &NeedSight) -> Option<(Reader, ReadPart)> {
    // While nobody answers for a need every broker may open it, and each leaves a note.
    let on_the_case = match actor.account() {
        Some(account) if actor.is_broker() => {
            facts.broker == Some(account) || facts.created_by == Some(account)
        }
        Some(_) | None => sight.own,
    };
    let reader = match actor {
        Actor::Person(person) if !on_the_case => Reader::Account(person.account),
        Actor::Service { token, .. } if !sight.own => Reader::Token(*token),
        Actor::Person(_) | Actor::Service { .. } | Actor::Guest { .. } | Actor::House => return None,
    };
    let part = match (sight.english_only, sight.public_only) {
        (true, _) => ReadPart::Abstract,
        (false, true) => ReadPart::PublicText,
        (false, false) => ReadPart::Sections(sight.up_to),
    };
    Some((reader, part))
}
