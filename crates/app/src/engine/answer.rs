//! Answers with their evidence: ranked candidates, what each quotes for every aspect of a need, and what is missing.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use domain::matching::Band;
use matching::Source as Part;

use super::build::{Engine, Source};
use super::passages::{About, Passages, aspects};
use super::text::{NeedText, analysed};
use super::theme::Theme;

/// How well a candidate answers one aspect.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum AspectClass {
    /// Nothing speaks to it.
    Gap,
    /// Something near; to be verified.
    Near,
    /// A passage answers it.
    Hit,
}

/// An exact passage of a stored text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    /// The evidence item, or `profile`.
    pub doc: String,
    /// `title`, `body`, `profile` or `specialities` (joined by line breaks).
    pub field: &'static str,
    /// First byte in that field's text.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// The passage itself.
    pub text: String,
    /// What in it speaks to the need, in bytes of `text`; in order, apart from each other, never none.
    pub marks: Vec<Range<usize>>,
    /// The kind of evidence; empty for the profile.
    pub kind: String,
    /// The item's title; empty for the profile.
    pub title: String,
    /// The item's year.
    pub year: Option<i32>,
    /// Whether it answers in another language, through the word list.
    pub translated: bool,
}

impl Quote {
    /// Cuts a passage out of a field's text; `marks` are spans of that text, and all is marked when there are none.
    pub(super) fn new(
        text: &str,
        field: &'static str,
        span: Range<usize>,
        marks: Vec<Range<usize>>,
        about: &About<'_>,
        translated: bool,
    ) -> Self {
        let inside = marks.into_iter().filter(|m| m.start >= span.start && m.end <= span.end);
        let mut marks: Vec<_> = inside.map(|m| m.start - span.start..m.end - span.start).collect();
        if marks.is_empty() {
            marks.push(0..span.len());
        }
        Self {
            doc: about.doc.to_owned(),
            field,
            start: span.start,
            end: span.end,
            text: text[span].to_owned(),
            marks,
            kind: about.kind.to_owned(),
            title: about.title.to_owned(),
            year: about.year,
            translated,
        }
    }
}

/// What a candidate has to say to one aspect.
#[derive(Debug, Clone, PartialEq)]
pub struct AspectAnswer {
    /// The aspect's number, from 1.
    pub number: usize,
    /// The aspect in the need's words.
    pub label: String,
    /// How well it is answered.
    pub class: AspectClass,
    /// The best passages, the best first; none for a gap.
    pub quotes: Vec<Quote>,
}

/// What an item adds to a score.
#[derive(Debug, Clone, PartialEq)]
pub struct Contribution {
    /// The evidence item, `profile`, or `archive` for the whole archive of a team.
    pub doc: String,
    /// How much; all together are the score.
    pub score: f64,
}

/// A reason made from features, for people to read in their language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// Works in the need's technical field.
    SameField(String),
    /// So many fitting items since a year.
    RecentEvidence {
        /// How many.
        items: usize,
        /// Since when.
        since: i32,
    },
    /// So many fitting items at all.
    Evidence(usize),
    /// Working languages.
    Languages(Vec<String>),
    /// Part of the fit goes through the bilingual word list.
    Translated,
}

/// An expert as an answer to a need.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// The expert's key.
    pub expert: String,
    /// The place among all experts, from 1.
    pub rank: usize,
    /// The score, comparable across needs.
    pub score: f64,
    /// How sure the evidence makes us.
    pub band: Band,
    /// Every aspect with its quotes, or its gap.
    pub aspects: Vec<AspectAnswer>,
    /// What the items that count most say about the problem as a whole; empty only where nothing fits at all.
    pub theme: Vec<Quote>,
    /// Why.
    pub reasons: Vec<Reason>,
    /// What every item adds, the most first.
    pub contributions: Vec<Contribution>,
}

/// A team as an answer to a need.
#[derive(Debug, Clone, PartialEq)]
pub struct TeamCandidate {
    /// The team's key.
    pub team: String,
    /// The members' scores together, shrunk by their number.
    pub score: f64,
    /// The members that carry it, the best first.
    pub members: Vec<String>,
}

/// A ranked answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Ranking {
    /// The best candidates.
    pub candidates: Vec<Candidate>,
    /// The aspects that were asked, in their order.
    pub aspects: Vec<String>,
    /// Whether the best is below the line, so that nobody should be proposed.
    pub nobody_suitable: bool,
    /// How many experts were searched.
    pub experts: usize,
    /// How many documents were searched.
    pub documents: usize,
}

