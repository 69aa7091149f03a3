//! The directory of experts: list with facets, one expert, the form brokers correct one with.

use askama::Template;
use domain::Lang;

use crate::view::desk::{Fact, Relax, Tab};
use crate::view::form::Choice;
use crate::view::parts::{Chip, Facets, Pager, Piece, Quote};
use crate::view::{Form, Frame};

/// One expert in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own that the page shows")]
pub struct ExpertCard {
    /// The name; an alias where the viewer may know no more.
    pub name: String,
    /// The language of name and own words.
    pub lang: Lang,
    /// The expert's page.
    pub href: String,
    /// Post, institute and team, in words.
    pub home: String,
    /// “Problems I can solve”, the passage that fits the search, with marks; may be empty.
    pub own: Vec<Piece>,
    /// Specialities, at most four.
    pub specialities: Vec<String>,
    /// Evidence by kind: the kind's code and how many.
    pub evidence: Vec<(&'static str, usize)>,
    /// What is left this quarter, such as `2 / 4`.
    pub capacity: String,
    /// Whether nothing is left.
    pub full: bool,
    /// Day of the last confirmation; empty when never.
    pub confirmed: String,
    /// Whether the confirmation runs out within a month.
    pub stale_soon: bool,
    /// The state's code.
    pub state: &'static str,
    /// Whether the consent is recorded; without it only brokers see the card.
    pub consented: bool,
    /// Whether it works outside the mainland.
    pub foreign: bool,
}

/// The directory of experts; every filter stands in the address.
#[derive(Debug, Clone, Template)]
#[template(path = "directory/experts.html")]
pub struct ExpertList {
    /// The frame.
    pub f: Frame,
    /// Experts and teams, and for brokers those to confirm and those without consent.
    pub tabs: Vec<Tab>,
    /// Scope `filter`, sent by GET; field `q`; the chosen facets are in `facets.kept` and here alike.
    pub form: Form,
    /// Facets with counts under the present query.
    pub facets: Facets,
    /// The chosen filters.
    pub chips: Vec<Chip>,
    /// The directory without any filter.
    pub clear: String,
    /// The experts.
    pub cards: Vec<ExpertCard>,
    /// The ways to more of them.
    pub pager: Pager,
    /// Wider lists, shown where there is nothing.
    pub relax: Vec<Relax>,
    /// Whether the viewer may enter experts.
    pub can_enter: bool,
    /// The same list for export; empty where the viewer may not.
    pub export: String,
    /// How many recent changes the search index does not show yet.
    pub behind: usize,
}

impl ExpertList {
    fn chosen(&self) -> Vec<(String, String)> {
        self.facets
            .facets
            .iter()
            .flat_map(|facet| {
                facet.values.iter().filter(|v| v.chosen).map(|v| (facet.name.clone(), v.value.clone()))
            })
            .collect()
    }
}

/// One item of evidence on an expert's page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EvidenceLine {
    /// The item as a quote: its strongest passage without marks, with its source line.
    pub quote: Quote,
    /// The expert's role in it, as written; may be empty.
    pub role: String,
    /// Whether a person checked that it exists and belongs to the expert.
    pub verified: bool,
    /// Others it belongs to, by name.
    pub shared: Vec<String>,
    /// The whole text where the passage is shortened; empty otherwise.
    pub full: String,
}

/// A conflict of interest, for brokers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConflictLine {
    /// The organisation.
    pub organisation: String,
    /// The kind's code: `employment`, `shareholding`, `paid_advice`, `avoided`.
    pub kind: &'static str,
    /// From when to when, in words.
    pub span: String,
    /// Whether it still counts.
    pub counts: bool,
    /// Further words.
    pub note: String,
}

/// What a broker sees and does beyond what everybody sees.
#[derive(Debug, Clone)]
pub struct ExpertDesk {
    /// Phone, mail and other contact facts.
    pub contact: Vec<Fact>,
    /// Conflicts, those that count first.
    pub conflicts: Vec<ConflictLine>,
    /// Declares one: scope `expert`, fields `organisation_name`, `kind`, `since`, `until`, `note`.
    pub declare: Option<Form>,
    /// Records that the profile was confirmed, on behalf: scope `act`, fields `on_behalf.…`.
    pub confirm: Option<Form>,
    /// Records the consent to be listed, on behalf: scope `act`, fields `on_behalf.…` with proof, sent as multipart.
    pub consent: Option<Form>,
    /// Changes the state: scope `expert`, fields `state`, `until`.
    pub state: Option<Form>,
    /// The brokers who can have called back.
    pub second: Vec<Choice>,
    /// Needs this expert is shortlisted or suggested for.
    pub needs: Vec<Fact>,
    /// The form of the profile.
    pub edit: String,
}

/// One expert.
#[derive(Debug, Clone, Template)]
#[template(path = "directory/expert.html")]
pub struct ExpertPage {
    /// The frame.
    pub f: Frame,
    /// The expert's identifier.
    pub id: String,
    /// The name; an alias where the viewer may know no more.
    pub name: String,
    /// Name in Latin letters; may be empty.
    pub name_latin: String,
    /// The language of the profile.
    pub lang: Lang,
    /// Post and institute.
    pub home: String,
    /// The team's name and page; empty for none.
    pub team: String,
    /// The team's page; empty for none.
    pub team_href: String,
    /// The state's code.
    pub state: &'static str,
    /// Whether the consent is recorded, and since when: a day, or empty.
    pub consent_on: String,
    /// Day of the last confirmation; empty when never.
    pub confirmed: String,
    /// What is left this quarter, such as `2 / 4`.
    pub capacity: String,
    /// “Problems I can solve”.
    pub own: String,
    /// Specialities as written.
    pub specialities: Vec<String>,
    /// Fields, industries, languages, service forms, region and further words.
    pub facts: Vec<Fact>,
    /// The evidence, the latest first.
    pub evidence: Vec<EvidenceLine>,
    /// The ways to more of it.
    pub pager: Pager,
    /// What brokers see and do; `None` for others.
    pub desk: Option<ExpertDesk>,
}

impl ExpertPage {
    fn state_tone(&self) -> &'static str {
        match self.state {
            "active" => "success",
            "stale" => "warn",
            _ => "neutral",
        }
    }
    fn kinds(&self) -> Vec<Choice> {
        Choice::of_codes(self.f.l, "conflict-kind", &["employment", "shareholding", "paid_advice", "avoided"])
    }
    fn states(&self) -> Vec<Choice> {
        Choice::of_codes(self.f.l, "standing", &["active", "on_leave", "left"])
    }
}

/// The form of an expert's profile, for brokers; fields as in JSON.
#[derive(Debug, Clone, Template)]
#[template(path = "directory/expert_form.html")]
pub struct ExpertForm {
    /// The frame.
    pub f: Frame,
    /// The expert's name; empty for a new one.
    pub name: String,
    /// Scope `expert`; lists such as `specialities` are written one a line.
    pub form: Form,
    /// The teams, after an empty choice.
    pub teams: Vec<Choice>,
    /// The technical fields.
    pub fields: Vec<Choice>,
    /// The page to go back to.
    pub back: String,
}

impl ExpertForm {
    fn services(&self) -> Vec<Choice> {
        Choice::of_codes(self.f.l, "service-form", &["remote", "on_site"])
    }
}
