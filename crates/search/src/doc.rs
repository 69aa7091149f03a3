//! What is put into the index.

use std::fmt;
use std::str::FromStr;

use domain::evidence::EvidenceKind;
use domain::id::BadId;
use domain::{EvidenceId, ExpertId, Lang, Level, NeedId, OrganisationId, TeamId, Timestamp};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// What a document is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// 专家.
    Expert,
    /// 专家团队.
    Team,
    /// 佐证.
    Evidence,
    /// 需求.
    Need,
}

impl Kind {
    /// All kinds, in the order pages show them.
    pub const ALL: [Self; 4] = [Self::Expert, Self::Team, Self::Evidence, Self::Need];

    /// Returns the stable code of URLs, JSON and facets.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Expert => "expert",
            Self::Team => "team",
            Self::Evidence => "evidence",
            Self::Need => "need",
        }
    }

    /// Reads a code; `None` when there is no such kind.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// Names one document: its kind and its identifier in one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(untagged)]
pub enum DocKey {
    /// An expert.
    Expert(ExpertId),
    /// A team of experts.
    Team(TeamId),
    /// An evidence item.
    Evidence(EvidenceId),
    /// A technical need.
    Need(NeedId),
}

impl DocKey {
    /// Returns what the document is about.
    pub const fn kind(self) -> Kind {
        match self {
            Self::Expert(_) => Kind::Expert,
            Self::Team(_) => Kind::Team,
            Self::Evidence(_) => Kind::Evidence,
            Self::Need(_) => Kind::Need,
        }
    }
}

impl fmt::Display for DocKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Expert(id) => id.fmt(f),
            Self::Team(id) => id.fmt(f),
            Self::Evidence(id) => id.fmt(f),
            Self::Need(id) => id.fmt(f),
        }
    }
}

impl FromStr for DocKey {
    type Err = BadId;

    fn from_str(text: &str) -> Result<Self, BadId> {
        let expert = ExpertId::from_str(text).map(Self::Expert);
        expert
            .or_else(|_| TeamId::from_str(text).map(Self::Team))
            .or_else(|_| EvidenceId::from_str(text).map(Self::Evidence))
            .or_else(|_| NeedId::from_str(text).map(Self::Need))
    }
}

impl From<ExpertId> for DocKey {
    fn from(id: ExpertId) -> Self {
        Self::Expert(id)
    }
}
impl From<TeamId> for DocKey {
    fn from(id: TeamId) -> Self {
        Self::Team(id)
    }
}
impl From<EvidenceId> for DocKey {
    fn from(id: EvidenceId) -> Self {
        Self::Evidence(id)
    }
}
impl From<NeedId> for DocKey {
    fn from(id: NeedId) -> Self {
        Self::Need(id)
    }
}

/// The audience levels a text can have inside the index; what only the people on the case may read has no value here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// L0 公开.
    #[default]
    Public,
    /// L1 实名可见.
    Verified,
    /// L2 承诺后可见.
    Undertaking,
}

impl Audience {
    /// All audiences, the widest first.
    pub const ALL: [Self; 3] = [Self::Public, Self::Verified, Self::Undertaking];

    /// Converts a level; `None` for L3, which is never indexed.
    pub const fn of(level: Level) -> Option<Self> {
        match level {
            Level::Public => Some(Self::Public),
            Level::Verified => Some(Self::Verified),
            Level::Undertaking => Some(Self::Undertaking),
            Level::Case => None,
        }
    }
}

/// Where in a document a text stands; it decides its weight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// The name of an expert or a team: also found by pinyin and by its beginning.
    Name,
    /// The title of an evidence item or a need.
    Title,
    /// Key words, specialities, fields in words.
    Keywords,
    /// Everything else: abstract, sections of a need, organisation, position.
    Body,
}

/// One text of a document and who may find it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Text {
    /// Where it stands.
    pub part: Part,
    /// The least level a reader must have.
    pub audience: Audience,
    /// Whether readers abroad may find it.
    pub abroad: bool,
    /// The text as it was written.
    pub text: String,
}

impl Text {
    /// Makes a text that everybody may find, also from abroad.
    pub fn public(part: Part, text: impl Into<String>) -> Self {
        Self { part, audience: Audience::Public, abroad: true, text: text.into() }
    }
}

/// One expert, team, evidence item or need, as the index is told about it.
///
/// Texts of several audiences become several documents inside; every reader finds exactly one of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Doc {
    /// What it is.
    pub key: DocKey,
    /// The organisation it belongs to, whose members may find it at every indexed level.
    pub owner: Option<OrganisationId>,
    /// Whether the expert, team or company is from abroad.
    pub foreign: bool,
    /// Its texts, in the order of the page.
    pub texts: Vec<Text>,
    /// Slugs of its technical fields.
    pub fields: Vec<String>,
    /// Country codes.
    pub countries: Vec<String>,
    /// The teams it belongs to.
    pub teams: Vec<TeamId>,
    /// The languages it is written in or speaks.
    pub languages: Vec<Lang>,
    /// What an evidence item is.
    pub evidence: Option<EvidenceKind>,
    /// The year of an evidence item.
    pub year: Option<i16>,
    /// When it last changed; the order of `Sort::Newest`.
    pub updated: Timestamp,
}

impl Doc {
    /// Makes a document without texts and facets.
    pub fn new(key: impl Into<DocKey>, updated: Timestamp) -> Self {
        Self {
            key: key.into(),
            owner: None,
            foreign: false,
            texts: Vec::new(),
            fields: Vec::new(),
            countries: Vec::new(),
            teams: Vec::new(),
            languages: Vec::new(),
            evidence: None,
            year: None,
            updated,
        }
    }

    /// Returns a number that changes with any part of the document, for comparing index and database.
    pub fn content_hash(&self) -> u64 {
        let json = serde_json::to_vec(self).expect("a document is plain data");
        let digest = Sha256::digest(&json);
        u64::from_be_bytes(digest[..8].try_into().expect("a digest has 32 bytes"))
    }
}

/// One change of the index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// The document is now this; whatever was known under its key goes.
    Put(Box<Doc>),
    /// The document is gone.
    Delete(DocKey),
}

impl From<Doc> for Change {
    fn from(doc: Doc) -> Self {
        Self::Put(Box::new(doc))
    }
}

/// How far the index has followed the outbox of which database.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bookmark {
    /// The database epoch, a UUID; a restored database has a new one.
    pub epoch: String,
    /// The last outbox sequence that is in the index.
    pub sequence: i64,
}
