//! What the items that count most say about a problem as a whole.

use std::collections::BTreeMap;
use std::ops::Range;

use search::analysis::{bag_spans, is_chinese};

use super::answer::Quote;
use super::build::{Engine, Source};
use super::passages::{About, meanings, telling};
use super::sentence::{joined, sentences, shorten};
use super::text::NeedText;

/// The telling words of a need with their weights, in both languages.
pub(super) struct Theme {
    chinese: bool,
    own: BTreeMap<String, f32>,
    other: BTreeMap<String, f32>,
}

impl Theme {
    pub(super) fn new(engine: &Engine, need: &NeedText) -> Self {
        let text = need.text();
        let weighed = |words: Vec<String>| {
            words.into_iter().map(|t| (t.clone(), engine.model.corpus().idf(&t))).collect::<BTreeMap<_, _>>()
        };
        let chinese = is_chinese(&text);
        let own = weighed(telling(&text));
        let other = if chinese { weighed(meanings(engine, &text)) } else { own.clone() };
        Self { chinese, own, other }
    }

    /// Quotes the best sentence of each of an expert's items, the items in the order given.
    pub(super) fn quotes<'d>(
        &self,
        engine: &Engine,
        expert: u32,
        docs: impl Iterator<Item = &'d str>,
        most: usize,
    ) -> Vec<Quote> {
        docs.filter_map(|doc| self.item(engine, expert, doc)).take(most).collect()
    }

    fn item(&self, engine: &Engine, expert: u32, doc: &str) -> Option<Quote> {
        let source =
            engine.model.own(expert).iter().map(|i| &engine.sources[*i as usize]).find(|s| match s {
                Source::Evidence(e) => e.id == doc,
                Source::Profile(_) => doc == "profile",
            })?;
        let said;
        let (about, texts) = match source {
            Source::Evidence(e) => {
                let about =
                    About { doc: &e.id, kind: &e.kind, title: &e.title, year: e.year, ..About::default() };
                (about, [("body", &e.body), ("title", &e.title)])
            }
            Source::Profile(whose) => {
                let own = &engine.experts[*whose as usize].text;
                said = own.specialities.join("\n");
                (
                    About { doc: "profile", ..About::default() },
                    [("profile", &own.profile), ("specialities", &said)],
                )
            }
        };
        let best = texts
            .into_iter()
            .filter_map(|(field, text)| Some((field, text, self.best(engine, text)?)))
            .reduce(|a, b| if b.2.worth > a.2.worth { b } else { a })?;
        let (field, text, found) = best;
        Some(Quote::new(text, field, found.span, found.marks, &about, is_chinese(text) != self.chinese))
    }

    fn best(&self, engine: &Engine, text: &str) -> Option<Found> {
        let same = is_chinese(text) == self.chinese;
        let spans = bag_spans(text);
        let mut best: Option<Found> = None;
        for (start, end) in sentences(text) {
            let (start, end) = shorten(text, start, end, &[]);
            let words = spans.iter().filter(|(_, s, e)| *s >= start && *e <= end);
            let mut found = Found { worth: 0.0, span: start..end, marks: Vec::new() };
            let mut counted = std::collections::BTreeSet::new();
            for (token, s, e) in words {
                let table = if same { &self.own } else { &self.other };
                if let Some(weight) = table.get(token) {
                    found.marks.push(*s..*e);
                    if counted.insert(token) {
                        found.worth += weight;
                    }
                }
            }
            if !same && !self.chinese {
                found.worth += self.through(engine, &text[start..end]);
            }
            found.marks = joined(text, found.marks);
            if found.worth > best.as_ref().map_or(0.0, |b| b.worth) {
                best = Some(found);
            }
        }
        best
    }

    /// Weighs a Chinese sentence by what it may mean to an English need.
    fn through(&self, engine: &Engine, sentence: &str) -> f32 {
        let means: std::collections::BTreeSet<String> = meanings(engine, sentence).into_iter().collect();
        means.iter().filter_map(|t| self.own.get(t)).sum()
    }
}

struct Found {
    worth: f32,
    span: Range<usize>,
    marks: Vec<Range<usize>>,
}
