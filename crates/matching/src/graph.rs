//! Votes: what an item is worth travels to its owners and to the items it cites or is cited by, twice.

/// Weight of a citation arc against an authorship arc.
const CITATION: f64 = 3.0;
/// What travels on.
const ON: f64 = 0.9;
/// What stays with the seed.
const STAY: f64 = 0.1;

/// Authorships and citations.
#[derive(Debug, Default)]
pub(crate) struct Graph {
    pub(crate) owners: Vec<Vec<u32>>,
    pub(crate) own: Vec<Vec<u32>>,
    near: Vec<Vec<u32>>,
}

/// The graph without some items.
pub(crate) struct View<'a> {
    graph: &'a Graph,
    /// One over the share each arc of an item carries; 0 for an item that is not there.
    share: Vec<f64>,
    /// One over the number of items of an expert; 0 for an expert without.
    size: Vec<f64>,
}

impl Graph {
    pub(crate) fn build(experts: usize, owners: Vec<Vec<u32>>, cites: &[Vec<u32>]) -> Self {
        let mut own = vec![Vec::new(); experts];
        for (item, owners) in owners.iter().enumerate() {
            for &e in owners {
                own[e as usize].push(item as u32);
            }
        }
        let mut near = vec![Vec::new(); owners.len()];
        for (item, cites) in cites.iter().enumerate() {
            for &other in cites.iter().filter(|&&o| o as usize != item) {
                near[item].push(other);
                near[other as usize].push(item as u32);
            }
        }
        for list in own.iter_mut().chain(near.iter_mut()) {
            list.sort_unstable();
            list.dedup();
        }
        Self { owners, own, near }
    }

    pub(crate) fn without(&self, excluded: &[u32]) -> View<'_> {
        let mut gone = vec![false; self.owners.len()];
        for &k in excluded {
            gone[k as usize] = true;
        }
        let live = |list: &[u32]| list.iter().filter(|&&i| !gone[i as usize]).count() as f64;
        let inverse = |x: f64| if x > 0.0 { x.recip() } else { 0.0 };
        let share = (0..self.owners.len())
            .map(|d| {
                if gone[d] {
                    0.0
                } else {
                    inverse(self.owners[d].len() as f64 + CITATION * live(&self.near[d]))
                }
            })
            .collect();
        let size = self.own.iter().map(|own| inverse(live(own))).collect();
        View { graph: self, share, size }
    }
}

impl View<'_> {
    /// Returns every expert's votes from the items' seeds.
    pub(crate) fn votes(&self, seed: &[f64]) -> Vec<f64> {
        let mut now = seed.to_vec();
        let mut person = vec![0.0; self.size.len()];
        for _ in 0..2 {
            let flow: Vec<f64> = now.iter().zip(&self.share).map(|(x, s)| x * s).collect();
            let mut next = self.around(&flow, ON * CITATION);
            for (e, own) in self.graph.own.iter().enumerate() {
                let back = ON * person[e] * self.size[e];
                own.iter().for_each(|&d| next[d as usize] += back);
                person[e] = ON * own.iter().map(|&d| flow[d as usize]).sum::<f64>();
            }
            for (d, x) in next.iter_mut().enumerate() {
                *x = if self.share[d] > 0.0 { *x + STAY * seed[d] } else { 0.0 };
            }
            now = next;
        }
        self.graph
            .own
            .iter()
            .map(|own| own.iter().map(|&d| now[d as usize] * self.share[d as usize]).sum())
            .collect()
    }

    /// Returns how much of each item's seed reaches one expert: the walk run backwards.
    pub(crate) fn reach(&self, expert: u32) -> Vec<(u32, f64)> {
        let mut goal = vec![0.0; self.share.len()];
        for &d in &self.graph.own[expert as usize] {
            goal[d as usize] = self.share[d as usize];
        }
        // Backwards: first step L (L + .1), then the way out to owners and back, then what stays.
        let once = self.back(&goal);
        let twice = self.back(&once);
        let mut out: Vec<f64> = (0..goal.len()).map(|d| twice[d] + STAY * once[d] + STAY * goal[d]).collect();
        for (e, own) in self.graph.own.iter().enumerate() {
            let gathered: f64 = own.iter().map(|&d| goal[d as usize]).sum();
            if gathered > 0.0 {
                let part = ON * ON * gathered * self.size[e];
                own.iter().for_each(|&d| out[d as usize] += part * self.share[d as usize]);
            }
        }
        out.iter().enumerate().filter(|(_, x)| **x != 0.0).map(|(d, &x)| (d as u32, x)).collect()
    }

    /// Moves weights one citation step against the flow.
    fn back(&self, goal: &[f64]) -> Vec<f64> {
        // What arrives at an absent item is lost, so nothing may start there on the way back.
        let alive: Vec<f64> =
            goal.iter().zip(&self.share).map(|(x, s)| if *s > 0.0 { *x } else { 0.0 }).collect();
        let mut out = self.around(&alive, ON * CITATION);
        out.iter_mut().zip(&self.share).for_each(|(x, s)| *x *= s);
        out
    }

    fn around(&self, flow: &[f64], by: f64) -> Vec<f64> {
        self.graph.near.iter().map(|near| by * near.iter().map(|&o| flow[o as usize]).sum::<f64>()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::Graph;

    #[test]
    fn walking_backwards_explains_the_votes_exactly() {
        let graph = Graph::build(
            4,
            vec![vec![0, 1], vec![1], vec![2], vec![0, 2], vec![1, 2]],
            &[vec![2], vec![], vec![4, 3], vec![1], vec![]],
        );
        for excluded in [vec![], vec![2], vec![0, 4]] {
            let view = graph.without(&excluded);
            let mut seed = vec![0.3, 1.1, 0.7, 0.2, 0.9];
            excluded.iter().for_each(|&k| seed[k as usize] = 0.0);
            let votes = view.votes(&seed);
            for e in 0..4u32 {
                let sum: f64 = view.reach(e).iter().map(|&(d, k)| k * seed[d as usize]).sum();
                assert!((sum - votes[e as usize]).abs() < 1e-12, "{e} {excluded:?}");
            }
        }
    }

    #[test]
    fn an_expert_alone_keeps_nine_tenths_and_a_little_of_every_seed() {
        let graph = Graph::build(1, vec![vec![0], vec![0]], &[vec![], vec![]]);
        let votes = graph.without(&[]).votes(&[1.0, 3.0]);
        assert!((votes[0] - 0.91 * 4.0).abs() < 1e-12);
    }
}
