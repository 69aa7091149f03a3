//! The smallest group that covers the aspects of a need.

/// The most aspects for which every group is considered.
const EXACT: u32 = 12;

/// Chooses the fewest sets that cover everything any set covers; of equal numbers the one with the smallest positions.
///
/// Exact for up to twelve aspects, greedy beyond. Each set is a mask of aspects; sets stand best first.
pub fn smallest_cover(sets: &[u64]) -> Vec<usize> {
    let all = sets.iter().fold(0, |a, s| a | s);
    // Aspects nobody covers leave no gap in the numbering.
    let bits: Vec<u32> = (0..u64::BITS).filter(|b| all >> b & 1 == 1).collect();
    if bits.len() as u32 > EXACT {
        return greedy(sets, all);
    }
    let packed: Vec<usize> = sets
        .iter()
        .map(|s| bits.iter().enumerate().filter(|(_, b)| *s >> **b & 1 == 1).map(|(i, _)| 1 << i).sum())
        .collect();
    exact(&packed, (1 << bits.len()) - 1)
}

fn exact(sets: &[usize], full: usize) -> Vec<usize> {
    let mut best: Vec<Option<Vec<usize>>> = vec![None; full + 1];
    best[0] = Some(Vec::new());
    for (i, set) in sets.iter().enumerate() {
        // Downwards, so that no set is taken twice.
        for from in (0..=full).rev() {
            let Some(group) = best[from].as_ref().filter(|_| set & !from != 0) else { continue };
            let mut longer = group.clone();
            longer.push(i);
            let place = &mut best[from | set];
            if place.as_ref().is_none_or(|known| order(&longer) < order(known)) {
                *place = Some(longer);
            }
        }
    }
    best[full].take().unwrap_or_default()
}

fn order(group: &[usize]) -> (usize, usize, &[usize]) {
    (group.len(), group.iter().sum(), group)
}

fn greedy(sets: &[u64], all: u64) -> Vec<usize> {
    let (mut left, mut group) = (all, Vec::new());
    while left != 0 {
        let gain = |i: &usize| (sets[*i] & left).count_ones();
        let Some(next) = (0..sets.len()).max_by_key(|i| (gain(i), std::cmp::Reverse(*i))) else { break };
        left &= !sets[next];
        group.push(next);
    }
    group.sort_unstable();
    group
}

#[cfg(test)]
mod tests {
    use super::smallest_cover;

    #[test]
    fn two_are_enough_where_greed_takes_three() {
        // Greed takes the third first and needs three.
        assert_eq!(smallest_cover(&[0b000_111, 0b111_000, 0b011_110]), vec![0, 1]);
        assert_eq!(smallest_cover(&[]), Vec::<usize>::new());
        assert_eq!(smallest_cover(&[0, 0]), Vec::<usize>::new());
        assert_eq!(smallest_cover(&[0b1, 0b1, 0b1]), vec![0]);
    }

    #[test]
    fn agrees_with_trying_every_group() {
        let mut state = 7u64;
        let mut next = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            state >> 33
        };
        for _ in 0..200 {
            let sets: Vec<u64> = (0..8).map(|_| next() & next() & 0x3f).collect();
            let all = sets.iter().fold(0, |a, s| a | s);
            let covered = |group: u32| (0..8).filter(|i| group >> i & 1 == 1).fold(0, |a, i| a | sets[i]);
            let fewest = (0u32..256).filter(|g| covered(*g) == all).map(u32::count_ones).min();
            let found = smallest_cover(&sets);
            assert_eq!(found.iter().fold(0, |a, i| a | sets[*i]), all);
            assert_eq!(Some(found.len() as u32), fewest, "{sets:?}");
        }
    }
}
