//! A need as somebody may see it: what the sight does not cover is not in the value at all.

use domain::need::{Consent, Need, NeedContent, NeedState, Origin, PublicText, Section, Source};
use domain::policy::NeedSight;
use domain::question::Question;
use domain::{AccountId, Act, Date, Lang, Level, NeedId, OrganisationId, Timestamp};

/// A need as far as one viewer may see it.
#[derive(Debug, Clone)]
pub struct NeedSeen {
    /// Its name.
    pub id: NeedId,
    /// Its version.
    pub version: i64,
    /// The number people say.
    pub number: String,
    /// Where it stands.
    pub state: NeedState,
    /// How much the viewer may see.
    pub sight: NeedSight,
    /// The title the viewer may read: the public one for strangers, the English one abroad.
    pub title: String,
    /// The abstract the viewer may read.
    pub summary: String,
    /// The sections the viewer may read; the others are blank.
    pub content: NeedContent,
    /// Sections that have text the viewer may not read.
    pub withheld: Vec<Section>,
    /// Who may read it, where no section says otherwise.
    pub level: Level,
    /// The level of every section.
    pub section_levels: Vec<(Section, Level)>,
    /// Whose it is, where the viewer may know.
    pub organisation: Option<(Option<OrganisationId>, String)>,
    /// The review, for the company and for brokers.
    pub review: Option<NeedReview>,
    /// Written language.
    pub language: Lang,
    /// The last day before it expires.
    pub review_by: Option<Date>,
    /// When it was first entered.
    pub created_at: Timestamp,
    /// Whether it is invented for a demonstration.
    pub demo: bool,
}

/// What the company and brokers see beside the text.
#[derive(Debug, Clone)]
pub struct NeedReview {
    /// The text for outsiders.
    pub public: Option<PublicText>,
    /// The declaration.
    pub declaration: Option<Act>,
    /// The consent.
    pub consent: Option<Consent>,
    /// The clearance, with the checksum it was given for.
    pub cleared: Option<(String, Act)>,
    /// The broker who answers for it.
    pub broker: Option<AccountId>,
    /// How often it was returned.
    pub returns: i32,
    /// Why it is a key core technology need; brokers only.
    pub chokepoint: Option<String>,
    /// Whether its English abstract may be seen abroad.
    pub foreign_visible: bool,
    /// How it came.
    pub source: Source,
    /// The principal of an agent.
    pub acting_for: String,
    /// Platform and number where it came from.
    pub origin: Option<Origin>,
    /// When it was first submitted.
    pub first_submitted_at: Option<Timestamp>,
    /// Questions and answers, the oldest first.
    pub questions: Vec<Question>,
}

impl NeedSeen {
    /// Cuts a need down to what a sight covers.
    pub fn new(need: Need, questions: Vec<Question>, sight: NeedSight, for_broker: bool) -> Self {
        let section_levels: Vec<_> = Section::ALL.into_iter().map(|s| (s, need.level_of(s))).collect();
        let shown = |section: Section| {
            !sight.public_only
                && section_levels.iter().any(|(s, level)| *s == section && *level <= sight.up_to)
        };
        let whole = need.content.clone();
        let content = whole.clone().masked(shown);
        let withheld = Section::ALL.into_iter().filter(|s| !shown(*s) && whole.has(*s)).collect();
        let (title, summary) = headline(&need, &content, sight);
        let content = if sight.english_only {
            NeedContent { field: whole.field, ..NeedContent::default() }
        } else {
            content
        };
        let review = sight.review.then(|| NeedReview {
            public: need.public.clone(),
            declaration: need.declaration.clone(),
            consent: need.consent.clone(),
            cleared: need.cleared.clone(),
            broker: need.broker,
            returns: need.returns,
            chokepoint: need.chokepoint.clone().filter(|_| for_broker),
            foreign_visible: need.foreign_visible,
            source: need.source,
            acting_for: need.acting_for.clone(),
            origin: need.origin.clone(),
            first_submitted_at: need.first_submitted_at,
            questions,
        });
        Self {
            id: need.id,
            version: need.version,
            number: need.number,
            state: need.state,
            sight,
            title,
            summary,
            content,
            withheld,
            level: need.level,
            section_levels,
            organisation: sight.identity.then_some((need.organisation, need.organisation_name)),
            review,
            language: need.language,
            review_by: need.review_by,
            created_at: need.created_at,
            demo: need.demo,
        }
    }
}

/// Picks title and abstract: inside the company's words, outside the public text, abroad the English one.
fn headline(need: &Need, content: &NeedContent, sight: NeedSight) -> (String, String) {
    let public = need.public.clone().unwrap_or_default();
    if sight.english_only {
        return (public.title_en, public.summary_en);
    }
    if content.title.is_empty() {
        return (public.title, public.summary);
    }
    (content.title.clone(), public.summary)
}
