//! A truncated singular value decomposition by subspace iteration from a seeded random start.

use super::{Dense, Sparse, eigen};

/// The leading part of `X ≈ U S Vᵀ`.
#[derive(Debug, Clone, Default)]
pub(crate) struct Svd {
    /// Singular values, falling.
    pub(crate) values: Vec<f32>,
    /// Right singular vectors, one row a column of `X`.
    pub(crate) right: Dense,
}

/// Returns the `rank` leading singular values and right vectors of a sparse matrix.
pub(crate) fn truncated_svd(x: &Sparse, rank: usize, rounds: usize, seed: u64) -> Svd {
    let transposed = x.transpose();
    let (n, m) = (x.rows(), x.cols);
    let width = (rank + 10).min(n).min(m);
    let rank = rank.min(width);
    if rank == 0 {
        return Svd { values: Vec::new(), right: Dense::zeros(m, 0) };
    }
    // The basis lives on the shorter side, where making it orthonormal is cheaper.
    if n <= m {
        let basis = basis(&transposed, x, width, rounds, seed);
        let image = transposed.times(&basis);
        let (values, turn) = eigen::symmetric(image.gram(), width);
        let scale = |k: usize| if values[k] > 1e-12 * values[0] { values[k].sqrt().recip() } else { 0.0 };
        let turn = columns(&turn, width, rank, scale);
        Svd { values: roots(&values, rank), right: image.times_small(&turn, rank) }
    } else {
        let basis = basis(x, &transposed, width, rounds, seed);
        let (values, turn) = eigen::symmetric(x.times(&basis).gram(), width);
        let turn = columns(&turn, width, rank, |_| 1.0);
        Svd { values: roots(&values, rank), right: basis.times_small(&turn, rank) }
    }
}

/// Returns an orthonormal basis of the leading space on the rows of `down`, the columns of `up`.
fn basis(up: &Sparse, down: &Sparse, width: usize, rounds: usize, seed: u64) -> Dense {
    let mut basis = noise(down.rows(), width, seed);
    for _ in 0..=rounds {
        basis = orthonormal(&down.times(&up.times(&basis)));
    }
    basis
}

/// Returns an orthonormal basis of the columns, through the eigenvectors of their inner products.
fn orthonormal(y: &Dense) -> Dense {
    let once = whiten(y);
    // Inner products square the condition; a second pass repairs what single precision lost.
    whiten(&once)
}

fn whiten(y: &Dense) -> Dense {
    let p = y.cols;
    let (values, turn) = eigen::symmetric(y.gram(), p);
    let floor = 1e-10 * values.first().copied().unwrap_or(0.0);
    let turn = columns(&turn, p, p, |k| if values[k] > floor { values[k].sqrt().recip() } else { 0.0 });
    y.times_small(&turn, p)
}

fn columns(turn: &[f64], p: usize, rank: usize, scale: impl Fn(usize) -> f64) -> Vec<f64> {
    turn.chunks_exact(p).flat_map(|row| (0..rank).map(|k| row[k] * scale(k)).collect::<Vec<_>>()).collect()
}

fn roots(values: &[f64], rank: usize) -> Vec<f32> {
    values[..rank].iter().map(|v| v.max(0.0).sqrt() as f32).collect()
}

/// Returns a matrix of even noise around zero from a counter-based generator.
fn noise(rows: usize, cols: usize, seed: u64) -> Dense {
    let data = (0..(rows * cols) as u64)
        .map(|i| {
            let mut z = seed.wrapping_add((i + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15));
            z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
            ((z ^ (z >> 31)) >> 40) as f32 / 8_388_608.0 - 1.0
        })
        .collect();
    Dense { rows, cols, data }
}

#[cfg(test)]
mod tests {
    use super::truncated_svd;
    use crate::linalg::Sparse;

    #[test]
    fn finds_the_known_values_of_a_small_matrix_from_both_sides() {
        let mut x = Sparse::new(3);
        for row in [[3.0, 0.0, 0.0], [0.0, 2.0, 0.0], [0.0, 0.0, 1.0], [0.0, 0.0, 1.0]] {
            x.push_row(row.iter().enumerate().filter(|(_, v)| **v != 0.0).map(|(j, &v)| (j as u32, v)));
        }
        for x in [x.transpose(), x] {
            let svd = truncated_svd(&x, 3, 3, 1);
            for (found, known) in svd.values.iter().zip([3.0, 2.0, 2f32.sqrt()]) {
                assert!((found - known).abs() < 1e-4, "{found} {known}");
            }
            let length: f32 = svd.right.data.iter().map(|v| v * v).sum();
            assert!((length - 3.0).abs() < 1e-3);
        }
    }
}
