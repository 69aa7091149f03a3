//! The overall search: needs, experts, evidence and teams in one list.

use askama::Template;
use domain::{Lang, Level};

use crate::view::desk::{Relax, Tab};
use crate::view::parts::{Chip, Facets, Pager, Piece};
use crate::view::{Form, Frame};

/// One thing that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// The kind's code: `need`, `expert`, `team`, `evidence`.
    pub kind: &'static str,
    /// The title with what fits marked.
    pub title: Vec<Piece>,
    /// The language of title and passage.
    pub lang: Lang,
    /// Its page.
    pub href: String,
    /// The passage that fits best, with marks; may be empty.
    pub passage: Vec<Piece>,
    /// Short facts: number, company, institute, year.
    pub facts: Vec<String>,
    /// The need's state; empty for other kinds.
    pub state: &'static str,
    /// Who may read the need; `None` for other kinds.
    pub level: Option<Level>,
    /// Further passages that fit, as a number; zero for none.
    pub further: usize,
}

impl Hit {
    fn icon(&self) -> &'static str {
        match self.kind {
            "need" => "list",
            "expert" => "user",
            "team" => "users",
            _ => "doc",
        }
    }
}

/// The overall search; everything stands in the address.
#[derive(Debug, Clone, Template)]
#[template(path = "search/search.html")]
pub struct SearchPage {
    /// The frame.
    pub f: Frame,
    /// Scope `filter`, sent by GET; fields `q`, `kind`.
    pub form: Form,
    /// All kinds, needs, experts, teams, evidence, each with its count under the present query.
    pub tabs: Vec<Tab>,
    /// Facets with counts under the present query.
    pub facets: Facets,
    /// The chosen filters.
    pub chips: Vec<Chip>,
    /// The query without any filter.
    pub clear: String,
    /// What was found, best first; empty while nothing was asked.
    pub hits: Vec<Hit>,
    /// The ways to more of it.
    pub pager: Pager,
    /// How the query was read, such as words in another script or language that were looked for too; may be empty.
    pub read_as: Vec<String>,
    /// Wider queries, shown where there is nothing.
    pub relax: Vec<Relax>,
    /// How many recent changes the search index does not show yet.
    pub behind: usize,
}

impl SearchPage {
    fn asked(&self) -> bool {
        !self.form.value("q").is_empty() || !self.chips.is_empty()
    }
}
