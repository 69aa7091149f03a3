//! The broker's queue, with one item open.

use askama::Template;
use domain::{Lang, Level};

use crate::view::desk::{Fact, Tab};
use crate::view::form::Choice;
use crate::view::parts::{Empty, IndicatorRow, Pager, Piece};
use crate::view::{Form, Frame, Html};

/// One line of the queue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InboxRow {
    /// The title as the company wrote it.
    pub title: String,
    /// Its language.
    pub lang: Lang,
    /// The number people say.
    pub number: String,
    /// The company, as written.
    pub company: String,
    /// What is due, short: 剩 1 小时, 明天 11:45, or a day and time.
    pub due: String,
    /// How pressing: `danger`, `warn`, or empty for a plain time.
    pub tone: &'static str,
    /// The item, keeping tab and part of the list.
    pub href: String,
    /// Whether it is the one that is open.
    pub current: bool,
}

/// One thing that must be known before a need can be approved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// What, in words; a field or a group of fields.
    pub what: String,
    /// Whether it is there.
    pub done: bool,
    /// The question to ask, proposed by the software; empty when there is none.
    pub question: String,
    /// The item with the form for returning filled with this question, at `#return`; empty when it is there.
    pub ask: String,
}

/// A need that may be the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Similar {
    /// Its number.
    pub number: String,
    /// Its title.
    pub title: String,
    /// The title's language.
    pub lang: Lang,
    /// Company, time and how it ended, in words.
    pub note: String,
    /// Its page.
    pub href: String,
}

/// A file kept with a need.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileLink {
    /// Its name as uploaded.
    pub name: String,
    /// Where it is read.
    pub href: String,
}

/// The decisions that are open on an item; each form is of scope `act` and `None` where the state does not allow it.
#[derive(Debug, Clone, Default)]
pub struct Decisions {
    /// Takes the need into diagnosis; no fields.
    pub take: Option<Form>,
    /// Returns it with a question; fields `field`, `question`.
    pub give_back: Option<Form>,
    /// Whether it was returned twice already, so that the third time wants a call instead of a return.
    pub phone_instead: bool,
    /// Merges it into an older need; field `into`, a number.
    pub merge: Option<Form>,
    /// Does not accept it; fields `reason`, `note`.
    pub not_accept: Option<Form>,
    /// Hands it to another broker; field `broker`.
    pub assign: Option<Form>,
    /// The review page at its approval form; empty where it cannot be approved now.
    pub approve: String,
    /// The review page, where the company's text can be opened to the public or to experts; empty before approval.
    pub open: String,
}

/// The item that is open.
#[derive(Debug, Clone)]
pub struct InboxItem {
    /// The need's identifier.
    pub id: String,
    /// The number people say.
    pub number: String,
    /// The title as the company wrote it.
    pub title: String,
    /// The language the need is written in.
    pub lang: Lang,
    /// Its place in the list, from 1; 0 when it is not on this part of the list.
    pub place: usize,
    /// How many there are in the list.
    pub of: usize,
    /// How it came and when, such as 企业自填，2026-03-05 09:58 提交.
    pub came: String,
    /// The state's code.
    pub state: &'static str,
    /// By when an answer is promised, in words; empty when nothing is promised.
    pub due: String,
    /// How pressing: `danger`, `warn` or `info`.
    pub tone: &'static str,
    /// Who may read it.
    pub level: Level,
    /// The company's name as written.
    pub company: String,
    /// The company's page; empty until it is linked.
    pub company_href: String,
    /// Further words on company and history, such as industry or 首次提交.
    pub notes: Vec<String>,
    /// The problem in the company's words, with the numbers of the indicators found in it.
    pub words: Vec<Piece>,
    /// The indicators.
    pub indicators: Vec<IndicatorRow>,
    /// Budget, dates, modes and whatever else was given.
    pub facts: Vec<Fact>,
    /// Files kept with it.
    pub files: Vec<FileLink>,
    /// What is there and what is missing.
    pub checks: Vec<Check>,
    /// Needs that may be the same.
    pub similar: Vec<Similar>,
    /// The fields a question can be about: JSON names such as `indicators.0.target`, and an empty one for the whole.
    pub fields: Vec<Choice>,
    /// The brokers it can be handed to.
    pub brokers: Vec<Choice>,
    /// What can be decided now.
    pub decide: Decisions,
    /// The item before in the list; empty for none.
    pub previous: String,
    /// The item after in the list; empty for none.
    pub next: String,
}

impl InboxItem {
    pub(super) fn call(&self, f: &Frame) -> String {
        f.urls.list(&f.urls.call(), &[("need", self.id.as_str())])
    }
    pub(super) fn missing(&self) -> usize {
        self.checks.iter().filter(|check| !check.done).count()
    }
}

/// The broker's first page: the queue by promise time, and one item of it.
#[derive(Debug, Clone, Template)]
#[template(path = "broker/inbox.html")]
pub struct Inbox {
    /// The frame.
    pub f: Frame,
    /// The lists: new, waiting for the company, in diagnosis, ready to publish, and mine.
    pub tabs: Vec<Tab>,
    /// How many are due today.
    pub due_today: usize,
    /// How many are past their promise.
    pub late: usize,
    /// Median hours to a first answer last week, as `6.2`; empty while there is no such figure.
    pub first_answer: String,
    /// How many recent changes the search index does not show yet.
    pub behind: usize,
    /// The lines, the most pressing first.
    pub rows: Vec<InboxRow>,
    /// The ways to more of them.
    pub pager: Pager,
    /// The item that is open; `None` when the list is empty.
    pub item: Option<InboxItem>,
    /// Whether the address names the item, so that a phone shows the item instead of the list.
    pub on_item: bool,
}

impl Inbox {
    fn empty(&self) -> Html {
        let f = &self.f;
        Empty {
            what: f.t("inbox-empty"),
            more: f.t("inbox-empty-more"),
            word: f.t("call-title"),
            href: f.urls.call(),
        }
        .show()
    }
}
