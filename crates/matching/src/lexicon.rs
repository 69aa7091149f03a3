//! A bilingual word list: heads in Chinese, glosses as English stems, and vectors of the list itself.

use std::collections::{BTreeMap, HashMap};
use std::sync::OnceLock;

use rayon::prelude::*;

use crate::corpus::Run;
use crate::linalg::{Dense, Sparse, add_scaled, truncated_svd, unit};

/// The longest head that is looked for, in characters.
const LONGEST: usize = 8;
/// Dimensions of the list's vectors.
const DIMENSIONS: usize = 300;

/// A word list ready to gloss.
#[derive(Debug, Default)]
pub struct Lexicon {
    pub(crate) stems: HashMap<Box<str>, u32>,
    names: Vec<Box<str>>,
    heads: HashMap<Box<str>, Box<[(u32, f32)]>>,
    senses: HashMap<Box<str>, Box<[Box<[u32]>]>>,
    vectors: OnceLock<ListVectors>,
}

/// A piece of a Chinese text with what it may be called in English.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Concept {
    /// The piece as it stands, Simplified.
    pub head: String,
    /// Its glosses, each a set of stems; none for a character the list does not know.
    pub senses: Vec<Vec<String>>,
}

/// Vectors of stems and of the short strings heads are made of.
#[derive(Debug, Default)]
pub(crate) struct ListVectors {
    grams: HashMap<Box<str>, u32>,
    idf: Vec<f32>,
    /// Stems first, then grams.
    rows: Dense,
}

impl Lexicon {
    /// Builds a list from heads with their glosses, each gloss a set of stems; equal heads are joined.
    pub fn build(entries: impl IntoIterator<Item = (String, Vec<Vec<String>>)>) -> Self {
        let mut joined: BTreeMap<String, Vec<Vec<String>>> = BTreeMap::new();
        for (head, glosses) in entries {
            joined.entry(head).or_default().extend(glosses.into_iter().filter(|g| !g.is_empty()));
        }
        joined.retain(|head, glosses| !head.is_empty() && !glosses.is_empty());
        let mut names: Vec<&str> = joined.values().flatten().flatten().map(String::as_str).collect();
        names.sort_unstable();
        names.dedup();
        let stems: HashMap<Box<str>, u32> =
            names.iter().enumerate().map(|(i, &s)| (Box::from(s), i as u32)).collect();
        let heads = joined
            .iter()
            .map(|(head, glosses)| {
                let mut table: BTreeMap<u32, f32> = BTreeMap::new();
                for gloss in glosses {
                    let mut set: Vec<u32> = gloss.iter().map(|s| stems[s.as_str()]).collect();
                    set.sort_unstable();
                    set.dedup();
                    let share = 1.0 / set.len() as f32 / glosses.len() as f32;
                    set.into_iter().for_each(|s| *table.entry(s).or_default() += share);
                }
                (Box::from(head.as_str()), table.into_iter().collect())
            })
            .collect();
        let names = names.into_iter().map(Box::from).collect();
        let senses = joined
            .iter()
            .map(|(head, glosses)| {
                let mut senses: Vec<Box<[u32]>> =
                    glosses.iter().map(|g| g.iter().map(|s| stems[s.as_str()]).collect()).collect();
                senses.sort_unstable();
                senses.dedup();
                (Box::from(head.as_str()), senses.into_boxed_slice())
            })
            .collect();
        Self { stems, names, heads, senses, vectors: OnceLock::new() }
    }

    /// Cuts a Chinese text into the longest heads the list knows and single characters it does not know.
    pub fn concepts(&self, runs: &[Run]) -> Vec<Concept> {
        let mut out = Vec::new();
        for run in runs {
            match run {
                Run::Word(w) => out.push(Concept { head: w.clone(), senses: vec![vec![w.clone()]] }),
                Run::Han(text) => self.concepts_of(text, &mut out),
            }
        }
        out
    }

