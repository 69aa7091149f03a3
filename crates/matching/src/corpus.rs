//! The indexed texts: what stands in them, whose they are, and what refers to what.

use rayon::prelude::*;

/// A text after analysis.
#[derive(Debug, Clone, Default)]
pub struct Text {
    /// Its tokens in order, repeated as often as they occur.
    pub bag: Vec<String>,
    /// Its runs of Chinese characters and its Latin stems in order; needed by the bilingual bridge only.
    pub runs: Vec<Run>,
    /// Whether it counts as Chinese.
    pub chinese: bool,
}

/// A stretch of text as the bilingual bridge reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Run {
    /// Chinese characters without a break, folded to Simplified.
    Han(String),
    /// One stemmed Latin word.
    Word(String),
}

/// An item of evidence, or the text a person wrote about themselves.
#[derive(Debug, Clone, Default)]
pub struct Item {
    /// Its text.
    pub text: Text,
    /// Whose it is, as positions in the list of experts.
    pub owners: Vec<u32>,
    /// What it refers to, as positions in the list of items.
    pub cites: Vec<u32>,
    /// Whether it is a self-description rather than evidence.
    pub profile: bool,
}

/// Texts ready to be asked; immutable.
#[derive(Debug, Default)]
pub struct Corpus {
    /// The terms, sorted.
    pub(crate) names: Vec<Box<str>>,
    /// Inverse document frequency of each term.
    pub(crate) idf: Vec<f32>,
    pub(crate) df: Vec<u32>,
    /// Items by term.
    pub(crate) posting_start: Vec<usize>,
    pub(crate) posting_item: Vec<u32>,
    pub(crate) posting_count: Vec<u16>,
    /// Terms by item.
    pub(crate) item_start: Vec<usize>,
    pub(crate) item_term: Vec<u32>,
    pub(crate) item_count: Vec<u16>,
    /// BM25 length factor `k1 (1 − b + b · length / mean length)` of each item.
    pub(crate) stretch: Vec<f32>,
    /// One over the length of each item's tf-idf vector; 0 for an empty item.
    pub(crate) shrink: Vec<f32>,
    pub(crate) chinese: Vec<bool>,
    pub(crate) profile: Vec<bool>,
}

/// BM25's saturation.
const K1: f32 = 1.2;
/// BM25's length normalisation.
const B: f32 = 0.75;

/// A need's or an item's words as positions in the vocabulary.
#[derive(Debug, Clone, Default)]
pub(crate) struct Query {
    /// Term and count, by term.
    pub(crate) terms: Vec<(u32, u16)>,
    /// Known tokens, repeats counted.
    pub(crate) size: u32,
}

impl Corpus {
    /// Indexes items; the result depends on their order only through the positions it names.
    pub fn build(items: &[Item]) -> Self {
        let mut vocabulary: Vec<&str> =
            items.iter().flat_map(|i| i.text.bag.iter().map(String::as_str)).collect();
        vocabulary.par_sort_unstable();
        vocabulary.dedup();
        let names: Vec<Box<str>> = vocabulary.iter().map(|&t| Box::from(t)).collect();
        let rows: Vec<Vec<(u32, u16)>> = items.par_iter().map(|i| counts(&names, &i.text.bag)).collect();
        let mut corpus = Self { names, ..Self::default() };
        corpus.chinese = items.iter().map(|i| i.text.chinese).collect();
        corpus.profile = items.iter().map(|i| i.profile).collect();
        corpus.item_start.push(0);
        for row in &rows {
            corpus.item_term.extend(row.iter().map(|&(t, _)| t));
            corpus.item_count.extend(row.iter().map(|&(_, c)| c));
            corpus.item_start.push(corpus.item_term.len());
        }
        corpus.invert();
        corpus.weigh(items);
        corpus
    }

    fn invert(&mut self) {
        self.df = vec![0; self.names.len()];
        for &t in &self.item_term {
            self.df[t as usize] += 1;
        }
        self.posting_start = std::iter::once(0)
            .chain(self.df.iter().scan(0usize, |sum, &d| {
                *sum += d as usize;
                Some(*sum)
            }))
            .collect();
        let mut next = self.posting_start.clone();
        self.posting_item = vec![0; self.item_term.len()];
        self.posting_count = vec![0; self.item_term.len()];
        for item in 0..self.items() {
            for at in self.item_start[item]..self.item_start[item + 1] {
                let place = &mut next[self.item_term[at] as usize];
                self.posting_item[*place] = item as u32;
                self.posting_count[*place] = self.item_count[at];
                *place += 1;
            }
        }
    }

