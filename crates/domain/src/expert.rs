//! Experts and their states.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use crate::event::{Event, Subject};
use crate::{Changed, ExpertId, Invalid, Lang, OrganisationId, Refused, TeamId, number, text};

/// Bounds of the invitations an expert takes in a quarter.
pub const CAPACITY: std::ops::RangeInclusive<i64> = 0..=1_000;

/// Months after which an unconfirmed profile is stale: findable, not suggested.
pub const STALE_AFTER_MONTHS: i32 = 12;

/// Where an expert stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum ExpertState {
    /// Entered, without a recorded consent; suggested to brokers only.
    Invited,
    /// Consented, still completing the profile.
    Onboarding,
    /// Takes part.
    Active,
    /// Away for a while.
    OnLeave {
        /// The last day away, if known.
        until: Option<Date>,
    },
    /// Unconfirmed for twelve months: findable, not suggested.
    Stale {
        /// Since when.
        since: Timestamp,
    },
    /// No longer takes part.
    Left {
        /// When.
        at: Timestamp,
    },
}

impl ExpertState {
    /// Returns the stable code of the state.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Invited => "invited",
            Self::Onboarding => "onboarding",
            Self::Active => "active",
            Self::OnLeave { .. } => "on_leave",
            Self::Stale { .. } => "stale",
            Self::Left { .. } => "left",
        }
    }

    /// Tells whether the expert may be suggested to a broker.
    pub const fn suggested(&self) -> bool {
        match self {
            Self::Invited | Self::Onboarding | Self::Active => true,
            Self::OnLeave { .. } | Self::Stale { .. } | Self::Left { .. } => false,
        }
    }
}

/// What is known of an expert; gender, school and birthday are not collected.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ExpertProfile {
    /// Name, or an alias until introduced.
    pub name: String,
    /// Name in Latin letters, if known.
    pub name_latin: String,
    /// Whether the name is an alias.
    pub alias: bool,
    /// The employer, where it is entered.
    pub organisation: Option<OrganisationId>,
    /// The employer's name as written.
    pub organisation_name: String,
    /// Post or title.
    pub post: String,
    /// The team.
    pub team: Option<TeamId>,
    /// Discipline.
    pub discipline: String,
    /// Technical fields, as slugs.
    pub fields: Vec<String>,
    /// Specialities, in the expert's words and language.
    pub specialities: Vec<String>,
    /// Specialities in English.
    pub specialities_en: Vec<String>,
    /// "Problems I can solve", in plain words.
    pub problems: String,
    /// Industries served, in words or codes.
    pub industries: Vec<String>,
    /// Working languages, as BCP 47 tags.
    pub languages: Vec<String>,
    /// Service forms, as codes: `remote`, `on_site`.
    pub service_forms: Vec<String>,
    /// Invitations taken in a quarter.
    pub capacity_per_quarter: i32,
    /// Phone.
    pub phone: String,
    /// Mail address.
    pub email: String,
    /// Day of the recorded consent, if there is one.
    pub consent_on: Option<Date>,
    /// Day the profile was last confirmed.
    pub confirmed_on: Option<Date>,
    /// Written language of the profile.
    pub language: Option<Lang>,
    /// Region or country.
    pub region: String,
    /// Equipment, qualifications and other optional words.
    pub notes: String,
}

/// Invitations taken in a quarter when nothing was said.
pub const DEFAULT_CAPACITY: i32 = 3;

impl ExpertProfile {
    /// Trims and checks every field.
    pub fn checked(mut self) -> Result<Self, Invalid> {
        self.name = text::required("name", &self.name, text::LINE)?;
        for (field, value) in [
            ("name_latin", &mut self.name_latin),
            ("organisation_name", &mut self.organisation_name),
            ("post", &mut self.post),
            ("discipline", &mut self.discipline),
            ("phone", &mut self.phone),
            ("email", &mut self.email),
            ("region", &mut self.region),
        ] {
            *value = text::within(field, value, text::LINE)?;
        }
        self.problems = text::within("problems", &self.problems, text::PARAGRAPHS)?;
        self.notes = text::within("notes", &self.notes, text::PARAGRAPHS)?;
        if !self.email.is_empty() && !crate::account::plausible_mail(&self.email) {
            return Err(Invalid::new("email", "bad_email"));
        }
        number::within("capacity_per_quarter", self.capacity_per_quarter, &CAPACITY)?;
        Ok(self)
    }
}

/// A person who can help, with evidence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expert {
    /// Its name in the system.
    pub id: ExpertId,
    /// Grows by one with every change.
    pub version: i64,
    /// What is known.
    pub profile: ExpertProfile,
    /// Where the expert stands.
    pub state: ExpertState,
    /// When entered.
    pub created_at: Timestamp,
}

impl Expert {
    /// Enters an expert: active with a recorded consent, invited without one.
    pub fn enter(id: ExpertId, profile: ExpertProfile, at: Timestamp) -> Result<Changed<Self>, Invalid> {
        let profile = profile.checked()?;
        let state = if profile.consent_on.is_some() { ExpertState::Active } else { ExpertState::Invited };
        let next = Self { id, version: 1, profile, state, created_at: at };
        Ok(Changed { next, event: Event::new(Subject::Expert(id), "expert.entered") })
    }

    /// Corrects what is known; a consent recorded for the first time makes an invited expert active.
    pub fn revise(self, profile: ExpertProfile) -> Result<Changed<Self>, Invalid> {
        let profile = profile.checked()?;
        let state = match self.state {
            ExpertState::Invited if profile.consent_on.is_some() => ExpertState::Active,
            other => other,
        };
        let event = Event::new(Subject::Expert(self.id), "expert.revised");
        Ok(Changed { next: Self { profile, state, version: self.version + 1, ..self }, event })
    }

    /// Moves to another state that a person set: on leave, back, left.
    pub fn set_state(self, state: ExpertState) -> Result<Changed<Self>, Refused> {
        if let ExpertState::Left { .. } = self.state {
            return Err(Refused { what: "expert", state: "left", action: "change", code: "state" });
        }
        let event = Event::new(Subject::Expert(self.id), format!("expert.{}", state.code()));
        Ok(Changed { next: Self { state, version: self.version + 1, ..self }, event })
    }
}
