//! The parts pages are made of: tags, numbered squares, quotes, task lists, time lines, pagers, facets.

use askama::Template;
use domain::{Lang, Level};

use super::{Frame, Html, icon};
use crate::i18n::L10n;

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

/// A piece of quoted text, marked or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The words, exactly as in the source.
    pub text: String,
    /// The requirement they answer, when they are marked; 0 marks without a number, as in search results.
    pub mark: Option<usize>,
}

/// Cuts a text at marked byte ranges; ranges that overlap, lie outside or split a character are left unmarked.
pub fn pieces(text: &str, marks: &[(std::ops::Range<usize>, usize)]) -> Vec<Piece> {
    let mut sorted: Vec<_> = marks.to_vec();
    sorted.sort_by_key(|(range, number)| (range.start, range.end, *number));
    let mut out = Vec::new();
    let mut at = 0;
    for (range, number) in sorted {
        let Some(marked) = text.get(range.clone()).filter(|part| !part.is_empty() && range.start >= at)
        else {
            continue;
        };
        if at < range.start {
            out.push(Piece { text: text[at..range.start].to_owned(), mark: None });
        }
        out.push(Piece { text: marked.to_owned(), mark: Some(number) });
        at = range.end;
    }
    if at < text.len() {
        out.push(Piece { text: text[at..].to_owned(), mark: None });
    }
    out
}

/// Draws marked text without quotation, such as a search result.
pub fn marked(pieces: &[Piece]) -> Html {
    Html::of(&Pieces { pieces })
}

#[derive(Template)]
#[template(path = "macros/pieces.html")]
struct Pieces<'a> {
    pieces: &'a [Piece],
}

/// A passage of a source with what it answers; span, number and source line always come together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    /// An `id` for links to the passage; may be empty.
    pub id: String,
    /// The requirements it answers, with how well.
    pub covers: Vec<(usize, Cover)>,
    /// The passage, cut at its marks.
    pub pieces: Vec<Piece>,
    /// The language of the passage.
    pub lang: Lang,
    /// A machine translation, or empty.
    pub translation: String,
    /// The kind of source in words, such as 论文.
    pub kind: String,
    /// The source's title.
    pub title: String,
    /// Year and place in the source, each shown in turn.
    pub details: Vec<String>,
    /// Where the source can be read; empty if nowhere.
    pub href: String,
}

impl Quote {
    /// Draws the quote.
    pub fn show(&self, f: &Frame) -> Html {
        Html::of(&QuoteHtml { f, q: self })
    }
    fn passage(&self) -> Html {
        marked(&self.pieces)
    }
}

#[derive(Template)]
#[template(path = "macros/quote.html")]
struct QuoteHtml<'a> {
    f: &'a Frame,
    q: &'a Quote,
}

/// A requirement nobody's evidence answers, with the question to ask.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// Its number.
    pub number: usize,
    /// Its name and target.
    pub what: String,
    /// The question to ask, or empty.
    pub question: String,
}

impl Gap {
    /// Draws the gap as a list item.
    pub fn show(&self, f: &Frame) -> Html {
        Html::of(&GapHtml { f, g: self })
    }
}

#[derive(Template)]
#[template(
    source = r#"<li class="gap">{{ f.fx(g.number, Cover::Gap) }}<div>{{ g.what }}{% if !g.question.is_empty() %}<small>{{ g.question }}</small>{% endif %}</div></li>"#,
    ext = "html"
)]
struct GapHtml<'a> {
    f: &'a Frame,
    g: &'a Gap,
}

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
            "approved" | "published" => 2,
            "matching" | "private_matching" | "paused" | "expired" => 3,
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
}

/// Draws a time line.
pub fn line(entries: &[Entry]) -> Html {
    Html::of(&Line { entries })
}

#[derive(Template)]
#[template(path = "macros/line.html")]
struct Line<'a> {
    entries: &'a [Entry],
}

/// The ways from one part of a list to the others.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Pager {
    /// How many there are in all.
    pub total: usize,
    /// Where the part before is; empty on the first.
    pub previous: String,
    /// Where the part after is; empty on the last.
    pub next: String,
    /// The number of this part, from 1; 0 where parts are not numbered.
    pub page: usize,
    /// How many parts there are; 0 where they are not numbered.
    pub pages: usize,
}

impl Pager {
    /// Draws total and links.
    pub fn show(&self, f: &Frame) -> Html {
        Html::of(&PagerHtml { f, p: self })
    }
}

