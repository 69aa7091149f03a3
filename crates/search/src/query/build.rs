//! Engine queries, made by hand from units: the engine's own parser would turn unspaced Chinese into a phrase.

use std::ops::Bound;

use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, Occur, PhraseQuery, Query as EngineQuery,
    RangeQuery, TermQuery, TermSetQuery,
};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{Searcher, Term};

use super::units::{Unit, cut, units};
use super::{Filters, Query, Visibility};
use crate::doc::Audience;
use crate::schema::{Fields, PREFIX, name_key, viewer_code};

/// With two lanes of weight, the phrase and the name this stays within 64 clauses.
const MOST_CLAUSES_OF_UNITS: usize = 40;
const MOST_UNITS: usize = 20;
const MOST_WEIGHED: usize = 10;
const MOST_PARTS: usize = 4;
const MOST_IN_PHRASE: usize = 12;
/// Questions longer than this are descriptions, of which a document holds less.
const LONG_QUESTION: usize = 12;

const TITLE: f32 = 1.5;
const KEYWORDS: f32 = 0.8;
const PHRASE: f32 = 1.5;
const WORD: f32 = 0.4;
const NAME: f32 = 24.0;
const NAME_BEGINS: f32 = 12.0;

/// How many of the units a document must have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Strictness {
    Strict,
    Relaxed,
}

/// What the engine is asked, and whether the words give an order.
pub(super) struct Wanted {
    pub(super) query: Box<dyn EngineQuery>,
    pub(super) ranked: bool,
}

pub(super) struct Builder<'a> {
    pub(super) fields: &'a Fields,
    pub(super) searcher: &'a Searcher,
}

type Clause = (Occur, Box<dyn EngineQuery>);

