//! The bridge between Chinese and English texts over a word list.

use std::collections::HashMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::corpus::{Corpus, Item, Run, Text};
use crate::lexicon::Lexicon;
use crate::linalg::{Dense, dot};

/// Presence counts more than amount.
const SATURATION: f32 = 0.3;
/// Flattens the weight of rare stems.
const IDF_POWER: f32 = 0.8;
/// Weight of the word list's vectors beside its glosses.
const VECTORS: f32 = 0.31;
/// A glossed weight that counts as standing in a text.
const STANDS: f32 = 0.2;

/// The items as seen from the other language.
#[derive(Debug, Default)]
pub(crate) struct Bridge {
    lexicon: Arc<Lexicon>,
    /// Stems beyond the list's own.
    extra: HashMap<Box<str>, u32>,
    idf: Vec<f32>,
    /// Items by stem.
    start: Vec<usize>,
    item: Vec<u32>,
    weight: Vec<f32>,
    /// Summed weight times idf of each item.
    total: Vec<f32>,
    vectors: Dense,
    chinese: Vec<bool>,
    unseen: f32,
}

/// A need as seen from the other language.
pub(crate) struct Crossing {
    /// Stem and weight.
    pub(crate) stems: Vec<(u32, f32)>,
    vector: Vec<f32>,
    /// Summed weight times idf, unknown stems included.
    total: f32,
    chinese: bool,
}

impl Bridge {
    pub(crate) fn build(lexicon: &Arc<Lexicon>, corpus: &Corpus, items: &[Item]) -> Self {
        let mut extra: HashMap<Box<str>, u32> = HashMap::new();
        for (d, item) in items.iter().enumerate() {
            for word in item_words(corpus, item, d) {
                if !lexicon.stems.contains_key(word) && !extra.contains_key(word) {
                    let id = (lexicon.stems.len() + extra.len()) as u32;
                    extra.insert(Box::from(word), id);
                }
            }
        }
        let mut bridge = Self { lexicon: Arc::clone(lexicon), extra, ..Self::default() };
        bridge.chinese = items.iter().map(|i| i.text.chinese).collect();
        let raw: Vec<Vec<(u32, f32)>> = items
            .par_iter()
            .enumerate()
            .map(|(d, i)| bridge.stems(i.text.chinese, &i.text.runs, item_words(corpus, i, d)))
            .collect();
        bridge.weigh(&raw);
        let dims = if lexicon.is_empty() { 0 } else { lexicon.vectors().english([]).len() };
        bridge.vectors = Dense::zeros(items.len(), dims);
        if dims > 0 {
            bridge.vectors.data =
                items.par_iter().zip(&raw).flat_map_iter(|(i, r)| bridge.vector(&i.text, r)).collect();
        }
        bridge
    }

    fn weigh(&mut self, raw: &[Vec<(u32, f32)>]) {
        let stems = self.lexicon.stems.len() + self.extra.len();
        let (mut df, mut places) = (vec![0u32; stems], vec![0usize; stems + 1]);
        for &(s, w) in raw.iter().flatten() {
            df[s as usize] += u32::from(w > STANDS);
            places[s as usize + 1] += 1;
        }
        for s in 0..stems {
            places[s + 1] += places[s];
        }
        let n = raw.len() as f32;
        let idf = |d: u32| (1.0 + (n - d as f32 + 0.5) / (d as f32 + 0.5)).ln().powf(IDF_POWER);
        self.idf = df.iter().map(|&d| idf(d)).collect();
        self.unseen = idf(0);
        let mut next = places.clone();
        self.item = vec![0; places[stems]];
        self.weight = vec![0.0; places[stems]];
        for (item, row) in raw.iter().enumerate() {
            for &(s, w) in row {
                self.item[next[s as usize]] = item as u32;
                self.weight[next[s as usize]] = saturate(w);
                next[s as usize] += 1;
            }
        }
        self.total = raw
            .iter()
            .map(|row| row.iter().map(|&(s, w)| self.idf[s as usize] * saturate(w)).sum())
            .collect();
        self.start = places;
    }

    fn id(&self, stem: &str) -> Option<u32> {
        self.lexicon.stems.get(stem).or_else(|| self.extra.get(stem)).copied()
    }

