//! What a need asks: its sections, numbered indicators and the checks at approval.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::money::Budget;
use crate::{Date, Invalid, text};

/// A part of a need with an audience of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Section {
    /// Title.
    Title,
    /// Background.
    Background,
    /// Current state.
    CurrentState,
    /// The problem.
    Problem,
    /// What was tried.
    Tried,
    /// Indicators.
    Indicators,
    /// Expected result, cooperation, budget and dates.
    Expected,
    /// Existing conditions, approaches and requirements on the partner.
    Conditions,
    /// Contact and decision owner; never wider than the case.
    Contact,
}

impl Section {
    /// All sections, in the order of the form.
    pub const ALL: [Self; 9] = [
        Self::Title,
        Self::Background,
        Self::CurrentState,
        Self::Problem,
        Self::Tried,
        Self::Indicators,
        Self::Expected,
        Self::Conditions,
        Self::Contact,
    ];
    /// Returns the stable code of rows, JSON and forms.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Background => "background",
            Self::CurrentState => "current_state",
            Self::Problem => "problem",
            Self::Tried => "tried",
            Self::Indicators => "indicators",
            Self::Expected => "expected",
            Self::Conditions => "conditions",
            Self::Contact => "contact",
        }
    }
    /// Reads a code; `None` when there is no such section.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }
}

/// How an indicator is compared with its target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Comparison {
    /// ≥.
    AtLeast,
    /// ≤.
    #[default]
    AtMost,
    /// =, or a description.
    Equal,
    /// Between two values, written in the target.
    Between,
}

impl Comparison {
    /// All comparisons.
    pub const ALL: [Self; 4] = [Self::AtLeast, Self::AtMost, Self::Equal, Self::Between];
    /// Returns the stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::AtLeast => "at_least",
            Self::AtMost => "at_most",
            Self::Equal => "equal",
            Self::Between => "between",
        }
    }
    /// Returns the sign people read.
    pub const fn sign(self) -> &'static str {
        match self {
            Self::AtLeast => "≥",
            Self::AtMost => "≤",
            Self::Equal => "=",
            Self::Between => "",
        }
    }
    /// Reads a code; `None` when there is no such comparison.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|c| c.code() == code)
    }
}

/// One numbered, testable requirement.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Indicator {
    /// Name, such as 耐磨寿命.
    pub name: String,
    /// Present value, as written.
    pub now: String,
    /// How the target is compared.
    pub comparison: Comparison,
    /// Target value, as written.
    pub target: String,
    /// Unit.
    pub unit: String,
    /// Test method or standard.
    pub test_method: String,
    /// Whether it must be met (true) or is a wish (false).
    pub must: bool,
}

impl Indicator {
    /// Tells whether somebody could check it: a name, and a target.
    pub fn checkable(&self) -> bool {
        !self.name.is_empty() && !self.target.is_empty()
    }
    /// Tells whether a target is compared and holds no figure, as in “≤ 很高”; after `=` a description is as good.
    pub fn lacks_figure(&self) -> bool {
        match self.comparison {
            Comparison::Equal => false,
            Comparison::AtLeast | Comparison::AtMost | Comparison::Between => {
                !self.target.is_empty() && !text::has_figure(&self.target)
            }
        }
    }
    /// Tells whether nothing was written, so that an empty row of a form can be dropped.
    pub fn is_blank(&self) -> bool {
        [&self.name, &self.now, &self.target, &self.unit, &self.test_method]
            .iter()
            .all(|t| t.trim().is_empty())
    }
}

/// What a need asks.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct NeedContent {
    /// Title.
    pub title: String,
    /// Background.
    pub background: String,
    /// Current state.
    pub current_state: String,
    /// The problem, in the company's words.
    pub problem: String,
    /// What was tried.
    pub tried: String,
    /// Numbered indicators; the number is the place, from 1.
    pub indicators: Vec<Indicator>,
    /// Expected result, such as sample, process, software or report.
    pub expected: String,
    /// Cooperation modes, as codes: `development`, `assignment`, `licence`, `consulting`, `service`, `joint`.
    pub modes: Vec<String>,
    /// Budget.
    pub budget: Budget,
    /// Wanted by this day.
    pub wanted_by: Option<Date>,
    /// Existing conditions: equipment, people, data, samples.
    pub conditions: String,
    /// Approaches wanted.
    pub wanted_approaches: String,
    /// Approaches excluded.
    pub excluded_approaches: String,
    /// Requirements on the partner.
    pub partner_requirements: String,
    /// Partners to avoid, as names.
    pub avoid: Vec<String>,
    /// Industry by GB/T 4754: two digits, three in manufacturing.
    pub industry: String,
    /// Technical field, as a slug of the pick list.
    pub field: String,
    /// Industry-chain and innovation-field tags.
    pub tags: Vec<String>,
    /// Key words.
    pub keywords: Vec<String>,
    /// Key words in English.
    pub keywords_en: Vec<String>,
    /// Contact's name.
    pub contact_name: String,
    /// Contact's phone.
    pub contact_phone: String,
    /// Contact's mail address.
    pub contact_email: String,
    /// Who decides at the company.
    pub decision_owner: String,
}

/// Most indicators a need may have.
pub const MAX_INDICATORS: usize = 50;

