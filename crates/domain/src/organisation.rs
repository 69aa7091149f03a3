//! Organisations: companies, institutes and agents, with their unified social credit codes.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::event::{Event, Subject};
use crate::{AccountId, Changed, Invalid, OrganisationId, Refused, number, text};

/// Bounds of the number of people an organisation employs.
pub const STAFF: std::ops::RangeInclusive<i64> = 0..=10_000_000;
/// Bounds of the year an organisation was founded.
pub const FOUNDED: std::ops::RangeInclusive<i64> = 1_000..=2_100;

/// What an organisation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrganisationKind {
    /// 企业.
    #[default]
    Company,
    /// A university, institute or other home of experts.
    Institute,
    /// An agent that posts for others.
    Agent,
}

impl OrganisationKind {
    /// Returns the stable code of rows and JSON.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Company => "company",
            Self::Institute => "institute",
            Self::Agent => "agent",
        }
    }
    /// Reads a code; `None` when there is no such kind.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Company, Self::Institute, Self::Agent].into_iter().find(|k| k.code() == code)
    }
}

/// Whether a broker has checked that the organisation exists.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum OrganisationState {
    /// Not checked yet; it can draft, and a broker can submit for it.
    Pending,
    /// Checked by a broker.
    Verified {
        /// Who checked.
        by: AccountId,
        /// When.
        at: Timestamp,
    },
    /// Not taking part for now.
    Suspended {
        /// When.
        at: Timestamp,
        /// Why, in the broker's words.
        reason: String,
    },
}

impl OrganisationState {
    /// Returns the stable code of the state.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Verified { .. } => "verified",
            Self::Suspended { .. } => "suspended",
        }
    }
}

/// What is known of an organisation.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct OrganisationProfile {
    /// Full legal name.
    pub name: String,
    /// Name in English, if it has one.
    pub name_en: String,
    /// Names it had before.
    pub former_names: Vec<String>,
    /// What it is.
    pub kind: OrganisationKind,
    /// Unified social credit code, 18 characters with a right check character; foreign ones have none.
    pub credit_code: Option<String>,
    /// Industry by GB/T 4754: two digits, three in manufacturing.
    pub industry: String,
    /// Region code or name.
    pub region: String,
    /// Street address.
    pub address: String,
    /// Contact's name.
    pub contact_name: String,
    /// Contact's phone.
    pub contact_phone: String,
    /// Contact's mail address.
    pub contact_email: String,
    /// Number of people employed, as told.
    pub staff: Option<i64>,
    /// Year it was founded.
    pub founded: Option<i16>,
    /// Tags such as above-scale, high-tech or sci-tech SME, as codes.
    pub tags: Vec<String>,
    /// Whether it lies outside the mainland, so that foreign rules apply.
    pub foreign: bool,
}

impl OrganisationProfile {
    /// Trims and checks every field.
    pub fn checked(mut self) -> Result<Self, Invalid> {
        self.name = text::required("name", &self.name, text::LINE)?;
        for (field, value) in [
            ("name_en", &mut self.name_en),
            ("industry", &mut self.industry),
            ("region", &mut self.region),
            ("address", &mut self.address),
            ("contact_name", &mut self.contact_name),
            ("contact_phone", &mut self.contact_phone),
            ("contact_email", &mut self.contact_email),
        ] {
            *value = text::within(field, value, text::LINE)?;
        }
        if let Some(code) = &self.credit_code {
            let tidy = tidy_credit_code(code);
            if tidy.is_empty() {
                self.credit_code = None;
            } else {
                check_credit_code(&tidy).map_err(|why| Invalid::new("credit_code", why.code()))?;
                self.credit_code = Some(tidy);
            }
        }
        if !self.contact_email.is_empty() && !crate::account::plausible_mail(&self.contact_email) {
            return Err(Invalid::new("contact_email", "bad_email"));
        }
        self.staff.map_or(Ok(()), |staff| number::within("staff", staff, &STAFF))?;
        self.founded.map_or(Ok(()), |year| number::within("founded", year, &FOUNDED))?;
        Ok(self)
    }
}

/// A company, an institute or an agent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Organisation {
    /// Its name in the system.
    pub id: OrganisationId,
    /// Grows by one with every change.
    pub version: i64,
    /// What is known of it.
    pub profile: OrganisationProfile,
    /// Whether a broker has checked it.
    pub state: OrganisationState,
    /// When it was entered.
    pub created_at: Timestamp,
}

impl Organisation {
    /// Enters an organisation, to be checked.
    pub fn enter(
        id: OrganisationId,
        profile: OrganisationProfile,
        at: Timestamp,
    ) -> Result<Changed<Self>, Invalid> {
        let next = Self {
            id,
            version: 1,
            profile: profile.checked()?,
            state: OrganisationState::Pending,
            created_at: at,
        };
        Ok(Changed { next, event: Event::new(Subject::Organisation(id), "organisation.entered") })
    }

