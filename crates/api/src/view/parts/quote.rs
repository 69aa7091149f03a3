//! What a source says, where it answers, and what nobody answers.

use askama::Template;
use domain::Lang;

use super::Cover;
use crate::view::{Frame, Html};

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
