//! The whole judgement of a need against every expert, and its exact decomposition.

use std::sync::{Arc, OnceLock};

use rayon::prelude::*;

use crate::bridge::Bridge;
use crate::corpus::{Corpus, Item, Query, Text};
use crate::graph::Graph;
use crate::lexicon::Lexicon;
use crate::router::{Routed, Router, gate};
use crate::vectors::Vectors;

/// From this many known tokens on, vectors count in full.
const LONG: f32 = 45.0;
/// How many items are asked as needs to learn the spread of the parts.
const SAMPLE: usize = 200;
/// What an item without joint owners or citations gives its owner of its seed, the way back included.
const ALONE: f64 = 0.91;
/// Weight of the router beside the votes.
const ROUTER: f64 = 2.0;

/// Experts and their items, ready to be asked.
#[derive(Debug, Default)]
pub struct Model {
    items: Vec<Item>,
    corpus: Corpus,
    graph: Graph,
    lexicon: Arc<Lexicon>,
    bridge: OnceLock<Bridge>,
    trained: Option<Trained>,
}

/// What is learned from the items beyond counting: may be attached later.
#[derive(Debug)]
pub struct Trained {
    vectors: Vectors,
    routing: Option<Routing>,
}

#[derive(Debug)]
struct Routing {
    router: Router,
    gate: f64,
    /// Spread over experts of votes, ridge and naive Bayes.
    spread: [f64; 3],
}

/// The scores of one need.
pub struct Answer {
    /// Score of each expert.
    pub scores: Vec<f64>,
    /// Similarity of each item.
    pub similar: Vec<f32>,
    cosine: Vec<f32>,
    routed: Option<Routed>,
    excluded: Vec<u32>,
}

/// Where a part of a score comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// One item, by position.
    Item(u32),
    /// The expert's archive as a whole.
    Archive,
}

impl Model {
    /// Indexes items of `experts` experts; nothing is trained yet.
    pub fn build(experts: usize, mut items: Vec<Item>, lexicon: Arc<Lexicon>) -> Self {
        let corpus = Corpus::build(&items);
        let owners = items.iter().map(|i| i.owners.clone()).collect();
        let cites: Vec<Vec<u32>> = items.iter().map(|i| i.cites.clone()).collect();
        let graph = Graph::build(experts, owners, &cites);
        // The corpus holds the words from here on; a token costs fifty bytes in a bag.
        items.iter_mut().for_each(|i| i.text.bag = Vec::new());
        Self { items, corpus, graph, lexicon, bridge: OnceLock::new(), trained: None }
    }

    /// Learns vectors, and the router where the data call for one.
    pub fn train(&self) -> Trained {
        let (vectors, routing) = rayon::join(|| Vectors::train(&self.corpus), || self.routing());
        let mut trained = Trained { vectors, routing };
        if let Some(mut routing) = trained.routing.take() {
            routing.spread = self.spread(&trained.vectors, &routing);
            trained.routing = Some(routing);
        }
        trained
    }

    /// Attaches what `train` learned from this very model.
    #[must_use]
    pub fn with(mut self, trained: Trained) -> Self {
        self.trained = Some(trained);
        self
    }

    /// Returns the indexed texts.
    pub fn corpus(&self) -> &Corpus {
        &self.corpus
    }

    /// Returns the item at a position.
    pub fn item(&self, item: u32) -> &Item {
        &self.items[item as usize]
    }

    /// Returns the positions of an expert's items.
    pub fn own(&self, expert: u32) -> &[u32] {
        &self.graph.own[expert as usize]
    }

    /// Returns the bilingual word list in use.
    pub fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    /// Returns what an expert would score whose only item says exactly what the need says: the measure of every band.
    pub fn self_score(&self, text: &Text) -> f64 {
        let query = self.corpus.query(&text.bag);
        if query.terms.is_empty() {
            return 1.0;
        }
        let trained = self.trained.as_ref();
        let length = (query.size as f32 / LONG).min(1.0).powi(2);
        let vectors = if trained.is_some() { length } else { 0.0 };
        let votes = ALONE * f64::from(2.0 + vectors).powi(2);
        votes / trained.and_then(|t| t.routing.as_ref()).map_or(1.0, |r| r.spread[0])
    }

