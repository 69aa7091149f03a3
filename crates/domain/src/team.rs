//! Expert teams, domestic and foreign.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::event::{Event, Subject};
use crate::{Changed, Invalid, OrganisationId, TeamId, number, text};

/// Bounds of the invitations a team takes in a quarter.
pub const CAPACITY: std::ops::RangeInclusive<i64> = 0..=10_000;

/// What is known of a team.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TeamProfile {
    /// Name in the team's own language.
    pub name: String,
    /// Name in English, if it has one.
    pub name_en: String,
    /// What the team does, in plain words.
    pub summary: String,
    /// The institute it belongs to.
    pub organisation: Option<OrganisationId>,
    /// The institute's name as written, also where the institute is not entered.
    pub organisation_name: String,
    /// Whether it is a foreign team, so that foreign visibility rules apply.
    pub foreign: bool,
    /// Country or region, ISO 3166-1 alpha-2.
    pub country: String,
    /// Technical fields, as slugs of the pick list.
    pub fields: Vec<String>,
    /// Invitations the whole team takes in a quarter; `None` for the sum of its members.
    pub capacity_per_quarter: Option<i32>,
    /// Whether it is invented for a demonstration.
    pub demo: bool,
}

impl TeamProfile {
    /// Trims and checks every field.
    pub fn checked(mut self) -> Result<Self, Invalid> {
        self.name = text::required("name", &self.name, text::LINE)?;
        self.name_en = text::within("name_en", &self.name_en, text::LINE)?;
        self.summary = text::within("summary", &self.summary, text::PARAGRAPHS)?;
        self.organisation_name = text::within("organisation_name", &self.organisation_name, text::LINE)?;
        if let Some(capacity) = self.capacity_per_quarter {
            number::within("capacity_per_quarter", capacity, &CAPACITY)?;
        }
        Ok(self)
    }
}

/// A team of experts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Team {
    /// Its name in the system.
    pub id: TeamId,
    /// Grows by one with every change.
    pub version: i64,
    /// What is known of it.
    pub profile: TeamProfile,
    /// When it was entered.
    pub created_at: Timestamp,
}

impl Team {
    /// Enters a team.
    pub fn enter(id: TeamId, profile: TeamProfile, at: Timestamp) -> Result<Changed<Self>, Invalid> {
        let next = Self { id, version: 1, profile: profile.checked()?, created_at: at };
        Ok(Changed { next, event: Event::new(Subject::Team(id), "team.entered") })
    }

    /// Corrects what is known.
    pub fn revise(self, profile: TeamProfile) -> Result<Changed<Self>, Invalid> {
        let event = Event::new(Subject::Team(self.id), "team.revised");
        Ok(Changed { next: Self { profile: profile.checked()?, version: self.version + 1, ..self }, event })
    }
}