    fn weigh(&mut self, items: &[Item]) {
        let n = items.len() as f32;
        self.idf = self.df.iter().map(|&d| (1.0 + (n - d as f32 + 0.5) / (d as f32 + 0.5)).ln()).collect();
        let filled = items.iter().filter(|i| !i.text.bag.is_empty()).count().max(1) as f32;
        let mean = (items.iter().map(|i| i.text.bag.len()).sum::<usize>() as f32 / filled).max(1.0);
        self.stretch = items.iter().map(|i| K1 * (1.0 - B + B * i.text.bag.len() as f32 / mean)).collect();
        self.shrink = (0..self.items())
            .map(|i| {
                let square: f32 = self.row(i).map(|(t, c)| self.weight(t, c).powi(2)).sum();
                if square > 0.0 { square.sqrt().recip() } else { 0.0 }
            })
            .collect();
    }

    /// Returns how many items are indexed, self-descriptions included.
    pub fn items(&self) -> usize {
        self.item_start.len().saturating_sub(1)
    }

    /// Returns how many different terms occur.
    pub fn vocabulary(&self) -> usize {
        self.names.len()
    }

    /// Returns the inverse document frequency of a token; one that occurs nowhere has the highest.
    pub fn idf(&self, token: &str) -> f32 {
        let rarest = (1.0 + (self.items() as f32 + 0.5) / 0.5).ln();
        place(&self.names, token).map_or(rarest, |t| self.idf[t as usize])
    }

    pub(crate) fn row(&self, item: usize) -> impl Iterator<Item = (u32, u16)> + '_ {
        let range = self.item_start[item]..self.item_start[item + 1];
        self.item_term[range.clone()].iter().copied().zip(self.item_count[range].iter().copied())
    }

    pub(crate) fn postings(&self, term: u32) -> impl Iterator<Item = (usize, u16)> + '_ {
        let range = self.posting_start[term as usize]..self.posting_start[term as usize + 1];
        self.posting_item[range.clone()]
            .iter()
            .map(|&i| i as usize)
            .zip(self.posting_count[range].iter().copied())
    }

    /// Returns the tf-idf weight `(1 + ln tf) · idf`, before the vector is scaled to unit length.
    pub(crate) fn weight(&self, term: u32, count: u16) -> f32 {
        (1.0 + f32::from(count).ln()) * self.idf[term as usize]
    }

    /// Returns the unit tf-idf vector of a query over the terms known here.
    pub(crate) fn unit_vector(&self, query: &Query) -> Vec<(u32, f32)> {
        let mut v: Vec<(u32, f32)> = query.terms.iter().map(|&(t, c)| (t, self.weight(t, c))).collect();
        let length = v.iter().map(|(_, w)| w * w).sum::<f32>().sqrt();
        if length > 0.0 {
            v.iter_mut().for_each(|(_, w)| *w /= length);
        }
        v
    }

    pub(crate) fn unit_row(&self, item: usize) -> impl Iterator<Item = (u32, f32)> + '_ {
        self.row(item).map(move |(t, c)| (t, self.weight(t, c) * self.shrink[item]))
    }

    pub(crate) fn query(&self, bag: &[String]) -> Query {
        let terms = counts(&self.names, bag);
        let size = terms.iter().map(|&(_, c)| u32::from(c)).sum();
        Query { terms, size }
    }

    /// Returns an item as if it were asked.
    pub(crate) fn query_of(&self, item: usize) -> Query {
        let terms: Vec<(u32, u16)> = self.row(item).collect();
        let size = terms.iter().map(|&(_, c)| u32::from(c)).sum();
        Query { terms, size }
    }

    /// Returns BM25 over each item divided by the query's summed idf, and the tf-idf cosine.
    pub(crate) fn words(&self, query: &Query) -> (Vec<f32>, Vec<f32>) {
        let (mut bm25, mut cosine) = (vec![0.0f32; self.items()], vec![0.0f32; self.items()]);
        let total: f32 = query.terms.iter().map(|&(t, _)| self.idf[t as usize]).sum();
        if total <= 0.0 {
            return (bm25, cosine);
        }
        for (term, weight) in self.unit_vector(query) {
            let idf = self.idf[term as usize];
            let (share, weight) = (idf * (K1 + 1.0) / total, weight * idf);
            for (item, count) in self.postings(term) {
                let tf = f32::from(count);
                bm25[item] += share * tf / (tf + self.stretch[item]);
                cosine[item] += weight * log_count(count) * self.shrink[item];
            }
        }
        (bm25, cosine)
    }
}

/// Returns `1 + ln tf`; most counts are one, which needs no logarithm.
fn log_count(count: u16) -> f32 {
    if count == 1 { 1.0 } else { 1.0 + f32::from(count).ln() }
}

fn counts(names: &[Box<str>], bag: &[String]) -> Vec<(u32, u16)> {
    let mut known: Vec<u32> = bag.iter().filter_map(|t| place(names, t)).collect();
    known.sort_unstable();
    known
        .chunk_by(|a, b| a == b)
        .map(|same| (same[0], same.len().min(usize::from(u16::MAX)) as u16))
        .collect()
}

fn place(names: &[Box<str>], term: &str) -> Option<u32> {
    names.binary_search_by(|name| (**name).cmp(term)).ok().map(|i| i as u32)
}
