//! The router: which archive does a text belong to? Only asked where archives have one owner.

use crate::corpus::{Corpus, Query};
use crate::graph::Graph;
use crate::linalg::{Dense, Sparse, add_scaled, ridge_dual};

/// More multiplications than this, and the ridge part is left out and naive Bayes counts twice.
const MOST_WORK: usize = 400_000_000;

/// Two linear models from an item's words to its owner.
#[derive(Debug, Default)]
pub(crate) struct Router {
    x: Sparse,
    xt: Sparse,
    /// Weight of each item for each expert; without columns when too large to learn.
    ridge: Dense,
    /// Experts by term with their summed tf-idf.
    start: Vec<usize>,
    expert: Vec<u32>,
    mass: Vec<f32>,
    term_mass: Vec<f32>,
    expert_mass: Vec<f64>,
    all_mass: f64,
}

/// What the router says of one need.
pub(crate) struct Routed {
    pub(crate) ridge: Vec<f64>,
    pub(crate) bayes: Vec<f64>,
    /// Rows that stand in for items taken out, with the factor of each.
    gone: Gone,
}

/// Items taken out of the ridge, exactly: `D − H_K H_KK⁻¹ D_K`.
#[derive(Default)]
struct Gone {
    items: Vec<u32>,
    columns: Dense,
    /// `H_KK⁻¹ D_K`, one row an item.
    rows: Dense,
}

/// Returns how far the data look like archives with one owner, from 0 to 1.
pub(crate) fn gate(graph: &Graph, profile: &[bool]) -> f64 {
    let evidence: Vec<usize> = (0..profile.len()).filter(|&d| !profile[d]).collect();
    let mut sizes: Vec<usize> = graph
        .own
        .iter()
        .map(|own| own.iter().filter(|&&d| !profile[d as usize]).count())
        .filter(|&n| n > 0)
        .collect();
    if sizes.is_empty() {
        return 0.0;
    }
    sizes.sort_unstable();
    let middle = sizes.len() / 2;
    let median = if sizes.len() % 2 == 1 {
        sizes[middle] as f64
    } else {
        (sizes[middle - 1] + sizes[middle]) as f64 / 2.0
    };
    let joint =
        evidence.iter().filter(|&&d| graph.owners[d].len() > 1).count() as f64 / evidence.len() as f64;
    ((median - 2.0) / 6.0).clamp(0.0, 1.0) * (1.0 - joint / 0.05).clamp(0.0, 1.0)
}

impl Router {
    pub(crate) fn train(corpus: &Corpus, graph: &Graph) -> Self {
        let mut x = Sparse::new(corpus.vocabulary());
        for item in 0..corpus.items() {
            x.push_row(corpus.unit_row(item));
        }
        let xt = x.transpose();
        let experts = graph.own.len();
        let mut router = Self { x, xt, ..Self::default() };
        if router.x.index.len().saturating_mul(experts) <= MOST_WORK {
            let mut owners = Dense::zeros(corpus.items(), experts);
            for (item, list) in graph.owners.iter().enumerate() {
                list.iter().for_each(|&e| owners.row_mut(item)[e as usize] = 1.0);
            }
            router.ridge = ridge_dual(&router.x, &router.xt, &owners);
        }
        router.count(graph, experts);
        router
    }

    fn count(&mut self, graph: &Graph, experts: usize) {
        self.expert_mass = vec![0.0; experts];
        self.start.push(0);
        let mut here = vec![0.0f32; experts];
        for term in 0..self.xt.rows() {
            let (mut touched, mut total) = (Vec::new(), 0.0);
            for (item, w) in self.xt.row(term) {
                total += w;
                for &e in &graph.owners[item] {
                    if here[e as usize] == 0.0 {
                        touched.push(e);
                    }
                    here[e as usize] += w;
                }
            }
            touched.sort_unstable();
            for e in touched {
                self.expert.push(e);
                self.mass.push(here[e as usize]);
                self.expert_mass[e as usize] += f64::from(here[e as usize]);
                here[e as usize] = 0.0;
            }
            self.start.push(self.expert.len());
            self.term_mass.push(total);
            self.all_mass += f64::from(total);
        }
    }

    /// Returns whether the ridge part was learned.
    pub(crate) fn has_ridge(&self) -> bool {
        self.ridge.cols > 0
    }

    /// Returns the inverse's columns for some items.
    pub(crate) fn columns(&self, items: &[u32]) -> Dense {
        let mut pick = Dense::zeros(self.x.rows(), items.len());
        for (j, &k) in items.iter().enumerate() {
            pick.row_mut(k as usize)[j] = 1.0;
        }
        ridge_dual(&self.x, &self.xt, &pick)
    }

