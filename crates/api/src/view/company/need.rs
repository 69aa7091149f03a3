//! Following a need: what waits for the company, questions, consent to the public text, withdrawal.

use askama::Template;
use domain::{Lang, Level};

use super::draft::SummaryGroup;
use crate::view::parts::{Empty, Entry, Pager, Steps};
use crate::view::{Choice, Form, Frame, Html};

/// Something that waits for the company.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// What is asked, in a sentence without protected text, such as 经纪人问了 1 个问题.
    pub what: String,
    /// The need's number.
    pub number: String,
    /// Since when, as `2026-03-05 14:20`.
    pub since: String,
    /// Where to answer.
    pub href: String,
}

/// One of the company's needs in its list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NeedRow {
    /// The number people say.
    pub number: String,
    /// The title as the company wrote it.
    pub title: String,
    /// The state's code.
    pub state: &'static str,
    /// Who may read it.
    pub level: Level,
    /// When it last moved, as `2026-03-05 14:20`.
    pub since: String,
    /// What happens next and by when, in words; may be empty.
    pub next: String,
    /// Its page, or the task list of a draft.
    pub href: String,
}

/// The first page of a company.
#[derive(Debug, Clone, Template)]
#[template(path = "company/home.html")]
pub struct CompanyHome {
    /// The frame.
    pub f: Frame,
    /// The company's name.
    pub organisation: String,
    /// Whether a broker has yet to check that the company exists.
    pub pending: bool,
    /// What waits for the company, the oldest first.
    pub waiting: Vec<Waiting>,
    /// The company's needs, the latest first.
    pub needs: Vec<NeedRow>,
    /// The ways to more of them.
    pub pager: Pager,
}

impl CompanyHome {
    fn empty(&self) -> Html {
        let f = &self.f;
        Empty {
            what: f.t("home-empty"),
            more: f.t("home-empty-more"),
            word: f.t("landing-submit"),
            href: f.urls.need_new(),
        }
        .show()
    }
}

/// A question of the broker with its answer or the form for it.
#[derive(Debug, Clone)]
pub struct QuestionItem {
    /// An `id` for links to it, such as `q-1`.
    pub id: String,
    /// The field it is about, in words; empty for the need as a whole.
    pub field: String,
    /// Where that field can be changed; empty where it cannot be.
    pub edit: String,
    /// The question.
    pub text: String,
    /// Who asked.
    pub asked_by: String,
    /// When, as `2026-03-05 14:20`.
    pub asked_at: String,
    /// The answer; empty while there is none.
    pub answer: String,
    /// Who answered, when, and on whose behalf; empty while nobody has.
    pub answered: String,
    /// Scope `answer`; field `answer`, hidden `question`. `None` once answered.
    pub form: Option<Form>,
}

/// The exact text the company is asked to agree to.
#[derive(Debug, Clone)]
pub struct ConsentAsk {
    /// `publication` or `private_matching`.
    pub kind: &'static str,
    /// Title without names.
    pub title: String,
    /// Abstract without names.
    pub summary: String,
    /// Title in English; may be empty.
    pub title_en: String,
    /// Abstract in English; may be empty.
    pub summary_en: String,
    /// The checksum that is consented to, sent back as `checksum`.
    pub checksum: String,
    /// Scope `consent`; tick `agree`, hidden `kind` and `checksum`; empty action when it is given already.
    pub form: Form,
    /// Who agreed, when, and on whose behalf; empty while nobody has.
    pub given: String,
}

impl ConsentAsk {
    fn open(&self) -> bool {
        self.given.is_empty()
    }
}

/// A need as its company sees it.
#[derive(Debug, Clone, Template)]
#[template(path = "company/need.html")]
pub struct OwnNeed {
    /// The frame.
    pub f: Frame,
    /// The need's identifier, for addresses.
    pub id: String,
    /// The number people say.
    pub number: String,
    /// The title as the company wrote it.
    pub title: String,
    /// The state's code.
    pub state: &'static str,
    /// Since when, as `2026-03-05 14:20`; empty for a draft.
    pub since: String,
    /// Who may read it.
    pub level: Level,
    /// What happens next and by when, in words; may be empty.
    pub next: String,
    /// Reason and note when it was not accepted, paused or withdrawn; may be empty.
    pub reason: String,
    /// The broker in charge; empty while there is none.
    pub broker: String,
    /// The broker's questions, unanswered first.
    pub questions: Vec<QuestionItem>,
    /// The text to agree to, once there is one.
    pub consent: Option<ConsentAsk>,
    /// The need as written, part by part.
    pub groups: Vec<SummaryGroup>,
    /// For a broker who records the company's acts: the colleagues who may have called back. `None` for the company.
    pub recorder: Option<Vec<Choice>>,
    /// What happened so far and what is expected, the latest last.
    pub line: Vec<Entry>,
    /// Where it can be changed; empty when its state does not allow it.
    pub edit: String,
    /// Scope `pause`; field `reason`. `None` when it cannot be paused now.
    pub pause: Option<Form>,
    /// Where an answered need is handed in again; empty while it need not be.
    pub resubmit: String,
    /// Number and page of the need it was merged into, where the company may read it.
    pub merged: Option<(String, String)>,
    /// How many readings by people outside the case are noted.
    pub readers: usize,
    /// Where they are listed; empty for the holder of a private link, who has no page of them.
    pub readers_href: String,
    /// Scope `resume`; no fields. `None` unless it is paused or expired.
    pub resume: Option<Form>,
    /// Scope `withdraw`; field `reason`. `None` when it cannot be withdrawn any more.
    pub withdraw: Option<Form>,
}

impl OwnNeed {
    fn steps(&self) -> Html {
        Steps::of_need(self.f.l, self.state).show()
    }
}

/// One look at the need by somebody outside the case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// When, as `2026-03-05 14:20`.
    pub when: String,
    /// Who, in words the company may know: a name, or 一位实名专家.
    pub who: String,
    /// What was shown: the public text, or the sections by name.
    pub what: String,
    /// Which version of the need.
    pub version: i64,
}

/// The page that says who read a need.
#[derive(Debug, Clone, Template)]
#[template(path = "company/readers.html")]
pub struct NeedReaders {
    /// The frame.
    pub f: Frame,
    /// The need's identifier, for addresses.
    pub id: String,
    /// The number people say.
    pub number: String,
    /// Who may read it.
    pub level: Level,
    /// The looks, the latest first.
    pub readings: Vec<Reading>,
    /// The ways to more of them.
    pub pager: Pager,
}

impl NeedReaders {
    fn empty(&self) -> Html {
        let what = self.f.t("readers-empty");
        Empty { what, more: String::new(), word: String::new(), href: String::new() }.show()
    }
}

/// A need's form for print, stamp and signature.
#[derive(Debug, Clone, Template)]
#[template(path = "company/print.html")]
pub struct NeedPrint {
    /// The frame.
    pub f: Frame,
    /// The need's identifier, for addresses.
    pub id: String,
    /// The number people say.
    pub number: String,
    /// The company's name.
    pub organisation: String,
    /// Who may read it.
    pub level: Level,
    /// The version that is printed.
    pub version: i64,
    /// The beginning of the version's checksum, to which a stamped scan is attached.
    pub checksum: String,
    /// When it was printed, as `2026-03-05 14:20`.
    pub printed: String,
    /// The need, part by part.
    pub groups: Vec<SummaryGroup>,
}
