//! The installation: settings, pick lists, system, audit trail.

use askama::Template;

use crate::view::desk::Fact;
use crate::view::form::Choice;
use crate::view::parts::{Chip, Pager};
use crate::view::{Form, Frame};

/// Names and labels of the installation.
#[derive(Debug, Clone, Template)]
#[template(path = "admin/settings.html")]
pub struct Settings {
    /// The frame.
    pub f: Frame,
    /// Scope `settings`; fields `name.…`, `sponsor.…`, `operator.…`, `phone.…` each with `zh_hans`, `zh_hant`, `en`;
    /// `role.broker.…`; `promise_days`, `icp`, `police`, `code`.
    pub form: Form,
    /// What is set by the configuration file or the command line, and shown only.
    pub fixed: Vec<Fact>,
}

impl Settings {
    const TEXTS: [&'static str; 5] = ["name", "sponsor", "operator", "phone", "role.broker"];

    const fn texts() -> [&'static str; 5] {
        Self::TEXTS
    }
    fn input(name: &str, part: &str) -> String {
        format!("{name}.{part}")
    }
}

/// One entry of a pick list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pick {
    /// The slug, which never changes.
    pub slug: String,
    /// Whether it stands below the entry before of level one.
    pub below: bool,
    /// How many records use it.
    pub used: usize,
}

/// A pick list whose names the bureau may word.
#[derive(Debug, Clone, Template)]
#[template(path = "admin/picks.html")]
pub struct PickList {
    /// The frame.
    pub f: Frame,
    /// The list's code, such as `fields`.
    pub list: &'static str,
    /// Where the list comes from and how complete it is.
    pub source: String,
    /// The entries in their order.
    pub rows: Vec<Pick>,
    /// Scope `pick`; fields `names.SLUG.zh_hans`, `.zh_hant`, `.en`.
    pub form: Form,
    /// Whether the viewer may change names.
    pub editable: bool,
}

impl PickList {
    fn input(slug: &str, lang: &str) -> String {
        format!("names.{slug}.{lang}")
    }
    fn value(&self, slug: &str, lang: &str) -> &str {
        self.form.value(&Self::input(slug, lang))
    }
}

/// Health, versions and index.
#[derive(Debug, Clone, Template)]
#[template(path = "admin/system.html")]
pub struct SystemPage {
    /// The frame.
    pub f: Frame,
    /// Version, database, folder, start and the like.
    pub versions: Vec<Fact>,
    /// The last change the index holds.
    pub bookmark: i64,
    /// The last change the outbox holds.
    pub outbox: i64,
    /// Documents in the index by kind.
    pub documents: Vec<Fact>,
    /// Why the index must be rebuilt; empty when it need not.
    pub damage: String,
    /// How far a running rebuild is: done and of how many.
    pub rebuilding: Option<(usize, usize)>,
    /// Rebuilds the index: scope `system`, no fields; `None` while one runs.
    pub rebuild: Option<Form>,
    /// Audit chain: length, last check and its result.
    pub chain: Vec<Fact>,
    /// Whether the chain holds.
    pub chain_holds: bool,
    /// The last backups.
    pub backups: Vec<Fact>,
}

impl SystemPage {
    fn behind(&self) -> i64 {
        (self.outbox - self.bookmark).max(0)
    }
}

/// One entry of the audit trail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditLine {
    /// Its number in the chain.
    pub number: i64,
    /// When, as `2026-03-05 14:20`.
    pub at: String,
    /// Who; a timer has a word of its own.
    pub who: String,
    /// On whose behalf, in words; may be empty.
    pub behalf: String,
    /// What, in words.
    pub what: String,
    /// The event's code, such as `need.published`.
    pub code: String,
    /// About what: a name, or a number and a title; empty where the viewer may not know it.
    pub subject: String,
    /// The identifier of what it is about.
    pub id: String,
    /// Its page; empty where there is none.
    pub href: String,
}

/// The audit trail, read only.
#[derive(Debug, Clone, Template)]
#[template(path = "admin/audit.html")]
pub struct AuditList {
    /// The frame.
    pub f: Frame,
    /// Scope `filter`, sent by GET; fields `q`, `what`, `since`, `until`.
    pub form: Form,
    /// Values of `what`, with an empty one for all.
    pub whats: Vec<Choice>,
    /// The chosen filters.
    pub chips: Vec<Chip>,
    /// The list without any filter.
    pub clear: String,
    /// The entries, the latest first.
    pub rows: Vec<AuditLine>,
    /// The ways to more of them.
    pub pager: Pager,
    /// When the chain was last checked, in a sentence.
    pub checked: String,
    /// Whether it holds.
    pub holds: bool,
}