    /// Returns a text's stems with weights before saturation.
    fn stems<'a>(
        &self,
        chinese: bool,
        runs: &[Run],
        words: impl IntoIterator<Item = &'a str>,
    ) -> Vec<(u32, f32)> {
        if chinese {
            return self.lexicon.gloss(runs, |w| self.id(w));
        }
        let mut ids: Vec<u32> = words.into_iter().filter_map(|w| self.id(w)).collect();
        ids.sort_unstable();
        ids.dedup();
        ids.into_iter().map(|s| (s, 1.0)).collect()
    }

    fn vector(&self, text: &Text, stems: &[(u32, f32)]) -> Vec<f32> {
        let vectors = self.lexicon.vectors();
        let own = self.lexicon.stems.len() as u32;
        if text.chinese {
            vectors.chinese(&text.runs)
        } else {
            vectors.english(stems.iter().map(|(s, _)| *s).filter(|s| *s < own))
        }
    }

    /// Prepares a need for crossing.
    pub(crate) fn cross(&self, text: &Text) -> Crossing {
        let raw = self.stems(text.chinese, &text.runs, words(text));
        let vector = if self.vectors.cols > 0 { self.vector(text, &raw) } else { Vec::new() };
        let mut unknown: Vec<&str> =
            if text.chinese { Vec::new() } else { words(text).filter(|w| self.id(w).is_none()).collect() };
        unknown.sort_unstable();
        unknown.dedup();
        let stems: Vec<(u32, f32)> = raw.into_iter().map(|(s, w)| (s, saturate(w))).collect();
        let known: f32 = stems.iter().map(|&(s, w)| self.idf[s as usize] * w).sum();
        Crossing { stems, vector, total: known + unknown.len() as f32 * self.unseen, chinese: text.chinese }
    }

    /// Returns the similarity of the need with every item of the other language; 0 for the others.
    pub(crate) fn similarities(&self, need: &Crossing) -> Vec<f32> {
        let mut out = vec![0.0f32; self.chinese.len()];
        for &(s, w) in &need.stems {
            let weight = self.idf[s as usize] * w;
            for at in self.start[s as usize]..self.start[s as usize + 1] {
                out[self.item[at] as usize] += weight * self.weight[at];
            }
        }
        for (item, x) in out.iter_mut().enumerate() {
            if self.chinese[item] == need.chinese {
                *x = 0.0;
                continue;
            }
            let (english, chinese) =
                if need.chinese { (self.total[item], need.total) } else { (need.total, self.total[item]) };
            if *x > 0.0 {
                *x /= english.sqrt() * chinese.powf(SATURATION);
            }
            if !need.vector.is_empty() {
                *x += VECTORS * dot(&need.vector, self.vectors.row(item)).max(0.0);
            }
        }
        out
    }

    /// Returns the strongest bridges between a need and a text: a Chinese head and an English stem each.
    pub(crate) fn paths(
        &self,
        corpus: &Corpus,
        need: &Text,
        other: (usize, &Item),
        most: usize,
    ) -> Vec<(String, String)> {
        let runs = if need.chinese { &need.runs } else { &other.1.text.runs };
        let mut english: Vec<&str> =
            if need.chinese { item_words(corpus, other.1, other.0) } else { words(need).collect() };
        let mut shared: Vec<(f32, &str, u32)> = Vec::new();
        let glossed: HashMap<u32, f32> = self.stems(true, runs, []).into_iter().collect();
        english.sort_unstable();
        english.dedup();
        for word in english {
            if let Some((id, weight)) = self.id(word).and_then(|id| glossed.get(&id).map(|w| (id, *w))) {
                shared.push((self.idf[id as usize] * saturate(weight), word, id));
            }
        }
        shared.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(b.1)));
        let head = |id| self.lexicon.paths(runs, id);
        shared
            .into_iter()
            .filter_map(|(_, word, id)| head(id).map(|h| (h, word.to_owned())))
            .take(most)
            .collect()
    }
}

fn saturate(weight: f32) -> f32 {
    weight.min(1.0).powf(SATURATION)
}

/// Returns the Latin words of an item, whose bag is no longer there.
fn item_words<'a>(corpus: &'a Corpus, item: &'a Item, at: usize) -> Vec<&'a str> {
    if item.text.chinese {
        words(&item.text).collect()
    } else {
        corpus.row(at).map(|(t, _)| &*corpus.names[t as usize]).collect()
    }
}

/// Returns the Latin words of a text.
fn words(text: &Text) -> impl Iterator<Item = &str> {
    let from_runs = text.runs.iter().filter_map(|r| match r {
        Run::Word(w) => Some(w.as_str()),
        Run::Han(_) => None,
    });
    let from_bag = text.bag.iter().map(String::as_str).filter(|_| text.runs.is_empty());
    from_runs.chain(from_bag)
}
