//! Writing a need: task list, five parts, check, receipt; the same pages for a company and for a visitor with a key.

use askama::Template;
use domain::Level;
use domain::need::{Comparison, Indicator};

use crate::url::DraftUrls;
use crate::view::parts::{IndicatorRow, Task, TaskState};
use crate::view::{Choice, Form, Frame, Html};

/// A part of the form; one page each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// 1: title, background, current state, problem, what was tried.
    Problem,
    /// 2: indicators, conditions, approaches wanted and excluded.
    Indicators,
    /// 3: expected result, ways to cooperate, budget, day.
    Expectation,
    /// 4: who may read.
    Audience,
    /// 5: contact.
    Contact,
}

impl Part {
    /// All parts, in their order.
    pub const ALL: [Self; 5] =
        [Self::Problem, Self::Indicators, Self::Expectation, Self::Audience, Self::Contact];

    /// Returns the end of the part's address and of its message keys.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Problem => "problem",
            Self::Indicators => "indicators",
            Self::Expectation => "expectation",
            Self::Audience => "audience",
            Self::Contact => "contact",
        }
    }

    /// Reads the end of an address; `None` when there is no such part.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.slug() == slug)
    }

    /// Returns its number, from 1.
    pub const fn number(self) -> usize {
        match self {
            Self::Problem => 1,
            Self::Indicators => 2,
            Self::Expectation => 3,
            Self::Audience => 4,
            Self::Contact => 5,
        }
    }

    /// Returns the names of the form fields the part holds; lists and budgets by their beginning.
    pub const fn fields(self) -> &'static [&'static str] {
        match self {
            Self::Problem => &["title", "background", "current_state", "problem", "tried"],
            Self::Indicators => &["indicators", "conditions", "wanted_approaches", "excluded_approaches"],
            Self::Expectation => &["expected", "modes", "budget", "wanted_by", "partner_requirements"],
            Self::Audience => &["level", "section_levels"],
            Self::Contact => {
                &["organisation_name", "contact_name", "contact_phone", "contact_email", "decision_owner"]
            }
        }
    }

    /// Returns the part that holds a field, for links from the check page.
    pub fn of_field(field: &str) -> Self {
        let first = field.split('.').next().unwrap_or_default();
        Self::ALL.into_iter().find(|part| part.fields().contains(&first)).unwrap_or(Self::Problem)
    }
}

/// The text that everybody will read, as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Preview {
    /// Title without names; may be empty.
    pub title: String,
    /// Abstract without names; may be empty.
    pub summary: String,
}

/// What all pages of one draft know.
#[derive(Debug, Clone)]
pub struct Draft {
    /// The number people say, such as `2026-0317`.
    pub number: String,
    /// Its addresses.
    pub urls: DraftUrls,
    /// How far each part is, in the order of [`Part::ALL`].
    pub states: [TaskState; 5],
    /// Whether enough is there to submit: title, problem, a contact.
    pub ready: bool,
    /// When it was last saved, as `2026-03-05 10:42`; empty before the first time.
    pub saved: String,
    /// Who may read it where no section says otherwise.
    pub level: Level,
    /// Who reads it now, in names: the company and its brokers.
    pub readers: String,
    /// The public text as far as it exists.
    pub preview: Option<Preview>,
    /// The full address a visitor without an account must keep; empty for a company.
    pub keep: String,
    /// The broker's question when the need was returned; empty otherwise.
    pub question: String,
}

impl Draft {
    /// Returns the task list with the present part marked.
    pub fn tasks(&self, f: &Frame, current: Option<Part>) -> Vec<Task> {
        let mut tasks: Vec<Task> = Part::ALL
            .into_iter()
            .zip(self.states)
            .map(|(part, state)| Task {
                word: f.code("part", part.slug()),
                href: self.urls.section(part.slug()),
                state,
                current: current == Some(part),
                note: String::new(),
            })
            .collect();
        tasks.push(Task {
            word: f.t("part-check"),
            href: if self.ready { self.urls.check() } else { String::new() },
            state: if self.ready { TaskState::NotStarted } else { TaskState::Blocked },
            current: false,
            note: if self.ready { String::new() } else { f.t("part-check-blocked") },
        });
        tasks
    }

