//! Which sentence of a candidate's texts answers which aspect of a need.

use std::collections::{BTreeMap, BTreeSet};

use matching::{Slot, Sought};
use search::analysis::{bag_spans, is_chinese, is_han};

use super::answer::{AspectAnswer, AspectClass, Quote};
use super::build::{Engine, Source};
use super::text::{NeedText, analysed};

/// One thing a need asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Aspect {
    pub(super) label: String,
    /// The words that must be spoken of.
    words: String,
    /// Whether a figure is asked for, so that a passage without one is only near.
    measured: bool,
}

/// Share of an aspect's own words from which a sentence answers it.
const HIT: f32 = 0.55;
/// Share from which it comes near.
const NEAR: f32 = 0.34;
/// Most pieces of a problem that are asked where there are no indicators.
const PIECES: usize = 5;
/// Longest quote, in characters.
const LONGEST: usize = 160;

/// Lists what a need asks for: its indicators, or the sentences of its problem.
pub(super) fn aspects(need: &NeedText) -> Vec<Aspect> {
    if !need.indicators.is_empty() {
        return need
            .indicators
            .iter()
            .map(|i| Aspect {
                label: [i.name.as_str(), i.target.as_str(), i.unit.as_str()]
                    .into_iter()
                    .filter(|t| !t.is_empty())
                    .collect::<Vec<_>>()
                    .join(" "),
                words: i.name.clone(),
                measured: i.target.chars().any(|c| c.is_ascii_digit()),
            })
            .collect();
    }
    let text = if need.description.trim().is_empty() { &need.title } else { &need.description };
    sentences(text)
        .into_iter()
        .map(|(start, end)| text[start..end].trim().to_owned())
        .filter(|s| s.chars().count() >= 6)
        .take(PIECES)
        .map(|s| Aspect { label: s.chars().take(60).collect(), words: s, measured: false })
        .collect()
}

/// Cuts a text into sentences; spans of bytes that together leave out only blanks.
pub(super) fn sentences(text: &str) -> Vec<(usize, usize)> {
    let mut spans = Vec::new();
    let mut start = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let end = at + c.len_utf8();
        let next = chars.peek().map(|(_, n)| *n);
        let ends = match c {
            '。' | '！' | '？' | '；' | '\n' | '!' | '?' | ';' => true,
            '.' => next.is_none_or(char::is_whitespace),
            _ => false,
        };
        if ends {
            push(&mut spans, text, start, end);
            start = end;
        }
    }
    push(&mut spans, text, start, text.len());
    spans
}

fn push(spans: &mut Vec<(usize, usize)>, text: &str, start: usize, end: usize) {
    let piece = &text[start..end];
    let trimmed = piece.trim();
    if !trimmed.is_empty() {
        let from = start + (piece.len() - piece.trim_start().len());
        spans.push((from, from + trimmed.len()));
    }
}

/// The aspects of one need, ready to be looked for in both languages.
pub(super) struct Passages<'a> {
    aspects: &'a [Aspect],
    chinese: bool,
    /// What is looked for in texts of the need's language.
    own: Vec<Sought>,
    /// What is looked for in texts of the other language.
    other: Vec<Sought>,
}

impl<'a> Passages<'a> {
    pub(super) fn new(engine: &Engine, need: &NeedText, aspects: &'a [Aspect]) -> Self {
        let chinese = is_chinese(&need.text());
        let own = aspects.iter().map(|a| plain(engine, &a.words, &need.title)).collect();
        let other = aspects
            .iter()
            .map(|a| if chinese { across(engine, &a.words) } else { plain(engine, &a.words, "") })
            .collect();
        Self { aspects, chinese, own, other }
    }

