//! The judgement: needs against experts, explained, and who goes where under capacity.
//!
//! Pure: analysed texts, numbers and positions in, decisions with their reasons out.
//! Nothing here reads a file, a clock or chance; the same input gives the same answer.

mod assignment;
mod bridge;
mod corpus;
mod cover;
mod graph;
mod lexicon;
mod linalg;
mod model;
mod passage;
mod router;
mod vectors;

pub use assignment::{Assigned, Assignment, Pair, Short, assign};
pub use corpus::{Corpus, Item, Run, Text};
pub use cover::smallest_cover;
pub use lexicon::{Concept, Lexicon};
pub use model::{Answer, Model, Source, Trained};
pub use passage::{Fit, Slot, Sought};
pub use vectors::Vectors;
