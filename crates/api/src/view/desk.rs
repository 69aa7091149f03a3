//! What the dense pages of brokers, officials and administrators share, and the addresses of their acts.

use askama::Template;
use domain::need::NotAcceptedReason;

use super::form::{Choice, Form};
use super::{Frame, Html};
use crate::url::{Urls, encode};

impl Urls {
    /// Returns where a POST acts on a need; `act` is one of `take`, `return`, `question`, `merge`, `not-acceptance`,
    /// `approval`, `wording`, `clearance`, `publication`, `matching`, `assignment`, `chokepoint`, `abroad`,
    /// `submission`, `renewal`, and of the older ones `consent`, `answers`, `pause`, `resumption`, `withdrawal`.
    pub fn need_act(&self, need: &str, act: &str) -> String {
        format!("{}/{act}", self.need(need))
    }
    /// Returns where a POST acts on candidates of a need; `act` is `shortlist`, `exclusion`, `undo`, `addition` or `group`.
    pub fn candidates_act(&self, need: &str, act: &str) -> String {
        format!("{}/{act}", self.candidates(need))
    }
    /// Returns where a POST acts on an organisation; `act` is `verification` or `suspension`.
    pub fn organisation_act(&self, organisation: &str, act: &str) -> String {
        format!("{}/{act}", self.organisation(organisation))
    }
    /// Returns where a POST acts on an expert; `act` is `confirmation`, `consent`, `state`, `conflicts` or `evidence`.
    pub fn expert_act(&self, expert: &str, act: &str) -> String {
        format!("{}/{act}", self.expert(expert))
    }
    /// Returns where a POST acts on an account; `act` is `disabling`, `enabling`, `roles` or `reset`.
    pub fn account_act(&self, account: &str, act: &str) -> String {
        format!("{}/{act}", self.account_of(account))
    }
    /// Returns where a POST revokes a service token.
    pub fn token_revocation(&self, token: &str) -> String {
        format!("{}/revocation", self.token(token))
    }
    /// Returns the empty file for an import of a kind: `roster`, `needs`, `companies` or `evidence`.
    pub fn import_template(&self, kind: &str) -> String {
        self.path(&format!("/imports/templates/{}", encode(kind)))
    }
    /// Returns the uploaded file with one more column that says what is wrong.
    pub fn import_errors(&self, import: &str) -> String {
        format!("{}/errors", self.import(import))
    }
    /// Returns the settings: names, labels and languages.
    pub fn settings(&self) -> String {
        self.path("/admin/settings")
    }
    /// Returns the pick lists the bureau may word: `fields`.
    pub fn pick_list(&self, list: &str) -> String {
        self.path(&format!("/admin/lists/{}", encode(list)))
    }
    /// Returns where a POST builds the search index anew.
    pub fn index_rebuild(&self) -> String {
        self.path("/admin/system/rebuild")
    }
    /// Returns the OpenAPI document.
    pub fn openapi(&self) -> String {
        self.path("/api/v1/openapi.json")
    }
}

/// One of several lists under one heading.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tab {
    /// Its word.
    pub word: String,
    /// How many there are.
    pub count: usize,
    /// Where it leads.
    pub href: String,
    /// Whether it is the present one.
    pub current: bool,
}

/// Draws tabs; `label` names them for screen readers.
pub fn tabs(label: String, tabs: &[Tab]) -> Html {
    Html::of(&Tabs { label, tabs })
}

#[derive(Template)]
#[template(
    source = r#"<nav class="tabs" aria-label="{{ label }}">{% for tab in tabs %}<a href="{{ tab.href }}"{% if tab.current %} aria-current="page"{% endif %}>{{ tab.word }} <span class="num">{{ tab.count }}</span></a>{% endfor %}</nav>"#,
    ext = "html"
)]
struct Tabs<'a> {
    label: String,
    tabs: &'a [Tab],
}

/// A wider search that would find something, with how much.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relax {
    /// What is left out, in words, such as 去掉“氢能”.
    pub word: String,
    /// How many there would be.
    pub count: usize,
    /// The list.
    pub href: String,
}

/// Draws what stands where filters leave nothing: the nearest wider lists, and a way to clear everything.
pub fn nothing(f: &Frame, relax: &[Relax], clear: &str) -> Html {
    Html::of(&Nothing { f, relax, clear })
}

