//! Eigenvalues and eigenvectors of a small symmetric matrix: Householder reduction to three diagonals,
//! then implicit QL steps with Wilkinson shifts.

/// Returns the eigenvalues in falling order and the eigenvectors as the columns of a `p × p` matrix.
pub(super) fn symmetric(mut a: Vec<f64>, p: usize) -> (Vec<f64>, Vec<f64>) {
    if p == 0 {
        return (Vec::new(), Vec::new());
    }
    let (mut diagonal, mut off, mut basis) = tridiagonal(&mut a, p);
    implicit_ql(&mut diagonal, &mut off, &mut basis, p);
    let mut order: Vec<usize> = (0..p).collect();
    order.sort_by(|&i, &j| diagonal[j].total_cmp(&diagonal[i]).then(i.cmp(&j)));
    let mut vectors = vec![0.0; p * p];
    for (column, &k) in order.iter().enumerate() {
        for i in 0..p {
            vectors[i * p + column] = basis[k * p + i];
        }
    }
    (order.iter().map(|&k| diagonal[k]).collect(), vectors)
}

/// Reduces `a` by reflections; returns the diagonal, the off-diagonal and the basis, one vector a row.
fn tridiagonal(a: &mut [f64], p: usize) -> (Vec<f64>, Vec<f64>, Vec<f64>) {
    let mut basis = vec![0.0; p * p];
    for i in 0..p {
        basis[i * p + i] = 1.0;
    }
    for k in 0..p.saturating_sub(2) {
        let mut v: Vec<f64> = (0..p).map(|i| if i > k { a[i * p + k] } else { 0.0 }).collect();
        let length = v.iter().map(|x| x * x).sum::<f64>().sqrt();
        if length == 0.0 {
            continue;
        }
        v[k + 1] += if v[k + 1] >= 0.0 { length } else { -length };
        let square = v.iter().map(|x| x * x).sum::<f64>();
        reflect_both(a, &v, square, k, p);
        reflect_basis(&mut basis, &v, square, k, p);
    }
    let diagonal = (0..p).map(|i| a[i * p + i]).collect();
    let off = (0..p).map(|i| if i + 1 < p { a[i * p + i + 1] } else { 0.0 }).collect();
    (diagonal, off, basis)
}

/// Replaces `a` by `H a H` with `H = 1 − 2 v vᵀ / |v|²`.
fn reflect_both(a: &mut [f64], v: &[f64], square: f64, k: usize, p: usize) {
    let mut w: Vec<f64> = a
        .chunks_exact(p)
        .map(|row| 2.0 / square * row[k..].iter().zip(&v[k..]).map(|(x, y)| x * y).sum::<f64>())
        .collect();
    let half = w.iter().zip(v).map(|(x, y)| x * y).sum::<f64>() / square;
    w.iter_mut().zip(v).for_each(|(w, v)| *w -= half * v);
    for i in k..p {
        let (vi, wi) = (v[i], w[i]);
        for ((x, vj), wj) in a[i * p + k..(i + 1) * p].iter_mut().zip(&v[k..]).zip(&w[k..]) {
            *x -= vi * wj + wi * vj;
        }
    }
}

/// Multiplies the basis (rows are the new directions) by the reflection.
fn reflect_basis(basis: &mut [f64], v: &[f64], square: f64, k: usize, p: usize) {
    let mut projected = vec![0.0; p];
    for i in k + 1..p {
        for (s, x) in projected.iter_mut().zip(&basis[i * p..(i + 1) * p]) {
            *s += v[i] * x;
        }
    }
    for i in k + 1..p {
        let scale = 2.0 * v[i] / square;
        for (x, s) in basis[i * p..(i + 1) * p].iter_mut().zip(&projected) {
            *x -= scale * s;
        }
    }
}

fn implicit_ql(d: &mut [f64], e: &mut [f64], basis: &mut [f64], p: usize) {
    for l in 0..p {
        for _ in 0..60 {
            let m = (l..p - 1)
                .find(|&m| e[m].abs() <= f64::EPSILON * (d[m].abs() + d[m + 1].abs()))
                .unwrap_or(p - 1);
            if m == l {
                break;
            }
            ql_sweep(d, e, basis, l, m, p);
        }
    }
}

/// Chases one bulge from `m` up to `l`.
fn ql_sweep(d: &mut [f64], e: &mut [f64], basis: &mut [f64], l: usize, m: usize, p: usize) {
    let g = (d[l + 1] - d[l]) / (2.0 * e[l]);
    let mut g = d[m] - d[l] + e[l] / (g + g.hypot(1.0).copysign(g));
    let (mut s, mut c, mut shift) = (1.0, 1.0, 0.0);
    for i in (l..m).rev() {
        let (f, b) = (s * e[i], c * e[i]);
        let r = f.hypot(g);
        e[i + 1] = r;
        if r == 0.0 {
            d[i + 1] -= shift;
            e[m] = 0.0;
            return;
        }
        (s, c) = (f / r, g / r);
        let t = d[i + 1] - shift;
        let r = (d[i] - t) * s + 2.0 * c * b;
        shift = s * r;
        d[i + 1] = t + shift;
        g = c * r - b;
        let (low, high) = basis[i * p..(i + 2) * p].split_at_mut(p);
        for (x, y) in low.iter_mut().zip(high) {
            let f = *y;
            *y = s * *x + c * f;
            *x = c * *x - s * f;
        }
    }
    d[l] -= shift;
    e[l] = g;
    e[m] = 0.0;
}

#[cfg(test)]
mod tests {
    use super::symmetric;

    #[test]
    fn rebuilds_the_matrix() {
        let p = 17;
        let mut a = vec![0.0; p * p];
        for i in 0..p {
            for j in 0..p {
                a[i * p + j] = 1.0 / (1.0 + i as f64 + j as f64) + if i == j { (i % 5) as f64 } else { 0.0 };
            }
        }
        let (values, vectors) = symmetric(a.clone(), p);
        assert!(values.is_sorted_by(|x, y| x >= y));
        for i in 0..p {
            for j in 0..p {
                let sum: f64 = (0..p).map(|k| vectors[i * p + k] * values[k] * vectors[j * p + k]).sum();
                assert!((sum - a[i * p + j]).abs() < 1e-10, "{i} {j}: {sum}");
            }
        }
    }
}