impl Builder<'_> {
    pub(super) fn build(&self, query: &Query, strictness: Strictness) -> Wanted {
        let mut filters = self.visible(&query.visible);
        filters.extend(self.filters(&query.filters));
        if let Some(kind) = query.kind {
            filters.push(must(term(self.fields.facets[0], kind.code())));
        }
        let filters: Box<dyn EngineQuery> = Box::new(BooleanQuery::new(filters));
        let mut clauses: Vec<Clause> = vec![(Occur::Must, Box::new(ConstScoreQuery::new(filters, 0.0)))];
        let words = self.words(&query.text, strictness);
        let ranked = !words.is_empty();
        clauses.extend(words);
        if !ranked && query.text.chars().any(|c| !c.is_whitespace()) {
            // Nothing but punctuation was asked for: that finds nothing rather than everything.
            clauses.push((Occur::MustNot, Box::new(AllQuery)));
        }
        Wanted { query: Box::new(BooleanQuery::new(clauses)), ranked }
    }

    fn words(&self, text: &str, strictness: Strictness) -> Vec<Clause> {
        let units = self.rarest(units(text));
        let mut either = self.name(text);
        if !units.is_empty() {
            let matched: Vec<Box<dyn EngineQuery>> = units.iter().map(|unit| self.unit(unit)).collect();
            let required = required(units.len(), strictness);
            either.push(Box::new(BooleanQuery::union_with_minimum_required_clauses(matched, required)));
        }
        if either.is_empty() {
            return Vec::new();
        }
        let mut clauses = vec![must(Box::new(BooleanQuery::union(either)))];
        for text in units.iter().filter_map(weighed).take(MOST_WEIGHED) {
            for (field, weight) in [(self.fields.title, TITLE), (self.fields.keywords, KEYWORDS)] {
                clauses.push(should(boosted(counted(field, text), weight)));
            }
        }
        clauses.extend(self.phrase(&units));
        clauses
    }

    /// Keeps the units that the fewest documents have, when there are too many.
    fn rarest(&self, mut units: Vec<Unit>) -> Vec<Unit> {
        let mut clauses = 0;
        if units.len() > MOST_UNITS || units.iter().map(clauses_of).sum::<usize>() > MOST_CLAUSES_OF_UNITS {
            units.sort_by_cached_key(|unit| self.frequency(unit));
            units.retain(|unit| {
                clauses += clauses_of(unit);
                clauses <= MOST_CLAUSES_OF_UNITS
            });
            units.truncate(MOST_UNITS);
        }
        units
    }

    fn frequency(&self, unit: &Unit) -> u64 {
        let text = weighed(unit).unwrap_or_default();
        match self.searcher.doc_freq(&Term::from_field_text(self.fields.text, text)) {
            // What nobody has cannot tell documents apart.
            Ok(0) | Err(_) => u64::MAX,
            Ok(frequency) => frequency,
        }
    }

    fn unit(&self, unit: &Unit) -> Box<dyn EngineQuery> {
        let text = self.fields.text;
        match unit {
            Unit::Term { text: term, word: None, .. } => counted(text, term),
            Unit::Term { text: term, word: Some(word), .. } => {
                Box::new(BooleanQuery::union(vec![counted(text, term), boosted(counted(text, word), WORD)]))
            }
            Unit::Whole { forms, parts } => {
                let mut either: Vec<_> = forms.iter().map(|form| counted(text, form)).collect();
                if !parts.is_empty() {
                    let parts = parts
                        .iter()
                        .take(MOST_PARTS)
                        .map(|part| boosted(counted(text, part), WORD))
                        .collect();
                    either.push(Box::new(BooleanQuery::intersection(parts)));
                }
                Box::new(BooleanQuery::union(either))
            }
        }
    }

    fn phrase(&self, units: &[Unit]) -> Option<Clause> {
        let place = |unit: &Unit| match unit {
            Unit::Term { text, position, .. } => {
                Some((*position, Term::from_field_text(self.fields.text, text)))
            }
            Unit::Whole { .. } => None,
        };
        let mut terms: Vec<(usize, Term)> = units.iter().filter_map(place).collect();
        terms.sort_by_key(|(position, _)| *position);
        terms.truncate(MOST_IN_PHRASE);
        let first = terms.first()?.0;
        let terms: Vec<_> = terms.into_iter().map(|(position, term)| (position - first, term)).collect();
        (terms.len() > 1).then(|| should(boosted(Box::new(PhraseQuery::new_with_offset(terms)), PHRASE)))
    }

    /// The question taken as a name, or as the beginning of one, in characters or in pinyin.
    fn name(&self, text: &str) -> Vec<Box<dyn EngineQuery>> {
        let key = name_key(cut(text));
        let length = key.chars().count();
        if !PREFIX.contains(&length) {
            return if length > *PREFIX.end() && length <= 64 {
                vec![Box::new(ConstScoreQuery::new(term(self.fields.key, &key), NAME))]
            } else {
                Vec::new()
            };
        }
        vec![
            Box::new(ConstScoreQuery::new(term(self.fields.key, &key), NAME)),
            Box::new(ConstScoreQuery::new(term(self.fields.prefix, &key), NAME_BEGINS)),
        ]
    }

    /// Every document has one variant per viewer, so nothing is counted twice and nothing leaks.
    fn visible(&self, visible: &Visibility) -> Vec<Clause> {
        let set = |field: Field, ids: Vec<String>| -> Option<Box<dyn EngineQuery>> {
            let terms = ids.iter().map(|id| Term::from_field_text(field, id));
            (!ids.is_empty()).then(|| Box::new(TermSetQuery::new(terms)) as Box<dyn EngineQuery>)
        };
        let as_viewer = |abroad, audience| must(term(self.fields.viewer, viewer_code(abroad, audience)));
        let own = set(self.fields.owner, texts(&visible.own_organisations));
        let granted = set(self.fields.id, texts(&visible.granted));

        let mut everyone = vec![as_viewer(visible.abroad, visible.everyone)];
        everyone.extend(own.iter().chain(&granted).map(|q| (Occur::MustNot, q.box_clone())));
        let mut ways: Vec<Box<dyn EngineQuery>> = vec![Box::new(BooleanQuery::new(everyone))];
        if let Some(own) = &own {
            let seen = vec![as_viewer(false, Audience::Undertaking), must(own.box_clone())];
            ways.push(Box::new(BooleanQuery::new(seen)));
        }
        if let Some(granted) = granted {
            let mut seen = vec![as_viewer(visible.abroad, Audience::Undertaking), must(granted)];
            seen.extend(own.map(|own| (Occur::MustNot, own)));
            ways.push(Box::new(BooleanQuery::new(seen)));
        }
        let mut clauses = vec![must(Box::new(BooleanQuery::union(ways)))];
        let hidden = set(self.fields.id, texts(&visible.hidden));
        let hidden_organisations = set(self.fields.owner, texts(&visible.hidden_organisations));
        clauses.extend(hidden.into_iter().chain(hidden_organisations).map(|q| (Occur::MustNot, q)));
        clauses
    }

    fn filters(&self, filters: &Filters) -> Vec<Clause> {
        let Filters { fields, countries, teams, languages, evidence, years, foreign, owners } = filters;
        let [_, field, country, team, language, evidence_kind] = self.fields.facets;
        let lists = [
            (field, fields.clone()),
            (country, countries.clone()),
            (team, texts(teams)),
            (language, languages.iter().map(|lang| lang.tag().to_owned()).collect()),
            (evidence_kind, evidence.iter().map(|kind| kind.code().to_owned()).collect()),
            (self.fields.owner, texts(owners)),
        ];
        let mut clauses: Vec<Clause> = lists
            .iter()
            .filter(|(_, values)| !values.is_empty())
            .map(|(field, values)| {
                let terms = values.iter().map(|value| Term::from_field_text(*field, value));
                must(Box::new(TermSetQuery::new(terms)))
            })
            .collect();
        if let Some(years) = years {
            let bound =
                |year: &i16| Bound::Included(Term::from_field_i64(self.fields.year, i64::from(*year)));
            clauses.push(must(Box::new(RangeQuery::new(bound(years.start()), bound(years.end())))));
        }
        if let Some(foreign) = foreign {
            let wanted = Term::from_field_bool(self.fields.foreign, *foreign);
            clauses.push(must(Box::new(TermQuery::new(wanted, IndexRecordOption::Basic))));
        }
        clauses
    }
}

