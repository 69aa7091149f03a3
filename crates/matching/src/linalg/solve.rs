//! Conjugate gradients for many right sides at once.

use super::{Dense, Sparse, add_scaled};
use rayon::prelude::*;

/// Returns `(X Xᵀ + 1)⁻¹ B`, solved column by column in blocks that run together.
pub(crate) fn ridge_dual(x: &Sparse, xt: &Sparse, b: &Dense) -> Dense {
    const BLOCK: usize = 64;
    let mut out = Dense::zeros(b.rows, b.cols);
    for from in (0..b.cols).step_by(BLOCK) {
        let width = BLOCK.min(b.cols - from);
        let mut part = Dense::zeros(b.rows, width);
        for i in 0..b.rows {
            part.row_mut(i).copy_from_slice(&b.row(i)[from..from + width]);
        }
        let solved = solve_block(x, xt, part);
        for i in 0..b.rows {
            out.row_mut(i)[from..from + width].copy_from_slice(solved.row(i));
        }
    }
    out
}

fn solve_block(x: &Sparse, xt: &Sparse, b: Dense) -> Dense {
    let mut answer = Dense::zeros(b.rows, b.cols);
    let (mut rest, mut direction) = (b.clone(), b);
    let mut error = column_dots(&rest, &rest);
    let start = error.clone();
    for _ in 0..200 {
        if error.iter().zip(&start).all(|(e, s)| *e <= 1e-10 * s) {
            break;
        }
        let mut image = x.times(&xt.times(&direction));
        add_scaled(&mut image.data, 1.0, &direction.data);
        let along = column_dots(&direction, &image);
        let step: Vec<f32> =
            error.iter().zip(&along).map(|(e, a)| if *a > 0.0 { (e / a) as f32 } else { 0.0 }).collect();
        add_columns(&mut answer, &step, &direction, 1.0);
        add_columns(&mut rest, &step, &image, -1.0);
        let next = column_dots(&rest, &rest);
        let keep: Vec<f32> =
            next.iter().zip(&error).map(|(n, e)| if *e > 0.0 { (n / e) as f32 } else { 0.0 }).collect();
        direction.data.par_chunks_mut(keep.len()).zip(rest.data.par_chunks(keep.len())).for_each(|(d, r)| {
            for ((d, r), k) in d.iter_mut().zip(r).zip(&keep) {
                *d = r + k * *d;
            }
        });
        error = next;
    }
    answer
}

fn add_columns(to: &mut Dense, by: &[f32], from: &Dense, sign: f32) {
    to.data.par_chunks_mut(by.len()).zip(from.data.par_chunks(by.len())).for_each(|(to, from)| {
        for ((t, f), b) in to.iter_mut().zip(from).zip(by) {
            *t += sign * b * f;
        }
    });
}

fn column_dots(a: &Dense, b: &Dense) -> Vec<f64> {
    let mut sum = vec![0.0; a.cols];
    for (a, b) in a.data.chunks_exact(a.cols).zip(b.data.chunks_exact(a.cols)) {
        for ((s, x), y) in sum.iter_mut().zip(a).zip(b) {
            *s += f64::from(*x) * f64::from(*y);
        }
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::ridge_dual;
    use crate::linalg::{Dense, Sparse};

    #[test]
    fn solves_what_it_says() {
        let mut x = Sparse::new(4);
        for row in [[1.0, 2.0, 0.0, 0.0], [0.0, 1.0, 1.0, 0.0], [3.0, 0.0, 0.0, 1.0]] {
            x.push_row(row.iter().enumerate().map(|(j, &v)| (j as u32, v)));
        }
        let xt = x.transpose();
        let b = Dense { rows: 3, cols: 2, data: vec![1.0, 0.0, 0.0, 1.0, 1.0, 1.0] };
        let d = ridge_dual(&x, &xt, &b);
        let back = x.times(&xt.times(&d));
        for ((back, d), b) in back.data.iter().zip(&d.data).zip(&b.data) {
            assert!((back + d - b).abs() < 1e-4);
        }
    }
}