    fn concepts_of(&self, text: &str, out: &mut Vec<Concept>) {
        let at: Vec<usize> = text.char_indices().map(|(i, _)| i).chain([text.len()]).collect();
        let mut i = 0;
        while i + 1 < at.len() {
            let most = LONGEST.min(at.len() - 1 - i);
            let piece = |len: usize| &text[at[i]..at[i + len]];
            let len = (1..=most).rev().find(|&len| self.senses.contains_key(piece(len))).unwrap_or(1);
            let head = piece(len);
            let senses =
                self.senses.get(head).map_or_else(Vec::new, |s| s.iter().map(|g| self.words(g)).collect());
            out.push(Concept { head: head.to_owned(), senses });
            i += len;
        }
    }

    fn words(&self, gloss: &[u32]) -> Vec<String> {
        gloss.iter().map(|&s| self.names[s as usize].clone().into_string()).collect()
    }

    /// Returns how many heads the list has.
    pub fn len(&self) -> usize {
        self.heads.len()
    }

    /// Returns whether the list is empty.
    pub fn is_empty(&self) -> bool {
        self.heads.is_empty()
    }

    /// Returns the weight of every head's gloss found in a Chinese text, summed by stem; `word` names Latin words.
    pub(crate) fn gloss(&self, runs: &[Run], word: impl Fn(&str) -> Option<u32>) -> Vec<(u32, f32)> {
        let mut sum: HashMap<u32, f32> = HashMap::new();
        for run in runs {
            match run {
                Run::Word(w) => {
                    if let Some(id) = word(w) {
                        *sum.entry(id).or_default() += 1.0;
                    }
                }
                Run::Han(text) => self.gloss_run(text, &mut sum),
            }
        }
        let mut out: Vec<(u32, f32)> = sum.into_iter().collect();
        out.sort_unstable_by_key(|(s, _)| *s);
        out
    }

    fn gloss_run(&self, text: &str, sum: &mut HashMap<u32, f32>) {
        let mut add = |entry: &[(u32, f32)], weight: f32| {
            for &(stem, share) in entry {
                *sum.entry(stem).or_default() += weight * share;
            }
        };
        for (start, len, entry) in self.found(text) {
            let taken = start & 1 == 1;
            let weight = match (taken, len) {
                (true, 1) => 0.4,
                (true, _) => 1.0,
                (false, 1) => 0.1,
                (false, _) => 0.3,
            };
            add(entry, weight);
        }
    }

    /// Returns every entry in a run: whether the longest match took it (lowest bit), length in characters, gloss.
    fn found<'a>(&'a self, text: &str) -> Vec<(usize, usize, &'a [(u32, f32)])> {
        let mut at: Vec<usize> = text.char_indices().map(|(i, _)| i).collect();
        at.push(text.len());
        let (mut out, mut free) = (Vec::new(), 0);
        for i in 0..at.len() - 1 {
            let most = LONGEST.min(at.len() - 1 - i);
            for len in (1..=most).rev() {
                if let Some(entry) = self.heads.get(&text[at[i]..at[i + len]]) {
                    let taken = i >= free;
                    if taken {
                        free = i + len;
                    }
                    out.push((usize::from(taken), len, &**entry));
                }
            }
        }
        out
    }

    /// Returns the heads of a run that lead to a stem: the path shown with a match through translation.
    pub(crate) fn paths(&self, runs: &[Run], stem: u32) -> Option<String> {
        let mut best: Option<String> = None;
        for run in runs {
            let Run::Han(text) = run else { continue };
            let at: Vec<usize> = text.char_indices().map(|(i, _)| i).chain([text.len()]).collect();
            for i in 0..at.len() - 1 {
                for len in 1..=LONGEST.min(at.len() - 1 - i) {
                    let head = &text[at[i]..at[i + len]];
                    let leads = self.heads.get(head).is_some_and(|g| g.iter().any(|(s, _)| *s == stem));
                    if leads && best.as_ref().is_none_or(|b| b.len() < head.len()) {
                        best = Some(head.to_owned());
                    }
                }
            }
        }
        best
    }

    pub(crate) fn vectors(&self) -> &ListVectors {
        self.vectors.get_or_init(|| ListVectors::train(self))
    }
}