#[derive(Template)]
#[template(path = "macros/pager.html")]
struct PagerHtml<'a> {
    f: &'a Frame,
    p: &'a Pager,
}

/// One value of a facet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FacetValue {
    /// The value that is sent.
    pub value: String,
    /// What people read.
    pub label: String,
    /// How many there are.
    pub count: usize,
    /// Whether it is chosen.
    pub chosen: bool,
}

/// A facet with its values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facet {
    /// The query parameter.
    pub name: String,
    /// What people read.
    pub label: String,
    /// Its values.
    pub values: Vec<FacetValue>,
}

/// The facets beside a list; a form that is sent by GET.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facets {
    /// Where the form is sent.
    pub action: String,
    /// Parameters that are kept, such as the query.
    pub kept: Vec<(String, String)>,
    /// The facets.
    pub facets: Vec<Facet>,
}

impl Facets {
    /// Draws the form; on a phone it opens by a link to `#facets`.
    pub fn show(&self, f: &Frame) -> Html {
        Html::of(&FacetsHtml { f, s: self })
    }
}

#[derive(Template)]
#[template(path = "macros/facets.html")]
struct FacetsHtml<'a> {
    f: &'a Frame,
    s: &'a Facets,
}

/// A chosen filter with the address without it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chip {
    /// What is chosen.
    pub word: String,
    /// The list without it.
    pub href: String,
}

/// Draws the chosen filters, each with a cross, and a link that clears them all.
pub fn chips(f: &Frame, chips: &[Chip], clear: &str) -> Html {
    Html::of(&Chips { f, chips, clear })
}

#[derive(Template)]
#[template(path = "macros/chips.html")]
struct Chips<'a> {
    f: &'a Frame,
    chips: &'a [Chip],
    clear: &'a str,
}

/// What stands where a list is empty: one sentence and one way on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Empty {
    /// What appears here, or that nothing fits.
    pub what: String,
    /// A further line; may be empty.
    pub more: String,
    /// The word of the way on; empty for none.
    pub word: String,
    /// Where it leads.
    pub href: String,
}

impl Empty {
    /// Draws it.
    pub fn show(&self) -> Html {
        Html::of(&EmptyHtml { e: self })
    }
}

#[derive(Template)]
#[template(
    source = r#"<div class="empty"><b>{{ e.what }}</b>{% if !e.more.is_empty() %}<p>{{ e.more }}</p>{% endif %}{% if !e.word.is_empty() %}<a class="btn" href="{{ e.href }}">{{ e.word }}</a>{% endif %}</div>"#,
    ext = "html"
)]
struct EmptyHtml<'a> {
    e: &'a Empty,
}

/// A banner inside a page; `tone` is `info`, `warn`, `success` or `secret`.
pub fn banner(tone: &str, what: &str, more: &str) -> Html {
    let class = match tone {
        "warn" => " is-warn",
        "success" => " is-success",
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

/// A numbered indicator as it is read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct IndicatorRow {
    /// Its number, from 1.
    pub number: usize,
    /// Name.
    pub name: String,
    /// Present value; may be empty.
    pub now: String,
    /// Comparison sign and target, such as `≤ 3`.
    pub target: String,
    /// Unit; may be empty.
    pub unit: String,
    /// Test method; may be empty.
    pub test_method: String,
    /// Whether it must be met.
    pub must: bool,
}

/// Draws indicators as a table that becomes cards on a phone.
pub fn indicators(f: &Frame, rows: &[IndicatorRow]) -> Html {
    Html::of(&Indicators { f, rows })
}

#[derive(Template)]
#[template(path = "macros/indicators.html")]
struct Indicators<'a> {
    f: &'a Frame,
    rows: &'a [IndicatorRow],
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_cut_at_its_marks_and_nothing_is_lost() {
        let text = "磨损量为 2.6 µm，无卡滞";
        let end = text.find('，').expect("there is a comma");
        let cut = pieces(text, &[(0..end, 1), (1..5, 2), (500..600, 3)]);
        assert_eq!(cut.iter().map(|p| p.text.as_str()).collect::<String>(), text);
        assert_eq!(cut[0], Piece { text: "磨损量为 2.6 µm".to_owned(), mark: Some(1) });
        assert_eq!(cut.len(), 2);
    }

    #[test]
    fn marked_text_is_escaped() {
        let cut = pieces("<b>&", &[(0..3, 1)]);
        let html = marked(&cut).0;
        assert!(!html.contains("<b>"), "{html}");
    }
}