/// Share of the need's self-score from which a fit is strong; provisional, until decisions calibrate it.
const STRONG: f64 = 0.20;
/// Share of the need's self-score from which a fit is possible; provisional.
const POSSIBLE: f64 = 0.07;
/// Share of the need's self-score below which the best of all is nobody; provisional.
const NOBODY: f64 = 0.025;
/// Quotes kept for one aspect.
const QUOTES: usize = 2;
/// Years that count as recent.
const RECENT: i32 = 3;

/// What is looked for in the texts of every candidate of a need.
struct Spoken<'a> {
    passages: Passages<'a>,
    theme: Theme,
}

impl Engine {
    /// Ranks the experts for a need and explains the best.
    pub fn rank(&self, need: &NeedText, top: usize) -> Ranking {
        let (experts, documents) = self.size();
        let answer = self.ask(need);
        let order = order(&answer.scores, |e| self.experts[e].text.key.as_str());
        let whole = self.model.self_score(&analysed(&need.text()));
        let asked = aspects(need);
        let shown = if top == 0 { order.len() } else { top.min(order.len()) };
        let spoken = Spoken { passages: Passages::new(self, need, &asked), theme: Theme::new(self, need) };
        let candidates: Vec<Candidate> = (1..)
            .zip(&order[..shown])
            .map(|(rank, e)| self.candidate(need, &answer, *e, rank, whole, &spoken))
            .collect();
        let best = candidates.first().map_or(0.0, |c| c.score / whole);
        let answered = candidates.iter().any(|c| c.aspects.iter().any(|a| a.class == AspectClass::Hit));
        Ranking {
            nobody_suitable: best < NOBODY && !answered,
            aspects: asked.into_iter().map(|a| a.label).collect(),
            candidates,
            experts,
            documents,
        }
    }

    /// Explains any expert for a need, by the same way as the ranking; `None` for an unknown key.
    pub fn explain(&self, need: &NeedText, expert: &str) -> Option<Candidate> {
        let place = self.place(expert)? as usize;
        let answer = self.ask(need);
        let order = order(&answer.scores, |e| self.experts[e].text.key.as_str());
        let rank = order.iter().position(|e| *e == place)? + 1;
        let whole = self.model.self_score(&analysed(&need.text()));
        let asked = aspects(need);
        let spoken = Spoken { passages: Passages::new(self, need, &asked), theme: Theme::new(self, need) };
        Some(self.candidate(need, &answer, place, rank, whole, &spoken))
    }