impl ListVectors {
    fn train(lexicon: &Lexicon) -> Self {
        let mut heads: Vec<(&str, &[(u32, f32)])> = lexicon.heads.iter().map(|(h, g)| (&**h, &**g)).collect();
        heads.par_sort_unstable_by_key(|(head, _)| *head);
        let mut count: BTreeMap<&str, u32> = BTreeMap::new();
        for (head, _) in &heads {
            grams(head).into_iter().for_each(|g| *count.entry(g).or_default() += 1);
        }
        count.retain(|_, n| *n >= 2);
        let first = lexicon.stems.len() as u32;
        let names: HashMap<Box<str>, u32> =
            count.keys().zip(first..).map(|(&g, i)| (Box::from(g), i)).collect();
        let mut df = vec![0u32; lexicon.stems.len()];
        heads.iter().flat_map(|(_, g)| g.iter()).for_each(|(s, _)| df[*s as usize] += 1);
        df.extend(count.values());
        let n = heads.len() as f32;
        let idf: Vec<f32> =
            df.iter().map(|&d| (1.0 + (n - d as f32 + 0.5) / (d as f32 + 0.5)).ln()).collect();
        let mut x = Sparse::new(idf.len());
        for (head, gloss) in &heads {
            let mut stems: Vec<(u32, f32)> =
                gloss.iter().map(|&(s, w)| (s, w.sqrt() * idf[s as usize])).collect();
            let mut parts: Vec<(u32, f32)> =
                grams(head).into_iter().filter_map(|g| names.get(g)).map(|&g| (g, idf[g as usize])).collect();
            parts.sort_unstable_by_key(|(g, _)| *g);
            scale(&mut stems);
            scale(&mut parts);
            x.push_row(stems.into_iter().chain(parts));
        }
        let rows = truncated_svd(&x, DIMENSIONS, 2, 3).right;
        Self { grams: names, idf, rows }
    }

    /// Returns the unit vector of an English text by its stems.
    pub(crate) fn english(&self, stems: impl IntoIterator<Item = u32>) -> Vec<f32> {
        let mut v = vec![0.0; self.rows.cols];
        for s in stems {
            if let Some(&idf) = self.idf.get(s as usize).filter(|_| (s as usize) < self.rows.rows) {
                add_scaled(&mut v, idf, self.rows.row(s as usize));
            }
        }
        unit(&mut v);
        v
    }

    /// Returns the unit vector of a Chinese text by its short strings.
    pub(crate) fn chinese(&self, runs: &[Run]) -> Vec<f32> {
        let mut v = vec![0.0; self.rows.cols];
        for run in runs {
            let Run::Han(text) = run else { continue };
            for gram in grams(text) {
                if let Some(&g) = self.grams.get(gram) {
                    add_scaled(&mut v, self.idf[g as usize], self.rows.row(g as usize));
                }
            }
        }
        unit(&mut v);
        v
    }
}

/// Returns the distinct strings of one to three characters of a run.
fn grams(text: &str) -> Vec<&str> {
    let at: Vec<usize> = text.char_indices().map(|(i, _)| i).chain([text.len()]).collect();
    let mut out: Vec<&str> = (1..=3)
        .flat_map(|len| (0..at.len().saturating_sub(len)).map(move |i| (i, len)))
        .map(|(i, len)| &text[at[i]..at[i + len]])
        .collect();
    out.sort_unstable();
    out.dedup();
    out
}

fn scale(v: &mut [(u32, f32)]) {
    let length = v.iter().map(|(_, w)| w * w).sum::<f32>().sqrt();
    if length > 0.0 {
        v.iter_mut().for_each(|(_, w)| *w /= length);
    }
}