    fn aside(&self, f: &Frame, current: Part) -> Html {
        Html::of(&Aside { f, draft: self, tasks: self.tasks(f, Some(current)) })
    }
}

#[derive(Template)]
#[template(path = "company/aside.html")]
struct Aside<'a> {
    f: &'a Frame,
    draft: &'a Draft,
    tasks: Vec<Task>,
}

/// The page that starts a need; open to visitors.
#[derive(Debug, Clone, Template)]
#[template(path = "company/start.html")]
pub struct NeedStart {
    /// The frame.
    pub f: Frame,
    /// Scope `need`; fields `title`, `problem`, and for visitors `organisation_name`, `contact_name`, `contact_phone`.
    pub form: Form,
}

/// The task list of a draft.
#[derive(Debug, Clone, Template)]
#[template(path = "company/tasks.html")]
pub struct DraftTasks {
    /// The frame.
    pub f: Frame,
    /// The draft.
    pub draft: Draft,
    /// The draft's title as its owner wrote it.
    pub name: String,
    /// The form that deletes the draft; scope `need`, no fields. Empty action hides it.
    pub discard: Form,
}

/// One part of a draft.
///
/// Buttons send `act`: `save` (and go on), `later` (save and go to the task list), `add-row` (save and show one row more).
#[derive(Debug, Clone, Template)]
#[template(path = "company/part.html")]
pub struct NeedPart {
    /// The frame.
    pub f: Frame,
    /// The draft.
    pub draft: Draft,
    /// Which part.
    pub part: Part,
    /// Scope `need`; field names as in JSON, rows of indicators as `indicators.0.name` with `must` as `true` or
    /// `false`, the budget as `budget.kind`, `budget.min` and `budget.max` in whole 10,000 of `budget.currency`,
    /// levels as `level` and `section_levels.SECTION` (empty: as the need).
    pub form: Form,
    /// How many rows the indicator table shows, at least one.
    pub rows: usize,
}

/// The sections whose audience can be set apart.
const SECTIONS: [&str; 7] =
    ["background", "current_state", "problem", "tried", "indicators", "expected", "conditions"];

/// The ways to cooperate.
const MODES: [&str; 6] = ["development", "assignment", "licence", "consulting", "service", "joint"];

impl NeedPart {
    fn aside(&self) -> Html {
        self.draft.aside(&self.f, self.part)
    }

    fn table(&self) -> Html {
        let rows = (0..self.rows.max(1)).map(|at| Row::of(&self.f, &self.form, at)).collect();
        Html::of(&IndicatorForm { f: &self.f, rows })
    }

    fn modes(&self) -> Vec<Choice> {
        Choice::of_codes(self.f.l, "mode", &MODES)
    }

    fn budget_kinds(&self) -> Vec<Choice> {
        Choice::of_codes(self.f.l, "budget", &["range", "fixed", "to_discuss", "not_given"])
    }

    fn currencies(&self) -> Vec<Choice> {
        ["CNY", "EUR", "USD"].iter().map(|code| Choice::new(*code, self.f.code("currency", code))).collect()
    }

    fn levels(&self) -> Vec<Choice> {
        let codes: Vec<_> = Level::ALL.iter().map(|level| level.code()).collect();
        Choice::of_codes(self.f.l, "level", &codes)
    }

    fn overrides() -> Vec<String> {
        SECTIONS.iter().map(|section| format!("section_levels.{section}")).collect()
    }

    fn override_levels(&self) -> Vec<Choice> {
        let mut choices = vec![Choice::new("", self.f.t("level-as-need"))];
        choices.extend(Level::ALL.iter().map(|l| Choice::new(l.code(), self.f.code("level", l.code()))));
        choices
    }

    fn overridden(&self) -> bool {
        SECTIONS.iter().any(|s| !self.form.value(&format!("section_levels.{s}")).is_empty())
    }
}