    /// Returns how far the router takes part, from 0 to 1.
    pub fn gate(&self) -> f64 {
        self.trained.as_ref().and_then(|t| t.routing.as_ref()).map_or(0.0, |r| r.gate)
    }

    fn routing(&self) -> Option<Routing> {
        let gate = gate(&self.graph, &self.corpus.profile);
        (gate > 0.0).then(|| Routing {
            router: Router::train(&self.corpus, &self.graph),
            gate,
            spread: [1.0; 3],
        })
    }

    /// Returns the root of the mean variance over experts of each part, items asked without themselves.
    fn spread(&self, vectors: &Vectors, routing: &Routing) -> [f64; 3] {
        let evidence: Vec<u32> =
            (0..self.items.len() as u32).filter(|&i| !self.items[i as usize].profile).collect();
        let count = SAMPLE.min(evidence.len());
        let sample: Vec<u32> =
            (0..count).map(|i| evidence[(2 * i + 1) * evidence.len() / (2 * count)]).collect();
        let columns = routing.router.has_ridge().then(|| routing.router.columns(&sample));
        let parts: Vec<[f64; 3]> = sample
            .par_iter()
            .enumerate()
            .map(|(j, &k)| {
                let query = self.corpus.query_of(k as usize);
                let (similar, cosine) = self.similar(Some(vectors), &self.text_of(k), &query, &[k]);
                let votes = self.graph.without(&[k]).votes(&seeds(&similar));
                let column = columns.as_ref().map(|c| crate::linalg::Dense {
                    rows: c.rows,
                    cols: 1,
                    data: (0..c.rows).map(|i| c.row(i)[j]).collect(),
                });
                let routed = routing.router.route(&self.corpus, &self.graph, &query, &cosine, &[k], column);
                [variance(&votes), variance(&routed.ridge), variance(&routed.bayes)]
            })
            .collect();
        [0, 1, 2].map(|p| {
            let mean = parts.iter().map(|v| v[p]).sum::<f64>() / parts.len().max(1) as f64;
            if mean > 0.0 { mean.sqrt() } else { 1.0 }
        })
    }

    /// Returns the similarity of every item and the plain tf-idf cosine; absent items have 0.
    fn similar(
        &self,
        vectors: Option<&Vectors>,
        text: &Text,
        query: &Query,
        excluded: &[u32],
    ) -> (Vec<f32>, Vec<f32>) {
        let (bm25, mut cosine) = self.corpus.words(query);
        let lambda = (query.size as f32 / LONG).min(1.0).powi(2);
        let folded = vectors.map(|v| (v, v.fold(&self.corpus, query)));
        let mut similar: Vec<f32> = (0..bm25.len())
            .map(|d| {
                let words = bm25[d] + cosine[d];
                folded.as_ref().map_or(words, |(v, f)| {
                    let (l, p) = v.cosines(f, d);
                    words + lambda * 0.5 * (l + p)
                })
            })
            .collect();
        if self.corpus.chinese.iter().any(|c| *c != text.chinese) {
            let bridge = self.bridge();
            let across = bridge.similarities(&bridge.cross(text));
            for (d, s) in similar.iter_mut().enumerate() {
                if self.corpus.chinese[d] != text.chinese {
                    *s = across[d];
                }
            }
        }
        for &k in excluded {
            similar[k as usize] = 0.0;
            cosine[k as usize] = 0.0;
        }
        (similar, cosine)
    }

    /// Returns an item's text as if it were a need's, word order lost.
    fn text_of(&self, item: u32) -> Text {
        let name = |(t, _)| self.corpus.names[t as usize].clone().into_string();
        Text {
            bag: self.corpus.row(item as usize).map(name).collect(),
            ..self.items[item as usize].text.clone()
        }
    }

