//! Evidence (佐证): papers, patents, projects, standards, products and past consultations.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::event::{Event, Subject};
use crate::{Changed, EvidenceId, ExpertId, Invalid, Lang, number, text};

/// Bounds of the year of an evidence item.
pub const YEARS: std::ops::RangeInclusive<i64> = 1900..=2100;

/// What an evidence item is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EvidenceKind {
    /// 论文.
    Paper,
    /// 专利.
    Patent,
    /// 项目.
    Project,
    /// 标准.
    Standard,
    /// 产品.
    Product,
    /// 既往问诊.
    Consultation,
}

impl EvidenceKind {
    /// All kinds, in the order pages show them.
    pub const ALL: [Self; 6] =
        [Self::Paper, Self::Patent, Self::Project, Self::Standard, Self::Product, Self::Consultation];

    /// Returns the stable code of rows, JSON and files.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Paper => "paper",
            Self::Patent => "patent",
            Self::Project => "project",
            Self::Standard => "standard",
            Self::Product => "product",
            Self::Consultation => "consultation",
        }
    }
    /// Reads a code; `None` when there is no such kind.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.code() == code)
    }
}

/// One thing that shows what somebody can do; several experts may share it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// Its name in the system.
    pub id: EvidenceId,
    /// Grows by one with every change.
    pub version: i64,
    /// What it is.
    pub kind: EvidenceKind,
    /// Title, as published.
    pub title: String,
    /// Abstract or claims, as published.
    pub body: String,
    /// Key words, as published.
    pub keywords: Vec<String>,
    /// Year.
    pub year: Option<i16>,
    /// Written language.
    pub language: Lang,
    /// DOI, patent number, ORCID work or OpenAlex id.
    pub identifier: String,
    /// Where it was taken from.
    pub source: String,
    /// Whether a person checked that it exists and belongs to the experts.
    pub verified: bool,
    /// Whose it is, in order, with the role of each as written.
    pub owners: Vec<(ExpertId, String)>,
    /// When it was entered.
    pub created_at: Timestamp,
}

impl Evidence {
    /// Enters an item after trimming and checking; refuses one without a title or an owner.
    pub fn enter(self) -> Result<Changed<Self>, Invalid> {
        let event = Event::new(Subject::Evidence(self.id), "evidence.entered");
        Ok(Changed { next: Self { version: 1, ..self.checked()? }, event })
    }

    /// Replaces the content of an item.
    pub fn revise(self, content: Self) -> Result<Changed<Self>, Invalid> {
        let event = Event::new(Subject::Evidence(self.id), "evidence.revised");
        let next = Self {
            id: self.id,
            version: self.version + 1,
            created_at: self.created_at,
            ..content.checked()?
        };
        Ok(Changed { next, event })
    }

    fn checked(mut self) -> Result<Self, Invalid> {
        self.title = text::required("title", &self.title, 500)?;
        self.body = text::within("body", &self.body, text::PARAGRAPHS)?;
        self.identifier = text::within("identifier", &self.identifier, text::LINE)?;
        if self.owners.is_empty() {
            return Err(Invalid::new("owners", "required"));
        }
        if let Some(year) = self.year {
            number::within("year", year, &YEARS)?;
        }
        Ok(self)
    }
}
