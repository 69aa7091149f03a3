//! Pages of an expert: suggested needs, a need as it may be read, the own profile.

use askama::Template;
use domain::{Lang, Level};

use super::parts::{Empty, IndicatorRow, Pager, Piece, Quote};
use super::{Choice, Form, Frame, Html};

/// A need that may be worth an expert's time.
#[derive(Debug, Clone)]
pub struct Suggestion {
    /// The need's identifier, for addresses.
    pub id: String,
    /// The number people say.
    pub number: String,
    /// The title the expert may read.
    pub title: String,
    /// The language of title and abstract.
    pub lang: Lang,
    /// The beginning of the abstract the expert may read.
    pub summary: String,
    /// The technical field in words.
    pub field: String,
    /// Who may read the need.
    pub level: Level,
    /// The band's code.
    pub band: &'static str,
    /// The expert's own passages the suggestion rests on, at least one.
    pub quotes: Vec<Quote>,
    /// Open until this day; may be empty.
    pub wanted_by: String,
}

/// The first page of an expert.
#[derive(Debug, Clone, Template)]
#[template(path = "expert/home.html")]
pub struct ExpertHome {
    /// The frame.
    pub f: Frame,
    /// The expert's name.
    pub name: String,
    /// Needs worth the expert's time, the best first.
    pub suggestions: Vec<Suggestion>,
    /// How many were set aside, with their reasons kept; never hidden silently.
    pub set_aside: usize,
    /// Invitations the expert takes in a quarter.
    pub capacity: i32,
    /// Day the profile was last confirmed; empty when never.
    pub confirmed: String,
    /// Whether the profile is too old to be suggested.
    pub stale: bool,
    /// Scope `confirm`; no fields. `None` when it was confirmed lately.
    pub confirm: Option<Form>,
}

impl ExpertHome {
    fn empty(&self) -> Html {
        let f = &self.f;
        Empty {
            what: f.t("suggestions-empty"),
            more: f.t("suggestions-empty-more"),
            word: f.t("suggestions-empty-act"),
            href: f.urls.profile_edit(),
        }
        .show()
    }
}

/// A section of a need as it may be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextSection {
    /// Its label.
    pub label: String,
    /// Its words.
    pub pieces: Vec<Piece>,
    /// Their language.
    pub lang: Lang,
    /// Who may read it.
    pub level: Level,
}

/// A need as somebody outside the case may read it: the public text, and what the viewer's standing opens.
#[derive(Debug, Clone, Template)]
#[template(path = "expert/need.html")]
pub struct NeedView {
    /// The frame.
    pub f: Frame,
    /// Whether the viewer reads the public text alone, whatever the level of the rest.
    pub public_only: bool,
    /// The need's identifier, for addresses.
    pub id: String,
    /// The number people say.
    pub number: String,
    /// The public title.
    pub title: String,
    /// The public abstract.
    pub summary: String,
    /// The language of title and abstract.
    pub lang: Lang,
    /// English title and abstract; empty where there are none.
    pub title_en: String,
    /// English abstract.
    pub summary_en: String,
    /// Who may read what the page shows.
    pub level: Level,
    /// The state's code.
    pub state: &'static str,
    /// The company, where the viewer may know it, or words such as 一家船用燃油系统企业; may be empty.
    pub company: String,
    /// Sections the viewer may read, in the order of the form.
    pub sections: Vec<TextSection>,
    /// Indicators the viewer may read.
    pub indicators: Vec<IndicatorRow>,
    /// How many sections are kept back.
    pub withheld: usize,
    /// Technical field, budget, day and the like: label and words.
    pub facts: Vec<(String, String)>,
    /// For an expert: the own passages that answer it.
    pub quotes: Vec<Quote>,
}

/// One item of an expert's evidence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EvidenceRow {
    /// The kind's code.
    pub kind: &'static str,
    /// Title.
    pub title: String,
    /// Its language.
    pub lang: Lang,
    /// Year; may be empty.
    pub year: String,
    /// Where it came from and its identifier, in words; may be empty.
    pub source: String,
    /// Its page; may be empty.
    pub href: String,
}

/// The expert's own profile.
#[derive(Debug, Clone, Template)]
#[template(path = "expert/profile.html")]
pub struct Profile {
    /// The frame.
    pub f: Frame,
    /// Name.
    pub name: String,
    /// Post, employer and team in one line.
    pub post: String,
    /// "Problems I can solve", in the expert's words.
    pub problems: String,
    /// The language of the words.
    pub lang: Lang,
    /// The state's code.
    pub state: &'static str,
    /// Specialities.
    pub specialities: Vec<String>,
    /// Everything else: label and words.
    pub facts: Vec<(String, String)>,
    /// Day of the recorded consent; empty when there is none.
    pub consent: String,
    /// Day of the last confirmation; empty when never.
    pub confirmed: String,
    /// Evidence, the latest first.
    pub evidence: Vec<EvidenceRow>,
    /// The ways to more evidence.
    pub pager: Pager,
    /// What is still missing and what it would unlock, in sentences.
    pub missing: Vec<String>,
    /// Scope `confirm`; no fields.
    pub confirm: Form,
    /// Scope `consent-own`; tick `agree`. `None` once the consent is recorded.
    pub consent_form: Option<Form>,
}

/// The form of the own profile.
#[derive(Debug, Clone, Template)]
#[template(path = "expert/edit.html")]
pub struct ProfileEdit {
    /// The frame.
    pub f: Frame,
    /// Scope `expert`; field names as in JSON; `specialities`, `specialities_en` and `industries` with one entry a line,
    /// `languages` and `service_forms` with one value for each tick.
    pub form: Form,
}

impl ProfileEdit {
    fn languages(&self) -> Vec<Choice> {
        Choice::of_codes(self.f.l, "language", &["zh", "en", "de", "fr", "nl", "ja", "ru"])
    }
    fn service_forms(&self) -> Vec<Choice> {
        Choice::of_codes(self.f.l, "service-form", &["remote", "on_site"])
    }
}