    /// Ranks teams as teams: what their members bring together.
    pub fn teams(&self, need: &NeedText, top: usize) -> Vec<TeamCandidate> {
        let answer = self.ask(need);
        let mut members: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (e, card) in self.experts.iter().enumerate() {
            if let Some(team) = &card.text.team {
                members.entry(team).or_default().push(e);
            }
        }
        let mut teams: Vec<TeamCandidate> = members
            .into_iter()
            .map(|(team, mut list)| {
                let sum: f64 = list.iter().map(|e| answer.scores[*e]).sum();
                list.sort_by(|a, b| answer.scores[*b].total_cmp(&answer.scores[*a]));
                let score = sum / (list.len() as f64).sqrt();
                let members = list.iter().take(3).map(|e| self.experts[*e].text.key.clone()).collect();
                TeamCandidate { team: team.to_owned(), score, members }
            })
            .collect();
        teams.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.team.cmp(&b.team)));
        teams.truncate(top);
        teams
    }

    fn candidate(
        &self,
        need: &NeedText,
        answer: &matching::Answer,
        e: usize,
        rank: usize,
        whole: f64,
        spoken: &Spoken<'_>,
    ) -> Candidate {
        let card = &self.experts[e].text;
        let mut contributions: Vec<Contribution> = self
            .model
            .parts(answer, e as u32)
            .into_iter()
            .filter(|(_, score)| *score != 0.0)
            .map(|(part, score)| Contribution { doc: self.name_of(part), score })
            .collect();
        contributions.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.doc.cmp(&b.doc)));
        let aspects: Vec<AspectAnswer> = spoken.passages.answers(self, e as u32, QUOTES);
        let docs = contributions.iter().filter(|c| c.score > 0.0).map(|c| c.doc.as_str());
        let theme = spoken.theme.quotes(self, e as u32, docs, QUOTES);
        let score = answer.scores[e];
        let band = band(score / whole, &aspects);
        let reasons = self.reasons(need, card, &contributions, &aspects);
        Candidate { expert: card.key.clone(), rank, score, band, aspects, theme, reasons, contributions }
    }

    fn name_of(&self, part: Part) -> String {
        match part {
            Part::Archive => "archive".to_owned(),
            Part::Item(item) => match &self.sources[item as usize] {
                Source::Evidence(evidence) => evidence.id.clone(),
                Source::Profile(_) => "profile".to_owned(),
            },
        }
    }

    fn reasons(
        &self,
        need: &NeedText,
        card: &super::ExpertText,
        contributions: &[Contribution],
        aspects: &[AspectAnswer],
    ) -> Vec<Reason> {
        let mut reasons = Vec::new();
        if !need.field.is_empty() && card.fields.contains(&need.field) {
            reasons.push(Reason::SameField(need.field.clone()));
        }
        let most = contributions.first().map_or(0.0, |c| c.score);
        let fitting: BTreeSet<&str> = contributions
            .iter()
            .filter(|c| c.score > most * 0.2 && c.doc != "profile" && c.doc != "archive")
            .map(|c| c.doc.as_str())
            .collect();
        let years: Vec<i32> = self
            .sources
            .iter()
            .filter_map(|s| match s {
                Source::Evidence(e) if fitting.contains(e.id.as_str()) => e.year,
                Source::Evidence(_) | Source::Profile(_) => None,
            })
            .collect();
        let since = self.latest_year() - RECENT + 1;
        let items = years.iter().filter(|y| **y >= since).count();
        if items > 0 {
            reasons.push(Reason::RecentEvidence { items, since });
        } else if !fitting.is_empty() {
            reasons.push(Reason::Evidence(fitting.len()));
        }
        if !card.languages.is_empty() {
            reasons.push(Reason::Languages(card.languages.clone()));
        }
        if aspects.iter().any(|a| a.quotes.iter().any(|q| q.translated)) {
            reasons.push(Reason::Translated);
        }
        reasons
    }

    fn latest_year(&self) -> i32 {
        let years = self.sources.iter().filter_map(|s| match s {
            Source::Evidence(e) => e.year,
            Source::Profile(_) => None,
        });
        years.max().unwrap_or(0)
    }
}

/// Chooses the fewest candidates that answer everything any of them answers; with what each brings.
pub fn smallest_group(candidates: &[Candidate]) -> Vec<(String, Vec<usize>)> {
    let mask = |c: &Candidate| {
        c.aspects
            .iter()
            .filter(|a| a.class == AspectClass::Hit && a.number <= 64)
            .fold(0_u64, |m, a| m | 1 << (a.number - 1))
    };
    let sets: Vec<u64> = candidates.iter().map(mask).collect();
    let mut covered = 0_u64;
    matching::smallest_cover(&sets)
        .into_iter()
        .map(|i| {
            let brings = (1..=64).filter(|n| sets[i] & !covered & (1 << (n - 1)) != 0).collect();
            covered |= sets[i];
            (candidates[i].expert.clone(), brings)
        })
        .collect()
}

fn order<'a>(scores: &[f64], key: impl Fn(usize) -> &'a str) -> Vec<usize> {
    let mut order: Vec<usize> = (0..scores.len()).collect();
    order.sort_by(|a, b| scores[*b].total_cmp(&scores[*a]).then_with(|| key(*a).cmp(key(*b))));
    order
}

/// A score alone makes no strong fit: evidence must answer something, or the aspects must be few.
fn band(share: f64, aspects: &[AspectAnswer]) -> Band {
    let answered: f64 = aspects
        .iter()
        .map(|a| match a.class {
            AspectClass::Hit => 1.0,
            AspectClass::Near => 0.5,
            AspectClass::Gap => 0.0,
        })
        .sum();
    let covered = if aspects.is_empty() { 0.0 } else { answered / aspects.len() as f64 };
    if share >= STRONG && covered >= 0.3 {
        Band::Strong
    } else if share >= POSSIBLE && covered > 0.0 || share >= STRONG {
        Band::Possible
    } else {
        Band::ToVerify
    }
}