impl NeedContent {
    /// Trims and checks every field without requiring any.
    pub fn checked(mut self) -> Result<Self, Invalid> {
        for (field, value) in [
            ("title", &mut self.title),
            ("industry", &mut self.industry),
            ("field", &mut self.field),
            ("contact_name", &mut self.contact_name),
            ("contact_phone", &mut self.contact_phone),
            ("contact_email", &mut self.contact_email),
            ("decision_owner", &mut self.decision_owner),
        ] {
            *value = text::within(field, value, text::LINE)?;
        }
        for (field, value) in [
            ("background", &mut self.background),
            ("current_state", &mut self.current_state),
            ("problem", &mut self.problem),
            ("tried", &mut self.tried),
            ("expected", &mut self.expected),
            ("conditions", &mut self.conditions),
            ("wanted_approaches", &mut self.wanted_approaches),
            ("excluded_approaches", &mut self.excluded_approaches),
            ("partner_requirements", &mut self.partner_requirements),
        ] {
            *value = text::within(field, value, text::PARAGRAPHS)?;
        }
        self.check_indicators()?;
        if !self.contact_email.is_empty() && !crate::account::plausible_mail(&self.contact_email) {
            return Err(Invalid::new("contact_email", "bad_email"));
        }
        self.budget.check()?;
        Ok(self)
    }

    fn check_indicators(&mut self) -> Result<(), Invalid> {
        self.indicators.retain(|i| !i.is_blank());
        if self.indicators.len() > MAX_INDICATORS {
            return Err(Invalid::new("indicators", "too_many"));
        }
        for (at, one) in self.indicators.iter_mut().enumerate() {
            for (field, value) in [
                ("name", &mut one.name),
                ("now", &mut one.now),
                ("target", &mut one.target),
                ("unit", &mut one.unit),
                ("test_method", &mut one.test_method),
            ] {
                *value = text::within(&format!("indicators.{at}.{field}"), value, text::LINE)?;
            }
            if one.name.is_empty() {
                return Err(Invalid::new(format!("indicators.{at}.name"), "required"));
            }
        }
        Ok(())
    }

    /// Keeps the sections that `shown` lets through and blanks the others; a new field must be placed here to compile.
    #[must_use]
    pub fn masked(self, shown: impl Fn(Section) -> bool) -> Self {
        let Self {
            title,
            background,
            current_state,
            problem,
            tried,
            indicators,
            expected,
            modes,
            budget,
            wanted_by,
            conditions,
            wanted_approaches,
            excluded_approaches,
            partner_requirements,
            avoid,
            industry,
            field,
            tags,
            keywords,
            keywords_en,
            contact_name,
            contact_phone,
            contact_email,
            decision_owner,
        } = self;
        let (expects, conditioned, contact) =
            (shown(Section::Expected), shown(Section::Conditions), shown(Section::Contact));
        Self {
            title: keep(shown(Section::Title), title),
            background: keep(shown(Section::Background), background),
            current_state: keep(shown(Section::CurrentState), current_state),
            problem: keep(shown(Section::Problem), problem),
            tried: keep(shown(Section::Tried), tried),
            indicators: keep(shown(Section::Indicators), indicators),
            expected: keep(expects, expected),
            modes: keep(expects, modes),
            budget: keep(expects, budget),
            wanted_by: keep(expects, wanted_by),
            conditions: keep(conditioned, conditions),
            wanted_approaches: keep(conditioned, wanted_approaches),
            excluded_approaches: keep(conditioned, excluded_approaches),
            partner_requirements: keep(conditioned, partner_requirements),
            // Names of partners to avoid are nobody's business but the case's.
            avoid: keep(contact, avoid),
            industry,
            field,
            tags,
            keywords: keep(shown(Section::Problem), keywords),
            keywords_en: keep(shown(Section::Problem), keywords_en),
            contact_name: keep(contact, contact_name),
            contact_phone: keep(contact, contact_phone),
            contact_email: keep(contact, contact_email),
            decision_owner: keep(contact, decision_owner),
        }
    }

    /// Tells whether a section holds anything.
    pub fn has(&self, section: Section) -> bool {
        match section {
            Section::Title => !self.title.is_empty(),
            Section::Background => !self.background.is_empty(),
            Section::CurrentState => !self.current_state.is_empty(),
            Section::Problem => !self.problem.is_empty(),
            Section::Tried => !self.tried.is_empty(),
            Section::Indicators => !self.indicators.is_empty(),
            Section::Expected => {
                !self.expected.is_empty() || !self.modes.is_empty() || self.budget != Budget::NotGiven
            }
            Section::Conditions => [
                &self.conditions,
                &self.wanted_approaches,
                &self.excluded_approaches,
                &self.partner_requirements,
            ]
            .iter()
            .any(|t| !t.is_empty()),
            Section::Contact => !self.contact_name.is_empty() || !self.contact_phone.is_empty(),
        }
    }

    /// Lists the fields that are required at approval and still empty, by their JSON names.
    pub fn missing_at_approval(&self) -> Vec<&'static str> {
        let mut missing = Vec::new();
        for (field, value) in [
            ("title", &self.title),
            ("contact_name", &self.contact_name),
            ("decision_owner", &self.decision_owner),
            ("industry", &self.industry),
            ("field", &self.field),
            ("current_state", &self.current_state),
            ("problem", &self.problem),
            ("tried", &self.tried),
            ("expected", &self.expected),
        ] {
            if value.is_empty() {
                missing.push(field);
            }
        }
        if self.contact_phone.is_empty() && self.contact_email.is_empty() {
            missing.push("contact_phone");
        }
        if self.modes.is_empty() {
            missing.push("modes");
        }
        if matches!(self.budget, Budget::NotGiven) {
            missing.push("budget");
        }
        if self.wanted_by.is_none() {
            missing.push("wanted_by");
        }
        missing
    }
}

fn keep<T: Default>(shown: bool, value: T) -> T {
    if shown { value } else { T::default() }
}

/// Returns the SHA-256 over texts with their lengths, in hexadecimal, so that no two lists collide by moving a border.
pub fn checksum(parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part.as_bytes());
    }
    data_encoding::HEXLOWER.encode(&hash.finalize())
}