struct Row {
    number: usize,
    at: usize,
    name: String,
    must: bool,
    now: String,
    comparison: String,
    target: String,
    unit: String,
    test_method: String,
    error: String,
    ask: String,
}

impl Row {
    fn of(f: &Frame, form: &Form, at: usize) -> Self {
        let value = |field: &str| form.value(&format!("indicators.{at}.{field}")).to_owned();
        let error = ["name", "now", "target", "unit", "test_method"]
            .iter()
            .map(|field| form.error(f, &format!("indicators.{at}.{field}")))
            .find(|error| !error.is_empty())
            .unwrap_or_default();
        let (name, target, test_method) = (value("name"), value("target"), value("test_method"));
        let figure = Indicator {
            comparison: Comparison::from_code(&value("comparison")).unwrap_or_default(),
            target: target.clone(),
            ..Indicator::default()
        };
        let ask = match (name.is_empty(), target.is_empty(), test_method.is_empty()) {
            (false, true, _) => f.t("indicator-ask-target"),
            (_, false, _) if figure.lacks_figure() => f.t("indicator-ask-figure"),
            (false, false, true) => f.t("indicator-ask-method"),
            _ => String::new(),
        };
        Self {
            number: at + 1,
            at,
            must: value("must") != "false",
            now: value("now"),
            comparison: value("comparison"),
            unit: value("unit"),
            name,
            target,
            test_method,
            error,
            ask,
        }
    }
}

#[derive(Template)]
#[template(path = "company/indicator_form.html")]
struct IndicatorForm<'a> {
    f: &'a Frame,
    rows: Vec<Row>,
}

impl IndicatorForm<'_> {
    fn comparisons(&self) -> [(&'static str, String); 4] {
        ["at_most", "at_least", "equal", "between"].map(|code| (code, self.f.code("compare", code)))
    }

    fn label(&self, number: impl crate::view::Of<usize>, column: &str) -> String {
        self.f.t2("indicator-cell", "number", number.get(), "column", self.f.t(column))
    }
}

/// One answer as the check page shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SummaryRow {
    /// The label.
    pub label: String,
    /// The answer in the owner's words; empty for none.
    pub value: String,
}

/// The answers of one part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SummaryGroup {
    /// The part's title.
    pub title: String,
    /// Where it is changed; empty where it cannot be.
    pub edit: String,
    /// The answers.
    pub rows: Vec<SummaryRow>,
    /// The indicators, in the group that holds them.
    pub indicators: Vec<IndicatorRow>,
}

/// Something that is not there yet, and where to add it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// What, in words.
    pub what: String,
    /// Where to add it.
    pub href: String,
}

/// The page that shows all answers before they are sent.
#[derive(Debug, Clone, Template)]
#[template(path = "company/check.html")]
pub struct NeedCheck {
    /// The frame.
    pub f: Frame,
    /// The draft.
    pub draft: Draft,
    /// All answers, part by part.
    pub groups: Vec<SummaryGroup>,
    /// What is required to submit and not there; the button is off while there is any.
    pub required: Vec<Missing>,
    /// What may be asked later; never in the way.
    pub later: Vec<Missing>,
    /// Scope `need`; field `declaration`, sent to `draft.urls.submission()`.
    pub form: Form,
    /// For a broker who submits for the company: the colleagues who may have called back. `None` for others.
    pub recorder: Option<Vec<Choice>>,
}

/// The receipt after submitting.
#[derive(Debug, Clone, Template)]
#[template(path = "company/receipt.html")]
pub struct NeedReceipt {
    /// The frame.
    pub f: Frame,
    /// The number people say.
    pub number: String,
    /// When it was submitted, as `2026-03-05 14:20`.
    pub submitted: String,
    /// Until when a broker answers, as `2026-03-09 14:20`.
    pub promise: String,
    /// Where the need can be followed: its page, or the visitor's own link.
    pub follow: String,
    /// The full address a visitor without an account must keep; empty for a company.
    pub keep: String,
    /// Where the form for print is.
    pub print: String,
}
