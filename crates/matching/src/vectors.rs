//! The trained lanes: latent factors of the texts (LSI) and of the words' company (PPMI).

use rayon::prelude::*;

use crate::corpus::{Corpus, Query};
use crate::linalg::{Dense, Sparse, add_scaled, dot, truncated_svd, unit};

/// Dimensions of the text factors.
const LSI: usize = 100;
/// Dimensions of the word factors.
const PPMI: usize = 200;
/// How many words get a vector of their own.
const WORDS: usize = 6_000;
/// Rounds of subspace iteration.
const ROUNDS: usize = 3;
/// Marks a term without a vector.
const NONE: u32 = u32::MAX;

/// Vectors of words and items, learned from the items' texts alone.
#[derive(Debug, Default)]
pub struct Vectors {
    lsi: Lane,
    ppmi: Lane,
}

/// One family of vectors.
#[derive(Debug, Default)]
struct Lane {
    /// Row of `words` of each term, or `NONE`.
    row: Vec<u32>,
    words: Dense,
    /// Taken off every text vector before it is scaled.
    mean: Vec<f32>,
    /// Unit vectors of the items.
    items: Dense,
}

/// A need's vectors.
#[derive(Debug, Default)]
pub(crate) struct Folded {
    lsi: Vec<f32>,
    ppmi: Vec<f32>,
}

impl Vectors {
    /// Trains both families; the same corpus gives the same vectors.
    pub fn train(corpus: &Corpus) -> Self {
        let (lsi, ppmi) = rayon::join(|| lsi(corpus), || ppmi(corpus));
        Self { lsi, ppmi }
    }

    /// Returns the bytes held.
    pub fn bytes(&self) -> usize {
        [&self.lsi, &self.ppmi]
            .iter()
            .map(|l| 4 * (l.row.len() + l.words.data.len() + l.mean.len() + l.items.data.len()))
            .sum()
    }

    pub(crate) fn fold(&self, corpus: &Corpus, query: &Query) -> Folded {
        let weights = corpus.unit_vector(query);
        Folded { lsi: self.lsi.fold(&weights), ppmi: self.ppmi.fold(&weights) }
    }

    /// Returns the two cosines of a need and an item, nothing below zero.
    pub(crate) fn cosines(&self, folded: &Folded, item: usize) -> (f32, f32) {
        let of =
            |lane: &Lane, v: &[f32]| if v.is_empty() { 0.0 } else { dot(v, lane.items.row(item)).max(0.0) };
        (of(&self.lsi, &folded.lsi), of(&self.ppmi, &folded.ppmi))
    }
}

impl Lane {
    /// Chooses the words, trains nothing yet.
    fn choose(corpus: &Corpus, keep: impl Fn(u32) -> bool, most: usize) -> (Vec<u32>, Vec<u32>) {
        let mut chosen: Vec<u32> =
            (0..corpus.vocabulary() as u32).filter(|&t| keep(corpus.df[t as usize])).collect();
        if chosen.len() > most {
            chosen.sort_unstable_by_key(|&t| (std::cmp::Reverse(corpus.df[t as usize]), t));
            chosen.truncate(most);
            chosen.sort_unstable();
        }
        let mut row = vec![NONE; corpus.vocabulary()];
        for (i, &t) in chosen.iter().enumerate() {
            row[t as usize] = i as u32;
        }
        (row, chosen)
    }

    fn raw(&self, weights: impl IntoIterator<Item = (u32, f32)>, to: &mut [f32]) {
        for (term, weight) in weights {
            let row = self.row[term as usize];
            if row != NONE {
                add_scaled(to, weight, self.words.row(row as usize));
            }
        }
    }

    fn fold(&self, weights: &[(u32, f32)]) -> Vec<f32> {
        let mut v = vec![0.0; self.words.cols];
        self.raw(weights.iter().copied(), &mut v);
        if v.iter().any(|x| *x != 0.0) {
            add_scaled(&mut v, -1.0, &self.mean);
            unit(&mut v);
        }
        v
    }

    /// Computes the items' vectors, centred when asked.
    fn place(mut self, corpus: &Corpus, centre: bool) -> Self {
        let dims = self.words.cols;
        self.mean = vec![0.0; dims];
        let mut items = Dense::zeros(corpus.items(), dims);
        if dims == 0 || corpus.items() == 0 {
            self.items = items;
            return self;
        }
        items.data.par_chunks_mut(dims).enumerate().for_each(|(i, to)| self.raw(corpus.unit_row(i), to));
        if centre {
            for row in items.data.chunks_exact(dims) {
                add_scaled(&mut self.mean, 1.0, row);
            }
            self.mean.iter_mut().for_each(|x| *x /= corpus.items() as f32);
            let mean = &self.mean;
            items.data.par_chunks_mut(dims).for_each(|row| {
                if row.iter().any(|x| *x != 0.0) {
                    add_scaled(row, -1.0, mean);
                }
            });
        }
        items.unit_rows();
        self.items = items;
        self
    }
}

fn lsi(corpus: &Corpus) -> Lane {
    let (row, chosen) = Lane::choose(corpus, |df| df >= 2, usize::MAX);
    let mut x = Sparse::new(chosen.len());
    for item in 0..corpus.items() {
        x.push_row(
            corpus
                .unit_row(item)
                .filter(|&(t, _)| row[t as usize] != NONE)
                .map(|(t, w)| (row[t as usize], w)),
        );
    }
    let svd = truncated_svd(&x, LSI, ROUNDS, 1);
    Lane { row, words: svd.right, ..Lane::default() }.place(corpus, false)
}

fn ppmi(corpus: &Corpus) -> Lane {
    let n = corpus.items() as f32;
    let (row, chosen) = Lane::choose(corpus, |df| df >= 2 && (df as f32) < 0.3 * n, WORDS);
    let rows: Vec<Vec<(u32, f32)>> =
        chosen.par_iter().map(|&t| company(corpus, &row, chosen.len(), t)).collect();
    let mut company = Sparse::new(chosen.len());
    for row in rows {
        company.push_row(row);
    }
    let svd = truncated_svd(&company, PPMI, ROUNDS, 2);
    let mut words = svd.right;
    let root: Vec<f32> = svd.values.iter().map(|v| v.sqrt()).collect();
    if !root.is_empty() {
        words
            .data
            .par_chunks_mut(root.len())
            .for_each(|row| row.iter_mut().zip(&root).for_each(|(x, r)| *x *= r));
    }
    Lane { row, words, ..Lane::default() }.place(corpus, true)
}

/// Returns the positive pointwise mutual information of one word with all chosen words.
fn company(corpus: &Corpus, row: &[u32], words: usize, term: u32) -> Vec<(u32, f32)> {
    let mut together = vec![0u32; words];
    for (item, _) in corpus.postings(term) {
        for (other, _) in corpus.row(item) {
            if row[other as usize] != NONE {
                together[row[other as usize] as usize] += 1;
            }
        }
    }
    let scale = corpus.items() as f32 / corpus.df[term as usize] as f32;
    let mut out = Vec::new();
    for (other, r) in row.iter().enumerate().filter(|(_, r)| **r != NONE) {
        let c = together[*r as usize];
        if c >= 2 {
            let information = (c as f32 * scale / corpus.df[other] as f32).ln();
            if information > 0.0 {
                out.push((*r, information));
            }
        }
    }
    out
}
