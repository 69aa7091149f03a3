//! The list of needs that the viewer may read, for everybody who is not a broker.

use askama::Template;
use domain::{Lang, Level};

use super::parts::{Chip, Empty, Facets, Pager, Piece};
use super::{Frame, Html};

/// One need in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The number people say.
    pub number: String,
    /// The public title, with what the query found marked.
    pub title: Vec<Piece>,
    /// The beginning of the public abstract, with what the query found marked.
    pub summary: Vec<Piece>,
    /// Their language.
    pub lang: Lang,
    /// The technical field in words; may be empty.
    pub field: String,
    /// The budget in words; may be empty.
    pub budget: String,
    /// Wanted by this day; may be empty.
    pub wanted_by: String,
    /// Since when it stands where it stands, as a day.
    pub since: String,
    /// Who may read what is shown.
    pub level: Level,
    /// The state's code.
    pub state: &'static str,
    /// Its page.
    pub href: String,
}

/// The list of needs.
#[derive(Debug, Clone, Template)]
#[template(path = "public/needs.html")]
pub struct NeedList {
    /// The frame.
    pub f: Frame,
    /// What was asked for; empty for everything.
    pub query: String,
    /// Parameters the search box keeps: the chosen facets.
    pub kept: Vec<(String, String)>,
    /// The facets beside the list.
    pub facets: Facets,
    /// The chosen filters.
    pub chips: Vec<Chip>,
    /// The needs.
    pub needs: Vec<Listed>,
    /// The ways to more of them.
    pub pager: Pager,
    /// A wider search that finds something, and how many: words and address; empty when not needed.
    pub wider: Option<(String, String)>,
    /// Whether the index is behind, so that the latest changes may be missing.
    pub index_behind: bool,
}

impl NeedList {
    fn empty(&self) -> Html {
        let f = &self.f;
        let (more, href) = self.wider.clone().unwrap_or_default();
        let word = if href.is_empty() { String::new() } else { more.clone() };
        Empty { what: f.t("no-results"), more: f.t("no-results-more"), word, href }.show()
    }
}
