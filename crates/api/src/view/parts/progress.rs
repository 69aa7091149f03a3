//! How far something is: tasks, stages, time lines.

use askama::Template;

use super::{Tag, Tone};
use crate::i18n::L10n;
use crate::view::{Frame, Html};

/// How far a section or task is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TaskState {
    /// Untouched.
    NotStarted,
    /// Looked at; something is still missing.
    Incomplete,
    /// Being filled in.
    Started,
    /// Done.
    Done,
    /// Cannot start yet; the note says why.
    Blocked,
}

impl TaskState {
    /// Returns the tag of the state.
    pub fn tag(self, f: &Frame) -> Tag {
        let l = f.l;
        let (tone, icon, key) = match self {
            Self::NotStarted => (Tone::Neutral, "ring", "task-not-started"),
            Self::Incomplete => (Tone::Warn, "alert", "task-incomplete"),
            Self::Started => (Tone::Info, "half", "task-started"),
            Self::Done => (Tone::Success, "check", "task-done"),
            Self::Blocked => (Tone::Neutral, "clock", "task-blocked"),
        };
        Tag::new(tone, icon, l.text(key))
    }
}

/// One line of a task list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// What it is called.
    pub word: String,
    /// Where it is done; empty when it cannot start yet.
    pub href: String,
    /// How far it is.
    pub state: TaskState,
    /// Whether the page shows it.
    pub current: bool,
    /// Why it cannot start, or what is missing; may be empty.
    pub note: String,
}

/// Draws a task list.
pub fn tasks(f: &Frame, tasks: &[Task]) -> Html {
    Html::of(&Tasks { f, tasks })
}

#[derive(Template)]
#[template(path = "macros/tasks.html")]
struct Tasks<'a> {
    f: &'a Frame,
    tasks: &'a [Task],
}

/// Where something stands among its stages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Steps {
    /// The stages in words.
    pub words: Vec<String>,
    /// The present one, from 0.
    pub current: usize,
}

impl Steps {
    /// The six stages of a need, with the present one by the code of its state.
    pub fn of_need(l: L10n, code: &str) -> Self {
        let current = match code {
            "returned" | "in_diagnosis" => 1,
            "approved" => 2,
            "published" | "matching" | "private_matching" | "paused" | "expired" => 3,
            "contracted" | "solved" => 5,
            _ => 0,
        };
        let words = ["submit", "diagnose", "approve", "match", "meet", "contract"];
        Self { words: words.iter().map(|word| l.code("step", word)).collect(), current }
    }
    /// Draws the bar.
    pub fn show(&self) -> Html {
        Html::of(&StepsHtml { s: self })
    }
}

#[derive(Template)]
#[template(
    source = r#"<ol class="steps">{% for word in s.words %}<li{% if loop.index0 < s.current %} class="is-done"{% else if loop.index0 == s.current %} aria-current="step"{% endif %}>{{ word }}</li>{% endfor %}</ol>"#,
    ext = "html"
)]
struct StepsHtml<'a> {
    s: &'a Steps,
}

/// When something of a time line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// Past.
    Past,
    /// The latest.
    Now,
    /// Expected.
    Next,
}

/// One entry of a time line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Past, present or expected.
    pub when: When,
    /// The moment as `2026-03-05 14:20`, or as words for what is expected.
    pub time: String,
    /// The moment for machines; empty for none.
    pub machine: String,
    /// What happened.
    pub what: String,
    /// Who, by which way; may be empty.
    pub who: String,
    /// Where the scan that proves it is read; empty for none.
    pub proof: String,
}

/// Draws a time line.
pub fn line(f: &Frame, entries: &[Entry]) -> Html {
    Html::of(&Line { f, entries })
}

#[derive(Template)]
#[template(path = "macros/line.html")]
struct Line<'a> {
    f: &'a Frame,
    entries: &'a [Entry],
}