    /// Finds the best passages of an expert for every aspect.
    pub(super) fn answers(&self, engine: &Engine, expert: u32, most: usize) -> Vec<AspectAnswer> {
        let mut found: Vec<Vec<(f32, AspectClass, Quote)>> = vec![Vec::new(); self.aspects.len()];
        for item in engine.model.own(expert) {
            match &engine.sources[*item as usize] {
                Source::Evidence(e) => {
                    let about = (e.id.as_str(), e.kind.as_str(), e.title.as_str(), e.year);
                    self.look(engine, &e.title, "title", about, &mut found);
                    self.look(engine, &e.body, "body", about, &mut found);
                }
                Source::Profile(whose) => {
                    let said = &engine.experts[*whose as usize].text;
                    let about = ("profile", "", "", None);
                    self.look(engine, &said.profile, "profile", about, &mut found);
                    self.look(engine, &said.specialities.join("\n"), "specialities", about, &mut found);
                }
            }
        }
        (1..)
            .zip(self.aspects)
            .zip(found)
            .map(|((number, aspect), mut list)| {
                list.sort_by(|a, b| {
                    b.1.cmp(&a.1).then_with(|| b.0.total_cmp(&a.0)).then_with(|| a.2.doc.cmp(&b.2.doc))
                });
                let class = list.first().map_or(AspectClass::Gap, |(_, class, _)| *class);
                let quotes =
                    list.into_iter().filter(|(_, c, _)| *c == class).take(most).map(|(_, _, q)| q).collect();
                AspectAnswer { number, label: aspect.label.clone(), class, quotes }
            })
            .collect()
    }

    fn look(
        &self,
        engine: &Engine,
        text: &str,
        field: &'static str,
        about: (&str, &str, &str, Option<i32>),
        found: &mut [Vec<(f32, AspectClass, Quote)>],
    ) {
        if text.is_empty() {
            return;
        }
        let same = is_chinese(text) == self.chinese;
        let spans = bag_spans(text);
        for (start, end) in sentences(text) {
            let mut tokens: BTreeSet<String> = spans
                .iter()
                .filter(|(_, s, e)| *s >= start && *e <= end)
                .map(|(t, _, _)| t.clone())
                .collect();
            if !same && !self.chinese {
                // An English aspect is looked for in what a Chinese sentence may mean.
                tokens.extend(meanings(engine, &text[start..end]));
            }
            let has_figure = text[start..end].chars().any(|c| c.is_ascii_digit());
            let sought = if same { &self.own } else { &self.other };
            for (at, wanted) in sought.iter().enumerate() {
                let fit = wanted.fit(|t| tokens.contains(t));
                let class = match fit.own {
                    own if own >= HIT && (!self.aspects[at].measured || has_figure) => AspectClass::Hit,
                    own if own >= NEAR => AspectClass::Near,
                    _ => continue,
                };
                let score = fit.own + 0.3 * fit.context + if has_figure { 0.1 } else { 0.0 };
                let (start, end) = shorten(text, start, end);
                let (doc, kind, title, year) = about;
                let quote = Quote {
                    doc: doc.to_owned(),
                    field,
                    start,
                    end,
                    text: text[start..end].to_owned(),
                    kind: kind.to_owned(),
                    title: title.to_owned(),
                    year,
                    translated: !same,
                };
                found[at].push((score, class, quote));
            }
        }
    }
}

/// Cuts a very long sentence at a character, from its beginning.
fn shorten(text: &str, start: usize, end: usize) -> (usize, usize) {
    let piece = &text[start..end];
    match piece.char_indices().nth(LONGEST) {
        Some((at, _)) => (start, start + at),
        None => (start, end),
    }
}

/// Pairs of characters say more than single ones; a word of one character must do with itself.
fn telling(words: &str) -> Vec<String> {
    let all: BTreeSet<String> = bag_spans(words).into_iter().map(|(t, _, _)| t).collect();
    let long: Vec<String> =
        all.iter().filter(|t| t.chars().nth(1).is_some() || !t.chars().all(is_han)).cloned().collect();
    if long.is_empty() { all.into_iter().collect() } else { long }
}

fn plain(engine: &Engine, words: &str, around: &str) -> Sought {
    let slot = |token: String| Slot::plain(&token, engine.model.corpus().idf(&token));
    let own: Vec<Slot> = telling(words).into_iter().map(slot).collect();
    let known: BTreeSet<String> = own.iter().map(|s| s.word.clone()).collect();
    let context = telling(around).into_iter().filter(|t| !known.contains(t)).map(slot).collect();
    Sought { own, context }
}

/// Looks for a Chinese aspect in English: every concept of the word list by its glosses.
fn across(engine: &Engine, words: &str) -> Sought {
    let concepts = engine.model.lexicon().concepts(&analysed(words).runs);
    let mut own: BTreeMap<String, Slot> = BTreeMap::new();
    for concept in concepts {
        // A concept without a gloss still counts as missing, or half a word would pass for the whole.
        let weight =
            concept.senses.iter().flatten().map(|t| engine.model.corpus().idf(t)).fold(2.0, f32::max);
        own.insert(concept.head.clone(), Slot { word: concept.head, weight, senses: concept.senses });
    }
    Sought { own: own.into_values().collect(), context: Vec::new() }
}

