//! Tags, levels, numbered squares, bands, banners.

use askama::Template;
use domain::Level;

use crate::i18n::L10n;
use crate::view::{Html, icon};

/// The colour of a tag or banner; it always comes with a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tone {
    /// Grey: drafts, archives.
    #[default]
    Neutral,
    /// Blue: accepted, matching.
    Info,
    /// Violet: people talk.
    Progress,
    /// Amber: waits for somebody.
    Warn,
    /// Green: done.
    Success,
    /// Red: late, blocked.
    Danger,
}

impl Tone {
    /// Returns the class of the style sheet.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Neutral => "",
            Self::Info => " is-info",
            Self::Progress => " is-progress",
            Self::Warn => " is-warn",
            Self::Success => " is-success",
            Self::Danger => " is-danger",
        }
    }
    /// Reads the word templates use; anything unknown is neutral.
    pub fn from_code(code: &str) -> Self {
        match code {
            "info" => Self::Info,
            "progress" => Self::Progress,
            "warn" => Self::Warn,
            "success" => Self::Success,
            "danger" => Self::Danger,
            _ => Self::Neutral,
        }
    }
}

/// A word with a drawing: what happens next, or who may read.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(source = r#"<span class="tag{{ class }}">{{ drawing }}{{ word }}</span>"#, ext = "html")]
pub struct Tag {
    class: &'static str,
    drawing: Html,
    /// The word.
    pub word: String,
}

impl askama::filters::HtmlSafe for Tag {}

impl Tag {
    /// Makes a tag.
    pub fn new(tone: Tone, icon: &str, word: impl Into<String>) -> Self {
        Self { class: tone.class(), drawing: icon::icon(icon), word: word.into() }
    }

    /// Makes the tag of a need's state; `prefix` chooses whose words.
    pub fn need_state(l: L10n, prefix: &str, code: &str) -> Self {
        let (tone, icon) = match code {
            "submitted" => (Tone::Warn, "clock"),
            "returned" => (Tone::Warn, "alert"),
            "in_diagnosis" => (Tone::Progress, "users"),
            "approved" | "published" => (Tone::Info, "check"),
            "matching" | "private_matching" => (Tone::Info, "search"),
            "expired" => (Tone::Danger, "clock"),
            "solved" | "contracted" => (Tone::Success, "check"),
            "paused" => (Tone::Neutral, "clock"),
            "withdrawn" | "not_accepted" => (Tone::Neutral, "x"),
            _ => (Tone::Neutral, "doc"),
        };
        Self::new(tone, icon, l.code(prefix, code))
    }

    /// Makes the tag that says who may read.
    pub fn level(l: L10n, level: Level) -> Self {
        let (class, icon) = match level {
            Level::Public => (" is-level", "globe"),
            Level::Verified => (" is-level", "user"),
            Level::Undertaking => (" is-level is-held", "pen"),
            Level::Case => (" is-level is-held", "lock"),
        };
        Self { class, drawing: icon::icon(icon), word: l.code("level", level.code()) }
    }
}

/// How well a numbered requirement is covered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Cover {
    /// Only the number.
    #[default]
    Plain,
    /// Quoted evidence.
    Hit,
    /// Near, to be verified.
    Near,
    /// Nothing found.
    Gap,
}

impl Cover {
    /// Draws the numbered square, with its meaning in words for screen readers.
    pub fn square(self, l: L10n, number: usize) -> Html {
        let (class, key) = match self {
            Self::Plain => return Html(format!(r#"<span class="fx">{number}</span>"#)),
            Self::Hit => (" is-hit", "cover-hit"),
            Self::Near => (" is-near", "cover-near"),
            Self::Gap => (" is-gap", "cover-gap"),
        };
        let word = l.text(key);
        Html(format!(r#"<span class="fx{class}">{number}<span class="vh"> {word}</span></span>"#))
    }
}

/// Draws the bars and the word of a band: `strong`, `possible` or `to_verify`.
pub fn band(l: L10n, code: &str) -> Html {
    let filled = match code {
        "strong" => 3,
        "possible" => 2,
        _ => 1,
    };
    let word = l.code("band", code);
    Html(format!(r#"<span class="band is-{filled}">{}{word}</span>"#, icon::bars(filled)))
}

/// A banner inside a page; `tone` is `info`, `warn`, `success` or `secret`.
pub fn banner(tone: &str, what: &str, more: &str) -> Html {
    let class = match tone {
        "warn" => " is-warn",
        "success" => " is-success",
        "danger" => " is-danger",
        "secret" => " is-secret",
        _ => "",
    };
    Html::of(&Banner { class, what, more })
}

#[derive(Template)]
#[template(
    source = r#"<div class="banner{{ class }}"><b>{{ what }}</b>{% if !more.is_empty() %}<span>{{ more }}</span>{% endif %}</div>"#,
    ext = "html"
)]
struct Banner<'a> {
    class: &'static str,
    what: &'a str,
    more: &'a str,
}
