//! Technical needs (技术需求): what a company asks, who may read it, and how it moves.
//!
//! The states here reach *published* and *private matching*; what follows a match comes with the engagement.

mod content;
mod moves;
mod reading;
mod state;

pub use content::{Comparison, Indicator, MAX_INDICATORS, NeedContent, Section, checksum};
pub use moves::{ConsentKind, RETURNS_BEFORE_A_CALL, Ready};
pub use reading::{ReadPart, Reader, Reading, noted};
pub use state::{NeedState, NotAcceptedReason, Resting};

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::event::{Event, Subject};
use crate::policy::NeedFacts;
use crate::{AccountId, Act, Changed, Date, Invalid, Lang, Level, NeedId, OrganisationId, Refused, text};

/// How a need reached the alliance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// The company wrote it itself.
    #[default]
    Company,
    /// A broker wrote down a call or a visit.
    Broker,
    /// A survey or a spreadsheet of the bureau.
    Import,
    /// An event, such as a clinic day.
    Event,
    /// An agent on behalf of a principal.
    Agent,
}

impl Source {
    /// All sources, in the order pages show them.
    pub const ALL: [Self; 5] = [Self::Company, Self::Broker, Self::Import, Self::Event, Self::Agent];
    /// Returns the stable code of rows and JSON.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Company => "company",
            Self::Broker => "broker",
            Self::Import => "import",
            Self::Event => "event",
            Self::Agent => "agent",
        }
    }
    /// Reads a code; `None` when there is no such source.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }
}

/// The text that everybody, or every invited expert, may read; a consent is bound to its checksum.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PublicText {
    /// Title without names.
    pub title: String,
    /// Abstract without names.
    pub summary: String,
    /// Title in English, needed before foreign teams see the need.
    pub title_en: String,
    /// Abstract in English, needed before foreign teams see the need.
    pub summary_en: String,
}

impl PublicText {
    /// Trims and checks every field; title and summary are required.
    pub fn checked(mut self) -> Result<Self, Invalid> {
        self.title = text::required("public.title", &self.title, text::LINE)?;
        self.summary = text::required("public.summary", &self.summary, text::PARAGRAPHS)?;
        self.title_en = text::within("public.title_en", &self.title_en, text::LINE)?;
        self.summary_en = text::within("public.summary_en", &self.summary_en, text::PARAGRAPHS)?;
        Ok(self)
    }
    /// Returns the SHA-256 that a consent signs, in hexadecimal.
    pub fn checksum(&self) -> String {
        checksum(&[&self.title, &self.summary, &self.title_en, &self.summary_en])
    }
    /// Tells whether an English abstract exists, so that foreign visibility may be turned on.
    pub fn english(&self) -> bool {
        !self.title_en.is_empty() && !self.summary_en.is_empty()
    }
}

/// A company's consent to an exact text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consent {
    /// To publication, or to private matching.
    pub kind: ConsentKind,
    /// The checksum of the text that was consented to.
    pub checksum: String,
    /// Who consented, when, and on whose behalf it was recorded.
    pub act: Act,
}

/// Where a need came from outside the platform.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Origin {
    /// Source platform.
    pub platform: String,
    /// Number there.
    pub number: String,
}

/// A technical need.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Need {
    /// Its name in the system.
    pub id: NeedId,
    /// Grows by one with every change.
    pub version: i64,
    /// The number people say, such as `2026-0317`.
    pub number: String,
    /// Whose it is; unknown while a stranger drafts or an import withholds the company.
    pub organisation: Option<OrganisationId>,
    /// The company as written, until a broker links it.
    pub organisation_name: String,
    /// What is asked.
    pub content: NeedContent,
    /// Who may read it, where no section says otherwise.
    pub level: Level,
    /// Sections whose audience differs from the need's.
    pub section_levels: BTreeMap<Section, Level>,
    /// Where it stands.
    pub state: NeedState,
    /// The declaration 不涉及国家秘密、工作秘密, once made.
    pub declaration: Option<Act>,
    /// The text for the public or for invited experts.
    pub public: Option<PublicText>,
    /// The company's consent to exactly that text.
    pub consent: Option<Consent>,
    /// A broker's tick that the text holds no secret, with the checksum it was given for.
    pub cleared: Option<(String, Act)>,
    /// The broker who answers for it.
    pub broker: Option<AccountId>,
    /// How often it was returned.
    pub returns: i32,
    /// The last day before it expires, set at approval.
    pub review_by: Option<Date>,
    /// Whether foreign teams may see the English abstract.
    pub foreign_visible: bool,
    /// Why it is a key core technology need (关键核心技术), if it is.
    pub chokepoint: Option<String>,
    /// How it came.
    pub source: Source,
    /// The principal of an agent.
    pub acting_for: String,
    /// Platform and number where it came from.
    pub origin: Option<Origin>,
    /// Written language.
    pub language: Lang,
    /// When it was first entered.
    pub created_at: Timestamp,
    /// When it was first submitted; the promise of an answer counts from the last submission, kept in the state.
    pub first_submitted_at: Option<Timestamp>,
    /// Who entered it, where an account did.
    pub created_by: Option<AccountId>,
    /// Whether it is invented for a demonstration.
    pub demo: bool,
}

