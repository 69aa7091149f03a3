//! The list of needs as brokers, officials and administrators see it.

use askama::Template;
use domain::{Lang, Level};

use crate::view::desk::{Relax, Tab};
use crate::view::form::Choice;
use crate::view::parts::{Chip, Pager};
use crate::view::{Form, Frame};

/// One need in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NeedLine {
    /// The number people say.
    pub number: String,
    /// The title as the company wrote it, or the public title where the viewer may read no more.
    pub title: String,
    /// Its language.
    pub lang: Lang,
    /// The company; empty where the viewer may not know it.
    pub company: String,
    /// The technical field in words; may be empty.
    pub field: String,
    /// The state's code.
    pub state: &'static str,
    /// Who may read it.
    pub level: Level,
    /// The broker in charge; empty while there is none.
    pub broker: String,
    /// Questions that wait for an answer.
    pub questions: usize,
    /// Candidates on the shortlist.
    pub shortlisted: usize,
    /// When it last moved, as `2026-03-05 14:20`.
    pub moved: String,
    /// What is due, in words; may be empty.
    pub due: String,
    /// How pressing: `danger`, `warn`, or empty.
    pub tone: &'static str,
    /// Whether it is a key core technology need.
    pub chokepoint: bool,
    /// Its page: review for brokers, the readable page for others.
    pub href: String,
    /// Its workbench; empty before matching.
    pub bench: String,
}

/// The list of needs: every filter, the order and the part stand in the address.
#[derive(Debug, Clone, Template)]
#[template(path = "broker/needs.html")]
pub struct NeedList {
    /// The frame.
    pub f: Frame,
    /// Lists by group of states: all, open, matching, resting, closed.
    pub tabs: Vec<Tab>,
    /// Scope `filter`, sent by GET; fields `q`, `state`, `field`, `broker`, `level`.
    pub form: Form,
    /// Values of `state`, with an empty one for all.
    pub states: Vec<Choice>,
    /// Values of `field`, with an empty one for all.
    pub fields: Vec<Choice>,
    /// Values of `broker`, with an empty one for all; empty hides the filter.
    pub brokers: Vec<Choice>,
    /// The chosen filters.
    pub chips: Vec<Chip>,
    /// The list without any filter.
    pub clear: String,
    /// The needs.
    pub rows: Vec<NeedLine>,
    /// The ways to more of them; its total is that of the filtered list.
    pub pager: Pager,
    /// Wider lists, shown where there is nothing.
    pub relax: Vec<Relax>,
    /// The same list as CSV and as XLSX; empty where the viewer may not export.
    pub export: String,
}
