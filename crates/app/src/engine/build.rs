//! From experts with their texts to a model that can be asked.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use matching::{Answer, Item, Lexicon, Model};
use rayon::prelude::*;

use super::text::{EvidenceText, ExpertText, NeedText, analysed};

/// Experts and their evidence, ready to be asked; immutable and shared freely between threads.
#[derive(Debug)]
pub struct Engine {
    pub(super) model: Model,
    /// Experts by key.
    pub(super) experts: Vec<ExpertCard>,
    /// What each item of the model is.
    pub(super) sources: Vec<Source>,
    places: HashMap<String, u32>,
    keys: HashMap<String, u32>,
}

/// What of an expert is kept beside the model.
#[derive(Debug)]
pub(super) struct ExpertCard {
    pub(super) text: ExpertText,
}

/// The text behind an item of the model.
#[derive(Debug)]
pub(super) enum Source {
    /// An item of evidence.
    Evidence(EvidenceText),
    /// What the expert at this position says of themselves.
    Profile(u32),
}

impl Engine {
    /// Indexes experts; scores do not depend on their order. Nothing is trained yet.
    pub fn build(experts: Vec<ExpertText>, lexicon: &Arc<Lexicon>) -> Self {
        let mut experts = experts;
        experts.sort_by(|a, b| a.key.cmp(&b.key));
        let mut shared: BTreeMap<String, (EvidenceText, Vec<u32>)> = BTreeMap::new();
        for (e, expert) in experts.iter_mut().enumerate() {
            for item in std::mem::take(&mut expert.evidence) {
                let owners = &mut shared.entry(item.id.clone()).or_insert_with(|| (item, Vec::new())).1;
                if owners.last() != Some(&(e as u32)) {
                    owners.push(e as u32);
                }
            }
        }
        let places: HashMap<String, u32> = shared.keys().cloned().zip(0..).collect();
        let mut owners: Vec<Vec<u32>> = Vec::with_capacity(shared.len());
        let mut sources: Vec<Source> = Vec::with_capacity(shared.len() + experts.len());
        for (item, whose) in shared.into_values() {
            sources.push(Source::Evidence(item));
            owners.push(whose);
        }
        for (e, expert) in experts.iter().enumerate() {
            if !expert.own_words().trim().is_empty() {
                sources.push(Source::Profile(e as u32));
                owners.push(vec![e as u32]);
            }
        }
        let items = items(&experts, &sources, owners, &places);
        let model = Model::build(experts.len(), items, Arc::clone(lexicon));
        let keys = experts.iter().map(|e| e.key.clone()).zip(0..).collect();
        let experts = experts.into_iter().map(|text| ExpertCard { text }).collect();
        Self { model, experts, sources, places, keys }
    }

    /// Learns vectors and, where the data call for it, the router, and attaches them.
    #[must_use]
    pub fn trained(mut self) -> Self {
        let trained = self.model.train();
        self.model = self.model.with(trained);
        self
    }

    /// Returns how many experts and how many items are searched.
    pub fn size(&self) -> (usize, usize) {
        (self.experts.len(), self.sources.len())
    }

    /// Returns every expert with the score of a need, best first, equal scores by key.
    pub fn scores(&self, need: &NeedText) -> Vec<(&str, f64)> {
        let answer = self.ask(need);
        let mut out: Vec<(&str, f64)> =
            self.experts.iter().zip(&answer.scores).map(|(e, s)| (e.text.key.as_str(), *s)).collect();
        out.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(b.0)));
        out
    }

    /// Returns the experts' keys and how many needs each takes; `otherwise` where an expert says nothing.
    pub(crate) fn capacities(&self, otherwise: u32) -> (Vec<String>, Vec<u32>) {
        self.experts.iter().map(|e| (e.text.key.clone(), e.text.capacity.unwrap_or(otherwise))).unzip()
    }

    /// Returns the score of every expert, in the order of their keys.
    pub(crate) fn in_order(&self, need: &NeedText) -> Vec<f64> {
        self.ask(need).scores
    }

    /// Answers many needs at once, in their order.
    pub fn each<T: Send>(&self, needs: &[NeedText], answer: impl Fn(&NeedText) -> T + Sync + Send) -> Vec<T> {
        needs.par_iter().map(answer).collect()
    }

    pub(super) fn ask(&self, need: &NeedText) -> Answer {
        let mut excluded: Vec<u32> =
            need.exclude_evidence.iter().filter_map(|id| self.places.get(id).copied()).collect();
        excluded.sort_unstable();
        excluded.dedup();
        self.model.ask(&analysed(&need.text()), &excluded)
    }

    pub(super) fn place(&self, expert: &str) -> Option<u32> {
        self.keys.get(expert).copied()
    }
}

fn items(
    experts: &[ExpertText],
    sources: &[Source],
    owners: Vec<Vec<u32>>,
    places: &HashMap<String, u32>,
) -> Vec<Item> {
    sources
        .par_iter()
        .zip(owners)
        .map(|(source, owners)| match source {
            Source::Evidence(item) => {
                let cites = item.cites.iter().filter_map(|id| places.get(id).copied()).collect();
                Item { text: analysed(&item.text()), owners, cites, profile: false }
            }
            Source::Profile(e) => {
                let text = analysed(&experts[*e as usize].own_words());
                Item { text, owners, cites: Vec::new(), profile: true }
            }
        })
        .collect()
}
