//! Which sentence of a candidate's texts answers which aspect of a need.

use std::collections::BTreeSet;

use matching::{Fit, Run, Slot, Sought};
use search::analysis::{bag_spans, is_chinese, is_han};

use super::answer::{AspectAnswer, AspectClass, Quote};
use super::build::{Engine, Source};
use super::sentence::{clauses, figures, has_figure, joined, sentences, shorten};
use super::text::{NeedText, analysed};

/// One thing a need asks for.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Aspect {
    pub(super) label: String,
    /// The words that must be spoken of.
    words: String,
    /// Whether it is an indicator, whose last word names the quantity, rather than a sentence of the problem.
    indicator: bool,
    /// Whether a figure is asked for, so that a passage without one is only near.
    measured: bool,
    /// The unit of that figure; may be empty.
    unit: String,
    /// What the figure has to reach: at most or at least so much.
    reach: Option<Reach>,
}

/// What a figure has to reach.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Reach {
    AtMost(f64),
    AtLeast(f64),
}

impl Reach {
    /// Reads a target such as `≤ 0.02`; `None` for ranges, equalities and words.
    fn of(target: &str) -> Option<Self> {
        let target = target.trim();
        let figure = |rest: &str| rest.trim().replace('−', "-").parse::<f64>().ok();
        match target.chars().next()? {
            '≤' | '＜' | '<' => figure(target.trim_start_matches(['≤', '＜', '<', '='])).map(Self::AtMost),
            '≥' | '＞' | '>' => {
                figure(target.trim_start_matches(['≥', '＞', '>', '='])).map(Self::AtLeast)
            }
            _ => None,
        }
    }

    /// Tells whether one of the figures reaches it; where none could be read nothing speaks against it.
    fn reached_by(self, figures: &[f64]) -> bool {
        figures.is_empty()
            || figures.iter().any(|figure| match self {
                Self::AtMost(most) => *figure <= most,
                Self::AtLeast(least) => *figure >= least,
            })
    }
}

/// Share of an aspect's own words from which a sentence answers it.
const HIT: f32 = 0.55;
/// Share from which it comes near.
const NEAR: f32 = 0.34;
/// Words by which a sentence says what somebody wanted, not what was reached; it comes near at most.
const WISHES: [&str; 12] = [
    "希望",
    "期望",
    "要求",
    "想要",
    "想把",
    "拟将",
    "期待",
    "目标是",
    "目標是",
    "wishes to",
    "wanted to",
    "hopes to",
];
/// Most pieces of a problem that are asked where there are no indicators.
const PIECES: usize = 5;

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
                indicator: true,
                measured: i.target.chars().any(|c| c.is_ascii_digit()),
                unit: i.unit.clone(),
                reach: Reach::of(&i.target),
            })
            .collect();
    }
    let text = if need.description.trim().is_empty() { &need.title } else { &need.description };
    sentences(text)
        .into_iter()
        .map(|(start, end)| text[start..end].trim().to_owned())
        .filter(|s| s.chars().count() >= 6)
        .take(PIECES)
        .map(|s| Aspect {
            label: s.chars().take(60).collect(),
            words: s,
            indicator: false,
            measured: false,
            unit: String::new(),
            reach: None,
        })
        .collect()
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
            .map(
                |a| if chinese { across(engine, &a.words, &need.title) } else { plain(engine, &a.words, "") },
            )
            .collect();
        Self { aspects, chinese, own, other }
    }

    /// Finds the best passages of an expert for every aspect.
    pub(super) fn answers(&self, engine: &Engine, expert: u32, most: usize) -> Vec<AspectAnswer> {
        let mut found: Vec<Vec<(f32, AspectClass, Quote)>> = vec![Vec::new(); self.aspects.len()];
        for item in engine.model.own(expert) {
            match &engine.sources[*item as usize] {
                Source::Evidence(e) => {
                    let about = About {
                        doc: &e.id,
                        kind: &e.kind,
                        title: &e.title,
                        year: e.year,
                        subject: tokens(&format!("{} {}", e.title, e.keywords.join(" "))),
                    };
                    self.look(engine, &e.title, "title", &about, &mut found);
                    self.look(engine, &e.body, "body", &about, &mut found);
                }
                Source::Profile(whose) => {
                    let said = &engine.experts[*whose as usize].text;
                    let about = About { doc: "profile", ..About::default() };
                    self.look(engine, &said.profile, "profile", &about, &mut found);
                    self.look(engine, &said.specialities.join("\n"), "specialities", &about, &mut found);
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
        about: &About<'_>,
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
            let wished = WISHES.iter().any(|w| text[start..end].contains(w));
            let sought = if same { &self.own } else { &self.other };
            for (at, wanted) in sought.iter().enumerate() {
                let aspect = &self.aspects[at];
                let fit = wanted.fit(|t| tokens.contains(t), |t| about.subject.contains(t));
                let figure = has_figure(&text[start..end], &aspect.unit);
                let reached =
                    || aspect.reach.is_none_or(|r| r.reached_by(&figures(&text[start..end], &aspect.unit)));
                let class = match fit.own {
                    own if own >= HIT && !wished && (!aspect.measured || figure && reached()) => {
                        AspectClass::Hit
                    }
                    own if own >= NEAR && comes_near(aspect, wanted, fit, figure, |t| tokens.contains(t)) => {
                        AspectClass::Near
                    }
                    _ => continue,
                };
                let score = fit.own + 0.3 * fit.context + if figure { 0.1 } else { 0.0 };
                let speaks = |clause: &std::ops::Range<usize>| {
                    let words = spans.iter().filter(|(_, s, e)| *s >= clause.start && *e <= clause.end);
                    let mut own: BTreeSet<String> = words.map(|(t, _, _)| t.clone()).collect();
                    if !same && !self.chinese {
                        own.extend(meanings(engine, &text[clause.clone()]));
                    }
                    wanted.own.iter().any(|slot| slot.found(|t| own.contains(t)).is_some())
                        || aspect.measured
                            && !aspect.unit.is_empty()
                            && has_figure(&text[clause.clone()], &aspect.unit)
                };
                let marks = joined(text, clauses(text, start, end).into_iter().filter(speaks).collect());
                let (start, end) = shorten(text, start, end, &marks);
                let quote = Quote::new(text, field, start..end, marks, about, !same);
                found[at].push((score, class, quote));
            }
        }
    }
}

/// Tells whether a passage that has part of an aspect's words is about the same quantity and the same thing: one
/// shared word alone, such as the calibration in "downtime for calibration", says neither.
fn comes_near(aspect: &Aspect, wanted: &Sought, fit: Fit, figure: bool, has: impl Fn(&str) -> bool) -> bool {
    if !aspect.indicator {
        return true;
    }
    let quantity =
        figure && !aspect.unit.is_empty() || wanted.own.last().is_some_and(|head| head.found(has).is_some());
    quantity && (fit.own >= HIT || fit.context > 0.0 || wanted.context.is_empty())
}

/// Where a passage stands.
#[derive(Default)]
pub(super) struct About<'a> {
    pub(super) doc: &'a str,
    pub(super) kind: &'a str,
    pub(super) title: &'a str,
    pub(super) year: Option<i32>,
    /// What the whole item is about, so that a sentence need not repeat it.
    pub(super) subject: BTreeSet<String>,
}