    /// Scores every expert; `cosine` is the need's tf-idf cosine with every item, `columns` those of `excluded`.
    pub(crate) fn route(
        &self,
        corpus: &Corpus,
        graph: &Graph,
        query: &Query,
        cosine: &[f32],
        excluded: &[u32],
        columns: Option<Dense>,
    ) -> Routed {
        let gone = if self.has_ridge() && !excluded.is_empty() {
            self.gone(excluded, columns.unwrap_or_else(|| self.columns(excluded)))
        } else {
            Gone::default()
        };
        let mut ridge = vec![0.0f32; self.ridge.cols];
        for (item, &c) in cosine.iter().enumerate().filter(|(_, c)| **c > 0.0) {
            add_scaled(&mut ridge, c, self.ridge.row(item));
        }
        for j in 0..gone.items.len() {
            let pull: f32 = cosine.iter().enumerate().map(|(i, c)| c * gone.columns.row(i)[j]).sum();
            add_scaled(&mut ridge, -pull, gone.rows.row(j));
        }
        let bayes = self.bayes(corpus, graph, query, excluded);
        Routed { ridge: ridge.into_iter().map(f64::from).collect(), bayes, gone }
    }

    fn gone(&self, items: &[u32], columns: Dense) -> Gone {
        let k = items.len();
        let mut system: Vec<Vec<f64>> = items
            .iter()
            .map(|&i| {
                columns
                    .row(i as usize)
                    .iter()
                    .chain(self.ridge.row(i as usize))
                    .map(|&v| f64::from(v))
                    .collect()
            })
            .collect();
        for i in 0..k {
            let pivot = system[i][i];
            if pivot.abs() < 1e-12 {
                continue;
            }
            system[i].iter_mut().for_each(|v| *v /= pivot);
            let row = system[i].clone();
            for (j, other) in system.iter_mut().enumerate() {
                let factor = other[i];
                if j != i && factor != 0.0 {
                    other.iter_mut().zip(&row).for_each(|(v, r)| *v -= factor * r);
                }
            }
        }
        let mut rows = Dense::zeros(k, self.ridge.cols);
        for (i, row) in system.iter().enumerate() {
            rows.row_mut(i).iter_mut().zip(&row[k..]).for_each(|(to, &v)| *to = v as f32);
        }
        Gone { items: items.to_vec(), columns, rows }
    }

    /// Complement naive Bayes: what the archive's words lose when the archive is taken away.
    fn bayes(&self, corpus: &Corpus, graph: &Graph, query: &Query, excluded: &[u32]) -> Vec<f64> {
        let smooth = corpus.vocabulary() as f64;
        let (mut all, mut of) = (self.all_mass, self.expert_mass.clone());
        for &k in excluded {
            let mass: f64 = self.x.row(k as usize).map(|(_, w)| f64::from(w)).sum();
            all -= mass;
            graph.owners[k as usize].iter().for_each(|&e| of[e as usize] -= mass);
        }
        let weights = corpus.unit_vector(query);
        let total: f64 = weights.iter().map(|(_, w)| f64::from(*w)).sum();
        let mut out: Vec<f64> =
            of.iter().map(|m| total * ((all - m + smooth) / (all + smooth)).ln()).collect();
        for (term, q) in weights {
            let lost: Vec<(u32, f32)> = excluded
                .iter()
                .filter_map(|&k| {
                    self.x.row(k as usize).find(|(t, _)| *t == term as usize).map(|(_, w)| (k, w))
                })
                .collect();
            let here = self.term_mass[term as usize] - lost.iter().map(|(_, w)| w).sum::<f32>();
            for at in self.start[term as usize]..self.start[term as usize + 1] {
                let e = self.expert[at];
                let own: f32 = self.mass[at]
                    - lost
                        .iter()
                        .filter(|(k, _)| graph.owners[*k as usize].contains(&e))
                        .map(|(_, w)| w)
                        .sum::<f32>();
                let rest = (here - own).max(0.0);
                out[e as usize] += f64::from(q) * f64::from((here + 1.0) / (rest + 1.0)).ln();
            }
        }
        out
    }

    /// Returns the ridge weight of an item for an expert, items taken out considered.
    pub(crate) fn item_weight(&self, routed: &Routed, item: usize, expert: u32) -> f64 {
        let mut weight = f64::from(self.ridge.row(item)[expert as usize]);
        for j in 0..routed.gone.items.len() {
            weight -= f64::from(routed.gone.columns.row(item)[j])
                * f64::from(routed.gone.rows.row(j)[expert as usize]);
        }
        weight
    }
}
