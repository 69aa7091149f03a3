//! The review of a need: its sections, questions, approval, public text, consent, clearance, opening.

use askama::Template;
use domain::{Lang, Level};

use crate::view::company::QuestionItem;
use crate::view::desk::{DiffPiece, Fact};
use crate::view::form::Choice;
use crate::view::parts::{Entry, IndicatorRow, Steps, Task};
use crate::view::{Form, Frame, Html};

use super::inbox::{Check, InboxItem, Similar};

/// One section of the need with who may read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SectionView {
    /// Its title.
    pub title: String,
    /// Who may read it.
    pub level: Level,
    /// Whether its level differs from the need's.
    pub own_level: bool,
    /// The company's page of the section, where a broker may change it too; empty where nobody may.
    pub edit: String,
    /// The fields with their values.
    pub facts: Vec<Fact>,
    /// The indicators, in the section that holds them.
    pub indicators: Vec<IndicatorRow>,
}

/// What the text for outsiders changes in the company's own words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Differs {
    /// The field: title or abstract, in words.
    pub word: String,
    /// The company's words against the public ones.
    pub pieces: Vec<DiffPiece>,
}

/// The text for everybody, or for invited experts.
#[derive(Debug, Clone)]
pub struct Wording {
    /// Scope `act`; fields `title`, `summary`, `title_en`, `summary_en`; `None` where it cannot be changed now.
    pub form: Option<Form>,
    /// Title as it stands; empty while there is none.
    pub title: String,
    /// Abstract as it stands.
    pub summary: String,
    /// English title as it stands; may be empty.
    pub title_en: String,
    /// English abstract as it stands; may be empty.
    pub summary_en: String,
    /// What it changes in the company's words.
    pub differs: Vec<Differs>,
    /// What might give the company away, in sentences, such as 摘要里有企业简称.
    pub warnings: Vec<String>,
    /// The beginning of the checksum, as people compare it; empty while there is no text.
    pub checksum: String,
}

/// The company's consent to the exact text.
#[derive(Debug, Clone)]
pub struct ConsentView {
    /// Who consented to what, when and on whose behalf; empty while nobody has.
    pub given: String,
    /// Whether the text changed since, so that the consent no longer counts.
    pub stale: bool,
    /// Records the consent on behalf: scope `act`, fields `kind`, hidden `checksum`, `on_behalf.…` with proof, sent as
    /// multipart; `None` where there is no text or the consent stands.
    pub form: Option<Form>,
}

/// A broker's tick that the text holds no secret.
#[derive(Debug, Clone)]
pub struct ClearanceView {
    /// Who ticked, and when; empty while nobody has.
    pub given: String,
    /// Whether the text changed since.
    pub stale: bool,
    /// Scope `act`, tick `cleared`, hidden `checksum`; `None` where there is no text or the tick stands.
    pub form: Option<Form>,
    /// Why the viewer cannot tick, such as that a second broker must; empty otherwise.
    pub second: String,
}

/// Acts on a need beside approval and opening; each form is of scope `act` and `None` where the state does not allow it.
#[derive(Debug, Clone, Default)]
pub struct OtherActs {
    /// Asks without returning; fields `field`, `question`.
    pub ask: Option<Form>,
    /// Submits a draft for the company; tick `declaration`, fields `on_behalf.…`.
    pub submit: Option<Form>,
    /// Marks it as a key core technology need; field `chokepoint`, empty takes the mark away.
    pub chokepoint: Option<Form>,
    /// Shows or hides the English abstract abroad; field `visible`.
    pub abroad: Option<Form>,
    /// Pauses it for the company; field `reason`, fields `on_behalf.…`.
    pub pause: Option<Form>,
    /// Lets it go on; fields `on_behalf.…`.
    pub resume: Option<Form>,
    /// Prolongs it; field `review_by`.
    pub renew: Option<Form>,
    /// Takes it back for the company; field `reason`, fields `on_behalf.…`.
    pub withdraw: Option<Form>,
}

impl OtherActs {
    /// Tells whether the sheet below the time line offers anything; asking has its place beside the questions.
    fn any(&self) -> bool {
        let all = [
            &self.submit,
            &self.chokepoint,
            &self.abroad,
            &self.pause,
            &self.resume,
            &self.renew,
            &self.withdraw,
        ];
        all.into_iter().any(Option::is_some)
    }
}

/// The broker's page of a need.
#[derive(Debug, Clone, Template)]
#[template(path = "broker/review.html")]
pub struct NeedReview {
    /// The frame.
    pub f: Frame,
    /// What the queue shows of it too: number, title, state, due, company, decisions, fields, brokers.
    pub item: InboxItem,
    /// The broker in charge; empty while there is none.
    pub broker: String,
    /// Where it is listed who read it; empty for other people's cases.
    pub readers: String,
    /// Who can read this page now, in words.
    pub visible_to: String,
    /// How often it was returned.
    pub returns: usize,
    /// Until when it is reviewed, as a day; empty before approval.
    pub review_by: String,
    /// Why it is a key core technology need; empty if it is not.
    pub chokepoint: String,
    /// Whether foreign teams may see the English abstract.
    pub abroad: bool,
    /// The five steps from check to opening, linked to `#approve`, `#wording`, `#consent`, `#clearance`, `#opening`.
    pub tasks: Vec<Task>,
    /// The sections, in the order of the form.
    pub sections: Vec<SectionView>,
    /// Questions and answers; the form of an open one is of scope `act` and records the answer on behalf with
    /// hidden `question`, field `answer` and fields `on_behalf.…`.
    pub questions: Vec<QuestionItem>,
    /// What is there and what is missing at approval.
    pub checks: Vec<Check>,
    /// Needs that may be the same.
    pub similar: Vec<Similar>,
    /// Companies that the need may belong to, while that is not settled; else empty.
    pub companies: Vec<Choice>,
    /// Approves: scope `act`, fields `organisation` while `companies` are offered, `industry`, `technical_field`, `review_by`, `exemption`; `None` where the state does not allow it.
    pub approve: Option<Form>,
    /// Whether no indicator can be checked, so that the exemption is required.
    pub exemption_needed: bool,
    /// Industries to choose from.
    pub industries: Vec<Choice>,
    /// Technical fields to choose from.
    pub fields: Vec<Choice>,
    /// Who approved, when, until when, and with which exemption; empty before.
    pub approved: String,
    /// The text for outsiders; `None` before the need reaches diagnosis.
    pub wording: Option<Wording>,
    /// The consent to it.
    pub consent: Option<ConsentView>,
    /// The tick on it.
    pub clearance: Option<ClearanceView>,
    /// Lists the need: scope `act`, no fields; `None` until everything is there.
    pub publish: Option<Form>,
    /// Starts matching, in the open or privately as the consent says: scope `act`, no fields; `None` until it may.
    pub start: Option<Form>,
    /// Whether `start` would match without ever listing the need.
    pub privately: bool,
    /// The workbench; empty before matching.
    pub bench: String,
    /// Everything else one can do.
    pub acts: OtherActs,
    /// What happened so far and what is expected, the latest last.
    pub line: Vec<Entry>,
    /// The brokers who can have called back.
    pub second: Vec<Choice>,
}

impl NeedReview {
    fn steps(&self) -> Html {
        Steps::of_need(self.f.l, self.item.state).show()
    }
    fn kinds(&self) -> Vec<Choice> {
        Choice::of_codes(self.f.l, "consent-kind", &["publication", "private_matching"])
    }
    fn yes_no(&self) -> Vec<Choice> {
        Choice::of_codes(self.f.l, "abroad", &["true", "false"])
    }
}
