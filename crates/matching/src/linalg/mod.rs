//! The little linear algebra the trained lanes need: sparse products, orthonormal bases, a truncated
//! singular value decomposition and a block of conjugate gradients.
//!
//! Everything is deterministic: random starts come from fixed seeds, and parallel sums are taken over
//! chunks whose borders depend on the data only, added in order.

mod eigen;
mod solve;
mod svd;

pub(crate) use solve::ridge_dual;
pub(crate) use svd::truncated_svd;

use rayon::prelude::*;

/// A dense matrix, row after row.
#[derive(Debug, Clone, Default)]
pub(crate) struct Dense {
    pub(crate) rows: usize,
    pub(crate) cols: usize,
    pub(crate) data: Vec<f32>,
}

impl Dense {
    pub(crate) fn zeros(rows: usize, cols: usize) -> Self {
        Self { rows, cols, data: vec![0.0; rows * cols] }
    }

    pub(crate) fn row(&self, i: usize) -> &[f32] {
        &self.data[i * self.cols..(i + 1) * self.cols]
    }

    pub(crate) fn row_mut(&mut self, i: usize) -> &mut [f32] {
        &mut self.data[i * self.cols..(i + 1) * self.cols]
    }

    /// Makes every row a unit vector; a zero row stays zero.
    pub(crate) fn unit_rows(&mut self) {
        if self.cols > 0 {
            self.data.par_chunks_mut(self.cols).for_each(unit);
        }
    }

    /// Returns `self · right`, where `right` is small and given in doubles.
    pub(crate) fn times_small(&self, right: &[f64], cols: usize) -> Self {
        let small: Vec<f32> = right.iter().map(|&x| x as f32).collect();
        let mut out = Self::zeros(self.rows, cols);
        if cols == 0 || self.cols == 0 {
            return out;
        }
        out.data.par_chunks_mut(cols * 4).zip(self.data.par_chunks(self.cols * 4)).for_each(|(to, from)| {
            for (i, right) in small.chunks_exact(cols).enumerate() {
                for (to, from) in to.chunks_exact_mut(cols).zip(from.chunks_exact(self.cols)) {
                    add_scaled(to, from[i], right);
                }
            }
        });
        out
    }

    /// Returns the inner products of the columns, a symmetric matrix in doubles.
    pub(crate) fn gram(&self) -> Vec<f64> {
        let p = self.cols;
        if p == 0 || self.rows == 0 {
            return vec![0.0; p * p];
        }
        let chunk = self.rows.div_ceil(16).max(64).next_multiple_of(4);
        let parts: Vec<Vec<f32>> = self.data.par_chunks(chunk * p).map(|rows| gram_part(rows, p)).collect();
        let mut sum = vec![0.0f64; p * p];
        for part in &parts {
            for (s, &x) in sum.iter_mut().zip(part) {
                *s += f64::from(x);
            }
        }
        for i in 0..p {
            for j in 0..i {
                sum[i * p + j] = sum[j * p + i];
            }
        }
        sum
    }
}

/// Sums the upper triangle of the outer products, four rows at a time so that the sums stay in cache.
fn gram_part(rows: &[f32], p: usize) -> Vec<f32> {
    let mut sum = vec![0.0f32; p * p];
    for four in rows.chunks(4 * p) {
        if four.len() == 4 * p {
            let (a, rest) = four.split_at(p);
            let (b, rest) = rest.split_at(p);
            let (c, d) = rest.split_at(p);
            for i in 0..p {
                let (x, y, z, w) = (a[i], b[i], c[i], d[i]);
                let tail = a[i..].iter().zip(&b[i..]).zip(c[i..].iter().zip(&d[i..]));
                for (s, ((a, b), (c, d))) in sum[i * p + i..(i + 1) * p].iter_mut().zip(tail) {
                    *s += x * a + y * b + (z * c + w * d);
                }
            }
        } else {
            for row in four.chunks_exact(p) {
                for i in 0..p {
                    add_scaled(&mut sum[i * p + i..(i + 1) * p], row[i], &row[i..]);
                }
            }
        }
    }
    sum
}

/// A sparse matrix, row after row.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sparse {
    pub(crate) start: Vec<usize>,
    pub(crate) index: Vec<u32>,
    pub(crate) value: Vec<f32>,
    pub(crate) cols: usize,
}

impl Sparse {
    pub(crate) fn new(cols: usize) -> Self {
        Self { start: vec![0], index: Vec::new(), value: Vec::new(), cols }
    }

    pub(crate) fn rows(&self) -> usize {
        self.start.len() - 1
    }

    pub(crate) fn push_row(&mut self, row: impl IntoIterator<Item = (u32, f32)>) {
        for (index, value) in row {
            self.index.push(index);
            self.value.push(value);
        }
        self.start.push(self.index.len());
    }

    pub(crate) fn row(&self, i: usize) -> impl Iterator<Item = (usize, f32)> + '_ {
        let range = self.start[i]..self.start[i + 1];
        self.index[range.clone()].iter().map(|&j| j as usize).zip(self.value[range].iter().copied())
    }

    pub(crate) fn transpose(&self) -> Self {
        let mut start = vec![0usize; self.cols + 1];
        for &j in &self.index {
            start[j as usize + 1] += 1;
        }
        for j in 0..self.cols {
            start[j + 1] += start[j];
        }
        let mut next = start.clone();
        let (mut index, mut value) = (vec![0u32; self.index.len()], vec![0f32; self.index.len()]);
        for i in 0..self.rows() {
            for (j, v) in self.row(i) {
                index[next[j]] = i as u32;
                value[next[j]] = v;
                next[j] += 1;
            }
        }
        Self { start, index, value, cols: self.rows() }
    }

    /// Returns `self · right`.
    pub(crate) fn times(&self, right: &Dense) -> Dense {
        let mut out = Dense::zeros(self.rows(), right.cols);
        if right.cols > 0 {
            out.data.par_chunks_mut(right.cols).enumerate().for_each(|(i, to)| {
                for (j, v) in self.row(i) {
                    add_scaled(to, v, right.row(j));
                }
            });
        }
        out
    }
}

pub(crate) fn add_scaled(to: &mut [f32], by: f32, from: &[f32]) {
    for (t, f) in to.iter_mut().zip(from) {
        *t += by * f;
    }
}

/// Returns the inner product, summed in eight lanes so that it runs wide.
pub(crate) fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut lanes = [0.0f32; 8];
    let (wide_a, wide_b) = (a.chunks_exact(8), b.chunks_exact(8));
    let rest: f32 = wide_a.remainder().iter().zip(wide_b.remainder()).map(|(x, y)| x * y).sum();
    for (x, y) in wide_a.zip(wide_b) {
        for k in 0..8 {
            lanes[k] += x[k] * y[k];
        }
    }
    lanes.iter().sum::<f32>() + rest
}

/// Scales a vector to unit length; a zero vector stays zero.
pub(crate) fn unit(v: &mut [f32]) {
    let length = dot(v, v).sqrt();
    if length > 0.0 {
        v.iter_mut().for_each(|x| *x /= length);
    }
}
