//! The directory of teams: list, one team, the form brokers correct one with.

use askama::Template;
use domain::Lang;

use crate::view::desk::{Fact, Relax, Tab};
use crate::view::form::Choice;
use crate::view::parts::{Chip, Pager};
use crate::view::{Form, Frame};

use super::experts::ExpertCard;

/// One team in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TeamLine {
    /// The name in the team's own language.
    pub name: String,
    /// Its language.
    pub lang: Lang,
    /// The name in English; may be empty.
    pub name_en: String,
    /// The team's page.
    pub href: String,
    /// The institute.
    pub organisation: String,
    /// Country or region, in words; may be empty.
    pub country: String,
    /// Whether foreign rules apply.
    pub foreign: bool,
    /// Technical fields, in words.
    pub fields: Vec<String>,
    /// Members with a recorded consent.
    pub members: usize,
    /// What is left this quarter, such as `5 / 12`.
    pub capacity: String,
    /// Whether it is invented for a demonstration.
    pub demo: bool,
}

/// The directory of teams.
#[derive(Debug, Clone, Template)]
#[template(path = "directory/teams.html")]
pub struct TeamList {
    /// The frame.
    pub f: Frame,
    /// Experts and teams.
    pub tabs: Vec<Tab>,
    /// Scope `filter`, sent by GET; fields `q`, `field`, `origin` (`domestic` or `foreign`).
    pub form: Form,
    /// Values of `field`, with an empty one for all.
    pub fields: Vec<Choice>,
    /// The chosen filters.
    pub chips: Vec<Chip>,
    /// The list without any filter.
    pub clear: String,
    /// The teams.
    pub rows: Vec<TeamLine>,
    /// How many of all are foreign.
    pub foreign: usize,
    /// The ways to more of them.
    pub pager: Pager,
    /// Wider lists, shown where there is nothing.
    pub relax: Vec<Relax>,
    /// Whether the viewer may enter teams.
    pub can_enter: bool,
}

impl TeamList {
    fn origins(&self) -> Vec<Choice> {
        let mut all = vec![Choice::new("", self.f.t("filter-all"))];
        all.extend(Choice::of_codes(self.f.l, "origin", &["domestic", "foreign"]));
        all
    }
}

/// One team.
#[derive(Debug, Clone, Template)]
#[template(path = "directory/team.html")]
pub struct TeamPage {
    /// The frame.
    pub f: Frame,
    /// The name in the team's own language.
    pub name: String,
    /// Its language.
    pub lang: Lang,
    /// The name in English; may be empty.
    pub name_en: String,
    /// What the team does, in plain words.
    pub summary: String,
    /// Institute, country, fields, capacity.
    pub facts: Vec<Fact>,
    /// Whether foreign rules apply.
    pub foreign: bool,
    /// Whether it is invented for a demonstration.
    pub demo: bool,
    /// The members the viewer may see.
    pub members: Vec<ExpertCard>,
    /// How many more there are whom only brokers see.
    pub hidden: usize,
    /// The people who keep the team's profiles, with scope and end date; for brokers.
    pub liaisons: Vec<Fact>,
    /// The form of the team; empty where the viewer may not change it.
    pub edit: String,
}

/// The form of a team, for brokers; fields as in JSON.
#[derive(Debug, Clone, Template)]
#[template(path = "directory/team_form.html")]
pub struct TeamForm {
    /// The frame.
    pub f: Frame,
    /// The team's name; empty for a new one.
    pub name: String,
    /// Scope `team`; fields `name`, `name_en`, `summary`, `organisation_name`, `foreign`, `country`, `fields`,
    /// `capacity_per_quarter`.
    pub form: Form,
    /// The technical fields.
    pub fields: Vec<Choice>,
    /// The page to go back to.
    pub back: String,
}
