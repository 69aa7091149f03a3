//! Which sentence of a candidate's texts answers which aspect of a need.

use std::collections::{BTreeMap, BTreeSet};

use matching::{Run, Slot, Sought};
use search::analysis::{bag_spans, is_chinese, is_han};

use super::answer::{AspectAnswer, AspectClass, Quote};
use super::build::{Engine, Source};
use super::sentence::{clauses, has_figure, joined, sentences, shorten};
use super::text::{NeedText, analysed};

/// One thing a need asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Aspect {
    pub(super) label: String,
    /// The words that must be spoken of.
    words: String,
    /// Whether a figure is asked for, so that a passage without one is only near.
    measured: bool,
    /// The unit of that figure; may be empty.
    unit: String,
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
                measured: i.target.chars().any(|c| c.is_ascii_digit()),
                unit: i.unit.clone(),
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
            measured: false,
            unit: String::new(),
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
                let class = match fit.own {
                    own if own >= HIT && (!aspect.measured || figure) && !wished => AspectClass::Hit,
                    own if own >= NEAR => AspectClass::Near,
                    _ => continue,
                };
                let score = fit.own + 0.3 * fit.context + if figure { 0.1 } else { 0.0 };
                let (start, end) = shorten(text, start, end);
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
                let quote = Quote::new(text, field, start..end, marks, about, !same);
                found[at].push((score, class, quote));
            }
        }
    }
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
        own = telling(words).into_iter().map(slot).collect();
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
    let mut own: BTreeMap<String, Slot> = BTreeMap::new();
    for piece in pieces.into_iter().filter(|p| p.chars().nth(1).is_some() || !p.chars().all(is_han)) {
        let tokens = telling(&piece);
        let weight = tokens.iter().map(|t| engine.model.corpus().idf(t)).fold(0.0, f32::max);
        own.insert(piece.clone(), Slot { word: piece, weight, senses: vec![tokens] });
    }
    own.into_values().collect()
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

pub(super) fn meanings(engine: &Engine, sentence: &str) -> Vec<String> {
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

    #[test]
    fn a_sentence_need_not_repeat_what_its_title_is_about() {
        let list = lexicon(vec![
            ("轴承".to_owned(), vec!["bearing".to_owned()]),
            ("寿命".to_owned(), vec!["life".to_owned()]),
        ]);
        let mut people = vec![
            expert("a", "额定寿命由 500 h 提高到 1,600 h,噪声不变。"),
            expert("b", "刀具寿命达到 12 %。"),
            expert("c", "虾仁净水率。"),
        ];
        people[0].evidence[0].title = "主轴轴承的疲劳".to_owned();
        people[1].evidence[0].title = "轴承套圈车削".to_owned();
        let engine = Engine::build(people, &Arc::new(list));
        let indicator =
            IndicatorText { name: "轴承寿命".into(), target: "≥ 1500".into(), unit: "h".into() };
        let need =
            NeedText {
                title: "电主轴轴承磨损".into(), indicators: vec![indicator], ..NeedText::default()
            };
        let ranking = engine.rank(&need, 0);
        let of = |key: &str| ranking.candidates.iter().find(|c| c.expert == key).expect("it is ranked");
        let answer = &of("a").aspects[0];
        assert_eq!(answer.class, AspectClass::Hit);
        let quote = &answer.quotes[0];
        let marked: Vec<&str> = quote.marks.iter().map(|m| &quote.text[m.clone()]).collect();
        assert_eq!(marked, ["额定寿命由 500 h 提高到 1,600 h"]);
        // A figure in another unit is no answer.
        assert_eq!(of("b").aspects[0].class, AspectClass::Near);
        assert_eq!(of("c").aspects[0].class, AspectClass::Gap);
    }

    #[test]
    fn what_a_company_wished_for_is_no_answer() {
        let people = vec![
            expert("a", "企业希望磨损量由 9 μm 做到 2 μm。"),
            expert("b", "试验后磨损量由 9 μm 降到 2 μm。"),
            expert("c", "虾仁。"),
        ];
        let engine = Engine::build(people, &Arc::new(lexicon(Vec::new())));
        let ranking = engine.rank(&asked("磨损量", "≤ 3"), 0);
        let class =
            |key: &str| ranking.candidates.iter().find(|c| c.expert == key).map(|c| c.aspects[0].class);
        assert_eq!((class("a"), class("b")), (Some(AspectClass::Near), Some(AspectClass::Hit)));
    }

    #[test]
    fn who_fits_the_problem_is_quoted_even_where_every_indicator_is_a_gap() {
        let people = vec![expert("a", "我们长期研究高速电主轴。另有他事。"), expert("b", "冷冻虾仁。")];
        let engine = Engine::build(people, &Arc::new(lexicon(Vec::new())));
        let need = NeedText { title: "高速电主轴早期失效".into(), ..asked("磨损量", "≤ 3") };
        let ranking = engine.rank(&need, 0);
        let first = &ranking.candidates[0];
        assert_eq!((first.expert.as_str(), first.aspects[0].class), ("a", AspectClass::Gap));
        let quote = &first.theme[0];
        assert_eq!((quote.field, quote.text.as_str()), ("body", "我们长期研究高速电主轴。"));
        assert_eq!(quote.marks.iter().map(|m| &quote.text[m.clone()]).collect::<Vec<_>>(), ["高速电主轴"]);
        assert!(ranking.candidates[1].theme.is_empty());
    }
}
