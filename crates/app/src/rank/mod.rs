//! Files of the `rank` and `assign` contracts: experts, needs and matrices as JSON lines.

mod matrix;
mod print;
mod read;

pub use matching::{Assigned, Assignment, Short, assign};
pub use matrix::matrix;
pub use print::jsonl;
pub use read::{BadLine, experts, needs};

use crate::engine::{Engine, NeedText};

/// Sets up the assignment of experts to needs by the engine's scores; `capacity` counts where an expert names none.
///
/// Returns the experts' keys too, in the order of the positions.
pub fn problem(
    engine: &Engine,
    needs: &[NeedText],
    per_need: u32,
    capacity: u32,
) -> (Assignment, Vec<String>) {
    let (names, load) = engine.capacities(capacity);
    let rows = engine.each(needs, |need| engine.in_order(need));
    let mut pairs = Vec::with_capacity(names.len() * needs.len());
    for (task, row) in (0..).zip(rows) {
        pairs.extend((0..).zip(row).map(|(person, score)| matching::Pair { task, person, score }));
    }
    (Assignment { demand: vec![per_need; needs.len()], load, pairs }, names)
}
