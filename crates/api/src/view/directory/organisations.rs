//! Companies and institutes: list, one organisation, the form.

use askama::Template;
use domain::Lang;

use crate::view::broker::NeedLine;
use crate::view::desk::{Fact, Relax, Tab};
use crate::view::form::Choice;
use crate::view::parts::{Chip, Entry, Pager};
use crate::view::{Form, Frame};

/// One organisation in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrganisationLine {
    /// Full legal name.
    pub name: String,
    /// Its language.
    pub lang: Lang,
    /// Its page.
    pub href: String,
    /// The kind's code: `company`, `institute`, `agent`.
    pub kind: &'static str,
    /// The state's code: `pending`, `verified`, `suspended`.
    pub state: &'static str,
    /// Industry, in words; may be empty.
    pub industry: String,
    /// Region, in words; may be empty.
    pub region: String,
    /// Needs it has submitted.
    pub needs: usize,
    /// When it was entered, as a day.
    pub entered: String,
}

/// The list of organisations.
#[derive(Debug, Clone, Template)]
#[template(path = "directory/organisations.html")]
pub struct OrganisationList {
    /// The frame.
    pub f: Frame,
    /// All, to be verified, verified, suspended.
    pub tabs: Vec<Tab>,
    /// Scope `filter`, sent by GET; fields `q`, `kind`.
    pub form: Form,
    /// The chosen filters.
    pub chips: Vec<Chip>,
    /// The list without any filter.
    pub clear: String,
    /// The organisations.
    pub rows: Vec<OrganisationLine>,
    /// The ways to more of them.
    pub pager: Pager,
    /// Wider lists, shown where there is nothing.
    pub relax: Vec<Relax>,
    /// Whether the viewer may enter organisations.
    pub can_enter: bool,
}

impl OrganisationList {
    fn kinds(&self) -> Vec<Choice> {
        let mut all = vec![Choice::new("", self.f.t("filter-all"))];
        all.extend(Choice::of_codes(self.f.l, "organisation-kind", &["company", "institute", "agent"]));
        all
    }
}

/// One organisation.
#[derive(Debug, Clone, Template)]
#[template(path = "directory/organisation.html")]
pub struct OrganisationPage {
    /// The frame.
    pub f: Frame,
    /// Full legal name.
    pub name: String,
    /// Its language.
    pub lang: Lang,
    /// The name in English; may be empty.
    pub name_en: String,
    /// The kind's code.
    pub kind: &'static str,
    /// The state's code.
    pub state: &'static str,
    /// Who verified or suspended it, when and why; empty before.
    pub decided: String,
    /// Credit code, industry, region, address, staff, founded, tags, former names.
    pub facts: Vec<Fact>,
    /// Contact facts; empty where the viewer may not see them.
    pub contact: Vec<Fact>,
    /// Its needs the viewer may see.
    pub needs: Vec<NeedLine>,
    /// What happened so far.
    pub line: Vec<Entry>,
    /// Records that it exists: scope `organisation`, no fields; `None` where it may not be.
    pub verify: Option<Form>,
    /// Suspends it: scope `organisation`, field `reason`; `None` where it may not be.
    pub suspend: Option<Form>,
    /// The form; empty where the viewer may not change it.
    pub edit: String,
}

impl OrganisationPage {
    fn tone(&self) -> &'static str {
        state_tone(self.state)
    }
}

fn state_tone(state: &str) -> &'static str {
    match state {
        "verified" => "success",
        "suspended" => "danger",
        _ => "warn",
    }
}

impl OrganisationLine {
    fn tone(&self) -> &'static str {
        state_tone(self.state)
    }
}

/// The form of an organisation; fields as in JSON.
#[derive(Debug, Clone, Template)]
#[template(path = "directory/organisation_form.html")]
pub struct OrganisationForm {
    /// The frame.
    pub f: Frame,
    /// The organisation's name; empty for a new one.
    pub name: String,
    /// Scope `organisation`; `former_names` and `tags` are written one a line.
    pub form: Form,
    /// Where to go back.
    pub back: String,
}

impl OrganisationForm {
    fn kinds(&self) -> Vec<Choice> {
        Choice::of_codes(self.f.l, "organisation-kind", &["company", "institute", "agent"])
    }
}