fn meanings(engine: &Engine, sentence: &str) -> Vec<String> {
    let concepts = engine.model.lexicon().concepts(&analysed(sentence).runs);
    concepts
        .into_iter()
        .filter(|c| c.head.chars().nth(1).is_some())
        .flat_map(|c| c.senses.into_iter().flatten())
        .collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::sentences;
    use crate::engine::{AspectClass, Engine, EvidenceText, ExpertText, IndicatorText, NeedText, lexicon};

    fn expert(key: &str, body: &str) -> ExpertText {
        let evidence = EvidenceText {
            id: format!("{key}-1"),
            title: "题目".to_owned(),
            body: body.to_owned(),
            ..EvidenceText::default()
        };
        ExpertText { key: key.to_owned(), evidence: vec![evidence], ..ExpertText::default() }
    }

    fn asked(name: &str, target: &str) -> NeedText {
        let indicator =
            IndicatorText { name: name.to_owned(), target: target.to_owned(), unit: "μm".to_owned() };
        NeedText {
            title: "油泵柱塞耐磨涂层".to_owned(), indicators: vec![indicator], ..NeedText::default()
        }
    }

    #[test]
    fn sentences_end_where_people_end_them() {
        let text = "磨损量为 2.6 µm。全程未见卡滞；\n Next one. 3.5 mm left";
        let pieces: Vec<&str> = sentences(text).into_iter().map(|(a, b)| &text[a..b]).collect();
        assert_eq!(pieces, ["磨损量为 2.6 µm。", "全程未见卡滞；", "Next one.", "3.5 mm left"]);
    }

    #[test]
    fn a_sentence_with_a_figure_answers_and_one_without_comes_near() {
        let experts = vec![
            expert("a", "涂层柱塞经 500 h 台架试验磨损量为 2.6 µm。其余从略。"),
            expert("b", "我们研究过磨损量的测量。"),
            expert("c", "冷冻虾仁的净水率。"),
        ];
        let engine = Engine::build(experts, &Arc::new(lexicon(Vec::new())));
        let ranking = engine.rank(&asked("磨损量", "≤ 3"), 0);
        let class =
            |key: &str| ranking.candidates.iter().find(|c| c.expert == key).map(|c| c.aspects[0].class);
        assert_eq!(class("a"), Some(AspectClass::Hit));
        assert_eq!(class("b"), Some(AspectClass::Near));
        assert_eq!(class("c"), Some(AspectClass::Gap));
        let quote =
            &ranking.candidates.iter().find(|c| c.expert == "a").expect("it is ranked").aspects[0].quotes[0];
        assert_eq!(quote.text, "涂层柱塞经 500 h 台架试验磨损量为 2.6 µm。");
        assert_eq!((quote.start, quote.end), (0, quote.text.len()));
    }

    #[test]
    fn the_parts_of_a_score_are_the_score() {
        let experts =
            vec![expert("a", "涂层柱塞磨损量为 2.6 µm。"), expert("b", "磨损"), expert("c", "虾仁")];
        let engine = Engine::build(experts, &Arc::new(lexicon(Vec::new())));
        for candidate in engine.rank(&asked("磨损量", "≤ 3"), 0).candidates {
            let sum: f64 = candidate.contributions.iter().map(|c| c.score).sum();
            assert!((sum - candidate.score).abs() < 1e-6, "{candidate:?}");
        }
    }

    #[test]
    fn an_english_passage_answers_a_chinese_aspect_through_the_word_list() {
        let list = lexicon(vec![
            ("磨损".to_owned(), vec!["wear".to_owned()]),
            ("量".to_owned(), vec!["amount".to_owned(), "loss".to_owned()]),
        ]);
        let experts = vec![expert("a", "Wear loss of 2.1 um after 500 h."), expert("b", "Frozen shrimp.")];
        let engine = Engine::build(experts, &Arc::new(list));
        let ranking = engine.rank(&asked("磨损量", "≤ 3"), 0);
        let first = ranking.candidates.iter().find(|c| c.expert == "a").expect("it is ranked");
        assert_eq!(first.aspects[0].class, AspectClass::Hit);
        assert!(first.aspects[0].quotes[0].translated);
    }
}