impl Need {
    /// Starts a draft; nothing is required yet but that texts fit.
    pub fn draft(
        id: NeedId,
        number: String,
        content: NeedContent,
        act: &Act,
    ) -> Result<Changed<Self>, Invalid> {
        let next = Self {
            id,
            version: 1,
            number,
            organisation: None,
            organisation_name: String::new(),
            content: content.checked()?,
            level: Level::default(),
            section_levels: BTreeMap::new(),
            state: NeedState::Draft,
            declaration: None,
            public: None,
            consent: None,
            cleared: None,
            broker: None,
            returns: 0,
            review_by: None,
            foreign_visible: false,
            chokepoint: None,
            source: Source::default(),
            acting_for: String::new(),
            origin: None,
            language: Lang::default(),
            created_at: act.at,
            first_submitted_at: None,
            created_by: act.by,
            demo: false,
        };
        Ok(Changed { next, event: Event::new(Subject::Need(id), "need.drafted") })
    }

    /// Replaces what is asked; open to the company in draft and returned, to brokers until it is published.
    pub fn revise(self, content: NeedContent) -> Result<Changed<Self>, Trouble> {
        if !self.state.editable() {
            return Err(self.refused("revise").into());
        }
        let content = content.checked()?;
        let event = Event::new(Subject::Need(self.id), "need.revised");
        Ok(Changed { next: Self { content, version: self.version + 1, ..self }, event })
    }

    /// Sets who may read the need and its sections.
    pub fn set_levels(
        self,
        level: Level,
        section_levels: BTreeMap<Section, Level>,
    ) -> Result<Changed<Self>, Refused> {
        if !self.state.editable() {
            return Err(self.refused("set_levels"));
        }
        let section_levels = section_levels.into_iter().filter(|(_, l)| *l != level).collect();
        let event = Event::new(Subject::Need(self.id), "need.levels_set")
            .with(serde_json::json!({ "level": level.code() }));
        Ok(Changed { next: Self { level, section_levels, version: self.version + 1, ..self }, event })
    }

    /// Links the need to an organisation, or notes the name while it is unknown.
    pub fn belong_to(
        self,
        organisation: Option<OrganisationId>,
        name: &str,
    ) -> Result<Changed<Self>, Invalid> {
        let organisation_name = text::within("organisation_name", name, text::LINE)?;
        let event = Event::new(Subject::Need(self.id), "need.linked");
        Ok(Changed {
            next: Self { organisation, organisation_name, version: self.version + 1, ..self },
            event,
        })
    }

    /// Tells who may read a section; the contact is never wider than the case.
    pub fn level_of(&self, section: Section) -> Level {
        match section {
            Section::Contact => Level::Case,
            Section::Title
            | Section::Background
            | Section::CurrentState
            | Section::Problem
            | Section::Tried
            | Section::Indicators
            | Section::Expected
            | Section::Conditions => self.section_levels.get(&section).copied().unwrap_or(self.level),
        }
    }

    /// Returns the facts that the policy decides by.
    pub const fn facts(&self) -> NeedFacts {
        NeedFacts {
            need: self.id,
            organisation: self.organisation,
            created_by: self.created_by,
            broker: self.broker,
            listed: self.state.listed(),
            draft: matches!(self.state, NeedState::Draft),
            foreign_visible: self.foreign_visible,
        }
    }

    pub(crate) fn refused(&self, action: &'static str) -> Refused {
        Refused { what: "need", state: self.state.code(), action, code: "state" }
    }
}

/// Why a change of a need is not taken: a field, or the state.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Trouble {
    /// A field cannot be taken.
    #[error(transparent)]
    Invalid(#[from] Invalid),
    /// The state does not allow it.
    #[error(transparent)]
    Refused(#[from] Refused),
}
