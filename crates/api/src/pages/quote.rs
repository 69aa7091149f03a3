//! The engine's passages as the pages show them: cut at their marks, with source, never paraphrased.

use app::engine::{AspectClass, Candidate, Quote as Passage};

use super::listed::lang_of;
use crate::view::Frame;
use crate::view::parts::{Cover, Gap, Piece, Quote, pieces};

/// Says how well an aspect is covered.
pub(super) const fn cover(class: AspectClass) -> Cover {
    match class {
        AspectClass::Hit => Cover::Hit,
        AspectClass::Near => Cover::Near,
        AspectClass::Gap => Cover::Gap,
    }
}

/// Collects passages, each once with every aspect it speaks to, the strongest first.
pub(super) fn best(f: &Frame, candidate: &Candidate, most: usize) -> Vec<Quote> {
    let mut passages: Vec<(&Passage, Vec<(usize, Cover)>)> = Vec::new();
    for aspect in &candidate.aspects {
        for quote in &aspect.quotes {
            let covers = (aspect.number, cover(aspect.class));
            let same = |(p, _): &&mut (&Passage, _)| {
                p.doc == quote.doc && p.field == quote.field && p.start == quote.start
            };
            match passages.iter_mut().find(same) {
                Some((_, list)) => list.push(covers),
                None => passages.push((quote, vec![covers])),
            }
        }
    }
    let strength =
        |list: &[(usize, Cover)]| list.iter().filter(|(_, c)| *c == Cover::Hit).count() * 10 + list.len();
    passages.sort_by_key(|(_, list)| std::cmp::Reverse(strength(list)));
    // What counts most for the problem as a whole comes last, unless it stands there already.
    for quote in &candidate.theme {
        let known = |(p, _): &(&Passage, _)| p.doc == quote.doc && p.start < quote.end && quote.start < p.end;
        if !passages.iter().any(known) {
            passages.push((quote, Vec::new()));
        }
    }
    passages.into_iter().take(most).map(|(quote, covers)| draw(f, quote, covers)).collect()
}

/// Cuts a passage at its marks; `number` is the aspect they answer, 0 for the problem as a whole.
pub(super) fn cut(quote: &Passage, number: usize) -> Vec<Piece> {
    let marks: Vec<_> = quote.marks.iter().map(|m| (m.clone(), number)).collect();
    pieces(&quote.text, &marks)
}

/// A passage of a longer sentence ends in dots, so that nobody takes it for the whole.
fn whole_or_marked(quote: &Passage, number: usize) -> Vec<Piece> {
    let mut pieces = cut(quote, number);
    let ends = quote.text.ends_with(['.', '。', '！', '？', '；', '!', '?', ';', '”', '"']);
    if matches!(quote.field, "body" | "profile") && !ends {
        pieces.push(Piece { text: "…".to_owned(), mark: None });
    }
    pieces
}

fn draw(f: &Frame, quote: &Passage, covers: Vec<(usize, Cover)>) -> Quote {
    let number = covers.first().map_or(0, |(n, _)| *n);
    let kind = if quote.kind.is_empty() { f.t("quote-profile") } else { f.code("evidence", &quote.kind) };
    let mut details: Vec<String> = quote.year.map(|y| y.to_string()).into_iter().collect();
    if covers.is_empty() {
        details.push(f.t("quote-theme"));
    }
    if quote.translated {
        details.push(f.t("quote-translated"));
    }
    Quote {
        id: String::new(),
        covers,
        pieces: whole_or_marked(quote, number),
        lang: lang_of(&quote.text),
        translation: String::new(),
        kind,
        title: quote.title.clone(),
        details,
        href: String::new(),
    }
}

/// Lists what nobody's passage answers, each with the question to ask.
pub(super) fn gaps(f: &Frame, candidate: &Candidate) -> Vec<Gap> {
    candidate
        .aspects
        .iter()
        .filter(|a| a.class == AspectClass::Gap)
        .map(|a| Gap {
            number: a.number,
            what: a.label.clone(),
            question: f.t1("gap-question", "aspect", &a.label),
        })
        .collect()
}