/// How many of `units` a document must have.
///
/// An unspaced Chinese question of k words has 2k − 1 pairs, of which k − 1 are accidents of order, so that 55 % lets every
/// order of the words through.
fn required(units: usize, strictness: Strictness) -> usize {
    let share = |percent: usize| (units * percent).div_ceil(100).max(1);
    match strictness {
        Strictness::Relaxed => (units / 4).max(1),
        Strictness::Strict if units <= 2 => units,
        Strictness::Strict if units <= LONG_QUESTION => share(55),
        Strictness::Strict => share(20),
    }
}

fn clauses_of(unit: &Unit) -> usize {
    match unit {
        Unit::Term { word, .. } => 1 + usize::from(word.is_some()),
        Unit::Whole { forms, parts } => forms.len() + parts.len().min(MOST_PARTS),
    }
}

fn weighed(unit: &Unit) -> Option<&str> {
    match unit {
        Unit::Term { text, .. } => Some(text),
        Unit::Whole { forms, .. } => forms.first().map(String::as_str),
    }
}

fn texts<'a, T: ToString + 'a>(ids: impl IntoIterator<Item = &'a T>) -> Vec<String> {
    ids.into_iter().map(ToString::to_string).collect()
}

fn term(field: Field, text: &str) -> Box<dyn EngineQuery> {
    Box::new(TermQuery::new(Term::from_field_text(field, text), IndexRecordOption::Basic))
}

fn counted(field: Field, text: &str) -> Box<dyn EngineQuery> {
    Box::new(TermQuery::new(Term::from_field_text(field, text), IndexRecordOption::WithFreqs))
}

fn boosted(query: Box<dyn EngineQuery>, boost: f32) -> Box<dyn EngineQuery> {
    Box::new(BoostQuery::new(query, boost))
}

fn must(query: Box<dyn EngineQuery>) -> Clause {
    (Occur::Must, query)
}

fn should(query: Box<dyn EngineQuery>) -> Clause {
    (Occur::Should, query)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Finder, Query};

    #[test]
    fn no_question_makes_more_than_64_clauses() {
        let finder = Finder::in_memory().expect("memory is enough");
        let opened = finder.opened().expect("a new index is ready");
        let searcher = opened.reader.searcher();
        for word in ["running bearings 轴承磨损 ", "5G-NR/6-X ≤0.02 mm ", "wearing "] {
            let text = (0..60).fold(String::new(), |text, n| format!("{text}{word}{n}q "));
            let builder = Builder { fields: &finder.fields, searcher: &searcher };
            let wanted = builder.build(&Query { text, ..Query::default() }, Strictness::Strict);
            let mut leaves = 0;
            wanted.query.query_terms(&mut |_, _| leaves += 1);
            assert!((1..=64).contains(&leaves), "{leaves} for {word}");
        }
    }
}