    fn bridge(&self) -> &Bridge {
        self.bridge.get_or_init(|| Bridge::build(&self.lexicon, &self.corpus, &self.items))
    }

    /// Scores every expert; `excluded` items do not exist for this need.
    pub fn ask(&self, text: &Text, excluded: &[u32]) -> Answer {
        let query = self.corpus.query(&text.bag);
        let trained = self.trained.as_ref();
        let (similar, cosine) = self.similar(trained.map(|t| &t.vectors), text, &query, excluded);
        let mut scores = self.graph.without(excluded).votes(&seeds(&similar));
        let mut routed = None;
        if let Some(r) = trained.and_then(|t| t.routing.as_ref()) {
            let said = r.router.route(&self.corpus, &self.graph, &query, &cosine, excluded, None);
            for (e, score) in scores.iter_mut().enumerate() {
                let ridge = said.ridge.get(e).map(|x| x * r.ridge_weight());
                *score = *score / r.spread[0] + ridge.unwrap_or(0.0) + said.bayes[e] * r.bayes_weight();
            }
            routed = Some(said);
        }
        Answer { scores, similar, cosine, routed, excluded: excluded.to_vec() }
    }

    /// Returns the parts of one expert's score; they sum to it.
    pub fn parts(&self, answer: &Answer, expert: u32) -> Vec<(Source, f64)> {
        let reach = self.graph.without(&answer.excluded).reach(expert);
        let routing = self.trained.as_ref().and_then(|t| t.routing.as_ref());
        let scale = routing.map_or(1.0, |r| r.spread[0]);
        let mut by_item = vec![0.0f64; self.items.len()];
        for (d, k) in reach {
            by_item[d as usize] = k * f64::from(answer.similar[d as usize]).powi(2) / scale;
        }
        let mut archive = 0.0;
        if let (Some(r), Some(said)) = (routing, &answer.routed) {
            if r.router.has_ridge() {
                for (d, &c) in answer.cosine.iter().enumerate().filter(|(_, c)| **c > 0.0) {
                    let weight = r.router.item_weight(said, d, expert);
                    by_item[d] += f64::from(c) * weight * r.ridge_weight();
                }
            }
            archive = said.bayes[expert as usize] * r.bayes_weight();
        }
        let mut parts: Vec<(Source, f64)> = by_item
            .iter()
            .enumerate()
            .filter(|(_, v)| **v != 0.0)
            .map(|(d, v)| (Source::Item(d as u32), *v))
            .collect();
        if archive != 0.0 {
            parts.push((Source::Archive, archive));
        }
        parts
    }

    /// Returns the words that carry a need across languages into a text.
    pub fn paths(&self, need: &Text, item: u32, most: usize) -> Vec<(String, String)> {
        let other = &self.items[item as usize];
        if need.chinese == other.text.chinese {
            return Vec::new();
        }
        self.bridge().paths(&self.corpus, need, (item as usize, other), most)
    }
}

impl Trained {
    /// Returns the bytes the vectors hold.
    pub fn bytes(&self) -> usize {
        self.vectors.bytes()
    }
}

impl Routing {
    fn ridge_weight(&self) -> f64 {
        ROUTER * self.gate / self.spread[1]
    }

    fn bayes_weight(&self) -> f64 {
        let members = if self.router.has_ridge() { 1.0 } else { 2.0 };
        ROUTER * self.gate * members / self.spread[2]
    }
}

fn seeds(similar: &[f32]) -> Vec<f64> {
    similar.iter().map(|&s| f64::from(s).powi(2)).collect()
}

fn variance(values: &[f64]) -> f64 {
    if values.is_empty() {
        return 0.0;
    }
    let mean = values.iter().sum::<f64>() / values.len() as f64;
    values.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / values.len() as f64
}