    /// Corrects what is known.
    pub fn revise(self, profile: OrganisationProfile) -> Result<Changed<Self>, Invalid> {
        let event = Event::new(Subject::Organisation(self.id), "organisation.revised");
        Ok(Changed { next: Self { profile: profile.checked()?, version: self.version + 1, ..self }, event })
    }

    /// Records that a broker checked it.
    pub fn verify(self, by: AccountId, at: Timestamp) -> Result<Changed<Self>, Refused> {
        match self.state {
            OrganisationState::Pending | OrganisationState::Suspended { .. } => {
                Ok(self.moved(OrganisationState::Verified { by, at }, "organisation.verified"))
            }
            OrganisationState::Verified { .. } => Err(refused("verified", "verify")),
        }
    }

    /// Suspends it, with a reason.
    pub fn suspend(self, reason: &str, at: Timestamp) -> Result<Changed<Self>, Refused> {
        match self.state {
            OrganisationState::Pending | OrganisationState::Verified { .. } => Ok(self.moved(
                OrganisationState::Suspended { at, reason: reason.trim().to_owned() },
                "organisation.suspended",
            )),
            OrganisationState::Suspended { .. } => Err(refused("suspended", "suspend")),
        }
    }

    fn moved(self, state: OrganisationState, what: &str) -> Changed<Self> {
        let event = Event::new(Subject::Organisation(self.id), what);
        Changed { next: Self { state, version: self.version + 1, ..self }, event }
    }
}

fn refused(state: &'static str, action: &'static str) -> Refused {
    Refused { what: "organisation", state, action, code: "state" }
}

/// What is wrong with a unified social credit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BadCreditCode {
    /// Not 18 characters.
    Length(usize),
    /// A character that does not occur, at this place counted from 1.
    Character(usize),
    /// Nine characters: only the organisation code of GB 11714.
    OrganisationCodeOnly,
    /// Fifteen digits: the registration number in use before 2015.
    OldRegistrationNumber,
    /// The last character is wrong; it should be this one.
    CheckCharacter(char),
}

impl BadCreditCode {
    /// Returns the stable code of the complaint.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Length(_) => "invalid_length",
            Self::Character(_) => "invalid_character",
            Self::OrganisationCodeOnly => "organisation_code_only",
            Self::OldRegistrationNumber => "old_registration_number",
            Self::CheckCharacter(_) => "invalid_check_digit",
        }
    }
}

const CODE_SYMBOLS: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
const CODE_WEIGHTS: [usize; 17] = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

/// Removes what people add to a credit code: blanks, hyphens, a leading apostrophe, lower case and full-width forms.
pub fn tidy_credit_code(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    text.nfkc()
        .filter(|c| {
            !c.is_whitespace() && !matches!(c, '-' | '‐' | '–' | '—' | '\'' | '’' | '\u{200b}' | '\u{feff}')
        })
        .flat_map(char::to_uppercase)
        .collect()
}

/// Checks a tidied unified social credit code by GB 32100-2015 (weights 3^i modulo 31, check character last).
pub fn check_credit_code(code: &str) -> Result<(), BadCreditCode> {
    let chars: Vec<char> = code.chars().collect();
    if chars.len() == 9 {
        return Err(BadCreditCode::OrganisationCodeOnly);
    }
    if chars.len() == 15 && chars.iter().all(char::is_ascii_digit) {
        return Err(BadCreditCode::OldRegistrationNumber);
    }
    if chars.len() != 18 {
        return Err(BadCreditCode::Length(chars.len()));
    }
    let value = |c: char| CODE_SYMBOLS.iter().position(|s| char::from(*s) == c);
    if let Some(at) = chars.iter().position(|c| value(*c).is_none()) {
        return Err(BadCreditCode::Character(at + 1));
    }
    let sum: usize = CODE_WEIGHTS.iter().zip(&chars).map(|(w, c)| w * value(*c).unwrap_or(0)).sum();
    let right = char::from(CODE_SYMBOLS[(31 - sum % 31) % 31]);
    if chars[17] == right { Ok(()) } else { Err(BadCreditCode::CheckCharacter(right)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn staff_and_founding_year_have_bounds_whoever_tells_them() {
        let told = |staff: i64, founded: i16| {
            let name = "望潮精密轴承".to_owned();
            let profile = OrganisationProfile { name, ..OrganisationProfile::default() };
            OrganisationProfile { staff: Some(staff), founded: Some(founded), ..profile }.checked()
        };
        assert!(told(0, 1998).is_ok());
        for (staff, founded, field) in [(-5, 1998, "staff"), (10_000_001, 1998, "staff"), (5, 9, "founded")] {
            let invalid = told(staff, founded).expect_err(field);
            assert_eq!((&*invalid.field, invalid.why), (field, "out_of_range"));
        }
    }

    #[test]
    fn a_wrong_check_character_is_named() {
        assert_eq!(check_credit_code("91330203YY00010638"), Err(BadCreditCode::CheckCharacter('3')));
        assert_eq!(check_credit_code("91330203YY00010633"), Ok(()));
        assert_eq!(check_credit_code("91330203YO00011009"), Err(BadCreditCode::Character(10)));
    }
}