#[derive(Template)]
#[template(path = "broker/nothing.html")]
struct Nothing<'a> {
    f: &'a Frame,
    relax: &'a [Relax],
    clear: &'a str,
}

/// A word and its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// The word.
    pub word: String,
    /// The value; empty is shown as not given.
    pub value: String,
    /// Where the value leads; empty for nowhere.
    pub href: String,
}

impl Fact {
    /// Makes a fact that leads nowhere.
    pub fn new(word: impl Into<String>, value: impl Into<String>) -> Self {
        Self { word: word.into(), value: value.into(), href: String::new() }
    }
}

/// Draws facts as a list of words and values.
pub fn facts(f: &Frame, facts: &[Fact]) -> Html {
    Html::of(&Facts { f, facts })
}

#[derive(Template)]
#[template(
    source = r#"<dl class="dl">{% for one in facts %}<dt>{{ one.word }}</dt><dd class="pre">{% if one.value.is_empty() %}{{ f.t("nothing-given") }}{% else if one.href.is_empty() %}{{ one.value }}{% else %}<a href="{{ one.href }}">{{ one.value }}</a>{% endif %}</dd>{% endfor %}</dl>"#,
    ext = "html"
)]
struct Facts<'a> {
    f: &'a Frame,
    facts: &'a [Fact],
}

/// How a piece of a changed text came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DiffKind {
    /// In both.
    Same,
    /// Only in the new text.
    Added,
    /// Only in the old text.
    Removed,
}

/// A piece of a changed text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DiffPiece {
    /// How it came about.
    pub kind: DiffKind,
    /// The words.
    pub text: String,
}

impl DiffPiece {
    /// Makes a piece.
    pub fn new(kind: DiffKind, text: impl Into<String>) -> Self {
        Self { kind, text: text.into() }
    }
}

/// Draws a changed text with what was added and removed.
pub fn diff(pieces: &[DiffPiece]) -> Html {
    Html::of(&Diff { pieces })
}

#[derive(Template)]
#[template(
    source = r#"{% for piece in pieces %}{% match piece.kind %}{% when DiffKind::Same %}{{ piece.text }}{% when DiffKind::Added %}<ins>{{ piece.text }}</ins>{% when DiffKind::Removed %}<del>{{ piece.text }}</del>{% endmatch %}{% endfor %}"#,
    ext = "html"
)]
struct Diff<'a> {
    pieces: &'a [DiffPiece],
}

/// Draws the fields of an act recorded on behalf (代录), see [`Form::on_behalf`]; with `binding` a line above says that
/// a colleague's call-back is needed.
pub fn on_behalf(f: &Frame, form: &Form, suffix: &str, binding: bool, brokers: &[Choice]) -> Html {
    let fields = form.on_behalf(f, suffix, brokers);
    if binding { Html(format!("{}{fields}", f.banner("warn", f.t("behalf-binding"), ""))) } else { fields }
}

impl Frame {
    /// Returns the reasons for not accepting a need.
    pub fn not_accepted_reasons(&self) -> Vec<Choice> {
        let codes = NotAcceptedReason::ALL.map(NotAcceptedReason::code);
        Choice::of_codes(self.l, "not-accepted", &codes)
    }
    /// Draws tabs above a list.
    pub fn desk_tabs(&self, label: impl Into<String>, list: &[Tab]) -> Html {
        tabs(label.into(), list)
    }
    /// Draws facts as words and values.
    pub fn facts(&self, list: &[Fact]) -> Html {
        facts(self, list)
    }
    /// Draws a changed text.
    pub fn diff(&self, pieces: &[DiffPiece]) -> Html {
        diff(pieces)
    }
    /// Draws what stands where filters leave nothing.
    pub fn nothing(&self, relax: &[Relax], clear: impl AsRef<str>) -> Html {
        nothing(self, relax, clear.as_ref())
    }
    /// Draws the fields of an act recorded on behalf.
    pub fn on_behalf(&self, form: &Form, suffix: impl AsRef<str>, binding: bool, brokers: &[Choice]) -> Html {
        on_behalf(self, form, suffix.as_ref(), binding, brokers)
    }
}