pub(super) fn tokens(text: &str) -> BTreeSet<String> {
    bag_spans(text).into_iter().map(|(t, _, _)| t).collect()
}

/// Pairs of characters say more than single ones; a word of one character must do with itself.
pub(super) fn telling(words: &str) -> Vec<String> {
    let all: BTreeSet<String> = bag_spans(words).into_iter().map(|(t, _, _)| t).collect();
    let long: Vec<String> =
        all.iter().filter(|t| t.chars().nth(1).is_some() || !t.chars().all(is_han)).cloned().collect();
    if long.is_empty() { all.into_iter().collect() } else { long }
}

fn plain(engine: &Engine, words: &str, around: &str) -> Sought {
    let slot = |token: String| Slot::plain(&token, engine.model.corpus().idf(&token));
    let mut own = whole_words(engine, words);
    if own.is_empty() {
        let telling: BTreeSet<String> = telling(words).into_iter().collect();
        let mut order: Vec<String> = Vec::new();
        for (token, _, _) in bag_spans(words).into_iter().filter(|(t, _, _)| telling.contains(t)) {
            order.retain(|known| *known != token);
            order.push(token);
        }
        own = order.into_iter().map(slot).collect();
    }
    let known: BTreeSet<&str> =
        own.iter().flat_map(|s| s.senses.iter().flatten()).map(String::as_str).collect();
    let context = telling(around).into_iter().filter(|t| !known.contains(t.as_str())).map(slot).collect();
    Sought { own, context }
}

/// Cuts a Chinese aspect into the words of the list and what lies between them: the pair of characters that two
/// words share at their border is rare and says nothing. Empty for texts without Chinese.
fn whole_words(engine: &Engine, words: &str) -> Vec<Slot> {
    let analysed = analysed(words);
    let mut pieces: Vec<String> = Vec::new();
    for run in &analysed.runs {
        let mut joins = false;
        for concept in engine.model.lexicon().concepts(std::slice::from_ref(run)) {
            let single = matches!(run, Run::Han(_)) && concept.head.chars().nth(1).is_none();
            match pieces.last_mut() {
                Some(last) if single && joins => last.push_str(&concept.head),
                _ => pieces.push(concept.head),
            }
            joins = single;
        }
    }
    let mut own: Vec<Slot> = Vec::new();
    for piece in pieces.into_iter().filter(|p| p.chars().nth(1).is_some() || !p.chars().all(is_han)) {
        let tokens = telling(&piece);
        let weight = tokens.iter().map(|t| engine.model.corpus().idf(t)).fold(0.0, f32::max);
        own.retain(|slot| slot.word != piece);
        own.push(Slot { word: piece, weight, senses: vec![tokens] });
    }
    own
}

/// Looks for a Chinese aspect in English: every concept of the word list by its glosses.
fn across(engine: &Engine, words: &str, around: &str) -> Sought {
    let own = glossed(engine, words);
    let context = glossed(engine, around);
    let context = context.into_iter().filter(|c| own.iter().all(|slot| slot.word != c.word)).collect();
    Sought { own, context }
}

/// Cuts a text into the concepts of the word list, each to be found by its glosses, in their order.
fn glossed(engine: &Engine, words: &str) -> Vec<Slot> {
    let mut slots: Vec<Slot> = Vec::new();
    for concept in engine.model.lexicon().concepts(&analysed(words).runs) {
        // A concept without a gloss still counts as missing, or half a word would pass for the whole.
        let weight =
            concept.senses.iter().flatten().map(|t| engine.model.corpus().idf(t)).fold(2.0, f32::max);
        slots.retain(|slot| slot.word != concept.head);
        slots.push(Slot { word: concept.head, weight, senses: concept.senses });
    }
    slots
}

pub(super) fn meanings(engine: &Engine, sentence: &str) -> Vec<String> {
    let concepts = engine.model.lexicon().concepts(&analysed(sentence).runs);
    concepts
        .into_iter()
        .filter(|c| c.head.chars().nth(1).is_some())
        .flat_map(|c| c.senses.into_iter().flatten())
        .collect()
}

#[cfg(test)]
mod tests;
